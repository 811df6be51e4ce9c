//! What the line tells about messages, worked out once for all that show it: how much is unread, and how conversations about
//! which something is new are now. The count is always the server's own.

use std::collections::BTreeMap;
use std::rc::Rc;

use conversation::{Live, Outbox};
use domain::ConversationId;
use domain::messaging::{AuthorKind, Conversation, LiveEvent, UnreadCounts};
use leptos::ev;
use leptos::prelude::*;
use ui::announce;
use wasm_bindgen_futures::spawn_local;

use super::side::send;
use crate::session::{Session, use_session};
use crate::wait::later;

/// How long events are gathered before the server is asked, in milliseconds.
const GATHER: u64 = 100;

/// Under this name the browser remembers who signed in.
const SIGNED_IN: &str = "signed-in/admin";

/// Something new about conversations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// This is how one is now.
    Now(Box<Conversation>),
    /// One may not be seen any longer.
    Gone(ConversationId),
    /// What came in between is not known: fetch anew.
    Anew,
}

type Ear = Rc<dyn Fn(&News)>;
/// Conversations to be read again, each with the place of the last message that was told of in it; 0 for none.
type Due = BTreeMap<ConversationId, i64>;

/// What comes in, for every page.
#[derive(Clone, Copy)]
pub struct Incoming {
    /// The line itself.
    pub live: Live,
    /// What is not sent yet, whatever page is open.
    pub outbox: Outbox,
    /// What is unread, all conversations together.
    pub counts: RwSignal<UnreadCounts>,
    session: Session,
    round: StoredValue<u32>,
    due: StoredValue<Due>,
    ears: StoredValue<Vec<(u32, Ear)>, LocalStorage>,
    next: StoredValue<u32>,
}

/// What comes in; known inside the shell.
pub fn use_incoming() -> Incoming {
    expect_context::<Incoming>()
}

/// Opens the line, makes what comes in known to all pages, and says politely from whom a message came.
pub fn provide_incoming() -> Incoming {
    let session = use_session();
    let subject = StoredValue::new(ui::draft::subject());
    // Whoever is no longer signed in learns it from the answer.
    let who = move || {
        let api = session.api().unattended();
        spawn_local(async move {
            let Ok(me) = session.ask(api.get_me()).await else { return };
            // Somebody else signed in meanwhile in another tab: nothing of the one before stays on the page.
            let now = me.staff.map(|staff| staff.id.to_string());
            if subject.try_get_value().is_some_and(|before| before != now) {
                let _ = window().location().reload();
            }
        });
    };
    // One browser holds one session: another tab says so when somebody else signed in.
    if let (Some(store), Some(me)) = (window().local_storage().ok().flatten(), subject.get_value()) {
        let _ = store.set_item(SIGNED_IN, &me);
    }
    let others = window_event_listener(ev::storage, move |event| {
        if event.key().as_deref() == Some(SIGNED_IN) && subject.try_get_value().is_some_and(|me| me != event.new_value()) {
            who();
        }
    });
    on_cleanup(move || others.remove());
    let incoming = Incoming {
        live: Live::open(session.api().live_address(), who),
        outbox: Outbox::new(),
        counts: RwSignal::new(UnreadCounts::default()),
        session,
        round: StoredValue::new(0),
        due: StoredValue::new(Due::new()),
        ears: StoredValue::new_local(Vec::new()),
        next: StoredValue::new(0),
    };
    provide_context(incoming);
    Effect::new(move |_| session.unread.set(incoming.counts.with(|counts| counts.messages)));
    on_cleanup(move || {
        let _ = session.unread.try_set(0);
    });
    incoming.count();
    let say = announce();
    let read = later(GATHER, move || incoming.read(say));
    incoming.live.follow(move |event| match event {
        LiveEvent::SessionEnded {} => who(),
        LiveEvent::Resync {} => {
            incoming.tell(&News::Anew);
            incoming.count();
        }
        event => {
            if incoming.note(event) {
                read();
            }
        }
    });
    // Nobody presses anything: it is no use of the session.
    incoming.outbox.begin(incoming.live, move |id, message, note| send(session.api().unattended(), id, message, note));
    incoming
}

/// What an event asks to be read again: which conversation, and the place of its new message, 0 where there is none.
fn about(event: LiveEvent) -> Option<(ConversationId, i64)> {
    match event {
        LiveEvent::Message(about) => Some((about.conversation_id, about.seq)),
        LiveEvent::Conversation(about) => Some((about.conversation_id, 0)),
        // Another device of this person read: the counts are others. That the client read shows in the thread only.
        LiveEvent::Read(about) => (about.who == AuthorKind::Staff).then_some((about.conversation_id, 0)),
        LiveEvent::Draft(_) | LiveEvent::SessionEnded {} | LiveEvent::Resync {} => None,
    }
}

/// Whether the message at `seq` is the newest, and the client's: notes, the practice's own words and changes of what was
/// said earlier are passed over.
fn is_news(now: &Conversation, seq: i64) -> bool {
    now.last.as_ref().is_some_and(|last| last.seq == seq && last.author == AuthorKind::Client)
}

impl Incoming {
    /// Calls `ear` with what is new, for as long as the caller is on the page.
    pub fn hear(self, ear: impl Fn(&News) + 'static) {
        let Some(id) = self.next.try_update_value(|n| {
            *n += 1;
            *n
        }) else {
            return;
        };
        let _ = self.ears.try_update_value(|all| all.push((id, Rc::new(ear))));
        on_cleanup(move || {
            let _ = self.ears.try_update_value(|all| all.retain(|(other, _)| *other != id));
        });
    }

    /// Tells all pages how a conversation is now, as an answer said it.
    pub fn put(self, now: Conversation) {
        self.tell(&News::Now(Box::new(now)));
    }

    /// The counts, as an answer said them.
    pub fn set(self, counts: UnreadCounts) {
        // A question that is still on its way is older than this.
        let _ = self.round.try_update_value(|round| *round += 1);
        if self.counts.try_get_untracked().is_some_and(|known| known != counts) {
            self.counts.set(counts);
        }
    }

    /// Asks for the counts.
    fn count(self) {
        let api = self.session.api().unattended();
        let round = self.round.try_update_value(|round| {
            *round += 1;
            *round
        });
        spawn_local(async move {
            // Without an answer the number stays as it was: the page of messages says what failed.
            let Ok(counts) = self.session.ask(api.get_unread()).await else { return };
            if self.round.try_get_value() == round {
                self.set(counts);
            }
        });
    }

    fn note(self, event: LiveEvent) -> bool {
        let Some((id, seq)) = about(event) else { return false };
        let note = |due: &mut Due| {
            let known = due.entry(id).or_default();
            *known = seq.max(*known);
        };
        self.due.try_update_value(note).is_some()
    }

    /// Reads again what events were about.
    fn read(self, say: impl Fn(String) + Copy + 'static) {
        self.count();
        let shown = self.ears.try_with_value(|ears| !ears.is_empty()).unwrap_or_default();
        for (id, seq) in self.due.try_update_value(std::mem::take).unwrap_or_default() {
            if shown || seq > 0 {
                self.fetch(id, move |now| {
                    if let Some(name) = now.client_name.as_ref().filter(|_| is_news(now, seq)) {
                        say(format!("New message from {}", name.as_str()));
                    }
                });
            }
        }
    }

    /// Reads a conversation again and tells how it is.
    pub fn look_again(self, id: ConversationId) {
        self.fetch(id, |_| {});
    }

    fn fetch(self, id: ConversationId, seen: impl FnOnce(&Conversation) + 'static) {
        let api = self.session.api().unattended();
        spawn_local(async move {
            match self.session.ask(api.get_conversation(id)).await {
                Ok(now) => {
                    seen(&now);
                    self.put(now);
                }
                Err(failure) if failure.code == "not_found" => self.tell(&News::Gone(id)),
                // The line will come back, and with it everything.
                Err(_) => {}
            }
        });
    }

    fn tell(self, news: &News) {
        let ears: Vec<Ear> = self.ears.try_with_value(|ears| ears.iter().map(|(_, ear)| Rc::clone(ear)).collect()).unwrap_or_default();
        for ear in ears {
            ear(news);
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::messaging::{ConversationEvent, LastMessage, MessageEvent, ReadEvent};

    use super::*;
    use crate::messages::examples::{MAYA_WITH_JORDAN, conversation};

    #[test]
    fn m5_only_what_changes_the_list_is_read_again() {
        let id = conversation(MAYA_WITH_JORDAN).id;
        let read = |who| about(LiveEvent::Read(ReadEvent { conversation_id: id, seq: 3, who }));
        assert_eq!(about(LiveEvent::Message(MessageEvent { conversation_id: id, seq: 3 })), Some((id, 3)));
        assert_eq!((read(AuthorKind::Staff), read(AuthorKind::Client)), (Some((id, 0)), None));
        assert_eq!(about(LiveEvent::Draft(ConversationEvent { conversation_id: id })), None);
    }

    #[test]
    fn m5_a_clients_new_message_is_said_and_nothing_else() {
        let mut now = conversation(MAYA_WITH_JORDAN);
        assert!(is_news(&now, 3));
        assert!(!is_news(&now, 2), "what was redacted is no news");
        assert!(!is_news(&now, 4), "nor is a note, which is behind the last message");
        now.last = now.last.map(|last| LastMessage { author: AuthorKind::Staff, ..last });
        assert!(!is_news(&now, 3));
    }
}
