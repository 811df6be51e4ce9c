//! M1, M10: who comes into a conversation sees what is said from then on, and nothing of before.

use domain::messaging::{AssignConversation, ListConversations, ListMessages, MarkRead, MessageState, Redact};
use domain::practice::staff::{Role, StaffInput};

use super::thread::{Thread, choose, in_sql, message, opens, told};
use crate::harness::{Colleague, House, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    m1_who_comes_in_sees_nothing_of_before,
    m1_who_goes_sees_nothing_of_after,
    m1_of_two_who_give_it_away_at_once_one_is_told,
    m10_a_note_is_never_the_clients,
    m1_a_role_that_is_taken_away_takes_its_conversations_along,
    m2_what_waits_at_the_front_desk_waits_for_whoever_it_is_given_to,
    m12_who_left_takes_no_words_away,
);

async fn give(thread: &Thread, by: &Colleague, to: Option<&Colleague>) -> domain::messaging::Conversation {
    let version = by.get_conversation(thread.id).await.expect("theirs").version;
    let input = AssignConversation { staff_id: to.map(|colleague| colleague.id) };
    by.assign_conversation(&once(), thread.id, Some(version), &input).await.expect("given")
}

async fn m1_who_comes_in_sees_nothing_of_before(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    let before = thread.maya_says("Before Sam").await;
    thread.jordan.create_message_note(&once(), thread.id, &message("A note before Sam")).await.expect("kept");
    let given = give(&thread, &thread.jordan, Some(&sam)).await;
    assert_eq!(given.assigned_to.expect("somebody").display_name.as_str(), "Sam Hale");

    assert_eq!(thread.reads(&sam).await, Vec::<String>::new());
    let shown = sam.get_conversation(thread.id).await.expect("theirs now");
    assert_eq!((shown.last, shown.unread), (None, 0), "not even that something was said");
    assert_eq!(sam.get_unread().await.expect("counts").messages, 0);
    let redact = Redact { reason: "Mine to redact?".into() };
    assert_eq!(sam.redact_message(&once(), before.id, &redact).await.refused(), refusal(404, "not_found"));

    let mut stream = sam.open_live(None).await.expect("a stream");
    thread.maya_says("After Sam came").await;
    told(&mut stream).await;
    assert_eq!(thread.reads(&sam).await, ["After Sam came"]);
    assert_eq!(sam.get_unread().await.expect("counts").messages, 1);
    sam.send_message(&once(), thread.id, &message("Sam here")).await.expect("sent");
    assert_eq!(thread.maya_reads().await, ["Before Sam", "After Sam came", "Sam here"]);
    let page = thread.browser.list_my_messages(thread.id, &ListMessages::default()).await.expect("hers");
    assert_eq!(page.items[0].author.name.as_str(), "Sam Hale", "she knows who answers");
    let query = ListMessages { before: Some(4), ..ListMessages::default() };
    let back = sam.list_messages(thread.id, &query).await.expect("a page");
    assert_eq!(back.items.len(), 1, "paging back ends where Sam came in");
}

async fn m1_who_goes_sees_nothing_of_after(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    give(&thread, &thread.jordan, Some(&sam)).await;
    thread.maya_says("While Sam was here").await;
    give(&thread, &thread.jordan, None).await;
    thread.maya_says("After Sam went").await;
    assert_eq!(thread.reads(&sam).await, ["While Sam was here"]);
    assert_eq!(sam.get_unread().await.expect("counts").messages, 0);
    assert_eq!(sam.send_message(&once(), thread.id, &message("Late")).await.refused(), refusal(409, "left"));
    assert_eq!(sam.upload_message_file(&once(), thread.id, "a.txt", b"a".to_vec()).await.refused(), refusal(409, "left"));
    let list = sam.list_conversations(&ListConversations::default()).await.expect("a list");
    assert!(list.items.iter().all(|item| item.last.as_ref().is_none_or(|last| last.seq == 1)), "{list:?}");

    give(&thread, &thread.jordan, Some(&sam)).await;
    thread.maya_says("Sam is back").await;
    assert_eq!(thread.reads(&sam).await, ["Sam is back"], "coming back is coming anew");
}

async fn m1_of_two_who_give_it_away_at_once_one_is_told(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let (sam, kim) = (thread.practice.staff("Sam", Role::Clinician).await, thread.practice.staff("Kim", Role::Clinician).await);
    let version = thread.jordan.get_conversation(thread.id).await.expect("theirs").version;
    let to = |colleague: &Colleague| AssignConversation { staff_id: Some(colleague.id) };
    let (one, two) = (to(&sam), to(&kim));
    let (first, second) = (once(), once());
    let (a, b) = tokio::join!(
        thread.jordan.assign_conversation(&first, thread.id, Some(version), &one),
        thread.practice.owner().assign_conversation(&second, thread.id, Some(version), &two),
    );
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
    let late = if a.is_ok() { b } else { a };
    assert_eq!(late.refused(), refusal(412, "stale"));
    let nobody = AssignConversation { staff_id: Some(thread.maya.id.0.into()) };
    let answer = thread.jordan.assign_conversation(&once(), thread.id, None, &nobody).await;
    assert_eq!(answer.refused_at("/staff_id"), "staff");
}

async fn m10_a_note_is_never_the_clients(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.maya_says("Hello").await;
    let mut stream = thread.browser.open_live(None).await.expect("a stream");
    let note = thread.jordan.create_message_note(&once(), thread.id, &message("Ask about sleep")).await.expect("kept");
    let robin = thread.practice.owner();
    assert_eq!(thread.reads(robin).await, ["Hello", "Ask about sleep"]);
    thread.jordan_says("Good morning").await;

    let event = told(&mut stream).await.event;
    let said = domain::messaging::MessageEvent { conversation_id: thread.id, seq: note.seq + 1 };
    assert_eq!(event, domain::messaging::LiveEvent::Message(said), "the note is not told");
    assert_eq!(thread.maya_reads().await, ["Hello", "Good morning"]);
    assert_eq!(thread.browser.get_my_unread().await.expect("counts").messages, 1);
    let list = thread.browser.list_my_conversations().await.expect("a list");
    assert_eq!(list.items[0].last.as_ref().map(|last| last.seq), Some(3));
    let redact = Redact { reason: "A slip".into() };
    thread.jordan.redact_message(&once(), note.id, &redact).await.expect("redacted");
    assert_eq!(thread.maya_reads().await.len(), 2, "nor is its tombstone hers");
}

async fn m1_a_role_that_is_taken_away_takes_its_conversations_along(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let owner = thread.practice.owner();
    choose(owner, |settings| settings.front_desk_open = true).await;
    let desk = opens(&thread.browser, None).await.id;
    thread.browser.send_my_message(&once(), desk, &message("For whoever is at the desk")).await.expect("sent");
    let ada = thread.practice.staff("Ada", Role::FrontDesk).await;
    ada.mark_messages_read(&once(), desk, &MarkRead { seq: 1 }).await.expect("hers to read");
    ada.send_message(&once(), desk, &message("Ada here")).await.expect("hers to answer");

    let member = owner.get_staff_member(ada.id).await.expect("Ada");
    let input = StaffInput { role: Role::Biller, ..member.details };
    owner.update_staff(&once(), ada.id, Some(member.version), &input).await.expect("saved");
    let ada = ada.signs_in(PASSWORD).await.expect("signed in").0;
    thread.browser.send_my_message(&once(), desk, &message("Not for billers")).await.expect("sent");
    let gone = || refusal(404, "not_found");
    assert_eq!(ada.get_conversation(desk).await.refused(), gone());
    assert_eq!(ada.list_messages(desk, &ListMessages::default()).await.refused(), gone());
    assert_eq!(ada.send_message(&once(), desk, &message("Still here?")).await.refused(), gone());
    assert_eq!(ada.get_unread().await.expect("counts").messages, 0);
    assert!(ada.list_conversations(&ListConversations::default()).await.expect("a list").items.is_empty());
    let told = format!("SELECT count(*) FROM live_events WHERE person_id = {}", in_sql(&house, ada.id.0));
    let before = house.number(&told).await;
    thread.browser.send_my_message(&once(), desk, &message("Nor this")).await.expect("sent");
    assert_eq!(house.number(&told).await, before, "not even that there is something");

    // Given to her, it is hers from here on, and not from when she was at the desk.
    let version = owner.get_conversation(desk).await.expect("theirs").version;
    let input = AssignConversation { staff_id: Some(ada.id) };
    owner.assign_conversation(&once(), desk, Some(version), &input).await.expect("given");
    assert!(ada.list_messages(desk, &ListMessages::default()).await.expect("hers now").items.is_empty());
}

async fn m2_what_waits_at_the_front_desk_waits_for_whoever_it_is_given_to(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let owner = thread.practice.owner();
    choose(owner, |settings| (settings.front_desk_open, settings.show_seen) = (true, true)).await;
    let desk = opens(&thread.browser, None).await.id;
    thread.browser.send_my_message(&once(), desk, &message("Nobody has read this")).await.expect("sent");
    let (ben, sam) = (thread.practice.staff("Ben", Role::FrontDesk).await, thread.practice.staff("Sam", Role::Clinician).await);
    let give = async |to: &Colleague| {
        let version = owner.get_conversation(desk).await.expect("theirs").version;
        owner.assign_conversation(&once(), desk, Some(version), &AssignConversation { staff_id: Some(to.id) }).await.expect("given");
    };
    give(&ben).await;
    assert_eq!(ben.get_unread().await.expect("counts").messages, 1, "it waits as before");
    give(&sam).await;
    let page = thread.browser.list_my_messages(desk, &ListMessages::default()).await.expect("hers");
    assert_eq!(page.items[0].state, Some(MessageState::Sent), "Sam does not even see it");
}

async fn m12_who_left_takes_no_words_away(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    give(&thread, &thread.jordan, Some(&sam)).await;
    let said = thread.maya_says("While Sam was here").await;
    give(&thread, &thread.jordan, None).await;
    let why = Redact { reason: "Still mine?".into() };
    assert_eq!(sam.redact_message(&once(), said.id, &why).await.refused(), refusal(404, "not_found"));
    assert_eq!(thread.maya_reads().await, ["While Sam was here"]);
}
