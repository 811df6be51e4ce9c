//! New appointments, and old ones that are given up for them (B9).

use domain::booking::appointment::AppointmentStatus;
use domain::booking::engine;
use domain::time::Timestamp;
use domain::{AppointmentId, ClientId, SeriesId};
use platform::Platform;
use platform::db::{Scope, Tx};
use platform::problem::Problem;

use crate::store::appointments::{self, Model, Source, Words};
use crate::store::proposals;
use crate::take::Grant;

/// What a new appointment is, besides its time.
pub struct New {
    /// Whose.
    pub client: ClientId,
    /// Who makes it.
    pub source: Source,
    /// A request that waits, or confirmed.
    pub status: AppointmentStatus,
    /// What was written about it.
    pub words: Words,
    /// What is given up once it holds.
    pub replaces: Option<AppointmentId>,
    /// A request may keep others out while it waits; one that overlaps what it replaces keeps nobody out (B9).
    pub holds: bool,
    /// Its series, and its place there from 1.
    pub series: Option<(SeriesId, u16)>,
}

/// Writes a new appointment at the time that was granted.
///
/// # Errors
/// 409 `taken`, without other times, when the database's wall stands in the way: the transaction is lost then.
pub async fn book(platform: &Platform, tx: &Tx, scope: Scope, grant: &Grant, new: New) -> Result<Model, Problem> {
    let now = platform.clock.now();
    let (id, rules, by_client) = (platform.secrets.id(now), &grant.ground.rules, new.source != Source::Staff);
    let (slot, waits) = (&grant.slot, new.status.is_pending());
    let mut row = Model {
        practice_id: scope.practice.0,
        id,
        client_id: new.client.0,
        staff_id: grant.parties.staff.id,
        service_id: grant.parties.service.id.0,
        office_id: grant.parties.office.id,
        starts_at: slot.start.into(),
        ends_at: slot.end.into(),
        blocked_from: slot.blocked_from.into(),
        blocked_to: slot.blocked_to.into(),
        blocking: new.status.blocks(rules.pending_holds && new.holds),
        overlap: grant.overlap,
        one_room: grant.parties.office.one_room,
        status: new.status.as_str().into(),
        source: new.source.as_str().into(),
        at_once: by_client && !waits,
        sealed_words: None,
        uid: id.to_string(),
        sequence: 0,
        series_id: new.series.map(|(series, _)| series.0),
        series_position: new.series.map(|(_, place)| place.into()),
        replaces_id: new.replaces.map(|id| id.0),
        requested_at: by_client.then(|| now.into()),
        expires_at: engine::expiry(now, rules.request_expiry_hours, slot.start).filter(|_| waits).map(Into::into),
        archived: false,
        version: 1,
        created_at: now.into(),
        updated_at: now.into(),
    };
    row.set_words(&platform.secrets, &new.words)?;
    appointments::insert(&**tx, row).await
}

/// What `old` becomes when it is given up for another: cancelled, or taken back where it still waits. None where it has
/// begun or ended.
#[must_use]
pub fn given_up_as(old: &Model, now: Timestamp) -> Option<AppointmentStatus> {
    match old.status() {
        AppointmentStatus::Confirmed if old.start() > now => Some(AppointmentStatus::Cancelled),
        status if status.is_pending() => Some(AppointmentStatus::Withdrawn),
        _ => None,
    }
}

/// Gives up `old`, held before, for one that holds now. None where it had begun or ended already.
///
/// # Errors
/// When the database does not answer.
pub async fn give_up(tx: &Tx, scope: Scope, now: Timestamp, pending_holds: bool, old: Model) -> Result<Option<Model>, Problem> {
    let Some(status) = given_up_as(&old, now) else { return Ok(None) };
    let mut given_up = old;
    given_up.set_status(status, pending_holds);
    proposals::replace(&**tx, scope, given_up.id(), &[]).await?;
    appointments::save(&**tx, now, given_up).await.map(Some)
}
