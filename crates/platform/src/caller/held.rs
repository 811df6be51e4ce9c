//! The session a request holds: token read, row read, limits and rights of this moment applied.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;
use domain::access::rights::Rights;
use domain::access::session::{App, SessionEnds, SessionKind};
use domain::messaging::message_link;
use domain::practice::staff::Role;
use domain::time::Timestamp;
use domain::{ClientId, ConversationId, LoginId, PracticeId, SessionId, StaffId};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::Platform;
use crate::audit::Actor;
use crate::db::{Moment, Scope};
use crate::problem::Problem;
use crate::session::{self, Named, token};

/// A session that stands.
#[derive(Clone, Debug)]
pub struct Held {
    /// The practice.
    pub practice: PracticeId,
    /// The session.
    pub session: SessionId,
    /// Its application.
    pub app: App,
    /// What it may do.
    pub kind: SessionKind,
    /// Who holds it.
    pub subject: Subject,
    /// The one conversation it is for, where a notice's link opened it.
    pub about: Option<ConversationId>,
    /// When it ends.
    pub ends: SessionEnds,
    /// From which address the request came.
    pub ip: Option<IpAddr>,
}

/// Who holds a session.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// A client, by their login.
    Login {
        /// The login.
        login: LoginId,
        /// The client it reaches.
        client: ClientId,
        /// What it may do.
        rights: Rights,
    },
    /// A staff member.
    Staff {
        /// Who.
        staff: StaffId,
        /// Their role now.
        role: Role,
    },
}

impl Held {
    /// The practice's rows.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope { practice: self.practice }
    }

    /// The login's or staff member's id.
    #[must_use]
    pub fn subject_id(&self) -> Uuid {
        match self.subject {
            Subject::Login { login, .. } => login.0,
            Subject::Staff { staff, .. } => staff.0,
        }
    }

    /// The client, where a client holds it.
    #[must_use]
    pub fn client(&self) -> Option<ClientId> {
        match self.subject {
            Subject::Login { client, .. } => Some(client),
            Subject::Staff { .. } => None,
        }
    }

    /// For the audit log.
    #[must_use]
    pub fn actor(&self) -> Actor {
        use domain::practice::audit::ActorKind;
        let kind = if self.app == App::Portal { ActorKind::Client } else { ActorKind::Staff };
        Actor { kind, id: Some(self.subject_id()), ip: self.ip }
    }
}

/// The session of `request`.
///
/// # Errors
/// 401 `not_signed_in` without a token of ours, `session_ended` when it no longer stands.
pub async fn load(request: &HttpRequest) -> Result<Held, Problem> {
    let platform = request.app_data::<crate::App>().ok_or_else(|| Problem::internal("no platform"))?;
    let now = platform.clock.now();
    let named = named(request, platform, now)?;
    let scope = Scope { practice: named.practice };
    let row = session::store::find(platform.db.read(), scope, named.session).await?.ok_or_else(Problem::session_ended)?;
    if row.ended_at.is_some() || row.app != named.app.as_str() || row.kind != named.kind.as_str() || row.expires_at <= Moment::from(now) {
        return Err(Problem::session_ended());
    }
    let (subject, idle_minutes) = standing(platform, named, row.subject_id).await?.ok_or_else(Problem::session_ended)?;
    // What a notice's link opens is over soon in any case, whatever becomes of the clock.
    let idles = named.kind != SessionKind::MessageLink;
    if !idles && row.expires_at > Moment::from(now).plus(message_link::LONGEST_SECONDS) {
        return Err(Problem::session_ended());
    }
    if idles && row.last_used_at.plus(i64::from(idle_minutes) * 60) <= Moment::from(now) {
        return Err(Problem::session_ended());
    }
    // A page that is left open is not used: its stream comes back by itself, and it fetches what it is told of.
    if app_of_stream(request).is_none() && !request.headers().contains_key(super::UNATTENDED_HEADER) {
        session::store::touch(platform, scope, &row, now).await?;
    }
    let ends = session::ends(now, row.expires_at.into(), if idles { idle_minutes } else { u8::MAX });
    Ok(Held {
        practice: named.practice,
        session: named.session,
        app: named.app,
        kind: named.kind,
        subject,
        about: row.about_id.map(ConversationId),
        ends,
        ip: crate::peer::address(request),
    })
}

/// Of which application the request asks for events. A browser's `EventSource` sends no header of ours: the path says it.
/// Reading them changes nothing, and another site gets neither the cookie sent (`SameSite`) nor the answer to read.
fn app_of_stream(request: &HttpRequest) -> Option<App> {
    match request.path() {
        "/api/v1/portal/live" => Some(App::Portal),
        "/api/v1/practice/live" => Some(App::Admin),
        _ => None,
    }
}

/// The token of `request`, by header or cookie, read.
fn named(request: &HttpRequest, platform: &Platform, now: Timestamp) -> Result<Named, Problem> {
    if let Some(value) = request.headers().get(AUTHORIZATION) {
        let token = value.to_str().ok().and_then(|value| value.strip_prefix("Bearer ")).ok_or_else(Problem::not_signed_in)?;
        return [App::Portal, App::Admin]
            .into_iter()
            .find_map(|app| token::read(&platform.secrets, app, now, token))
            .ok_or_else(Problem::not_signed_in);
    }
    let app = super::app_of(request).or_else(|| app_of_stream(request)).ok_or_else(Problem::not_signed_in)?;
    let cookie = request.cookie(&session::cookie_name(&platform.config, app)).ok_or_else(Problem::not_signed_in)?;
    token::read(&platform.secrets, app, now, cookie.value()).ok_or_else(Problem::session_ended)
}

/// Whether the person may still be here, as what, and how many idle minutes they have.
async fn standing(platform: &Platform, named: Named, subject: Uuid) -> Result<Option<(Subject, u8)>, Problem> {
    let practices = Alias::new("practices");
    let mut query = Query::select();
    query.from(practices).and_where(of("practices", "id").eq(named.practice.0));
    match named.app {
        App::Portal => {
            query
                .exprs([of("practices", "client_idle_minutes"), of("grants", "client_id")])
                .exprs(RIGHTS.map(|right| of("grants", right)))
                .inner_join(Alias::new("logins"), of("logins", "practice_id").equals((Alias::new("practices"), Alias::new("id"))))
                .inner_join(
                    Alias::new("grants"),
                    of("grants", "practice_id")
                        .equals((Alias::new("logins"), Alias::new("practice_id")))
                        .and(of("grants", "login_id").equals((Alias::new("logins"), Alias::new("id")))),
                )
                .and_where(of("practices", "portal_open").eq(true))
                .and_where(of("logins", "disabled").eq(false))
                .and_where(of("logins", "id").eq(subject));
        }
        App::Admin => {
            query
                .exprs([of("practices", "staff_idle_minutes"), of("staff", "role")])
                .inner_join(Alias::new("staff"), of("staff", "practice_id").equals((Alias::new("practices"), Alias::new("id"))))
                .and_where(of("staff", "state").eq("active"))
                .and_where(of("staff", "id").eq(subject));
        }
    }
    let Some(row) = platform.db.read().query_one(&query).await? else { return Ok(None) };
    Ok(Some(read_standing(&row, named.app, subject)?))
}

/// A column of a table.
pub(super) fn of(table: &'static str, column: &'static str) -> Expr {
    Expr::col((Alias::new(table), Alias::new(column)))
}

/// The columns of the five rights.
pub(super) const RIGHTS: [&str; 5] = ["appointments", "messages", "documents", "billing_documents", "payments"];

/// The rights of a row that has their columns; what cannot be read is not given.
pub(super) fn read_rights(row: &QueryResult) -> Rights {
    let [appointments, messages, documents, billing_documents, payments] =
        RIGHTS.map(|right| row.try_get::<bool>("", right).unwrap_or(false));
    Rights { appointments, messages, documents, billing_documents, payments }
}

fn read_standing(row: &QueryResult, app: App, subject: Uuid) -> Result<(Subject, u8), Problem> {
    let minutes = |column| row.try_get::<i64>("", column).map(|minutes| u8::try_from(minutes).unwrap_or(5));
    match app {
        App::Portal => {
            let rights = read_rights(row);
            let client = ClientId(row.try_get("", "client_id")?);
            Ok((Subject::Login { login: LoginId(subject), client, rights }, minutes("client_idle_minutes")?))
        }
        App::Admin => {
            let name: String = row.try_get("", "role")?;
            let role = Role::ALL.into_iter().find(|role| role.as_str() == name).ok_or_else(|| Problem::internal("unknown role"))?;
            Ok((Subject::Staff { staff: StaffId(subject), role }, minutes("staff_idle_minutes")?))
        }
    }
}
