//! B10, B23: what people are told about a time, and the calendar files that go along.

use api::Api;
use calcard::common::IanaString as _;
use calcard::common::timezone::Tz;
use calcard::icalendar::{ICalendar, ICalendarProperty, ICalendarValue};
use calcard::{Entry, Parser};
use domain::booking::appointment::{CancelAppointment, CancelledAs, MoveAppointment, Reach};
use domain::booking::request::{AcceptRequest, DeclineRequest, ProposeTimes};
use domain::practice::client::ClientInput;
use domain::practice::profile::Language;

use super::clinic::{Clinic, local, moment, to};
use crate::harness::{House, Post, Refused as _, both_databases, client_input, once, refusal};

both_databases!(
    b10_every_step_is_told_with_its_zone_and_without_what_it_is_for,
    b23_a_later_file_replaces_an_earlier_one,
    b10_a_decline_brings_the_reason_and_a_way_back,
    b12_offered_times_are_in_the_letter,
    b10_a_letter_speaks_the_readers_language,
    b10_without_consent_there_is_no_letter,
    b6_the_own_appointment_is_a_calendar_file,
    the_mailbox_shows_and_offers_the_calendar_file,
);

const MAYA: &str = "maya@example.com";
const ROBIN: &str = "robin@willow-reed.example";

async fn begin(house: &House) -> (Clinic, Api) {
    let clinic = Clinic::open(house).await;
    let browser = clinic.maya.comes_in().await;
    (clinic, browser)
}

/// Another crate's reading of a file that holds one calendar with one event: method, UID, sequence, status, title, begin.
fn read(text: &str) -> (String, String, i64, String, String, i64) {
    let Entry::ICalendar(calendar) = Parser::new(text).entry() else { panic!("no calendar: {text}") };
    assert_eq!(calendar.components.len(), 2, "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    let value = |place: usize, name: &ICalendarProperty| value(&calendar, place, name);
    let times = calendar.expand_dates(Tz::Floating, 10);
    (
        value(0, &ICalendarProperty::Method),
        value(1, &ICalendarProperty::Uid),
        value(1, &ICalendarProperty::Sequence).parse().expect("a number"),
        value(1, &ICalendarProperty::Status),
        value(1, &ICalendarProperty::Summary),
        times.events[0].timestamps().0,
    )
}

fn value(calendar: &ICalendar, place: usize, name: &ICalendarProperty) -> String {
    match calendar.components[place].property(name).and_then(|property| property.values.first()) {
        Some(ICalendarValue::Text(text)) => text.clone(),
        Some(ICalendarValue::Integer(number)) => number.to_string(),
        Some(ICalendarValue::Method(method)) => method.as_str().to_owned(),
        Some(ICalendarValue::Status(status)) => status.as_str().to_owned(),
        other => panic!("{name:?} is {other:?}"),
    }
}

fn file(mail: &Post) -> &str {
    mail.calendar.as_deref().unwrap_or_else(|| panic!("no calendar file goes along with {}", mail.kind))
}

#[track_caller]
fn neutral(mail: &Post) {
    assert!(mail.text.contains("America/New_York") && mail.text.contains("EST"), "{}", mail.text);
    for word in ["Individual session", "90837", "LMFT"] {
        assert!(!mail.text.contains(word) && !mail.subject.contains(word), "{word} in {}", mail.text);
    }
}

async fn b10_every_step_is_told_with_its_zone_and_without_what_it_is_for(house: House) {
    let (clinic, browser) = begin(&house).await;
    let asked = clinic.asks(&browser, "2026-03-05T10:00").await;
    let received = house.mail_to(MAYA).await;
    assert_eq!((received.kind.as_str(), received.calendar.is_none()), ("appointment_requested", true));
    assert!(received.text.contains("Thursday, March 5, 2026, 10:00 AM to 11:00 AM EST"), "{}", received.text);
    assert!(received.text.contains("With: Robin Reed") && received.text.contains("31 Maple Street"), "{}", received.text);
    assert_eq!(received.page(), "/p/willow-reed/appointments");
    neutral(&received);
    let told = house.mail_to(ROBIN).await;
    assert_eq!((told.kind.as_str(), told.page()), ("request_received", "/admin/requests"));
    assert!(!told.text.contains("Maya") && !told.text.contains("Ortiz"), "who asks stays inside: {}", told.text);
    neutral(&told);

    clinic.owner().accept_appointment_request(&once(), asked.id, &AcceptRequest::default()).await.expect("accepted");
    let accepted = house.mail_to(MAYA).await;
    assert_eq!((accepted.kind.as_str(), accepted.subject.as_str()), ("appointment_confirmed", "Your appointment is confirmed"));
    neutral(&accepted);
    assert!(!file(&accepted).contains("Individual") && !file(&accepted).contains("Robin"), "{}", file(&accepted));

    let version = clinic.shown(asked.id).await.version;
    let later = MoveAppointment { tell_client: true, ..to("2026-03-06T14:00") };
    clinic.owner().move_appointment(&once(), asked.id, Some(version), &later).await.expect("moved");
    let moved = house.mail_to(MAYA).await;
    assert!(moved.kind == "appointment_moved" && moved.text.contains("Friday, March 6, 2026, 2:00 PM to 3:00 PM EST"), "{}", moved.text);
    neutral(&moved);

    browser.cancel_my_appointment(&once(), asked.id).await.expect("cancelled in time");
    let cancelled = house.mail_to(MAYA).await;
    assert_eq!(cancelled.kind, "appointment_cancelled");
    neutral(&cancelled);
    assert_eq!(house.mail_to(ROBIN).await.kind, "time_given_up");
}

async fn b23_a_later_file_replaces_an_earlier_one(house: House) {
    let (clinic, _) = begin(&house).await;
    let told = domain::booking::appointment::CreateAppointment { tell_client: true, ..clinic.session("2026-03-05T10:00") };
    let made = clinic.owner().create_appointment(&once(), &told).await.expect("made");
    let first = house.mail_to(MAYA).await;
    let later = MoveAppointment { tell_client: true, ..to("2026-03-12T09:30") };
    clinic.owner().move_appointment(&once(), made.id, Some(made.version), &later).await.expect("moved");
    let second = house.mail_to(MAYA).await;
    let input = CancelAppointment {
        status: CancelledAs::CancelledByClinician,
        message: "The office floods.".into(),
        reach: Reach::ThisOne,
        tell_client: true,
    };
    clinic.owner().cancel_appointment(&once(), made.id, &input).await.expect("cancelled");
    let third = house.mail_to(MAYA).await;
    assert!(third.text.contains("The office floods."), "{}", third.text);

    let [first, second, third] = [&first, &second, &third].map(|mail| read(file(mail)));
    assert_eq!((first.0.as_str(), second.0.as_str(), third.0.as_str()), ("REQUEST", "REQUEST", "CANCEL"));
    assert!(first.1 == second.1 && second.1 == third.1, "one UID for its whole life");
    assert!(first.2 < second.2 && second.2 < third.2, "{} {} {}", first.2, second.2, third.2);
    assert_eq!((first.3.as_str(), second.3.as_str(), third.3.as_str()), ("CONFIRMED", "CONFIRMED", "CANCELLED"));
    assert_eq!(first.4, "Appointment");
    assert_eq!((first.5, second.5), (moment("2026-03-05T10:00").as_second(), moment("2026-03-12T09:30").as_second()));
}

async fn b10_a_decline_brings_the_reason_and_a_way_back(house: House) {
    let (clinic, browser) = begin(&house).await;
    let asked = clinic.asks(&browser, "2026-03-05T10:00").await;
    house.mail_to(MAYA).await;
    house.mail_to(ROBIN).await;
    let input = DeclineRequest { reason: "I am at a conference.".into(), message: "The week after\n\nis wide open.".into() };
    clinic.owner().decline_appointment_request(&once(), asked.id, &input).await.expect("declined");
    let mail = house.mail_to(MAYA).await;
    assert_eq!((mail.kind.as_str(), mail.page(), mail.calendar.is_none()), ("appointment_declined", "/p/willow-reed/appointments", true));
    assert!(mail.text.contains("I am at a conference.") && mail.text.contains("is wide open."), "{}", mail.text);
    neutral(&mail);
}

async fn b12_offered_times_are_in_the_letter(house: House) {
    let (clinic, browser) = begin(&house).await;
    let asked = clinic.asks(&browser, "2026-03-05T10:00").await;
    house.mail_to(MAYA).await;
    house.mail_to(ROBIN).await;
    let starts = vec![local("2026-03-05T13:00"), local("2026-03-09T09:00")];
    clinic.owner().propose_appointment_times(&once(), asked.id, &ProposeTimes { starts }).await.expect("offered");
    let mail = house.mail_to(MAYA).await;
    assert_eq!((mail.kind.as_str(), mail.page()), ("appointment_proposed", format!("/p/willow-reed/appointments/{}", asked.id).as_str()));
    // The clocks go forward in between.
    for time in ["Thursday, March 5, 2026, 1:00 PM EST", "Monday, March 9, 2026, 9:00 AM EDT"] {
        assert!(mail.text.contains(time), "{time} in {}", mail.text);
    }
    neutral(&mail);
}

/// Somebody in care, as `change` has them.
async fn somebody(clinic: &Clinic, name: &str, change: impl FnOnce(&mut ClientInput)) -> domain::ClientId {
    let mut input = client_input(name);
    change(&mut input);
    clinic.owner().create_client(&once(), &input).await.expect("a client").id
}

async fn b10_a_letter_speaks_the_readers_language(house: House) {
    let clinic = Clinic::open(&house).await;
    let luz = somebody(&clinic, "Luz", |input| input.language = Some(Language::Es)).await;
    let told = domain::booking::appointment::CreateAppointment { client_id: luz, tell_client: true, ..clinic.session("2026-03-05T10:00") };
    clinic.owner().create_appointment(&once(), &told).await.expect("made");
    let mail = house.mail_to("luz@example.com").await;
    assert_eq!(mail.subject, "Su cita está confirmada");
    assert!(
        mail.text.contains("jueves, 5 de marzo de 2026, 10:00 a 11:00 EST") && mail.text.contains("Zona horaria: America/New_York"),
        "{}",
        mail.text
    );
    assert_eq!(read(file(&mail)).4, "Cita");
    assert!(mail.link.is_none(), "who was never invited has no portal to look into");
}

async fn b10_without_consent_there_is_no_letter(house: House) {
    let clinic = Clinic::open(&house).await;
    let quiet = somebody(&clinic, "Ida", |input| input.emails[0].email_ok = false).await;
    let told =
        domain::booking::appointment::CreateAppointment { client_id: quiet, tell_client: true, ..clinic.session("2026-03-05T10:00") };
    clinic.owner().create_appointment(&once(), &told).await.expect("made");
    house.no_mail_to("ida@example.com").await;
}

async fn b6_the_own_appointment_is_a_calendar_file(house: House) {
    house.mail_does_not_matter();
    let (clinic, browser) = begin(&house).await;
    let asked = clinic.asks(&browser, "2026-03-05T10:00").await;
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let waiting = text(browser.get_my_appointment_ics(asked.id).await.expect("a file"));
    let facts = read(&waiting);
    assert_eq!((facts.0.as_str(), facts.3.as_str(), facts.4.as_str()), ("PUBLISH", "TENTATIVE", "Appointment"));
    clinic.owner().accept_appointment_request(&once(), asked.id, &AcceptRequest::default()).await.expect("accepted");
    let stands = read(&text(browser.get_my_appointment_ics(asked.id).await.expect("a file")));
    assert!(stands.3 == "CONFIRMED" && stands.1 == facts.1 && stands.2 > facts.2, "{stands:?}");
    assert!(waiting.contains("31 Maple Street"), "{waiting}");

    let noah = clinic.practice.client("Noah").await.comes_in().await;
    assert_eq!(noah.get_my_appointment_ics(asked.id).await.refused(), refusal(404, "not_found"));
}

async fn the_mailbox_shows_and_offers_the_calendar_file(house: House) {
    let clinic = Clinic::open(&house).await;
    let told = domain::booking::appointment::CreateAppointment { tell_client: true, ..clinic.session("2026-03-05T10:00") };
    clinic.owner().create_appointment(&once(), &told).await.expect("made");
    let mail = house.mail_to(MAYA).await;
    let page = house.raw().get("/dev/mailbox").await.text();
    let path = page.split('"').find(|part| part.starts_with("/dev/mailbox/") && part.ends_with(".ics")).expect("a link to the file");
    let offered = house.raw().get(path).await;
    assert_eq!((offered.status, offered.header("content-type")), (200, Some("text/calendar; charset=utf-8")));
    assert_eq!(offered.text(), file(&mail));
}
