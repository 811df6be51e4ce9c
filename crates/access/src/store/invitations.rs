//! Invitations: an e-mail's link and PIN. Of one login only the newest has a PIN that works (A6).

use domain::access::invitation::Sent;
use domain::access::portal_access::MOST_PIN_TRIES;
use domain::{ClientId, InvitationId, LoginId, MailId};
use platform::db::{Moment, Scope};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{QueryOrder, QuerySelect};

/// An invitation.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub login_id: Uuid,
    pub client_id: Uuid,
    pub email_key: String,
    pub email: String,
    pub pin_mac: Vec<u8>,
    pub link_token_hash: Vec<u8>,
    pub tries: i64,
    pub used_at: Option<Moment>,
    pub superseded_at: Option<Moment>,
    pub created_at: Moment,
    pub expires_at: Moment,
    pub mail_id: Uuid,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> InvitationId {
        InvitationId(self.id)
    }

    /// Wrong PINs have burnt it (A15).
    #[must_use]
    pub fn is_burnt(&self) -> bool {
        self.used_at.is_none() && self.tries >= i64::from(MOST_PIN_TRIES)
    }
}

/// The practice's invitations.
fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of invitations")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// The invitation whose link has this token, whatever became of it.
///
/// # Errors
/// When the database does not answer.
pub async fn by_link(db: &impl ConnectionTrait, scope: Scope, token_hash: &[u8]) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::LinkTokenHash.eq(token_hash.to_vec())).one(db).await
}

/// The invitation that this mail carries.
///
/// # Errors
/// When the database does not answer.
pub async fn by_mail(db: &impl ConnectionTrait, scope: Scope, mail: MailId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::MailId.eq(mail.0)).one(db).await
}

/// The client's newest invitation.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::ClientId.eq(client.0)).order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).one(db).await
}

/// The newest invitation of each client that waits for its first sign-in, the longest waiting first, at most `limit`.
///
/// # Errors
/// When the database does not answer.
pub async fn open(db: &impl ConnectionTrait, scope: Scope, limit: u64) -> Result<Vec<Model>, DbErr> {
    let open = scoped(scope).filter(Column::SupersededAt.is_null());
    open.filter(waits_for_first_sign_in()).order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).limit(limit).all(db).await
}

/// The login has no password and is not disabled.
fn waits_for_first_sign_in() -> sea_orm::sea_query::SimpleExpr {
    use super::logins;
    let waiting = sea_orm::sea_query::Query::select()
        .expr(Expr::val(1))
        .from(logins::Entity)
        .and_where(Expr::col((logins::Entity, logins::Column::PracticeId)).equals((Entity, Column::PracticeId)))
        .and_where(Expr::col((logins::Entity, logins::Column::Id)).equals((Entity, Column::LoginId)))
        .and_where(logins::Column::PasswordHash.is_null())
        .and_where(logins::Column::Disabled.eq(false))
        .to_owned();
    Expr::exists(waiting)
}

/// Whether the practice has sent any.
///
/// # Errors
/// When the database does not answer.
pub async fn any(db: &impl ConnectionTrait, scope: Scope) -> Result<bool, DbErr> {
    let one: Option<Uuid> = scoped(scope).select_only().column(Column::Id).limit(1).into_tuple().one(db).await?;
    Ok(one.is_some())
}

/// When and where to the client was invited, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn sent(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Vec<Sent>, DbErr> {
    let rows: Vec<(Moment, String)> = scoped(scope)
        .filter(Column::ClientId.eq(client.0))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .select_only()
        .columns([Column::CreatedAt, Column::EmailKey])
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(at, address_key)| Sent { at: at.into(), address_key }).collect())
}

/// Keeps a new one.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    use sea_orm::IntoActiveModel as _;
    let row = row.into_active_model().reset_all();
    Entity::insert(row).exec_without_returning(tx).await.map(|_| ())
}

/// Takes the PINs of all earlier invitations of the login out of force; gives those that still were.
///
/// # Errors
/// When the database does not answer.
pub async fn supersede(tx: &impl ConnectionTrait, scope: Scope, login: LoginId, now: Moment) -> Result<Vec<Model>, DbErr> {
    Entity::update_many()
        .col_expr(Column::SupersededAt, Expr::value(now))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::LoginId.eq(login.0))
        .filter(Column::SupersededAt.is_null())
        .exec_with_returning(tx)
        .await
}

/// Counts a try at the PIN of the login's newest invitation to this address, before anything is compared: at most five
/// are ever counted, however many come at once (A15). None when no PIN can be tried.
///
/// # Errors
/// When the database does not answer.
pub async fn claim_try(
    tx: &impl ConnectionTrait,
    scope: Scope,
    login: LoginId,
    email_key: &str,
    now: Moment,
) -> Result<Option<Model>, DbErr> {
    let claimed = Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::LoginId.eq(login.0))
        .filter(Column::EmailKey.eq(email_key))
        .filter(Column::Tries.lt(i64::from(MOST_PIN_TRIES)))
        .filter(Column::UsedAt.is_null())
        .filter(Column::SupersededAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .exec_with_returning(tx)
        .await?;
    Ok(claimed.into_iter().next())
}

/// The try was not evaluated: it is given back.
///
/// # Errors
/// When the database does not answer.
pub async fn give_try_back(tx: &impl ConnectionTrait, scope: Scope, id: InvitationId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).sub(1))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::Tries.gt(0))
        .exec(tx)
        .await
        .map(|_| ())
}

/// The PIN was right: it works once. Whether it still did: a newer invitation may have taken its place since the try was
/// counted.
///
/// # Errors
/// When the database does not answer.
pub async fn use_up(tx: &impl ConnectionTrait, scope: Scope, id: InvitationId, now: Moment) -> Result<bool, DbErr> {
    let using = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(id.0))
        .filter(Column::UsedAt.is_null())
        .filter(Column::SupersededAt.is_null());
    using.exec(tx).await.map(|done| done.rows_affected == 1)
}
