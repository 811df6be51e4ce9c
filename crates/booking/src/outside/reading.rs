//! The worker that reads calendars elsewhere: each by one process at a time, whatever dies in between.

use domain::OutsideCalendarId;
use domain::text::Secret;
use domain::time::{Timestamp, day_number};
use futures_util::StreamExt as _;
use jiff::SignedDuration;
use platform::Platform;
use platform::db::{Moment, Scope};
use platform::jobs::Job;
use platform::problem::Problem;
use practice::practices;
use uuid::Uuid;

use super::busy::{self, Span, Unreadable};
use super::fetch::{Fetched, Seen, fetch};
use super::store::{self, Model};

/// The job that reads a new calendar at once.
pub const KIND: &str = "outside_calendar.read";

/// Seconds until a calendar is read again.
const EVERY_SECONDS: i64 = 30 * 60;
/// Seconds one process has for one calendar before another may take it.
const LEASE_SECONDS: i64 = 180;
/// The most that one round reads.
const MOST_A_ROUND: u64 = 100;
/// Calendars that are read at once.
const AT_ONCE: usize = 8;
/// How far ahead busy times are kept: the longest horizon, and the week until a calendar that has not changed is read
/// whole again.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 380);
/// How far back: an appointment of a day may reach here.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 2);

/// What seals the address of a calendar.
pub fn seal_name(id: Uuid) -> String {
    format!("outside_calendar:{id}")
}

/// Reads a calendar that was just added.
///
/// # Errors
/// When the database does not answer.
pub async fn first(platform: Platform, job: Job) -> Result<(), Problem> {
    let id: OutsideCalendarId = job.payload()?;
    read(&platform, id.0).await
}

/// One round over what is due. Several processes may do it at once.
///
/// # Errors
/// When the database does not answer.
pub async fn read_due(platform: Platform) -> Result<(), Problem> {
    let due = store::due(platform.db.read(), platform.clock.now().into(), MOST_A_ROUND).await?;
    let mut reading = futures_util::stream::iter(due).map(|id| read(&platform, id)).buffer_unordered(AT_ONCE);
    let mut outcome = Ok(());
    while let Some(done) = reading.next().await {
        outcome = outcome.and(done);
    }
    outcome
}

async fn read(platform: &Platform, id: Uuid) -> Result<(), Problem> {
    let now = Moment::from(platform.clock.now());
    let tx = platform.db.write().await?;
    let claimed = store::claim(&*tx, id, now, now.plus(LEASE_SECONDS)).await?;
    tx.commit().await?;
    let Some(row) = claimed else { return Ok(()) };
    let outcome = look(platform, &row).await?;
    let now = Moment::from(platform.clock.now());
    let next = now.plus(EVERY_SECONDS);
    let tx = platform.db.write().await?;
    match outcome {
        Ok((found, seen)) => {
            if store::was_read(&*tx, &row, &seen, now, next).await?
                && let Some(busy) = found
            {
                store::replace_busy(&*tx, &row, &busy).await?;
            }
        }
        Err(failure) => {
            tracing::warn!(calendar = %row.id, failure, "a calendar elsewhere cannot be read");
            store::was_not_read(&*tx, &row, failure, next).await?;
        }
    }
    tx.commit().await
}

/// New busy times, or none where nothing has changed, and what names the version.
type Found = (Option<Vec<Span>>, Seen);

async fn look(platform: &Platform, row: &Model) -> Result<Result<Found, &'static str>, Problem> {
    let scope = Scope { practice: row.practice_id.into() };
    let practice = practices::get(platform.db.read(), scope).await?.ok_or_else(Problem::not_found)?;
    let Ok(url) = platform.secrets.unseal(&seal_name(row.id), &row.sealed_url) else {
        return Ok(Err("The address cannot be opened with the keys in force."));
    };
    let url = Secret::new(String::from_utf8(url).map_err(Problem::internal)?);
    let now = platform.clock.now();
    let seen = if is_read_whole(row.id, now) { Seen::default() } else { row.seen() };
    match fetch(&platform.config, url.as_str(), &seen).await {
        Err(failure) => Ok(Err(failure)),
        Ok(Fetched::Unchanged) => Ok(Ok((None, row.seen()))),
        Ok(Fetched::File { text, seen }) => {
            let (from, to) = (now.saturating_sub(BACK).unwrap_or(now), now.saturating_add(AHEAD).unwrap_or(now));
            // Some calendars take a while; and a fault in reading one must end nothing else.
            let read = tokio::task::spawn_blocking(move || busy::busy(&text, &practice.zone, from, to)).await;
            Ok(match read {
                Ok(Ok(busy)) => Ok((Some(busy), seen)),
                Ok(Err(unreadable)) => Err(unreadable.as_str()),
                Err(_) => Err(Unreadable::NoCalendar.as_str()),
            })
        }
    }
}

/// On one day of the week, another for each calendar, it is read even if it has not changed: time goes on, and what recurs
/// comes into view.
fn is_read_whole(id: Uuid, now: Timestamp) -> bool {
    let today = day_number(now.to_zoned(jiff::tz::TimeZone::UTC).date());
    today.rem_euclid(7) == i64::from(id.as_bytes()[15] % 7)
}
