//! B16: reminders, each exactly once, never at night.

use std::time::Duration;

use booking::reminders::remind_all;
use domain::booking::appointment::{CancelAppointment, CancelledAs, Reach};

use super::clinic::{Clinic, moment, to};
use crate::harness::{House, both_databases, once};

both_databases!(
    b16_a_reminder_goes_out_once_however_many_processes_look,
    b16_a_process_that_dies_in_between_reminds_once_all_the_same,
    b16_quiet_hours_shift_a_reminder_to_the_morning,
    b16_what_was_cancelled_or_moved_is_reminded_of_as_it_is_now,
    b16_without_consent_nobody_is_reminded,
);

const MAYA: &str = "maya@example.com";

async fn look(house: &House) {
    remind_all(house.platform().clone()).await.expect("a round");
}

/// The clock is put to this local time.
fn until(house: &House, local: &str) {
    house.advance(moment(local).as_second() - house.now().as_second());
}

async fn b16_a_reminder_goes_out_once_however_many_processes_look(house: House) {
    let clinic = Clinic::open(&house).await;
    clinic.books("2026-03-12T14:00").await;
    until(&house, "2026-03-10T13:59");
    look(&house).await;
    house.no_mail_to(MAYA).await;

    until(&house, "2026-03-10T14:00");
    let other = house.another_process().await;
    let here = || remind_all(house.platform().clone());
    let there = || remind_all(other.clone());
    let (a, b, c, d) = tokio::join!(here(), there(), here(), there());
    a.and(b).and(c).and(d).expect("four rounds at once");
    let mail = house.mail_to(MAYA).await;
    assert_eq!(
        (mail.kind.as_str(), mail.subject.as_str()),
        ("appointment_reminder", "Your appointment on Thursday, March 12, 2026, 2:00 PM EDT")
    );
    assert!(mail.text.contains("America/New_York") && !mail.text.contains("Individual session"), "{}", mail.text);
    house.advance(600);
    remind_all(house.another_process().await).await.expect("after a restart");
    house.no_mail_to(MAYA).await;
}

async fn b16_a_process_that_dies_in_between_reminds_once_all_the_same(house: House) {
    let clinic = Clinic::open(&house).await;
    for hour in 9..17 {
        clinic.books(&format!("2026-03-12T{hour:02}:00")).await;
    }
    until(&house, "2026-03-10T17:00");
    // Each round ends at another moment of the work.
    for pause in 0..30 {
        let dying = tokio::spawn(remind_all(house.another_process().await));
        tokio::time::sleep(Duration::from_millis(pause)).await;
        dying.abort();
        let _ = dying.await;
    }
    look(&house).await;
    let mut subjects = Vec::new();
    while let Some(mail) = house.maybe_mail_to(MAYA).await {
        subjects.push(mail.subject);
    }
    let told = subjects.len();
    subjects.sort_unstable();
    subjects.dedup();
    assert_eq!((told, subjects.len()), (8, 8), "{subjects:?}");
}

async fn b16_quiet_hours_shift_a_reminder_to_the_morning(house: House) {
    let clinic = Clinic::open(&house).await;
    clinic.rules(|rules| rules.reminder_hours = vec![12]).await;
    // Twelve hours before is nine in the evening: quiet until eight.
    clinic.books("2026-03-05T09:00").await;
    until(&house, "2026-03-04T23:00");
    look(&house).await;
    house.no_mail_to(MAYA).await;
    until(&house, "2026-03-05T07:59");
    look(&house).await;
    house.no_mail_to(MAYA).await;
    until(&house, "2026-03-05T08:00");
    look(&house).await;
    assert_eq!(house.mail_to(MAYA).await.kind, "appointment_reminder");
}

async fn b16_what_was_cancelled_or_moved_is_reminded_of_as_it_is_now(house: House) {
    let clinic = Clinic::open(&house).await;
    let gone = clinic.books("2026-03-12T10:00").await;
    let moved = clinic.books("2026-03-12T14:00").await;
    let input = CancelAppointment { status: CancelledAs::Cancelled, message: "".into(), reach: Reach::ThisOne, tell_client: false };
    clinic.owner().cancel_appointment(&once(), gone.id, &input).await.expect("cancelled");
    until(&house, "2026-03-10T15:00");
    look(&house).await;
    assert!(house.mail_to(MAYA).await.subject.contains("March 12"));
    let clinic = clinic.another_day().await;
    clinic.owner().move_appointment(&once(), moved.id, Some(moved.version), &to("2026-03-17T14:00")).await.expect("moved");
    look(&house).await;
    house.no_mail_to(MAYA).await;
    until(&house, "2026-03-15T14:00");
    look(&house).await;
    assert!(house.mail_to(MAYA).await.subject.contains("March 17"));
}

async fn b16_without_consent_nobody_is_reminded(house: House) {
    let clinic = Clinic::open(&house).await;
    clinic.books("2026-03-12T14:00").await;
    house.tamper("UPDATE client_emails SET email_ok = false").await;
    until(&house, "2026-03-10T15:00");
    look(&house).await;
    house.no_mail_to(MAYA).await;
    house.tamper("UPDATE client_emails SET email_ok = true").await;
    look(&house).await;
    assert_eq!(house.mail_to(MAYA).await.kind, "appointment_reminder", "who agrees in time is reminded");
}
