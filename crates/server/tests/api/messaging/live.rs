//! M5: what happens is told at once, in its order, and nothing is missed or told twice.

use std::time::Duration;

use domain::access::session::App;
use domain::messaging::{AuthorKind, ConversationEvent, LiveEvent, MessageEvent, ReadEvent, SaveDraft};
use futures_util::future::join_all;
use tokio::time::{Instant, timeout};

use super::thread::{Thread, choose, in_care_of, message, opens, silent, told};
use crate::harness::{House, Kind, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    m5_the_other_side_hears_of_a_message_within_a_second,
    m5_events_come_in_order_and_whoever_comes_back_misses_nothing,
    m5_one_is_told_of_ones_own_other_devices,
    m5_nobody_hears_of_what_is_not_theirs,
    m5_a_stream_ends_with_its_session,
    m5_what_is_no_longer_kept_is_fetched_anew,
    m5_a_stream_is_no_use_of_the_session,
);

fn said(thread: &Thread, seq: i64) -> LiveEvent {
    LiveEvent::Message(MessageEvent { conversation_id: thread.id, seq })
}

async fn m5_the_other_side_hears_of_a_message_within_a_second(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (mut hers, mut theirs) =
        (thread.browser.open_live(None).await.expect("a stream"), thread.jordan.open_live(None).await.expect("a stream"));
    let begin = Instant::now();
    thread.maya_says("Hello").await;
    assert_eq!(told(&mut theirs).await.event, said(&thread, 1));
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
    assert_eq!(told(&mut hers).await.event, said(&thread, 1), "her other pages, too");
    thread.jordan_says("Good morning").await;
    assert_eq!(told(&mut hers).await.event, said(&thread, 2));
    assert_eq!(told(&mut theirs).await.event, said(&thread, 2));
    choose(thread.practice.owner(), |settings| settings.show_seen = true).await;
    thread.maya_has_read(2).await;
    let read = LiveEvent::Read(ReadEvent { conversation_id: thread.id, seq: 2, who: AuthorKind::Client });
    assert_eq!(told(&mut theirs).await.event, read);
}

async fn m5_events_come_in_order_and_whoever_comes_back_misses_nothing(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let mut stream = thread.browser.open_live(None).await.expect("a stream");
    let first = told_after(&thread, &mut stream).await;
    assert_eq!(first.1, said(&thread, 1));

    const MANY: i64 = 60;
    let writing = async {
        for _ in 0..MANY / 6 {
            let presses: Vec<_> = (0..6).map(|_| (once(), message("x"))).collect();
            let sent = presses.iter().enumerate().map(|(number, (press, input))| {
                let (thread, number) = (&thread, number);
                async move {
                    if number % 2 == 0 {
                        thread.browser.send_my_message(press, thread.id, input).await.map(|_| ())
                    } else {
                        thread.jordan.send_message(press, thread.id, input).await.map(|_| ())
                    }
                }
            });
            join_all(sent).await.into_iter().collect::<Result<Vec<_>, _>>().expect("all are sent");
        }
    };
    // The line breaks after every seventh event; the browser comes back with the last id it had.
    let reading = async {
        let (mut seen, mut last) = (Vec::new(), first.0);
        'lines: loop {
            let mut stream = thread.browser.open_live(last.as_deref()).await.expect("a stream");
            for _ in 0..7 {
                let next = told(&mut stream).await;
                last = next.id;
                let LiveEvent::Message(MessageEvent { seq, .. }) = next.event else { panic!("{:?}", next.event) };
                seen.push(seq);
                if seq == MANY + 1 {
                    break 'lines seen;
                }
            }
        }
    };
    let ((), seen) = tokio::join!(writing, reading);
    assert_eq!(seen, (2..=MANY + 1).collect::<Vec<_>>(), "each once, in the order of the conversation");
}

async fn told_after(thread: &Thread, stream: &mut api::LiveStream) -> (Option<String>, LiveEvent) {
    thread.maya_says("First").await;
    let first = told(stream).await;
    (first.id, first.event)
}

async fn m5_one_is_told_of_ones_own_other_devices(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.jordan_says("Hello").await;
    let phone = thread.maya.signs_in(PASSWORD).await.expect("signed in");
    let mut stream = phone.open_live(None).await.expect("a stream");
    thread.maya_has_read(1).await;
    let read = LiveEvent::Read(ReadEvent { conversation_id: thread.id, seq: 1, who: AuthorKind::Client });
    assert_eq!(told(&mut stream).await.event, read, "the dot goes on the phone, too");
    let input = SaveDraft { text: "Dear".into(), version: Some(0) };
    thread.browser.save_my_draft(&once(), thread.id, &input).await.expect("kept");
    assert_eq!(told(&mut stream).await.event, LiveEvent::Draft(ConversationEvent { conversation_id: thread.id }));
}

async fn m5_nobody_hears_of_what_is_not_theirs(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let noah = in_care_of(&thread.practice, "Noah", thread.jordan.id).await.comes_in().await;
    opens(&noah, Some(thread.jordan.id)).await;
    let mut stream = noah.open_live(None).await.expect("a stream");
    thread.jordan_says("For Maya").await;
    thread.jordan_has_read(1).await;
    silent(&mut stream).await;
    let strange = house.browser(App::Portal).open_live(None).await.map(|_| ());
    assert_eq!(strange.refused(), refusal(401, "not_signed_in"));
}

async fn m5_a_stream_ends_with_its_session(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let phone = thread.maya.signs_in(PASSWORD).await.expect("signed in");
    let mut stream = phone.open_live(None).await.expect("a stream");
    let mut here = thread.browser.open_live(None).await.expect("a stream");
    phone.sign_out(&once()).await.expect("signed out");
    assert_eq!(told(&mut stream).await.event, LiveEvent::SessionEnded {});
    let over = timeout(Duration::from_secs(10), stream.next()).await.expect("it ends soon");
    assert!(over.is_none(), "{over:?}");
    thread.jordan_says("Still here?").await;
    assert_eq!(told(&mut here).await.event, said(&thread, 1), "other sessions go on");
    // A colleague who leaves hears no more, at once.
    let mut theirs = thread.jordan.open_live(None).await.expect("a stream");
    thread.practice.owner().deactivate_staff(&once(), thread.jordan.id).await.expect("deactivated");
    assert_eq!(told(&mut theirs).await.event, LiveEvent::SessionEnded {});
}

async fn m5_what_is_no_longer_kept_is_fetched_anew(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    for number in 0..3 {
        thread.jordan_says(&number.to_string()).await;
    }
    let mut whole = thread.browser.open_live(Some("0")).await.expect("a stream");
    assert_eq!(told(&mut whole).await.event, said(&thread, 1));
    house.tamper("DELETE FROM live_events").await;
    let mut late = thread.browser.open_live(Some("1")).await.expect("a stream");
    assert_eq!(told(&mut late).await.event, LiveEvent::Resync {});
    thread.jordan_says("After").await;
    assert_eq!(told(&mut late).await.event, said(&thread, 4), "and it goes on");
    for nonsense in ["x", "-1", "99999999999999999999"] {
        let mut stream = thread.browser.open_live(Some(nonsense)).await.expect("a stream");
        assert_eq!(told(&mut stream).await.event, LiveEvent::Resync {}, "{nonsense}");
    }
}

async fn m5_a_stream_is_no_use_of_the_session(house: House) {
    let thread = Thread::open(&house).await;
    for _ in 0..3 {
        house.advance(299);
        drop(thread.browser.open_live(None).await.expect("a stream"));
    }
    house.advance(4);
    assert_eq!(thread.browser.open_live(None).await.map(|_| ()).refused(), refusal(401, "session_ended"));
}

/// The same without a choice of database: a browser's own `EventSource` sends its cookie and nothing of ours.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m5_a_browser_needs_no_header_of_ours() {
    House::run(
        Kind::Sqlite,
        |_| {},
        async |house: House| {
            house.mail_does_not_matter();
            let thread = Thread::open(&house).await;
            let cookies = thread.browser.cookies().expect("a session");
            let raw = house.raw().with("cookie", &cookies).with("accept", "text/event-stream");
            let mut answer = raw.request(reqwest::Method::GET, "/api/v1/portal/live").send().await.expect("an answer");
            let says = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
            assert_eq!((answer.status().as_u16(), says("content-type").as_str()), (200, "text/event-stream"));
            assert_eq!((says("cache-control").as_str(), says("x-accel-buffering").as_str()), ("no-store", "no"));
            let first = answer.chunk().await.expect("a piece").expect("a beginning");
            let first = String::from_utf8_lossy(&first).into_owned();
            assert!(first.contains("retry:") && first.contains("id:"), "{first}");
            // A page that is left open by somebody else hears nothing of who is signed in by now.
            let mine = thread.browser.get_me().await.expect("signed in").client.expect("a client").login_id;
            for (of, status) in [(mine.0, 200), (thread.jordan.id.0, 404)] {
                let path = format!("/api/v1/portal/live?of={of}");
                let answer = raw.request(reqwest::Method::GET, &path).send().await.expect("an answer");
                assert_eq!(answer.status().as_u16(), status, "{path}");
            }
        },
    )
    .await;
}
