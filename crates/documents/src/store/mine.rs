//! A client's documents, as the client goes through them.

use domain::ClientId;
use domain::documents::{DocumentKind, DocumentState};
use domain::time::Timestamp;
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use platform::secrets::Secrets;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func};
use sea_orm::{Condition, Order, QueryOrder as _, QuerySelect as _};

use super::documents::{Column, Entity, Model, scoped};
use super::listing::waiting;

impl Model {
    /// Its title. A file's is its name, which may say whose it is: only the sealed content has it.
    ///
    /// # Errors
    /// When the content was changed, or sealed with a key that is no longer there.
    pub fn shown_title(&self, secrets: &Secrets) -> Result<String, Problem> {
        if self.template_id.is_some() { Ok(self.title.clone()) } else { Ok(self.said(secrets)?.title) }
    }

    /// Whether its client may know of it: a file that was taken back was never there.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.kind() != DocumentKind::File || self.state() != DocumentState::Void
    }
}

fn of_client(scope: Scope, client: ClientId) -> Select<Entity> {
    scoped(scope).filter(Column::ClientId.eq(client.0))
}

/// What waits for `client`, in the order in which they go through it: what was sent first, each packet in its order.
///
/// # Errors
/// When the database does not answer.
pub async fn open(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Vec<Model>, DbErr> {
    of_client(scope, client)
        .filter(waiting())
        .order_by_asc(Column::SentAt)
        .order_by_asc(Column::SharedId)
        .order_by_asc(Column::Place)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// Where a page of what does not wait ends: when it was done, or else sent, and which one it was.
pub type Key = (i64, Uuid);

/// After this row.
#[must_use]
pub fn key_of(row: &Model) -> Key {
    (row.done_at.unwrap_or(row.sent_at).0, row.id)
}

/// What does not wait for `client` any more, the newest first: so many after this place.
///
/// # Errors
/// When the database does not answer.
pub async fn others(
    db: &impl ConnectionTrait,
    scope: Scope,
    client: ClientId,
    after: Option<Key>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let taken_back = Condition::all().add(Column::Kind.eq(DocumentKind::File.as_str())).add(Column::State.eq(DocumentState::Void.as_str()));
    let last = || Expr::from(Func::coalesce([Expr::col(Column::DoneAt), Expr::col(Column::SentAt)]));
    let mut rows = of_client(scope, client).filter(waiting().not()).filter(taken_back.not());
    if let Some((at, id)) = after {
        rows = rows.filter(Expr::tuple([last(), Expr::col(Column::Id)]).lt(Expr::tuple([Expr::value(at), Expr::value(id)])));
    }
    rows.order_by(last(), Order::Desc).order_by_desc(Column::Id).limit(limit).all(db).await
}

/// How many files `client` has sent unasked since `since`.
///
/// # Errors
/// When the database does not answer.
pub async fn sent_unasked(db: &impl ConnectionTrait, scope: Scope, client: ClientId, since: Timestamp) -> Result<u64, DbErr> {
    of_client(scope, client)
        .filter(Column::Kind.eq(DocumentKind::Upload.as_str()))
        .filter(Column::TemplateId.is_null())
        .filter(Column::SentAt.gt(Moment::from(since)))
        .count(db)
        .await
}

/// How many of what was sent together with `open` their client is through with: done, declined, or read.
///
/// # Errors
/// When the database does not answer.
pub async fn done_with(db: &impl ConnectionTrait, scope: Scope, client: ClientId, open: &[Model]) -> Result<u64, DbErr> {
    let mut shared: Vec<Uuid> = open.iter().map(|row| row.shared_id).collect();
    shared.sort_unstable();
    shared.dedup();
    if shared.is_empty() {
        return Ok(0);
    }
    let through = DocumentState::ALL.iter().filter(|state| state.is_done() || **state == DocumentState::Declined);
    let read = Condition::all().add(Column::Kind.eq(DocumentKind::File.as_str())).add(Column::State.eq(DocumentState::Viewed.as_str()));
    let through = Condition::any().add(Column::State.is_in(through.map(|state| state.as_str()))).add(read);
    of_client(scope, client).filter(Column::SharedId.is_in(shared)).filter(through).count(db).await
}
