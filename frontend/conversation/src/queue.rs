//! Messages on their way: each is sent once however often it is tried, in the order they were written, and stays until the
//! server has it (M6).

use domain::MessageId;
use domain::messaging::{MessageFile, SendMessage};
use domain::text::PersonalText;
use serde::{Deserialize, Serialize};

/// A message that the server may not have yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// The id it is sent with, chosen when it was written.
    pub id: MessageId,
    /// Its words.
    pub text: PersonalText,
    /// Its files, which are uploaded already.
    pub files: Vec<MessageFile>,
    /// A note, which stays on the practice's side.
    #[serde(default)]
    pub note: bool,
}

impl Outgoing {
    /// What is sent of it.
    #[must_use]
    pub fn message(&self) -> SendMessage {
        SendMessage { id: self.id, text: self.text.clone(), files: self.files.iter().map(|file| file.id).collect() }
    }
}

/// How far one of them is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Those before it come first.
    Waiting,
    /// It is being sent.
    Sending,
    /// Nobody answered: it is tried again by itself.
    Unheard,
    /// The server refused it, in these words.
    Refused(String),
}

/// What is on its way, the first first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    items: Vec<(Outgoing, Standing)>,
}

impl Queue {
    /// What another visit of this page left: nobody knows whether it arrived.
    #[must_use]
    pub fn left(items: Vec<Outgoing>) -> Self {
        Self { items: items.into_iter().map(|item| (item, Standing::Waiting)).collect() }
    }

    /// All of them with how far they are.
    pub fn items(&self) -> impl Iterator<Item = &(Outgoing, Standing)> {
        self.items.iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether this one is still here.
    #[must_use]
    pub fn holds(&self, id: MessageId) -> bool {
        self.items.iter().any(|(item, _)| item.id == id)
    }

    /// Whether one waits for a better line.
    #[must_use]
    pub fn is_unheard(&self) -> bool {
        self.items.iter().any(|(_, standing)| *standing == Standing::Unheard)
    }

    /// Whether one of them has these words.
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        self.items.iter().any(|(item, _)| domain::messaging::text::kept(item.text.as_str()) == domain::messaging::text::kept(text))
    }

    /// One more; not twice under one id.
    pub fn push(&mut self, item: Outgoing) {
        if self.items.iter().all(|(known, _)| known.id != item.id) {
            self.items.push((item, Standing::Waiting));
        }
    }

    /// The one to be sent now. None while one is being sent, and behind one that nobody answered: they keep their order.
    pub fn to_send(&mut self) -> Option<Outgoing> {
        let stops = |standing: &Standing| matches!(standing, Standing::Sending | Standing::Unheard);
        if self.items.iter().any(|(_, standing)| stops(standing)) {
            return None;
        }
        let (item, standing) = self.items.iter_mut().find(|(_, standing)| *standing == Standing::Waiting)?;
        *standing = Standing::Sending;
        Some(item.clone())
    }

    /// The server has it.
    pub fn arrived(&mut self, id: MessageId) -> bool {
        let before = self.items.len();
        self.items.retain(|(item, _)| item.id != id);
        self.items.len() < before
    }

    /// Nobody answered.
    pub fn unheard(&mut self, id: MessageId) {
        self.stand(id, Standing::Unheard);
    }

    /// The server refused it.
    pub fn refused(&mut self, id: MessageId, why: String) {
        self.stand(id, Standing::Refused(why));
    }

    /// The line may be better now, or somebody pressed the button.
    pub fn again(&mut self) {
        for (_, standing) in &mut self.items {
            if *standing == Standing::Unheard {
                *standing = Standing::Waiting;
            }
        }
    }

    /// A refused one is tried once more.
    pub fn retry(&mut self, id: MessageId) {
        if self.items.iter().any(|(item, standing)| item.id == id && matches!(standing, Standing::Refused(_))) {
            self.stand(id, Standing::Waiting);
        }
        self.again();
    }

    /// Takes a refused one out, to be written otherwise. One that may have arrived stays.
    pub fn take_back(&mut self, id: MessageId) -> Option<Outgoing> {
        let place = self.items.iter().position(|(item, standing)| item.id == id && matches!(standing, Standing::Refused(_)))?;
        Some(self.items.remove(place).0)
    }

    fn stand(&mut self, id: MessageId, now: Standing) {
        for (item, standing) in &mut self.items {
            if item.id == id {
                *standing = now.clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn outgoing(n: u128) -> Outgoing {
        Outgoing { id: MessageId(Uuid::from_u128(n)), text: format!("words {n}").into(), files: Vec::new(), note: false }
    }

    fn id(n: u128) -> MessageId {
        MessageId(Uuid::from_u128(n))
    }

    #[test]
    fn m6_one_is_sent_at_a_time_in_the_order_they_were_written() {
        let mut queue = Queue::default();
        queue.push(outgoing(1));
        queue.push(outgoing(2));
        queue.push(outgoing(1));
        assert_eq!(queue.items().count(), 2, "the same id is the same message");
        assert_eq!(queue.to_send().map(|item| item.id), Some(id(1)));
        assert_eq!(queue.to_send(), None);
        assert!(queue.arrived(id(1)) && !queue.arrived(id(1)));
        assert_eq!(queue.to_send().map(|item| item.id), Some(id(2)));
    }

    #[test]
    fn m6_on_a_dead_network_it_is_kept_and_tried_under_the_same_id() {
        let mut queue = Queue::default();
        queue.push(outgoing(1));
        queue.push(outgoing(2));
        for _ in 0..5 {
            assert_eq!(queue.to_send().map(|item| item.id), Some(id(1)));
            queue.unheard(id(1));
            assert!(queue.is_unheard());
            assert_eq!(queue.to_send(), None, "the second does not overtake the first");
            queue.again();
        }
        assert_eq!(queue.to_send().map(|item| item.message().id), Some(id(1)));
    }

    #[test]
    fn m6_one_that_the_thread_brought_before_its_answer_holds_nothing_up() {
        let mut queue = Queue::default();
        queue.push(outgoing(1));
        queue.push(outgoing(2));
        queue.to_send();
        assert!(queue.arrived(id(1)) && !queue.holds(id(1)) && queue.holds(id(2)));
        assert_eq!(queue.to_send().map(|item| item.id), Some(id(2)));
        queue.unheard(id(1));
        assert!(!queue.is_unheard(), "its lost answer says nothing of the second");
    }

    #[test]
    fn m6_what_a_reload_left_is_sent_with_its_id() {
        let mut queue = Queue::default();
        queue.push(outgoing(1));
        queue.to_send();
        let kept: Vec<String> = queue.items().map(|(item, _)| serde_json::to_string(item).unwrap()).collect();
        let mut later = Queue::left(kept.iter().map(|kept| serde_json::from_str(kept).unwrap()).collect());
        assert_eq!(later.to_send().map(|item| item.id), Some(id(1)));
        assert!(later.says("words 1\n") && !later.says("words 2"));
    }

    #[test]
    fn a_refused_one_stays_and_the_others_go_on() {
        let mut queue = Queue::default();
        queue.push(outgoing(1));
        queue.push(outgoing(2));
        queue.to_send();
        queue.refused(id(1), "Too long.".into());
        assert_eq!(queue.to_send().map(|item| item.id), Some(id(2)));
        assert_eq!(queue.take_back(id(2)), None, "it may have arrived");
        assert_eq!(queue.take_back(id(1)), Some(outgoing(1)));
        queue.refused(id(2), "No.".into());
        queue.retry(id(2));
        assert_eq!(queue.to_send().map(|item| item.id), Some(id(2)));
    }
}
