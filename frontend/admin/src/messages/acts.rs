//! What is done with a conversation as a whole: given to somebody, put away, marked unread, exported (M10).

use api::Attempt;
use domain::messaging::{ArchiveConversation, Conversation};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Act, Icon, IconName, Menu, MenuAction, MenuLink, act, live, use_shortcut, use_toasts};

use super::assign::AssignDialog;
use super::export::ExportDialog;
use super::inbox::use_inbox;
use super::incoming::{Incoming, use_incoming};
use super::part::Reader;
use super::row::client;
use crate::session::{Session, use_session};

/// What the menu offers; made once, it follows the conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Offered {
    /// May be given to somebody, put away and taken out.
    write: bool,
    /// May be marked unread.
    answer: bool,
    archived: bool,
}

impl Offered {
    fn of(reader: Reader, conversation: &Conversation) -> Self {
        Self { write: reader.writes(conversation), answer: reader.answers(conversation), archived: conversation.archived }
    }
}

/// The menu of an open conversation, with its keys.
#[component]
pub fn Acts(
    /// The conversation as it is now.
    #[prop(into)]
    conversation: Signal<Option<Conversation>>,
) -> impl IntoView {
    let inbox = use_inbox();
    let offered = Memo::new(move |_| conversation.with(|now| now.as_ref().map(|now| Offered::of(inbox.reader, now))).unwrap_or_default());
    let name = Signal::derive(move || conversation.with(|now| now.as_ref().map(client).unwrap_or_default()));
    let record = Memo::new(move |_| conversation.with(|now| now.as_ref().and_then(|now| now.client_id)));
    let id = Signal::derive(move || conversation.with(|now| now.as_ref().map(|now| now.id)));
    let (assigning, exporting) = (RwSignal::new(false), RwSignal::new(false));
    let (archive, unread) = (archiving(conversation), marking_unread(conversation));
    use_shortcut("a", "Assign the conversation", move || {
        if offered.get_untracked().write {
            assigning.set(true);
        }
    });
    use_shortcut("e", "Archive the conversation, or take it out", move || {
        if offered.get_untracked().write {
            archive.run();
        }
    });
    use_shortcut("u", "Mark the conversation unread", move || {
        if offered.get_untracked().answer {
            unread.run();
        }
    });
    let items = move || {
        let Offered { write, answer, archived } = offered.get();
        let (put_away, icon) = if archived { ("Move to inbox", IconName::Inbox) } else { ("Archive", IconName::Check) };
        view! {
            {write.then(|| view! {
                <MenuAction icon=IconName::People on_press=move |()| assigning.set(true)>"Assign"</MenuAction>
                <MenuAction icon on_press=move |()| archive.run()>{put_away}</MenuAction>
            })}
            {answer.then(|| view! { <MenuAction icon=IconName::Mail on_press=move |()| unread.run()>"Mark unread"</MenuAction> })}
            <MenuAction icon=IconName::Download on_press=move |()| exporting.set(true)>"Export as PDF…"</MenuAction>
            {record.get().map(|id| view! {
                <MenuLink href=format!("/admin/clients/{id}") icon=IconName::Person>"Open the client's record"</MenuLink>
            })}
        }
    };
    view! {
        <Menu label=move || format!("Conversation with {}", name.get()) trigger=|| view! { <Icon name=IconName::More /> }>{live(items)}</Menu>
        <AssignDialog open=assigning conversation />
        <ExportDialog open=exporting id />
    }
    .into_any()
}

/// Where an act finds what it needs.
#[derive(Clone, Copy)]
struct Hand {
    session: Session,
    incoming: Incoming,
    conversation: Signal<Option<Conversation>>,
}

impl Hand {
    /// Puts it away or takes it out; gives it as it is then.
    async fn archive(self, attempt: Attempt, archived: bool) -> Result<Option<Conversation>, ui::Failure> {
        let Some(now) = self.conversation.try_get_untracked().flatten() else { return Ok(None) };
        self.put_away(attempt, &now, archived).await.map(Some)
    }

    async fn put_away(self, attempt: Attempt, now: &Conversation, archived: bool) -> Result<Conversation, ui::Failure> {
        let api = self.session.api();
        let input = ArchiveConversation { archived };
        let answer = self.session.ask(api.archive_conversation(&attempt, now.id, Some(now.version), &input)).await;
        if answer.as_ref().is_err_and(|failure| failure.code == "stale") {
            self.incoming.put(self.session.ask(api.get_conversation(now.id)).await?);
        }
        let now = answer?;
        self.incoming.put(now.clone());
        Ok(now)
    }
}

fn hand(conversation: Signal<Option<Conversation>>) -> Hand {
    Hand { session: use_session(), incoming: use_incoming(), conversation }
}

/// Puts the conversation away, with *Undo*, or takes it out; then the list is there again.
fn archiving(conversation: Signal<Option<Conversation>>) -> Act {
    let (hand, toasts, inbox) = (hand(conversation), use_toasts(), use_inbox());
    let navigate = StoredValue::new(use_navigate());
    let attempt = Attempt::new();
    act(move || {
        let attempt = attempt.clone();
        async move {
            let archived = conversation.with_untracked(|now| now.as_ref().is_some_and(|now| now.archived));
            let Some(now) = hand.archive(attempt, !archived).await? else { return Ok(()) };
            let name = client(&now);
            if archived {
                toasts.say(format!("The conversation with {name} is in the inbox again."));
                return Ok(());
            }
            toasts.undo(format!("The conversation with {name} is archived."), move || {
                let now = now.clone();
                leptos::task::spawn_local(async move {
                    if let Err(failure) = hand.put_away(Attempt::new(), &now, false).await {
                        toasts.failed(&failure);
                    }
                });
            });
            if let Some(navigate) = navigate.try_get_value() {
                navigate(&inbox.wish.get_untracked().address(""), NavigateOptions::default());
            }
            Ok(())
        }
    })
}

/// Marks the conversation unread and leaves it: open, it would be read at once.
fn marking_unread(conversation: Signal<Option<Conversation>>) -> Act {
    let (hand, toasts, inbox) = (hand(conversation), use_toasts(), use_inbox());
    let navigate = StoredValue::new(use_navigate());
    let attempt = Attempt::new();
    act(move || {
        let (api, attempt) = (hand.session.api(), attempt.clone());
        let id = conversation.with_untracked(|now| now.as_ref().map(|now| now.id));
        async move {
            let Some(id) = id else { return Ok(()) };
            if let Some(navigate) = navigate.try_get_value() {
                navigate(&inbox.wish.get_untracked().address(""), NavigateOptions::default());
            }
            hand.incoming.set(hand.session.ask(api.mark_conversation_unread(&attempt, id)).await?);
            hand.incoming.put(hand.session.ask(api.get_conversation(id)).await?);
            toasts.say("Marked unread.");
            Ok(())
        }
    })
}

#[cfg(test)]
mod tests {
    use domain::practice::staff::Role;

    use super::*;
    use crate::messages::examples::{MAYA_WITH_JORDAN, conversation, staff};

    #[test]
    fn m10_an_owner_who_only_looks_has_nothing_to_mark_unread() {
        let one = conversation(MAYA_WITH_JORDAN);
        let of = |n, role| Offered::of(Reader { id: staff(n), role }, &one);
        assert_eq!(of(9, Role::Owner), Offered { write: true, answer: false, archived: false });
        assert_eq!(of(1, Role::Clinician), Offered { write: true, answer: true, archived: false });
        assert_eq!(of(2, Role::Clinician), Offered::default());
    }
}
