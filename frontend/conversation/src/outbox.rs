//! What is not sent yet is sent, whatever page is open (M6): one outbox for each application. What belongs to a thread that is
//! open is that thread's to send; the rest is sent from here, at the start, whenever the line opens, and when a thread is left.

use std::rc::Rc;
use std::time::Duration;

use domain::ConversationId;
use domain::messaging::{LiveEvent, Message, SendMessage};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::device::{Shelf, Unsent};
use crate::live::{Line, Live, pause};
use crate::side::Work;

type SendOne = Rc<dyn Fn(ConversationId, SendMessage, bool) -> Work<Message>>;

/// How it is sent, and where it is kept.
struct Way {
    shelf: Shelf,
    send: SendOne,
}

/// The messages of this device that are not sent yet. Lives as long as the application; copy it anywhere.
#[derive(Clone, Copy)]
pub struct Outbox {
    /// Conversations whose thread is open, once for each.
    open: StoredValue<Vec<ConversationId>>,
    /// None while nobody is there who may write.
    way: StoredValue<Option<Way>, LocalStorage>,
    busy: StoredValue<bool>,
    tries: StoredValue<u32>,
    later: StoredValue<Option<TimeoutHandle>>,
}

impl Outbox {
    /// Nothing is sent yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            open: StoredValue::new(Vec::new()),
            way: StoredValue::new_local(None),
            busy: StoredValue::new(false),
            tries: StoredValue::new(0),
            later: StoredValue::new(None),
        }
    }

    /// Sends what waits, for as long as the caller lives, for the person whose drafts are kept here. `send` sends a message, or
    /// keeps it as a note, with a key of its own each time: the message's id says that it is the same.
    pub fn begin(self, live: Live, send: impl Fn(ConversationId, SendMessage, bool) -> Work<Message> + 'static) {
        let Some(shelf) = Shelf::of_person() else { return };
        let _ = self.way.try_update_value(|way| *way = Some(Way { shelf, send: Rc::new(send) }));
        on_cleanup(move || {
            let _ = self.way.try_update_value(Option::take);
            self.wait(None);
        });
        live.follow(move |event| {
            if event == (LiveEvent::Resync {}) {
                self.go();
            }
        });
        Effect::new(move |_| {
            if live.line() == Line::Open {
                self.go();
            }
        });
        self.go();
    }

    /// Leaves a conversation to its thread, for as long as the caller lives.
    pub(crate) fn leave_to_thread(self, id: ConversationId) {
        let _ = self.open.try_update_value(|open| open.push(id));
        on_cleanup(move || {
            let _ = self.open.try_update_value(|open| open.iter().position(|other| *other == id).map(|place| open.swap_remove(place)));
            self.go();
        });
    }

    /// Sends what waits, one after the other, unless that is under way.
    fn go(self) {
        if self.busy.try_get_value() != Some(false) {
            return;
        }
        let _ = self.busy.try_update_value(|busy| *busy = true);
        spawn_local(async move {
            while self.send_next().await {}
            let _ = self.busy.try_update_value(|busy| *busy = false);
        });
    }

    /// Whether to go on with the next one.
    async fn send_next(self) -> bool {
        let way = self.way.try_with_value(|way| way.as_ref().map(|way| (way.shelf.clone(), Rc::clone(&way.send)))).flatten();
        let (Some((shelf, send)), Some(open)) = (way, self.open.try_get_value()) else { return false };
        let Some(Unsent { conversation, message, .. }) = next(shelf.all(), &open) else { return false };
        match send(conversation, message.message(), message.note).await {
            Ok(_) => {
                shelf.forget(conversation, message.id);
                let _ = self.tries.try_update_value(|tries| *tries = 0);
                true
            }
            // The session is over: it waits until its person signs in.
            Err(failure) if failure.status() == Some(401) => false,
            Err(failure) if failure.may_have_happened() || failure.status() == Some(429) => {
                self.try_later(failure.wait());
                false
            }
            Err(_) => {
                shelf.refused(conversation, message.id, true);
                true
            }
        }
    }

    fn try_later(self, seconds: Option<u64>) {
        let tries = self.tries.try_update_value(|tries| {
            *tries += 1;
            *tries
        });
        let millis = seconds.map_or_else(|| pause(tries.unwrap_or(1), js_sys::Math::random()), |seconds| seconds * 1_000);
        self.wait(set_timeout_with_handle(move || self.go(), Duration::from_millis(millis)).ok());
    }

    /// Another try is to come, or none.
    fn wait(self, later: Option<TimeoutHandle>) {
        let before = self.later.try_update_value(|kept| std::mem::replace(kept, later));
        if let Some(before) = before.flatten() {
            before.clear();
        }
    }
}

impl Default for Outbox {
    fn default() -> Self {
        Self::new()
    }
}

/// The next one to be sent from here: none of an open thread, and none that was refused. They keep their order.
fn next(waiting: Vec<Unsent>, open: &[ConversationId]) -> Option<Unsent> {
    waiting.into_iter().find(|unsent| !unsent.refused && !open.contains(&unsent.conversation))
}

#[cfg(test)]
mod tests {
    use domain::MessageId;
    use uuid::Uuid;

    use super::*;
    use crate::queue::Outgoing;

    fn unsent(n: u128, conversation: u128) -> Unsent {
        let message = Outgoing { id: MessageId(Uuid::from_u128(n)), text: "words".into(), files: Vec::new(), note: false };
        Unsent { conversation: ConversationId(Uuid::from_u128(conversation)), at: n as u64, refused: false, message }
    }

    #[test]
    fn m6_what_was_left_is_sent_in_its_order_and_an_open_thread_sends_its_own() {
        let waiting = || vec![unsent(1, 7), unsent(2, 8), unsent(3, 7)];
        let open = |n| [ConversationId(Uuid::from_u128(n))];
        assert_eq!(next(waiting(), &[]), Some(unsent(1, 7)));
        assert_eq!(next(waiting(), &open(7)), Some(unsent(2, 8)));
        assert_eq!(next(vec![unsent(1, 7)], &open(7)), None);
    }

    #[test]
    fn m6_what_was_refused_waits_for_its_thread_and_holds_nothing_up() {
        let refused = Unsent { refused: true, ..unsent(1, 7) };
        assert_eq!(next(vec![refused.clone(), unsent(2, 7)], &[]), Some(unsent(2, 7)));
        assert_eq!(next(vec![refused], &[]), None);
    }
}
