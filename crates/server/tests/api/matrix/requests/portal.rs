//! Booking, the client's side: Maya's requests and appointments, each at a time nobody else has.

use domain::AppointmentId;
use domain::booking::appointment::CreateAppointment;
use domain::booking::portal::{ChooseProposal, RequestAppointment, RescheduleAppointment};
use domain::booking::request::ProposeTimes;
use domain::practice::availability::{SetAvailability, WeeklyWindow};
use domain::time::{LocalTime, Timestamp, Weekday};
use domain::{OfficeId, ServiceId, StaffId};
use jiff::tz::TimeZone;

use super::{Body, to_json};
use crate::harness::{Kind, Practice, once};
use crate::matrix::world::{Caller, World};

/// What the operation `name` needs: the id in its path, the query, and its body; none when it is another file's.
pub(super) async fn of(world: &mut World, name: &str, _: Caller) -> Option<(String, Body)> {
    let owner = world.owner().await;
    Some(match name {
        "list_openings" => {
            let (staff, office, service) = open(&owner).await;
            (String::new(), Body::Query(format!("staff_id={staff}&office_id={office}&service_id={service}&week=2026-03-11")))
        }
        "request_appointment" => {
            let (staff_id, office_id, service_id) = open(&owner).await;
            let start = free_time(world);
            (String::new(), to_json(&RequestAppointment { staff_id, office_id, service_id, start, note: "".into(), replaces: None }))
        }
        "get_my_appointment" | "get_my_appointment_ics" | "cancel_my_appointment" => (booked(world, &owner).await.to_string(), Body::None),
        "reschedule_my_appointment" => {
            let (staff_id, office_id, service_id) = open(&owner).await;
            let old = booked(world, &owner).await;
            let start = free_time(world);
            (old.to_string(), to_json(&RescheduleAppointment { staff_id, office_id, service_id, start }))
        }
        "choose_proposed_time" => {
            let (id, start) = offered(world, &owner).await;
            (id.to_string(), to_json(&ChooseProposal { start }))
        }
        _ => return None,
    })
}

/// The owner works around the clock; the first office and service there are.
pub(super) async fn open(owner: &Practice) -> (StaffId, OfficeId, ServiceId) {
    let windows = Weekday::ALL.map(|day| WeeklyWindow::new(day, 0, 1440)).into();
    owner.owner().set_availability(&once(), owner.owner().id, None, &SetAvailability { windows }).await.expect("saved");
    let office = owner.owner().list_offices().await.expect("offices").items.into_iter().find(|office| !office.archived);
    let service = owner.owner().list_services().await.expect("services").items.into_iter().find(|service| !service.archived);
    (owner.owner().id, office.expect("an office").id, service.expect("a service").id)
}

/// An hour that no other request of this test has.
pub(super) fn free_time(world: &mut World) -> Timestamp {
    let first: Timestamp = "2026-03-04T15:00:00Z".parse().expect("a moment");
    first + jiff::SignedDuration::from_hours(i64::from(world.next()))
}

fn local(at: Timestamp) -> LocalTime {
    let zone = TimeZone::get("America/New_York").expect("a zone");
    zone.to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string().parse().expect("a local time")
}

/// An appointment of Maya's that stands.
async fn booked(world: &mut World, owner: &Practice) -> AppointmentId {
    let (staff_id, office_id, service_id) = open(owner).await;
    let input = CreateAppointment {
        client_id: world.maya.id,
        staff_id,
        service_id,
        office_id,
        start: local(free_time(world)),
        minutes: Some(50),
        note: "".into(),
        allow_overlap: false,
        tell_client: false,
        recurrence: None,
    };
    owner.owner().create_appointment(&once(), &input).await.expect("booked").id
}

/// A request of Maya's to which another time was offered.
async fn offered(world: &mut World, owner: &Practice) -> (AppointmentId, Timestamp) {
    let id = booked(world, owner).await;
    let key = match world.house.kind() {
        Kind::Sqlite => format!("X'{}'", id.0.simple().to_string().to_uppercase()),
        Kind::Postgres => format!("'{id}'"),
    };
    let ask = format!("UPDATE appointments SET status = 'requested', requested_at = created_at, source = 'portal' WHERE id = {key}");
    assert_eq!(world.house.tamper(&ask).await, 1);
    let start = free_time(world);
    let starts = vec![local(start)];
    owner.owner().propose_appointment_times(&once(), id, &ProposeTimes { starts }).await.expect("offered");
    (id, start)
}
