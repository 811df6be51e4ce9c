//! Which files go with which message.

use std::collections::HashMap;

use domain::{FileId, MessageId};
use platform::db::Scope;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _};

/// A file of a message.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_files")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: Uuid,
    pub message_id: Uuid,
    pub place: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of attachments")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// Writes that `files` go with `message`, in this order.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, scope: Scope, message: MessageId, files: &[FileId]) -> Result<(), DbErr> {
    if files.is_empty() {
        return Ok(());
    }
    let rows = (0_i64..).zip(files).map(|(place, file)| {
        Model { practice_id: scope.practice.0, file_id: file.0, message_id: message.0, place }.into_active_model().reset_all()
    });
    Entity::insert_many(rows).exec_without_returning(tx).await.map(|_| ())
}

/// The files of each of `messages`, in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn of(db: &impl ConnectionTrait, scope: Scope, messages: Vec<Uuid>) -> Result<HashMap<Uuid, Vec<FileId>>, DbErr> {
    if messages.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = scoped(scope).filter(Column::MessageId.is_in(messages)).order_by_asc(Column::Place).all(db).await?;
    let mut of: HashMap<Uuid, Vec<FileId>> = HashMap::new();
    for row in rows {
        of.entry(row.message_id).or_default().push(FileId(row.file_id));
    }
    Ok(of)
}

/// The message that `file` goes with.
///
/// # Errors
/// When the database does not answer.
pub async fn message_with(db: &impl ConnectionTrait, scope: Scope, file: FileId) -> Result<Option<MessageId>, DbErr> {
    let row = scoped(scope).filter(Column::FileId.eq(file.0)).one(db).await?;
    Ok(row.map(|row| MessageId(row.message_id)))
}
