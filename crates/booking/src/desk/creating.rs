//! An appointment, or a series, made by staff (B13, B14).

use actix_web::{HttpResponse, post};
use domain::booking::appointment::{Appointment, AppointmentStatus, CreateAppointment};
use domain::booking::engine::{Session, Slot};
use domain::problem::ProblemDocument;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act, Actor};
use platform::caller::{Schedulers, Staff};
use platform::checked::Checked;
use platform::db::{Scope, Tx};
use platform::etag::created;
use platform::problem::Problem;
use platform::{App, Platform};
use practice::{clients, offices, services, staff};

use super::overlaps::Wanted;
use super::{examples, overlaps, series, wire};
use crate::book::{New, book};
use crate::day::Ground;
use crate::letters::{self, Facts};
use crate::store::appointments::{Model, Source, Words};
use crate::store::series as all_series;
use crate::take::Grant;

/// Books a client.
#[utoipa::path(
    tag = "booking",
    operation_id = "create_appointment",
    summary = "Book a client, once or again and again",
    description = "Staff are past every rule of booking but one: what would overlap another appointment, a request that waits, their buffers, or somebody else in an office of one room, needs `allow_overlap`, and that is recorded. A series is booked whole or not at all, and stays at its time on the wall when the clocks change. Owners, clinicians and the front desk.",
    params(answers::WriteHeaders),
    request_body(content = CreateAppointment, example = json!(examples::create())),
    responses(
        answers::Written,
        (status = 409, description = "`overlap`: `conflicts` says with what, and `free` has up to three times near a single one; send it again with `allow_overlap` to have it so. `taken`: somebody was faster in that very moment.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 201, description = "The appointment; of a series the first.", body = Appointment, headers(("ETag" = String, description = "The version.")), example = examples::appointment)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/appointments")]
pub async fn create_appointment(
    platform: App,
    caller: Staff<Schedulers>,
    input: Checked<CreateAppointment>,
) -> Result<HttpResponse, Problem> {
    let (scope, input) = (caller.scope(), input.0);
    let what = (input.staff_id, input.office_id, input.service_id);
    let done = booked(&platform, scope, caller.actor(), &input).await;
    overlaps::or_others(&platform, scope, what, input.start, done).await
}

/// The whole transaction.
async fn booked(platform: &Platform, scope: Scope, actor: Actor, input: &CreateAppointment) -> Result<HttpResponse, Problem> {
    let tx = platform.db.write().await?;
    let ground = Ground::load(&*tx, scope).await?;
    let session = session(&tx, scope, input).await?;
    let slots = series::booked(&ground.zone, &session, input)?;
    let wanted = Wanted {
        staff: session.staff_id,
        office: session.office_id,
        service: session.service_id,
        slots: &slots,
        leaving_out: &[],
        allow_overlap: input.allow_overlap,
    };
    let granted = overlaps::claim(platform, &tx, scope, ground, &wanted).await?;
    let rows = write(platform, &tx, scope, input, granted).await?;
    let Some(first) = rows.first() else { return Err(Problem::internal("a series without appointments")) };
    let act = Act::new("appointment.created").client(input.client_id).on(first.id);
    audit::record(platform, &*tx, scope.practice, actor, act).await?;
    overlaps::record(platform, &tx, scope, actor, &rows).await?;
    if input.tell_client {
        let facts: Vec<Facts> = rows.iter().map(Facts::of).collect();
        letters::confirmed(platform, &tx, scope, &facts, None).await?;
    }
    let answer = created(first.version, &wire::one(platform, &*tx, scope, first).await?);
    tx.commit().await?;
    Ok(answer)
}

/// What is booked: of people, places and services that are there.
async fn session(tx: &Tx, scope: Scope, input: &CreateAppointment) -> Result<Session, Problem> {
    let refused = |pointer, code, message| move || Problem::field(pointer, code, message);
    clients::find(&**tx, scope, input.client_id).await?.ok_or_else(refused("/client_id", "client", "There is no such client."))?;
    let clinician = staff::find(&**tx, scope, input.staff_id).await?.filter(staff::is_clinician);
    clinician.ok_or_else(refused("/staff_id", "clinician", "Choose an owner or clinician who works here."))?;
    let service = services::find(&**tx, scope, input.service_id).await?.filter(|service| !service.archived);
    let service = service.ok_or_else(refused("/service_id", "service", "This service is not on offer."))?;
    let office = offices::find(&**tx, scope, input.office_id).await?.filter(|office| !office.archived);
    let office = office.ok_or_else(refused("/office_id", "office", "This office is not in use."))?;
    let session = Session::new(service.id, &service.details, input.staff_id, input.office_id, office.one_room);
    Ok(Session { minutes: input.minutes.unwrap_or(session.minutes), ..session })
}

async fn write(
    platform: &Platform,
    tx: &Tx,
    scope: Scope,
    input: &CreateAppointment,
    (mut grant, times): (Grant, Vec<(Slot, bool)>),
) -> Result<Vec<Model>, Problem> {
    let of_series = match &input.recurrence {
        Some(recurrence) => Some(all_series::insert(platform, &**tx, scope, recurrence.every_weeks, platform.clock.now()).await?),
        None => None,
    };
    let mut rows = Vec::with_capacity(times.len());
    for (time, place) in times.into_iter().zip(1_u16..) {
        grant = overlaps::at(grant, time);
        let new = New {
            client: input.client_id,
            source: Source::Staff,
            status: AppointmentStatus::Confirmed,
            words: Words { note: input.note.as_str().trim().into(), ..Words::default() },
            replaces: None,
            holds: true,
            series: of_series.map(|series| (series, place)),
        };
        rows.push(book(platform, tx, scope, &grant, new).await?);
    }
    Ok(rows)
}
