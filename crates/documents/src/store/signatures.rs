//! What proves each signature and submission (D8): never changed, only added to.

use std::collections::HashSet;

use domain::DocumentId;
use domain::documents::{Answers, Evidence, Signature, SignerRole};
use domain::time::Timestamp;
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use platform::secrets::reseal::Row;
use platform::secrets::{Secrets, hash};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

/// A signature, or a form that was submitted.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_signatures")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub document_id: Uuid,
    pub edition: i64,
    pub role: String,
    pub sealed_evidence: Vec<u8>,
    pub evidence_hash: Vec<u8>,
    pub signature: Vec<u8>,
    pub public_key: Vec<u8>,
    pub sealed_answers: Option<Vec<u8>>,
    pub signed_at: Moment,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of signatures")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// Which side signed; what cannot be read counts as the client's.
    #[must_use]
    pub fn role(&self) -> SignerRole {
        SignerRole::named(&self.role).unwrap_or(SignerRole::Client)
    }

    /// When.
    #[must_use]
    pub fn signed_at(&self) -> Timestamp {
        self.signed_at.into()
    }

    /// Seals what proves it and, where something was asked, the answers, both in their canonical form.
    pub fn seal(&mut self, secrets: &Secrets, evidence: &str, answers: Option<&str>) {
        self.evidence_hash = hash(evidence);
        self.sealed_evidence = secrets.seal(&self.seal_name("evidence"), evidence.as_bytes());
        self.sealed_answers = answers.map(|answers| secrets.seal(&self.seal_name("signed_answers"), answers.as_bytes()));
    }

    /// The canonical form of what proves it.
    ///
    /// # Errors
    /// When it was changed, or sealed with a key that is no longer there.
    pub fn evidence_bytes(&self, secrets: &Secrets) -> Result<Vec<u8>, Problem> {
        Ok(secrets.unseal(&self.seal_name("evidence"), &self.sealed_evidence)?)
    }

    /// The same, read.
    ///
    /// # Errors
    /// When it was changed, or sealed with a key that is no longer there.
    pub fn evidence(&self, secrets: &Secrets) -> Result<Evidence, Problem> {
        let bytes = self.evidence_bytes(secrets)?;
        serde_json::from_slice(&bytes).map_err(|_| Problem::internal("what proves a signature has another form"))
    }

    /// The canonical form of what was answered; none where nothing was asked.
    ///
    /// # Errors
    /// When it was changed, or sealed with a key that is no longer there.
    pub fn answers_bytes(&self, secrets: &Secrets) -> Result<Option<Vec<u8>>, Problem> {
        let Some(sealed) = &self.sealed_answers else { return Ok(None) };
        Ok(Some(secrets.unseal(&self.seal_name("signed_answers"), sealed)?))
    }

    /// The same, read.
    ///
    /// # Errors
    /// When it was changed, or sealed with a key that is no longer there.
    pub fn answers(&self, secrets: &Secrets) -> Result<Answers, Problem> {
        let Some(bytes) = self.answers_bytes(secrets)? else { return Ok(Answers::new()) };
        serde_json::from_slice(&bytes).map_err(|_| Problem::internal("signed answers have another form"))
    }

    /// As it is shown.
    fn shown(&self, secrets: &Secrets) -> Result<Signature, Problem> {
        let evidence = self.evidence(secrets)?;
        Ok(Signature {
            role: evidence.role,
            name: evidence.name,
            capacity: evidence.capacity,
            relationship: evidence.relationship,
            signed_at: evidence.signed_at,
        })
    }

    /// Each opens only as this signature's.
    fn seal_name(&self, what: &str) -> String {
        format!("document_{what}:{}:{}", self.practice_id, self.id)
    }
}

/// The name under which a column of a row is sealed, as it is sealed anew.
///
/// # Errors
/// When the row has other columns.
pub fn seal_name_of(row: &Row<'_>, what: &str) -> Result<String, DbErr> {
    Ok(format!("document_{what}:{}:{}", row.id("practice_id")?, row.id("id")?))
}

/// Writes a signature.
///
/// # Errors
/// When the database does not answer, or the document has one of this edition.
pub async fn insert(tx: &impl ConnectionTrait, row: &Model) -> Result<(), DbErr> {
    Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await.map(|_| ())
}

/// All of `document`, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(db: &impl ConnectionTrait, scope: Scope, document: DocumentId) -> Result<Vec<Model>, DbErr> {
    scoped(scope).filter(Column::DocumentId.eq(document.0)).order_by_asc(Column::Edition).all(db).await
}

/// The number of the newest of `document`; 0 where nothing was signed or submitted.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(db: &impl ConnectionTrait, scope: Scope, document: DocumentId) -> Result<i64, DbErr> {
    let number = scoped(scope).filter(Column::DocumentId.eq(document.0)).select_only().column_as(Column::Edition.max(), "edition");
    Ok(number.into_tuple::<Option<i64>>().one(db).await?.flatten().unwrap_or_default())
}

/// Which of `documents` were signed or submitted: there is a PDF of them.
///
/// # Errors
/// When the database does not answer.
pub async fn signed_among(db: &impl ConnectionTrait, scope: Scope, documents: Vec<Uuid>) -> Result<HashSet<Uuid>, DbErr> {
    if documents.is_empty() {
        return Ok(HashSet::new());
    }
    let signed = scoped(scope).filter(Column::DocumentId.is_in(documents)).select_only().column(Column::DocumentId).distinct();
    Ok(signed.into_tuple::<Uuid>().all(db).await?.into_iter().collect())
}

/// Those of `rows` that count: the newest of each side, as far as `edition`.
pub fn in_force(rows: &[Model], edition: i64) -> impl Iterator<Item = &Model> {
    let newest = move |role: SignerRole| rows.iter().rev().find(move |row| row.edition <= edition && row.role() == role);
    [SignerRole::Client, SignerRole::Practice].into_iter().filter_map(newest)
}

/// Who signed `document`, the client's side first; a form that was submitted again counts once.
///
/// # Errors
/// When the database does not answer, or what proves a signature was changed.
pub async fn of(db: &impl ConnectionTrait, secrets: &Secrets, scope: Scope, document: DocumentId) -> Result<Vec<Signature>, Problem> {
    let rows = rows(db, scope, document).await?;
    in_force(&rows, i64::MAX).map(|row| row.shown(secrets)).collect()
}
