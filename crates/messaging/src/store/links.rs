//! Links of notices (M9): one conversation, opened once, in one browser.

use domain::time::Timestamp;
use domain::{ConversationId, LoginId, MailId, SessionId};
use platform::db::{Moment, Scope};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{IntoActiveModel as _, UpdateMany};

/// A link.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_links")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub conversation_id: Uuid,
    pub login_id: Uuid,
    pub mail_id: Uuid,
    pub token_hash: Vec<u8>,
    pub opened_at: Option<Moment>,
    pub session_id: Option<Uuid>,
    pub told_elsewhere_at: Option<Moment>,
    pub created_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of links")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// Where it leads.
    #[must_use]
    pub fn conversation(&self) -> ConversationId {
        ConversationId(self.conversation_id)
    }

    /// For whom it is.
    #[must_use]
    pub fn login(&self) -> LoginId {
        LoginId(self.login_id)
    }
}

/// A link to be kept.
pub struct New {
    /// Where it leads.
    pub conversation: ConversationId,
    /// For whom it is.
    pub login: LoginId,
    /// The mail it is in.
    pub mail: MailId,
    /// The hash of its token.
    pub token_hash: Vec<u8>,
}

/// Keeps a link; `id` is a fresh one.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, scope: Scope, id: Uuid, link: New, now: Timestamp) -> Result<(), DbErr> {
    let row = Model {
        practice_id: scope.practice.0,
        id,
        conversation_id: link.conversation.0,
        login_id: link.login.0,
        mail_id: link.mail.0,
        token_hash: link.token_hash,
        opened_at: None,
        session_id: None,
        told_elsewhere_at: None,
        created_at: now.into(),
    };
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await.map(|_| ())
}

/// The link whose token has this hash.
///
/// # Errors
/// When the database does not answer.
pub async fn by_token(db: &impl ConnectionTrait, scope: Scope, token_hash: &[u8]) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::TokenHash.eq(token_hash.to_vec())).one(db).await
}

fn row(link: &Model) -> UpdateMany<Entity> {
    Entity::update_many().filter(Column::PracticeId.eq(link.practice_id)).filter(Column::Id.eq(link.id))
}

/// Binds the link to the browser that `session` is of: true for one caller, ever.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(tx: &impl ConnectionTrait, link: &Model, session: SessionId, now: Timestamp) -> Result<bool, DbErr> {
    let claimed = row(link)
        .col_expr(Column::OpenedAt, Expr::value(Moment::from(now)))
        .col_expr(Column::SessionId, Expr::value(session.0))
        .filter(Column::OpenedAt.is_null())
        .exec(tx)
        .await?;
    Ok(claimed.rows_affected == 1)
}

/// Claims the notice that somebody tried the link in another browser: true for one caller, ever.
///
/// # Errors
/// When the database does not answer.
pub async fn claim_notice(tx: &impl ConnectionTrait, link: &Model, now: Timestamp) -> Result<bool, DbErr> {
    let told = row(link).col_expr(Column::ToldElsewhereAt, Expr::value(Moment::from(now)));
    Ok(told.filter(Column::ToldElsewhereAt.is_null()).exec(tx).await?.rows_affected == 1)
}

/// Removes links made before `before`: they are long over.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(tx: &impl ConnectionTrait, before: Moment) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::CreatedAt.lt(before)).exec(tx).await.map(|_| ())
}
