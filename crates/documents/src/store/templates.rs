//! Templates, each with its newest version's title for lists (D1). What a version says stands in [`versions`].

use std::collections::HashMap;

use domain::TemplateId;
use domain::documents::{DocumentKind, TemplateDetails, TemplateSummary};
use domain::practice::profile::Language;
use domain::time::Timestamp;
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use practice::practices;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _};
use serde::{Deserialize, Serialize};

use super::{documents, listing, versions};
use crate::refusals;

/// The most templates of a practice, with those that were put away.
pub const MOST: u64 = 500;

/// A template.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_templates")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub title: String,
    pub language: String,
    pub number: i64,
    pub archived: bool,
    pub version: i64,
    pub saved_at: Moment,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of templates")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> TemplateId {
        TemplateId(self.id)
    }

    /// Takes over, for lists, what its newest version says.
    pub fn show(&mut self, details: &TemplateDetails, now: Timestamp) {
        details.kind().as_str().clone_into(&mut self.kind);
        details.title().clone_into(&mut self.title);
        details.language().tag().clone_into(&mut self.language);
        self.saved_at = now.into();
    }

    /// Itself in a list, where `open` clients have it open.
    #[must_use]
    pub fn summary(&self, open: u32) -> TemplateSummary {
        TemplateSummary {
            id: self.id(),
            title: self.title.clone(),
            // What cannot be read asks nothing.
            kind: DocumentKind::named(&self.kind).unwrap_or(DocumentKind::File),
            language: [Language::En, Language::Es].into_iter().find(|language| language.tag() == self.language).unwrap_or_default(),
            number: self.number,
            archived: self.archived,
            saved_at: self.saved_at.into(),
            open,
        }
    }
}

/// What is sent of a template.
pub struct Newest {
    /// Its id.
    pub id: TemplateId,
    /// The number of its newest version.
    pub number: i64,
    /// Put away: it is not sent any more.
    pub archived: bool,
    /// What the newest version says.
    pub details: TemplateDetails,
}

/// The newest version of the template `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(db: &impl ConnectionTrait, scope: Scope, id: TemplateId) -> Result<Option<Newest>, Problem> {
    let Some(row) = find(db, scope, id).await? else { return Ok(None) };
    let details = versions::details(db, scope, id, row.number).await?;
    Ok(Some(Newest { id, number: row.number, archived: row.archived, details }))
}

/// The template `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: TemplateId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// The same, held until the transaction ends: whoever else changes it waits.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &impl ConnectionTrait, scope: Scope, id: TemplateId) -> Result<Option<Model>, DbErr> {
    let held = Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    if held.rows_affected == 1 { find(tx, scope, id).await } else { Ok(None) }
}

/// Which of `ids` are templates that are sent, as `archived` says of each; the others are not in it.
///
/// # Errors
/// When the database does not answer.
pub async fn archived_among(db: &impl ConnectionTrait, scope: Scope, ids: &[TemplateId]) -> Result<HashMap<TemplateId, bool>, DbErr> {
    let ids = ids.iter().map(|id| id.0);
    let rows = scoped(scope).filter(Column::Id.is_in(ids)).select_only().columns([Column::Id, Column::Archived]);
    let rows: Vec<(Uuid, bool)> = rows.into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(id, archived)| (TemplateId(id), archived)).collect())
}

/// Writes a new template, unless the practice has enough.
///
/// # Errors
/// 409 `too_many_templates`.
pub async fn insert(tx: &impl ConnectionTrait, scope: Scope, row: &Model) -> Result<(), Problem> {
    practices::hold(tx, scope).await?;
    if scoped(scope).count(tx).await? >= MOST {
        return Err(refusals::too_many_templates());
    }
    Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

/// Saves a template that is held, as changed.
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

/// Where a page ends.
#[derive(Serialize, Deserialize)]
pub struct Key {
    title: String,
    id: Uuid,
}

impl Key {
    /// After this row.
    #[must_use]
    pub fn of(row: &Model) -> Self {
        Self { title: row.title.clone(), id: row.id }
    }
}

/// So many templates after a place, by title: those that were put away, or the others.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: &impl ConnectionTrait, scope: Scope, archived: bool, after: Option<Key>, limit: u64) -> Result<Vec<Model>, DbErr> {
    let mut rows = scoped(scope).filter(Column::Archived.eq(archived));
    if let Some(Key { title, id }) = after {
        let place = Expr::tuple([Expr::col(Column::Title), Expr::col(Column::Id)]);
        rows = rows.filter(place.gt(Expr::tuple([Expr::value(title), Expr::value(id)])));
    }
    rows.order_by_asc(Column::Title).order_by_asc(Column::Id).limit(limit).all(db).await
}

/// How many clients have each of `rows` open, by one query.
///
/// # Errors
/// When the database does not answer.
pub async fn open(db: &impl ConnectionTrait, scope: Scope, rows: &[Model]) -> Result<HashMap<Uuid, u32>, DbErr> {
    use documents::Column as Sent;
    let counted: Vec<(Uuid, i64)> = documents::scoped(scope)
        .filter(Sent::TemplateId.is_in(rows.iter().map(|row| row.id)))
        .filter(listing::waiting())
        .select_only()
        .column(Sent::TemplateId)
        .column_as(Expr::col(Sent::ClientId).count_distinct(), "clients")
        .group_by(Sent::TemplateId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counted.into_iter().map(|(id, clients)| (id, u32::try_from(clients).unwrap_or(u32::MAX))).collect())
}
