//! Staff take time, one or many at once: what would overlap needs their leave, and that is recorded (B13, B18).

use domain::booking::appointment::Conflict;
use domain::booking::engine::{Asker, Busy, BusyKind, Slot, date_in, local_in};
use domain::text::PersonalText;
use domain::{AppointmentId, OfficeId, ServiceId, StaffId};
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::{Scope, Tx};
use platform::problem::Problem;

use crate::day::{self, Ground, Parties};
use crate::store::appointments::Model;
use crate::take::{self, Grant, Time};
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
/// 404 when clinician, office or service are not there; 409 `overlap` where that is not allowed.
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
    expiry::lapse_due(platform, &**tx, scope, rooms.is_empty().then_some(wanted.staff)).await?;
    let days = wanted.slots.iter().map(|slot| date_in(&ground.zone, slot.start));
    let Some((first, last)) = days.clone().min().zip(days.max()) else { return Err(Problem::internal("no time is wanted")) };
    let (now, usual) = (platform.clock.now(), parties.session());
    let mut facts = day::facts(&**tx, scope, &ground, usual.clone(), Asker::Staff, now, first..=last, wanted.leaving_out).await?;
    let (mut times, mut conflicts) = (Vec::with_capacity(wanted.slots.len()), Vec::new());
    for slot in wanted.slots {
        facts.session = Time::Exactly(*slot).session(usual.clone());
        let date = date_in(&facts.zone, slot.start);
        let mut reasons = facts.over(date, date).reasons(slot.start);
        reasons.retain(|reason| reason.rule.is_overlap());
        times.push((*slot, !reasons.is_empty()));
        if !wanted.allow_overlap && conflicts.len() < MOST_TOLD {
            let told = take::in_words(&**tx, scope, reasons).await?;
            conflicts.extend(told.into_iter().map(|told| if wanted.slots.len() > 1 { dated(&ground, slot, told) } else { told }));
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
        return Err(refusals::overlap(conflicts));
    }
    let (slot, overlap) = times[0];
    Ok((Grant { ground, parties, slot, overlap }, times))
}

/// The same grant for another of its times.
pub fn at(grant: Grant, (slot, overlap): (Slot, bool)) -> Grant {
    Grant { slot, overlap, ..grant }
}

/// Of many times: which one it is.
fn dated(ground: &Ground, slot: &Slot, told: Conflict) -> Conflict {
    let at = local_in(&ground.zone, slot.start).to_string().replace('T', " ");
    let whose = told.text.as_ref().map_or("", PersonalText::as_str);
    let text = if whose.is_empty() { at } else { format!("{at}: {whose}") };
    Conflict { text: Some(text.as_str().into()), ..told }
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
