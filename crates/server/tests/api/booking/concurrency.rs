//! B18: however many press at once, nobody's time is given twice. 32 at a time, forty rounds: clients who ask, staff who
//! accept, staff who move; on SQLite, and through two processes on one PostgreSQL.

use std::sync::{Arc, Mutex};

use api::{Api, Failure};
use domain::access::session::{App, SignIn};
use domain::booking::appointment::{CreateAppointment, MoveAppointment, Reach};
use domain::booking::portal::RequestAppointment;
use domain::practice::availability::{SetAvailability, WeeklyWindow};
use domain::practice::slug::Slug;
use domain::time::{LocalTime, Timestamp, Weekday, Zone};
use domain::{AppointmentId, ClientId, OfficeId, ServiceId, StaffId};
use futures_util::future::join_all;
use jiff::SignedDuration;
use jiff::tz::TimeZone;

use crate::harness::{House, Kind, PASSWORD, Place, Program, once, profile};

const ROUNDS: i64 = 40;
const AT_ONCE: usize = 32;
const CLIENTS: usize = 8;
/// A zone that keeps its clocks: every quarter of an hour there is a time, whatever day the test runs on.
const ZONE: &str = "America/Phoenix";

/// Pairs that hold the same time.
const OVERLAPPING: &str = "SELECT count(*) FROM appointments a JOIN appointments b \
    ON a.practice_id = b.practice_id AND a.staff_id = b.staff_id AND a.id < b.id \
    AND a.blocked_from < b.blocked_to AND b.blocked_from < a.blocked_to WHERE a.blocking AND b.blocking";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn b18_sqlite_nobodys_time_is_given_twice() {
    storm(Kind::Sqlite, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn b18_postgres_nobodys_time_is_given_twice_by_two_processes() {
    storm(Kind::Postgres, 2).await;
}

/// Everybody and everything that is needed to ask.
#[derive(Clone)]
struct Scene {
    staff: StaffId,
    office: OfficeId,
    service: ServiceId,
    clients: Vec<(ClientId, String)>,
}

/// A practice that works around the clock, and clients who have come in.
async fn prepare(house: House, scene: Arc<Mutex<Option<Scene>>>) {
    house.mail_does_not_matter();
    let practice = house.practice().await;
    let owner = practice.owner();
    let now = owner.get_practice().await.expect("the practice");
    let phoenix = domain::practice::profile::PracticeProfile { zone: Zone(ZONE.into()), ..profile("Willow & Reed Therapy", "willow-reed") };
    owner.update_practice(&once(), Some(now.version), &phoenix).await.expect("saved");
    let windows = Weekday::ALL.map(|day| WeeklyWindow::new(day, 0, 1440)).into();
    owner.set_availability(&once(), owner.id, None, &SetAvailability { windows }).await.expect("saved");
    let mut clients = Vec::new();
    for n in 0..CLIENTS {
        let client = practice.client(&format!("Person{n}")).await;
        client.comes_in().await;
        clients.push((client.id, client.email.clone()));
    }
    let office = owner.list_offices().await.expect("offices").items[0].id;
    let service = owner.list_services().await.expect("services").items[0].id;
    *scene.lock().expect("not poisoned") = Some(Scene { staff: owner.id, office, service, clients });
}

/// Somebody's browsers: one at each server, with the same session.
async fn signs_in(programs: &[Program], app: App, email: &str) -> Vec<Api> {
    let first = programs[0].browser(app);
    let input = SignIn { app, practice: Slug("willow-reed".into()), email: email.into(), password: PASSWORD.into() };
    first.sign_in(&once(), &input).await.expect("signed in");
    let cookies = first.cookies().expect("cookies");
    let name = format!("anteroom-{}=", app.as_str());
    let token = cookies.split("; ").find_map(|pair| pair.strip_prefix(&name)).expect("the session's cookie");
    programs.iter().map(|program| program.browser(app).bearer(token)).collect()
}

async fn storm(kind: Kind, processes: usize) {
    let place = Place::new(kind).await;
    let kept: Arc<Mutex<Option<Scene>>> = Arc::default();
    House::in_place(&place, |_| {}, {
        let kept = Arc::clone(&kept);
        move |house| prepare(house, kept)
    })
    .await;
    let scene = kept.lock().expect("not poisoned").take().expect("a practice");
    let mut programs = Vec::new();
    for _ in 0..processes {
        programs.push(Program::start(&place, &[("ANTEROOM_LOG_FILTER", "warn")]).await);
    }
    let owners = signs_in(&programs, App::Admin, "robin@willow-reed.example").await;
    let mut clients = Vec::new();
    for (_, email) in &scene.clients {
        clients.push(signs_in(&programs, App::Portal, email).await);
    }
    let storm = Storm { scene, owners, clients };
    for round in 0..ROUNDS {
        let won = match round % 3 {
            0 => storm.requests(round).await,
            1 => storm.accepts(round).await,
            _ => storm.moves(round).await,
        };
        assert!((1..AT_ONCE).contains(&won), "round {round}: {won} of {AT_ONCE} had their way");
        assert_eq!(place.number(OVERLAPPING).await, 0, "round {round}: somebody's time was given twice");
    }
    let chain = storm.owners[0].get_audit_chain().await.expect("the chain");
    assert!(chain.whole, "{chain:?}");
    for program in &programs {
        let said = program.said("stdout") + &program.said("stderr");
        // A slow statement is logged with its text, and a column is called `blocked_from`.
        for word in ["is locked", "deadlock", "internal error", "unavailable"] {
            assert!(!said.contains(word), "the server said {word}: {said}");
        }
    }
    drop(programs);
    place.remove().await;
}

struct Storm {
    scene: Scene,
    owners: Vec<Api>,
    clients: Vec<Vec<Api>>,
}

impl Storm {
    fn owner(&self, n: usize) -> &Api {
        &self.owners[n % self.owners.len()]
    }

    /// The browser of one client after the other, at one server after the other.
    fn client(&self, n: usize) -> &Api {
        let browsers = &self.clients[n % self.clients.len()];
        &browsers[n / self.clients.len() % browsers.len()]
    }

    /// Sessions of an hour that begin a quarter of an hour apart: each overlaps three before and three after it.
    fn close_by(&self, round: i64, n: usize) -> Timestamp {
        begin_of(round) + SignedDuration::from_mins(15 * i64::try_from(n % 12).expect("few"))
    }

    async fn hold(&self, pending_holds: bool) {
        let now = self.owners[0].get_scheduling().await.expect("the rules");
        let rules = domain::booking::settings::SchedulingRules { pending_holds, ..now.rules };
        self.owners[0].update_scheduling(&once(), Some(now.version), &rules).await.expect("saved");
    }

    async fn asks(&self, n: usize, start: Timestamp) -> Result<AppointmentId, Failure> {
        let Scene { staff, office, service, .. } = self.scene;
        let wish = RequestAppointment { staff_id: staff, office_id: office, service_id: service, start, note: "".into(), replaces: None };
        self.client(n).request_appointment(&once(), &wish).await.map(|asked| asked.id)
    }

    /// Clients ask for times that overlap.
    async fn requests(&self, round: i64) -> usize {
        self.hold(true).await;
        let asked = join_all((0..AT_ONCE).map(|n| self.asks(n, self.close_by(round, n)))).await;
        for refused in asked.iter().filter_map(|done| done.as_ref().err()) {
            let Failure::Problem(problem) = refused else { panic!("{refused}") };
            assert_eq!((problem.status, problem.code.as_str()), (409, "taken"), "{problem:?}");
            assert_eq!(problem.free.len(), 3, "whoever comes too late is told three other times");
        }
        asked.iter().filter(|done| done.is_ok()).count()
    }

    /// Requests hold nothing: all of them are there, and staff accept them all.
    async fn accepts(&self, round: i64) -> usize {
        self.hold(false).await;
        let asked = join_all((0..AT_ONCE).map(|n| self.asks(n, self.close_by(round, n)))).await;
        let ids: Vec<AppointmentId> = asked.into_iter().map(|done| done.expect("a request that holds nothing")).collect();
        let accepted = join_all(
            ids.iter()
                .enumerate()
                .map(|(n, id)| async move { self.owner(n).accept_appointment_request(&once(), *id, &Default::default()).await }),
        );
        self.count(accepted.await)
    }

    /// Sessions of the evening are moved to where they overlap.
    async fn moves(&self, round: i64) -> usize {
        let mut ids = Vec::new();
        for (n, (client_id, _)) in self.scene.clients.iter().enumerate() {
            let start = begin_of(round) + SignedDuration::from_hours(6 + i64::try_from(n).expect("few"));
            let Scene { staff, office, service, .. } = self.scene;
            let session = CreateAppointment {
                client_id: *client_id,
                staff_id: staff,
                service_id: service,
                office_id: office,
                start: local(start),
                minutes: None,
                note: "".into(),
                allow_overlap: false,
                tell_client: false,
                recurrence: None,
            };
            ids.push(self.owner(n).create_appointment(&once(), &session).await.expect("booked").id);
        }
        let moved = join_all((0..AT_ONCE).map(|n| {
            let (owner, id, start) = (self.owner(n / CLIENTS), ids[n % CLIENTS], local(self.close_by(round, n)));
            async move {
                let input = MoveAppointment {
                    start,
                    minutes: None,
                    staff_id: None,
                    office_id: None,
                    reach: Reach::ThisOne,
                    allow_overlap: false,
                    tell_client: false,
                };
                owner.move_appointment(&once(), id, None, &input).await
            }
        }));
        self.count(moved.await)
    }

    /// How many had their way; the others were told what stands in it.
    fn count<T>(&self, done: Vec<Result<T, Failure>>) -> usize {
        for refused in done.iter().filter_map(|done| done.as_ref().err()) {
            let Failure::Problem(problem) = refused else { panic!("{refused}") };
            assert_eq!((problem.status, problem.code.as_str()), (409, "overlap"), "{problem:?}");
            assert!(!problem.conflicts.is_empty());
            assert_eq!(problem.free.len(), 3, "staff who come too late are told three other times, too");
        }
        done.iter().filter(|done| done.is_ok()).count()
    }
}

/// Eight in the morning of another day for each round, from the third from now on.
fn begin_of(round: i64) -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the servers of this test run on the machine's clock")]
    let today = Timestamp::now().to_zoned(zone()).date();
    let day = today.checked_add(jiff::Span::new().days(3 + round)).expect("a day");
    day.at(8, 0, 0, 0).to_zoned(zone()).expect("a moment").timestamp()
}

fn local(at: Timestamp) -> LocalTime {
    zone().to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string().parse().expect("a local time")
}

fn zone() -> TimeZone {
    TimeZone::get(ZONE).expect("a zone")
}
