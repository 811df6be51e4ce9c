//! The whole application at a port of its own.

use std::collections::HashSet;
use std::future::Future;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use anteroom::serve;
use api::Api;
use domain::MailId;
use domain::access::session::App;
use domain::time::Timestamp;
use futures_util::FutureExt as _;
use platform::Platform;
use platform::clock::Clock;
use platform::config::Config;
use platform::outbox::{self, MailboxItem};
use platform::secrets::Entropy;
use sea_orm::{ConnectionTrait, Statement};

use super::{Kind, Place, Post, Raw, spec, within};

/// Monday, 2 March 2026, ten in the morning in New York.
const MORNING: &str = "2026-03-02T15:00:00Z";

/// The application and all that is in it; clones are the same house.
#[derive(Clone)]
pub struct House(Arc<Inner>);

struct Inner {
    kind: Kind,
    platform: Platform,
    base: String,
    read: Mutex<HashSet<MailId>>,
    mail_matters: AtomicBool,
}

impl House {
    /// Runs `scenario` in a house of its own on `kind`, whose configuration was changed by `tweak`; looks afterwards
    /// whether e-mail was left unread.
    pub async fn run<S, F>(kind: Kind, tweak: impl FnOnce(&mut Config), scenario: S)
    where
        S: FnOnce(Self) -> F,
        F: Future<Output = ()>,
    {
        let place = Place::new(kind).await;
        let ended = AssertUnwindSafe(Self::in_place(&place, tweak, scenario)).catch_unwind().await;
        place.remove().await;
        if let Err(panic) = ended {
            resume_unwind(panic);
        }
    }

    /// Runs `scenario` in a house at `place`.
    pub async fn in_place<S, F>(place: &Place, tweak: impl FnOnce(&mut Config), scenario: S)
    where
        S: FnOnce(Self) -> F,
        F: Future<Output = ()>,
    {
        let mut config = place.config();
        tweak(&mut config);
        let morning: Timestamp = MORNING.parse().expect("a moment");
        let platform = Platform::start(config, Clock::frozen(morning), Entropy::seeded(7)).await.expect("the application starts");
        let running = serve::start(platform.clone()).await.expect("the server listens");
        let base = format!("http://{}", running.address);
        let (read, mail_matters) = (Mutex::default(), AtomicBool::new(true));
        let house = Self(Arc::new(Inner { kind: place.kind, platform, base, read, mail_matters }));
        let ended = AssertUnwindSafe(async {
            scenario(house.clone()).await;
            house.all_mail_was_read().await;
        })
        .catch_unwind()
        .await;
        running.stop().await;
        let _ = house.0.platform.db.read().clone().close().await;
        if let Err(panic) = ended {
            resume_unwind(panic);
        }
    }

    /// The database it stands on.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The inside, for what cannot be seen from outside.
    pub fn platform(&self) -> &Platform {
        &self.0.platform
    }

    /// Another process at the same database, with the same clock.
    pub async fn another_process(&self) -> Platform {
        let here = self.platform();
        Platform::start((*here.config).clone(), here.clock.clone(), Entropy::system()).await.expect("another process starts")
    }

    /// Where it listens, such as `http://127.0.0.1:41234`.
    pub fn base(&self) -> &str {
        &self.0.base
    }

    /// What time it is here.
    pub fn now(&self) -> Timestamp {
        self.0.platform.clock.now()
    }

    /// Lets time pass; what is due then is looked at.
    pub fn advance(&self, seconds: i64) {
        self.0.platform.clock.advance(seconds);
        self.0.platform.db.wake().mail();
        self.0.platform.db.wake().jobs();
    }

    /// A browser that was never here.
    pub fn browser(&self, app: App) -> Api {
        let api = Api::connect(self.base(), app).expect("an address");
        api.on_exchange(|seen| spec::check(seen.method, seen.path, seen.status, seen.content_type, seen.body))
    }

    /// A client that sends what browsers would not.
    pub fn raw(&self) -> Raw {
        Raw::new(self.base())
    }

    /// The e-mail that came to `address` since the last one that was read, oldest first.
    pub async fn mail_to(&self, address: &str) -> Post {
        match self.next_mail(Some(address)).await {
            Some(mail) => mail,
            None => panic!("no e-mail came to {address}"),
        }
    }

    /// The same where it may be that nothing came.
    pub async fn maybe_mail_to(&self, address: &str) -> Option<Post> {
        self.next_mail(Some(address)).await
    }

    /// Nothing came to `address` that was not read.
    pub async fn no_mail_to(&self, address: &str) {
        if let Some(mail) = self.next_mail(Some(address)).await {
            panic!("an e-mail came to {address}: {} ({})", mail.subject, mail.kind);
        }
    }

    /// This test is about something else: e-mail may stay unread.
    pub fn mail_does_not_matter(&self) {
        self.0.mail_matters.store(false, Ordering::SeqCst);
    }

    async fn unread(&self, address: Option<&str>) -> Vec<MailboxItem> {
        let mut mails = outbox::recent(self.platform(), address, 1_000).await.expect("the outbox is read");
        let read = self.0.read.lock().expect("not poisoned").clone();
        mails.retain(|mail| !read.contains(&mail.id));
        mails.reverse();
        mails
    }

    async fn next_mail(&self, address: Option<&str>) -> Option<Post> {
        let mail = self.unread(address).await.into_iter().next()?;
        self.0.read.lock().expect("not poisoned").insert(mail.id);
        Some(Post::from(mail))
    }

    async fn all_mail_was_read(&self) {
        if !self.0.mail_matters.load(Ordering::SeqCst) {
            return;
        }
        let left: Vec<String> = self.unread(None).await.iter().map(|mail| format!("{} to {}", mail.kind, mail.to.as_str())).collect();
        assert!(left.is_empty(), "e-mail that the test did not look at (read it, or say mail_does_not_matter): {left:?}");
    }

    /// Waits until there is a PDF of everything that was signed: the workers make them by themselves.
    pub async fn papers_are_made(&self) {
        let missing = "SELECT (SELECT count(*) FROM document_signatures) - (SELECT count(*) FROM document_pdfs)";
        within(60, "the PDFs", async || (self.number(missing).await == 0).then_some(())).await;
    }

    /// One number from the database.
    pub async fn number(&self, sql: &str) -> i64 {
        let db = self.platform().db.read();
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("a query").expect("a row");
        row.try_get_by_index(0).expect("a number")
    }

    /// Changes the database behind the application's back.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let tx = self.platform().db.write().await.expect("a transaction");
        let done = tx.execute_unprepared(sql).await.expect("a change");
        tx.commit().await.expect("committed");
        done.rows_affected()
    }
}
