//! Lines of the log, filtered, with today's names.

use std::collections::HashMap;

use domain::practice::audit::{ActorKind, AuditEvent, ListAuditEvents};
use domain::text::PersonName;
use domain::{AuditEventId, ClientId};
use platform::audit::{Column, Entity, Model, kind_name, scoped};
use platform::db::{Moment, Scope};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select};
use uuid::Uuid;

use crate::clients::{self, beginning};
use crate::staff;

/// The lines that `asked` asks for, the newest first, before line `before`.
pub async fn lines(
    db: &impl ConnectionTrait,
    scope: Scope,
    asked: &ListAuditEvents,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut lines = filtered(scope, asked);
    if let Some(before) = before {
        lines = lines.filter(Column::Sequence.lt(before));
    }
    lines.order_by_desc(Column::Sequence).limit(limit).all(db).await
}

fn filtered(scope: Scope, asked: &ListAuditEvents) -> Select<Entity> {
    let mut lines = scoped(scope);
    if let Some(client) = asked.client_id {
        lines = lines.filter(Column::ClientId.eq(client.0));
    }
    if let Some(staff) = asked.staff_id {
        lines = lines.filter(Column::ActorId.eq(staff.0)).filter(Column::ActorKind.eq(kind_name(ActorKind::Staff)));
    }
    if let Some(act) = asked.act.as_deref().map(str::trim).filter(|act| !act.is_empty()) {
        lines = lines.filter(Expr::col(Column::Act).like(beginning(act)));
    }
    if let Some(from) = asked.from {
        lines = lines.filter(Column::At.gte(Moment::from(from)));
    }
    if let Some(until) = asked.until {
        lines = lines.filter(Column::At.lt(Moment::from(until)));
    }
    lines
}

fn kind(name: &str) -> ActorKind {
    let kinds = [ActorKind::Client, ActorKind::Staff, ActorKind::System];
    kinds.into_iter().find(|kind| kind_name(*kind) == name).unwrap_or(ActorKind::Anyone)
}

/// The lines with the names of today: three queries however many they are.
pub async fn named(db: &impl ConnectionTrait, scope: Scope, lines: Vec<Model>) -> Result<Vec<AuditEvent>, DbErr> {
    let actors = |of: ActorKind| lines.iter().filter(move |line| line.actor_kind == kind_name(of)).filter_map(|line| line.actor_id);
    let team = staff::names(db, scope, actors(ActorKind::Staff)).await?;
    let logins = clients_of(db, scope, actors(ActorKind::Client).collect()).await?;
    let people = clients::display_names(db, scope, lines.iter().filter_map(|line| line.client_id).chain(logins.values().copied())).await?;
    let actor = |line: &Model| -> Option<PersonName> {
        match kind(&line.actor_kind) {
            ActorKind::Staff => team.get(&line.actor_id?).cloned(),
            ActorKind::Client => people.get(logins.get(&line.actor_id?)?).cloned(),
            ActorKind::Anyone | ActorKind::System => None,
        }
    };
    let event = |line: &Model| AuditEvent {
        id: AuditEventId(line.id),
        sequence: line.sequence,
        at: line.at.into(),
        actor_kind: kind(&line.actor_kind),
        actor: actor(line),
        act: line.act.clone(),
        client_id: line.client_id.map(ClientId),
        client: line.client_id.and_then(|id| people.get(&id).cloned()),
        ip: line.ip.as_deref().map(Into::into),
    };
    Ok(lines.iter().map(event).collect())
}

/// The client that each of these logins reaches. Logins are *access*'s; a name is all that is asked of them here.
async fn clients_of(db: &impl ConnectionTrait, scope: Scope, mut logins: Vec<Uuid>) -> Result<HashMap<Uuid, Uuid>, DbErr> {
    logins.sort_unstable();
    logins.dedup();
    if logins.is_empty() {
        return Ok(HashMap::new());
    }
    let (login, client) = (Alias::new("login_id"), Alias::new("client_id"));
    let query = Query::select()
        .columns([login.clone(), client])
        .from(Alias::new("grants"))
        .and_where(Expr::col(Alias::new("practice_id")).eq(scope.practice.0))
        .and_where(Expr::col(login).is_in(logins))
        .to_owned();
    db.query_all(&query).await?.iter().map(|row| Ok((row.try_get("", "login_id")?, row.try_get("", "client_id")?))).collect()
}

#[cfg(test)]
mod tests {
    use domain::access::portal_access::AccessState;
    use platform::audit::{Act, Actor, record};

    use super::*;
    use crate::testing::on_each;

    #[tokio::test]
    async fn s7_the_log_is_filtered_by_client_person_act_and_time_and_names_are_those_of_today() {
        on_each(async |t| {
            let maya = t.client("Maya", "Lopez").await;
            let sam = t.client("Sam", "Ruiz").await;
            let owner = Actor { kind: ActorKind::Staff, id: Some(t.owner.id), ip: None };
            let tx = t.platform.db.write().await.expect("a transaction");
            for (actor, act) in [
                (owner, Act::new("client.read").client(maya.id())),
                (owner, Act::new("client.updated").client(sam.id())),
                (Actor::system(), Act::new("clientele.counted")),
            ] {
                record(&t.platform, &*tx, t.scope.practice, actor, act).await.expect("recorded");
                t.platform.clock.advance(60);
            }
            clients::set_access(&*tx, t.scope, maya.id(), AccessState::Invited).await.expect("set");
            tx.commit().await.expect("committed");
            let db = t.platform.db.read();
            let acts = async |asked: ListAuditEvents| {
                let lines = lines(db, t.scope, &asked, None, 10).await.expect("lines");
                named(db, t.scope, lines).await.expect("named").into_iter().map(|event| event.act).collect::<Vec<_>>()
            };
            let all = ListAuditEvents::default();
            assert_eq!(acts(all.clone()).await, ["clientele.counted", "client.updated", "client.read"]);
            assert_eq!(acts(ListAuditEvents { client_id: Some(sam.id()), ..all.clone() }).await, ["client.updated"]);
            assert_eq!(acts(ListAuditEvents { staff_id: Some(t.owner.id()), ..all.clone() }).await, ["client.updated", "client.read"]);
            assert_eq!(acts(ListAuditEvents { act: Some("client.".into()), ..all.clone() }).await, ["client.updated", "client.read"]);
            assert_eq!(acts(ListAuditEvents { act: Some("client_".into()), ..all.clone() }).await, Vec::<String>::new());
            let start = t.platform.clock.now() - jiff::SignedDuration::from_secs(120);
            assert_eq!(acts(ListAuditEvents { from: Some(start), ..all.clone() }).await, ["clientele.counted", "client.updated"]);
            assert_eq!(acts(ListAuditEvents { until: Some(start), ..all.clone() }).await, ["client.read"]);
            let first = named(db, t.scope, lines(db, t.scope, &all, Some(2), 10).await.expect("lines")).await.expect("named").remove(0);
            assert_eq!(first.actor.map(String::from).as_deref(), Some("Jordan Hale, PhD"));
            assert_eq!(first.client.map(String::from).as_deref(), Some("Maya Lopez"));
        })
        .await;
    }
}
