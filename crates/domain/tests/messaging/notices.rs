//! When a notice goes out (M8).

use domain::messaging::notice::{Notice, Waiting, notice};

use crate::scene::{at, seconds};

const SENT: &str = "2026-03-03T10:00:00Z";

fn waiting(read_seq: i64, noticed_seq: Option<i64>) -> Waiting {
    Waiting { unread_since: Some(at(SENT)), read_seq, read_at: None, noticed_seq }
}

#[test]
fn m8_a_notice_goes_out_when_a_message_stayed_unread_for_the_delay() {
    assert_eq!(notice(waiting(0, None), 0, at(SENT)), Notice::Now);
    assert_eq!(notice(waiting(0, None), 10, at(SENT)), Notice::At(at("2026-03-03T10:10:00Z")));
    assert_eq!(notice(waiting(0, None), 10, at("2026-03-03T10:09:59Z")), Notice::At(at("2026-03-03T10:10:00Z")));
    assert_eq!(notice(waiting(0, None), 10, at("2026-03-03T10:10:00Z")), Notice::Now);
    assert_eq!(notice(waiting(0, None), 60, at("2026-03-03T11:00:00Z")), Notice::Now);
}

#[test]
fn m8_what_was_read_in_time_needs_none() {
    let read = Waiting { unread_since: None, read_seq: 3, read_at: None, noticed_seq: None };
    assert_eq!(notice(read, 0, at(SENT)), Notice::None);
    assert_eq!(notice(read, 10, at("2026-03-03T12:00:00Z")), Notice::None);
}

#[test]
fn m8_one_notice_until_the_client_has_read() {
    // Told of messages up to 5, read none of them, or some.
    for read_seq in [0, 4] {
        assert_eq!(notice(waiting(read_seq, Some(5)), 0, at(SENT)), Notice::None, "{read_seq}");
    }
    // Read all that the notice was about; a newer message is another matter.
    for read_seq in [5, 6] {
        assert_eq!(notice(waiting(read_seq, Some(5)), 0, at(SENT)), Notice::Now, "{read_seq}");
    }
}

#[test]
fn m8_a_clock_that_was_set_back_makes_nobody_wait_longer_than_the_delay() {
    let early = at(SENT) - seconds(86_400);
    assert_eq!(notice(waiting(0, None), 10, early), Notice::At(early + seconds(600)));
    assert_eq!(notice(waiting(0, None), 0, early), Notice::Now);
    assert_eq!(notice(waiting(0, None), 10, at(SENT) + seconds(86_400)), Notice::Now);
}

#[test]
fn m8_who_read_a_moment_ago_is_given_a_moment_for_the_next_message() {
    let read = |seconds_before| Waiting { read_at: Some(at(SENT) - seconds(seconds_before)), ..waiting(3, Some(2)) };
    let later = Notice::At(at(SENT) + seconds(10));
    // Read a minute before it came, or while its notice was thought of.
    for before in [60, 1, 0, -5] {
        assert_eq!(notice(read(before), 0, at(SENT)), later, "{before}");
        assert_eq!(notice(read(before), 0, at(SENT) + seconds(10)), Notice::Now, "{before}");
    }
    assert_eq!(notice(read(61), 0, at(SENT)), Notice::Now, "long gone");
    // A delay that is longer already is not made longer.
    assert_eq!(notice(read(0), 10, at(SENT)), Notice::At(at(SENT) + seconds(600)));
}
