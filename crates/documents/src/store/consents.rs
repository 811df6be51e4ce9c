//! Who agreed to electronic records, and to which words (D4). One row a client: the last they agreed to.

use domain::time::Timestamp;
use domain::{ClientId, LoginId};
use platform::db::{Moment, Scope};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// An agreement.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "electronic_consents")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub client_id: Uuid,
    pub hash: Vec<u8>,
    pub login_id: Uuid,
    pub agreed_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of agreements to electronic records")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// What `client` last agreed to.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::ClientId.eq(client.0)).one(db).await
}

/// Notes that `client` agreed to the words whose hash is `hash`, in the place of what they agreed to before.
///
/// # Errors
/// When the database does not answer.
pub async fn agree(
    tx: &impl ConnectionTrait,
    scope: Scope,
    client: ClientId,
    login: LoginId,
    hash: Vec<u8>,
    now: Timestamp,
) -> Result<(), DbErr> {
    let row = Model { practice_id: scope.practice.0, client_id: client.0, hash, login_id: login.0, agreed_at: now.into() };
    let newer = OnConflict::columns([Column::PracticeId, Column::ClientId])
        .update_columns([Column::Hash, Column::LoginId, Column::AgreedAt])
        .to_owned();
    Entity::insert(row.into_active_model().reset_all()).on_conflict(newer).exec_without_returning(tx).await.map(|_| ())
}
