//! The sessions' rows.

use domain::access::session::{App, SessionKind};
use domain::time::Timestamp;
use domain::{ConversationId, LoginId, PracticeId, SessionId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, QuerySelect, Set};

use super::{ABSOLUTE_HOURS, Named, STEP_MINUTES, token};
use crate::Platform;
use crate::db::{Moment, Scope, Tx};
use crate::live::Signal;
use crate::problem::Problem;
use crate::subscriptions::{self, Place};

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub app: String,
    pub kind: String,
    pub subject_id: Uuid,
    pub about_id: Option<Uuid>,
    pub known_device_id: Option<Uuid>,
    pub device: String,
    pub created_at: Moment,
    pub last_used_at: Moment,
    pub expires_at: Moment,
    pub ended_at: Option<Moment>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whose it is and on which device. One that began before devices were noted is a device of its own.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { subject: self.subject_id, device: self.known_device_id.unwrap_or(self.id) }
    }
}

/// The device on which a session begins.
#[derive(Clone, Copy, Debug)]
pub struct Device<'a> {
    /// What it is called.
    pub label: &'a str,
    /// Which of the known ones it is.
    pub known: Option<Uuid>,
}

impl<'a> From<&'a str> for Device<'a> {
    fn from(label: &'a str) -> Self {
        Self { label, known: None }
    }
}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of sessions")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// The session `id`, ended or not.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: SessionId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// The session `id`, held until the transaction ends: nobody ends it meanwhile.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &impl ConnectionTrait, scope: Scope, id: SessionId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).lock_exclusive().one(tx).await
}

/// Sessions of `subject` that may still be used at `now` with `idle_seconds` of patience, the latest used first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_subject(
    db: &impl ConnectionTrait,
    scope: Scope,
    app: App,
    subject: Uuid,
    now: Timestamp,
    idle_seconds: i64,
) -> Result<Vec<Model>, DbErr> {
    let now = Moment::from(now);
    scoped(scope)
        .filter(Column::SubjectId.eq(subject))
        .filter(Column::App.eq(app.as_str()))
        .filter(Column::Kind.eq(SessionKind::Full.as_str()))
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .filter(Column::LastUsedAt.gt(now.plus(-idle_seconds)))
        .order_by_desc(Column::LastUsedAt)
        .all(db)
        .await
}

/// Begins a session of `kind` for `subject` and signs its token. Gives the token and when the session ends at the latest.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    practice: PracticeId,
    app: App,
    kind: SessionKind,
    subject: Uuid,
    device: impl Into<Device<'_>>,
) -> Result<Begun, Problem> {
    let seconds = if kind == SessionKind::Full { ABSOLUTE_HOURS * 3600 } else { STEP_MINUTES * 60 };
    let now = platform.clock.now();
    let named = Named { session: SessionId(platform.secrets.id(now)), practice, app, kind };
    insert(platform, tx, named, (subject, None), Moment::from(now).plus(seconds), device.into()).await
}

/// What the link of a notice opens (M9).
#[derive(Clone, Copy, Debug)]
pub struct ByLink {
    /// The session's id, which the link was bound to.
    pub session: SessionId,
    /// Whose.
    pub login: LoginId,
    /// The one conversation it is for.
    pub conversation: ConversationId,
    /// When it ends in any case.
    pub expires_at: Timestamp,
}

/// Begins the session that the link of a notice opens: it reads and answers one conversation, and nothing else.
///
/// # Errors
/// When the database does not answer.
pub async fn begin_by_link(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    practice: PracticeId,
    link: ByLink,
    device: &str,
) -> Result<Begun, Problem> {
    let named = Named { session: link.session, practice, app: App::Portal, kind: SessionKind::MessageLink };
    insert(platform, tx, named, (link.login.0, Some(link.conversation.0)), link.expires_at.into(), device.into()).await
}

async fn insert(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    named: Named,
    (subject, about): (Uuid, Option<Uuid>),
    expires_at: Moment,
    device: Device<'_>,
) -> Result<Begun, Problem> {
    let now = platform.clock.now();
    let row = ActiveModel {
        practice_id: Set(named.practice.0),
        id: Set(named.session.0),
        app: Set(named.app.as_str().into()),
        kind: Set(named.kind.as_str().into()),
        subject_id: Set(subject),
        about_id: Set(about),
        known_device_id: Set(device.known),
        device: Set(device.label.into()),
        created_at: Set(now.into()),
        last_used_at: Set(now.into()),
        expires_at: Set(expires_at),
        ended_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    let token = token::sign(&platform.secrets, named, expires_at.into())?;
    Ok(Begun { named, token, expires_at: expires_at.into() })
}

/// A session that began.
pub struct Begun {
    /// What its token says.
    pub named: Named,
    /// The token for the cookie.
    pub token: String,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// Notes that the session was used; at most once in half a minute is worth a write.
///
/// # Errors
/// When the database does not answer.
pub async fn touch(platform: &Platform, scope: Scope, row: &Model, now: Timestamp) -> Result<(), Problem> {
    if Moment::from(now).0 < row.last_used_at.plus(30).0 {
        return Ok(());
    }
    let tx = platform.db.write().await?;
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(Moment::from(now)))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    tx.commit().await
}

/// Ends the session `id` of `subject`, the notices of its device's browser and, once `tx` is committed, the streams that are
/// open with it; whether it was there and open.
///
/// # Errors
/// When the database does not answer.
pub async fn end(tx: &Tx, scope: Scope, subject: Uuid, id: SessionId, now: Timestamp) -> Result<bool, DbErr> {
    let ended = ending(scope, subject, now).filter(Column::Id.eq(id.0)).exec(&**tx).await?;
    if let Some(place) = find(&**tx, scope, id).await?.filter(|_| ended.rows_affected == 1).map(|row| row.place()) {
        subscriptions::end(&**tx, scope, place).await?;
    }
    tx.tell(Signal::Doubt(scope.practice, subject));
    Ok(ended.rows_affected == 1)
}

/// Ends all sessions of `subject` but `keep`, the notices of all browsers but the one that it is on, and the streams that are
/// open with them.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all(tx: &Tx, scope: Scope, subject: Uuid, keep: Option<SessionId>, now: Timestamp) -> Result<(), DbErr> {
    let mut ending = ending(scope, subject, now);
    if let Some(keep) = keep {
        ending = ending.filter(Column::Id.ne(keep.0));
    }
    ending.exec(&**tx).await?;
    let kept = match keep {
        Some(keep) => find(&**tx, scope, keep).await?,
        None => None,
    };
    subscriptions::end_all(&**tx, scope, subject, kept.map(|row| row.place().device)).await?;
    tx.tell(Signal::Doubt(scope.practice, subject));
    Ok(())
}

/// What `subject` may do has changed: once `tx` is committed, the streams that are open with their sessions are looked at.
pub fn doubt(tx: &Tx, scope: Scope, subject: Uuid) {
    tx.tell(Signal::Doubt(scope.practice, subject));
}

fn ending(scope: Scope, subject: Uuid, now: Timestamp) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Moment::from(now)))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::SubjectId.eq(subject))
        .filter(Column::EndedAt.is_null())
}

/// Removes sessions that have been over for a month.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::ExpiresAt.lt(Moment::from(now).plus(-30 * 24 * 3600)));
    old.exec(tx).await.map(|done| done.rows_affected)
}
