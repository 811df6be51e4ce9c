//! The panel of one packet, new or known.

use api::Attempt;
use domain::documents::{Packet, PacketInput};
use domain::{PacketId, TemplateId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui::{
    Button, ButtonKind, ButtonLink, Checkbox, Choice, ConfirmDialog, Empty, Failure, Field, Form, FormState, IconButton, IconName, Select,
    SidePanel, Submit, live, use_toasts,
};

use super::{LIST, Packets, away, spare};
use crate::documents::arrange::{Arranged, put_at};
use crate::documents::standing;
use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line, yes_no};
use crate::session::use_session;

/// A packet being written. Its documents have numbers of their own, for their order.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    templates: RwSignal<Vec<(u32, TemplateId)>>,
    first: RwSignal<bool>,
    form: FormState,
}

impl Draft {
    fn new(known: Option<&PacketInput>) -> Self {
        let templates = known.map(|packet| packet.templates.clone()).unwrap_or_default();
        Self {
            name: RwSignal::new(known.map(|packet| packet.name.clone()).unwrap_or_default()),
            templates: RwSignal::new((1..).zip(templates).collect()),
            first: RwSignal::new(known.is_some_and(|packet| packet.for_new_clients)),
            form: FormState::new(),
        }
    }

    fn input(self) -> PacketInput {
        PacketInput {
            name: self.name.with_untracked(|name| name.trim().to_owned()),
            templates: self.templates.with_untracked(|all| all.iter().map(|(_, id)| *id).collect()),
            for_new_clients: self.first.get_untracked(),
        }
    }

    fn change(self, change: impl FnOnce(&mut Vec<(u32, TemplateId)>)) {
        if self.templates.try_update(change).is_some() {
            self.form.touch_at("/templates");
        }
    }

    fn add(self, id: TemplateId) {
        self.change(|all| {
            let number = all.iter().map(|(number, _)| *number).max().unwrap_or_default() + 1;
            all.push((number, id));
        });
    }

    fn template(self, number: u32) -> Option<TemplateId> {
        self.templates.with(|all| all.iter().find(|(known, _)| *known == number).map(|(_, id)| *id))
    }
}

/// What is wrong with one of the documents is said at the list of what can be added.
fn to_fields(mut failure: Failure) -> Failure {
    for field in failure.fields.iter_mut().filter(|field| field.pointer.starts_with("/templates")) {
        field.pointer = "/templates".to_owned();
    }
    failure
}

#[component]
fn Fields(draft: Draft, packets: Packets) -> impl IntoView {
    let toasts = use_toasts();
    let lines = Memo::new(move |_| draft.templates.with(|all| all.iter().map(|(number, _)| *number).collect::<Vec<_>>()));
    let title =
        move |number: u32| draft.template(number).and_then(|id| packets.0.with_untracked(|shelf| shelf.title(id))).unwrap_or_default();
    let remove = move |number: u32| {
        let Some(place) = draft.templates.with_untracked(|all| all.iter().position(|(known, _)| *known == number)) else { return };
        let text = format!("“{}” was taken out.", untrack(|| title(number)));
        let one = draft.templates.with_untracked(|all| all[place]);
        draft.change(|all| {
            all.remove(place);
        });
        toasts.undo(text, move || draft.change(|all| all.insert(place.min(all.len()), one)));
    };
    let head = Callback::new(move |number: u32| {
        let words = title(number);
        let archived = draft.template(number).and_then(|id| packets.0.with_untracked(|shelf| away(shelf, id)).flatten());
        view! {
            <span class="words">{words.clone()} {archived}</span>
            <IconButton icon=IconName::Close label=format!("Take {words} out") on_press=move |()| remove(number) />
        }
        .into_any()
    });
    let chosen = RwSignal::new(String::new());
    let choices = Memo::new(move |_| {
        let within: Vec<TemplateId> = draft.templates.with(|all| all.iter().map(|(_, id)| *id).collect());
        let all = packets.0.with_untracked(|shelf| spare(shelf, &within)).unwrap_or_default();
        let label = if all.is_empty() { "All are in it" } else { "Choose one" };
        let entry = |one: domain::documents::TemplateSummary| {
            Choice::new(one.id.to_string(), format!("{} ({})", one.title, standing::kind(one.kind).to_lowercase()))
        };
        std::iter::once(Choice::new("", label)).chain(all.into_iter().map(entry)).collect::<Vec<_>>()
    });
    let add = move |id: String| {
        if let Ok(id) = id.parse() {
            draft.add(id);
        }
        chosen.set(String::new());
    };
    let none = Memo::new(move |_| lines.with(Vec::is_empty));
    view! {
        <Field label="Name" value=draft.name pointer="/name" required=true autocomplete="off" maxlength=120_u32 hint="For your team, such as Intake" />
        <section class="stack tight" aria-label="Documents">
            <h3>"Documents"</h3>
            {live(move || none.get().then(|| view! { <p class="soft">"None yet."</p> }))}
            <Arranged label="Documents of this packet" lines name=move |number: u32| format!("“{}”", title(number))
                on_move=move |(number, to): (u32, usize)| draft.change(|all| {
                    if let Some(from) = all.iter().position(|(known, _)| *known == number) {
                        put_at(all, from, to);
                    }
                }) head />
        </section>
        <Select label="Add a document" value=chosen choices pointer="/templates" on_change=add />
        <Checkbox label="For new clients" value=draft.first
            hint="Offered first with an invitation. One packet is: it is taken over from the one that was." />
    }
    .into_any()
}

/// `/admin/documents/packets/new`
#[component]
pub fn NewPacket() -> impl IntoView {
    let (session, toasts, navigate) = (use_session(), use_toasts(), use_navigate());
    let packets = expect_context::<Packets>();
    let draft = Draft::new(None);
    let attempt = Attempt::new();
    let send = move || {
        let (api, attempt, input, navigate) = (session.api(), attempt.clone(), draft.input(), navigate.clone());
        async move {
            refuse_wrong(&input).map_err(to_fields)?;
            let packet = session.ask(api.create_packet(&attempt, &input)).await.map_err(to_fields)?;
            packets.0.update(|shelf| shelf.put(packet));
            toasts.say(format!("“{}” was added.", input.name));
            navigate(LIST, NavigateOptions::default());
            Ok(())
        }
    };
    let ready = Memo::new(move |_| packets.0.with(|_| ()).is_some());
    let fields = move || ready.get().then(|| view! { <Fields draft packets /> });
    view! {
        <SidePanel title="New packet" close_href=LIST>
            <Form send guard=true state=draft.form>
                {live(fields)}
                <div class="actions">
                    <ButtonLink href=LIST>"Cancel"</ButtonLink>
                    <Submit>"Save"</Submit>
                </div>
            </Form>
        </SidePanel>
    }
    .into_any()
}

/// `/admin/documents/packets/{id}`
#[component]
pub fn OnePacket() -> impl IntoView {
    let packets = expect_context::<Packets>();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<PacketId>().ok()));
    // Made anew for another packet, not for each change of the list.
    let there = Memo::new(move |_| packets.0.with(|_| ()).is_some());
    let made = RwSignal::new(0_u32);
    move || {
        made.track();
        if !there.get() {
            return ().into_any();
        }
        let packet = id.get().and_then(|id| packets.0.with_untracked(|shelf| shelf.packet(id).cloned()).flatten());
        match packet {
            Some(packet) => view! { <Edit packet packets made /> }.into_any(),
            None => view! { <SidePanel title="Packet" close_href=LIST><Empty title="There is no such packet" /></SidePanel> }.into_any(),
        }
    }
}

#[component]
fn Edit(packet: Packet, packets: Packets, made: RwSignal<u32>) -> impl IntoView {
    let (session, toasts, navigate) = (use_session(), use_toasts(), use_navigate());
    let draft = Draft::new(Some(&packet.details));
    let attempt = Attempt::new();
    let id = packet.id;
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), draft.input());
        async move {
            refuse_wrong(&input).map_err(to_fields)?;
            let packet = session.ask(api.update_packet(&attempt, id, Some(version), &input)).await.map_err(to_fields)?;
            Ok(Told::new(packet, packets))
        }
    };
    let read = move || {
        let api = session.api();
        async move {
            let page = session.ask(api.list_packets()).await?;
            let packet = page.items.into_iter().find(|packet| packet.id == id);
            packet.map(|packet| Told::new(packet, packets)).ok_or_else(|| Failure::new("This packet is gone.", ""))
        }
    };
    let saved = move |Told { packet, .. }: Told| {
        packets.0.update(|shelf| shelf.put(packet));
        toasts.say("Saved.");
        navigate(LIST, NavigateOptions::default());
    };
    let theirs = move |Told { packet, .. }: Told| {
        packets.0.update(|shelf| shelf.put(packet));
        made.update(|n| *n += 1);
    };
    let mine = move |()| lines(&draft.input(), packets);
    let record = Record { version: |told: &Told| told.packet.version, lines: |told: &Told| told.lines.clone() };
    view! {
        <SidePanel title=packet.details.name.clone() close_href=LIST>
            <SavingForm version=RwSignal::new(packet.version) record save read mine on_saved=saved on_theirs=theirs state=draft.form>
                <Fields draft packets />
                <div class="actions">
                    <Remove id name=packet.details.name packets form=draft.form />
                    <Submit>"Save"</Submit>
                </div>
            </SavingForm>
        </SidePanel>
    }
    .into_any()
}

/// A packet, and how it is told to a person: with the titles of its documents, which the page knows.
#[derive(Clone)]
struct Told {
    packet: Packet,
    lines: Lines,
}

impl Told {
    fn new(packet: Packet, packets: Packets) -> Self {
        Self { lines: lines(&packet.details, packets), packet }
    }
}

fn lines(input: &PacketInput, packets: Packets) -> Lines {
    let title = |id: &TemplateId| packets.0.with_untracked(|shelf| shelf.title(*id)).unwrap_or_default();
    let titles = input.templates.iter().map(title).collect::<Vec<_>>().join(", ");
    vec![line("Name", input.name.clone()), line("Documents", titles), line("For new clients", yes_no(input.for_new_clients))]
}

/// Takes the packet away, after asking.
#[component]
fn Remove(id: PacketId, name: String, packets: Packets, form: FormState) -> impl IntoView {
    let (session, toasts, navigate) = (use_session(), use_toasts(), use_navigate());
    let open = RwSignal::new(false);
    let attempt = Attempt::new();
    let title = format!("Remove the packet “{name}”?");
    let remove = move || {
        let (api, attempt, navigate, name) = (session.api(), attempt.clone(), navigate.clone(), name.clone());
        async move {
            session.ask(api.remove_packet(&attempt, id)).await?;
            packets.0.update(|shelf| shelf.packets.retain(|packet| packet.id != id));
            form.settle();
            toasts.say(format!("“{name}” was removed."));
            navigate(LIST, NavigateOptions::default());
            Ok(())
        }
    };
    view! {
        <Button kind=ButtonKind::Danger on_press=move |()| open.set(true)>"Remove"</Button>
        <ConfirmDialog open title text="Its documents stay, and what was sent stays. This cannot be undone." confirm="Remove packet"
            keep="Keep it" danger=true on_confirm=remove />
    }
    .into_any()
}
