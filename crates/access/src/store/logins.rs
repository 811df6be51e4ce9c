//! Credentials of clients: one e-mail and password in one practice, separate from the client.

use domain::LoginId;
use domain::access::portal_access::AccessState;
use domain::access::session::Notices;
use domain::practice::profile::Language;
use domain::text::Email;
use domain::time::Timestamp;
use platform::db::{Moment, Scope};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// A login.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "logins")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub email: String,
    pub email_key: String,
    pub password_hash: Option<String>,
    pub disabled: bool,
    pub language: String,
    pub notice_new_device: bool,
    pub pending_email: Option<String>,
    pub pending_email_token: Option<Vec<u8>>,
    pub pending_email_until: Option<Moment>,
    pub first_signed_in_at: Option<Moment>,
    pub last_signed_in_at: Option<Moment>,
    pub created_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> LoginId {
        LoginId(self.id)
    }

    /// What its person signs in with.
    #[must_use]
    pub fn email(&self) -> Email {
        Email::from(self.email.as_str())
    }

    /// The language its person reads.
    #[must_use]
    pub fn language(&self) -> Language {
        language_of(&self.language)
    }

    /// Which notices its person wants.
    #[must_use]
    pub fn notices(&self) -> Notices {
        Notices { new_device: self.notice_new_device }
    }

    /// The address that waits for its confirmation at `now`.
    #[must_use]
    pub fn pending_email(&self, now: Timestamp) -> Option<Email> {
        let waits = self.pending_email_until.is_some_and(|until| until > Moment::from(now));
        self.pending_email.as_deref().filter(|_| waits).map(Email::from)
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> AccessState {
        match (self.disabled, &self.password_hash) {
            (true, _) => AccessState::Disabled,
            (false, Some(_)) => AccessState::Active,
            (false, None) => AccessState::Invited,
        }
    }
}

/// The language whose tag is `tag`.
#[must_use]
pub fn language_of(tag: &str) -> Language {
    if tag == Language::Es.tag() { Language::Es } else { Language::En }
}

/// The practice's logins.
fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of logins")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

fn changing(scope: Scope, id: LoginId, change: ActiveModel) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many().set(change).filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::Id.eq(id.0))
}

/// The login `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: LoginId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// The login `id`, held until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &impl ConnectionTrait, scope: Scope, id: LoginId) -> Result<Option<Model>, DbErr> {
    use sea_orm::QuerySelect as _;
    scoped(scope).filter(Column::Id.eq(id.0)).lock_exclusive().one(tx).await
}

/// The login that signs in with this address, however it is spelt (A17).
///
/// # Errors
/// When the database does not answer.
pub async fn by_email(db: &impl ConnectionTrait, scope: Scope, email: &Email) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::EmailKey.eq(email.key())).one(db).await
}

/// The login whose new address waits for this token at `now`.
///
/// # Errors
/// When the database does not answer.
pub async fn by_pending_token(db: &impl ConnectionTrait, scope: Scope, token_hash: &[u8], now: Timestamp) -> Result<Option<Model>, DbErr> {
    scoped(scope)
        .filter(Column::PendingEmailToken.eq(token_hash.to_vec()))
        .filter(Column::PendingEmailUntil.gt(Moment::from(now)))
        .filter(Column::Disabled.eq(false))
        .one(db)
        .await
}

/// A new login, invited and without a password.
///
/// # Errors
/// When another login of the practice has the address (see [`platform::db::is_taken`]), or the database does not answer.
pub async fn insert(
    tx: &impl ConnectionTrait,
    scope: Scope,
    id: LoginId,
    email: &Email,
    language: Language,
    now: Timestamp,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(id.0),
        email: Set(email.as_str().trim().into()),
        email_key: Set(email.key()),
        password_hash: Set(None),
        disabled: Set(false),
        language: Set(language.tag().into()),
        notice_new_device: Set(Notices::default().new_device),
        pending_email: Set(None),
        pending_email_token: Set(None),
        pending_email_until: Set(None),
        first_signed_in_at: Set(None),
        last_signed_in_at: Set(None),
        created_at: Set(now.into()),
    };
    Entity::insert(row).exec_without_returning(tx).await.map(|_| ())
}

/// As if it were new, with this address: no password, no sign-in yet, nothing pending, not disabled (A7, A8).
///
/// # Errors
/// When another login of the practice has the address, or the database does not answer.
pub async fn begin_again(tx: &impl ConnectionTrait, scope: Scope, id: LoginId, email: &Email) -> Result<(), DbErr> {
    let change = ActiveModel {
        email: Set(email.as_str().trim().into()),
        email_key: Set(email.key()),
        disabled: Set(false),
        first_signed_in_at: Set(None),
        last_signed_in_at: Set(None),
        ..shut()
    };
    changing(scope, id, change).exec(tx).await.map(|_| ())
}

/// Keeps its person out: no password, nothing pending (A8).
///
/// # Errors
/// When the database does not answer.
pub async fn disable(tx: &impl ConnectionTrait, scope: Scope, id: LoginId) -> Result<(), DbErr> {
    changing(scope, id, ActiveModel { disabled: Set(true), ..shut() }).exec(tx).await.map(|_| ())
}

fn shut() -> ActiveModel {
    ActiveModel {
        password_hash: Set(None),
        pending_email: Set(None),
        pending_email_token: Set(None),
        pending_email_until: Set(None),
        ..Default::default()
    }
}

/// Holds the row until the transaction ends, if the password is still the one that was verified and the login is not
/// disabled; whether it is.
///
/// # Errors
/// When the database does not answer.
pub async fn still_fits(tx: &impl ConnectionTrait, scope: Scope, id: LoginId, verified_hash: &str) -> Result<bool, DbErr> {
    let same = ActiveModel { password_hash: Set(Some(verified_hash.into())), ..Default::default() };
    let holding = changing(scope, id, same).filter(Column::PasswordHash.eq(verified_hash)).filter(Column::Disabled.eq(false));
    holding.exec(tx).await.map(|done| done.rows_affected == 1)
}

/// Sets the password, unless the login was disabled; whether it was set.
///
/// # Errors
/// When the database does not answer.
pub async fn set_password(tx: &impl ConnectionTrait, scope: Scope, id: LoginId, hash: &str) -> Result<bool, DbErr> {
    let change = ActiveModel { password_hash: Set(Some(hash.into())), ..Default::default() };
    changing(scope, id, change).filter(Column::Disabled.eq(false)).exec(tx).await.map(|done| done.rows_affected == 1)
}

/// Notes that its person came in; the first time is kept.
///
/// # Errors
/// When the database does not answer.
pub async fn came_in(tx: &impl ConnectionTrait, scope: Scope, id: LoginId, now: Timestamp) -> Result<(), DbErr> {
    let at = Some(Moment::from(now));
    changing(scope, id, ActiveModel { last_signed_in_at: Set(at), ..Default::default() }).exec(tx).await?;
    let first = ActiveModel { first_signed_in_at: Set(at), ..Default::default() };
    changing(scope, id, first).filter(Column::FirstSignedInAt.is_null()).exec(tx).await.map(|_| ())
}

/// Keeps an address that waits for its confirmation, in place of another one.
///
/// # Errors
/// When the database does not answer.
pub async fn wish_email(
    tx: &impl ConnectionTrait,
    scope: Scope,
    id: LoginId,
    email: &Email,
    token_hash: Vec<u8>,
    until: Moment,
) -> Result<(), DbErr> {
    let change = ActiveModel {
        pending_email: Set(Some(email.as_str().trim().into())),
        pending_email_token: Set(Some(token_hash)),
        pending_email_until: Set(Some(until)),
        ..Default::default()
    };
    changing(scope, id, change).exec(tx).await.map(|_| ())
}

/// Puts the confirmed address in force, in one statement that only the token which waits can claim; whether it did.
///
/// # Errors
/// When another login of the practice has the address by now, or the database does not answer.
pub async fn confirm_email(
    tx: &impl ConnectionTrait,
    scope: Scope,
    id: LoginId,
    email: &Email,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<bool, DbErr> {
    let change = ActiveModel {
        email: Set(email.as_str().into()),
        email_key: Set(email.key()),
        pending_email: Set(None),
        pending_email_token: Set(None),
        pending_email_until: Set(None),
        ..Default::default()
    };
    let claiming = changing(scope, id, change)
        .filter(Column::PendingEmailToken.eq(token_hash.to_vec()))
        .filter(Column::PendingEmailUntil.gt(Moment::from(now)))
        .filter(Column::Disabled.eq(false));
    claiming.exec(tx).await.map(|done| done.rows_affected == 1)
}

/// Keeps language and notices.
///
/// # Errors
/// When the database does not answer.
pub async fn prefer(tx: &impl ConnectionTrait, scope: Scope, id: LoginId, language: Language, notices: Notices) -> Result<(), DbErr> {
    let change = ActiveModel { language: Set(language.tag().into()), notice_new_device: Set(notices.new_device), ..Default::default() };
    changing(scope, id, change).exec(tx).await.map(|_| ())
}
