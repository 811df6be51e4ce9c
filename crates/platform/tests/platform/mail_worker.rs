use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::access::portal_access::{Delivery, DeliveryState};
use domain::practice::profile::Language;
use domain::text::Secret;
use domain::time::Timestamp;
use domain::{MailId, PracticeId};
use platform::Platform;
use platform::db::Scope;
use platform::mail::{Delivering, Mail, Mailbox, Outcome, Transport};
use platform::outbox::{self, Letter};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::place::on_each;

const SCOPE: Scope = Scope { practice: PracticeId(uuid::Uuid::from_u128(7)) };

/// A server that answers what it is told and counts what it is given.
#[derive(Default)]
struct Server {
    given: Mutex<HashMap<MailId, u32>>,
    answers: Mutex<Vec<Outcome>>,
    hangs: bool,
}

impl Server {
    fn answering(answers: Vec<Outcome>) -> Arc<Self> {
        Arc::new(Self { answers: Mutex::new(answers), ..Self::default() })
    }

    fn given(&self) -> HashMap<MailId, u32> {
        self.given.lock().expect("whole").clone()
    }
}

impl Transport for Server {
    fn deliver<'a>(&'a self, id: MailId, _: &'a Mail, _: Timestamp) -> Delivering<'a> {
        *self.given.lock().expect("whole").entry(id).or_default() += 1;
        let answer = self.answers.lock().expect("whole").pop().unwrap_or(Outcome::Accepted);
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(if self.hangs { 60_000 } else { 5 })).await;
            answer
        })
    }

    fn keeps(&self) -> bool {
        false
    }
}

fn letter(to: &str) -> Letter {
    Letter {
        practice: Some(SCOPE.practice),
        client: None,
        kind: "portal_invitation",
        to: to.into(),
        from_name: "Willow".into(),
        reply_to: None,
        language: Language::En,
        subject: "Welcome".into(),
        text: "Hello".into(),
        pin: Some(("PIN".into(), Secret::from("0427"))),
        button: None,
        footer: Vec::new(),
        calendar: None,
    }
}

async fn queue(platform: &Platform, to: &str) -> MailId {
    let tx = platform.db.write().await.expect("a transaction");
    let id = outbox::queue(platform, &tx, letter(to)).await.expect("queued");
    tx.commit().await.expect("kept");
    id
}

async fn delivery(platform: &Platform, id: MailId) -> Delivery {
    outbox::delivery(platform.db.read(), SCOPE, id).await.expect("read").expect("there")
}

async fn until(platform: &Platform, id: MailId, is: impl Fn(&Delivery) -> bool) -> Delivery {
    for _ in 0..1000 {
        let delivery = delivery(platform, id).await;
        if is(&delivery) {
            return delivery;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it stayed {:?}", delivery(platform, id).await);
}

fn work(platform: &Platform, transport: Arc<dyn Transport>) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (stop, stopped) = watch::channel(false);
    (stop, tokio::spawn(outbox::run(platform.clone(), transport, stopped)))
}

async fn end((stop, worker): (watch::Sender<bool>, JoinHandle<()>)) {
    stop.send(true).expect("heard");
    worker.await.expect("ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn o5_two_processes_send_each_mail_once_and_forget_its_words() {
    on_each(async |place| {
        let (one, two) = (place.process().await, place.process().await);
        let mut ids = Vec::new();
        for n in 0..40 {
            ids.push(queue(&one, &format!("c{n}@example.com")).await);
        }
        let server = Arc::new(Server::default());
        let workers = [work(&one, server.clone()), work(&two, server.clone()), work(&one, server.clone())];
        for id in &ids {
            until(&two, *id, |delivery| delivery.state == DeliveryState::Sent).await;
        }
        for worker in workers {
            end(worker).await;
        }
        let given = server.given();
        assert_eq!(given.len(), 40);
        assert!(given.values().all(|times| *times == 1), "{given:?}");
        assert!(outbox::recent(&one, None, 100).await.expect("read").is_empty());
        assert!(outbox::delivery(one.db.read(), Scope { practice: PracticeId(uuid::Uuid::nil()) }, ids[0]).await.expect("read").is_none());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn o5_a_mail_waits_longer_after_each_try_and_is_given_up_after_a_day() {
    on_each(async |place| {
        let platform = place.process().await;
        let later = |reason: &str| Outcome::Later(reason.into());
        // The last one is given first.
        let server = Server::answering(vec![Outcome::Accepted, later("451 third"), later("451 second"), later("451 first")]);
        let id = queue(&platform, "maya@example.com").await;
        let worker = work(&platform, server.clone());

        let waiting = until(&platform, id, |delivery| delivery.reason.is_some()).await;
        assert_eq!((waiting.state, waiting.reason.as_deref()), (DeliveryState::Queued, Some("451 first")));
        platform.clock.advance(14);
        platform.db.wake().mail();
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(server.given()[&id], 1);
        platform.clock.advance(1);
        platform.db.wake().mail();
        until(&platform, id, |delivery| delivery.reason.as_deref() == Some("451 second")).await;

        platform.clock.advance(24 * 3600);
        platform.db.wake().mail();
        let failed = until(&platform, id, |delivery| delivery.state == DeliveryState::Failed).await;
        assert_eq!(failed.at, platform.clock.now());
        let undelivered = outbox::undelivered(&platform, platform.db.read(), SCOPE, 20).await.expect("read");
        assert_eq!(undelivered.len(), 1);
        assert_eq!((undelivered[0].to.as_str(), undelivered[0].reason.as_str()), ("maya@example.com", "451 third"));

        let tx = platform.db.write().await.expect("a transaction");
        assert!(!outbox::retry(&tx, Scope { practice: PracticeId(uuid::Uuid::nil()) }, id, platform.clock.now()).await.expect("asked"));
        assert!(outbox::retry(&tx, SCOPE, id, platform.clock.now()).await.expect("asked"));
        assert!(!outbox::retry(&tx, SCOPE, id, platform.clock.now()).await.expect("asked"));
        tx.commit().await.expect("kept");
        until(&platform, id, |delivery| delivery.state == DeliveryState::Sent && delivery.reason.is_none()).await;
        end(worker).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn o5_a_refused_mail_is_not_tried_again() {
    on_each(async |place| {
        let platform = place.process().await;
        let server = Server::answering(vec![Outcome::Never("550 no such user".into())]);
        let id = queue(&platform, "maya@example.com").await;
        let worker = work(&platform, server.clone());
        until(&platform, id, |delivery| delivery.state == DeliveryState::Failed).await;
        platform.clock.advance(7 * 24 * 3600);
        platform.db.wake().mail();
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(server.given()[&id], 1);
        end(worker).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn o8_what_was_rolled_back_is_not_sent_and_what_was_begun_by_a_killed_process_is() {
    on_each(async |place| {
        let platform = place.process().await;
        let tx = platform.db.write().await.expect("a transaction");
        outbox::queue(&platform, &tx, letter("nobody@example.com")).await.expect("queued");
        drop(tx);

        let id = queue(&platform, "maya@example.com").await;
        let hanging = Arc::new(Server { hangs: true, ..Server::default() });
        let (stop, killed) = work(&platform, hanging.clone());
        while hanging.given().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        killed.abort();
        drop(stop);

        let server = Arc::new(Server::default());
        let worker = work(&platform, server.clone());
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(server.given().is_empty(), "the other process may still be sending it");
        platform.clock.advance(121);
        platform.db.wake().mail();
        until(&platform, id, |delivery| delivery.state == DeliveryState::Sent).await;
        assert_eq!(server.given(), HashMap::from([(id, 1)]));
        end(worker).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a6_a_withdrawn_mail_is_not_sent_and_the_mailbox_shows_the_others() {
    on_each(async |place| {
        let platform = place.process().await;
        let old = queue(&platform, "maya@example.com").await;
        let tx = platform.db.write().await.expect("a transaction");
        assert!(outbox::withdraw(&*tx, SCOPE, old, platform.clock.now()).await.expect("asked"));
        tx.commit().await.expect("kept");
        let new = queue(&platform, "Maya@Example.com").await;
        queue(&platform, "sam@example.com").await;

        let worker = work(&platform, Arc::new(Mailbox));
        until(&platform, new, |delivery| delivery.state == DeliveryState::Sent).await;
        assert_eq!(delivery(&platform, old).await.state, DeliveryState::Withdrawn);
        let shown = outbox::recent(&platform, Some(" MAYA@example.com"), 10).await.expect("read");
        assert_eq!(shown.iter().map(|item| item.id).collect::<Vec<_>>(), [new]);
        assert!(shown[0].text.contains("PIN: 0427") && shown[0].html.contains("0427"));
        assert_eq!(outbox::recent(&platform, None, 1).await.expect("read").len(), 1);

        let tx = platform.db.write().await.expect("a transaction");
        assert!(!outbox::withdraw(&*tx, SCOPE, new, platform.clock.now()).await.expect("asked"));
        drop(tx);
        end(worker).await;

        platform.clock.advance(91 * 24 * 3600);
        platform::jobs::housekeeping::sweep(&platform).await.expect("swept");
        assert!(outbox::delivery(platform.db.read(), SCOPE, new).await.expect("read").is_none());
    })
    .await;
}
