//! A client asks for a time, or for another one.

use actix_web::{HttpResponse, post};
use domain::AppointmentId;
use domain::access::rights::Right;
use domain::booking::engine::{self, Asker};
use domain::booking::portal::{PortalAppointment, RequestAppointment, RescheduleAppointment};
use domain::problem::ProblemDocument;
use domain::text::PersonalText;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::Client;
use platform::checked::{Checked, Id};
use platform::db::Tx;
use platform::etag::created;
use platform::problem::Problem;
use platform::{App, Platform};
use practice::{offices, services};

use super::{examples, wire};
use crate::book::{self, New};
use crate::day::{self, Ground, Parties};
use crate::letters;
use crate::refusals;
use crate::store::appointments::{self, Model, Source, Words};
use crate::take::{self, By, Grant, Time, Wish};

/// A client asks for a time.
#[utoipa::path(
    tag = "booking",
    operation_id = "request_appointment",
    summary = "Ask for a time",
    description = "Waits for the practice's answer, or is booked at once where the practice has it so. With `replaces`, the old appointment is given up only when the new one holds; a new time that overlaps the old one is held for nobody while it waits for an answer.",
    params(answers::WriteHeaders),
    request_body(content = RequestAppointment, example = json!(examples::request())),
    responses(
        answers::Written,
        (status = 409, description = "`taken`: somebody was faster; `free` has up to three times near it. `not_open`: a rule closes it; `closed_by` says which. With `replaces` also `too_late_to_cancel`, `phone_only`, `settled`, `replacement_waits`.", body = ProblemDocument, content_type = PROBLEM_JSON, example = json!(examples::taken())),
        (status = 201, description = "The request, or the appointment.", body = PortalAppointment, headers(("ETag" = String, description = "The version.")), example = examples::appointment)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/appointments")]
pub async fn request_appointment(platform: App, caller: Client, input: Checked<RequestAppointment>) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Appointments)?;
    ask(&platform, &caller, input.0).await
}

/// A client asks for another time.
#[utoipa::path(
    tag = "booking",
    operation_id = "reschedule_my_appointment",
    summary = "Ask for another time in its place",
    description = "Answers the new one. The old one is given up when the new one holds: at once where it is booked at once, else when the practice accepts. The new time may overlap the old one: while it waits for an answer, it is then held for nobody. What can no longer be cancelled online cannot be rescheduled online either.",
    params(("id" = AppointmentId, Path, description = "The appointment to be given up."), answers::WriteHeaders),
    request_body(content = RescheduleAppointment, example = json!(examples::rescheduling())),
    responses(
        answers::Written,
        (status = 409, description = "`taken`, `not_open` as for a request. `too_late_to_cancel`, `phone_only`: the practice is called. `settled`: it has ended. `replacement_waits`: another time was asked for already.", body = ProblemDocument, content_type = PROBLEM_JSON, example = json!(examples::taken())),
        (status = 201, description = "The request, or the appointment.", body = PortalAppointment, headers(("ETag" = String, description = "The version.")), example = examples::appointment)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/appointments/{id}/rescheduling")]
pub async fn reschedule_my_appointment(
    platform: App,
    caller: Client,
    id: Id<AppointmentId>,
    input: Checked<RescheduleAppointment>,
) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Appointments)?;
    let RescheduleAppointment { staff_id, office_id, service_id, start } = input.0;
    let asked = RequestAppointment { staff_id, office_id, service_id, start, note: PersonalText::default(), replaces: Some(id.0) };
    ask(&platform, &caller, asked).await
}

async fn ask(platform: &Platform, caller: &Client, input: RequestAppointment) -> Result<HttpResponse, Problem> {
    let wish = Wish {
        by: By::Client,
        staff: input.staff_id,
        office: input.office_id,
        service: input.service_id,
        time: Time::From(input.start),
        // What is given up does not stand in the way of what takes its place: now, or once that is accepted.
        leaving_out: input.replaces.into_iter().collect(),
    };
    let done = written(platform, caller, &input, &wish).await;
    let row = take::or_others(platform, caller.scope(), &wish, done).await?;
    let shown = wire::one(platform.db.read(), caller.scope(), platform.clock.now(), row).await?;
    Ok(created(shown.version, &shown))
}

/// The whole transaction.
async fn written(platform: &Platform, caller: &Client, input: &RequestAppointment, wish: &Wish) -> Result<Model, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let old = match input.replaces {
        Some(id) => Some(replaceable(platform, &tx, caller, id).await?),
        None => None,
    };
    let service = services::find(&*tx, scope, input.service_id).await?.ok_or_else(Problem::not_found)?;
    let ground = Ground::load(&*tx, scope).await?;
    let at_once = engine::books_at_once(ground.rules.approval, service.details.approval, Asker::Existing);
    let grant = take::claim(platform, &tx, scope, wish).await?;
    let replaces = old.as_ref().map(Model::id);
    let holds = at_once || old.as_ref().is_none_or(|old| is_beside(&grant, old));
    let given_up = match old.filter(|_| at_once) {
        Some(old) => book::give_up(&tx, scope, now, grant.ground.rules.pending_holds, old).await?,
        None => None,
    };
    let new = New {
        client: caller.client,
        source: Source::Portal,
        status: engine::request(at_once),
        words: Words { note: input.note.as_str().trim().into(), ..Words::default() },
        replaces,
        holds,
        series: None,
    };
    let row = book::book(platform, &tx, scope, &grant, new).await?;
    let facts = letters::Facts::of(&row);
    let act = if at_once { "appointment.booked" } else { "appointment.requested" };
    if at_once {
        letters::confirmed(platform, &tx, scope, &[facts], None).await?;
    } else {
        letters::requested(platform, &tx, scope, &facts).await?;
    }
    if let Some(old) = &given_up {
        letters::cancelled_by_client(platform, &tx, scope, &letters::Facts::of(old)).await?;
        audit::record(platform, &*tx, scope.practice, caller.actor(), Act::new("appointment.cancelled").client(caller.client).on(old.id))
            .await?;
    }
    audit::record(platform, &*tx, scope.practice, caller.actor(), Act::new(act).client(caller.client).on(row.id)).await?;
    tx.commit().await?;
    Ok(row)
}

/// Whether both can be held. Where they overlap, the old one keeps its time until the new one is accepted, and nothing is
/// held for the new one: not a part of it either, since a session cannot be had in parts.
fn is_beside(grant: &Grant, old: &Model) -> bool {
    let Parties { staff, office, .. } = &grant.parties;
    let meet = old.staff_id == staff.id || (office.one_room && old.office_id == office.id);
    !(old.blocking && meet && grant.slot.blocked().overlaps(old.slot().blocked()))
}

/// The client's own appointment, held, if they may still give it up.
async fn replaceable(platform: &Platform, tx: &Tx, caller: &Client, id: AppointmentId) -> Result<Model, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let row = appointments::hold(&**tx, scope, &[id]).await?.pop().filter(|row| row.client() == caller.client);
    let row = row.ok_or_else(Problem::not_found)?;
    let ground = Ground::load(&**tx, scope).await?;
    let office = offices::find(&**tx, scope, row.office()).await?.ok_or_else(Problem::not_found)?;
    if row.is_overdue(now) {
        return Err(refusals::settled());
    }
    engine::cancel(row.status(), row.start(), ground.rules.cancellation, now)
        .map_err(|refused| refusals::of_client(refused, day::phone(&office, &ground.practice)))?;
    let waiting = appointments::waiting_to_replace(&**tx, scope, id).await?;
    if waiting.iter().any(|other| !other.is_overdue(now)) {
        return Err(Problem::conflict("replacement_waits", "You asked for another time already")
            .detail("It waits for an answer. Take that request back first, or wait."));
    }
    Ok(row)
}
