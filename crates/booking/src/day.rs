//! From rows to what the engine is told: the practice's rules, who gives what where, and what is busy around some days.

use std::ops::RangeInclusive;

use domain::booking::engine::{Asker, Busy, BusyKind, Facts, Session, Span, date_in};
use domain::booking::settings::SchedulingRules;
use domain::practice::service::Service;
use domain::text::Phone;
use domain::time::{Date, LocalTime, Timestamp, days_after};
use domain::{AppointmentId, OfficeId, ServiceId, StaffId};
use jiff::tz::TimeZone;
use platform::db::Scope;
use platform::problem::Problem;
use practice::{availability, offices, practices, services, staff};
use sea_orm::ConnectionTrait;
use tokio::try_join;

use crate::outside;
use crate::store::{busy, exceptions, scheduling};

/// Days on each side of those asked about whose busy times may matter: sessions that run past midnight, and zones up to
/// a day from UTC.
const MARGIN_DAYS: i64 = 3;

/// The practice's zone in the zone database.
#[must_use]
pub fn zone(practice: &practices::Model) -> TimeZone {
    TimeZone::get(&practice.zone).unwrap_or(TimeZone::UTC)
}

/// What holds for every appointment of a practice.
pub struct Ground {
    /// The practice.
    pub practice: practices::Model,
    /// Its zone.
    pub zone: TimeZone,
    /// Its rules.
    pub rules: SchedulingRules,
}

impl Ground {
    /// Reads it.
    ///
    /// # Errors
    /// 404 when there is no such practice.
    pub async fn load(db: &impl ConnectionTrait, scope: Scope) -> Result<Self, Problem> {
        let (practice, scheduling) = try_join!(practices::get(db, scope), scheduling::read(db, scope))?;
        let practice = practice.ok_or_else(Problem::not_found)?;
        Ok(Self { zone: zone(&practice), practice, rules: scheduling.rules })
    }
}

/// Who meets for what, where.
pub struct Parties {
    /// The clinician.
    pub staff: staff::Model,
    /// The office.
    pub office: offices::Model,
    /// The service.
    pub service: Service,
}

impl Parties {
    /// Reads them.
    ///
    /// # Errors
    /// 404 when one of them is not there.
    pub async fn load(
        db: &impl ConnectionTrait,
        scope: Scope,
        staff: StaffId,
        office: OfficeId,
        service: ServiceId,
    ) -> Result<Self, Problem> {
        let (staff, office, service) =
            try_join!(staff::find(db, scope, staff), offices::find(db, scope, office), services::find(db, scope, service))?;
        Ok(Self {
            staff: staff.ok_or_else(Problem::not_found)?,
            office: office.ok_or_else(Problem::not_found)?,
            service: service.ok_or_else(Problem::not_found)?,
        })
    }

    /// The session as the engine knows it: with who has left, what is archived or nobody gives any more, there is none.
    #[must_use]
    pub fn session(&self) -> Session {
        let there = staff::is_clinician(&self.staff) && !self.office.archived && !self.service.archived;
        let session = Session::new(self.service.id, &self.service.details, self.staff.id(), self.office.id(), self.office.one_room);
        Session { given_here: session.given_here && there, ..session }
    }

    /// The number to call about it: the office's, or else the practice's.
    #[must_use]
    pub fn phone(&self, ground: &Ground) -> Phone {
        phone(&self.office, &ground.practice)
    }
}

/// The number to call about an appointment at `office`: its own, or else the practice's.
#[must_use]
pub fn phone(office: &offices::Model, practice: &practices::Model) -> Phone {
    office.phone.as_deref().unwrap_or(&practice.phone).into()
}

/// All that decides whether `session` may begin on one of `days`, as `asker` asks. `leaving_out` does not stand in its
/// own way.
///
/// # Errors
/// When the database does not answer.
#[expect(clippy::too_many_arguments, reason = "each is a fact of its own, and nothing holds two of them already")]
pub async fn facts(
    db: &impl ConnectionTrait,
    scope: Scope,
    ground: &Ground,
    session: Session,
    asker: Asker,
    now: Timestamp,
    days: RangeInclusive<Date>,
    leaving_out: &[AppointmentId],
) -> Result<Facts, Problem> {
    let first = days_after(*days.start(), -MARGIN_DAYS).unwrap_or(Date::MIN);
    let last = days_after(*days.end(), MARGIN_DAYS).unwrap_or(Date::MAX);
    let span = Span { from: midnight_utc(first), to: midnight_utc(last) };
    let room = session.one_room.then_some(session.office_id);
    let (mut taken, elsewhere, exceptions, windows) = try_join!(
        busy::appointments(db, scope, session.staff_id, room, span, now, leaving_out),
        outside::busy_between(db, scope, session.staff_id, span.from, span.to),
        exceptions::between(db, scope, session.staff_id, midnight(first), midnight(last)),
        availability::windows(db, scope, session.staff_id),
    )?;
    taken.extend(elsewhere.into_iter().map(|(from, to)| Busy {
        kind: BusyKind::Outside,
        staff_id: session.staff_id,
        office_id: None,
        session: Span { from, to },
        blocked: Span { from, to },
        appointment_id: None,
    }));
    Ok(Facts {
        zone: ground.zone.clone(),
        now,
        rules: ground.rules.clone(),
        asker,
        windows,
        exceptions: exceptions.iter().map(exceptions::Model::details).collect(),
        busy: taken,
        session,
    })
}

/// The days from today to the last that may be asked for.
#[must_use]
pub fn bookable_days(ground: &Ground, now: Timestamp) -> RangeInclusive<Date> {
    let today = date_in(&ground.zone, now);
    today..=days_after(today, ground.rules.horizon_days.into()).unwrap_or(Date::MAX)
}

/// The begin of a day.
#[must_use]
pub fn midnight(date: Date) -> LocalTime {
    LocalTime::new(date, 0).unwrap_or_else(|| unreachable!("midnight is a minute"))
}

fn midnight_utc(date: Date) -> Timestamp {
    // Only the first and last days that there are have no midnight.
    date.to_zoned(TimeZone::UTC).map_or(if date.year() < 1970 { Timestamp::MIN } else { Timestamp::MAX }, |at| at.timestamp())
}
