use std::pin::Pin;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody as _};
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::test::TestRequest;
use domain::{ClientId, SessionId, StaffId};
use platform::Platform;
use platform::db::Scope;
use platform::live::{self, Event, Holder, Person};
use platform::session::store;
use sea_orm::ConnectionTrait as _;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::place::on_each;
use crate::practice::{self, PRACTICE, STAFF};

fn member() -> Person {
    Person::staff(PRACTICE, STAFF)
}

fn other() -> Person {
    Person::staff(PRACTICE, StaffId(Uuid::from_u128(71)))
}

fn holder(session: SessionId) -> Holder {
    Holder { person: member(), session, subject: STAFF.0, needs: None, only: None }
}

fn work(platform: &Platform) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (stop, stopped) = watch::channel(false);
    (stop, tokio::spawn(live::run(platform.clone(), stopped)))
}

async fn end((stop, worker): (watch::Sender<bool>, JoinHandle<()>)) {
    stop.send(true).expect("heard");
    worker.await.expect("ended");
}

async fn tell(platform: &Platform, person: Person, number: u32) {
    let tx = platform.db.write().await.expect("a transaction");
    let event = Event { kind: "message", about: Some(Uuid::from_u128(number.into())), data: format!("{{\"seq\":{number}}}") };
    live::append(&tx, platform.clock.now(), vec![(person, event)]).await.expect("told");
    tx.commit().await.expect("kept");
}

/// A heartbeat: an event that pages hear, without a number.
const BEAT: &str = "event: beat\ndata: {}\n\n";

/// A page that is open.
struct Page(Pin<Box<BoxBody>>);

impl Page {
    async fn open(platform: &Platform, holder: Holder, last: Option<&str>) -> Self {
        let mut request = TestRequest::get();
        if let Some(last) = last {
            request = request.insert_header(("last-event-id", last));
        }
        let answer = live::open(platform, &request.to_http_request(), holder, None).await.expect("a stream");
        let says = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!((says(CONTENT_TYPE), says(CONTENT_ENCODING)), ("text/event-stream", "identity"));
        Self(Box::pin(answer.into_body()))
    }

    /// The next piece; none at the end.
    async fn next(&mut self) -> Option<String> {
        let next = std::future::poll_fn(|cx| self.0.as_mut().poll_next(cx));
        let piece = tokio::time::timeout(Duration::from_secs(10), next).await.expect("within ten seconds")?;
        Some(String::from_utf8(piece.expect("a piece").to_vec()).expect("text"))
    }

    /// The next piece that is no heartbeat.
    async fn event(&mut self) -> Option<String> {
        loop {
            match self.next().await {
                Some(piece) if piece == BEAT => {}
                other => return other,
            }
        }
    }

    async fn is_told(&mut self, number: u32) {
        let event = self.event().await.expect("an event");
        assert_eq!(event, format!("id: {number}\nevent: message\ndata: {{\"seq\":{number}}}\n\n"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m5_every_open_page_is_told_by_whichever_process_and_comes_back_where_it_was() {
    on_each(async |place| {
        let one = place.process().await;
        practice::open(&one).await;
        let session = practice::sign_in(&one).await;
        // With SQLite there is one process.
        let two = if one.config.database_url.is_some() { place.process().await } else { one.clone() };
        let at_work = [work(&one), work(&two)];
        let mut pages = [Page::open(&one, holder(session), None).await, Page::open(&two, holder(session), None).await];
        for page in &mut pages {
            assert!(page.event().await.expect("an opening").ends_with("\nid: 0\n\n"));
        }
        tell(&two, member(), 1).await;
        tell(&two, other(), 1).await;
        tell(&one, member(), 2).await;
        for page in &mut pages {
            page.is_told(1).await;
            page.is_told(2).await;
        }
        let [gone, _still_open] = pages;
        drop(gone);
        for number in 3..=50 {
            tell(&two, member(), number).await;
        }
        let mut back = Page::open(&one, holder(session), Some("2")).await;
        assert!(back.event().await.expect("an opening").ends_with("\nid: 2\n\n"));
        for number in 3..=50 {
            back.is_told(number).await;
        }
        tell(&one, member(), 51).await;
        back.is_told(51).await;
        for stopped in at_work {
            end(stopped).await;
        }
        assert!(back.event().await.expect("a word").starts_with("retry: "));
        assert_eq!(back.event().await, None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m5_a_quiet_page_feels_a_heart_beat_within_twenty_seconds() {
    on_each(async |place| {
        let platform = place.process().await;
        practice::open(&platform).await;
        let session = practice::sign_in(&platform).await;
        let at_work = work(&platform);
        let mut page = Page::open(&platform, holder(session), None).await;
        page.event().await.expect("an opening");
        let beat = tokio::time::timeout(Duration::from_secs(21), std::future::poll_fn(|cx| page.0.as_mut().poll_next(cx)));
        assert_eq!(beat.await.expect("within 21 seconds").expect("a piece").expect("a piece"), BEAT);
        end(at_work).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m5_what_is_not_committed_is_told_to_nobody_and_takes_no_number() {
    on_each(async |place| {
        let platform = place.process().await;
        practice::open(&platform).await;
        let session = practice::sign_in(&platform).await;
        let at_work = work(&platform);
        let mut page = Page::open(&platform, holder(session), None).await;
        page.event().await.expect("an opening");
        let tx = platform.db.write().await.expect("a transaction");
        let event = Event { kind: "message", about: None, data: "{}".into() };
        live::append(&tx, platform.clock.now(), vec![(member(), event)]).await.expect("told");
        drop(tx);
        tell(&platform, member(), 1).await;
        page.is_told(1).await;
        end(at_work).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m5_what_is_no_longer_kept_and_what_is_no_number_of_ours_is_fetched_anew() {
    on_each(async |place| {
        let platform = place.process().await;
        practice::open(&platform).await;
        for number in 1..=3 {
            tell(&platform, member(), number).await;
        }
        platform.clock.advance(25 * 3600);
        tell(&platform, member(), 4).await;
        let session = practice::sign_in(&platform).await;
        let tx = platform.db.write().await.expect("a transaction");
        assert_eq!(live::sweep(&*tx, platform.clock.now()).await.expect("swept"), 3);
        tx.commit().await.expect("kept");
        let at_work = work(&platform);
        for last in ["1", "99", "garbage", "-1"] {
            let mut page = Page::open(&platform, holder(session), Some(last)).await;
            page.event().await.expect("an opening");
            assert_eq!(page.event().await.as_deref(), Some("id: 4\nevent: resync\ndata: {}\n\n"), "{last}");
        }
        let mut page = Page::open(&platform, holder(session), Some("3")).await;
        page.event().await.expect("an opening");
        page.is_told(4).await;
        end(at_work).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m5_a_stream_ends_with_its_session_and_with_no_other() {
    on_each(async |place| {
        let platform = place.process().await;
        practice::open(&platform).await;
        let (first, second) = (practice::sign_in(&platform).await, practice::sign_in(&platform).await);
        let at_work = work(&platform);
        let mut pages = [Page::open(&platform, holder(first), None).await, Page::open(&platform, holder(second), None).await];
        for page in &mut pages {
            page.event().await.expect("an opening");
        }
        let scope = Scope { practice: PRACTICE };
        let tx = platform.db.write().await.expect("a transaction");
        assert!(store::end(&tx, scope, STAFF.0, first, platform.clock.now()).await.expect("ended"));
        tx.commit().await.expect("kept");
        let [mut ended, mut stands] = pages;
        assert_eq!(ended.event().await.as_deref(), Some("event: session_ended\ndata: {}\n\n"));
        assert_eq!(ended.event().await, None);
        tell(&platform, member(), 1).await;
        stands.is_told(1).await;
        // Idle for longer than the practice allows: noticed at a heartbeat.
        platform.clock.advance(31 * 60);
        let over = tokio::time::timeout(Duration::from_secs(40), async {
            loop {
                let next = std::future::poll_fn(|cx| stands.0.as_mut().poll_next(cx)).await.expect("a word").expect("a piece");
                if next.starts_with(b"event: session_ended") {
                    return;
                }
            }
        });
        over.await.expect("within two rounds of hearts");
        end(at_work).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m5_two_who_tell_the_same_people_in_another_order_do_not_wait_for_each_other() {
    on_each(async |place| {
        let platform = place.process().await;
        practice::open(&platform).await;
        let client = Person::client(PRACTICE, ClientId(Uuid::from_u128(9)));
        let tellers = (0..20_u32).map(|number| {
            let platform = platform.clone();
            tokio::spawn(async move {
                let event = |_: Person| Event { kind: "message", about: None, data: "{}".into() };
                let mut people = [member(), client, other()];
                people.rotate_left(usize::try_from(number % 3).expect("small"));
                let tx = platform.db.write().await.expect("a transaction");
                live::append(&tx, platform.clock.now(), people.map(|person| (person, event(person))).to_vec()).await.expect("told");
                tx.commit().await.expect("kept");
            })
        });
        for teller in tellers.collect::<Vec<_>>() {
            teller.await.expect("done");
        }
        let counted = sea_orm::Statement::from_string(
            platform.db.read().get_database_backend(),
            "SELECT count(*) AS n FROM live_events e JOIN live_heads h ON h.person_id = e.person_id WHERE h.seq = 20 AND e.seq BETWEEN 1 AND 20",
        );
        let row = platform.db.read().query_one_raw(counted).await.expect("read").expect("a row");
        assert_eq!(row.try_get::<i64>("", "n").expect("a number"), 60);
    })
    .await;
}
