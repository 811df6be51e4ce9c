//! Staff take time, one or many at once: what would overlap needs their leave, and that is recorded (B13, B18).

use domain::booking::engine::{Asker, Busy, BusyKind, Facts, Slot, Span, date_in, moment_in};
use domain::time::{LocalTime, days_after};
use domain::{AppointmentId, OfficeId, ServiceId, StaffId};
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::{Scope, Tx};
use platform::problem::Problem;

use crate::day::{self, Ground, Parties};
use crate::store::appointments::Model;
use crate::take::{self, By, Grant, Time, Wish};
use crate::{expiry, refusals};

/// The most conflicts that are told at once.
const MOST_TOLD: usize = 20;

/// Times with a clinician at an office that staff want.
pub struct Wanted<'a> {
    /// The clinician.
    pub staff: StaffId,
    /// The office.
    pub office: OfficeId,
    /// The service.
    pub service: ServiceId,
    /// The times.
    pub slots: &'a [Slot],
    /// Appointments that are about to be elsewhere.
    pub leaving_out: &'a [AppointmentId],
    /// They may overlap others.
    pub allow_overlap: bool,
}

/// Holds the clinician, and the room where there is only one, and says of each time whether it overlaps another
/// appointment or one of the other times. The grant is for each of them in turn ([`at`]): the caller writes them before
/// anything else.
///
/// # Errors
/// 404 when clinician, office or service are not there; 409 `overlap` where that is not allowed, of one time with others
/// near it.
pub async fn claim(
    platform: &Platform,
    tx: &Tx,
    scope: Scope,
    ground: Ground,
    wanted: &Wanted<'_>,
) -> Result<(Grant, Vec<(Slot, bool)>), Problem> {
    let parties = Parties::load(&**tx, scope, wanted.staff, wanted.office, wanted.service).await?;
    let rooms = if parties.office.one_room { vec![wanted.office] } else { Vec::new() };
    take::hold(&**tx, scope, &[wanted.staff], &rooms).await?;
    // What should have lapsed holds nothing: the walls must hear of it before they are asked (B21).
    let (from, to) = (wanted.slots.iter().map(|slot| slot.blocked_from).min(), wanted.slots.iter().map(|slot| slot.blocked_to).max());
    let Some((from, to)) = from.zip(to) else { return Err(Problem::internal("no time is wanted")) };
    let taking = expiry::Wanted { staff: wanted.staff, room: rooms.first().copied(), span: Span { from, to } };
    let now = platform.clock.now();
    expiry::make_way(platform, tx, scope, ground.rules.pending_holds, now, &taking).await?;
    let near = |at, days| days_after(date_in(&ground.zone, at), days).unwrap_or_else(|| date_in(&ground.zone, at));
    let (first, last) = (near(from, -take::NEAR_DAYS), near(to, take::NEAR_DAYS));
    let usual = parties.session();
    let mut facts = day::facts(&**tx, scope, &ground, usual.clone(), Asker::Staff, now, first..=last, wanted.leaving_out).await?;
    let (mut times, mut conflicts, mut free) = (Vec::with_capacity(wanted.slots.len()), Vec::new(), Vec::new());
    for slot in wanted.slots {
        facts.session = Time::Exactly(*slot).session(usual.clone());
        let date = date_in(&facts.zone, slot.start);
        let mut reasons = facts.over(date, date).reasons(slot.start);
        reasons.retain(|reason| reason.rule.is_overlap());
        times.push((*slot, !reasons.is_empty()));
        if !wanted.allow_overlap && conflicts.len() < MOST_TOLD {
            if let ([only], false) = (wanted.slots, reasons.is_empty()) {
                free = Facts { asker: Asker::Existing, ..facts.clone() }.nearest(only.start, take::OTHERS);
            }
            conflicts.extend(take::in_words(&**tx, scope, reasons).await?);
        }
        facts.busy.push(Busy {
            kind: BusyKind::Appointment,
            staff_id: wanted.staff,
            office_id: Some(wanted.office),
            session: slot.session(),
            blocked: slot.blocked(),
            appointment_id: None,
        });
    }
    if !conflicts.is_empty() {
        return Err(refusals::overlap(conflicts, free));
    }
    let (slot, overlap) = times[0];
    Ok((Grant { ground, parties, slot, overlap }, times))
}

/// Tells who wanted `start` and ran into the database's own wall other times near it ([`take::or_others`]).
///
/// # Errors
/// The refusal, and whatever else went wrong before.
pub async fn or_others<T>(
    platform: &Platform,
    scope: Scope,
    (staff, office, service): (StaffId, OfficeId, ServiceId),
    start: LocalTime,
    done: Result<T, Problem>,
) -> Result<T, Problem> {
    let Err(problem) = done else { return done };
    if !take::is_walled(&problem) {
        return Err(problem);
    }
    let ground = Ground::load(platform.db.read(), scope).await?;
    let Some(start) = moment_in(&ground.zone, start) else { return Err(problem) };
    let by = By::Staff { allow_overlap: false };
    let wish = Wish { by, staff, office, service, time: Time::From(start), leaving_out: Vec::new() };
    take::or_others(platform, scope, &wish, Err(problem)).await
}

/// The same grant for another of its times.
pub fn at(grant: Grant, (slot, overlap): (Slot, bool)) -> Grant {
    Grant { slot, overlap, ..grant }
}

/// Writes down which of `rows` were let overlap.
///
/// # Errors
/// When the database does not answer.
pub async fn record(platform: &Platform, tx: &Tx, scope: Scope, actor: Actor, rows: &[Model]) -> Result<(), Problem> {
    for row in rows.iter().filter(|row| row.overlap) {
        let act = Act::new("appointment.overlap_allowed").client(row.client()).on(row.id);
        audit::record(platform, &**tx, scope.practice, actor, act).await?;
    }
    Ok(())
}
