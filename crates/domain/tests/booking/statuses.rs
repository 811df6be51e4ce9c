//! From one status to the next.

use domain::booking::appointment::{AppointmentStatus as S, CancelledAs, Outcome};
use domain::booking::engine::{
    Asker, Refused, accept, books_at_once, cancel, cancel_by_staff, choose, decline, expiry, lapse, outcome, propose, request, terms,
};
use domain::booking::settings::{Approval, CancellationPolicy};
use domain::time::Timestamp;

use crate::scene::{at, minutes};

fn now() -> Timestamp {
    at("2026-06-01T12:00:00Z")
}

fn soon(hours: i64) -> Timestamp {
    now() + minutes(hours * 60)
}

/// The statuses from which a change is possible.
fn from(change: impl Fn(S) -> Result<S, Refused>) -> Vec<(S, S)> {
    S::ALL.iter().filter_map(|status| Some((*status, change(*status).ok()?))).collect()
}

#[test]
fn b12_only_what_waits_is_answered() {
    for answer in [accept, decline, propose] {
        let answered = from(|status| answer(status, Some(soon(1)), now()));
        assert_eq!(answered.iter().map(|(status, _)| *status).collect::<Vec<_>>(), [S::Requested, S::Proposed]);
        // It lapsed, even if nothing has noted it yet.
        assert_eq!(answer(S::Requested, Some(now()), now()), Err(Refused::Settled));
        assert!(answer(S::Requested, None, now()).is_ok());
    }
    assert_eq!(accept(S::Requested, None, now()), Ok(S::Confirmed));
    assert_eq!(decline(S::Requested, None, now()), Ok(S::Declined));
    assert_eq!(propose(S::Requested, None, now()), Ok(S::Proposed));
}

#[test]
fn b12_the_client_chooses_among_what_was_offered() {
    let offered = [soon(-1), soon(24), soon(30)];
    let chosen = |status, start| choose(status, Some(soon(1)), &offered, start, now());
    assert_eq!(chosen(S::Proposed, soon(24)), Ok(S::Confirmed));
    assert_eq!(chosen(S::Proposed, soon(25)), Err(Refused::NotOffered));
    assert_eq!(chosen(S::Proposed, soon(-1)), Err(Refused::NotOffered));
    assert_eq!(chosen(S::Requested, soon(24)), Err(Refused::Settled));
    assert_eq!(choose(S::Proposed, Some(now()), &offered, soon(24), now()), Err(Refused::Settled));
}

#[test]
fn b2_a_request_lapses_after_its_hours_or_when_its_time_comes() {
    assert_eq!(expiry(now(), 72, soon(100)), Some(soon(72)));
    assert_eq!(expiry(now(), 72, soon(50)), Some(soon(50)));
    assert_eq!(expiry(now(), 0, soon(50)), None);
    assert_eq!(from(|status| lapse(status, Some(now()), now())), [(S::Requested, S::Lapsed), (S::Proposed, S::Lapsed)]);
    assert_eq!(from(|status| lapse(status, Some(soon(1)), now())), []);
    assert_eq!(from(|status| lapse(status, None, now())), []);
}

#[test]
fn b8_what_is_pending_is_withdrawn_and_what_stands_is_cancelled_in_time() {
    let policy = CancellationPolicy::Hours48;
    assert_eq!(
        from(|status| cancel(status, soon(48), policy, now())),
        [(S::Requested, S::Withdrawn), (S::Proposed, S::Withdrawn), (S::Confirmed, S::Cancelled)]
    );
    let deadline = soon(-1);
    assert_eq!(cancel(S::Confirmed, soon(47), policy, now()), Err(Refused::TooLate { deadline }));
    assert_eq!(cancel(S::Requested, soon(1), policy, now()), Ok(S::Withdrawn));
    assert_eq!(cancel(S::Confirmed, soon(1_000), CancellationPolicy::PhoneOnly, now()), Err(Refused::PhoneOnly));
    assert_eq!(cancel(S::Requested, soon(1), CancellationPolicy::PhoneOnly, now()), Ok(S::Withdrawn));
    assert_eq!(cancel(S::Confirmed, now(), policy, now()), Err(Refused::Settled));
}

#[test]
fn b8_what_is_told_before_the_press_is_what_the_press_gets() {
    for status in S::ALL {
        for policy in CancellationPolicy::ALL {
            for hours in [-1, 0, 1, 24, 48, 71, 72, 100] {
                let told = terms(*status, soon(hours), *policy, "+1 212 555 0142".into(), now());
                let pressed = cancel(*status, soon(hours), *policy, now());
                assert_eq!(told.allowed, pressed.is_ok());
                assert_eq!(told.withdraw, pressed == Ok(S::Withdrawn));
                if let Err(Refused::TooLate { deadline }) = pressed {
                    assert_eq!(told.deadline, Some(deadline));
                }
                if pressed == Ok(S::Cancelled) {
                    assert!(told.deadline.unwrap() >= now());
                }
            }
        }
    }
}

#[test]
fn b13_staff_cancel_what_stands_and_say_what_became_of_it() {
    for (cancelled_as, status) in [
        (CancelledAs::Cancelled, S::Cancelled),
        (CancelledAs::CancelledByClinician, S::CancelledByClinician),
        (CancelledAs::LateCancelled, S::LateCancelled),
    ] {
        assert_eq!(from(|before| cancel_by_staff(before, cancelled_as)), [(S::Confirmed, status)]);
    }
    let held = [S::Confirmed, S::Attended, S::NoShow, S::LateCancelled];
    let attended = from(|status| outcome(status, Outcome::Attended, now(), now()));
    assert_eq!(attended, held.map(|status| (status, S::Attended)));
    let undone = from(|status| outcome(status, Outcome::Confirmed, soon(1), now()));
    assert_eq!(undone, held.map(|status| (status, S::Confirmed)));
    assert_eq!(outcome(S::Confirmed, Outcome::NoShow, soon(1), now()), Err(Refused::NotBegun));
    assert_eq!(outcome(S::Confirmed, Outcome::LateCancelled, soon(1), now()), Ok(S::LateCancelled));
}

#[test]
fn b3_the_service_says_before_the_practice_does_and_new_clients_wait() {
    let (by_hand, at_once) = (Approval::ByHand, Approval::ExistingBookAtOnce);
    assert!(!books_at_once(by_hand, None, Asker::Existing));
    assert!(books_at_once(at_once, None, Asker::Existing));
    assert!(books_at_once(by_hand, Some(at_once), Asker::Existing));
    assert!(!books_at_once(at_once, Some(by_hand), Asker::Existing));
    assert!(!books_at_once(at_once, Some(at_once), Asker::New));
    assert_eq!((request(true), request(false)), (S::Confirmed, S::Requested));
}
