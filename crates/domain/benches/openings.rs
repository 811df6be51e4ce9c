//! What four weeks of openings cost the engine alone, at a grid of 15 minutes: time and allocations of a call.
//! `cargo xtask bench openings` runs it before it asks the same of a server.
//!
//! However many appointments a practice has, the engine is told only of those that reach into the days asked about.

#![expect(clippy::disallowed_methods, reason = "it measures real time; the ban is about the product's rules")]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use domain::booking::engine::{Asker, Busy, BusyKind, Facts, Session, Span, moment_in};
use domain::booking::exception::{AvailabilityExceptionInput, ExceptionKind};
use domain::booking::settings::SchedulingRules;
use domain::money::{Currency, Money};
use domain::practice::availability::WeeklyWindow;
use domain::practice::service::ServiceInput;
use domain::text::PersonalText;
use domain::time::{Date, LocalTime, Timestamp, Weekday, Zone, days_after};
use domain::{AppointmentId, OfficeId, ServiceId, StaffId};
use jiff::SignedDuration;
use jiff::tz::TimeZoneDatabase;
use uuid::Uuid;

/// One clinician, four weeks.
const TARGET: Duration = Duration::from_millis(1);
const CALLS: usize = 4_000;
const DAYS: i64 = 28;
/// The Monday on which the four weeks begin; it is asked on the day before. The clocks change in the second week.
const MONDAY: Date = Date::constant(2026, 10, 19);
const CLINICIAN: StaffId = StaffId(Uuid::from_u128(1));
const OFFICE: OfficeId = OfficeId(Uuid::from_u128(2));
/// When sessions stand on a working day, in minutes after midnight.
const AS_USUAL: [u16; 5] = [540, 600, 720, 840, 900];
const BOOKED_UP: [u16; 8] = [540, 600, 660, 720, 780, 840, 900, 960];

/// What one call took, sorted.
struct Measured {
    times: Vec<Duration>,
    allocations: u64,
    bytes: u64,
    openings: usize,
}

impl Measured {
    /// Calls `work`, which gives how many openings it found, again and again.
    fn of(calls: usize, work: impl Fn() -> usize) -> Self {
        let openings = work();
        let timed = |_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        };
        let mut times: Vec<Duration> = (0..calls).map(timed).collect();
        times.sort_unstable();
        let allocated = allocation_counter::measure(|| {
            black_box(work());
        });
        Self { times, allocations: allocated.count_total, bytes: allocated.bytes_total, openings }
    }

    fn percentile(&self, percent: usize) -> Duration {
        self.times[(self.times.len() * percent / 100).min(self.times.len() - 1)]
    }

    fn print(&self, name: &str) {
        let micros = |percent| self.percentile(percent).as_secs_f64() * 1e6;
        let (p50, p99) = (micros(50), micros(99));
        println!("{name:46} {:>8} {p50:>8.0} µs {p99:>8.0} µs {:>12} {:>8.1} kB", self.openings, self.allocations, self.bytes as f64 / 1e3);
    }
}

fn main() -> ExitCode {
    println!("{:46} {:>8} {:>11} {:>11} {:>12} {:>11}", "the engine, four weeks", "openings", "p50", "p99", "allocations", "allocated");
    let usual = facts(&AS_USUAL);
    let measured = Measured::of(CALLS, || four_weeks(&usual));
    measured.print("1 clinician, five sessions a day");
    for clinicians in [10, 100] {
        let all = Measured::of(CALLS / clinicians, || (0..clinicians).map(|_| four_weeks(black_box(&usual))).sum());
        all.print(&format!("{clinicians} clinicians, one after the other"));
    }
    let (empty, full) = (facts(&[]), facts(&BOOKED_UP));
    Measured::of(CALLS, || four_weeks(&empty)).print("1 clinician, nothing booked");
    Measured::of(CALLS, || four_weeks(&full)).print("1 clinician, booked up");
    let zone = Zone("America/New_York".to_owned());
    let week = |facts: &Facts| {
        let week = facts.week(zone.clone(), MONDAY, facts.first_day_with_openings());
        week.days.iter().map(|day| day.morning.len() + day.afternoon.len()).sum()
    };
    Measured::of(CALLS, || week(&usual)).print("a week as the portal asks for it");
    Measured::of(CALLS, || week(&full)).print("the same, booked up to the last day");

    let p99 = measured.percentile(99);
    let met = p99 < TARGET;
    println!("{}: one clinician, four weeks, p99 below {TARGET:?}: {p99:?}", if met { "met" } else { "MISSED" });
    if met { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How many openings the four weeks have, laid out by day and half of the day.
fn four_weeks(facts: &Facts) -> usize {
    let last = days_after(MONDAY, DAYS - 1).expect("a day");
    facts.over(MONDAY, last).days().iter().map(|day| day.morning.len() + day.afternoon.len()).sum()
}

/// Nine to five from Monday to Friday, a session of an hour at each of `sessions` on every working day up to the horizon,
/// and an afternoon off.
fn facts(sessions: &[u16]) -> Facts {
    let zone = TimeZoneDatabase::bundled().get("America/New_York").expect("a zone");
    let rules = SchedulingRules::default();
    let working = (0..i64::from(rules.horizon_days)).filter(|day| day % 7 < 5).filter_map(|day| days_after(MONDAY, day));
    let starts = working.flat_map(|date| sessions.iter().filter_map(move |minute| LocalTime::new(date, *minute)));
    let busy = starts.enumerate().filter_map(|(place, local)| {
        let from = moment_in(&zone, local)?;
        let session = Span { from, to: from + SignedDuration::from_hours(1) };
        let appointment_id = Some(AppointmentId(Uuid::from_u128(100 + place as u128)));
        Some(Busy { kind: BusyKind::Appointment, staff_id: CLINICIAN, office_id: Some(OFFICE), session, blocked: session, appointment_id })
    });
    let afternoon = |hours: i64| LocalTime::new(days_after(MONDAY, 9)?, u16::try_from(hours * 60).ok()?);
    let off = AvailabilityExceptionInput {
        kind: ExceptionKind::TimeOff,
        from: afternoon(12).expect("noon"),
        to: afternoon(17).expect("five"),
        office_id: None,
        service_id: None,
        note: PersonalText::default(),
    };
    let service = ServiceInput::new("Session", 60, Money { amount_minor: 15_000, currency: Currency("USD".to_owned()) });
    Facts {
        now: "2026-10-18T15:00:00Z".parse::<Timestamp>().expect("a moment"),
        rules,
        asker: Asker::Existing,
        session: Session::new(ServiceId(Uuid::from_u128(3)), &service, CLINICIAN, OFFICE, false),
        windows: Weekday::ALL[..5].iter().map(|day| WeeklyWindow::new(*day, 540, 1_020)).collect(),
        exceptions: vec![off],
        busy: busy.collect(),
        zone,
    }
}
