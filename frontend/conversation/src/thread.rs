//! The messages that are here, in their order, and the lines they make on the page.

use domain::MessageId;
use domain::messaging::{Author, Message, MessagePage};
use domain::time::Timestamp;

/// Messages of one person that follow each other within so many milliseconds stand together.
const TOGETHER: i64 = 5 * 60_000;

/// Whether the reader wrote something.
pub type Mine<'a> = &'a dyn Fn(&Author) -> bool;

/// The newest messages of a conversation, without a gap between the first that is here and the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thread {
    messages: Vec<Message>,
    /// Where older ones begin; none when the first of all is here.
    before: Option<i64>,
    /// Everything up to here is here, as far as the reader may see it.
    upto: i64,
}

/// What a page of messages brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The ids of those that were not here.
    pub new: Vec<MessageId>,
    /// Who wrote the last new one that is not the reader's.
    pub from: Option<String>,
}

impl Thread {
    /// Begins with the newest page.
    #[must_use]
    pub fn begin(page: MessagePage) -> Self {
        let mut thread = Self { before: cursor(&page), ..Self::default() };
        thread.take(page.items);
        thread.upto = thread.last_seq();
        thread
    }

    /// All that are here, the oldest first.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// Where older ones begin; none when the first of all is here.
    #[must_use]
    pub fn before(&self) -> Option<i64> {
        self.before
    }

    /// After which place to ask for what is new.
    #[must_use]
    pub fn upto(&self) -> i64 {
        self.upto
    }

    /// The place of the last message that is here; 0 when there is none.
    #[must_use]
    pub fn last_seq(&self) -> i64 {
        self.messages.last().map_or(0, |message| message.seq)
    }

    /// Whether a message that changed is one of those that are here.
    #[must_use]
    pub fn has(&self, seq: i64) -> bool {
        self.messages.binary_search_by_key(&seq, |message| message.seq).is_ok()
    }

    /// The place of the last message that somebody else wrote; 0 when there is none.
    #[must_use]
    pub fn last_of_others(&self, mine: Mine<'_>) -> i64 {
        self.messages.iter().rev().find(|message| !mine(&message.author)).map_or(0, |message| message.seq)
    }

    /// A page of older ones.
    pub fn older(&mut self, page: MessagePage) {
        self.before = cursor(&page);
        self.take(page.items);
    }

    /// The newest page once more: what is in it is as it is now. Where it does not reach what is here, it takes its place.
    pub fn newest(&mut self, page: MessagePage, mine: Mine<'_>) -> Brought {
        let known: Vec<MessageId> = self.messages.iter().map(|message| message.id).collect();
        let first = page.items.iter().map(|message| message.seq).min();
        let meets = page.next_cursor.is_none() || first.is_none_or(|first| first <= self.upto);
        if !meets {
            self.messages.clear();
        }
        if !meets || page.next_cursor.is_none() {
            self.before = cursor(&page);
        }
        self.take(page.items);
        self.upto = self.last_seq();
        self.brought(&known, mine)
    }

    /// What came after [`Self::upto`]. `None` when that was not all of it: then the newest page is to be asked for.
    pub fn newer(&mut self, page: MessagePage, mine: Mine<'_>) -> Option<Brought> {
        if page.next_cursor.is_some() {
            return None;
        }
        let known: Vec<MessageId> = self.messages.iter().map(|message| message.id).collect();
        self.take(page.items);
        self.upto = self.last_seq();
        Some(self.brought(&known, mine))
    }

    /// One message, as the server gives it: just sent, or changed.
    pub fn put(&mut self, message: Message) {
        // Where nothing can have come in between, nothing has to be asked for.
        if message.seq == self.upto + 1 {
            self.upto = message.seq;
        }
        self.take(vec![message]);
    }

    fn take(&mut self, messages: Vec<Message>) {
        for message in messages {
            match self.messages.binary_search_by_key(&message.seq, |known| known.seq) {
                // What was removed does not come back by an answer that was overtaken.
                Ok(place) if self.messages[place].redacted.is_some() && message.redacted.is_none() => {}
                Ok(place) => self.messages[place] = message,
                Err(place) => self.messages.insert(place, message),
            }
        }
    }

    fn brought(&self, known: &[MessageId], mine: Mine<'_>) -> Brought {
        let new = || self.messages.iter().filter(|message| !known.contains(&message.id));
        let from = new().rev().find(|message| !mine(&message.author)).map(|message| message.author.name.as_str().to_owned());
        Brought { new: new().map(|message| message.id).collect(), from }
    }
}

/// What the line tells of one's own messages, told apart from what changes about them later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Echoes {
    /// The line told of everything up to here.
    upto: i64,
    /// Places of what was sent from here, of which it will tell.
    due: Vec<i64>,
}

impl Echoes {
    /// The server has one of one's own.
    pub fn sent(&mut self, seq: i64) {
        // It may have been told before the answer came.
        if seq > self.upto && !self.due.contains(&seq) {
            self.due.push(seq);
        }
    }

    /// The line told of a message; whether it was one's own that is here already.
    pub fn told(&mut self, seq: i64) -> bool {
        self.upto = self.upto.max(seq);
        let due = self.due.contains(&seq);
        // It tells in their order: what it passed over it will not tell again.
        self.due.retain(|known| *known > seq);
        due
    }

    /// What came in between is not known: nothing is expected any longer.
    pub fn forget(&mut self) {
        self.due.clear();
    }
}

fn cursor(page: &MessagePage) -> Option<i64> {
    page.next_cursor.as_deref()?.parse().ok()
}

/// A line of the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A day begins: its name for keys, and a moment of it.
    Day(String, Timestamp),
    /// A message.
    Message {
        /// The message.
        message: Message,
        /// The first of those that stand together: the author is named there.
        first: bool,
        /// The last of them: the time stands there.
        last: bool,
    },
}

/// The lines of the messages. `day` names the day of a moment in the practice's zone.
#[must_use]
pub fn rows(messages: &[Message], day: impl Fn(Timestamp) -> String) -> Vec<Row> {
    let mut rows = Vec::with_capacity(messages.len() + 8);
    let days: Vec<String> = messages.iter().map(|message| day(message.sent_at)).collect();
    let together = |a: usize, b: usize| {
        let (one, other) = (&messages[a], &messages[b]);
        let near = other.sent_at.as_millisecond() - one.sent_at.as_millisecond() <= TOGETHER;
        days[a] == days[b] && one.author.kind == other.author.kind && one.author.id == other.author.id && one.kind == other.kind && near
    };
    for (place, message) in messages.iter().enumerate() {
        if place == 0 || days[place] != days[place - 1] {
            rows.push(Row::Day(days[place].clone(), message.sent_at));
        }
        let first = place == 0 || !together(place - 1, place);
        let last = place + 1 == messages.len() || !together(place, place + 1);
        rows.push(Row::Message { message: message.clone(), first, last });
    }
    rows
}

#[cfg(test)]
pub(crate) mod tests {
    use domain::ConversationId;
    use domain::messaging::{AuthorKind, MessageKind, Redaction};
    use uuid::Uuid;

    use super::*;

    pub(crate) fn message(seq: i64, own: bool, minute: i64) -> Message {
        let kind = if own { AuthorKind::Client } else { AuthorKind::Staff };
        Message {
            id: MessageId(Uuid::from_u128(1_000 + seq as u128)),
            conversation_id: ConversationId(Uuid::from_u128(1)),
            seq,
            kind: MessageKind::Message,
            author: Author { kind, id: Uuid::from_u128(u128::from(own)), name: if own { "Maya" } else { "Dr. Hale" }.into() },
            text: format!("message {seq}").into(),
            sent_at: Timestamp::from_millisecond(minute * 60_000).unwrap(),
            files: Vec::new(),
            redacted: None,
            state: None,
        }
    }

    fn is_client(author: &Author) -> bool {
        author.kind == AuthorKind::Client
    }

    fn page(seqs: impl DoubleEndedIterator<Item = i64>, next: Option<i64>) -> MessagePage {
        MessagePage { items: seqs.rev().map(|seq| message(seq, false, seq)).collect(), next_cursor: next.map(|next| next.to_string()) }
    }

    fn seqs(thread: &Thread) -> Vec<i64> {
        thread.messages().iter().map(|message| message.seq).collect()
    }

    #[test]
    fn m5_nothing_is_missed_and_nothing_is_there_twice() {
        let mut thread = Thread::begin(page(11..=20, Some(11)));
        thread.older(page(1..=10, None));
        assert_eq!((seqs(&thread), thread.before()), ((1..=20).collect(), None));
        let brought = thread.newer(page(20..=22, None), &is_client).unwrap();
        assert_eq!((brought.new.len(), brought.from.as_deref()), (2, Some("Dr. Hale")));
        assert_eq!((seqs(&thread), thread.upto()), ((1..=22).collect(), 22));
        let again = thread.newer(page(21..=22, None), &is_client).unwrap();
        assert_eq!(again, Brought { new: vec![], from: None });
    }

    #[test]
    fn m5_after_a_long_absence_there_is_no_gap() {
        let mut thread = Thread::begin(page(1..=10, None));
        assert_eq!(thread.newer(page(11..=60, Some(60)), &is_client), None, "more than a page: the newest are asked for");
        thread.newest(page(151..=200, Some(151)), &is_client);
        assert_eq!((seqs(&thread), thread.before(), thread.upto()), ((151..=200).collect(), Some(151), 200));
        let meeting = thread.newest(page(190..=230, Some(190)), &is_client);
        assert_eq!((meeting.new.len(), thread.messages().len(), thread.before()), (30, 80, Some(151)));
    }

    #[test]
    fn m6_what_was_just_sent_does_not_hide_what_came_before_it() {
        let mut thread = Thread::begin(page(1..=3, None));
        thread.put(message(5, true, 5));
        assert_eq!((seqs(&thread), thread.upto()), (vec![1, 2, 3, 5], 3), "4 is asked for");
        thread.newer(page(4..=5, None), &is_client);
        assert_eq!((seqs(&thread), thread.upto()), (vec![1, 2, 3, 4, 5], 5));
        thread.put(message(6, true, 6));
        assert_eq!((thread.upto(), thread.last_of_others(&is_client)), (6, 5));
    }

    #[test]
    fn m12_what_was_removed_does_not_come_back_by_an_older_answer() {
        let mut thread = Thread::begin(page(1..=3, None));
        let mut removed = message(2, false, 2);
        removed.redacted = Some(Redaction { at: removed.sent_at, by: "Dr. Hale".into(), reason: None });
        removed.text = "".into();
        thread.put(removed.clone());
        thread.newest(page(1..=3, None), &is_client);
        assert_eq!(thread.messages()[1], removed);
    }

    #[test]
    fn m5_ones_own_message_is_expected_once_and_its_removal_heard() {
        let mut echoes = Echoes::default();
        echoes.sent(4);
        assert!(!echoes.told(3), "somebody else's");
        assert!(echoes.told(4));
        assert!(!echoes.told(4), "it was removed");
        // The line was faster than the answer.
        assert!(!echoes.told(5));
        echoes.sent(5);
        assert!(!echoes.told(5), "it was removed");
        // The line broke before it told of it.
        echoes.sent(6);
        echoes.forget();
        assert!(!echoes.told(6), "it was removed while nobody listened");
        echoes.sent(7);
        assert!(!echoes.told(8) && !echoes.told(7), "what was passed over was told before");
    }

    #[test]
    fn a_page_without_an_end_behind_it_says_that_the_first_is_here() {
        let mut thread = Thread::begin(page(1..=0, None));
        assert_eq!((thread.last_seq(), thread.before()), (0, None));
        thread.newest(page(1..=2, None), &is_client);
        assert_eq!((seqs(&thread), thread.before()), (vec![1, 2], None));
    }

    #[test]
    fn messages_stand_together_by_day_author_and_time() {
        let own = [(1, false, 0), (2, false, 2), (3, true, 3), (4, true, 4), (5, true, 60), (6, true, 1_441)];
        let messages: Vec<Message> = own.iter().map(|(seq, own, minute)| message(*seq, *own, *minute)).collect();
        let rows = rows(&messages, |at| (at.as_millisecond() / 86_400_000).to_string());
        let told: Vec<String> = rows
            .iter()
            .map(|row| match row {
                Row::Day(day, _) => format!("day {day}"),
                Row::Message { message, first, last } => {
                    format!("{}{}{}", if *first { "(" } else { "" }, message.seq, if *last { ")" } else { "" })
                }
            })
            .collect();
        assert_eq!(told, ["day 0", "(1", "2)", "(3", "4)", "(5)", "day 1", "(6)"]);
    }
}
