//! What was sent to clients. What it says, the answers and the notes are sealed.

use domain::documents::{Answers, Content, DocumentKind, DocumentState};
use domain::text::PersonalText;
use domain::time::{Date, Timestamp};
use domain::{ClientId, DocumentId};
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use platform::secrets::Secrets;
use platform::secrets::reseal::Row;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

/// A document.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_id: Uuid,
    pub kind: String,
    pub title: String,
    pub template_id: Option<Uuid>,
    pub template_version: Option<i64>,
    pub shared_id: Uuid,
    pub place: i64,
    pub state: String,
    pub sealed_content: Vec<u8>,
    pub content_hash: Vec<u8>,
    pub sealed_answers: Option<Vec<u8>>,
    pub answers_version: i64,
    pub answered_at: Option<Moment>,
    pub answers_hash: Option<Vec<u8>>,
    pub sealed_note: Option<Vec<u8>>,
    pub countersign: bool,
    pub due: Option<String>,
    pub expires_on: Option<String>,
    pub renews_on: Option<String>,
    pub renew_after_months: Option<i64>,
    pub reminded: i64,
    pub sent_by: Option<Uuid>,
    pub sent_at: Moment,
    pub viewed_at: Option<Moment>,
    pub read_at: Option<Moment>,
    pub done_at: Option<Moment>,
    pub settled_at: Option<Moment>,
    pub renewed_at: Option<Moment>,
    pub trail_length: i64,
    pub trail_hash: Vec<u8>,
    pub version: i64,
}

platform::opaque_debug!(Model);

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Documents of all practices: for what is done by the day.
pub(crate) fn of_all_practices() -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of documents, and the rounds over all practices")]
    Entity::find()
}

/// The practice's documents.
pub(crate) fn scoped(scope: Scope) -> Select<Entity> {
    of_all_practices().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> DocumentId {
        DocumentId(self.id)
    }

    /// Whose it is.
    #[must_use]
    pub fn client(&self) -> ClientId {
        ClientId(self.client_id)
    }

    /// The practice's rows.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope { practice: self.practice_id.into() }
    }

    /// What it asks; what cannot be read asks nothing.
    #[must_use]
    pub fn kind(&self) -> DocumentKind {
        DocumentKind::named(&self.kind).unwrap_or(DocumentKind::File)
    }

    /// How far it is; what cannot be read is not gone on with.
    #[must_use]
    pub fn state(&self) -> DocumentState {
        DocumentState::named(&self.state).unwrap_or(DocumentState::Void)
    }

    /// The day it is due.
    #[must_use]
    pub fn due(&self) -> Option<Date> {
        day(self.due.as_deref())
    }

    /// The day it is asked for anew.
    #[must_use]
    pub fn renews_on(&self) -> Option<Date> {
        day(self.renews_on.as_deref())
    }

    /// The exact bytes that are shown.
    ///
    /// # Errors
    /// When they were changed, or sealed with a key that is no longer there.
    pub fn content(&self, secrets: &Secrets) -> Result<String, Problem> {
        let plain = secrets.unseal(&self.seal_name("content"), &self.sealed_content)?;
        String::from_utf8(plain).map_err(|_| Problem::internal("a document is no text"))
    }

    /// The same, read.
    ///
    /// # Errors
    /// When they were changed, or sealed with a key that is no longer there.
    pub fn said(&self, secrets: &Secrets) -> Result<Content, Problem> {
        serde_json::from_str(&self.content(secrets)?).map_err(|_| Problem::internal("a document has another form"))
    }

    /// Seals `content`, in its canonical form, as what it says.
    ///
    /// # Errors
    /// 500 when it cannot be written as JSON.
    pub fn set_content(&mut self, secrets: &Secrets, content: &Content) -> Result<(), Problem> {
        let bytes = canonical(content)?;
        self.content_hash = platform::secrets::hash(&bytes);
        self.sealed_content = secrets.seal(&self.seal_name("content"), bytes.as_bytes());
        Ok(())
    }

    /// What was answered so far.
    ///
    /// # Errors
    /// When it was changed, or sealed with a key that is no longer there.
    pub fn answers(&self, secrets: &Secrets) -> Result<Answers, Problem> {
        let Some(sealed) = &self.sealed_answers else { return Ok(Answers::new()) };
        let plain = secrets.unseal(&self.seal_name("answers"), sealed)?;
        serde_json::from_slice(&plain).map_err(|_| Problem::internal("answers have another form"))
    }

    /// Seals `answers`, in their canonical form, as what was answered at `now`.
    ///
    /// # Errors
    /// 500 when they cannot be written as JSON.
    pub fn set_answers(&mut self, secrets: &Secrets, answers: &Answers, now: Timestamp) -> Result<(), Problem> {
        self.sealed_answers = Some(secrets.seal(&self.seal_name("answers"), canonical(answers)?.as_bytes()));
        self.answers_version += 1;
        self.answered_at = Some(now.into());
        Ok(())
    }

    /// Why it was returned, declined or taken back.
    ///
    /// # Errors
    /// When it was sealed with a key that is no longer there.
    pub fn note(&self, secrets: &Secrets) -> Result<Option<PersonalText>, Problem> {
        let Some(sealed) = &self.sealed_note else { return Ok(None) };
        let plain = String::from_utf8(secrets.unseal(&self.seal_name("note"), sealed)?);
        plain.map(|text| Some(text.into())).map_err(|_| Problem::internal("a note is no text"))
    }

    /// Seals `note`; nothing where it is blank.
    pub fn set_note(&mut self, secrets: &Secrets, note: &PersonalText) {
        let text = note.as_str().trim();
        self.sealed_note = (!text.is_empty()).then(|| secrets.seal(&self.seal_name("note"), text.as_bytes()));
    }

    /// Each opens only as this document's.
    fn seal_name(&self, what: &str) -> String {
        format!("document_{what}:{}:{}", self.practice_id, self.id)
    }
}

fn day(text: Option<&str>) -> Option<Date> {
    text.and_then(|text| text.parse().ok())
}

/// The name under which a column of a row is sealed, as it is sealed anew.
///
/// # Errors
/// When the row has other columns.
pub fn seal_name_of(row: &Row<'_>, what: &str) -> Result<String, DbErr> {
    Ok(format!("document_{what}:{}:{}", row.id("practice_id")?, row.id("id")?))
}

/// The canonical form (RFC 8785) of what has ASCII keys and whole numbers: keys sorted, no blanks.
///
/// # Errors
/// 500 when it cannot be written as JSON.
pub fn canonical(value: &impl serde::Serialize) -> Result<String, Problem> {
    // An object of `serde_json::Value` keeps its keys sorted.
    serde_json::to_value(value).map(|value| value.to_string()).map_err(Problem::internal)
}

/// The document `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: DocumentId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// The ids of the practice's documents after `after`, in their order; at most `limit`.
///
/// # Errors
/// When the database does not answer.
pub async fn ids_after(db: &impl ConnectionTrait, scope: Scope, after: Option<DocumentId>, limit: u64) -> Result<Vec<DocumentId>, DbErr> {
    let mut ids = scoped(scope).select_only().column(Column::Id).order_by_asc(Column::Id).limit(limit);
    if let Some(after) = after {
        ids = ids.filter(Column::Id.gt(after.0));
    }
    Ok(ids.into_tuple::<Uuid>().all(db).await?.into_iter().map(DocumentId).collect())
}

/// The same, held until the transaction ends: whoever else goes on with it waits.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &impl ConnectionTrait, scope: Scope, id: DocumentId) -> Result<Option<Model>, DbErr> {
    let held = Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    if held.rows_affected == 1 { find(tx, scope, id).await } else { Ok(None) }
}

/// Writes a new document.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(tx: &impl ConnectionTrait, row: &Model) -> Result<(), DbErr> {
    Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await.map(|_| ())
}

/// Saves a document that is held, as a new version.
///
/// # Errors
/// When the database does not answer.
pub async fn save(tx: &impl ConnectionTrait, row: &mut Model) -> Result<(), DbErr> {
    row.version += 1;
    Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(Column::PracticeId.eq(row.practice_id))
        .filter(Column::Id.eq(row.id))
        .exec(tx)
        .await
        .map(|_| ())
}
