//! M5, O4: several processes at one PostgreSQL: whoever is connected to the other one is told all the same.

use std::time::Duration;

use anteroom::serve;
use api::Api;
use domain::access::session::{App, SignIn};
use domain::messaging::{LiveEvent, MessageEvent};
use tokio::time::Instant;

use super::thread::{MAYA, Thread, told};
use crate::harness::{House, Kind, PASSWORD, once};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m5_two_processes_tell_each_others_readers() {
    House::run(Kind::Postgres, |_| {}, two_processes).await;
}

async fn two_processes(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let other = serve::start(house.another_process().await).await.expect("another process serves");
    let phone = Api::connect(&format!("http://{}", other.address), App::Portal).expect("an address");
    let input = SignIn { app: App::Portal, practice: thread.practice.slug.clone(), email: MAYA.into(), password: PASSWORD.into() };
    phone.sign_in(&once(), &input).await.expect("signed in there");
    let mut there = phone.open_live(None).await.expect("a stream");
    let mut here = thread.jordan.open_live(None).await.expect("a stream");

    let begin = Instant::now();
    thread.jordan_says("From here").await;
    let event = |seq| LiveEvent::Message(MessageEvent { conversation_id: thread.id, seq });
    let first = told(&mut there).await;
    assert_eq!(first.event, event(1));
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
    assert_eq!(told(&mut here).await.event, event(1));
    phone.send_my_message(&once(), thread.id, &super::thread::message("From there")).await.expect("sent");
    assert_eq!(told(&mut here).await.event, event(2));
    assert_eq!(told(&mut there).await.event, event(2));

    // The other process goes; its reader comes back to this one and has missed nothing.
    let token = phone.cookies().expect("a session").split("anteroom-portal=").nth(1).expect("a token").to_owned();
    let token = token.split(';').next().unwrap_or_default().to_owned();
    drop(there);
    other.stop().await;
    thread.jordan_says("While it was away").await;
    let moved = house.browser(App::Portal).bearer(token.as_str());
    let mut again = moved.open_live(first.id.as_deref()).await.expect("the same session, another process");
    assert_eq!(told(&mut again).await.event, event(2));
    assert_eq!(told(&mut again).await.event, event(3));

    // Signed out here, the stream of the other process would end as this one does.
    moved.sign_out(&once()).await.expect("signed out");
    assert_eq!(told(&mut again).await.event, LiveEvent::SessionEnded {});
}
