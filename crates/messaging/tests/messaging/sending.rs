use domain::ConversationId;
use domain::messaging::{MessageKind, MessagingSettings};
use messaging::store::{drafts, settings};
use messaging::thread;
use platform::etag::IfMatch;
use uuid::Uuid;

use crate::world::{message, on_each};

/// M6: pressed five times at once, it arrives once, and everybody is answered with the same message.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m6_a_message_is_sent_once_however_often_it_is_sent() {
    on_each(async |w| {
        let input = message("once");
        let five = (0..5).map(|_| w.send_as(&w.maya, w.conversation, MessageKind::Message, &input));
        let sent: Vec<_> = futures_util::future::join_all(five).await.into_iter().map(|sent| sent.expect("answered")).collect();
        assert_eq!(sent.iter().filter(|sent| sent.new).count(), 1);
        assert!(sent.iter().all(|sent| sent.row.seq == 1 && sent.row.id() == input.id));
        assert_eq!(w.count("messages").await, 1);
        assert_eq!(w.count("audit_events WHERE act = 'message.sent'").await, 1);
        // Told once to each of the two.
        assert_eq!(w.count("live_events WHERE kind = 'message'").await, 2);
    })
    .await;
}

#[tokio::test]
async fn m6_an_id_is_one_message_of_one_author_in_one_conversation() {
    on_each(async |w| {
        let input = message("Maya's");
        w.send_as(&w.maya, w.conversation, MessageKind::Message, &input).await.expect("sent");
        let desk = w.front_desk().await;
        for (reader, to, kind) in [
            (&w.jordan, w.conversation, MessageKind::Message),
            (&w.maya, desk, MessageKind::Message),
            (&w.jordan, w.conversation, MessageKind::Note),
        ] {
            let refused = w.send_as(reader, to, kind, &input).await.err().expect("refused");
            assert_eq!((refused.status.as_u16(), refused.code), (409, "id_taken"));
        }
        assert_eq!(w.texts(&w.jordan).await, ["Maya's"]);
    })
    .await;
}

/// Places are given without gaps, in the order in which messages become visible, whoever writes at the same time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn m5_places_have_no_gaps_when_both_sides_write_at_once() {
    on_each(async |w| {
        let inputs: Vec<_> = (0..20).map(|n| message(&n.to_string())).collect();
        let both = inputs.iter().enumerate().map(|(n, input)| {
            let reader = if n % 2 == 0 { &w.maya } else { &w.jordan };
            w.send_as(reader, w.conversation, MessageKind::Message, input)
        });
        let mut places: Vec<i64> = futures_util::future::join_all(both).await.into_iter().map(|sent| sent.expect("sent").row.seq).collect();
        places.sort_unstable();
        assert_eq!(places, (1..=20).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn m1_nobody_writes_where_they_see_nothing() {
    on_each(async |w| {
        let nowhere = ConversationId(Uuid::from_u128(1));
        for (reader, to) in [(&w.sam, w.conversation), (&w.desk, w.conversation), (&w.maya, nowhere)] {
            let refused = w.send_as(reader, to, MessageKind::Message, &message("x")).await.err().expect("refused");
            assert_eq!(refused.status.as_u16(), 404);
        }
        assert_eq!(w.count("messages").await, 0);
    })
    .await;
}

#[tokio::test]
async fn m1_a_front_desk_that_was_closed_is_answered_and_asked_nothing_more() {
    on_each(async |w| {
        let desk = w.front_desk().await;
        w.send_as(&w.maya, desk, MessageKind::Message, &message("Hello")).await.expect("sent");
        let tx = w.platform.db.write().await.expect("a transaction");
        assert!(settings::put(&*tx, w.scope, 2, &MessagingSettings::default()).await.expect("saved"));
        tx.commit().await.expect("kept");
        let refused = w.send_as(&w.maya, desk, MessageKind::Message, &message("Anybody?")).await.err().expect("refused");
        assert_eq!(refused.code, "front_desk_closed");
        w.send_as(&w.desk, desk, MessageKind::Message, &message("Please call.")).await.expect("sent");
    })
    .await;
}

/// M13: neither words nor drafts can be read in the database, and none opens in another's place.
#[tokio::test]
async fn m13_words_are_sealed_for_their_message_and_their_conversation() {
    on_each(async |w| {
        w.says(&w.maya, "planted words").await;
        let (mut row, sealed) = {
            let sent = w.send_as(&w.maya, w.conversation, MessageKind::Message, &message("other words")).await.expect("sent");
            (sent.row.clone(), sent.row.sealed_body.expect("sealed"))
        };
        assert!(!sealed.windows(5).any(|part| part == b"other"));
        row.conversation_id = Uuid::from_u128(1);
        assert!(row.text(&w.platform.secrets).is_err());
        let input = domain::messaging::SaveDraft { text: "drafted words".into(), version: None };
        thread::save_draft(&w.platform, &w.maya, w.conversation, IfMatch::default(), &input).await.expect("kept");
        let db = w.platform.db.read();
        let own = drafts::read(db, &w.platform.secrets, w.conversation, w.maya.person).await.expect("a draft");
        assert_eq!(own.text.as_str(), "drafted words");
        let others = drafts::read(db, &w.platform.secrets, w.conversation, w.jordan.person).await.expect("none");
        assert_eq!((others.text.as_str(), others.version), ("", 0));
    })
    .await;
}

/// M6: what another device wrote in between is not overwritten, and what was sent is no draft any longer.
#[tokio::test]
async fn m6_a_draft_goes_on_from_what_was_there() {
    on_each(async |w| {
        let save = |text: &str, version| {
            let input = domain::messaging::SaveDraft { text: text.into(), version };
            async move { thread::save_draft(&w.platform, &w.maya, w.conversation, IfMatch::default(), &input).await }
        };
        assert_eq!(save("one", Some(0)).await.expect("kept").version, 1);
        assert_eq!(save("late", Some(0)).await.expect_err("refused").status.as_u16(), 412);
        assert_eq!(save("two", Some(1)).await.expect("kept").version, 2);
        w.says(&w.maya, "two").await;
        let left = thread::draft(&w.platform, &w.maya, w.conversation).await.expect("a draft");
        assert_eq!((left.text.as_str(), left.version), ("", 3));
        assert_eq!(save("two", Some(2)).await.expect_err("refused").status.as_u16(), 412);
    })
    .await;
}
