//! The practice's list of conversations: a page of those that a staff member may see.

use domain::practice::staff::Role;
use domain::{ClientId, StaffId};
use platform::db::Scope;
use practice::clients;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::conversations::{Column, Model, scoped};
use crate::reader::Reader;

/// Where a page ends.
#[derive(Serialize, Deserialize)]
pub struct Key {
    active_at: i64,
    id: Uuid,
}

impl Key {
    /// After this row.
    #[must_use]
    pub fn of(row: &Model) -> Self {
        Self { active_at: row.active_at.0, id: row.id }
    }
}

/// What is asked for.
pub struct Asked<'a> {
    /// What was put away instead of what goes on.
    pub archived: bool,
    /// Only this client's.
    pub client: Option<ClientId>,
    /// Only those that this one looks after.
    pub assigned: Option<StaffId>,
    /// Only those that the front desk itself looks after.
    pub front_desk: bool,
    /// Words of the client's name.
    pub query: &'a str,
    /// After this place.
    pub after: Option<Key>,
    /// So many.
    pub limit: u64,
}

/// The conversations that `reader` may see, what was written last first.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: &impl ConnectionTrait, reader: &Reader, asked: Asked<'_>) -> Result<Vec<Model>, DbErr> {
    let scope = reader.scope();
    let mut rows = scoped(scope).filter(Column::Archived.eq(asked.archived)).filter(visible(reader));
    if let Some(assigned) = asked.assigned {
        let looked_after = Column::AssignedTo.eq(assigned.0);
        let own = Column::AssignedTo.is_null().and(Column::StaffId.eq(assigned.0));
        rows = rows.filter(looked_after.or(own));
    }
    if let Some(client) = asked.client {
        rows = rows.filter(Column::ClientId.eq(client.0));
    }
    if asked.front_desk {
        rows = rows.filter(Column::StaffId.is_null()).filter(Column::AssignedTo.is_null());
    }
    if !asked.query.trim().is_empty() {
        rows = rows.filter(Column::ClientId.in_subquery(clients_named(scope, asked.query)));
    }
    if let Some(Key { active_at, id }) = asked.after {
        let place = Expr::tuple([Expr::col(Column::ActiveAt), Expr::col(Column::Id)]);
        rows = rows.filter(place.lt(Expr::tuple([Expr::value(active_at), Expr::value(id)])));
    }
    rows.order_by_desc(Column::ActiveAt).order_by_desc(Column::Id).limit(asked.limit).all(db).await
}

/// As [`Reader::reads`] decides for one.
fn visible(reader: &Reader) -> Condition {
    let column = |name| Expr::col(Alias::new(name));
    let parts = Query::select()
        .column(Alias::new("conversation_id"))
        .from(Alias::new("conversation_participants"))
        .and_where(column("practice_id").eq(reader.person.practice.0))
        .and_where(column("person_kind").eq(reader.person.kind.as_str()))
        .and_where(column("person_id").eq(reader.person.id))
        .and_where(column("left_seq").is_not_null())
        .to_owned();
    let me = reader.person.id;
    let any = Condition::any().add(Column::StaffId.eq(me)).add(Column::AssignedTo.eq(me)).add(Column::Id.in_subquery(parts));
    match reader.role {
        Some(Role::Owner) => Condition::all(),
        Some(Role::FrontDesk) => any.add(Column::StaffId.is_null()),
        _ => any,
    }
}

fn clients_named(scope: Scope, typed: &str) -> SelectStatement {
    let mut found = Query::select();
    found.column(clients::Column::Id).from(clients::Entity).and_where(Expr::col(clients::Column::PracticeId).eq(scope.practice.0));
    for pattern in clients::patterns(typed) {
        found.and_where(Expr::col(clients::Column::SearchText).like(pattern));
    }
    found
}
