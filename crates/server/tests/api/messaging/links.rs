//! M9: the link of a notice: 15 minutes from when the mail was sent, one conversation, one browser.

use api::Api;
use domain::access::account::{ConfirmEmailChange, RequestEmailChange};
use domain::access::session::{App, SessionKind};
use domain::messaging::{ListMessages, LiveEvent, MarkRead, MessageEvent, OpenMessageLink, SaveDraft, SendMessage};
use domain::practice::staff::Role;
use platform::db::Moment;

use super::thread::{MAYA, Thread, choose, fresh_id, in_care_of, in_sql, message, opens, settled, told};
use crate::harness::{House, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    m9_the_link_opens_that_conversation_without_signing_in,
    m9_it_opens_nothing_else,
    m9_a_second_browser_is_refused_and_the_client_is_told_once,
    m9_of_two_browsers_at_once_one_is_first,
    m9_reloading_works_in_the_browser_it_was_opened_in,
    m9_after_fifteen_minutes_it_is_over,
    m9_the_time_runs_from_when_the_mail_was_sent,
    m9_a_scanner_that_opens_the_link_ten_times_consumes_nothing,
    m9_only_devices_that_signed_in_before_where_the_practice_wants_it,
    m9_who_is_signed_in_stays_so,
    m9_what_is_no_link_of_ours_opens_nothing,
    m9_a_right_that_is_taken_away_is_gone_from_the_link_too,
    m9_a_link_does_not_outlive_the_address_it_was_sent_to,
    m9_a_notice_that_waits_is_not_sent_to_an_address_that_was_left,
);

async fn m9_the_link_opens_that_conversation_without_signing_in(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.jordan_says("Are you well?").await;
    let notice = thread.notice().await;
    house.advance(5 * 60);
    let phone = house.browser(App::Portal);
    let opened = thread.presses(&phone, &notice).await.expect("opened");
    assert_eq!((opened.conversation_id, opened.ends.absolute_seconds), (thread.id, 10 * 60));
    let me = phone.get_me().await.expect("a session");
    assert_eq!((me.kind, me.client), (SessionKind::MessageLink, None), "whose it is is not said");

    let shown = phone.get_my_conversation(thread.id).await.expect("hers");
    assert_eq!(shown.unread, 1);
    let page = phone.list_my_messages(thread.id, &ListMessages::default()).await.expect("hers");
    assert_eq!(page.items[0].text.as_str(), "Are you well?");
    let counts = phone.mark_my_messages_read(&once(), thread.id, &MarkRead { seq: 1 }).await.expect("noted");
    assert_eq!(counts.messages, 0);
    let file = phone.upload_my_message_file(&once(), thread.id, "a.txt", b"yes".to_vec()).await.expect("kept");
    let answer = SendMessage { id: fresh_id(), text: "I am".into(), files: vec![file.id] };
    phone.send_my_message(&once(), thread.id, &answer).await.expect("sent");
    assert_eq!(phone.get_my_message_file(file.id).await.expect("hers"), b"yes");
    let mut stream = phone.open_live(None).await.expect("a stream");
    thread.jordan_says("Good").await;
    assert_eq!(told(&mut stream).await.event, LiveEvent::Message(MessageEvent { conversation_id: thread.id, seq: 3 }));
    assert_eq!(thread.reads(&thread.jordan).await, ["Are you well?", "I am", "Good"]);
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'message_link.opened'").await, 1);
}

async fn m9_it_opens_nothing_else(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    let input = domain::messaging::OpenConversation { client_id: thread.maya.id, staff_id: Some(sam.id) };
    let other = sam.open_conversation(&once(), &input).await.expect("opened").id;
    let file = sam.upload_message_file(&once(), other, "a.txt", b"a".to_vec()).await.expect("kept").id;
    sam.send_message(&once(), other, &SendMessage { id: fresh_id(), text: "From Sam".into(), files: vec![file] }).await.expect("sent");
    settled(&house).await;
    house.mail_to(MAYA).await;
    thread.jordan_says("From Jordan").await;
    let notice = thread.notice().await;
    let phone = house.browser(App::Portal);
    thread.presses(&phone, &notice).await.expect("opened");

    let gone = || refusal(404, "not_found");
    assert_eq!(phone.get_my_conversation(other).await.refused(), gone());
    assert_eq!(phone.list_my_messages(other, &ListMessages::default()).await.refused(), gone());
    assert_eq!(phone.send_my_message(&once(), other, &message("x")).await.refused(), gone());
    assert_eq!(phone.mark_my_messages_read(&once(), other, &MarkRead { seq: 1 }).await.refused(), gone());
    assert_eq!(phone.upload_my_message_file(&once(), other, "a.txt", b"a".to_vec()).await.refused(), gone());
    assert_eq!(phone.get_my_message_file(file).await.refused(), gone());
    let counts = phone.mark_my_messages_read(&once(), thread.id, &MarkRead { seq: 0 }).await.expect("noted");
    assert_eq!((counts.conversations, counts.messages), (1, 1), "what waits elsewhere is not counted");

    let out = || refusal(401, "not_signed_in");
    assert_eq!(phone.list_my_conversations().await.refused(), out());
    assert_eq!(phone.get_my_unread().await.refused(), out());
    assert_eq!(phone.get_my_draft(thread.id).await.refused(), out());
    let draft = SaveDraft { text: "x".into(), version: None };
    assert_eq!(phone.save_my_draft(&once(), thread.id, &draft).await.refused(), out());
    assert_eq!(phone.get_my_home().await.refused(), out());
    assert_eq!(phone.list_my_appointments(&domain::booking::portal::ListMyAppointments::default()).await.map(|_| ()).refused(), out());
    assert_eq!(phone.list_devices().await.map(|_| ()).refused(), out());
    assert_eq!(phone.sign_out_everywhere(&once()).await.refused(), out());
    assert_eq!(phone.renew_session(&once()).await.refused(), out());
    let input = domain::access::password::SetPassword { password: "another quiet stone 8".into() };
    assert_eq!(phone.set_password(&once(), &input).await.map(|_| ()).refused(), out());
    let devices = thread.browser.list_devices().await.expect("hers").items;
    assert_eq!(devices.len(), 1, "it is no device of hers");

    let mut stream = phone.open_live(None).await.expect("a stream");
    sam.send_message(&once(), other, &message("Again")).await.expect("sent");
    thread.jordan_says("And again").await;
    let heard = told(&mut stream).await.event;
    assert_eq!(heard, LiveEvent::Message(MessageEvent { conversation_id: thread.id, seq: 2 }), "of the other one nothing");
    phone.sign_out(&once()).await.expect("signed out");
    assert_eq!(phone.get_my_conversation(thread.id).await.refused(), out());
}

async fn m9_a_second_browser_is_refused_and_the_client_is_told_once(house: House) {
    let thread = Thread::open(&house).await;
    thread.jordan_says("For Maya").await;
    let notice = thread.notice().await;
    let (first, second) = (house.browser(App::Portal), house.browser(App::Portal));
    thread.presses(&first, &notice).await.expect("opened");
    for _ in 0..3 {
        assert_eq!(thread.presses(&second, &notice).await.refused(), refusal(409, "opened_elsewhere"));
    }
    let mail = house.mail_to(MAYA).await;
    assert_eq!((mail.kind.as_str(), mail.link.as_deref()), ("message_link_opened", None));
    assert!(mail.text.contains("+1 212 555 0142") && !mail.text.contains("Jordan"), "{}", mail.text);
    house.no_mail_to(MAYA).await;
    assert_eq!(second.get_me().await.map(|_| ()).refused(), refusal(401, "not_signed_in"));
    first.get_my_conversation(thread.id).await.expect("the first one goes on");
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'message_link.refused'").await, 3);
}

async fn m9_of_two_browsers_at_once_one_is_first(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.jordan_says("For Maya").await;
    let notice = thread.notice().await;
    let browsers: Vec<_> = (0..6).map(|_| house.browser(App::Portal)).collect();
    let answers = futures_util::future::join_all(browsers.iter().map(|browser| thread.presses(browser, &notice))).await;
    let (opened, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((opened.len(), refused.len()), (1, 5));
    assert!(refused.into_iter().all(|answer| answer.refused() == refusal(409, "opened_elsewhere")));
    assert_eq!(house.number("SELECT count(*) FROM sessions WHERE kind = 'message_link'").await, 1);
    assert_eq!(house.number("SELECT count(*) FROM outbox WHERE kind = 'message_link_opened'").await, 1);
}

async fn m9_reloading_works_in_the_browser_it_was_opened_in(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (notice, phone) = thread.is_opened_by_link().await;
    house.advance(14 * 60);
    let again = thread.presses(&phone, &notice).await.expect("opened again");
    assert_eq!(again.ends.absolute_seconds, 60, "the end does not move");
    phone.get_my_conversation(thread.id).await.expect("still hers, however long nothing was asked");
    assert_eq!(house.number("SELECT count(*) FROM sessions WHERE kind = 'message_link'").await, 1);
}

async fn m9_after_fifteen_minutes_it_is_over(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (notice, phone) = thread.is_opened_by_link().await;
    let mut stream = phone.open_live(None).await.expect("a stream");
    house.advance(15 * 60 - 1);
    phone.get_my_conversation(thread.id).await.expect("a second is left");
    house.advance(1);
    // Nobody ends it: it is noticed when its heart is to beat.
    let over = tokio::time::timeout(std::time::Duration::from_secs(25), stream.next()).await.expect("it ends").expect("with a word");
    assert_eq!(over.event, LiveEvent::SessionEnded {});
    assert_eq!(phone.get_my_conversation(thread.id).await.refused(), refusal(401, "session_ended"));
    for browser in [&phone, &house.browser(App::Portal)] {
        assert_eq!(thread.presses(browser, &notice).await.refused(), refusal(401, "link_over"));
    }
    settled(&house).await;
    house.no_mail_to(MAYA).await;

    // One that nobody opened is over likewise.
    let jordan = thread.jordan.signs_in(PASSWORD).await.expect("signed in").0;
    let browser = thread.maya.signs_in(PASSWORD).await.expect("signed in");
    let thread = Thread { jordan, browser, ..thread };
    thread.maya_has_read(1).await;
    house.advance(61);
    thread.jordan_says("Another").await;
    settled(&house).await;
    let late = loop {
        let mail = house.mail_to(MAYA).await;
        if mail.kind == "new_secure_message" {
            break mail;
        }
    };
    house.advance(15 * 60);
    assert_eq!(thread.presses(&house.browser(App::Portal), &late).await.refused(), refusal(401, "link_over"));
}

async fn m9_the_time_runs_from_when_the_mail_was_sent(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.jordan_says("For Maya").await;
    let notice = thread.notice().await;
    // The mail server took it half an hour later.
    house.advance(30 * 60);
    let taken = Moment::from(house.now()).0;
    assert_eq!(house.tamper(&format!("UPDATE outbox SET settled_at = {taken} WHERE kind = 'new_secure_message'")).await, 1);
    house.advance(14 * 60);
    let opened = thread.presses(&house.browser(App::Portal), &notice).await.expect("opened");
    assert_eq!(opened.ends.absolute_seconds, 60);
}

async fn m9_a_scanner_that_opens_the_link_ten_times_consumes_nothing(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.jordan_says("For Maya").await;
    let notice = thread.notice().await;
    let raw = house.raw();
    let token = notice.token();
    for _ in 0..10 {
        raw.get(notice.page()).await;
        // One that puts the fragment where it does not belong, and one that asks the operation itself.
        raw.get(&format!("{}?token={}", notice.page(), token.as_str())).await;
        let asked = raw.get("/api/v1/auth/message-links").await;
        assert_eq!(asked.status, 405);
        // One that presses buttons without being a page of ours.
        let body = serde_json::json!({ "practice": "willow-reed", "token": token.as_str() });
        assert_eq!(raw.post("/api/v1/auth/message-links", &body).await.refused(), refusal(400, "missing_app_header"));
    }
    assert_eq!(house.number("SELECT count(*) FROM message_links WHERE opened_at IS NOT NULL").await, 0);
    thread.presses(&house.browser(App::Portal), &notice).await.expect("it is as it was");
}

async fn m9_only_devices_that_signed_in_before_where_the_practice_wants_it(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    choose(thread.practice.owner(), |settings| settings.known_devices_only = true).await;
    thread.browser.sign_out(&once()).await.expect("signed out");
    thread.jordan_says("For Maya").await;
    let notice = thread.notice().await;
    let stranger = house.browser(App::Portal);
    assert_eq!(thread.presses(&stranger, &notice).await.refused(), refusal(401, "unknown_device"));
    // Her own browser, where she signed in before and is not now.
    thread.presses(&thread.browser, &notice).await.expect("the link stayed as it was");
    thread.browser.get_my_conversation(thread.id).await.expect("hers");
}

async fn m9_who_is_signed_in_stays_so(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.jordan_says("For Maya").await;
    let notice = thread.notice().await;
    let opened = thread.presses(&thread.browser, &notice).await.expect("opened");
    assert_eq!(opened.conversation_id, thread.id);
    assert_eq!(thread.browser.get_me().await.expect("signed in").kind, SessionKind::Full);
    assert_eq!(house.number("SELECT count(*) FROM message_links WHERE opened_at IS NOT NULL").await, 0);
    // Somebody else who is signed in gets the link's session in place of their own, as by signing in.
    let noah = in_care_of(&thread.practice, "Noah", thread.jordan.id).await.comes_in().await;
    opens(&noah, Some(thread.jordan.id)).await;
    thread.presses(&noah, &notice).await.expect("the family's computer");
    assert_eq!(noah.get_me().await.expect("a session").kind, SessionKind::MessageLink);
    noah.get_my_conversation(thread.id).await.expect("Maya's");
}

async fn m9_what_is_no_link_of_ours_opens_nothing(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.jordan_says("For Maya").await;
    let notice = thread.notice().await;
    let harbor = house.another_practice().await;
    let browser = house.browser(App::Portal);
    let open = |practice: &str, token: &str| {
        let input = OpenMessageLink { practice: domain::practice::slug::Slug(practice.into()), token: token.into() };
        let browser = browser.clone();
        async move { browser.open_message_link(&once(), &input).await.refused() }
    };
    let token = notice.token();
    for (practice, token) in [
        (harbor.slug.0.as_str(), token.as_str()),
        ("nobody-here", token.as_str()),
        ("willow-reed", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        ("willow-reed", "' OR 1=1 --"),
    ] {
        assert_eq!(open(practice, token).await, refusal(401, "link_over"), "{practice}");
        house.tamper("DELETE FROM wrong_tries").await;
    }
    // Guessing costs time.
    let mut refusals = Vec::new();
    for number in 0..60 {
        refusals.push(open("willow-reed", &format!("{number:043}")).await);
    }
    assert!(refusals.contains(&refusal(429, "wait")), "{refusals:?}");
    house.tamper("DELETE FROM wrong_tries").await;
    thread.presses(&browser, &notice).await.expect("it is as it was");
}

async fn m9_a_right_that_is_taken_away_is_gone_from_the_link_too(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (notice, phone) = thread.is_opened_by_link().await;
    thread.may(|rights| rights.messages = false).await;
    assert_eq!(phone.get_my_conversation(thread.id).await.refused(), refusal(404, "not_found"));
    assert_eq!(thread.presses(&house.browser(App::Portal), &notice).await.refused(), refusal(401, "link_over"));
    thread.may(|rights| rights.messages = true).await;
    phone.get_my_conversation(thread.id).await.expect("hers again");
    thread.practice.owner().disable_portal_access(&once(), thread.maya.id).await.expect("disabled");
    assert_eq!(phone.get_my_conversation(thread.id).await.refused(), refusal(401, "session_ended"));
    let id = in_sql(&house, thread.id.0);
    let links = house.number(&format!("SELECT count(*) FROM message_links WHERE conversation_id = {id}")).await;
    assert_eq!(links, 0, "whoever is let in again comes by another one");
}

/// Maya wishes for another address and confirms it in `browser`.
async fn moves(thread: &Thread, browser: &Api) {
    let wish = RequestEmailChange { password: PASSWORD.into(), new_email: "maya@example.org".into() };
    thread.browser.request_email_change(&once(), &wish).await.expect("asked for");
    let confirming = thread.house.mail_to("maya@example.org").await;
    let input = ConfirmEmailChange { practice: thread.practice.slug.clone(), token: confirming.token() };
    browser.confirm_email_change(&once(), &input).await.expect("confirmed");
}

async fn m9_a_link_does_not_outlive_the_address_it_was_sent_to(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (notice, phone) = thread.is_opened_by_link().await;
    moves(&thread, &thread.browser).await;
    thread.browser.get_my_conversation(thread.id).await.expect("who changed it stays signed in");
    assert_eq!(phone.get_my_conversation(thread.id).await.refused(), refusal(401, "session_ended"));
    for browser in [&phone, &house.browser(App::Portal)] {
        assert_eq!(thread.presses(browser, &notice).await.refused(), refusal(401, "link_over"));
    }
    assert_eq!(house.number("SELECT count(*) FROM sessions WHERE kind = 'message_link' AND ended_at IS NULL").await, 0);
}

async fn m9_a_notice_that_waits_is_not_sent_to_an_address_that_was_left(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (notice, phone) = thread.is_opened_by_link().await;
    // As it is while the mail server is away.
    let later = Moment::from(house.now()).plus(3600).0;
    let waits = format!("UPDATE outbox SET state = 'queued', next_try_at = {later} WHERE kind = 'new_secure_message'");
    assert_eq!(house.tamper(&waits).await, 1);
    // Confirmed in the browser that the link opened: its session is not one to keep.
    moves(&thread, &phone).await;
    assert_eq!(house.number("SELECT count(*) FROM outbox WHERE kind = 'new_secure_message' AND state = 'withdrawn'").await, 1);
    assert_eq!(phone.get_my_conversation(thread.id).await.refused(), refusal(401, "session_ended"));
    assert_eq!(thread.presses(&phone, &notice).await.refused(), refusal(401, "link_over"));
}
