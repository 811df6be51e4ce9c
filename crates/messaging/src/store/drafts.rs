//! What people are writing, kept for their other devices (M6); sealed.

use domain::ConversationId;
use domain::messaging::Draft;
use domain::text::PersonalText;
use domain::time::Timestamp;
use platform::db::{Moment, Scope};
use platform::live::Person;
use platform::problem::Problem;
use platform::secrets::Secrets;
use platform::secrets::reseal::Row;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{Condition, IntoActiveModel as _, TryInsertResult};

/// A draft.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_drafts")]
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
    pub sealed: Vec<u8>,
    pub version: i64,
    pub saved_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of drafts")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

fn theirs(conversation: ConversationId, person: Person) -> Condition {
    Condition::all()
        .add(Column::ConversationId.eq(conversation.0))
        .add(Column::PersonKind.eq(person.kind.as_str()))
        .add(Column::PersonId.eq(person.id))
}

fn seal_name(conversation: ConversationId, person: Person) -> String {
    format!("draft:{}:{conversation}:{}:{}", person.practice, person.kind.as_str(), person.id)
}

/// The same of a row as it is sealed anew.
///
/// # Errors
/// When the row has other columns.
pub fn seal_name_of(row: &Row<'_>) -> Result<String, DbErr> {
    let (practice, conversation) = (row.id("practice_id")?, row.id("conversation_id")?);
    Ok(format!("draft:{practice}:{conversation}:{}:{}", row.text("person_kind")?, row.id("person_id")?))
}

/// The draft of `person` in `conversation`; an empty one of version 0 where there has never been any.
///
/// # Errors
/// When the database does not answer, or it was sealed with a key that is no longer there.
pub async fn read(db: &impl ConnectionTrait, secrets: &Secrets, conversation: ConversationId, person: Person) -> Result<Draft, Problem> {
    let scope = Scope { practice: person.practice };
    let Some(row) = scoped(scope).filter(theirs(conversation, person)).one(db).await? else { return Ok(Draft::default()) };
    let text = String::from_utf8(secrets.unseal(&seal_name(conversation, person), &row.sealed)?);
    let text = text.map_err(|_| Problem::internal("a draft is no text"))?;
    Ok(Draft { text: PersonalText::from(text), saved_at: Some(row.saved_at.into()), version: row.version })
}

/// Puts `text` in place of the draft at version `seen`; whether that was still the one.
///
/// The row stays when the text is empty, so that versions never begin anew: a device that comes late with an old text
/// does not bring it back.
///
/// # Errors
/// When the database does not answer.
pub async fn put(
    tx: &impl ConnectionTrait,
    secrets: &Secrets,
    conversation: ConversationId,
    person: Person,
    seen: i64,
    text: &str,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let sealed = secrets.seal(&seal_name(conversation, person), text.as_bytes());
    let saved = Entity::update_many()
        .col_expr(Column::Sealed, Expr::value(sealed.clone()))
        .col_expr(Column::Version, Expr::value(seen + 1))
        .col_expr(Column::SavedAt, Expr::value(Moment::from(now)))
        .filter(Column::PracticeId.eq(person.practice.0))
        .filter(theirs(conversation, person))
        .filter(Column::Version.eq(seen))
        .exec(tx)
        .await?;
    if saved.rows_affected == 1 || seen != 0 {
        return Ok(saved.rows_affected == 1);
    }
    // The first time there is no row yet; of two devices at once, one is first.
    let row = Model {
        practice_id: person.practice.0,
        conversation_id: conversation.0,
        person_kind: person.kind.as_str().into(),
        person_id: person.id,
        sealed,
        version: 1,
        saved_at: now.into(),
    };
    let inserted = Entity::insert(row.into_active_model().reset_all()).on_conflict_do_nothing().exec_without_returning(tx).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}

/// Lets the draft go: it was sent.
///
/// # Errors
/// When the database does not answer.
pub async fn clear(
    tx: &impl ConnectionTrait,
    secrets: &Secrets,
    conversation: ConversationId,
    person: Person,
    now: Timestamp,
) -> Result<(), DbErr> {
    let empty = secrets.seal(&seal_name(conversation, person), b"");
    Entity::update_many()
        .col_expr(Column::Sealed, Expr::value(empty))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1_i64))
        .col_expr(Column::SavedAt, Expr::value(Moment::from(now)))
        .filter(Column::PracticeId.eq(person.practice.0))
        .filter(theirs(conversation, person))
        .exec(tx)
        .await
        .map(|_| ())
}
