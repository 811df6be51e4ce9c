//! Who calls is a type: a handler takes one of these, and by the time it runs the caller is who it says.
//!
//! A session is found by its token: a cookie, chosen by the header `Anteroom-App`, or `Authorization: Bearer`. What the
//! caller may not do answers *not found*, as does what is somebody else's (A25, A26).

mod guard;
pub(crate) mod held;
pub(crate) mod standing;

use std::future::{Future, Ready, ready};
use std::marker::PhantomData;
use std::net::IpAddr;
use std::pin::Pin;

use actix_web::http::header::USER_AGENT;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use domain::access::rights::{Right, Rights};
use domain::access::session::{App, SessionKind};
use domain::practice::audit::ActorKind;
use domain::practice::staff::Role;
use domain::{ClientId, ConversationId, LoginId, PracticeId, SessionId, StaffId};
pub use guard::guard;
pub use held::{Held, Subject};

use crate::audit::Actor;
use crate::db::Scope;
use crate::problem::Problem;

/// The header that says which application calls; a page of another site cannot send it.
pub const APP_HEADER: &str = "Anteroom-App";
/// The header of what a page asks by itself, with nobody pressing anything: it does not count as use of the session (A20).
pub const UNATTENDED_HEADER: &str = "Anteroom-Unattended";
/// The cookie of a device that signed in before, without the prefix of secure ones.
const DEVICE_COOKIE: &str = "anteroom-device";

/// Somebody who need not be signed in.
#[derive(Clone, Debug)]
pub struct Anyone {
    /// From which address.
    pub ip: Option<IpAddr>,
    /// Which application they use, where the header says so.
    pub app: Option<App>,
    /// The browser and system, for the list of devices.
    pub device: String,
    /// The token of a device that signed in before, where it has one.
    pub device_token: Option<String>,
}

impl Anyone {
    /// For the audit log.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { kind: ActorKind::Anyone, id: None, ip: self.ip }
    }
}

/// The name of the cookie by which a device is known again.
#[must_use]
pub fn device_cookie_name(config: &crate::config::Config) -> String {
    format!("{}{DEVICE_COOKIE}", if config.is_secure() { "__Host-" } else { "" })
}

impl FromRequest for Anyone {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let device_token = request
            .app_data::<crate::App>()
            .and_then(|platform| request.cookie(&device_cookie_name(&platform.config)))
            .map(|cookie| cookie.value().to_owned())
            .filter(|token| token.len() <= 100);
        ready(Ok(Self { ip: crate::peer::address(request), app: app_of(request), device: device_of(request), device_token }))
    }
}

/// Which application the header names.
fn app_of(request: &HttpRequest) -> Option<App> {
    match request.headers().get(APP_HEADER)?.to_str().ok()? {
        "portal" => Some(App::Portal),
        "admin" => Some(App::Admin),
        _ => None,
    }
}

/// Browser and system in a few words; nothing that could tell one person from another.
fn device_of(request: &HttpRequest) -> String {
    let agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let first = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Another program".to_owned(),
    }
}

/// A signed-in client, for the one client their login reaches.
#[derive(Clone, Debug)]
pub struct Client {
    /// The practice.
    pub practice: PracticeId,
    /// Their login.
    pub login: LoginId,
    /// The client.
    pub client: ClientId,
    /// What they may do.
    pub rights: Rights,
    /// The session.
    pub session: SessionId,
    /// From which address.
    pub ip: Option<IpAddr>,
}

impl Client {
    /// The practice's rows.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope { practice: self.practice }
    }

    /// For the audit log.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { kind: ActorKind::Client, id: Some(self.login.0), ip: self.ip }
    }

    /// Goes on only with `right`.
    ///
    /// # Errors
    /// 404: what a client has no right to is not there (A25).
    pub fn needs(&self, right: Right) -> Result<(), Problem> {
        if self.rights.has(right) { Ok(()) } else { Err(Problem::not_found()) }
    }
}

/// Who came by the link of a notice: reads and answers one conversation, and nothing else, for 15 minutes (M9).
#[derive(Clone, Debug)]
pub struct LinkHolder {
    /// The client whose link it is, with what they may do.
    pub client: Client,
    /// The conversation.
    pub conversation: ConversationId,
}

/// A client in their conversations: signed in, or a [`LinkHolder`] in one of them.
#[derive(Clone, Debug)]
pub enum Correspondent {
    /// Signed in: in all of them.
    Client(Client),
    /// By a link: in that one.
    LinkHolder(LinkHolder),
}

impl Correspondent {
    /// The client, either way.
    #[must_use]
    pub fn client(&self) -> &Client {
        match self {
            Self::Client(client) => client,
            Self::LinkHolder(holder) => &holder.client,
        }
    }

    /// The one conversation they are in; none where they are in all of theirs.
    #[must_use]
    pub fn link_conversation(&self) -> Option<ConversationId> {
        match self {
            Self::Client(_) => None,
            Self::LinkHolder(holder) => Some(holder.conversation),
        }
    }
}

/// Which roles an operation is for.
pub trait Allowed: 'static {
    /// The roles.
    const ROLES: &'static [Role];
}

macro_rules! allowed {
    ($($(#[$doc:meta])* $name:ident: $($role:ident)+;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Allowed for $name {
            const ROLES: &'static [Role] = &[$(Role::$role),+];
        }
    )*};
}

allowed! {
    /// Everybody who works here.
    Team: Owner Clinician Biller FrontDesk;
    /// Owners.
    Owners: Owner;
    /// Owners and clinicians.
    OwnersAndClinicians: Owner Clinician;
    /// Owners and the front desk.
    OwnersAndFrontDesk: Owner FrontDesk;
    /// Everybody who keeps calendars: owners, clinicians, the front desk.
    Schedulers: Owner Clinician FrontDesk;
}

/// A signed-in staff member of one of the roles `R`, second factor given where there is one.
#[derive(Clone, Debug)]
pub struct Staff<R> {
    /// The practice.
    pub practice: PracticeId,
    /// Who.
    pub staff: StaffId,
    /// Their role.
    pub role: Role,
    /// The session.
    pub session: SessionId,
    /// From which address.
    pub ip: Option<IpAddr>,
    roles: PhantomData<R>,
}

impl<R> Staff<R> {
    /// The practice's rows.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope { practice: self.practice }
    }

    /// For the audit log.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { kind: ActorKind::Staff, id: Some(self.staff.0), ip: self.ip }
    }
}

/// A fully signed-in person of either application.
#[derive(Clone, Debug)]
pub struct Person(pub Held);
/// Whoever holds a session of any kind.
#[derive(Clone, Debug)]
pub struct AnySession(pub Held);
/// Somebody who may only set a password.
#[derive(Clone, Debug)]
pub struct SetsPassword(pub Held);
/// A staff member who gave the password and must give the second factor.
#[derive(Clone, Debug)]
pub struct GivesSecondFactor(pub Held);
/// A staff member who must, or wants to, enrol a second factor.
#[derive(Clone, Debug)]
pub struct EnrolsSecondFactor(pub Held);

macro_rules! from_held {
    ([$($generics:tt)*] $caller:ty, $held:ident => $made:expr) => {
        impl<$($generics)*> FromRequest for $caller {
            type Error = Problem;
            type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let request = request.clone();
                Box::pin(async move {
                    let $held = held::load(&request).await?;
                    $made
                })
            }
        }
    };
}

/// A session that is for something else counts as none.
fn only(held: Held, fits: impl FnOnce(&Held) -> bool) -> Result<Held, Problem> {
    if fits(&held) { Ok(held) } else { Err(Problem::not_signed_in()) }
}

fn client_of(held: &Held) -> Result<Client, Problem> {
    let Held { practice, session, ip, subject, .. } = *held;
    match subject {
        Subject::Login { login, client, rights } => Ok(Client { practice, login, client, rights, session, ip }),
        Subject::Staff { .. } => Err(Problem::not_signed_in()),
    }
}

from_held!([] AnySession, held => Ok(Self(held)));
from_held!([] Person, held => only(held, |held| held.kind == SessionKind::Full).map(Self));
from_held!([] SetsPassword, held => only(held, |held| held.kind == SessionKind::MustSetPassword).map(Self));
from_held!([] GivesSecondFactor, held => only(held, |held| held.kind == SessionKind::MustGiveSecondFactor).map(Self));
from_held!([] EnrolsSecondFactor, held => only(held, |held| {
    held.kind == SessionKind::MustEnrolSecondFactor || (held.kind == SessionKind::Full && held.app == App::Admin)
}).map(Self));
from_held!([] Client, held => client_of(&only(held, |held| held.kind == SessionKind::Full)?));
from_held!([] Correspondent, held => match (held.kind, held.about) {
    (SessionKind::Full, _) => Ok(Self::Client(client_of(&held)?)),
    (SessionKind::MessageLink, Some(conversation)) => Ok(Self::LinkHolder(LinkHolder { client: client_of(&held)?, conversation })),
    _ => Err(Problem::not_signed_in()),
});
from_held!([R: Allowed] Staff<R>, held => match only(held, |held| held.kind == SessionKind::Full)? {
    Held { practice, session, ip, subject: Subject::Staff { staff, role }, .. } => {
        if !R::ROLES.contains(&role) {
            return Err(Problem::not_found());
        }
        Ok(Self { practice, staff, role, session, ip, roles: PhantomData })
    }
    _ => Err(Problem::not_signed_in()),
});
