//! Another time, length, clinician or office, for one appointment or for all that follow in its series (B13, B14).

use actix_web::{HttpResponse, post};
use domain::booking::appointment::{Appointment, AppointmentStatus, MoveAppointment, Reach};
use domain::problem::ProblemDocument;
use domain::{AppointmentId, SeriesId};
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act, Actor};
use platform::caller::{Schedulers, Staff};
use platform::checked::{Checked, Id};
use platform::db::{Scope, Tx};
use platform::etag::{IfMatch, tagged};
use platform::problem::Problem;
use platform::{App, Platform};
use practice::{offices, staff};

use super::overlaps::Wanted;
use super::{examples, overlaps, refusals, series, wire};
use crate::day::Ground;
use crate::letters::{self, Facts};
use crate::store::appointments::{self, Model};

/// Moves an appointment.
#[utoipa::path(
    tag = "booking",
    operation_id = "move_appointment",
    summary = "Move an appointment",
    description = "Another time, length, clinician or office. Its buffers stay. With `this_and_later` all that stand and follow in its series go along: as many days further, to the same time on the wall. All are moved or none. What would overlap needs `allow_overlap`, and that is recorded. Owners, clinicians and the front desk.",
    params(("id" = AppointmentId, Path, description = "The appointment."), answers::SaveHeaders),
    request_body(content = MoveAppointment, example = json!(examples::change())),
    responses(
        answers::Saved,
        (status = 409, description = "`overlap`: `conflicts` says with what, and `free` has up to three times near a single one; send it again with `allow_overlap` to have it so. `taken`: somebody was faster in that very moment. `settled`: it stands no more. `unanswered`: it is a request.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The appointment as it is now.", body = Appointment, headers(("ETag" = String, description = "The version.")), example = examples::appointment)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/appointments/{id}/move")]
pub async fn move_appointment(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<AppointmentId>,
    if_match: IfMatch,
    input: Checked<MoveAppointment>,
) -> Result<HttpResponse, Problem> {
    let (db, scope, input) = (platform.db.read(), caller.scope(), input.0);
    let before = appointments::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let what = (input.staff_id.unwrap_or(before.staff()), input.office_id.unwrap_or(before.office()), before.service());
    let done = moved(&platform, scope, caller.actor(), id.0, &if_match, &input).await;
    overlaps::or_others(&platform, scope, what, input.start, done).await
}

/// The whole transaction.
async fn moved(
    platform: &Platform,
    scope: Scope,
    actor: Actor,
    id: AppointmentId,
    if_match: &IfMatch,
    input: &MoveAppointment,
) -> Result<HttpResponse, Problem> {
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    let mut rows = held(&tx, scope, id, input.reach).await?;
    let Some(first) = rows.first() else { return Err(Problem::not_found()) };
    if_match.allows(first.version)?;
    refusals::stands(first.status())?;
    let ground = Ground::load(&*tx, scope).await?;
    let slots = series::moved(&ground.zone, &rows, input)?;
    let (clinician, office) = (input.staff_id.unwrap_or(first.staff()), input.office_id.unwrap_or(first.office()));
    in_use(&tx, scope, input).await?;
    let leaving_out: Vec<AppointmentId> = rows.iter().map(Model::id).collect();
    let (service, allow_overlap) = (first.service(), input.allow_overlap);
    let wanted = Wanted { staff: clinician, office, service, slots: &slots, leaving_out: &leaving_out, allow_overlap };
    let (mut grant, times) = overlaps::claim(platform, &tx, scope, ground, &wanted).await?;
    // One may go where the next one still is: the walls look at each row as it is written.
    appointments::lift(&*tx, scope, &leaving_out).await?;
    for (row, time) in rows.iter_mut().zip(times) {
        grant = overlaps::at(grant, time);
        let mut after = row.clone();
        grant.put(&mut after);
        *row = appointments::save(&*tx, now, after).await?;
        let act = Act::new("appointment.moved").client(row.client()).on(row.id);
        audit::record(platform, &*tx, scope.practice, actor, act).await?;
    }
    overlaps::record(platform, &tx, scope, actor, &rows).await?;
    if input.tell_client {
        let facts: Vec<Facts> = rows.iter().map(Facts::of).collect();
        letters::moved(platform, &tx, scope, &facts).await?;
    }
    let answer = tagged(rows[0].version, &wire::one(platform, &*tx, scope, &rows[0]).await?);
    tx.commit().await?;
    Ok(answer)
}

/// The appointment and, where it reaches so far, those that stand and follow it in its series, in order; nobody else
/// changes them meanwhile.
pub(super) async fn held(tx: &Tx, scope: Scope, id: AppointmentId, reach: Reach) -> Result<Vec<Model>, Problem> {
    let found = appointments::find(&**tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    let mut ids = vec![id];
    if let (Reach::ThisAndLater, Some((series, position))) = (reach, found.series_id.zip(found.series_position)) {
        ids = appointments::of_series_from(&**tx, scope, SeriesId(series), position).await?.iter().map(Model::id).collect();
    }
    let mut rows = appointments::hold(&**tx, scope, &ids).await?;
    rows.retain(|row| row.id == id.0 || row.status() == AppointmentStatus::Confirmed);
    rows.sort_by_key(|row| (row.id != id.0, row.series_position));
    Ok(rows)
}

/// A new clinician works here, and a new office is in use; those it has already may have left.
async fn in_use(tx: &Tx, scope: Scope, input: &MoveAppointment) -> Result<(), Problem> {
    if let Some(id) = input.staff_id {
        let clinician = staff::find(&**tx, scope, id).await?.filter(staff::is_clinician);
        clinician.ok_or_else(|| Problem::field("/staff_id", "clinician", "Choose an owner or clinician who works here."))?;
    }
    if let Some(id) = input.office_id {
        let office = offices::find(&**tx, scope, id).await?.filter(|office| !office.archived);
        office.ok_or_else(|| Problem::field("/office_id", "office", "This office is not in use."))?;
    }
    Ok(())
}
