//! Sessions: a row for each, and a signed token that names it.
//!
//! The cookie holds a JWT (EdDSA, RFC 8037) with the session's id and nothing about the person. Each request also reads
//! the row, so that limits, sign-outs and lost roles hold at once on every node.

pub mod store;
pub mod token;

use actix_web::cookie::{Cookie, SameSite};
use domain::access::session::{App, SessionEnds, SessionKind};
use domain::time::Timestamp;
use domain::{PracticeId, SessionId};

use crate::config::Config;

/// Hours after which a session ends in any case (A20).
pub const ABSOLUTE_HOURS: i64 = 12;
/// Minutes for the steps between a PIN or password and a full session.
pub const STEP_MINUTES: i64 = 15;

/// What a token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The session.
    pub session: SessionId,
    /// Its practice.
    pub practice: PracticeId,
    /// Its application.
    pub app: App,
    /// What it may do.
    pub kind: SessionKind,
}

/// The cookie's name: `__Host-` where people come by TLS (RFC 6265bis, 4.1.3.2); a browser refuses that name without.
#[must_use]
pub fn cookie_name(config: &Config, app: App) -> String {
    let prefix = if config.is_secure() { "__Host-" } else { "" };
    format!("{prefix}anteroom-{}", app.as_str())
}

/// The cookie that carries `token`; an empty one takes the cookie away.
#[must_use]
pub fn cookie(config: &Config, app: App, token: &str) -> Cookie<'static> {
    let mut cookie = Cookie::build(cookie_name(config, app), token.to_owned())
        .path("/")
        .http_only(true)
        .secure(config.is_secure())
        .same_site(SameSite::Lax)
        .finish();
    if token.is_empty() {
        cookie.make_removal();
    }
    cookie
}

/// Seconds until a session ends, by idleness and in any case.
#[must_use]
pub fn ends(now: Timestamp, expires_at: Timestamp, idle_minutes: u8) -> SessionEnds {
    let left = u32::try_from(expires_at.as_second() - now.as_second()).unwrap_or_default();
    SessionEnds { idle_seconds: (u32::from(idle_minutes) * 60).min(left), absolute_seconds: left }
}
