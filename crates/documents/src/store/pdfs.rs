//! The PDFs that were made of signed and answered documents. Earlier ones stay: whoever has one can still ask.

use domain::{DocumentId, FileId};
use platform::db::{Moment, Scope};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _};

/// A PDF of a document.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_pdfs")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    pub hash: Vec<u8>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: i64,
    pub file_id: Uuid,
    pub signature: Vec<u8>,
    pub made_at: Moment,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of the PDFs of documents")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// The file.
    #[must_use]
    pub fn file(&self) -> FileId {
        FileId(self.file_id)
    }

    /// What the installation signs of it: whose it is, which edition, and its hash.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        let edition = self.edition.to_be_bytes();
        [self.practice_id.as_bytes(), self.document_id.as_bytes(), &edition[..], &self.hash[..]].concat()
    }
}

/// Writes a PDF.
///
/// # Errors
/// When the database does not answer, or there is one of this edition.
pub async fn insert(tx: &impl ConnectionTrait, row: &Model) -> Result<(), DbErr> {
    Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await.map(|_| ())
}

/// That of `edition` of `document`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, document: DocumentId, edition: i64) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::DocumentId.eq(document.0)).filter(Column::Edition.eq(edition)).one(db).await
}

/// All of `document`, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(db: &impl ConnectionTrait, scope: Scope, document: DocumentId) -> Result<Vec<Model>, DbErr> {
    scoped(scope).filter(Column::DocumentId.eq(document.0)).order_by_asc(Column::Edition).all(db).await
}

/// Those whose bytes have this hash.
///
/// # Errors
/// When the database does not answer.
pub async fn with_hash(db: &impl ConnectionTrait, scope: Scope, hash: &[u8]) -> Result<Vec<Model>, DbErr> {
    scoped(scope).filter(Column::Hash.eq(hash.to_vec())).all(db).await
}
