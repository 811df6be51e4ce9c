//! Which files belong to which document: those that a client sent, or the one that was shared with them.

use domain::{DocumentId, FileId};
use platform::db::Scope;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _};

/// A file's place in a document.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_files")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: Uuid,
    pub document_id: Uuid,
    pub place: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of documents' files")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// The files of `document`, in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn of(db: &impl ConnectionTrait, scope: Scope, document: DocumentId) -> Result<Vec<Model>, DbErr> {
    scoped(scope).filter(Column::DocumentId.eq(document.0)).order_by_asc(Column::Place).order_by_asc(Column::FileId).all(db).await
}

/// The document that `file` belongs to.
///
/// # Errors
/// When the database does not answer.
pub async fn document_with(db: &impl ConnectionTrait, scope: Scope, file: FileId) -> Result<Option<DocumentId>, DbErr> {
    let row = scoped(scope).filter(Column::FileId.eq(file.0)).one(db).await?;
    Ok(row.map(|row| DocumentId(row.document_id)))
}

/// Adds `file` to `document`, which is held.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, scope: Scope, document: DocumentId, file: FileId, place: i64) -> Result<(), DbErr> {
    let row = Model { practice_id: scope.practice.0, file_id: file.0, document_id: document.0, place };
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await.map(|_| ())
}

/// Takes `file` out of its document, which is held; whether it was in it.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(tx: &impl ConnectionTrait, scope: Scope, file: FileId) -> Result<bool, DbErr> {
    let gone = Entity::delete_many().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::FileId.eq(file.0)).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}
