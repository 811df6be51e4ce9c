//! How long the link of a notice works, and for whom (M9).

use domain::messaging::message_link::{LinkRefusal, OpenedBy, Opening, good_until, open};
use domain::time::Timestamp;

use crate::scene::{at, seconds};

const SENT: &str = "2026-03-08T06:50:00Z";
const ENDS: &str = "2026-03-08T07:05:00Z";

fn opening(opened_by: OpenedBy) -> Opening {
    Opening { mail_sent_at: Some(at(SENT)), opened_by, known_devices_only: false, known_device: false }
}

#[test]
fn m9_a_link_is_good_for_15_minutes_from_the_time_the_mail_was_sent() {
    let until = |now: Timestamp| good_until(Some(at(SENT)), now);
    assert_eq!(until(at(SENT)), Some(at(ENDS)));
    // New York's clocks go forward at 7:00 UTC: what counts is elapsed time.
    assert_eq!(until(at("2026-03-08T07:00:00Z")), Some(at(ENDS)));
    assert_eq!(until(at(ENDS) - seconds(1)), Some(at(ENDS)), "the end does not move with the opening");
    assert_eq!(until(at(ENDS)), None);
    assert_eq!(until(at(ENDS) + seconds(86_400 * 365)), None);
}

#[test]
fn m9_a_clock_that_was_set_back_makes_no_link_live_longer() {
    let until = |earlier: i64| good_until(Some(at(SENT)), at(SENT) - seconds(earlier));
    assert_eq!(until(60), Some(at(ENDS)), "clocks of two machines differ a little");
    assert_eq!((until(61), until(3_600)), (None, None));
}

#[test]
fn m9_a_mail_may_arrive_before_its_sending_is_noted() {
    assert_eq!(good_until(None, at(SENT)), Some(at(ENDS)));
}

#[test]
fn m9_it_opens_in_one_browser_where_reloading_works() {
    assert_eq!(open(opening(OpenedBy::Nobody), at(SENT)), Ok(at(ENDS)));
    assert_eq!(open(opening(OpenedBy::ThisBrowser), at(SENT)), Ok(at(ENDS)));
    assert_eq!(open(opening(OpenedBy::Another), at(SENT)), Err(LinkRefusal::OpenedElsewhere));
    for opened_by in [OpenedBy::Nobody, OpenedBy::ThisBrowser, OpenedBy::Another] {
        assert_eq!(open(opening(opened_by), at(ENDS)), Err(LinkRefusal::Over), "{opened_by:?}");
    }
}

#[test]
fn m9_a_practice_may_let_in_known_devices_only() {
    let strict = |opened_by, known_device| open(Opening { known_devices_only: true, known_device, ..opening(opened_by) }, at(SENT));
    assert_eq!(strict(OpenedBy::Nobody, true), Ok(at(ENDS)));
    assert_eq!(strict(OpenedBy::Nobody, false), Err(LinkRefusal::UnknownDevice));
    assert_eq!(strict(OpenedBy::Another, false), Err(LinkRefusal::OpenedElsewhere));
}
