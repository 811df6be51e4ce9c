//! What other processes tell, by PostgreSQL's LISTEN: one connection for the whole process.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sea_orm::sqlx;
use sea_orm::sqlx::postgres::PgListener;
use uuid::Uuid;

use super::Hub;
use super::signal::{CHANNEL, Signal, notify};
use crate::Platform;

/// How often the process asks itself whether it still hears: a connection may be dead for long before anybody notices.
const PROBE: Duration = Duration::from_secs(20);
/// Before a connection is tried again.
const PAUSE: Duration = Duration::from_secs(1);

/// Hears for ever, over a new connection whenever one is lost. With SQLite there is nobody else to hear.
pub(super) async fn run(platform: &Platform, hub: &Hub) {
    let Some(url) = platform.config.database_url.as_deref() else { return std::future::pending().await };
    let own = platform.secrets.id(platform.clock.now());
    loop {
        let said = hear(platform, hub, url, own).await;
        tracing::warn!(reason = %said, "live events are not heard; connecting again");
        tokio::time::sleep(PAUSE).await;
    }
}

/// Hears until the connection is lost; gives the reason.
async fn hear(platform: &Platform, hub: &Hub, url: &str, own: Uuid) -> String {
    let connected = async {
        let mut listener = PgListener::connect(url).await?;
        listener.listen(CHANNEL).await?;
        Ok::<_, sqlx::Error>(listener)
    };
    let listener = match connected.await {
        Ok(listener) => listener,
        // Never with the address in it, which holds a password.
        Err(error) => return kind(&error).to_owned(),
    };
    // From here on nothing is missed; what was told before may have been.
    hub.ring_everybody();
    let heard = AtomicBool::new(false);
    tokio::select! {
        reason = take_in(listener, hub, own, &heard) => reason,
        reason = probe(platform, own, &heard) => reason,
    }
}

async fn take_in(mut listener: PgListener, hub: &Hub, own: Uuid, heard: &AtomicBool) -> String {
    loop {
        match listener.try_recv().await {
            Ok(Some(notification)) => match Signal::read(notification.payload()) {
                Some(Signal::Probe(process)) => heard.store(process == own || heard.load(Ordering::Relaxed), Ordering::Relaxed),
                Some(signal) => hub.hear(signal),
                None => {}
            },
            // The connection was lost and made anew: what was told in between was told to nobody here.
            Ok(None) => hub.ring_everybody(),
            Err(error) => return kind(&error).to_owned(),
        }
    }
}

/// Returns when what the process tells itself does not come back.
async fn probe(platform: &Platform, own: Uuid, heard: &AtomicBool) -> String {
    loop {
        heard.store(false, Ordering::Relaxed);
        let told = notify(platform.db.read(), [Signal::Probe(own)]).await;
        tokio::time::sleep(PROBE).await;
        if told.is_ok() && !heard.load(Ordering::Relaxed) {
            return "silent".to_owned();
        }
    }
}

fn kind(error: &sqlx::Error) -> &'static str {
    match error {
        sqlx::Error::Io(_) => "io",
        sqlx::Error::Tls(_) => "tls",
        sqlx::Error::Database(_) => "database",
        sqlx::Error::PoolTimedOut => "timed out",
        _ => "other",
    }
}
