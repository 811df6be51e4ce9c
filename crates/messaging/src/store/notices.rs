//! Notices by e-mail (M8): one a person and conversation until they have read.

use domain::ConversationId;
use domain::time::Timestamp;
use platform::db::Moment;
use platform::live::Person;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};
use sea_orm::{Condition, IntoActiveModel as _, TryInsertResult};

/// A notice that went out, or is about to.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_notices")]
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
    pub seq: i64,
    pub queued_at: Moment,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn key(conversation: ConversationId, person: Person) -> Condition {
    Condition::all()
        .add(Column::PracticeId.eq(person.practice.0))
        .add(Column::ConversationId.eq(conversation.0))
        .add(Column::PersonKind.eq(person.kind.as_str()))
        .add(Column::PersonId.eq(person.id))
}

/// Up to which place `person` was told of the conversation the last time; none before the first.
///
/// # Errors
/// When the database does not answer.
pub async fn noticed(db: &impl ConnectionTrait, conversation: ConversationId, person: Person) -> Result<Option<i64>, DbErr> {
    #[expect(clippy::disallowed_methods, reason = "the key begins with the practice")]
    let row = Entity::find().filter(key(conversation, person)).one(db).await?;
    Ok(row.map(|row| row.seq))
}

/// Claims the notice of what stands up to `seq`: true for one caller, and not again before the person has read what the
/// last notice was about. To be called in the transaction that queues the letter.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(
    tx: &impl ConnectionTrait,
    conversation: ConversationId,
    person: Person,
    seq: i64,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let row = Model {
        practice_id: person.practice.0,
        conversation_id: conversation.0,
        person_kind: person.kind.as_str().into(),
        person_id: person.id,
        seq,
        queued_at: now.into(),
    };
    let inserted = Entity::insert(row.into_active_model().reset_all()).on_conflict_do_nothing().exec_without_returning(tx).await?;
    if matches!(inserted, TryInsertResult::Inserted(1)) {
        return Ok(true);
    }
    // There was one before: they must have read that far.
    let column = |name| Expr::col(Alias::new(name));
    let read = Query::select()
        .column(Alias::new("read_seq"))
        .from(Alias::new("conversation_participants"))
        .and_where(column("practice_id").eq(person.practice.0))
        .and_where(column("conversation_id").eq(conversation.0))
        .and_where(column("person_kind").eq(person.kind.as_str()))
        .and_where(column("person_id").eq(person.id))
        .and_where(column("read_seq").gte(Expr::col((Entity, Column::Seq))))
        .to_owned();
    let again = Entity::update_many()
        .col_expr(Column::Seq, Expr::value(seq))
        .col_expr(Column::QueuedAt, Expr::value(Moment::from(now)))
        .filter(key(conversation, person))
        .filter(Column::Seq.lt(seq))
        .filter(Expr::exists(read))
        .exec(tx)
        .await?;
    Ok(again.rows_affected == 1)
}
