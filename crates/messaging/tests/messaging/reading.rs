use domain::messaging::{MessageKind, MessageState, MessagingSettings, UnreadCounts};
use messaging::reader::Reader;
use messaging::reading::{mark_read, mark_unread};
use messaging::store::{settings, unread};
use messaging::wire;

use crate::world::{World, message, on_each};

async fn unread(w: &World, reader: &Reader) -> (u32, u32) {
    let UnreadCounts { conversations, messages } = unread::total(w.platform.db.read(), reader).await.expect("counted");
    // The same as the list shows, where there is but one to answer.
    if let Ok((row, _)) = reader.find(w.platform.db.read(), w.conversation).await
        && reader.answers(&row)
    {
        let shown = wire::conversation(&w.platform, w.platform.db.read(), reader, &row).await.expect("shown");
        assert_eq!(shown.unread, messages);
    }
    (conversations, messages)
}

#[tokio::test]
async fn m2_unread_is_what_others_wrote_since_one_has_read() {
    on_each(async |w| {
        w.says(&w.maya, "one").await;
        w.says(&w.maya, "two").await;
        assert_eq!((unread(w, &w.maya).await, unread(w, &w.jordan).await), ((0, 0), (1, 2)));
        let left = mark_read(&w.platform, &w.jordan, w.conversation, 1).await.expect("read");
        assert_eq!((left.conversations, left.messages), (1, 1));
        // Never back, never beyond what there is.
        mark_read(&w.platform, &w.jordan, w.conversation, 0).await.expect("read");
        assert_eq!(unread(w, &w.jordan).await, (1, 1));
        mark_read(&w.platform, &w.jordan, w.conversation, 99).await.expect("read");
        assert_eq!(unread(w, &w.jordan).await, (0, 0));
        w.says(&w.maya, "three").await;
        assert_eq!(unread(w, &w.jordan).await, (1, 1));
        // Answering is not reading what came in between.
        w.says(&w.jordan, "four").await;
        assert_eq!(unread(w, &w.jordan).await, (1, 1));
        assert_eq!(unread(w, &w.maya).await, (1, 1));
        assert_eq!((unread(w, &w.owner).await, unread(w, &w.sam).await), ((0, 0), (0, 0)));
    })
    .await;
}

#[tokio::test]
async fn m10_a_note_is_unread_for_colleagues_and_nothing_to_the_client() {
    on_each(async |w| {
        w.notes(&w.owner, "Look at the insurance.").await;
        assert_eq!((unread(w, &w.jordan).await, unread(w, &w.maya).await), ((1, 1), (0, 0)));
        assert_eq!((w.texts(&w.jordan).await.len(), w.texts(&w.maya).await.len()), (1, 0));
        let (row, _) = w.maya.find(w.platform.db.read(), w.conversation).await.expect("hers");
        let shown = wire::conversation(&w.platform, w.platform.db.read(), &w.maya, &row).await.expect("shown");
        assert_eq!(shown.last, None);
        assert_eq!(w.count("live_events WHERE person_kind = 'client'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn m10_what_is_marked_unread_shows_until_it_is_read() {
    on_each(async |w| {
        w.says(&w.maya, "one").await;
        mark_read(&w.platform, &w.jordan, w.conversation, 1).await.expect("read");
        mark_unread(&w.platform, &w.jordan, w.conversation).await.expect("marked");
        assert_eq!(unread(w, &w.jordan).await, (1, 1));
        mark_read(&w.platform, &w.jordan, w.conversation, 1).await.expect("read");
        assert_eq!(unread(w, &w.jordan).await, (0, 0));
        // An owner who looks in has nothing to come back to.
        assert_eq!(mark_unread(&w.platform, &w.owner, w.conversation).await.expect_err("refused").status.as_u16(), 404);
    })
    .await;
}

#[tokio::test]
async fn m1_the_front_desks_are_unread_for_whoever_works_there_and_owners() {
    on_each(async |w| {
        let desk = w.front_desk().await;
        w.send_as(&w.maya, desk, MessageKind::Message, &message("Hello")).await.expect("sent");
        assert_eq!((unread(w, &w.desk).await, unread(w, &w.owner).await, unread(w, &w.jordan).await), ((1, 1), (1, 1), (0, 0)));
        mark_read(&w.platform, &w.desk, desk, 1).await.expect("read");
        assert_eq!((unread(w, &w.desk).await, unread(w, &w.owner).await), ((0, 0), (1, 1)));
    })
    .await;
}

/// M7: sent, delivered once the other side has fetched it, and seen only where the practice shows it.
#[tokio::test]
async fn m7_how_far_a_message_came() {
    on_each(async |w| {
        w.says(&w.maya, "one").await;
        let state = async || w.sees(&w.maya).await.expect("a page")[0].state;
        assert_eq!(state().await, Some(MessageState::Sent));
        w.sees(&w.owner).await.expect("an owner looks in");
        assert_eq!(state().await, Some(MessageState::Sent));
        assert_eq!(w.sees(&w.jordan).await.expect("a page")[0].state, None);
        assert_eq!(state().await, Some(MessageState::Delivered));
        let told = async || w.count("live_events WHERE kind = 'read' AND person_kind = 'client'").await;
        assert_eq!(told().await, 1, "that it came");
        mark_read(&w.platform, &w.jordan, w.conversation, 1).await.expect("read");
        assert_eq!(state().await, Some(MessageState::Delivered));
        assert_eq!(told().await, 1, "not that it was read");
        let tx = w.platform.db.write().await.expect("a transaction");
        let shown = MessagingSettings { show_seen: true, ..MessagingSettings::default() };
        assert!(settings::put(&*tx, w.scope, 1, &shown).await.expect("saved"));
        tx.commit().await.expect("kept");
        assert_eq!(state().await, Some(MessageState::Seen));
    })
    .await;
}
