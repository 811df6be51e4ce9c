//! B16, O8: `kill -9` while reminders go out. Five processes are killed one after the other in the middle of it; the one
//! that is started afterwards sends what is left, and nothing again.
//!
//! What is promised: one letter for each reminder, whatever happens. A mail server that took a letter from a process that
//! died before it could note so gets that letter once more, under the same Message-ID.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::ClientId;
use domain::booking::appointment::CreateAppointment;
use domain::practice::profile::PracticeProfile;
use domain::time::{LocalTime, Timestamp, Zone};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use tokio::time::sleep;

use crate::harness::{Kind, Place, Program, Sink, client_input, once, profile, within};

/// As many as take a process a second or two.
const SESSIONS: usize = 240;
const KILLS: usize = 5;
/// Letters that one process hands over at a time.
const IN_HAND: usize = 8;
/// A zone that keeps its clocks: every local time is there, and once, whatever day the test runs on.
const ZONE: &str = "America/Phoenix";

const NOTED: &str = "SELECT count(*) FROM reminders_sent";
const QUEUED: &str = "SELECT count(*) FROM outbox WHERE state = 'queued'";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn b16_sqlite_five_kills_and_each_reminder_is_sent_once() {
    storm(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn b16_postgres_five_kills_and_each_reminder_is_sent_once() {
    storm(Kind::Postgres).await;
}

async fn storm(kind: Kind) {
    let place = Place::new(kind).await;
    let sink = Sink::open().await;
    let variables = [("ANTEROOM_MAILBOX", "false"), ("ANTEROOM_SMTP_URL", sink.url.as_str()), ("ANTEROOM_LOG_FILTER", "error")];
    let addresses = prepare(&place, &variables).await;

    // The first round of each begins half a minute after its start: one after the other, while the one before is at work.
    let mut programs = Vec::new();
    for _ in 0..KILLS {
        programs.push(Program::begin(&place, &place.folder(), &[], &variables));
        sleep(Duration::from_millis(200)).await;
    }
    let mut in_the_middle = 0;
    for (place_in_line, program) in programs.into_iter().enumerate() {
        let enough = i64::try_from(place_in_line * SESSIONS / (KILLS + 1) + 5).expect("few");
        let seen = within(90, "the reminders that somebody should have died in", async || {
            let noted = place.number(NOTED).await;
            (noted >= enough).then_some(noted)
        })
        .await;
        // Each ends at another moment of the work.
        sleep(Duration::from_millis(u64::try_from(place_in_line * 7 % 10).expect("few"))).await;
        program.kill();
        in_the_middle += usize::from((1..i64::try_from(SESSIONS).expect("few")).contains(&seen));
    }
    assert!(in_the_middle >= 3, "only {in_the_middle} of {KILLS} died in the middle of it");

    // What the dead had in hand is taken up again when their lease is over: the clock of this test does not wait for that.
    place.tamper("UPDATE outbox SET leased_until = 1 WHERE leased_until IS NOT NULL").await;
    let last = Program::start(&place, &variables).await;
    let all = i64::try_from(SESSIONS).expect("few");
    within(90, "the last reminder", async || (place.number(NOTED).await == all).then_some(())).await;
    within(30, "the last letter", async || (place.number(QUEUED).await == 0).then_some(())).await;

    // In the outbox, and so in the built-in mailbox, each is there once.
    for (what, sql) in [
        ("letters", "SELECT count(*) FROM outbox WHERE kind = 'appointment_reminder'"),
        ("clients who got one", "SELECT count(DISTINCT client_id) FROM outbox WHERE kind = 'appointment_reminder'"),
        ("letters that are sent", "SELECT count(*) FROM outbox WHERE kind = 'appointment_reminder' AND state = 'sent'"),
    ] {
        assert_eq!(place.number(sql).await, all, "{what}");
    }
    // At the mail server each has come, and none under two names.
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for letter in sink.letters().into_iter().filter(|letter| addresses.contains(&letter.to)) {
        ids.entry(letter.to).or_default().push(letter.message_id);
    }
    assert_eq!(ids.len(), SESSIONS, "somebody was not reminded");
    for (address, ids) in &ids {
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1, "{address} was reminded by two letters");
    }
    let handed_over: usize = ids.values().map(Vec::len).sum();
    let again = handed_over - SESSIONS;
    assert!(again <= KILLS * IN_HAND, "{again} letters were handed over again: more than the dead had in hand");

    drop(last);
    place.remove().await;
}

/// A practice whose clients have sessions within a day and a half, booked ten days ago: all are to be reminded of. Gives
/// the clients' addresses.
async fn prepare(place: &Place, variables: &[(&str, &str)]) -> BTreeSet<String> {
    let program = Program::start(place, variables).await;
    let owner = program.practice().await;
    let now = owner.get_practice().await.expect("the practice");
    let phoenix = PracticeProfile { zone: Zone(ZONE.into()), ..profile("Willow & Reed Therapy", "willow-reed") };
    owner.update_practice(&once(), Some(now.version), &phoenix).await.expect("saved");
    let staff_id = owner.get_me().await.expect("signed in").staff.expect("a staff member").id;
    let office_id = owner.list_offices().await.expect("offices").items[0].id;
    let service_id = owner.list_services().await.expect("services").items[0].id;
    let mut addresses = BTreeSet::new();
    for (n, minutes) in (0..SESSIONS).zip((0_i64..).step_by(5)) {
        let client_id: ClientId = owner.create_client(&once(), &client_input(&format!("Person{n}"))).await.expect("made").id;
        let session = CreateAppointment {
            client_id,
            staff_id,
            service_id,
            office_id,
            start: begins_in(13 * 60 + minutes),
            minutes: Some(15),
            note: "".into(),
            allow_overlap: true,
            tell_client: false,
            recurrence: None,
        };
        owner.create_appointment(&once(), &session).await.expect("booked");
        addresses.insert(format!("person{n}@example.com"));
    }
    program.kill();
    assert_eq!(place.number(NOTED).await, 0, "what is booked at short notice is not reminded of");
    place.tamper("UPDATE appointments SET created_at = created_at - 864000000000").await;
    addresses
}

/// So many minutes from now, by the practice's clock.
fn begins_in(minutes: i64) -> LocalTime {
    #[expect(clippy::disallowed_methods, reason = "the servers of this test run on the machine's clock")]
    let at = Timestamp::now() + SignedDuration::from_mins(minutes);
    let zone = TimeZone::get(ZONE).expect("a zone");
    zone.to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string().parse().expect("a local time")
}
