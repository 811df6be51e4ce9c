use messaging::redact::redact;
use platform::audit::Actor;

use crate::world::on_each;

/// M12: the words are gone for good, that they were there stays, and why is for staff.
#[tokio::test]
async fn m12_a_redacted_message_leaves_a_tombstone() {
    on_each(async |w| {
        w.says(&w.jordan, "for somebody else").await;
        let id = w.sees(&w.jordan).await.expect("a page")[0].id;
        let by = |reader| redact(&w.platform, reader, Actor::system(), id, " wrong client ");
        for stranger in [&w.maya, &w.sam, &w.desk] {
            assert_eq!(by(stranger).await.expect_err("refused").status.as_u16(), 404);
        }
        let (_, row) = by(&w.jordan).await.expect("redacted");
        assert!(row.sealed_body.is_none());
        assert_eq!(by(&w.owner).await.expect_err("refused").code, "redacted");
        for (reader, reason) in [(&w.jordan, Some("wrong client")), (&w.maya, None)] {
            let shown = w.sees(reader).await.expect("a page").remove(0);
            let redaction = shown.redacted.expect("a tombstone");
            assert_eq!((shown.text.as_str(), shown.state), ("", None));
            assert_eq!((redaction.by.as_str(), redaction.reason.as_ref().map(|reason| reason.as_str())), ("Jordan Hale", reason));
        }
        // Nothing is left to read.
        let unread = messaging::store::unread::total(w.platform.db.read(), &w.maya).await.expect("counted");
        assert_eq!(unread.messages, 0);
        assert_eq!(w.count("audit_events WHERE act = 'message.redacted'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn m12_a_note_is_redacted_by_its_author_or_an_owner() {
    on_each(async |w| {
        w.notes(&w.owner, "a note").await;
        let id = w.sees(&w.jordan).await.expect("a page")[0].id;
        assert_eq!(redact(&w.platform, &w.jordan, Actor::system(), id, "x").await.expect_err("refused").status.as_u16(), 404);
        redact(&w.platform, &w.owner, Actor::system(), id, "x").await.expect("redacted");
    })
    .await;
}
