//! M8: notices by e-mail: when a message stayed unread, once until it was read, and never what it says.

use domain::access::account::UpdatePreferences;
use domain::access::session::Notices;
use domain::messaging::{AssignConversation, OpenConversation};
use domain::practice::profile::Language;
use domain::practice::staff::Role;

use super::thread::{JORDAN, MAYA, Thread, choose, in_care_of, message, opens, settled};
use crate::harness::{House, both_databases, once};

both_databases!(
    m8_a_notice_says_that_a_message_waits_and_nothing_of_it,
    m8_there_is_one_until_it_was_read,
    m8_what_is_read_within_the_delay_is_not_told,
    m8_who_has_it_open_is_not_written_to,
    m8_messages_that_cross_do_not_end_the_notices,
    m8_a_longer_delay_holds_for_what_waits_already,
    m8_a_notice_speaks_the_clients_language,
    m8_nobody_is_told_who_cannot_read_it,
    m8_the_clinician_is_told_likewise,
    m8_who_looks_after_it_is_told,
);

async fn nothing_more(thread: &Thread) {
    settled(&thread.house).await;
    thread.house.no_mail_to(MAYA).await;
    thread.house.no_mail_to(JORDAN).await;
}

async fn m8_a_notice_says_that_a_message_waits_and_nothing_of_it(house: House) {
    let thread = Thread::open(&house).await;
    thread.jordan_says("Your results are in: heliotrope").await;
    let mail = thread.notice().await;
    assert_eq!(mail.subject, "You have a new secure message from Willow & Reed Therapy");
    assert_eq!(mail.page(), "/p/willow-reed/message");
    assert_eq!(mail.in_fragment("conversation").as_deref(), Some(thread.id.to_string().as_str()));
    assert!(mail.text.contains("Read secure message") && mail.text.contains("15 minutes"), "{}", mail.text);
    for word in ["heliotrope", "Jordan", "Hale", "results", "clinician", "therapist"] {
        assert!(!mail.text.contains(word) && !mail.subject.contains(word), "{word} in {}", mail.text);
    }
    nothing_more(&thread).await;
}

async fn m8_there_is_one_until_it_was_read(house: House) {
    let thread = Thread::open(&house).await;
    thread.jordan_says("One").await;
    thread.notice().await;
    thread.jordan_says("Two").await;
    thread.jordan_says("Three").await;
    nothing_more(&thread).await;
    thread.maya_has_read(2).await;
    house.advance(61);
    thread.jordan_says("Four").await;
    thread.notice().await;
    thread.maya_has_read(4).await;
    house.advance(61);
    nothing_more(&thread).await;
    thread.jordan.create_message_note(&once(), thread.id, &message("A note")).await.expect("kept");
    nothing_more(&thread).await;
    thread.jordan_says("Six").await;
    thread.notice().await;

    // Of another conversation she is told for itself.
    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    let theirs = sam.open_conversation(&once(), &OpenConversation { client_id: thread.maya.id, staff_id: Some(sam.id) }).await;
    sam.send_message(&once(), theirs.expect("opened").id, &message("Hello")).await.expect("sent");
    thread.notice().await;
    nothing_more(&thread).await;
}

async fn m8_what_is_read_within_the_delay_is_not_told(house: House) {
    let thread = Thread::open(&house).await;
    choose(thread.practice.owner(), |settings| settings.notice_delay_minutes = 10).await;
    thread.jordan_says("One").await;
    house.advance(9 * 60 + 59);
    nothing_more(&thread).await;
    thread.maya_has_read(1).await;
    thread.jordan_says("Two").await;
    house.advance(2);
    nothing_more(&thread).await;
    house.advance(10 * 60);
    thread.notice().await;
    nothing_more(&thread).await;
}

async fn m8_who_has_it_open_is_not_written_to(house: House) {
    let thread = Thread::open(&house).await;
    thread.jordan_says("One").await;
    thread.notice().await;
    thread.maya_has_read(1).await;
    // Half a minute later it goes to and fro; each is read as it comes.
    for seq in 2..5 {
        house.advance(30);
        thread.jordan_says("And then?").await;
        nothing_more(&thread).await;
        thread.maya_has_read(seq).await;
    }
    // She puts the phone away: the next one waits for ten seconds, and then she is told.
    thread.jordan_says("Are you still there?").await;
    house.advance(9);
    nothing_more(&thread).await;
    house.advance(1);
    thread.notice().await;
    nothing_more(&thread).await;
}

async fn m8_messages_that_cross_do_not_end_the_notices(house: House) {
    let thread = Thread::open(&house).await;
    thread.jordan_says("One").await;
    // She writes before her page has shown it.
    thread.maya_says("Two").await;
    thread.notice().await;
    thread.maya_has_read(1).await;
    house.advance(61);
    thread.jordan_says("Three").await;
    thread.notice().await;
    assert_eq!(house.mail_to(JORDAN).await.kind, "new_message_for_staff");
    nothing_more(&thread).await;
}

async fn m8_a_longer_delay_holds_for_what_waits_already(house: House) {
    let thread = Thread::open(&house).await;
    choose(thread.practice.owner(), |settings| settings.notice_delay_minutes = 5).await;
    thread.jordan_says("One").await;
    choose(thread.practice.owner(), |settings| settings.notice_delay_minutes = 10).await;
    house.advance(5 * 60);
    nothing_more(&thread).await;
    house.advance(5 * 60 - 1);
    nothing_more(&thread).await;
    house.advance(1);
    thread.notice().await;
}

async fn m8_a_notice_speaks_the_clients_language(house: House) {
    let thread = Thread::open(&house).await;
    let spanish = UpdatePreferences { language: Language::Es, notices: Notices::default() };
    thread.browser.update_preferences(&once(), &spanish).await.expect("kept");
    thread.jordan_says("Hola").await;
    let mail = thread.notice().await;
    assert_eq!(mail.subject, "Tiene un mensaje seguro nuevo de Willow & Reed Therapy");
    assert!(mail.text.contains("Leer el mensaje seguro") && mail.text.contains("15 minutos"), "{}", mail.text);
}

async fn m8_nobody_is_told_who_cannot_read_it(house: House) {
    let thread = Thread::open(&house).await;
    let lena = in_care_of(&thread.practice, "Lena", thread.jordan.id).await;
    let theirs = thread.jordan.open_conversation(&once(), &OpenConversation { client_id: lena.id, staff_id: Some(thread.jordan.id) }).await;
    let theirs = theirs.expect("opened").id;
    thread.jordan.send_message(&once(), theirs, &message("One")).await.expect("sent");
    settled(&house).await;
    house.no_mail_to("lena@example.com").await;
    let invitation = lena.invited().await;
    thread.jordan.send_message(&once(), theirs, &message("Two")).await.expect("sent");
    settled(&house).await;
    house.no_mail_to("lena@example.com").await;
    lena.accepts(&invitation).await;
    thread.jordan.send_message(&once(), theirs, &message("Three")).await.expect("sent");
    settled(&house).await;
    assert_eq!(house.mail_to("lena@example.com").await.kind, "new_secure_message", "who has come in is told of what waits");

    thread.may(|rights| rights.messages = false).await;
    thread.jordan_says("One").await;
    nothing_more(&thread).await;
    thread.may(|rights| rights.messages = true).await;
    house.tamper("UPDATE client_emails SET email_ok = false").await;
    thread.jordan_says("Two").await;
    nothing_more(&thread).await;
}

async fn m8_the_clinician_is_told_likewise(house: House) {
    let thread = Thread::open(&house).await;
    thread.maya_says("Hello, it is about heliotrope").await;
    settled(&house).await;
    let mail = house.mail_to(JORDAN).await;
    assert_eq!((mail.kind.as_str(), mail.subject.as_str()), ("new_message_for_staff", "A new message is waiting"));
    assert_eq!(mail.link(), format!("http://anteroom.test/admin/messages/{}", thread.id));
    for word in ["Maya", "Ortiz", "heliotrope", MAYA] {
        assert!(!mail.text.contains(word) && !mail.subject.contains(word), "{word} in {}", mail.text);
    }
    thread.maya_says("And another").await;
    nothing_more(&thread).await;
    thread.jordan_has_read(2).await;
    house.advance(61);
    thread.maya_says("And a third").await;
    settled(&house).await;
    assert_eq!(house.mail_to(JORDAN).await.kind, "new_message_for_staff");
}

async fn m8_who_looks_after_it_is_told(house: House) {
    const ADA: &str = "ada@example.com";
    const ROBIN: &str = "robin@willow-reed.example";
    let thread = Thread::open(&house).await;
    choose(thread.practice.owner(), |settings| settings.front_desk_open = true).await;
    let desk = opens(&thread.browser, None).await.id;
    thread.browser.send_my_message(&once(), desk, &message("Anybody there?")).await.expect("sent");
    settled(&house).await;
    assert_eq!(house.mail_to(ROBIN).await.kind, "new_message_for_staff", "with nobody at the front desk, the owners");
    let ada = thread.practice.staff("Ada", Role::FrontDesk).await;
    thread.browser.send_my_message(&once(), desk, &message("Hello?")).await.expect("sent");
    settled(&house).await;
    assert_eq!(house.mail_to(ADA).await.kind, "new_message_for_staff");
    house.no_mail_to(ROBIN).await;

    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    let input = AssignConversation { staff_id: Some(sam.id) };
    ada.assign_conversation(&once(), desk, None, &input).await.expect("given");
    thread.browser.send_my_message(&once(), desk, &message("Hello again")).await.expect("sent");
    settled(&house).await;
    assert_eq!(house.mail_to("sam@example.com").await.kind, "new_message_for_staff");
    house.no_mail_to(ADA).await;
}
