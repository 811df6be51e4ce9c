use domain::messaging::ListMessages;
use domain::{ClientId, StaffId};
use messaging::assign::{archive, assign};
use messaging::reader::Reader;
use messaging::store::inbox::{self, Asked};
use messaging::thread;
use platform::audit::Actor;
use platform::etag::IfMatch;

use crate::world::on_each;

fn any_version() -> IfMatch {
    let request = actix_web::test::TestRequest::default().to_http_request();
    let mut payload = actix_web::dev::Payload::None;
    <IfMatch as actix_web::FromRequest>::from_request(&request, &mut payload).into_inner().expect("none was sent")
}

/// M1: adding somebody never shows them what was said before; who goes out sees nothing that comes after.
#[tokio::test]
async fn m1_whoever_comes_in_sees_it_from_here_on() {
    on_each(async |w| {
        w.says(&w.maya, "before").await;
        assert_eq!(w.sees(&w.sam).await.expect_err("nothing of his").status.as_u16(), 404);
        let to = |reader: &Reader| Some(StaffId(reader.person.id));
        let give = |whom| assign(&w.platform, &w.jordan, Actor::system(), w.conversation, any_version(), whom);
        give(to(&w.sam)).await.expect("given");
        assert_eq!(w.texts(&w.sam).await, Vec::<String>::new());
        w.says(&w.maya, "while").await;
        assert_eq!(w.texts(&w.sam).await, ["while"]);
        w.says(&w.sam, "answer").await;
        give(None).await.expect("taken back");
        w.says(&w.maya, "after").await;
        assert_eq!(w.texts(&w.sam).await, ["answer", "while"]);
        let refused = w.send_as(&w.sam, w.conversation, domain::messaging::MessageKind::Message, &crate::world::message("more")).await;
        assert_eq!(refused.err().expect("refused").code, "left");
        // Given to him again, he begins anew.
        give(to(&w.sam)).await.expect("given");
        assert_eq!(w.texts(&w.sam).await, Vec::<String>::new());
        assert_eq!(w.texts(&w.jordan).await, ["after", "answer", "while", "before"]);
        assert_eq!(w.texts(&w.owner).await.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn m10_what_was_put_away_comes_back_with_a_message_and_not_with_a_note() {
    on_each(async |w| {
        let row = archive(&w.platform, &w.jordan, Actor::system(), w.conversation, any_version(), true).await.expect("put away");
        assert!(row.archived && row.version == 2);
        let archived = async || {
            messaging::store::conversations::find(w.platform.db.read(), w.scope, w.conversation)
                .await
                .expect("read")
                .expect("there")
                .archived
        };
        w.notes(&w.jordan, "later").await;
        assert!(archived().await);
        w.says(&w.maya, "hello").await;
        assert!(!archived().await);
    })
    .await;
}

#[tokio::test]
async fn m10_the_inbox_has_what_its_reader_may_see() {
    on_each(async |w| {
        let desk = w.front_desk().await;
        let list = async |reader: &Reader, query: &str| {
            let asked = Asked { archived: false, client: None, assigned: None, front_desk: false, query, after: None, limit: 10 };
            let mut ids: Vec<_> =
                inbox::page(w.platform.db.read(), reader, asked).await.expect("a page").iter().map(|row| row.id()).collect();
            ids.sort();
            ids
        };
        let mut both = vec![w.conversation, desk];
        both.sort();
        assert_eq!(list(&w.owner, "").await, both);
        assert_eq!(list(&w.jordan, "").await, [w.conversation]);
        assert_eq!(list(&w.desk, "").await, [desk]);
        assert!(list(&w.sam, "").await.is_empty());
        let of_client = async |client| {
            let asked =
                Asked { archived: false, client: Some(client), assigned: None, front_desk: false, query: "", after: None, limit: 10 };
            inbox::page(w.platform.db.read(), &w.owner, asked).await.expect("a page").len()
        };
        assert_eq!(of_client(ClientId(w.maya.person.id)).await, 2);
        assert_eq!(of_client(ClientId(w.sam.person.id)).await, 0);
        assert_eq!(list(&w.owner, "lopez MAYA").await, both);
        assert!(list(&w.owner, "sam").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn m10_the_front_desks_own_are_those_that_nobody_took_over() {
    on_each(async |w| {
        let desk = w.front_desk().await;
        let list = async || {
            let asked = Asked { archived: false, client: None, assigned: None, front_desk: true, query: "", after: None, limit: 10 };
            inbox::page(w.platform.db.read(), &w.owner, asked).await.expect("a page").iter().map(|row| row.id()).collect::<Vec<_>>()
        };
        assert_eq!(list().await, [desk]);
        let give = |whom| assign(&w.platform, &w.owner, Actor::system(), desk, any_version(), whom);
        give(Some(StaffId(w.jordan.person.id))).await.expect("given");
        assert!(list().await.is_empty());
        give(None).await.expect("taken back");
        assert_eq!(list().await, [desk]);
    })
    .await;
}

#[tokio::test]
async fn m5_stretches_follow_each_other_without_a_gap_or_a_repetition() {
    on_each(async |w| {
        for n in 1..=9 {
            if n == 4 {
                w.notes(&w.jordan, "note").await
            } else {
                w.says(&w.jordan, &n.to_string()).await
            };
        }
        let page = async |before, after| {
            let asked = ListMessages { before, after, limit: Some(3) };
            let page = thread::page(&w.platform, &w.maya, w.conversation, &asked).await.expect("a page");
            (page.items.iter().map(|message| message.seq).collect::<Vec<_>>(), page.next_cursor)
        };
        let cursor = |place: &str| Some(place.to_owned());
        assert_eq!(page(None, None).await, (vec![9, 8, 7], cursor("7")));
        assert_eq!(page(Some(7), None).await, (vec![6, 5, 3], cursor("3")));
        assert_eq!(page(Some(3), None).await, (vec![2, 1], None));
        assert_eq!(page(None, Some(2)).await, (vec![6, 5, 3], cursor("6")));
        assert_eq!(page(None, Some(6)).await, (vec![9, 8, 7], None));
        assert_eq!(page(None, Some(9)).await, (vec![], None));
    })
    .await;
}
