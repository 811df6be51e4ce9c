//! M9, M5 when the clock of the machine jumps, and after a day away.

use domain::access::session::App;
use domain::messaging::{LiveEvent, MessageEvent};

use super::thread::{Thread, told};
use crate::harness::{House, PASSWORD, Refused as _, both_databases, refusal};

both_databases!(
    m9_a_clock_that_jumps_ahead_ends_the_link_and_what_it_opened,
    m9_a_clock_that_jumps_back_lengthens_neither,
    m9_a_clock_that_is_off_by_seconds_changes_nothing,
    m5_whoever_comes_back_after_more_than_a_day_fetches_anew,
);

const HOUR: i64 = 3600;

async fn m9_a_clock_that_jumps_ahead_ends_the_link_and_what_it_opened(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (notice, phone) = thread.is_opened_by_link().await;
    house.advance(HOUR);
    assert_eq!(phone.get_my_conversation(thread.id).await.refused(), refusal(401, "session_ended"));
    assert_eq!(thread.presses(&house.browser(App::Portal), &notice).await.refused(), refusal(401, "link_over"));
    // It was a mistake: what is left of the fifteen minutes is left.
    house.advance(-HOUR);
    phone.get_my_conversation(thread.id).await.expect("hers");
    house.advance(15 * 60);
    assert_eq!(phone.get_my_conversation(thread.id).await.refused(), refusal(401, "session_ended"));
}

async fn m9_a_clock_that_jumps_back_lengthens_neither(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (notice, phone) = thread.is_opened_by_link().await;
    house.advance(-HOUR);
    assert_eq!(phone.get_my_conversation(thread.id).await.refused(), refusal(401, "session_ended"), "it would live for 75 minutes");
    assert_eq!(phone.open_live(None).await.map(|_| ()).refused(), refusal(401, "session_ended"));
    assert_eq!(thread.presses(&house.browser(App::Portal), &notice).await.refused(), refusal(401, "link_over"));
    assert_eq!(house.number("SELECT count(*) FROM sessions WHERE kind = 'message_link'").await, 1);
    house.advance(HOUR);
    phone.get_my_conversation(thread.id).await.expect("hers");
}

async fn m9_a_clock_that_is_off_by_seconds_changes_nothing(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.jordan_says("For Maya").await;
    let notice = thread.notice().await;
    // The process that sent the mail and the one that answers the press are seconds apart.
    house.advance(-30);
    let phone = house.browser(App::Portal);
    let opened = thread.presses(&phone, &notice).await.expect("opened");
    assert_eq!(opened.ends.absolute_seconds, 15 * 60 + 30, "it ends when it was to end");
    phone.get_my_conversation(thread.id).await.expect("hers");
}

async fn m5_whoever_comes_back_after_more_than_a_day_fetches_anew(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let mut stream = thread.browser.open_live(None).await.expect("a stream");
    thread.jordan_says("Yesterday").await;
    let last = told(&mut stream).await.id;
    drop(stream);
    thread.jordan_says("While she was away").await;
    house.advance(25 * HOUR);
    platform::jobs::housekeeping::sweep(house.platform()).await.expect("swept");
    assert_eq!(house.number("SELECT count(*) FROM live_events").await, 0);
    let browser = thread.maya.signs_in(PASSWORD).await.expect("signed in");
    let (jordan, _) = thread.jordan.signs_in(PASSWORD).await.expect("signed in");
    let mut stream = browser.open_live(last.as_deref()).await.expect("a stream");
    assert_eq!(told(&mut stream).await.event, LiveEvent::Resync {});
    let thread = Thread { browser, jordan, ..thread };
    assert_eq!(thread.maya_reads().await, ["Yesterday", "While she was away"]);
    thread.jordan_says("Today").await;
    let event = loop {
        // Jordan's device hears that hers has fetched, and she of her own; what counts is the message.
        match told(&mut stream).await.event {
            LiveEvent::Read(_) => {}
            event => break event,
        }
    };
    assert_eq!(event, LiveEvent::Message(MessageEvent { conversation_id: thread.id, seq: 3 }), "and it goes on");
}
