//! Where appointments go: one, or a whole series (B14, B20). Pure.

use domain::booking::appointment::{CreateAppointment, MoveAppointment};
use domain::booking::engine::{Session, Slot, local_in, moment_in, moved_along, occurrences};
use domain::time::Timestamp;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use platform::problem::Problem;

use super::refusals;
use crate::store::appointments::Model;

/// The times of a new appointment or series: lengths are elapsed time, begins stay on the wall.
///
/// # Errors
/// 422 at `/start` for a local time that there is not.
pub fn booked(zone: &TimeZone, session: &Session, input: &CreateAppointment) -> Result<Vec<Slot>, Problem> {
    let first = moment_in(zone, input.start).ok_or_else(|| refusals::skipped("/start"))?;
    let starts = match &input.recurrence {
        None => vec![first],
        Some(recurrence) => occurrences(zone, input.start, recurrence).into_iter().map(|(_, start)| start).collect(),
    };
    Ok(starts.into_iter().map(|start| Slot::new(session, start)).collect())
}

/// The new times of `rows`, of which the first is the one that is moved and the others follow it in its series. Each keeps
/// its length, unless there is a new one, and its buffers.
///
/// # Errors
/// 422 at `/start` for a local time that there is not, or where a follower would have none.
pub fn moved(zone: &TimeZone, rows: &[Model], input: &MoveAppointment) -> Result<Vec<Slot>, Problem> {
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    let before = local_in(zone, first.start());
    let target = moment_in(zone, input.start).ok_or_else(|| refusals::skipped("/start"))?;
    let far = || Problem::field("/start", "out_of_range", "Please look at the year again.");
    rows.iter()
        .enumerate()
        .map(|(place, row)| {
            let start = match place {
                0 => target,
                _ => moved_along(zone, before, input.start, local_in(zone, row.start())).ok_or_else(far)?.1,
            };
            Ok(put(row, start, input.minutes))
        })
        .collect()
}

/// `row` at `start`, with its own buffers: what the service keeps free today is for new appointments (B22).
pub fn put(row: &Model, start: Timestamp, minutes: Option<u16>) -> Slot {
    let length = minutes.map_or_else(|| row.end().duration_since(row.start()), |minutes| SignedDuration::from_mins(minutes.into()));
    let (before, after) = (row.start().duration_since(row.blocked_from.into()), Timestamp::from(row.blocked_to).duration_since(row.end()));
    let end = start.checked_add(length).unwrap_or(Timestamp::MAX);
    Slot {
        start,
        end,
        blocked_from: start.checked_sub(before).unwrap_or(Timestamp::MIN),
        blocked_to: end.checked_add(after).unwrap_or(Timestamp::MAX),
    }
}
