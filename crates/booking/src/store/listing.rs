//! Lists of appointments for staff: a client's, and the requests.

use domain::ClientId;
use domain::booking::appointment::AppointmentStatus;
use domain::time::Timestamp;
use platform::db::{Moment, Scope};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, SimpleExpr};
use sea_orm::{QueryOrder as _, QuerySelect as _};
use serde::{Deserialize, Serialize};

use super::appointments::{Column, Model, PENDING, scoped};

/// Where a page of a client's appointments ends.
#[derive(Serialize, Deserialize)]
pub struct ByStart {
    starts_at: i64,
    id: Uuid,
}

impl ByStart {
    /// After this row.
    #[must_use]
    pub fn of(row: &Model) -> Self {
        Self { starts_at: row.starts_at.0, id: row.id }
    }
}

/// A client's appointments, the latest first: `limit` of them after `after`.
///
/// # Errors
/// When the database does not answer.
pub async fn of_client(
    db: &impl ConnectionTrait,
    scope: Scope,
    client: ClientId,
    after: Option<ByStart>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut rows = scoped(scope).filter(Column::ClientId.eq(client.0));
    if let Some(ByStart { starts_at, id }) = after {
        let place = Expr::tuple([Expr::col(Column::StartsAt), Expr::col(Column::Id)]);
        rows = rows.filter(place.lt(Expr::tuple([Expr::value(starts_at), Expr::value(id)])));
    }
    rows.order_by_desc(Column::StartsAt).order_by_desc(Column::Id).limit(limit).all(db).await
}

/// Where a page of requests ends. Ids are ordered by time.
#[derive(Serialize, Deserialize)]
pub enum ByTurn {
    /// Of those that are open: whether it needs an answer no more, and which.
    Open(i64, Uuid),
    /// Of the others.
    PutAway(Uuid),
}

impl ByTurn {
    /// After this row of a list of such requests.
    #[must_use]
    pub fn of(row: &Model, archived: bool) -> Self {
        if archived { Self::PutAway(row.id) } else { Self::Open(i64::from(!row.status().is_pending()), row.id) }
    }
}

/// Nobody gave an answer, and nobody has looked at that yet.
const UNSEEN: [&str; 2] = [AppointmentStatus::Lapsed.as_str(), AppointmentStatus::Withdrawn.as_str()];

/// 0 for what waits, 1 for the rest.
fn turn() -> SimpleExpr {
    CaseStatement::new().case(Column::Status.is_in(PENDING), 0_i64).finally(1_i64).into()
}

/// What the list of requests shows: what waits, and what ended without an answer until it is put away.
fn open() -> SimpleExpr {
    Column::Archived.eq(false).and(Column::Status.is_in(PENDING.into_iter().chain(UNSEEN)))
}

/// Requests: the open ones, who waits longest first and what needs no answer last; or all others, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn requests(
    db: &impl ConnectionTrait,
    scope: Scope,
    archived: bool,
    after: Option<ByTurn>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut rows = scoped(scope).filter(Column::RequestedAt.is_not_null());
    rows = rows.filter(if archived { open().not() } else { open() });
    rows = match after {
        Some(ByTurn::Open(place, id)) if !archived => {
            rows.filter(Expr::tuple([turn(), Expr::col(Column::Id)]).gt(Expr::tuple([Expr::value(place), Expr::value(id)])))
        }
        Some(ByTurn::PutAway(id)) if archived => rows.filter(Column::Id.lt(id)),
        _ => rows,
    };
    let rows = if archived { rows.order_by_desc(Column::Id) } else { rows.order_by_asc(turn()).order_by_asc(Column::Id) };
    rows.limit(limit).all(db).await
}

/// How many requests wait for an answer of the practice: not for the client's choice, and not too late.
///
/// # Errors
/// When the database does not answer.
pub async fn count_waiting(db: &impl ConnectionTrait, scope: Scope, now: Timestamp) -> Result<u64, DbErr> {
    let in_time = Column::ExpiresAt.is_null().or(Column::ExpiresAt.gt(Moment::from(now)));
    let rows = scoped(scope).filter(Column::Status.eq(AppointmentStatus::Requested.as_str())).filter(Column::Archived.eq(false));
    rows.filter(in_time).count(db).await
}

/// How many sessions begin from `from` up to `to` and stand or took place.
///
/// # Errors
/// When the database does not answer.
pub async fn count_sessions(db: &impl ConnectionTrait, scope: Scope, from: Timestamp, to: Timestamp) -> Result<u64, DbErr> {
    let stand = [AppointmentStatus::Confirmed, AppointmentStatus::Attended, AppointmentStatus::NoShow].map(AppointmentStatus::as_str);
    let rows = scoped(scope).filter(Column::Status.is_in(stand));
    rows.filter(Column::StartsAt.gte(Moment::from(from))).filter(Column::StartsAt.lt(Moment::from(to))).count(db).await
}
