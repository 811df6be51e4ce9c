//! Who takes part in a conversation, from which place on, and how far they are.
//!
//! What somebody may not see they have read: `read_seq` is never less than `joined_seq`.

use std::collections::HashMap;

use domain::ConversationId;
use domain::messaging::reading::{Progress, Window};
use platform::db::{Moment, Scope};
use platform::live::{Person, PersonKind};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType};
use sea_orm::{IntoActiveModel as _, QuerySelect as _, UpdateMany};

/// Somebody in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "conversation_participants")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub conversation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub joined_seq: i64,
    pub left_seq: Option<i64>,
    pub read_seq: i64,
    pub read_at: Option<Moment>,
    pub delivered_seq: i64,
    pub marked_unread: bool,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of participants")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// While they took part.
    #[must_use]
    pub fn window(&self) -> Window {
        Window { joined_seq: self.joined_seq, left_seq: self.left_seq }
    }

    /// How far they are.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress { joined_seq: self.joined_seq, delivered_seq: self.delivered_seq, read_seq: self.read_seq }
    }

    /// Who it is; none where the kind cannot be read.
    #[must_use]
    pub fn person(&self) -> Option<Person> {
        let kind = PersonKind::named(&self.person_kind)?;
        Some(Person { practice: self.practice_id.into(), kind, id: self.person_id })
    }
}

/// The row of `person` in `conversation`.
fn row(conversation: ConversationId, person: Person) -> UpdateMany<Entity> {
    Entity::update_many()
        .filter(Column::PracticeId.eq(person.practice.0))
        .filter(Column::ConversationId.eq(conversation.0))
        .filter(Column::PersonKind.eq(person.kind.as_str()))
        .filter(Column::PersonId.eq(person.id))
}

fn of_person(person: Person) -> Select<Entity> {
    let theirs = scoped(Scope { practice: person.practice }).filter(Column::PersonKind.eq(person.kind.as_str()));
    theirs.filter(Column::PersonId.eq(person.id))
}

/// The part of `person` in `conversation`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, conversation: ConversationId, person: Person) -> Result<Option<Model>, DbErr> {
    of_person(person).filter(Column::ConversationId.eq(conversation.0)).one(db).await
}

/// The same, which nobody else changes until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &impl ConnectionTrait, conversation: ConversationId, person: Person) -> Result<Option<Model>, DbErr> {
    of_person(person).filter(Column::ConversationId.eq(conversation.0)).lock(LockType::NoKeyUpdate).one(tx).await
}

/// The parts of `person` in those of `conversations` where they have one.
///
/// # Errors
/// When the database does not answer.
pub async fn of(db: &impl ConnectionTrait, person: Person, conversations: Vec<Uuid>) -> Result<HashMap<Uuid, Model>, DbErr> {
    let rows = of_person(person).filter(Column::ConversationId.is_in(conversations)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.conversation_id, row)).collect())
}

/// All who take, or took, part in `conversation`.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait, scope: Scope, conversation: ConversationId) -> Result<Vec<Model>, DbErr> {
    scoped(scope).filter(Column::ConversationId.eq(conversation.0)).all(db).await
}

/// `person` takes part: sees what comes after `joined_seq`, and has read up to `read_seq`. Whoever takes part already goes
/// on as before; whoever had left begins anew, and has read what they had read.
///
/// # Errors
/// When the database does not answer.
pub async fn join(
    tx: &impl ConnectionTrait,
    conversation: ConversationId,
    person: Person,
    joined_seq: i64,
    read_seq: i64,
) -> Result<(), DbErr> {
    let read_seq = Ord::max(read_seq, joined_seq);
    let new = Model {
        practice_id: person.practice.0,
        conversation_id: conversation.0,
        person_kind: person.kind.as_str().into(),
        person_id: person.id,
        joined_seq,
        left_seq: None,
        read_seq,
        read_at: None,
        delivered_seq: read_seq,
        marked_unread: false,
    };
    Entity::insert(new.into_active_model().reset_all()).on_conflict_do_nothing().exec_without_returning(tx).await?;
    row(conversation, person)
        .col_expr(Column::JoinedSeq, Expr::value(joined_seq))
        .col_expr(Column::LeftSeq, Expr::value(None::<i64>))
        .col_expr(Column::ReadSeq, at_least(Column::ReadSeq, read_seq))
        .col_expr(Column::DeliveredSeq, at_least(Column::DeliveredSeq, read_seq))
        .filter(Column::LeftSeq.is_not_null())
        .exec(tx)
        .await
        .map(|_| ())
}

/// The place in `column`, or `place` where that is further.
fn at_least(column: Column, place: i64) -> Expr {
    Expr::case(column.lt(place), Expr::value(place)).finally(Expr::col(column)).into()
}

/// `person` sees nothing that comes after `place`.
///
/// # Errors
/// When the database does not answer.
pub async fn leave(tx: &impl ConnectionTrait, conversation: ConversationId, person: Person, place: i64) -> Result<(), DbErr> {
    let takes_part = row(conversation, person).filter(Column::LeftSeq.is_null());
    takes_part.col_expr(Column::LeftSeq, Expr::value(place)).col_expr(Column::MarkedUnread, Expr::value(false)).exec(tx).await.map(|_| ())
}

/// `person` has read up to `place` at `now`, never back; it is marked unread no more.
///
/// # Errors
/// When the database does not answer.
pub async fn read_up_to(
    tx: &impl ConnectionTrait,
    conversation: ConversationId,
    person: Person,
    place: i64,
    now: Moment,
) -> Result<(), DbErr> {
    row(conversation, person)
        .col_expr(Column::ReadSeq, Expr::value(place))
        .col_expr(Column::ReadAt, Expr::value(now))
        .col_expr(Column::MarkedUnread, Expr::value(false))
        .filter(Column::ReadSeq.lt(place).or(Column::MarkedUnread.eq(true).and(Column::ReadSeq.lte(place))))
        .exec(tx)
        .await?;
    delivered_up_to(tx, conversation, person, place).await
}

/// A device of `person` has what stands up to `place`, never back.
///
/// # Errors
/// When the database does not answer.
pub async fn delivered_up_to(tx: &impl ConnectionTrait, conversation: ConversationId, person: Person, place: i64) -> Result<(), DbErr> {
    let behind = row(conversation, person).filter(Column::DeliveredSeq.lt(place));
    behind.col_expr(Column::DeliveredSeq, Expr::value(place)).exec(tx).await.map(|_| ())
}

/// `person` wants to come back to it.
///
/// # Errors
/// When the database does not answer.
pub async fn mark_unread(tx: &impl ConnectionTrait, conversation: ConversationId, person: Person) -> Result<(), DbErr> {
    row(conversation, person).col_expr(Column::MarkedUnread, Expr::value(true)).exec(tx).await.map(|_| ())
}
