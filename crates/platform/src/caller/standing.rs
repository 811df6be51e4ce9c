//! Which of many sessions still stand, by a query for each practice and application: for what stays open long after its
//! request was answered.

use std::collections::{BTreeMap, HashMap};

use domain::SessionId;
use domain::access::rights::{Right, Rights};
use domain::access::session::{App, SessionKind};
use domain::messaging::message_link;
use sea_orm::ConnectionTrait as _;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait as _, Query, SelectStatement};
use uuid::Uuid;

use super::held::{RIGHTS, of, read_rights};
use crate::Platform;
use crate::db::Moment;
use crate::live::{Holder, PersonKind};
use crate::problem::Problem;

/// Sessions that one query asks for.
const AT_ONCE: usize = 500;

/// Those of the holders' sessions that have neither ended nor been idle for too long, and whose person may still be here;
/// with each, whether they still have the right that is needed. Nothing counts as use.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn among(platform: &Platform, holders: &[Holder]) -> Result<HashMap<SessionId, bool>, Problem> {
    let mut asked: BTreeMap<(Uuid, PersonKind), BTreeMap<Uuid, Option<Right>>> = BTreeMap::new();
    for holder in holders {
        asked.entry((holder.person.practice.0, holder.person.kind)).or_default().insert(holder.session.0, holder.needs);
    }
    let now = Moment::from(platform.clock.now());
    let mut standing = HashMap::new();
    for ((practice, kind), sessions) in asked {
        let ids: Vec<Uuid> = sessions.keys().copied().collect();
        for ids in ids.chunks(AT_ONCE) {
            for row in platform.db.read().query_all(&select(practice, kind, ids, now)).await? {
                let id: Uuid = row.try_get("", "id")?;
                let rights = if kind == PersonKind::Client { read_rights(&row) } else { ALL };
                let needed = sessions.get(&id).copied().flatten();
                standing.insert(SessionId(id), needed.is_none_or(|needed| rights.has(needed)));
            }
        }
    }
    Ok(standing)
}

/// Rights are a client's; a role is looked at by whoever opens something for staff.
const ALL: Rights = Rights { appointments: true, messages: true, documents: true, billing_documents: true, payments: true };

fn select(practice: Uuid, kind: PersonKind, ids: &[Uuid], now: Moment) -> SelectStatement {
    let (app, idle_minutes) = match kind {
        PersonKind::Client => (App::Portal, "client_idle_minutes"),
        PersonKind::Staff => (App::Admin, "staff_idle_minutes"),
    };
    let idle_until = of("sessions", "last_used_at").add(of("practices", idle_minutes).mul(60_000_000_i64));
    // As `held` decides for one: a link's session does not idle, and does not outlive a clock that was set back.
    let by_link = of("sessions", "kind").eq(SessionKind::MessageLink.as_str());
    let soon_over = of("sessions", "expires_at").lte(now.plus(message_link::LONGEST_SECONDS).0);
    let in_time = idle_until.gt(now.0).and(by_link.clone().not()).or(by_link.and(soon_over));
    let stands = Condition::all()
        .add(of("sessions", "practice_id").eq(practice))
        .add(of("sessions", "id").is_in(ids.iter().copied()))
        .add(of("sessions", "app").eq(app.as_str()))
        .add(of("sessions", "ended_at").is_null())
        .add(of("sessions", "expires_at").gt(now.0))
        .add(in_time);
    let mut select = Query::select();
    select.expr(of("sessions", "id")).from(Alias::new("sessions")).cond_where(stands);
    select.inner_join(Alias::new("practices"), same("practices", "id", "practice_id"));
    match kind {
        PersonKind::Client => select
            .exprs(RIGHTS.map(|right| of("grants", right)))
            .inner_join(Alias::new("logins"), subject("logins", "id"))
            .inner_join(Alias::new("grants"), subject("grants", "login_id"))
            .and_where(of("practices", "portal_open").eq(true))
            .and_where(of("logins", "disabled").eq(false)),
        PersonKind::Staff => select.inner_join(Alias::new("staff"), subject("staff", "id")).and_where(of("staff", "state").eq("active")),
    };
    select
}

/// The row of `table` that is the session's subject.
fn subject(table: &'static str, column: &'static str) -> Condition {
    Condition::all().add(same(table, "practice_id", "practice_id")).add(same(table, column, "subject_id"))
}

/// `column` of `table` is `other` of the session.
fn same(table: &'static str, column: &'static str, other: &'static str) -> Expr {
    of(table, column).equals((Alias::new("sessions"), Alias::new(other)))
}
