//! A client's documents, as the client goes through them.

use domain::ClientId;
use domain::documents::{DocumentKind, DocumentState};
use platform::db::Scope;
use platform::problem::Problem;
use platform::secrets::Secrets;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{Condition, Order, QueryOrder as _, QuerySelect as _};

use super::documents::{Column, Entity, Model, scoped};
use super::listing::waiting;

/// The most of what is over that is listed.
const MOST_OTHERS: u64 = 200;

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

/// What does not wait for `client` any more, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn others(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Vec<Model>, DbErr> {
    let taken_back = Condition::all().add(Column::Kind.eq(DocumentKind::File.as_str())).add(Column::State.eq(DocumentState::Void.as_str()));
    let last = Expr::from(Func::coalesce([Expr::col(Column::DoneAt), Expr::col(Column::SentAt)]));
    of_client(scope, client)
        .filter(waiting().not())
        .filter(taken_back.not())
        .order_by(last, Order::Desc)
        .order_by_desc(Column::Id)
        .limit(MOST_OTHERS)
        .all(db)
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
