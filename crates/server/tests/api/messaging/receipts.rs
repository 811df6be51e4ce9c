//! M2, M7: what is unread is the same number everywhere, and how far a message came.

use domain::messaging::{AuthorKind, ListConversations, ListMessages, LiveEvent, MessageState, ReadEvent};

use super::thread::{Thread, choose, silent, told};
use crate::harness::{House, both_databases, once};

both_databases!(
    m2_what_is_unread_is_one_number_everywhere,
    m2_one_is_never_behind_ones_own_words,
    m7_a_message_is_sent_then_delivered_and_seen_only_where_the_practice_shows_it,
    m7_the_sender_hears_that_a_message_was_delivered,
    m10_marked_unread_it_is_unread_until_it_is_read,
);

async fn unread_of_maya(thread: &Thread) -> [u32; 3] {
    let list = thread.browser.list_my_conversations().await.expect("a list");
    let one = thread.browser.get_my_conversation(thread.id).await.expect("hers");
    let all = thread.browser.get_my_unread().await.expect("counts");
    [list.items[0].unread, one.unread, all.messages]
}

async fn unread_of_jordan(thread: &Thread) -> [u32; 3] {
    let list = thread.jordan.list_conversations(&ListConversations::default()).await.expect("a list");
    let one = thread.jordan.get_conversation(thread.id).await.expect("theirs");
    let all = thread.jordan.get_unread().await.expect("counts");
    [list.items[0].unread, one.unread, all.messages]
}

async fn m2_what_is_unread_is_one_number_everywhere(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    assert_eq!(unread_of_maya(&thread).await, [0, 0, 0]);
    for text in ["One", "Two", "Three"] {
        thread.jordan_says(text).await;
    }
    assert_eq!(unread_of_maya(&thread).await, [3, 3, 3]);
    assert_eq!(unread_of_jordan(&thread).await, [0, 0, 0]);
    thread.maya_has_read(2).await;
    assert_eq!(unread_of_maya(&thread).await, [1, 1, 1]);
    thread.maya_has_read(1).await;
    assert_eq!(unread_of_maya(&thread).await, [1, 1, 1], "never back");
    thread.maya_has_read(999).await;
    assert_eq!(unread_of_maya(&thread).await, [0, 0, 0]);
    thread.jordan_says("Four").await;
    assert_eq!(unread_of_maya(&thread).await, [1, 1, 1], "nobody reads ahead");
    assert_eq!(unread_of_jordan(&thread).await, [0, 0, 0]);
}

async fn m2_one_is_never_behind_ones_own_words(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.maya_says("One").await;
    thread.maya_says("Two").await;
    assert_eq!(unread_of_maya(&thread).await, [0, 0, 0]);
    assert_eq!(unread_of_jordan(&thread).await, [2, 2, 2]);
    thread.jordan_says("Three").await;
    assert_eq!(unread_of_jordan(&thread).await, [2, 2, 2], "an answer says nothing of what was read");
    thread.jordan_has_read(3).await;
    assert_eq!(unread_of_jordan(&thread).await, [0, 0, 0]);
}

async fn m7_a_message_is_sent_then_delivered_and_seen_only_where_the_practice_shows_it(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let state = async || {
        let page = thread.browser.list_my_messages(thread.id, &ListMessages::default()).await.expect("hers");
        page.items[0].state
    };
    let sent = thread.maya_says("Hello").await;
    assert_eq!((sent.state, state().await), (Some(MessageState::Sent), Some(MessageState::Sent)));
    thread.reads(&thread.jordan).await;
    assert_eq!(state().await, Some(MessageState::Delivered));
    thread.jordan_has_read(1).await;
    assert_eq!(state().await, Some(MessageState::Delivered), "the practice does not show it");
    choose(thread.practice.owner(), |settings| settings.show_seen = true).await;
    assert_eq!(state().await, Some(MessageState::Seen));
    let theirs = thread.jordan.list_messages(thread.id, &ListMessages::default()).await.expect("theirs");
    assert_eq!(theirs.items[0].state, None, "of another's message there is nothing to say");
}

async fn m7_the_sender_hears_that_a_message_was_delivered(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.maya_says("Hello").await;
    let mut stream = thread.browser.open_live(None).await.expect("a stream");
    thread.reads(&thread.jordan).await;
    let delivered = LiveEvent::Read(ReadEvent { conversation_id: thread.id, seq: 0, who: AuthorKind::Staff });
    assert_eq!(told(&mut stream).await.event, delivered, "and not what was read");
    thread.reads(&thread.jordan).await;
    thread.jordan_has_read(1).await;
    silent(&mut stream).await;
}

async fn m10_marked_unread_it_is_unread_until_it_is_read(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    thread.maya_says("Hello").await;
    thread.jordan_has_read(1).await;
    let counts = thread.jordan.mark_conversation_unread(&once(), thread.id).await.expect("marked");
    assert_eq!((counts.conversations, counts.messages), (1, 1));
    assert_eq!(unread_of_jordan(&thread).await, [1, 1, 1]);
    assert_eq!(thread.practice.owner().get_unread().await.expect("counts").messages, 0, "for oneself");
    thread.jordan_has_read(1).await;
    assert_eq!(unread_of_jordan(&thread).await, [0, 0, 0]);
}
