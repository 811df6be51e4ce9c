//! Single-use links of e-mails: to a new password, and invitations of staff. Only a hash of the token is kept.

use domain::access::session::App;
use platform::Platform;
use platform::db::{Moment, Scope};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, QuerySelect, Set};

/// A link's token.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub purpose: String,
    pub app: String,
    pub subject_id: Uuid,
    pub token_hash: Vec<u8>,
    pub used_at: Option<Moment>,
    pub created_at: Moment,
    pub expires_at: Moment,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new password (A18).
    Recovery,
    /// Joining the practice's team (S6).
    StaffInvitation,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Recovery => "recovery",
            Self::StaffInvitation => "staff_invitation",
        }
    }
}

/// The practice's links of one purpose.
fn scoped(scope: Scope, purpose: Purpose) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of link tokens")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Purpose.eq(purpose.as_str()))
}

fn closing(scope: Scope, now: Moment) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::UsedAt.is_null())
}

/// The link with this token, if it could be used at `now`.
///
/// # Errors
/// When the database does not answer.
pub async fn usable(
    db: &impl ConnectionTrait,
    scope: Scope,
    purpose: Purpose,
    app: App,
    token_hash: &[u8],
    now: Moment,
) -> Result<Option<Model>, DbErr> {
    scoped(scope, purpose)
        .filter(Column::App.eq(app.as_str()))
        .filter(Column::TokenHash.eq(token_hash.to_vec()))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .one(db)
        .await
}

/// Keeps a new link until `expires_at`; of all that the subject has, the newest `keep` stay usable.
///
/// # Errors
/// When the database does not answer.
#[expect(clippy::too_many_arguments, reason = "they are the row's columns")]
pub async fn insert(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    purpose: Purpose,
    app: App,
    subject: Uuid,
    token_hash: Vec<u8>,
    expires_at: Moment,
    keep: u64,
) -> Result<(), DbErr> {
    let now = platform.clock.now();
    let row = ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(platform.secrets.id(now)),
        purpose: Set(purpose.as_str().into()),
        app: Set(app.as_str().into()),
        subject_id: Set(subject),
        token_hash: Set(token_hash),
        used_at: Set(None),
        created_at: Set(now.into()),
        expires_at: Set(expires_at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    let newest: Vec<Uuid> = scoped(scope, purpose)
        .filter(Column::SubjectId.eq(subject))
        .filter(Column::UsedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(keep)
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    closing(scope, now.into())
        .filter(Column::Purpose.eq(purpose.as_str()))
        .filter(Column::SubjectId.eq(subject))
        .filter(Column::Id.is_not_in(newest))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Uses the link up in one statement; whether it still could be used.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(tx: &impl ConnectionTrait, scope: Scope, link: &Model, now: Moment) -> Result<bool, DbErr> {
    closing(scope, now).filter(Column::Id.eq(link.id)).filter(Column::ExpiresAt.gt(now)).exec(tx).await.map(|done| done.rows_affected == 1)
}

/// Takes all links of the subject out of force.
///
/// # Errors
/// When the database does not answer.
pub async fn close(tx: &impl ConnectionTrait, scope: Scope, subject: Uuid, now: Moment) -> Result<(), DbErr> {
    closing(scope, now).filter(Column::SubjectId.eq(subject)).exec(tx).await.map(|_| ())
}

/// Removes the links of all practices that were over before `over`.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(tx: &impl ConnectionTrait, over: Moment) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lt(over)).exec(tx).await.map(|_| ())
}
