//! Reminders before a session (B16), each exactly once.
//!
//! That one went out is a row whose key is the appointment, the hours before and the begin: it is written in the
//! transaction that queues the letter, so that two processes, or one that died in between, send it once. A moved
//! appointment has another begin and is reminded of anew. Quiet hours shift a reminder and never drop it.

mod store;

use domain::booking::appointment::AppointmentStatus;
use domain::booking::engine::reminder_at;
use domain::time::Timestamp;
use domain::{AppointmentId, PracticeId};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use platform::Platform;
use platform::db::{Moment, Scope};
use platform::jobs::Handlers;
use platform::problem::Problem;
use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};

use crate::day::Ground;
use crate::letters::{self, Facts};
use crate::store::appointments::{self, Column, Model};

/// Quiet hours may bring a reminder forward to the evening before: so much further ahead is looked.
const SHIFT: SignedDuration = SignedDuration::from_hours(13);
/// The most hours before that can be set.
const MOST_HOURS: i64 = 336;

/// Adds the round in the background.
pub fn jobs(handlers: &mut Handlers) {
    handlers.also_tidy(remind_all);
}

/// One round over all practices. Several processes may do it at once.
///
/// # Errors
/// When the database does not answer.
pub async fn remind_all(platform: Platform) -> Result<(), Problem> {
    let now = platform.clock.now();
    // A reminder that fails keeps no other from going out.
    let mut outcome = Ok(());
    for practice in practices_with_sessions(&platform, now).await? {
        outcome = outcome.and(remind(&platform, Scope { practice }, now).await);
    }
    outcome
}

async fn practices_with_sessions(platform: &Platform, now: Timestamp) -> Result<Vec<PracticeId>, Problem> {
    let until = now.checked_add(SignedDuration::from_hours(MOST_HOURS) + SHIFT).unwrap_or(Timestamp::MAX);
    let soon = appointments::of_all_practices()
        .filter(Column::Status.eq(AppointmentStatus::Confirmed.as_str()))
        .filter(Column::StartsAt.gt(Moment::from(now)))
        .filter(Column::StartsAt.lte(Moment::from(until)));
    let ids: Vec<uuid::Uuid> = soon.select_only().column(Column::PracticeId).distinct().into_tuple().all(platform.db.read()).await?;
    Ok(ids.into_iter().map(PracticeId).collect())
}

async fn remind(platform: &Platform, scope: Scope, now: Timestamp) -> Result<(), Problem> {
    let db = platform.db.read();
    let Ground { zone, rules, .. } = Ground::load(db, scope).await?;
    let Some(most) = rules.reminder_hours.iter().max() else { return Ok(()) };
    let until = now.checked_add(SignedDuration::from_hours((*most).into()) + SHIFT).unwrap_or(Timestamp::MAX);
    let rows = appointments::scoped(scope)
        .filter(Column::Status.eq(AppointmentStatus::Confirmed.as_str()))
        .filter(Column::StartsAt.gt(Moment::from(now)))
        .filter(Column::StartsAt.lte(Moment::from(until)))
        .order_by_asc(Column::StartsAt)
        .all(db)
        .await?;
    let sent = store::of(db, scope, &rows).await?;
    let mut outcome = Ok(());
    for row in rows {
        let missing: Vec<u16> = due(&row, &rules.reminder_hours, &zone, now)
            .into_iter()
            .filter(|hours| !sent.contains(&(row.id, i64::from(*hours), row.starts_at.0)))
            .collect();
        if !missing.is_empty() {
            outcome = outcome.and(send(platform, scope, row.id(), &missing, row.starts_at, now).await);
        }
    }
    outcome
}

/// Which of `hours` before the session are over by now.
fn due(row: &Model, hours: &[u16], zone: &TimeZone, now: Timestamp) -> Vec<u16> {
    let made_at = row.created_at.into();
    let is_due = |hours: &u16| reminder_at(row.start(), *hours, made_at, zone).is_some_and(|at| at <= now);
    hours.iter().copied().filter(is_due).collect()
}

/// One letter, however many reminders have become due since the last round.
async fn send(
    platform: &Platform,
    scope: Scope,
    id: AppointmentId,
    hours: &[u16],
    starts_at: Moment,
    now: Timestamp,
) -> Result<(), Problem> {
    let tx = platform.db.write().await?;
    // Held and read again: a session that was cancelled a moment ago is not reminded of.
    let Some(row) = appointments::hold(&*tx, scope, &[id]).await?.pop() else { return Ok(()) };
    if row.status() != AppointmentStatus::Confirmed || row.starts_at != starts_at {
        return Ok(());
    }
    // Who has not agreed to e-mail gets none; when they agree in time, they do.
    if letters::address_of(&*tx, scope, row.client()).await?.is_none() {
        return Ok(());
    }
    let mut first = false;
    for hours in hours {
        first |= store::insert(&*tx, scope, id, *hours, starts_at, now).await?;
    }
    if first {
        letters::reminder(platform, &tx, scope, &Facts::of(&row)).await?;
    }
    tx.commit().await
}
