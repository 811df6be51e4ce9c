//! A session that begins: its row, its cookie, and the device that is known from now on.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, HttpResponseBuilder, dev::Payload};
use domain::access::session::{App, SessionEnds, SessionKind, SignedIn};
use domain::text::Secret;
use platform::Platform;
use platform::caller::{Anyone, device_cookie_name};
use platform::db::Scope;
use platform::problem::Problem;
use platform::session::store::Begun;
use platform::session::{self, store};
use practice::practices;
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use crate::store::known_devices;

/// How long a device stays known.
const KNOWN_FOR: Duration = Duration::days(365);

/// From where a caller who is signed in comes: address, browser, and whether this device was here before. Says nothing
/// about who they are; that is the caller's own type.
pub struct Visit(pub Anyone);

impl FromRequest for Visit {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        std::future::ready(Anyone::from_request(request, payload).into_inner().map(Self))
    }
}

/// A session that began.
pub struct Opened {
    /// Its row and token.
    pub begun: Begun,
    /// The login or staff member.
    pub subject: Uuid,
    /// Whether the person had signed in from this device before; true for a step that is not whole.
    pub device_known: bool,
    device_token: Option<Secret>,
    idle_minutes: u8,
}

/// Begins a session of `kind`. A full one makes the device known.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    practice: &practices::Model,
    app: App,
    kind: SessionKind,
    subject: Uuid,
    from: &Anyone,
) -> Result<Opened, Problem> {
    let scope = practice.scope();
    let device = match kind {
        SessionKind::Full => Some(known_devices::remember(platform, tx, scope, app, subject, from.device_token.as_deref()).await?),
        _ => None,
    };
    let on = store::Device { label: &from.device, known: device.as_ref().map(|device| device.id) };
    let begun = store::begin(platform, tx, scope.practice, app, kind, subject, on).await?;
    Ok(Opened {
        begun,
        subject,
        device_known: device.as_ref().is_none_or(|device| device.known),
        device_token: device.map(|device| device.token),
        idle_minutes: idle_minutes(practice, app),
    })
}

/// Whether `subject` signed in from this device before.
///
/// # Errors
/// When the database does not answer.
pub async fn knows_device(db: &impl ConnectionTrait, scope: Scope, subject: Uuid, from: &Anyone) -> Result<bool, DbErr> {
    Ok(known_devices::find(db, scope, subject, from.device_token.as_deref()).await?.is_some())
}

/// Minutes without a request after which somebody of `app` is signed out.
#[must_use]
pub fn idle_minutes(practice: &practices::Model, app: App) -> u8 {
    match app {
        App::Portal => practice.rules().client_idle_minutes,
        App::Admin => practice.rules().staff_idle_minutes,
    }
}

impl Opened {
    /// When it ends.
    #[must_use]
    pub fn ends(&self, platform: &Platform) -> SessionEnds {
        session::ends(platform.clock.now(), self.begun.expires_at, self.idle_minutes)
    }

    /// The answer that tells the next page.
    #[must_use]
    pub fn answer(&self, platform: &Platform, status: StatusCode) -> HttpResponse {
        self.cookies(platform, status).json(SignedIn { kind: self.begun.named.kind, ends: self.ends(platform) })
    }

    /// An answer that carries the session's cookie, and the device's.
    #[must_use]
    pub fn cookies(&self, platform: &Platform, status: StatusCode) -> HttpResponseBuilder {
        let mut response = HttpResponse::build(status);
        response.cookie(session::cookie(&platform.config, self.begun.named.app, &self.begun.token));
        if let Some(token) = &self.device_token {
            response.cookie(device_cookie(platform, token));
        }
        response
    }
}

fn device_cookie(platform: &Platform, token: &Secret) -> Cookie<'static> {
    Cookie::build(device_cookie_name(&platform.config), token.as_str().to_owned())
        .path("/")
        .http_only(true)
        .secure(platform.config.is_secure())
        .same_site(SameSite::Lax)
        .max_age(KNOWN_FOR)
        .finish()
}
