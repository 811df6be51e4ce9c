//! Where a conversation stands in a list that is on the screen, when something about it is new.

use domain::messaging::Conversation;

/// Puts a conversation as it is now into the list. `fits` says whether it belongs there; `anybody` whether one that was not
/// in the list may come in, which nobody knows while the list is searched.
pub fn place(all: &mut Vec<Conversation>, now: Conversation, fits: bool, anybody: bool) {
    let known = all.iter().position(|one| one.id == now.id);
    match known {
        Some(at) if !fits => {
            all.remove(at);
        }
        Some(at) => {
            let newer = said(&now) > said(&all[at]);
            if newer {
                all.remove(at);
                all.insert(0, now);
            } else {
                all[at] = now;
            }
        }
        None if fits && anybody => {
            // Behind those in which something was said later, as the server lists them.
            let before = |one: &Conversation| one.last.as_ref().map(|last| last.at) >= now.last.as_ref().map(|last| last.at);
            let at = all.iter().position(|one| !before(one)).unwrap_or(all.len());
            all.insert(at, now);
        }
        None => {}
    }
}

/// The place of what was said last.
fn said(conversation: &Conversation) -> i64 {
    conversation.last.as_ref().map_or(0, |last| last.seq)
}

#[cfg(test)]
mod tests {
    use domain::messaging::{AuthorKind, LastMessage};

    use super::*;
    use crate::messages::examples::{at, conversation};

    fn spoken(n: u128, seq: i64, seconds: i64) -> Conversation {
        Conversation { last: Some(LastMessage { seq, at: at(seconds), author: AuthorKind::Client }), ..conversation(n) }
    }

    fn order(all: &[Conversation]) -> Vec<i64> {
        all.iter().map(|one| one.last.as_ref().expect("something").seq).collect()
    }

    #[test]
    fn m5_a_new_message_brings_its_conversation_to_the_top() {
        let mut all = vec![spoken(1, 10, 30), spoken(2, 20, 20), spoken(3, 30, 10)];
        place(&mut all, spoken(3, 31, 40), true, true);
        assert_eq!(order(&all), [31, 10, 20]);
    }

    #[test]
    fn m10_what_only_changed_stays_where_it_is() {
        let mut all = vec![spoken(1, 10, 30), spoken(2, 20, 20)];
        place(&mut all, Conversation { unread: 2, ..spoken(2, 20, 20) }, true, true);
        assert_eq!((order(&all), all[1].unread), (vec![10, 20], 2));
    }

    #[test]
    fn m10_what_no_longer_fits_goes() {
        let mut all = vec![spoken(1, 10, 30), spoken(2, 20, 20)];
        place(&mut all, spoken(1, 11, 50), false, true);
        assert_eq!(order(&all), [20]);
        place(&mut all, spoken(1, 11, 50), false, true);
        assert_eq!(order(&all), [20]);
    }

    #[test]
    fn m10_one_that_was_not_listed_comes_in_at_its_time_unless_somebody_searches() {
        let mut all = vec![spoken(1, 10, 30), spoken(2, 20, 10)];
        place(&mut all, spoken(3, 5, 20), true, false);
        assert_eq!(order(&all), [10, 20]);
        place(&mut all, spoken(3, 5, 20), true, true);
        assert_eq!(order(&all), [10, 5, 20]);
    }
}
