//! The one way to take time (B18, B19).
//!
//! Whoever wants a clinician's time holds the clinician's row (and that of an office of one room) until the transaction
//! ends, reads what is busy, asks the engine, and writes. SQLite has one writer anyway. Behind it stands the database's
//! own wall; what runs into it is told the same as what the engine refused: *taken*, and three other times.

use domain::booking::appointment::Conflict;
use domain::booking::calendar::{ClosedBy, Reason};
use domain::booking::engine::{Asker, Refusal, Session, Slot, date_in};
use domain::time::{Timestamp, days_after};
use domain::{AppointmentId, OfficeId, ServiceId, StaffId};
use jiff::SignedDuration;
use platform::Platform;
use platform::db::{Scope, Tx};
use platform::problem::Problem;
use practice::{clients, offices, staff};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait as _, ConnectionTrait, QueryFilter as _, QueryOrder as _, QuerySelect as _};

use crate::day::{self, Ground, Parties};
use crate::store::appointments;
use crate::{book, expiry, refusals};

/// How many other times are told to who comes too late.
pub(crate) const OTHERS: usize = 3;
/// Days around a time in which others are looked for.
pub(crate) const NEAR_DAYS: i64 = domain::booking::engine::NEAR_DAYS;

/// By whose leave the time is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A client asks: every rule holds.
    Client,
    /// Somebody asks who is no client yet.
    NewClient,
    /// A client takes a time that the practice offered: it need only be free.
    Offered,
    /// Staff: only overlaps stand in their way, and those can be allowed.
    Staff {
        /// They may overlap others.
        allow_overlap: bool,
    },
}

/// A time with a clinician at an office.
#[derive(Clone, Debug)]
pub struct Wish {
    /// By whose leave.
    pub by: By,
    /// The clinician.
    pub staff: StaffId,
    /// The office.
    pub office: OfficeId,
    /// The service.
    pub service: ServiceId,
    /// When.
    pub time: Time,
    /// Appointments that do not stand in its way: itself, the one it takes the place of, its series.
    pub leaving_out: Vec<AppointmentId>,
}

/// When, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// From then on, with the service's length and buffers.
    From(Timestamp),
    /// Exactly this, whatever the service has.
    Exactly(Slot),
}

impl Time {
    fn start(self) -> Timestamp {
        match self {
            Self::From(start) => start,
            Self::Exactly(slot) => slot.start,
        }
    }

    pub(crate) fn session(self, usual: Session) -> Session {
        let Self::Exactly(slot) = self else { return usual };
        let minutes = |length: SignedDuration| u16::try_from(length.as_mins()).unwrap_or(u16::MAX);
        Session {
            minutes: minutes(slot.end.duration_since(slot.start)),
            buffer_before: minutes(slot.start.duration_since(slot.blocked_from)),
            buffer_after: minutes(slot.blocked_to.duration_since(slot.end)),
            ..usual
        }
    }
}

impl Wish {
    /// What an appointment that is there has already, as `by` would take it now.
    #[must_use]
    pub fn of(row: &appointments::Model, by: By) -> Self {
        Self {
            by,
            staff: row.staff(),
            office: row.office(),
            service: row.service(),
            time: Time::Exactly(row.slot()),
            leaving_out: vec![row.id()],
        }
    }

    /// The same in place of `old`, which is given up for it; what has begun or ended is not, and stands in its way.
    #[must_use]
    pub fn in_place_of(mut self, old: Option<&appointments::Model>, now: Timestamp) -> Self {
        self.leaving_out.extend(old.filter(|old| book::given_up_as(old, now).is_some()).map(appointments::Model::id));
        self
    }
}

/// A time that may be written now, while the clinician is held.
pub struct Grant {
    /// The practice and its rules.
    pub ground: Ground,
    /// Who meets for what, where.
    pub parties: Parties,
    /// The time, buffers included.
    pub slot: Slot,
    /// It does overlap others, and staff let it.
    pub overlap: bool,
}

impl Grant {
    /// `row`, which is there already, stands as it is granted now: where it is and whom it overlaps go by today.
    pub fn let_stand(&self, row: &mut appointments::Model) {
        row.one_room = self.parties.office.one_room;
        row.overlap = self.overlap;
    }

    /// Puts `row` there; its status says whether that keeps others out.
    pub fn put(&self, row: &mut appointments::Model) {
        row.set_slot(&self.slot);
        row.staff_id = self.parties.staff.id;
        row.office_id = self.parties.office.id;
        row.service_id = self.parties.service.id.0;
        row.one_room = self.parties.office.one_room;
        row.overlap = self.overlap;
    }
}

/// Nobody else takes time of these clinicians, nor in these rooms, until the transaction ends. Appointments that it will
/// change are held before ([`appointments::hold`]).
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &impl ConnectionTrait, scope: Scope, staff: &[StaffId], rooms: &[OfficeId]) -> Result<(), Problem> {
    // Not FOR UPDATE: rows that merely refer to the clinician need not wait.
    let people = staff::scoped(scope).filter(staff::Column::Id.is_in(staff.iter().map(|id| id.0))).order_by_asc(staff::Column::Id);
    people.lock(LockType::NoKeyUpdate).all(tx).await?;
    if !rooms.is_empty() {
        let rooms = offices::scoped(scope).filter(offices::Column::Id.is_in(rooms.iter().map(|id| id.0)));
        rooms.order_by_asc(offices::Column::Id).lock(LockType::NoKeyUpdate).all(tx).await?;
    }
    Ok(())
}

/// Decides whether the time may be taken: on a grant, the caller writes it before anything else.
///
/// # Errors
/// 404 when clinician, office or service are not there. To clients 409 `taken` with other times, or 409 `not_open`; to
/// staff 409 `overlap` with what is in the way, and other times.
pub async fn claim(platform: &Platform, tx: &Tx, scope: Scope, wish: &Wish) -> Result<Grant, Problem> {
    let parties = Parties::load(&**tx, scope, wish.staff, wish.office, wish.service).await?;
    let rooms = if parties.office.one_room { vec![wish.office] } else { Vec::new() };
    hold(&**tx, scope, &[wish.staff], &rooms).await?;
    // What should have lapsed holds nothing: the walls must hear of it before they are asked (B21). It waits for no row,
    // but for the audit log: not before the clinician is held.
    let (ground, now) = (Ground::load(&**tx, scope).await?, platform.clock.now());
    let span = Slot::new(&wish.time.session(parties.session()), wish.time.start()).blocked();
    let wanted = expiry::Wanted { staff: wish.staff, room: rooms.first().copied(), span };
    expiry::make_way(platform, tx, scope, ground.rules.pending_holds, now, &wanted).await?;
    let (slot, overlap) = decide(&**tx, scope, now, &ground, &parties, wish).await?;
    Ok(Grant { ground, parties, slot, overlap })
}

async fn decide(
    db: &impl ConnectionTrait,
    scope: Scope,
    now: Timestamp,
    ground: &Ground,
    parties: &Parties,
    wish: &Wish,
) -> Result<(Slot, bool), Problem> {
    let start = wish.time.start();
    let day = date_in(&ground.zone, start);
    let (from, to) = (days_after(day, -NEAR_DAYS).unwrap_or(day), days_after(day, NEAR_DAYS).unwrap_or(day));
    let asker = match wish.by {
        By::Client => Asker::Existing,
        By::NewClient => Asker::New,
        By::Offered | By::Staff { .. } => Asker::Staff,
    };
    let session = wish.time.session(parties.session());
    let mut facts = day::facts(db, scope, ground, session, asker, now, from..=to, &wish.leaving_out).await?;
    let slot = Slot::new(&facts.session, start);
    match wish.by {
        By::Client | By::NewClient => match facts.over(day, day).request(start) {
            Ok(slot) => Ok((slot, false)),
            Err(Refusal::Taken { free }) => Err(refusals::taken(free)),
            Err(Refusal::NotOpen { closed_by }) => Err(refusals::not_open(closed_by)),
        },
        By::Offered => {
            if facts.over(day, day).reasons(start).iter().any(|reason| reason.rule.is_overlap()) {
                facts.asker = Asker::Existing;
                return Err(refusals::taken(facts.nearest(start, OTHERS)));
            }
            Ok((slot, false))
        }
        By::Staff { allow_overlap } => {
            let mut reasons = facts.over(day, day).reasons(start);
            reasons.retain(|reason| reason.rule.is_overlap());
            if !reasons.is_empty() && !allow_overlap {
                let conflicts = in_words(db, scope, reasons).await?;
                facts.asker = Asker::Existing;
                return Err(refusals::overlap(conflicts, facts.nearest(start, OTHERS)));
            }
            Ok((slot, !reasons.is_empty()))
        }
    }
}

/// What stands in the way of an appointment that waits for an answer, were it accepted now: all the rules, for staff to
/// see.
///
/// # Errors
/// When the database does not answer.
pub async fn conflicts(
    platform: &Platform,
    db: &impl ConnectionTrait,
    scope: Scope,
    ground: &Ground,
    row: &appointments::Model,
) -> Result<Vec<Conflict>, Problem> {
    let now = platform.clock.now();
    let replaced = match row.replaces() {
        Some(id) => appointments::find(db, scope, id).await?,
        None => None,
    };
    let wish = Wish::of(row, By::Staff { allow_overlap: false }).in_place_of(replaced.as_ref(), now);
    let parties = Parties::load(db, scope, wish.staff, wish.office, wish.service).await?;
    let day = date_in(&ground.zone, row.start());
    let session = wish.time.session(parties.session());
    let facts = day::facts(db, scope, ground, session, Asker::Staff, now, day..=day, &wish.leaving_out).await?;
    in_words(db, scope, facts.over(day, day).reasons(row.start())).await
}

/// Reasons with whose appointments they are of, and when.
pub(crate) async fn in_words(db: &impl ConnectionTrait, scope: Scope, reasons: Vec<Reason>) -> Result<Vec<Conflict>, Problem> {
    let ids: Vec<_> = reasons.iter().filter_map(|reason| reason.appointment_id).map(|id| id.0).collect();
    let rows =
        if ids.is_empty() { Vec::new() } else { appointments::scoped(scope).filter(appointments::Column::Id.is_in(ids)).all(db).await? };
    let names = clients::display_names(db, scope, rows.iter().map(|row| row.client_id)).await?;
    let in_words = |reason: Reason| {
        let other = reason.appointment_id.and_then(|id| rows.iter().find(|row| row.id == id.0));
        let whose = other.and_then(|row| names.get(&row.client_id)).map(|name| name.as_str().into());
        // Of other rules the reason says when they close a time, which is no time of something in the way.
        let spans = reason.rule.is_taken() || reason.rule == ClosedBy::TimeOff;
        let (start, end) = match other {
            Some(row) => (Some(row.start()), Some(row.end())),
            None if spans => (reason.from, reason.to),
            None => (None, None),
        };
        Conflict { kind: reason.rule, text: whose.or(reason.text), start, end }
    };
    Ok(reasons.into_iter().map(in_words).collect())
}

/// Says to who ran into the database's own wall what others are told: times near it that are free, read anew, since
/// nothing more is answered in a transaction that a wall has stopped. Call it once that transaction is gone.
///
/// # Errors
/// The refusal, and whatever else went wrong before.
pub async fn or_others<T>(platform: &Platform, scope: Scope, wish: &Wish, done: Result<T, Problem>) -> Result<T, Problem> {
    match done {
        Err(problem) if is_walled(&problem) => Err(refusals::taken(others(platform, scope, wish).await?)),
        done => done,
    }
}

/// The same for staff who wanted time for the appointment `id`: times near the one that it has.
///
/// # Errors
/// The refusal, and whatever else went wrong before.
pub async fn or_others_than<T>(platform: &Platform, scope: Scope, id: AppointmentId, done: Result<T, Problem>) -> Result<T, Problem> {
    match done {
        Err(problem) if is_walled(&problem) => match appointments::find(platform.db.read(), scope, id).await? {
            Some(row) => or_others(platform, scope, &Wish::of(&row, By::Staff { allow_overlap: false }), Err(problem)).await,
            None => Err(problem),
        },
        done => done,
    }
}

/// Refused by the database's wall: no other times are told yet.
pub(crate) fn is_walled(problem: &Problem) -> bool {
    problem.code == "taken" && problem.facts.as_ref().is_none_or(|facts| facts.free.is_empty())
}

async fn others(platform: &Platform, scope: Scope, wish: &Wish) -> Result<Vec<Timestamp>, Problem> {
    let db = platform.db.read();
    let ground = Ground::load(db, scope).await?;
    let parties = Parties::load(db, scope, wish.staff, wish.office, wish.service).await?;
    let asker = if wish.by == By::NewClient { Asker::New } else { Asker::Existing };
    let start = wish.time.start();
    let day = date_in(&ground.zone, start);
    let (from, to) = (days_after(day, -NEAR_DAYS).unwrap_or(day), days_after(day, NEAR_DAYS).unwrap_or(day));
    let facts = day::facts(db, scope, &ground, parties.session(), asker, platform.clock.now(), from..=to, &wish.leaving_out).await?;
    // What could not be had a moment ago may look free: who would have lapsed is being answered just now.
    let mut free = facts.nearest(start, OTHERS + 1);
    free.retain(|other| *other != start);
    free.truncate(OTHERS);
    Ok(free)
}
