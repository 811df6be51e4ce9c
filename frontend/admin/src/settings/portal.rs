//! What clients meet in the portal.

use api::Attempt;
use domain::practice::profile::{PortalSettings, Practice};
use leptos::prelude::*;
use ui::{Checkbox, Choice, Field, FieldKind, Heading, Load, Select, Submit, fetched, use_toasts};

use crate::clients::{RightFields, RightsDraft, rights_lines};
use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line, yes_no};
use crate::session::use_session;
use crate::workplace::use_workplace;

/// `/admin/settings/portal`
#[component]
pub fn PortalPage() -> impl IntoView {
    let session = use_session();
    let practice = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_practice()).await }
    });
    view! {
        <Heading text="Portal" />
        <Load from=practice lines=8 let:now>
            <div class="narrow"><Settings practice=now take=move |theirs: Practice| practice.set(theirs) /></div>
        </Load>
    }
    .into_any()
}

fn lines(settings: &PortalSettings) -> Lines {
    let mut lines = vec![
        line("Portal is open", yes_no(settings.open)),
        line("Welcome message", settings.welcome_message.clone()),
        line("Digits of a PIN", settings.pin_length.to_string()),
        line("Clients see who looked at their record", yes_no(settings.show_record_access)),
    ];
    lines.extend(rights_lines(settings.usual_rights));
    lines
}

#[component]
fn Settings(practice: Practice, #[prop(into)] take: Callback<Practice>) -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let toasts = use_toasts();
    let Practice { version, portal, portal_url, .. } = practice;
    let open = RwSignal::new(portal.open);
    let welcome = RwSignal::new(portal.welcome_message);
    let rights = RightsDraft::new(portal.usual_rights);
    let pin_length = RwSignal::new(portal.pin_length.to_string());
    let show = RwSignal::new(portal.show_record_access);
    let input = move || PortalSettings {
        open: open.get_untracked(),
        welcome_message: welcome.with_untracked(|t| t.trim().to_owned()),
        usual_rights: rights.rights(),
        pin_length: pin_length.with_untracked(|n| n.parse().unwrap_or(4)),
        show_record_access: show.get_untracked(),
    };
    let attempt = Attempt::new();
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), input());
        async move {
            refuse_wrong(&input)?;
            session.ask(api.update_portal_settings(&attempt, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_practice()).await }
    };
    let saved = move |practice: Practice| {
        toasts.say("Saved.");
        workplace.practice.set(practice);
    };
    let record = Record { version: |p: &Practice| p.version, lines: |p: &Practice| lines(&p.portal) };
    let digits: Vec<Choice> = (4..=8).map(|n: u8| Choice::new(n.to_string(), format!("{n} digits"))).collect();
    view! {
        <SavingForm version=RwSignal::new(version) record save read mine=move |()| lines(&input()) on_saved=saved on_theirs=take>
            <p>"Clients go to " <a href=portal_url.clone() rel="external">{portal_url.clone()}</a></p>
            <Checkbox label="The portal is open" value=open
                hint="Switched off, clients read that it is closed and find your phone number. Nothing is deleted." />
            <Field label="Welcome message" value=welcome kind=FieldKind::Area pointer="/welcome_message" rows=4 maxlength=2_000_u32 draft="welcome"
                hint="What a client reads first after signing in; nothing clinical, please" />
            <RightFields draft=rights legend="What a new client may do" hint="You can choose otherwise for each client." />
            <Select label="PIN of an invitation" value=pin_length pointer="/pin_length" required=true choices=digits />
            <Checkbox label="Clients see who looked at their record" value=show hint="In the portal, under My account" />
            <div class="actions"><Submit>"Save"</Submit></div>
        </SavingForm>
    }
    .into_any()
}
