//! B2, B21: requests that nobody answers lapse, once, and their time is free the moment they do.

use api::Api;
use booking::expiry;
use domain::booking::appointment::AppointmentStatus;

use super::clinic::Clinic;
use crate::harness::{Client, House, PASSWORD, Post, both_databases};

both_databases!(b2_a_request_lapses_once_and_its_client_is_told, b21_the_time_of_a_lapsed_request_is_free_before_the_round_came);

const MAYA: &str = "maya@example.com";
const ROBIN: &str = "robin@willow-reed.example";

/// The next e-mail of this kind; whoever signs in anew is told so, too.
async fn letter(house: &House, address: &str, kind: &str) -> Post {
    loop {
        let mail = house.mail_to(address).await;
        if mail.kind == kind {
            return mail;
        }
        assert_eq!(mail.kind, "new_device");
    }
}

async fn again(client: &Client) -> Api {
    client.signs_in(PASSWORD).await.expect("signed in")
}

async fn b2_a_request_lapses_once_and_its_client_is_told(house: House) {
    let clinic = Clinic::open(&house).await;
    let browser = clinic.maya.comes_in().await;
    let asked = clinic.asks(&browser, "2026-03-12T10:00").await;
    house.mail_to(MAYA).await;
    house.mail_to(ROBIN).await;
    house.advance(72 * 3600 - 1);
    expiry::lapse_all(house.platform().clone()).await.expect("a round");
    house.no_mail_to(MAYA).await;
    let browser = again(&clinic.maya).await;
    assert_eq!(browser.get_my_appointment(asked.id).await.expect("hers").status, AppointmentStatus::Requested);

    house.advance(1);
    let other = house.another_process().await;
    let (one, two) = tokio::join!(expiry::lapse_all(house.platform().clone()), expiry::lapse_all(other.clone()));
    one.and(two).expect("two rounds at once");
    expiry::lapse_all(other).await.expect("and one more");
    let mail = letter(&house, MAYA, "appointment_declined").await;
    assert!(mail.text.contains("Nobody could answer your request in time") && mail.text.contains("America/New_York"), "{}", mail.text);
    house.no_mail_to(MAYA).await;
    let row = house.number("SELECT count(*) FROM appointments WHERE status = 'lapsed' AND NOT blocking").await;
    assert_eq!(row, 1);
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'appointment.lapsed'").await, 1);
}

async fn b21_the_time_of_a_lapsed_request_is_free_before_the_round_came(house: House) {
    let clinic = Clinic::open(&house).await;
    let browser = clinic.maya.comes_in().await;
    let asked = clinic.asks(&browser, "2026-03-12T10:00").await;
    house.mail_to(MAYA).await;
    house.mail_to(ROBIN).await;
    house.advance(72 * 3600);
    let clinic = clinic.another_day().await;
    let browser = again(&clinic.maya).await;
    let noah = clinic.practice.client("Noah").await.comes_in().await;
    let theirs = clinic.asks(&noah, "2026-03-12T10:00").await;
    assert_eq!(theirs.status, AppointmentStatus::Requested);
    assert_eq!(browser.get_my_appointment(asked.id).await.expect("hers").status, AppointmentStatus::Lapsed);
    letter(&house, MAYA, "appointment_declined").await;
    house.no_mail_to(MAYA).await;
    letter(&house, "noah@example.com", "appointment_requested").await;
    letter(&house, ROBIN, "request_received").await;
}
