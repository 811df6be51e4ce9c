//! The panel of one office, new or known.

use api::Attempt;
use domain::OfficeId;
use domain::practice::office::{Office, OfficeInput, OfficeKind, PostalAddress};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui::{ButtonLink, Checkbox, Choice, Empty, Field, FieldKind, Form, Radios, SidePanel, Submit, use_toasts};

use super::offices::OfficeList;
use crate::clients::address_text;
use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line, yes_no};
use crate::session::use_session;

const LIST: &str = "/admin/settings/offices";

/// An office being written.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    kind: RwSignal<String>,
    parts: [RwSignal<String>; 6],
    phone: RwSignal<String>,
    directions: RwSignal<String>,
    show_address: RwSignal<bool>,
    one_room: RwSignal<bool>,
}

impl Draft {
    fn new(known: Option<&OfficeInput>) -> Self {
        let text = |value: &str| RwSignal::new(value.to_owned());
        let video = known.is_some_and(|o| o.kind == OfficeKind::Video);
        let a = known.and_then(|o| o.address.clone()).unwrap_or_default();
        Self {
            name: text(known.map(|o| o.name.as_str()).unwrap_or_default()),
            kind: text(if video { "video" } else { "place" }),
            parts: [&a.street, &a.unit, &a.city, &a.region, &a.postal_code, &a.country].map(|part| text(part.as_str())),
            phone: text(known.and_then(|o| o.phone.as_ref()).map(|p| p.as_str()).unwrap_or_default()),
            directions: text(known.map(|o| o.directions.as_str()).unwrap_or_default()),
            show_address: RwSignal::new(known.is_none_or(|o| o.show_address_to_new_clients)),
            one_room: RwSignal::new(known.is_some_and(|o| o.one_room)),
        }
    }

    fn input(self) -> OfficeInput {
        let text = |signal: RwSignal<String>| signal.with_untracked(|t| t.trim().to_owned());
        let [street, unit, city, region, postal_code, country] = self.parts.map(|part| text(part).into());
        let video = self.kind.with_untracked(|kind| kind == "video");
        let address = PostalAddress { street, unit, city, region, postal_code, country };
        OfficeInput {
            name: text(self.name),
            kind: if video { OfficeKind::Video } else { OfficeKind::Place },
            address: (!video).then_some(address),
            phone: Some(text(self.phone)).filter(|p| !p.is_empty()).map(Into::into),
            directions: text(self.directions),
            show_address_to_new_clients: self.show_address.get_untracked(),
            one_room: !video && self.one_room.get_untracked(),
        }
    }
}

fn lines(office: &OfficeInput) -> Lines {
    vec![
        line("Name", office.name.clone()),
        line("Kind", if office.kind == OfficeKind::Video { "Video room" } else { "Place" }),
        line("Address", office.address.as_ref().map(address_text).unwrap_or_default()),
        line("Phone", office.phone.as_ref().map(|p| p.as_str().to_owned()).unwrap_or_default()),
        line("Directions", office.directions.clone()),
        line("New clients see the address", yes_no(office.show_address_to_new_clients)),
        line("One room", yes_no(office.one_room)),
    ]
}

#[component]
fn Fields(draft: Draft) -> impl IntoView {
    let kinds =
        vec![Choice::new("place", "A place").hint("Clients come there"), Choice::new("video", "Video room").hint("You meet on a screen")];
    let [street, unit, city, region, postal_code, country] = draft.parts;
    view! {
        <Field label="Name" value=draft.name pointer="/name" required=true autocomplete="off" maxlength=80_u32 hint="Such as Maple Street" />
        <Radios legend="Kind" value=draft.kind choices=kinds pointer="/kind" required=true />
        {move || (draft.kind.get() == "place").then(|| view! {
            <Field label="Street and number" value=street pointer="/address/street" required=true autocomplete="off" maxlength=120_u32 />
            <Field label="Apartment or suite" value=unit pointer="/address/unit" autocomplete="off" maxlength=60_u32 />
            <Field label="City" value=city pointer="/address/city" required=true autocomplete="off" maxlength=80_u32 />
            <Field label="State or region" value=region pointer="/address/region" autocomplete="off" maxlength=60_u32 />
            <Field label="Postal code" value=postal_code pointer="/address/postal_code" autocomplete="off" maxlength=20_u32 />
            <Field label="Country" value=country pointer="/address/country" autocomplete="off" maxlength=2_u32 hint="Two letters, such as US" />
        })}
        <Field label="Phone" value=draft.phone kind=FieldKind::Tel pointer="/phone" autocomplete="off" hint="Where it has its own" />
        <Field label="Directions" value=draft.directions kind=FieldKind::Area pointer="/directions" rows=3 maxlength=500_u32
            hint="How to get in, park, ring; clients see it" />
        {move || (draft.kind.get() == "place").then(|| view! {
            <Checkbox label="New clients see the address" value=draft.show_address pointer="/show_address_to_new_clients"
                hint="Otherwise they see the name only, until their request is accepted" />
            <Checkbox label="It is one room" value=draft.one_room pointer="/one_room"
                hint="Two appointments there cannot overlap, whoever gives them" />
        })}
        <div class="actions">
            <ButtonLink href=LIST>"Cancel"</ButtonLink>
            <Submit>"Save"</Submit>
        </div>
    }
    .into_any()
}

/// `/admin/settings/offices/new`
#[component]
pub fn NewOffice() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let list = expect_context::<OfficeList>();
    let draft = Draft::new(None);
    let attempt = Attempt::new();
    let send = move || {
        let (api, attempt, input, navigate) = (session.api(), attempt.clone(), draft.input(), navigate.clone());
        async move {
            refuse_wrong(&input)?;
            list.put(session.ask(api.create_office(&attempt, &input)).await?);
            toasts.say(format!("{} was added.", input.name));
            navigate(LIST, NavigateOptions::default());
            Ok(())
        }
    };
    view! { <SidePanel title="New office" close_href=LIST><Form send guard=true><Fields draft /></Form></SidePanel> }.into_any()
}

/// `/admin/settings/offices/{id}`
#[component]
pub fn OneOffice() -> impl IntoView {
    let list = expect_context::<OfficeList>();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).and_then(|id| id.parse::<OfficeId>().ok()));
    // Made anew for another office, not for each change of the list.
    let there = Memo::new(move |_| list.0.with(|_| ()).is_some());
    let made = RwSignal::new(0_u32);
    move || {
        made.track();
        if !there.get() {
            return ().into_any();
        }
        let office = list.0.with_untracked(|page| page.items.iter().find(|o| Some(o.id) == id.get()).cloned()).flatten();
        match office {
            Some(office) => view! { <Edit office list made /> }.into_any(),
            None => view! { <SidePanel title="Office" close_href=LIST><Empty title="There is no such office" /></SidePanel> }.into_any(),
        }
    }
}

#[component]
fn Edit(office: Office, list: OfficeList, made: RwSignal<u32>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let draft = Draft::new(Some(&office.details));
    let attempt = Attempt::new();
    let id = office.id;
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), draft.input());
        async move {
            refuse_wrong(&input)?;
            session.ask(api.update_office(&attempt, id, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move {
            let page = session.ask(api.list_offices()).await?;
            page.items.into_iter().find(|o| o.id == id).ok_or_else(|| ui::Failure::new("This office is gone.", ""))
        }
    };
    let saved = move |office: Office| {
        list.put(office);
        toasts.say("Saved.");
        navigate(LIST, NavigateOptions::default());
    };
    let theirs = move |office: Office| {
        list.put(office);
        made.update(|n| *n += 1);
    };
    let record = Record { version: |o: &Office| o.version, lines: |o: &Office| lines(&o.details) };
    view! {
        <SidePanel title=office.details.name close_href=LIST>
            <SavingForm version=RwSignal::new(office.version) record save read mine=move |()| lines(&draft.input()) on_saved=saved on_theirs=theirs>
                <Fields draft />
            </SavingForm>
        </SidePanel>
    }
    .into_any()
}
