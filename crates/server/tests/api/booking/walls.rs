//! B18: the walls that the database itself has, behind the program's own look at the calendar.
//!
//! A request meets them only where its look was right and is so no longer when it writes. The lock on the clinician leaves
//! one way to that: a request that should have lapsed and is being answered elsewhere at that moment, on PostgreSQL. So
//! that each operation is seen to meet them, on both databases, the database here writes what is in the way itself, just
//! before the row that the operation writes.

use api::{Api, Failure};
use domain::AppointmentId;
use domain::booking::appointment::{
    Appointment, AppointmentStatus, CancelAppointment, CancelledAs, CreateAppointment, Outcome, Reach, SetOutcome,
};
use domain::booking::portal::{ChooseProposal, RescheduleAppointment};
use domain::booking::request::{AcceptRequest, ProposeTimes};
use domain::booking::settings::Approval;
use domain::problem::ProblemDocument;
use platform::db::is_overlap;
use sea_orm::ConnectionTrait as _;

use super::clinic::{Clinic, local, moment, to, wall};
use super::desk::problem;
use super::newcomers::JO_PARK;
use crate::harness::{House, Kind, PASSWORD, both_databases, once};

both_databases!(
    b18_the_database_refuses_what_the_program_should_have,
    b18_a_client_who_meets_the_wall_is_told_other_times,
    b18_somebody_new_who_meets_the_wall_is_told_other_times,
    b18_staff_who_meet_the_wall_are_told_other_times,
    b18_what_should_hold_nothing_is_no_wall,
);

/// Needs a second transaction that holds a row while the first one writes: SQLite has one writer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn b18_postgres_a_request_that_is_being_answered_elsewhere_is_a_wall() {
    House::run(Kind::Postgres, |_| {}, being_answered_elsewhere).await;
}

/// A clinic, Maya's browser, and an appointment far away that the database will put into everybody's way.
async fn begin(house: &House) -> (Clinic, Api, Appointment) {
    house.mail_does_not_matter();
    let clinic = Clinic::open(house).await;
    let maya = clinic.maya.comes_in().await;
    let other = clinic.books("2026-04-20T10:00").await;
    (clinic, maya, other)
}

/// As it is written in SQL.
fn id(house: &House, id: AppointmentId) -> String {
    match house.kind() {
        Kind::Sqlite => format!("X'{}'", id.0.simple().to_string().to_uppercase()),
        Kind::Postgres => format!("'{}'", id.0),
    }
}

/// What was there before, to be compared with what is there after.
async fn state(house: &House) -> [i64; 4] {
    [
        house.number("SELECT count(*) FROM appointments").await,
        house.number("SELECT count(*) FROM appointments WHERE blocking").await,
        house.number("SELECT count(*) FROM outbox").await,
        house.number("SELECT count(*) FROM audit_events").await,
    ]
}

/// Does `act` while the database puts `other` to where a row is about to be written, and gives the refusal. `begins`
/// is when that would have been. Afterwards everything is as it was.
async fn walled<T>(
    house: &House,
    other: &Appointment,
    event: &str,
    begins: &str,
    act: impl Future<Output = Result<T, Failure>>,
) -> ProblemDocument {
    let id = id(house, other.id);
    let condition = format!("NEW.id <> {id} AND NEW.blocking");
    let change = format!(
        "UPDATE appointments SET starts_at = NEW.starts_at, ends_at = NEW.ends_at, blocked_from = NEW.blocked_from, \
         blocked_to = NEW.blocked_to WHERE id = {id};"
    );
    let (faster, no_more) = match house.kind() {
        Kind::Sqlite => (
            format!("CREATE TRIGGER somebody_is_faster BEFORE {event} ON appointments WHEN {condition} BEGIN {change} END"),
            "DROP TRIGGER somebody_is_faster".to_owned(),
        ),
        Kind::Postgres => (
            format!(
                "CREATE FUNCTION is_faster() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {change} RETURN NEW; END $$; \
                 CREATE TRIGGER somebody_is_faster BEFORE {event} ON appointments FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION is_faster()"
            ),
            "DROP FUNCTION is_faster CASCADE".to_owned(),
        ),
    };
    let before = state(house).await;
    house.tamper(&faster).await;
    let refused = problem(act.await);
    house.tamper(&no_more).await;
    assert_eq!((refused.status, refused.code.as_str()), (409, "taken"), "{event} at {begins}");
    assert_eq!(refused.free.len(), 3, "{event} at {begins}");
    assert!(refused.free.iter().all(|free| wall(*free) != begins), "{event}: {begins} could not be had");
    assert_eq!(state(house).await, before, "{event} at {begins}: nothing is left of it");
    refused
}

async fn b18_the_database_refuses_what_the_program_should_have(house: House) {
    let (clinic, _, other) = begin(&house).await;
    let (first, second) = (clinic.books("2026-03-04T10:00").await, clinic.books("2026-03-04T11:00").await);
    let earlier = format!(
        "UPDATE appointments SET blocked_from = (SELECT a.blocked_from FROM appointments a WHERE a.id = {}) WHERE id = {}",
        id(&house, first.id),
        id(&house, second.id)
    );
    let run = async |sql: &str| {
        let tx = house.platform().db.write().await.expect("a transaction");
        let done = tx.execute_unprepared(sql).await;
        if done.is_ok() {
            tx.commit().await.expect("committed");
        }
        done.map(|done| done.rows_affected())
    };
    let error = run(&earlier).await.expect_err("the wall stands");
    assert!(is_overlap(&error), "{error}");
    assert_eq!(clinic.shown(second.id).await, second);
    // What blocks nothing, and what staff let overlap, stands outside.
    run(&format!("UPDATE appointments SET overlap = TRUE WHERE id = {}", id(&house, second.id))).await.expect("written");
    assert_eq!(run(&earlier).await.expect("written"), 1);
    assert!(is_overlap(&run("UPDATE appointments SET overlap = FALSE").await.expect_err("the wall stands")));
    assert_eq!(clinic.shown(other.id).await, other);
}

async fn b18_a_client_who_meets_the_wall_is_told_other_times(house: House) {
    let (clinic, maya, other) = begin(&house).await;
    let refused =
        walled(&house, &other, "INSERT", "2026-03-04T10:00", maya.request_appointment(&once(), &clinic.wish("2026-03-04T10:00"))).await;
    assert_eq!(refused.free.iter().map(|at| wall(*at)).collect::<Vec<_>>(), ["2026-03-04T09:30", "2026-03-04T09:45", "2026-03-04T10:15"]);
    // What could not be written a moment ago can, now that nobody is in the way.
    let asked = clinic.asks(&maya, "2026-03-04T10:00").await;

    let offer = ProposeTimes { starts: vec![local("2026-03-05T14:00")] };
    clinic.owner().propose_appointment_times(&once(), asked.id, &offer).await.expect("offered");
    let choice = ChooseProposal { start: moment("2026-03-05T14:00") };
    walled(&house, &other, "UPDATE", "2026-03-05T14:00", maya.choose_proposed_time(&once(), asked.id, &choice)).await;
    assert_eq!(maya.get_my_appointment(asked.id).await.expect("there").status, AppointmentStatus::Proposed);
    let chosen = maya.choose_proposed_time(&once(), asked.id, &choice).await.expect("chosen");
    assert_eq!(chosen.status, AppointmentStatus::Confirmed);

    clinic.rules(|rules| rules.approval = Approval::ExistingBookAtOnce).await;
    walled(&house, &other, "INSERT", "2026-03-06T10:00", maya.request_appointment(&once(), &clinic.wish("2026-03-06T10:00"))).await;
    let wish = clinic.wish("2026-03-06T10:00");
    let instead =
        RescheduleAppointment { staff_id: wish.staff_id, office_id: wish.office_id, service_id: wish.service_id, start: wish.start };
    walled(&house, &other, "INSERT", "2026-03-06T10:00", maya.reschedule_my_appointment(&once(), chosen.id, &instead)).await;
    assert_eq!(maya.get_my_appointment(chosen.id).await.expect("there"), chosen, "who met the wall keeps the old time");
}

async fn b18_somebody_new_who_meets_the_wall_is_told_other_times(house: House) {
    let (clinic, _, other) = begin(&house).await;
    clinic.offers(|service| service.for_new_clients = true).await;
    let (browser, input) = JO_PARK.asks(&clinic, "2026-03-05T10:00").await;
    let press = once();
    let confirming = browser.confirm_first_appointment(&press, &clinic.practice.slug, &input);
    walled(&house, &other, "INSERT", "2026-03-05T10:00", confirming).await;
}

async fn b18_staff_who_meet_the_wall_are_told_other_times(house: House) {
    let (clinic, maya, other) = begin(&house).await;
    let owner = clinic.owner();
    let session = clinic.session("2026-03-04T10:00");
    walled(&house, &other, "INSERT", "2026-03-04T10:00", owner.create_appointment(&once(), &session)).await;
    let made = clinic.books("2026-03-04T10:00").await;
    let elsewhere = to("2026-03-05T14:00");
    walled(&house, &other, "UPDATE", "2026-03-05T14:00", owner.move_appointment(&once(), made.id, None, &elsewhere)).await;
    assert_eq!(clinic.shown(made.id).await, made);

    clinic.rules(|rules| rules.pending_holds = false).await;
    let asked = clinic.asks(&maya, "2026-03-06T10:00").await;
    walled(&house, &other, "UPDATE", "2026-03-06T10:00", owner.accept_appointment_request(&once(), asked.id, &AcceptRequest::default()))
        .await;
    assert_eq!(clinic.shown(asked.id).await.status, AppointmentStatus::Requested);

    let late = CancelAppointment { status: CancelledAs::LateCancelled, message: "".into(), reach: Reach::ThisOne, tell_client: false };
    owner.cancel_appointment(&once(), made.id, &late).await.expect("cancelled");
    let stands = SetOutcome { status: Outcome::Confirmed };
    walled(&house, &other, "UPDATE", "2026-03-04T10:00", owner.set_appointment_status(&once(), made.id, &stands)).await;
    assert_eq!(clinic.shown(made.id).await.status, AppointmentStatus::LateCancelled);
}

async fn b18_what_should_hold_nothing_is_no_wall(house: House) {
    let (clinic, maya, _) = begin(&house).await;
    let lena = clinic.practice.client("Lena").await;
    lena.comes_in().await;
    // More are due than one round lapses at once, and no round came by.
    clinic.rules(|rules| (rules.request_expiry_hours, rules.grid_minutes) = (1, 5)).await;
    clinic.offers(|service| service.minutes = 5).await;
    for place in 0..54 {
        clinic.asks(&maya, &format!("2026-03-04T{:02}:{:02}", 9 + place / 12, place % 12 * 5)).await;
    }
    house.advance(3600);
    let (clinic, browser) = (clinic.another_day().await, lena.signs_in(PASSWORD).await.expect("signed in"));
    let lapsed = async || house.number("SELECT count(*) FROM appointments WHERE status = 'lapsed'").await;
    clinic.asks(&browser, "2026-03-04T13:25").await;
    assert_eq!(lapsed().await, 1, "the last of them; the others are in nobody's way");
    let books = async |start: &str, minutes| {
        let session = CreateAppointment { minutes: Some(minutes), ..clinic.session(start) };
        clinic.owner().create_appointment(&once(), &session).await.expect("booked")
    };
    books("2026-03-04T09:00", 265).await;
    assert_eq!(lapsed().await, 54);

    // A request that was written in the moment in which the practice decided that requests hold nothing.
    clinic.rules(|rules| rules.pending_holds = false).await;
    assert_eq!(house.tamper("UPDATE appointments SET blocking = TRUE WHERE status = 'requested'").await, 1);
    books("2026-03-04T13:25", 30).await;
}

async fn being_answered_elsewhere(house: House) {
    let (clinic, maya, _) = begin(&house).await;
    let lena = clinic.practice.client("Lena").await;
    lena.comes_in().await;
    clinic.rules(|rules| rules.request_expiry_hours = 1).await;
    let asked = clinic.asks(&maya, "2026-03-05T10:00").await;
    house.advance(3600);
    let browser = lena.signs_in(PASSWORD).await.expect("signed in");
    let elsewhere = house.platform().db.write().await.expect("a transaction");
    let held = format!("SELECT id FROM appointments WHERE id = {} FOR UPDATE", id(&house, asked.id));
    elsewhere.execute_unprepared(&held).await.expect("held");
    let refused = problem(browser.request_appointment(&once(), &clinic.wish("2026-03-05T10:30")).await);
    assert_eq!((refused.status, refused.code.as_str(), refused.free.len()), (409, "taken", 3), "it could not be waited for");
    assert!(refused.free.iter().all(|free| wall(*free) != "2026-03-05T10:30"));
    drop(elsewhere);
    clinic.asks(&browser, "2026-03-05T10:30").await;
    assert_eq!(house.number("SELECT count(*) FROM appointments WHERE status = 'lapsed'").await, 1);
}
