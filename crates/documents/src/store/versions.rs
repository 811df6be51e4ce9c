//! What each version of a template says (D1). Versions are added and never change: what was sent stays what was sent.

use domain::documents::{TemplateDetails, TemplateVersion};
use domain::practice::staff::StaffName;
use domain::time::Timestamp;
use domain::{StaffId, TemplateId};
use platform::db::{Moment, Scope};
use platform::problem::Problem;
use practice::staff;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _};

use super::documents::canonical;

/// A version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_template_versions")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub template_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub details: String,
    pub saved_at: Moment,
    pub saved_by: Option<Uuid>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope, template: TemplateId) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of templates' versions")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0)).filter(Column::TemplateId.eq(template.0))
}

/// What the version `number` of `template` says.
///
/// # Errors
/// 404 when there is none.
pub async fn details(db: &impl ConnectionTrait, scope: Scope, template: TemplateId, number: i64) -> Result<TemplateDetails, Problem> {
    let row = scoped(scope, template).filter(Column::Number.eq(number)).one(db).await?.ok_or_else(Problem::not_found)?;
    serde_json::from_str(&row.details).map_err(|_| Problem::internal("a template has another form"))
}

/// The versions of `template`, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of(db: &impl ConnectionTrait, scope: Scope, template: TemplateId) -> Result<Vec<TemplateVersion>, DbErr> {
    let rows = scoped(scope, template).order_by_desc(Column::Number).select_only();
    let rows = rows.columns([Column::Number, Column::SavedAt, Column::SavedBy]);
    let rows: Vec<(i64, Moment, Option<Uuid>)> = rows.into_tuple().all(db).await?;
    let names = staff::names(db, scope, rows.iter().filter_map(|(_, _, by)| *by)).await?;
    let by = |id: Uuid| names.get(&id).map(|name| StaffName { id: id.into(), display_name: name.clone() });
    let version = |(number, at, saved_by): (i64, Moment, Option<Uuid>)| TemplateVersion {
        number,
        saved_at: at.into(),
        saved_by: saved_by.and_then(by),
    };
    Ok(rows.into_iter().map(version).collect())
}

/// Adds the version `number` of `template`, which is held or new.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(
    tx: &impl ConnectionTrait,
    scope: Scope,
    (template, number): (TemplateId, i64),
    details: &TemplateDetails,
    by: StaffId,
    now: Timestamp,
) -> Result<(), Problem> {
    let row = Model {
        practice_id: scope.practice.0,
        template_id: template.0,
        number,
        details: canonical(details)?,
        saved_at: now.into(),
        saved_by: Some(by.0),
    };
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}
