//! An open conversation: what was said, the box to write in, and what can be done with it.

use std::sync::{Arc, OnceLock};

use conversation::{Composer, LineState, Standing, Talk, ThreadView, Words, words_in};
use domain::ConversationId;
use domain::messaging::{Conversation, Message, PartyKind};
use domain::practice::profile::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui::{Button, ButtonKind, ButtonLink, Checkbox, Empty, FailureNote, Heading, Icon, IconName, Skeleton, fetched, live, use_shortcut};
use wasm_bindgen::JsCast;

use super::acts::Acts;
use super::inbox::use_inbox;
use super::incoming::{News, use_incoming};
use super::part::Reader;
use super::redact::RedactDialog;
use super::row::client;
use super::side::Desk;
use super::wish::LIST;
use crate::session::use_session;
use crate::words::browser_locale;
use crate::workplace::{Workplace, use_workplace};

/// `/admin/messages/{id}`
#[component]
pub fn ThreadPane() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).and_then(|id| id.parse::<ConversationId>().ok()));
    move || match id.get() {
        Some(id) => view! { <One id /> }.into_any(),
        None => view! { <Missing /> }.into_any(),
    }
}

/// Nothing of this reader's.
#[component]
fn Missing() -> impl IntoView {
    view! {
        <section class="thread-pane failed">
            <Heading text="There is no such conversation" panel=true />
            <Empty title="This conversation is not here" text="The address may be misspelt, or somebody else looks after it.">
                <ButtonLink href=LIST>"Show all conversations"</ButtonLink>
            </Empty>
        </section>
    }
    .into_any()
}

/// Reads the conversation; once it is here it stays, whatever becomes of the connection: somebody may be writing.
#[component]
fn One(id: ConversationId) -> impl IntoView {
    let (session, incoming) = (use_session(), use_incoming());
    let found = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_conversation(id)).await }
    });
    let now = RwSignal::new(None::<Conversation>);
    let gone = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(read) = found.get() {
            now.set(Some(read));
        }
        gone.set(found.failure().is_some_and(|failure| failure.code == "not_found"));
    });
    incoming.hear(move |news| match news {
        News::Now(read) if read.id == id => now.set(Some((**read).clone())),
        News::Gone(other) if *other == id => gone.set(true),
        News::Anew => incoming.look_again(id),
        News::Now(_) | News::Gone(_) => {}
    });
    // What is open is made anew only when this is another: the focus and the box go with it.
    let shown = Memo::new(move |_| (gone.get(), now.with(Option::is_some)));
    let failure = move || found.failure().map(|failure| view! { <FailureNote failure on_retry=Callback::new(move |()| found.reload()) /> });
    move || match shown.get() {
        (true, _) => view! { <Missing /> }.into_any(),
        (false, true) => view! { <Open now /> }.into_any(),
        (false, false) => {
            view! { <section class="thread-pane"><div class="waits"><Skeleton lines=6 /> {live(failure)}</div></section> }.into_any()
        }
    }
}

/// The texts of conversations, with dates as this browser writes them.
fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words { locale: Box::leak(browser_locale().into_boxed_str()), ..*words_in(Language::En) })
}

#[component]
fn Open(now: RwSignal<Option<Conversation>>) -> impl IntoView {
    let (session, workplace, inbox, incoming) = (use_session(), use_workplace(), use_inbox(), use_incoming());
    let Some(first) = now.get_untracked() else { return ().into_any() };
    let side = Desk { session, me: inbox.reader.id, incoming };
    let texts = Signal::stored(words());
    let talk = Talk::open(side, &first, texts, workplace.zone(), incoming.live, incoming.outbox);
    let note = talk.note();
    let redacting = RwSignal::new(None::<Message>);
    let reader = inbox.reader;
    let acts: conversation::Acts = Arc::new(move |message: &Message| under(message, reader, workplace, redacting));
    let name = Signal::derive(move || now.with(|now| now.as_ref().map(client).unwrap_or_default()));
    let about = Signal::derive(move || now.with(|now| now.as_ref().map(about).unwrap_or_default()));
    let record = Memo::new(move |_| now.with(|now| now.as_ref().and_then(|now| now.client_id)));
    let standing = Memo::new(move |_| {
        // Made anew only when what clients read is another.
        now.with(|now| now.as_ref().map(|now| Conversation { unread: 0, last: None, version: 0, assigned_to: None, ..now.clone() }))
    });
    let writes = Memo::new(move |_| now.with(|now| now.as_ref().is_some_and(|now| reader.writes(now))));
    let holder = Signal::derive(move || {
        now.with(|now| now.as_ref().and_then(|now| now.assigned_to.as_ref()).map(|who| who.display_name.as_str().to_owned()))
            .unwrap_or_else(|| "somebody else".to_owned())
    });
    use_shortcut("r", "Write in the conversation", focus_box);
    let close = Signal::derive(move || inbox.wish.get().address(""));
    let title = move || match record.get() {
        Some(id) => view! { <a class="record small" href=format!("/admin/clients/{id}")>"Record"</a> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <section class="thread-pane" class:writes-note=move || note.get() aria-label=move || format!("Conversation with {}", name.get())>
            <header>
                <a href=close class="icon-button" aria-label="Back to the conversations"><Icon name=IconName::ChevronLeft /></a>
                <div class="names">
                    <div class="row"><Heading text=name panel=true /> {live(title)}</div>
                    <p class="soft small">{about}</p>
                </div>
                <Acts conversation=now />
            </header>
            <div class="conversation">
                <div class="above">{live(move || standing.get().map(|conversation| view! { <Standing conversation words=texts /> }))}</div>
                <ThreadView talk acts />
                <div>
                    <LineState live=incoming.live words=texts />
                    {live(move || if writes.get() {
                        view! { <Write talk name /> }.into_any()
                    } else {
                        view! { <p class="left-note">{move || format!("This conversation was given to {}. You can read what was said until then.", holder.get())}</p> }
                            .into_any()
                    })}
                </div>
            </div>
            <RedactDialog message=redacting on_done=move |_: Message| talk.refresh() />
        </section>
    }
    .into_any()
}

/// The box, for the client or for the team. What is written as a note is kept on this device only: on another it would stand in
/// the box as if it were for the client.
#[component]
fn Write(talk: Talk, name: Signal<String>) -> impl IntoView {
    let note = talk.note();
    let ticked = RwSignal::new(note.get_untracked());
    // A note that is to be changed brings its mode with it.
    Effect::new(move |_| ticked.set(note.get()));
    let placeholder =
        Signal::derive(move || if note.get() { "Write a note for the team".to_owned() } else { format!("Write to {}", name.get()) });
    let send = Signal::derive(move || if note.get() { "Keep note" } else { "Send" }.to_owned());
    let hint = Signal::derive(move || note.get().then(|| format!("Only the team reads it. {} never sees it.", name.get())));
    view! {
        <div class="for-whom"><Checkbox label="Internal note" value=ticked hint on_change=move |on: bool| talk.set_note(on) /></div>
        <Composer talk placeholder send />
    }
    .into_any()
}

fn focus_box() {
    let found = document().query_selector(".thread-pane .composer textarea").ok().flatten();
    if let Some(field) = found.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.focus();
    }
}

/// With whom, and who looks after it in their place.
fn about(conversation: &Conversation) -> String {
    let with = match conversation.with.kind {
        PartyKind::FrontDesk => "With the front desk".to_owned(),
        PartyKind::Clinician => format!("With {}", conversation.with.name.as_str()),
    };
    let assigned = conversation.assigned_to.as_ref().map(|who| format!("Assigned to {}", who.display_name.as_str()));
    let archived = conversation.archived.then(|| "Archived".to_owned());
    [Some(with), assigned, archived].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Below a message: the way to take its words away, or by whom and why they were.
fn under(message: &Message, reader: Reader, workplace: Workplace, redacting: RwSignal<Option<Message>>) -> AnyView {
    if let Some(gone) = &message.redacted {
        let by = format!("Removed by {}, {}.", gone.by.as_str(), workplace.moment(gone.at));
        let why = gone.reason.as_ref().map(|reason| format!(" Reason: {}", reason.as_str()));
        return view! { <p class="meta" dir="auto">{by} {why}</p> }.into_any();
    }
    if !reader.redacts(message) {
        return ().into_any();
    }
    let label = format!("Remove the words of {}, {}", message.author.name.as_str(), workplace.moment(message.sent_at));
    let message = message.clone();
    view! {
        <div class="under-message">
            <Button small=true kind=ButtonKind::Quiet label on_press=move |()| redacting.set(Some(message.clone()))>"Remove"</Button>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::examples::{MAYA_WITH_JORDAN, conversation, staff};

    #[test]
    fn m10_the_head_says_with_whom_and_where_it_lies() {
        let mut one = conversation(MAYA_WITH_JORDAN);
        assert_eq!(about(&one), "With Jordan Hale, PhD");
        one.assigned_to = Some(domain::practice::staff::StaffName { id: staff(2), display_name: "Sam Reyes".into() });
        one.archived = true;
        assert_eq!(about(&one), "With Jordan Hale, PhD · Assigned to Sam Reyes · Archived");
    }
}
