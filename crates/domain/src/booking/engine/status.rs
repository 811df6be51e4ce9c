//! From one status to the next: pure, whoever asks. A request that should have lapsed is settled, even before the job
//! that says so has run.

use jiff::SignedDuration;

use crate::booking::appointment::{AppointmentStatus, CancelledAs, Outcome};
use crate::booking::portal::CancellationTerms;
use crate::booking::settings::{Approval, CancellationPolicy};
use crate::text::Phone;
use crate::time::Timestamp;

use super::facts::Asker;
use AppointmentStatus::{Attended, Cancelled, Confirmed, Declined, Lapsed, LateCancelled, NoShow, Proposed, Requested, Withdrawn};

/// Why a status cannot change so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It was answered, cancelled or is over.
    Settled,
    /// Online it could be cancelled until then.
    TooLate {
        /// The last moment.
        deadline: Timestamp,
    },
    /// It cannot be cancelled online.
    PhoneOnly,
    /// The time is none of those that were offered, or it is over.
    NotOffered,
    /// The session has not begun.
    NotBegun,
}

/// Whether a request is booked without an answer (B3). What the service says goes before what the practice says; new
/// clients are always answered by hand.
#[must_use]
pub fn books_at_once(practice: Approval, service: Option<Approval>, asker: Asker) -> bool {
    match asker {
        Asker::Existing => service.unwrap_or(practice) == Approval::ExistingBookAtOnce,
        Asker::New => false,
        Asker::Staff => true,
    }
}

/// What a new request is.
#[must_use]
pub fn request(at_once: bool) -> AppointmentStatus {
    if at_once { Confirmed } else { Requested }
}

/// When a request that waits since `since` lapses (B2): after `hours`, but at the latest when its time comes; none for never.
#[must_use]
pub fn expiry(since: Timestamp, hours: u16, start: Timestamp) -> Option<Timestamp> {
    let after = since.checked_add(SignedDuration::from_hours(hours.into())).unwrap_or(Timestamp::MAX);
    (hours > 0).then(|| after.min(start))
}

/// A request that waits, or an offer to the client: not lapsed by now.
fn waits(status: AppointmentStatus, expires_at: Option<Timestamp>, now: Timestamp) -> Result<(), Refused> {
    let lapsed = expires_at.is_some_and(|expires_at| expires_at <= now);
    if status.is_pending() && !lapsed { Ok(()) } else { Err(Refused::Settled) }
}

/// The practice says yes.
///
/// # Errors
/// [`Refused::Settled`] when nothing waits for an answer.
pub fn accept(status: AppointmentStatus, expires_at: Option<Timestamp>, now: Timestamp) -> Result<AppointmentStatus, Refused> {
    waits(status, expires_at, now).map(|()| Confirmed)
}

/// The practice says no.
///
/// # Errors
/// [`Refused::Settled`] when nothing waits for an answer.
pub fn decline(status: AppointmentStatus, expires_at: Option<Timestamp>, now: Timestamp) -> Result<AppointmentStatus, Refused> {
    waits(status, expires_at, now).map(|()| Declined)
}

/// The practice offers other times; again, if it likes.
///
/// # Errors
/// [`Refused::Settled`] when nothing waits for an answer.
pub fn propose(status: AppointmentStatus, expires_at: Option<Timestamp>, now: Timestamp) -> Result<AppointmentStatus, Refused> {
    waits(status, expires_at, now).map(|()| Proposed)
}

/// The client takes one of the times that were offered.
///
/// # Errors
/// [`Refused::Settled`] when nothing is offered, [`Refused::NotOffered`] when this time is not, or is over.
pub fn choose(
    status: AppointmentStatus,
    expires_at: Option<Timestamp>,
    proposals: &[Timestamp],
    start: Timestamp,
    now: Timestamp,
) -> Result<AppointmentStatus, Refused> {
    waits(status, expires_at, now)?;
    match status {
        Proposed if proposals.contains(&start) && start > now => Ok(Confirmed),
        Proposed => Err(Refused::NotOffered),
        _ => Err(Refused::Settled),
    }
}

/// Nobody answered in time.
///
/// # Errors
/// [`Refused::Settled`] when it does not wait, or may wait longer.
pub fn lapse(status: AppointmentStatus, expires_at: Option<Timestamp>, now: Timestamp) -> Result<AppointmentStatus, Refused> {
    let due = expires_at.is_some_and(|expires_at| expires_at <= now);
    if status.is_pending() && due { Ok(Lapsed) } else { Err(Refused::Settled) }
}

/// The last moment at which a client may cancel online, in elapsed time (B8, B20); none when they must call.
fn deadline(start: Timestamp, policy: CancellationPolicy) -> Option<Timestamp> {
    let hours = SignedDuration::from_hours(policy.hours()?.into());
    Some(start.checked_sub(hours).unwrap_or(Timestamp::MIN))
}

/// The client cancels, or withdraws what is still pending: that is always possible (B8).
///
/// # Errors
/// [`Refused::PhoneOnly`], [`Refused::TooLate`], or [`Refused::Settled`] when there is nothing to cancel.
pub fn cancel(
    status: AppointmentStatus,
    start: Timestamp,
    policy: CancellationPolicy,
    now: Timestamp,
) -> Result<AppointmentStatus, Refused> {
    match status {
        Requested | Proposed => Ok(Withdrawn),
        Confirmed if start <= now => Err(Refused::Settled),
        Confirmed => match deadline(start, policy) {
            None => Err(Refused::PhoneOnly),
            Some(deadline) if deadline < now => Err(Refused::TooLate { deadline }),
            Some(_) => Ok(Cancelled),
        },
        _ => Err(Refused::Settled),
    }
}

/// What the client is told before the press: the same decision as [`cancel`].
#[must_use]
pub fn terms(status: AppointmentStatus, start: Timestamp, policy: CancellationPolicy, phone: Phone, now: Timestamp) -> CancellationTerms {
    CancellationTerms {
        allowed: cancel(status, start, policy, now).is_ok(),
        withdraw: status.is_pending(),
        deadline: if status == Confirmed { deadline(start, policy) } else { None },
        phone,
        policy,
    }
}

/// Staff cancel what stands: before, during or after its time.
///
/// # Errors
/// [`Refused::Settled`] when it does not stand.
pub fn cancel_by_staff(status: AppointmentStatus, cancelled_as: CancelledAs) -> Result<AppointmentStatus, Refused> {
    if status == Confirmed { Ok(cancelled_as.into()) } else { Err(Refused::Settled) }
}

/// What became of the session; a mistake can be put right. Back to *confirmed* from *late cancelled* takes the time again:
/// the write looks whether it is still free.
///
/// # Errors
/// [`Refused::Settled`] when it did not stand, [`Refused::NotBegun`] when it cannot have taken place yet.
pub fn outcome(status: AppointmentStatus, outcome: Outcome, start: Timestamp, now: Timestamp) -> Result<AppointmentStatus, Refused> {
    let took_place = matches!(outcome, Outcome::Attended | Outcome::NoShow);
    match status {
        Confirmed | Attended | NoShow | LateCancelled if took_place && start > now => Err(Refused::NotBegun),
        Confirmed | Attended | NoShow | LateCancelled => Ok(outcome.into()),
        _ => Err(Refused::Settled),
    }
}
