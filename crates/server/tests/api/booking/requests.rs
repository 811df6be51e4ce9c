//! B12: what the practice answers to requests.

use api::Api;
use domain::AppointmentId;
use domain::booking::appointment::{Appointment, AppointmentStatus};
use domain::booking::calendar::ClosedBy;
use domain::booking::portal::ChooseProposal;
use domain::booking::request::{AcceptRequest, DeclineRequest, ListAppointmentRequests, ProposeTimes};
use domain::practice::staff::Role;
use futures_util::future::join;

use super::clinic::{Clinic, local, moment, wall};
use super::desk::{problem, recorded};
use crate::harness::{Colleague, House, Refused as _, both_databases, once, refusal};

both_databases!(
    b12_a_request_is_listed_and_accepted_in_the_words_of_the_practice,
    b12_two_who_accept_at_once_accept_once,
    b12_two_requests_for_one_time_are_not_both_accepted,
    b12_a_request_is_declined_and_its_time_is_free_at_once,
    b12_other_times_are_offered_and_one_is_chosen,
    b12_an_offer_that_was_taken_meanwhile_is_refused,
    b12_what_cannot_be_offered_is_refused,
    b12_an_archived_request_holds_nothing,
    b12_requests_come_in_order_page_by_page,
    b2_a_lapsed_request_cannot_be_accepted,
);

fn yes() -> AcceptRequest {
    AcceptRequest::default()
}

async fn listed(clinic: &Clinic, archived: bool) -> Vec<Appointment> {
    let query = ListAppointmentRequests { archived: Some(archived), ..ListAppointmentRequests::default() };
    clinic.owner().list_appointment_requests(&query).await.expect("the requests").items
}

async fn accept(by: &Colleague, id: AppointmentId) -> Result<Appointment, api::Failure> {
    by.accept_appointment_request(&once(), id, &yes()).await
}

async fn status_for(browser: &Api, id: AppointmentId) -> AppointmentStatus {
    browser.get_my_appointment(id).await.expect("the client sees it").status
}

/// A clinic, and Maya's browser with nothing left to read in her mailbox.
async fn begin(house: &House) -> (Clinic, Api) {
    let clinic = Clinic::open(house).await;
    let browser = clinic.maya.comes_in().await;
    (clinic, browser)
}

/// Whatever came to tell of a request.
async fn read_what_came(house: &House) {
    for address in ["maya@example.com", "robin@willow-reed.example", "lena@example.com", "jo@example.com"] {
        while house.maybe_mail_to(address).await.is_some() {}
    }
}

async fn b12_a_request_is_listed_and_accepted_in_the_words_of_the_practice(house: House) {
    let (clinic, browser) = begin(&house).await;
    let mut wish = clinic.wish("2026-03-05T10:00");
    wish.note = "Mornings are best.".into();
    let asked = browser.request_appointment(&once(), &wish).await.expect("asked");
    assert_eq!(asked.status, AppointmentStatus::Requested);
    read_what_came(&house).await;
    let list = listed(&clinic, false).await;
    assert_eq!(list.len(), 1);
    let request = &list[0];
    assert_eq!((request.id, request.status, request.note.as_str()), (asked.id, AppointmentStatus::Requested, "Mornings are best."));
    assert_eq!((request.requested_at, request.conflicts.len(), request.new_client), (Some(house.now()), 0, false));
    assert_eq!(request.expires_at.expect("72 hours").as_second() - house.now().as_second(), 72 * 3600, "three days");

    let words = AcceptRequest { subject: "See you".into(), text: "Hello Maya, bring your notebook.".into(), ..yes() };
    let preview = clinic.owner().preview_appointment_acceptance(&once(), asked.id, &words).await.expect("a preview");
    assert!(preview.subject == "See you" && preview.text.contains("notebook"), "{}", preview.text);
    house.no_mail_to("maya@example.com").await;
    let done = clinic.owner().accept_appointment_request(&once(), asked.id, &words).await.expect("accepted");
    assert_eq!((done.status, done.expires_at), (AppointmentStatus::Confirmed, None));
    let mail = house.mail_to("maya@example.com").await;
    assert!(mail.subject == "See you" && mail.text.contains("notebook") && mail.text.contains("10:00"), "{}", mail.text);
    assert_eq!(status_for(&browser, asked.id).await, AppointmentStatus::Confirmed);
    assert!(listed(&clinic, false).await.is_empty(), "answered");
    assert_eq!(listed(&clinic, true).await[0].id, asked.id);
    assert_eq!(accept(clinic.owner(), asked.id).await.refused(), refusal(409, "settled"));
    assert_eq!(recorded(&clinic, "appointment.accepted").await, 1);
}

async fn b12_two_who_accept_at_once_accept_once(house: House) {
    let (clinic, browser) = begin(&house).await;
    let ada = clinic.practice.staff("Ada", Role::FrontDesk).await;
    house.mail_does_not_matter();
    for day in 4..=6 {
        let asked = clinic.asks(&browser, &format!("2026-03-0{day}T10:00")).await;
        let both = join(accept(clinic.owner(), asked.id), accept(&ada, asked.id)).await;
        let mut codes = [both.0, both.1].map(|answer| answer.map_or_else(|failure| failure.code().to_owned(), |_| "accepted".into()));
        codes.sort();
        assert_eq!(codes, ["accepted", "settled"]);
    }
    assert_eq!(recorded(&clinic, "appointment.accepted").await, 3);
    assert_eq!(clinic.calendar("2026-03-04", "2026-03-06").await.len(), 3);
}

async fn b12_two_requests_for_one_time_are_not_both_accepted(house: House) {
    let (clinic, browser) = begin(&house).await;
    house.mail_does_not_matter();
    clinic.rules(|rules| rules.pending_holds = false).await;
    let lena = clinic.practice.client("Lena").await.comes_in().await;
    let ada = clinic.practice.staff("Ada", Role::FrontDesk).await;
    for day in 4..=6 {
        let first = clinic.asks(&browser, &format!("2026-03-0{day}T10:00")).await;
        let second = clinic.asks(&lena, &format!("2026-03-0{day}T10:30")).await;
        let both = join(accept(clinic.owner(), first.id), accept(&ada, second.id)).await;
        let mut codes = [both.0, both.1].map(|answer| answer.map_or_else(|failure| failure.code().to_owned(), |_| "accepted".into()));
        codes.sort();
        assert_eq!(codes, ["accepted", "overlap"]);
    }
    let left = listed(&clinic, false).await;
    assert_eq!(left.len(), 3);
    assert_eq!(left[0].conflicts.iter().map(|conflict| conflict.kind).collect::<Vec<_>>(), [ClosedBy::Appointment], "the page says so");
    let ticked = AcceptRequest { allow_overlap: true, ..yes() };
    let done = clinic.owner().accept_appointment_request(&once(), left[0].id, &ticked).await.expect("accepted");
    assert!(done.overlap);
    assert_eq!(recorded(&clinic, "appointment.overlap_allowed").await, 1);
}

async fn b12_a_request_is_declined_and_its_time_is_free_at_once(house: House) {
    let (clinic, browser) = begin(&house).await;
    let asked = clinic.asks(&browser, "2026-03-05T10:00").await;
    read_what_came(&house).await;
    let held = problem(browser.request_appointment(&once(), &clinic.wish("2026-03-05T10:30")).await);
    assert_eq!(held.code, "taken", "a request that waits holds its time");
    let no = DeclineRequest { reason: "Robin is away that day.".into(), message: "The week after is free.".into() };
    let done = clinic.owner().decline_appointment_request(&once(), asked.id, &no).await.expect("declined");
    assert_eq!((done.status, done.decline_reason.expect("why").as_str()), (AppointmentStatus::Declined, "Robin is away that day."));
    let mail = house.mail_to("maya@example.com").await;
    assert!(mail.text.contains("Robin is away that day.") && mail.text.contains("The week after is free."), "{}", mail.text);
    assert!(mail.link().contains("/p/willow-reed"), "a way back to booking");
    assert_eq!(clinic.owner().decline_appointment_request(&once(), asked.id, &no).await.refused(), refusal(409, "settled"));
    assert_eq!(accept(clinic.owner(), asked.id).await.refused(), refusal(409, "settled"));
    clinic.asks(&browser, "2026-03-05T10:30").await;
    read_what_came(&house).await;
    assert_eq!(recorded(&clinic, "appointment.declined").await, 1);
}

async fn b12_other_times_are_offered_and_one_is_chosen(house: House) {
    let (clinic, browser) = begin(&house).await;
    let asked = clinic.asks(&browser, "2026-03-05T10:00").await;
    read_what_came(&house).await;
    // One is outside of the hours: staff may.
    let times = ["2026-03-05T15:00", "2026-03-06T18:30", "2026-03-09T09:00"];
    let offer = ProposeTimes { starts: times.map(local).into() };
    let offered = clinic.owner().propose_appointment_times(&once(), asked.id, &offer).await.expect("offered");
    assert_eq!(offered.status, AppointmentStatus::Proposed);
    assert_eq!(offered.proposals.iter().map(|at| wall(*at)).collect::<Vec<_>>(), times);
    assert_eq!(listed(&clinic, false).await[0].status, AppointmentStatus::Proposed);
    let mail = house.mail_to("maya@example.com").await;
    assert!(mail.text.contains("15:00") || mail.text.contains("3:00"), "{}", mail.text);
    let choose = async |start: &str| browser.choose_proposed_time(&once(), asked.id, &ChooseProposal { start: moment(start) }).await;
    assert_eq!(choose("2026-03-05T10:00").await.refused().0, 409, "that was not offered");
    let chosen = choose("2026-03-06T18:30").await.expect("chosen");
    assert_eq!((chosen.status, wall(chosen.start).as_str()), (AppointmentStatus::Confirmed, "2026-03-06T18:30"));
    let shown = clinic.shown(asked.id).await;
    assert_eq!((shown.status, shown.proposals.len(), wall(shown.end).as_str()), (AppointmentStatus::Confirmed, 0, "2026-03-06T19:30"));
    assert_eq!(choose("2026-03-05T15:00").await.refused(), refusal(409, "settled"));
    read_what_came(&house).await;
    // The others, and the first, are free.
    for start in ["2026-03-05T15:00", "2026-03-05T10:00"] {
        clinic.books(start).await;
    }
}

async fn b12_an_offer_that_was_taken_meanwhile_is_refused(house: House) {
    let (clinic, browser) = begin(&house).await;
    house.mail_does_not_matter();
    let asked = clinic.asks(&browser, "2026-03-05T10:00").await;
    let offer = ProposeTimes { starts: vec![local("2026-03-05T15:00"), local("2026-03-06T09:00")] };
    clinic.owner().propose_appointment_times(&once(), asked.id, &offer).await.expect("offered");
    clinic.books("2026-03-05T15:30").await;
    let choose = async |start: &str| browser.choose_proposed_time(&once(), asked.id, &ChooseProposal { start: moment(start) }).await;
    assert_eq!(choose("2026-03-05T15:00").await.refused(), refusal(409, "taken"), "an offer holds nothing");
    assert_eq!(status_for(&browser, asked.id).await, AppointmentStatus::Proposed);
    choose("2026-03-06T09:00").await.expect("chosen");
}

async fn b12_what_cannot_be_offered_is_refused(house: House) {
    let (clinic, browser) = begin(&house).await;
    house.mail_does_not_matter();
    let asked = clinic.asks(&browser, "2026-03-05T10:00").await;
    clinic.books("2026-03-05T15:00").await;
    let offer = async |starts: &[&str]| {
        let input = ProposeTimes { starts: starts.iter().map(|start| local(start)).collect() };
        clinic.owner().propose_appointment_times(&once(), asked.id, &input).await
    };
    assert_eq!(offer(&["2026-03-06T10:00", "2026-03-01T10:00"]).await.refused_at("/starts/1"), "past");
    assert_eq!(offer(&["2026-03-08T02:30"]).await.refused_at("/starts/0"), "does_not_exist");
    let taken = problem(offer(&["2026-03-05T15:30"]).await);
    assert_eq!((taken.code.as_str(), taken.conflicts[0].kind), ("overlap", ClosedBy::Appointment));
    assert_eq!(taken.free.iter().map(|at| wall(*at)).collect::<Vec<_>>(), ["2026-03-05T13:45", "2026-03-05T14:00", "2026-03-05T16:00"]);
    assert_eq!(status_for(&browser, asked.id).await, AppointmentStatus::Requested);
    accept(clinic.owner(), asked.id).await.expect("accepted");
    assert_eq!(offer(&["2026-03-06T10:00"]).await.refused(), refusal(409, "settled"));
}

async fn b12_an_archived_request_holds_nothing(house: House) {
    let (clinic, browser) = begin(&house).await;
    let asked = clinic.asks(&browser, "2026-03-05T10:00").await;
    read_what_came(&house).await;
    let away = clinic.owner().archive_appointment_request(&once(), asked.id).await.expect("put away");
    assert_eq!((away.status, away.archived), (AppointmentStatus::Lapsed, true));
    house.no_mail_to("maya@example.com").await;
    assert!(listed(&clinic, false).await.is_empty());
    assert_eq!(listed(&clinic, true).await[0].id, asked.id);
    assert_eq!(accept(clinic.owner(), asked.id).await.refused(), refusal(409, "settled"));
    clinic.owner().archive_appointment_request(&once(), asked.id).await.expect("twice is the same as once");
    let own = clinic.books("2026-03-05T10:00").await;
    let no_request = clinic.owner().archive_appointment_request(&once(), own.id).await;
    assert_eq!(no_request.refused(), refusal(404, "not_found"), "staff made it: nobody asked");
}

async fn b12_requests_come_in_order_page_by_page(house: House) {
    let (clinic, browser) = begin(&house).await;
    house.mail_does_not_matter();
    let mut asked = Vec::new();
    for hour in 10..15 {
        asked.push(clinic.asks(&browser, &format!("2026-03-05T{hour}:00")).await.id);
        house.advance(60);
    }
    browser.cancel_my_appointment(&once(), asked[0]).await.expect("withdrawn");
    let expected = [asked[1], asked[2], asked[3], asked[4], asked[0]];
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let query = ListAppointmentRequests { archived: None, limit: Some(2), cursor };
        let page = clinic.owner().list_appointment_requests(&query).await.expect("a page");
        seen.extend(page.items.iter().map(|item| item.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, expected, "who waits longest first, what needs no answer last");
    let overview = clinic.owner().get_practice_overview().await.expect("the overview");
    assert_eq!((overview.appointment_requests, overview.sessions_today), (4, 0));
    clinic.books("2026-03-02T16:00").await;
    assert_eq!(clinic.owner().get_practice_overview().await.expect("the overview").sessions_today, 1);
}

async fn b2_a_lapsed_request_cannot_be_accepted(house: House) {
    let (clinic, browser) = begin(&house).await;
    house.mail_does_not_matter();
    clinic.rules(|rules| rules.request_expiry_hours = 2).await;
    let asked = clinic.asks(&browser, "2026-03-05T10:00").await;
    let clinic = clinic.hours_later(2).await;
    assert_eq!(accept(clinic.owner(), asked.id).await.refused(), refusal(409, "settled"));
    clinic.books("2026-03-05T10:00").await;
    assert_eq!(clinic.shown(asked.id).await.status, AppointmentStatus::Lapsed);
}
