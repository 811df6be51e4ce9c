//! M8, M11: the practice's choices, and what clinicians say while they are away.

use domain::messaging::{MessagingSettings, OutOfOffice, StaffMessaging};
use domain::practice::staff::Role;

use super::thread::{Thread, choose};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    m11_the_line_about_emergencies_is_the_practices_own,
    m11_out_of_office_is_shown_on_its_days_and_no_others,
    m11_ones_own_words_are_ones_own_and_the_owners,
    m8_choices_are_owners_and_have_bounds,
);

async fn m11_the_line_about_emergencies_is_the_practices_own(house: House) {
    let thread = Thread::open(&house).await;
    assert_eq!(thread.browser.get_my_conversation(thread.id).await.expect("hers").emergency_line, "");
    choose(thread.practice.owner(), |settings| settings.emergency_line = "Not for emergencies: call 988.".into()).await;
    assert_eq!(thread.browser.get_my_conversation(thread.id).await.expect("hers").emergency_line, "Not for emergencies: call 988.");
}

fn away(text: &str, from: &str, to: &str) -> StaffMessaging {
    let day = |text: &str| Some(text.parse().expect("a day"));
    StaffMessaging { out_of_office: Some(OutOfOffice { text: text.into(), from: day(from), to: day(to) }) }
}

async fn m11_out_of_office_is_shown_on_its_days_and_no_others(house: House) {
    let thread = Thread::open(&house).await;
    let said = async || {
        let shown = thread.browser.get_my_conversation(thread.id).await.expect("hers").out_of_office;
        shown.map(|text| text.as_str().to_owned())
    };
    assert_eq!(said().await, None);
    let words = "I am away until Thursday.";
    // It is Monday, 2 March.
    for (from, to, shown) in [
        ("2026-03-02", "2026-03-04", Some(words)),
        ("2026-02-20", "2026-03-02", Some(words)),
        ("2026-02-20", "2026-03-01", None),
        ("2026-03-03", "2026-03-04", None),
    ] {
        let version = thread.jordan.get_out_of_office(thread.jordan.id).await.expect("theirs").version;
        let kept = thread.jordan.set_out_of_office(&once(), thread.jordan.id, Some(version), &away(words, from, to)).await.expect("kept");
        assert_eq!(kept.shown, shown.is_some(), "{from} to {to}");
        assert_eq!(said().await.as_deref(), shown, "{from} to {to}");
        let late = thread.jordan.set_out_of_office(&once(), thread.jordan.id, Some(version), &StaffMessaging::default()).await;
        assert_eq!(late.refused(), refusal(412, "stale"));
    }
}

async fn m11_ones_own_words_are_ones_own_and_the_owners(house: House) {
    let thread = Thread::open(&house).await;
    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    let words = away("Away", "2026-03-02", "2026-03-04");
    let id = thread.jordan.id;
    assert_eq!(sam.get_out_of_office(id).await.refused(), refusal(404, "not_found"));
    assert_eq!(sam.set_out_of_office(&once(), id, None, &words).await.refused(), refusal(404, "not_found"));
    thread.practice.owner().set_out_of_office(&once(), id, None, &words).await.expect("owners anybody's");
    let none = away("  ", "2026-03-02", "2026-03-04");
    assert_eq!(thread.jordan.set_out_of_office(&once(), id, None, &none).await.refused_at("/out_of_office/text"), "required");
    let backwards = away("Away", "2026-03-04", "2026-03-02");
    assert_eq!(thread.jordan.set_out_of_office(&once(), id, None, &backwards).await.refused_at("/out_of_office/to"), "before_begin");
}

async fn m8_choices_are_owners_and_have_bounds(house: House) {
    let thread = Thread::open(&house).await;
    let now = thread.jordan.get_messaging().await.expect("everybody may know");
    assert_eq!((now.version, now.settings.clone()), (1, MessagingSettings::default()));
    let answer = thread.jordan.update_messaging(&once(), Some(1), &now.settings).await;
    assert_eq!(answer.refused(), refusal(404, "not_found"), "owners only");
    let owner = thread.practice.owner();
    let late = MessagingSettings { notice_delay_minutes: 61, ..MessagingSettings::default() };
    assert_eq!(owner.update_messaging(&once(), Some(1), &late).await.refused_at("/notice_delay_minutes"), "out_of_range");
    let (one, two) = (once(), once());
    let (first, second) = (
        MessagingSettings { notice_delay_minutes: 10, ..MessagingSettings::default() },
        MessagingSettings { notice_delay_minutes: 20, ..MessagingSettings::default() },
    );
    let (a, b) = tokio::join!(owner.update_messaging(&one, Some(1), &first), owner.update_messaging(&two, Some(1), &second));
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
    assert_eq!(if a.is_ok() { b } else { a }.refused(), refusal(412, "stale"));
}
