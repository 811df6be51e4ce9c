//! Booking, the staff's side: each request on an appointment that was made for it, at a time nobody else has.

use domain::booking::appointment::{Appointment, CreateAppointment};
use domain::booking::exception::{AvailabilityExceptionInput, ExceptionKind};
use domain::booking::settings::SchedulingRules;
use domain::time::LocalTime;
use domain::{OfficeId, ServiceId};
use serde_json::json;

use super::{Body, to_json};
use crate::harness::{Practice, once};
use crate::matrix::world::{Caller, World};

/// What the operation `name` needs: the id in its path, the query, and its body; none when it is another file's.
pub(super) async fn of(world: &mut World, name: &str, caller: Caller) -> Option<(String, Body)> {
    let none = String::new();
    let owner = world.owner().await;
    Some(match name {
        "update_scheduling" => (none, to_json(&SchedulingRules::default())),
        "list_calendar" => (none, Body::Query("from=2026-03-01&to=2026-03-31".into())),
        "list_client_appointments" => (world.maya.id.to_string(), Body::None),
        "explain_time" => (none, Body::Query(format!("staff_id={}&at=2026-03-10T10:00", world.clinician.id))),
        "list_availability_exceptions" => (world.clinician.id.to_string(), Body::None),
        "create_availability_exception" => (world.clinician.id.to_string(), to_json(&away())),
        "delete_availability_exception" => {
            let made = owner.owner().create_availability_exception(&once(), world.clinician.id, &away()).await.expect("made");
            (made.id.to_string(), Body::None)
        }
        "create_appointment" if caller == Caller::ForeignStaff => (none, to_json(&session_elsewhere(world).await)),
        "create_appointment" => (none, to_json(&session(world, &owner).await)),
        "get_appointment" => (booked(world, &owner).await.id.to_string(), Body::None),
        "move_appointment" => {
            let made = booked(world, &owner).await;
            (made.id.to_string(), Body::Json(json!({ "start": free_time(world), "tell_client": false })))
        }
        "cancel_appointment" => (booked(world, &owner).await.id.to_string(), Body::Json(json!({ "status": "cancelled" }))),
        "set_appointment_status" => (booked(world, &owner).await.id.to_string(), Body::Json(json!({ "status": "late_cancelled" }))),
        "accept_appointment_request" | "preview_appointment_acceptance" => (asked(world, &owner).await, Body::Json(json!({}))),
        "decline_appointment_request" => (asked(world, &owner).await, Body::Json(json!({ "reason": "Away that day." }))),
        "propose_appointment_times" => (asked(world, &owner).await, Body::Json(json!({ "starts": [free_time(world)] }))),
        "archive_appointment_request" => (asked(world, &owner).await, Body::None),
        _ => return None,
    })
}

fn away() -> AvailabilityExceptionInput {
    let at = |text: &str| text.parse().expect("a local time");
    let (from, to) = (at("2026-02-01T00:00"), at("2026-04-01T00:00"));
    AvailabilityExceptionInput { kind: ExceptionKind::TimeOff, from, to, office_id: None, service_id: None, note: "Holiday".into() }
}

/// A time that no other request of this test has: an hour each, from April on.
fn free_time(world: &mut World) -> LocalTime {
    let hour = u16::try_from(world.next()).expect("few");
    let date = domain::time::days_after("2026-04-01".parse().expect("a day"), i64::from(hour / 20)).expect("a day");
    LocalTime::new(date, hour % 20 * 60).expect("a minute of a day")
}

async fn places(owner: &Practice) -> (OfficeId, ServiceId) {
    let office = owner.owner().list_offices().await.expect("offices").items.into_iter().find(|office| !office.archived);
    let service = owner.owner().list_services().await.expect("services").items.into_iter().find(|service| !service.archived);
    (office.expect("an office").id, service.expect("a service").id)
}

async fn session(world: &mut World, owner: &Practice) -> CreateAppointment {
    let (office_id, service_id) = places(owner).await;
    CreateAppointment {
        client_id: world.maya.id,
        staff_id: world.clinician.id,
        service_id,
        office_id,
        start: free_time(world),
        minutes: Some(50),
        note: "".into(),
        allow_overlap: false,
        tell_client: false,
        recurrence: None,
    }
}

/// What staff of the other practice would write, about people and places of their own.
async fn session_elsewhere(world: &mut World) -> CreateAppointment {
    let raw = world.raw(Caller::ForeignStaff).await;
    let first = async |list: &str| {
        let page = raw.get(&format!("/api/v1/practice/{list}")).await.json();
        page["items"][0]["id"].as_str().expect("an id").to_owned()
    };
    let ids = (first("clients").await, first("staff").await, first("services").await, first("offices").await);
    CreateAppointment {
        client_id: ids.0.parse().expect("an id"),
        staff_id: ids.1.parse().expect("an id"),
        service_id: ids.2.parse().expect("an id"),
        office_id: ids.3.parse().expect("an id"),
        start: free_time(world),
        minutes: Some(50),
        note: "".into(),
        allow_overlap: false,
        tell_client: false,
        recurrence: None,
    }
}

async fn booked(world: &mut World, owner: &Practice) -> Appointment {
    let input = session(world, owner).await;
    owner.owner().create_appointment(&once(), &input).await.expect("booked")
}

/// An appointment that waits for an answer, as if its client had asked for it.
async fn asked(world: &mut World, owner: &Practice) -> String {
    let made = booked(world, owner).await;
    let hex = made.id.0.simple().to_string().to_uppercase();
    let id = match world.house.kind() {
        crate::harness::Kind::Sqlite => format!("X'{hex}'"),
        crate::harness::Kind::Postgres => format!("'{}'", made.id),
    };
    let change = format!("UPDATE appointments SET status = 'requested', requested_at = created_at, source = 'portal' WHERE id = {id}");
    assert_eq!(world.house.tamper(&change).await, 1);
    made.id.to_string()
}
