//! The only shared plumbing: who calls, what came in, what went wrong, the database, the clock, secrets, mail, jobs,
//! events to open pages, sealed files, the audit log. No product words beyond those every capability needs.

pub mod answers;
pub mod audit;
pub mod body;
pub mod caller;
pub mod checked;
pub mod clock;
pub mod config;
pub mod db;
pub mod etag;
pub mod files;
pub mod headers;
pub mod idempotency;
pub mod jobs;
pub mod live;
pub mod log;
pub mod mail;
pub mod outbox;
pub mod outward;
pub mod page;
pub mod passwords;
pub mod peer;
pub mod problem;
pub mod rate;
pub mod secrets;
pub mod session;
pub mod subscriptions;
pub mod tries;
pub mod vapid;

use std::sync::Arc;

use actix_web::web;

/// What every handler and job can reach: cheap to clone.
#[derive(Clone)]
pub struct Platform {
    /// The configuration in force.
    pub config: Arc<config::Config>,
    /// The database.
    pub db: db::Db,
    /// What time it is.
    pub clock: clock::Clock,
    /// Keys, random values, hashes.
    pub secrets: secrets::Secrets,
    /// The bounded place where passwords are hashed.
    pub passwords: passwords::Passwords,
}

/// The platform as handlers take it.
pub type App = web::Data<Platform>;

impl Platform {
    /// Opens the database, reads or makes the master key, and brings the schema up to date.
    ///
    /// # Errors
    /// When the configuration cannot be used: one line that names what is wrong.
    pub async fn start(config: config::Config, clock: clock::Clock, entropy: secrets::Entropy) -> Result<Self, config::StartError> {
        let secrets = secrets::Secrets::open(&config, entropy)?;
        let db = db::Db::open(&config).await?;
        db.migrate().await?;
        secrets.prove(&db).await?;
        Ok(Self { passwords: passwords::Passwords::new(config.password_workers), config: Arc::new(config), db, clock, secrets })
    }
}
