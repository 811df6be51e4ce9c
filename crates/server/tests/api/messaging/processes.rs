//! M5, M6, M9, O4: several processes at one PostgreSQL: whoever is connected to the other one is told all the same, and
//! what may happen once happens once.

use std::time::Duration;

use anteroom::serve;
use api::Api;
use domain::access::session::{App, SignIn};
use domain::messaging::{LiveEvent, MessageEvent, OpenMessageLink};
use futures_util::future::join_all;
use tokio::time::{Instant, timeout};

use super::thread::{MAYA, Thread, message, told};
use crate::harness::{House, Kind, PASSWORD, Refused as _, once, refusal};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m5_two_processes_tell_each_others_readers() {
    House::run(Kind::Postgres, |_| {}, two_processes).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m5_a_session_that_ends_here_ends_its_stream_there_within_a_second() {
    House::run(Kind::Postgres, |_| {}, a_session_ends).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m6_of_one_message_sent_to_two_processes_at_once_there_is_one() {
    House::run(Kind::Postgres, |_| {}, one_message).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m9_of_two_browsers_at_two_processes_one_is_first() {
    House::run(Kind::Postgres, |_| {}, one_browser).await;
}

/// A browser at the process that listens at `address`.
fn at(address: std::net::SocketAddr) -> Api {
    Api::connect(&format!("http://{address}"), App::Portal).expect("an address")
}

async fn signs_in(thread: &Thread, browser: &Api) {
    let input = SignIn { app: App::Portal, practice: thread.practice.slug.clone(), email: MAYA.into(), password: PASSWORD.into() };
    browser.sign_in(&once(), &input).await.expect("signed in there");
}

async fn two_processes(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let other = serve::start(house.another_process().await).await.expect("another process serves");
    let phone = at(other.address);
    signs_in(&thread, &phone).await;
    let mut there = phone.open_live(None).await.expect("a stream");
    let mut here = thread.jordan.open_live(None).await.expect("a stream");

    let begin = Instant::now();
    thread.jordan_says("From here").await;
    let event = |seq| LiveEvent::Message(MessageEvent { conversation_id: thread.id, seq });
    let first = told(&mut there).await;
    assert_eq!(first.event, event(1));
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
    assert_eq!(told(&mut here).await.event, event(1));
    phone.send_my_message(&once(), thread.id, &message("From there")).await.expect("sent");
    assert_eq!(told(&mut here).await.event, event(2));
    assert_eq!(told(&mut there).await.event, event(2));

    // The other process goes; its reader comes back to this one and has missed nothing.
    let token = super::outside::session(&phone);
    drop(there);
    other.stop().await;
    thread.jordan_says("While it was away").await;
    let moved = house.browser(App::Portal).bearer(token.as_str());
    let mut again = moved.open_live(first.id.as_deref()).await.expect("the same session, another process");
    assert_eq!(told(&mut again).await.event, event(2));
    assert_eq!(told(&mut again).await.event, event(3));
}

async fn a_session_ends(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let other = serve::start(house.another_process().await).await.expect("another process serves");
    let phone = at(other.address);
    signs_in(&thread, &phone).await;
    let (mut first, mut second) = (phone.open_live(None).await.expect("a stream"), phone.open_live(None).await.expect("a stream"));
    let mut hers = thread.browser.open_live(None).await.expect("a stream");

    let begin = Instant::now();
    thread.browser.sign_out_everywhere(&once()).await.expect("signed out");
    for stream in [&mut first, &mut second, &mut hers] {
        assert_eq!(told(stream).await.event, LiveEvent::SessionEnded {});
        assert!(timeout(Duration::from_secs(1), stream.next()).await.expect("it ends").is_none());
    }
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
    assert_eq!(phone.open_live(None).await.map(|_| ()).refused(), refusal(401, "session_ended"));

    // Nor is there anything for whom the practice has shut out.
    signs_in(&thread, &phone).await;
    let mut there = phone.open_live(None).await.expect("a stream");
    let begin = Instant::now();
    thread.practice.owner().disable_portal_access(&once(), thread.maya.id).await.expect("disabled");
    assert_eq!(told(&mut there).await.event, LiveEvent::SessionEnded {});
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
    other.stop().await;
}

async fn one_message(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let other = serve::start(house.another_process().await).await.expect("another process serves");
    let phone = at(other.address);
    signs_in(&thread, &phone).await;
    for round in 0..5 {
        let input = message("Pressed on two devices");
        let presses: Vec<_> = (0..8).map(|_| once()).collect();
        let sending = presses.iter().enumerate().map(|(place, press)| {
            let browser = if place % 2 == 0 { &thread.browser } else { &phone };
            browser.send_my_message(press, thread.id, &input)
        });
        for answer in join_all(sending).await {
            let sent = answer.expect("each press is answered");
            assert_eq!((sent.id, sent.seq), (input.id, round * 2 + 1));
        }
        // Under one id from two people: one of them has it.
        let input = message("Whose is it?");
        let (one, two) = (once(), once());
        let (hers, theirs) =
            tokio::join!(phone.send_my_message(&one, thread.id, &input), thread.jordan.send_message(&two, thread.id, &input));
        let late = match (hers.is_ok(), theirs.is_ok()) {
            (true, false) => theirs,
            (false, true) => hers,
            both => panic!("{both:?}"),
        };
        assert_eq!(late.refused(), refusal(409, "id_taken"));
        assert_eq!(house.number("SELECT count(*) FROM messages").await, round * 2 + 2);
    }
    assert_eq!(house.number("SELECT count(DISTINCT seq) FROM messages").await, 10);
    other.stop().await;
}

async fn one_browser(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let other = serve::start(house.another_process().await).await.expect("another process serves");
    for round in 1..=4 {
        thread.jordan_says("For Maya").await;
        let notice = thread.notice().await;
        let input = OpenMessageLink { practice: thread.practice.slug.clone(), token: notice.token() };
        let browsers: Vec<_> = (0..6).map(|place| if place % 2 == 0 { house.browser(App::Portal) } else { at(other.address) }).collect();
        let presses: Vec<_> = browsers.iter().map(|_| once()).collect();
        let answers = join_all(browsers.iter().zip(&presses).map(|(browser, press)| browser.open_message_link(press, &input))).await;
        let first: Vec<_> = answers.iter().map(Result::is_ok).collect();
        assert_eq!(first.iter().filter(|first| **first).count(), 1, "{first:?}");
        for (browser, answer) in browsers.iter().zip(answers) {
            let reads = browser.get_my_conversation(thread.id).await;
            if answer.is_ok() {
                reads.expect("the one that was first");
            } else {
                assert_eq!((answer.refused(), reads.refused()), (refusal(409, "opened_elsewhere"), refusal(401, "not_signed_in")));
            }
        }
        assert_eq!(house.number("SELECT count(*) FROM sessions WHERE kind = 'message_link'").await, round);
        assert_eq!(house.number("SELECT count(*) FROM outbox WHERE kind = 'message_link_opened'").await, round, "she is told once");
        thread.maya_has_read(99).await;
        house.advance(61);
        // The notice that somebody tried it elsewhere is not what is looked for next.
        super::thread::settled(&house).await;
        house.mail_to(MAYA).await;
        house.tamper("DELETE FROM wrong_tries").await;
    }
    other.stop().await;
}
