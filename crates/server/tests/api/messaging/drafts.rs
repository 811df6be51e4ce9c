//! M6: what is being written is there on the other device, and gone once it was sent.

use domain::access::session::App;
use domain::messaging::{Draft, SaveDraft};

use super::thread::{Thread, message};
use crate::harness::{House, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    m6_a_draft_goes_on_on_another_device,
    m6_an_older_draft_does_not_come_back_over_a_newer_one,
    m6_a_draft_is_its_writers_and_goes_when_it_is_sent,
    m6_sending_something_else_leaves_the_draft,
);

fn words(text: &str, version: Option<i64>) -> SaveDraft {
    SaveDraft { text: text.into(), version }
}

async fn m6_a_draft_goes_on_on_another_device(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    assert_eq!(thread.browser.get_my_draft(thread.id).await.expect("a draft"), Draft::default());
    let kept = thread.browser.save_my_draft(&once(), thread.id, &words("Dear Jor", Some(0))).await.expect("kept");
    assert_eq!((kept.text.as_str(), kept.version), ("Dear Jor", 1));
    let phone = thread.maya.signs_in(PASSWORD).await.expect("signed in");
    assert_eq!(phone.get_my_draft(thread.id).await.expect("a draft"), kept);
    phone.save_my_draft(&once(), thread.id, &words("Dear Jordan,\n", Some(1))).await.expect("kept");
    let back = thread.browser.get_my_draft(thread.id).await.expect("a draft");
    assert_eq!((back.text.as_str(), back.version), ("Dear Jordan,\n", 2));
    thread.browser.save_my_draft(&once(), thread.id, &words("", None)).await.expect("let go");
    assert_eq!(phone.get_my_draft(thread.id).await.expect("a draft").text.as_str(), "");
}

async fn m6_an_older_draft_does_not_come_back_over_a_newer_one(house: House) {
    let thread = Thread::open(&house).await;
    for (text, version) in [("One", 0), ("Two", 1)] {
        thread.browser.save_my_draft(&once(), thread.id, &words(text, Some(version))).await.expect("kept");
    }
    for late in [0, 1, 7] {
        let answer = thread.browser.save_my_draft(&once(), thread.id, &words("Late", Some(late))).await;
        assert_eq!(answer.refused(), refusal(412, "stale"), "version {late}");
    }
    assert_eq!(thread.browser.get_my_draft(thread.id).await.expect("a draft").text.as_str(), "Two");
}

async fn m6_a_draft_is_its_writers_and_goes_when_it_is_sent(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.browser.save_my_draft(&once(), thread.id, &words("From Maya", Some(0))).await.expect("kept");
    thread.jordan.save_draft(&once(), thread.id, &words("From Jordan", Some(0))).await.expect("kept");
    assert_eq!(thread.browser.get_my_draft(thread.id).await.expect("a draft").text.as_str(), "From Maya");
    assert_eq!(thread.jordan.get_draft(thread.id).await.expect("a draft").text.as_str(), "From Jordan");
    assert_eq!(thread.practice.owner().get_draft(thread.id).await.expect("a draft").text.as_str(), "", "not even an owner's to read");
    thread.browser.send_my_message(&once(), thread.id, &message("From Maya")).await.expect("sent");
    assert_eq!(thread.browser.get_my_draft(thread.id).await.expect("a draft").text.as_str(), "");
    assert_eq!(thread.jordan.get_draft(thread.id).await.expect("a draft").text.as_str(), "From Jordan");
}

async fn m6_sending_something_else_leaves_the_draft(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.jordan_says("Are you well?").await;
    let notice = thread.notice().await;
    let begun = words("It has been a hard week. On Monday ", Some(0));
    thread.browser.save_my_draft(&once(), thread.id, &begun).await.expect("kept");
    let draft = async || thread.browser.get_my_draft(thread.id).await.expect("hers").text;
    // By the notice's link, where she does not see what she began.
    let phone = house.browser(App::Portal);
    thread.presses(&phone, &notice).await.expect("opened");
    phone.send_my_message(&once(), thread.id, &message("Yes")).await.expect("sent");
    assert_eq!(draft().await, begun.text);
    thread.browser.send_my_message(&once(), thread.id, &message("It has been a hard week. On Monday I was ill.")).await.expect("sent");
    assert_eq!(draft().await.as_str(), "");

    thread.jordan.save_draft(&once(), thread.id, &words("Dear Maya", Some(0))).await.expect("kept");
    thread.jordan.create_message_note(&once(), thread.id, &message("Dear Maya, no: a note")).await.expect("kept");
    assert_eq!(thread.jordan.get_draft(thread.id).await.expect("theirs").text.as_str(), "Dear Maya");
}
