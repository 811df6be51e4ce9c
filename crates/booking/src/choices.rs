//! What may be asked for, and when: for clients and for people who are no clients yet.

use domain::booking::engine::{Asker, books_at_once, local_in};
use domain::booking::exception::AvailabilityExceptionInput;
use domain::booking::portal::{BookableClinician, BookableOffice, BookableService, BookingOptions, OpeningsQuery, OpeningsWeek};
use domain::practice::availability::WeeklyWindow;
use domain::practice::service::Service;
use domain::text::PersonName;
use domain::time::{Date, Timestamp};
use domain::{AppointmentId, OfficeId, ServiceId, StaffId};
use jiff::tz::TimeZone;
use platform::Platform;
use platform::db::Scope;
use platform::problem::Problem;
use practice::{availability, offices, services, staff};
use sea_orm::ConnectionTrait;

use crate::day::{self, Ground, Parties};
use crate::store::exceptions;

/// What somebody most likely asks for; nothing of it where that is not known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usual {
    /// The clinician.
    pub staff: Option<StaffId>,
    /// The office.
    pub office: Option<OfficeId>,
    /// The service.
    pub service: Option<ServiceId>,
}

/// With whom, where and for what `asker` may ask (B4): only what some hours are for. What is usual comes before the others,
/// which come by name.
///
/// # Errors
/// When the database does not answer.
pub async fn options(
    platform: &Platform,
    db: &impl ConnectionTrait,
    scope: Scope,
    asker: Asker,
    usual: Usual,
) -> Result<BookingOptions, Problem> {
    let (ground, services, places, mut weekly, team) = tokio::try_join!(
        Ground::load(db, scope),
        async { services::all(db, scope).await.map_err(Problem::from) },
        async { offices::in_use(db, scope).await.map_err(Problem::from) },
        async { availability::of_all(db, scope).await.map_err(Problem::from) },
        async { staff::all(db, scope).await.map_err(Problem::from) },
    )?;
    let now = platform.clock.now();
    let days = day::bookable_days(&ground, now);
    let offered: Vec<Service> = services.into_iter().filter(|service| is_offered(service, asker)).collect();
    let extra = exceptions::extra_hours(db, scope, local_in(&ground.zone, now)).await?;
    let open = asker != Asker::New || ground.rules.new_client_door;
    let clinicians = team.into_iter().filter(|member| open && staff::is_clinician(member)).filter_map(|member| {
        let hours = Hours {
            weekly: weekly.remove(&member.id()).unwrap_or_default(),
            extra: extra.iter().filter(|row| row.staff_id == member.id).map(exceptions::Model::details).collect(),
            today: *days.start(),
        };
        let offices: Vec<BookableOffice> = places
            .iter()
            .filter_map(|place| {
                let given = |service: &&Service| service.details.is_given(member.id(), place.id()) && hours.are_for(place.id(), service.id);
                let services: Vec<BookableService> =
                    offered.iter().filter(given).map(|service| bookable(service, &ground, asker)).collect();
                let shown = asker != Asker::New || place.show_address_to_new_clients;
                (!services.is_empty()).then(|| BookableOffice {
                    id: place.id(),
                    name: place.name.clone(),
                    kind: place.kind(),
                    address: place.address().filter(|_| shown),
                    services,
                })
            })
            .collect();
        let name = PersonName::new(format!("{} {}", member.first_name, member.last_name).trim());
        (!offices.is_empty()).then(|| BookableClinician { id: member.id(), name, credentials: member.credentials.clone(), offices })
    });
    let mut clinicians: Vec<BookableClinician> = clinicians.collect();
    clinicians.sort_by_key(|clinician| Some(clinician.id) != usual.staff);
    for clinician in &mut clinicians {
        clinician.offices.sort_by_key(|office| Some(office.id) != usual.office);
        for office in &mut clinician.offices {
            office.services.sort_by_key(|service| Some(service.id) != usual.service);
        }
    }
    let at_once =
        |clinician: &BookableClinician| clinician.offices.iter().any(|office| office.services.iter().any(|service| service.at_once));
    Ok(BookingOptions {
        zone: ground.practice.zone(),
        zone_abbreviation: abbreviation(&ground.zone, now),
        horizon_end: *days.end(),
        at_once_note: clinicians.iter().any(at_once),
        clinicians,
        cancellation: ground.rules.cancellation,
        phone: ground.practice.phone.as_str().into(),
    })
}

fn is_offered(service: &Service, asker: Asker) -> bool {
    let details = &service.details;
    !service.archived && details.bookable_online && (asker != Asker::New || details.for_new_clients)
}

fn bookable(service: &Service, ground: &Ground, asker: Asker) -> BookableService {
    BookableService {
        id: service.id,
        name: service.details.name.clone(),
        minutes: service.details.minutes,
        at_once: books_at_once(ground.rules.approval, service.details.approval, asker),
    }
}

/// When somebody works at all.
struct Hours {
    weekly: Vec<WeeklyWindow>,
    extra: Vec<AvailabilityExceptionInput>,
    today: Date,
}

impl Hours {
    fn are_for(&self, office: OfficeId, service: ServiceId) -> bool {
        let fits = |place: Option<OfficeId>, what: Option<ServiceId>| {
            place.is_none_or(|place| place == office) && what.is_none_or(|what| what == service)
        };
        let weekly = self.weekly.iter().filter(|window| window.to_date.is_none_or(|last| last >= self.today));
        weekly.into_iter().any(|window| fits(window.office_id, window.service_id))
            || self.extra.iter().any(|extra| fits(extra.office_id, extra.service_id))
    }
}

/// What the zone's time is called now, where it has a name and not just a number.
fn abbreviation(zone: &TimeZone, now: Timestamp) -> Option<String> {
    let info = zone.to_offset_info(now);
    Some(info.abbreviation()).filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic())).map(Into::into)
}

/// The week of `query.week` as `asker` sees it (B5): advice, until the write decides (B19). What is in `leaving_out` does
/// not stand in its way.
///
/// # Errors
/// 404 when clinician, office or service are not there, and for new clients when their door is closed.
pub async fn week(
    platform: &Platform,
    db: &impl ConnectionTrait,
    scope: Scope,
    asker: Asker,
    query: &OpeningsQuery,
    leaving_out: &[AppointmentId],
) -> Result<OpeningsWeek, Problem> {
    let parties = Parties::load(db, scope, query.staff_id, query.office_id, query.service_id);
    let (ground, parties) = tokio::try_join!(Ground::load(db, scope), parties)?;
    if asker == Asker::New && !ground.rules.new_client_door {
        return Err(Problem::not_found());
    }
    let now = platform.clock.now();
    // Beyond the days that may be asked for nothing is open, whatever is booked there.
    let facts = day::facts(db, scope, &ground, parties.session(), asker, now, day::bookable_days(&ground, now), leaving_out).await?;
    Ok(facts.week(ground.practice.zone(), query.week, facts.first_day_with_openings()))
}
