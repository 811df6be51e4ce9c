//! Conversations: one of each client with each clinician, and one with the front desk (M1).

use domain::messaging::reading::Desk;
use domain::messaging::{AuthorKind, MessageKind};
use domain::time::Timestamp;
use domain::{ClientId, ConversationId, StaffId};
use platform::Platform;
use platform::db::{Moment, Scope};
use platform::live::Person;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, LockType, OnConflict};
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

use super::participants;

/// A conversation.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "conversations")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_id: Uuid,
    pub staff_id: Option<Uuid>,
    pub assigned_to: Option<Uuid>,
    pub last_seq: i64,
    pub message_seq: Option<i64>,
    pub message_at: Option<Moment>,
    pub message_author: Option<String>,
    pub active_at: Moment,
    pub archived: bool,
    pub version: i64,
    pub created_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The practice's conversations.
#[must_use]
pub fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of conversations")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> ConversationId {
        ConversationId(self.id)
    }

    /// Whose.
    #[must_use]
    pub fn client(&self) -> ClientId {
        ClientId(self.client_id)
    }

    /// The practice's side.
    #[must_use]
    pub fn desk(&self) -> Desk {
        self.staff_id.map_or(Desk::FrontDesk, |id| Desk::Clinician(StaffId(id)))
    }

    /// Something was written at the next place: it is where the conversation ends now, and out of the archive.
    pub fn goes_on(&mut self, kind: MessageKind, author: AuthorKind, now: Timestamp) {
        self.last_seq += 1;
        self.active_at = now.into();
        if kind == MessageKind::Message {
            self.message_seq = Some(self.last_seq);
            self.message_at = Some(now.into());
            self.message_author = Some(author.as_str().into());
            if self.archived {
                self.archived = false;
                self.version += 1;
            }
        }
    }
}

/// The conversation `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: ConversationId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// The conversation `id`, which nobody else changes until the transaction ends. Comes before any other lock.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &impl ConnectionTrait, scope: Scope, id: ConversationId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).lock(LockType::NoKeyUpdate).one(tx).await
}

/// A client's conversations, what was said last first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_client(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Vec<Model>, DbErr> {
    // Not by when something was written: a note would give itself away.
    let mut rows = scoped(scope).filter(Column::ClientId.eq(client.0)).order_by_asc(Column::Id).all(db).await?;
    rows.sort_by_key(|row| std::cmp::Reverse(row.message_at.map_or(row.created_at.0, |at| at.0)));
    Ok(rows)
}

/// The conversation of `client` with `staff`, or with the front desk; made where there is none. Whether it was made.
///
/// # Errors
/// When the database does not answer.
pub async fn open(
    platform: &Platform,
    tx: &impl ConnectionTrait,
    scope: Scope,
    client: ClientId,
    staff: Option<StaffId>,
) -> Result<(Model, bool), DbErr> {
    if let Some(there) = between(tx, scope, client, staff).await? {
        return Ok((there, false));
    }
    let now = platform.clock.now();
    let row = Model {
        practice_id: scope.practice.0,
        id: platform.secrets.id(now),
        client_id: client.0,
        staff_id: staff.map(|id| id.0),
        assigned_to: None,
        last_seq: 0,
        message_seq: None,
        message_at: None,
        message_author: None,
        active_at: now.into(),
        archived: false,
        version: 1,
        created_at: now.into(),
    };
    // Of any unique index: the pair's, not the key's, is what two at once meet.
    let unless_there = OnConflict::new().do_nothing().to_owned();
    let inserted = Entity::insert(row.clone().into_active_model().reset_all()).on_conflict(unless_there).exec_without_returning(tx).await?;
    if inserted == 0 {
        // Somebody else was first.
        let there = between(tx, scope, client, staff).await?;
        return there.map(|there| (there, false)).ok_or(DbErr::RecordNotInserted);
    }
    let both = [Some(Person::client(scope.practice, client)), staff.map(|id| Person::staff(scope.practice, id))];
    for person in both.into_iter().flatten() {
        participants::join(tx, row.id(), person, 0, 0).await?;
    }
    Ok((row, true))
}

/// The conversation of `client` with `staff`, or with the front desk.
///
/// # Errors
/// When the database does not answer.
pub async fn between(db: &impl ConnectionTrait, scope: Scope, client: ClientId, staff: Option<StaffId>) -> Result<Option<Model>, DbErr> {
    let with = staff.map_or_else(|| Column::StaffId.is_null(), |id| Column::StaffId.eq(id.0));
    scoped(scope).filter(Column::ClientId.eq(client.0)).filter(with).one(db).await
}

/// Writes `row`, which [`hold`] gave.
///
/// # Errors
/// When the database does not answer.
pub async fn save(tx: &impl ConnectionTrait, row: &Model) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(Column::PracticeId.eq(row.practice_id).and(Column::Id.eq(row.id)));
    update.exec(tx).await.map(|_| ())
}
