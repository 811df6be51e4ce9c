//! The services' rows.

use domain::ServiceId;
use domain::money::{Currency, Money};
use domain::practice::service::{Service, ServiceInput};
use platform::Platform;
use platform::db::Scope;
use platform::problem::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{IntoActiveModel as _, QueryOrder as _, Set, TryIntoModel as _};

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "services")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub code: String,
    pub minutes: i64,
    pub fee_minor: i64,
    pub currency: String,
    pub archived: bool,
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of services")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// The service as staff see it.
    #[must_use]
    pub fn to_wire(&self) -> Service {
        Service {
            id: ServiceId(self.id),
            version: self.version,
            details: ServiceInput {
                code: self.code.clone(),
                ..ServiceInput::new(
                    self.name.clone(),
                    u16::try_from(self.minutes).unwrap_or(u16::MAX),
                    Money { amount_minor: self.fee_minor, currency: Currency(self.currency.clone()) },
                )
            },
            archived: self.archived,
        }
    }
}

fn of_input(input: &ServiceInput) -> ActiveModel {
    ActiveModel {
        name: Set(input.name.trim().into()),
        code: Set(input.code.trim().into()),
        minutes: Set(input.minutes.into()),
        fee_minor: Set(input.fee.amount_minor),
        currency: Set(input.fee.currency.0.clone()),
        ..Default::default()
    }
}

/// Refuses a fee in another currency than the practice's books are kept in.
async fn fits_the_books(db: &impl ConnectionTrait, scope: Scope, input: &ServiceInput) -> Result<(), Problem> {
    let practice = crate::practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    if practice.currency == input.fee.currency.0 {
        return Ok(());
    }
    Err(Problem::field("/fee/currency", "currency", &format!("The practice's currency is {}.", practice.currency)))
}

/// All services, those on offer first, by name.
pub async fn all(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Model>, DbErr> {
    scoped(scope).order_by_asc(Column::Archived).order_by_asc(Column::Name).order_by_asc(Column::Id).all(db).await
}

/// How many services are on offer.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: &impl ConnectionTrait, scope: Scope) -> Result<u64, DbErr> {
    scoped(scope).filter(Column::Archived.eq(false)).count(db).await
}

/// The service `id`.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: ServiceId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// A new service.
///
/// # Errors
/// 422 at `/fee/currency` when it is not the practice's.
pub async fn insert(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, input: &ServiceInput) -> Result<Model, Problem> {
    fits_the_books(tx, scope, input).await?;
    let row = ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(platform.secrets.id(platform.clock.now())),
        archived: Set(false),
        version: Set(1),
        ..of_input(input)
    };
    let model = row.try_into_model()?;
    Entity::insert(model.clone().into_active_model()).exec_without_returning(tx).await?;
    Ok(model)
}

/// Saves `input` if the service is still at version `seen`; whether it was.
pub async fn save(tx: &impl ConnectionTrait, scope: Scope, id: ServiceId, seen: i64, input: &ServiceInput) -> Result<bool, Problem> {
    fits_the_books(tx, scope, input).await?;
    let saved = changing(scope, id, of_input(input)).filter(Column::Version.eq(seen)).exec(tx).await?;
    Ok(saved.rows_affected == 1)
}

/// Takes the service off the list, or puts it back; whether that changed anything.
pub async fn set_archived(tx: &impl ConnectionTrait, scope: Scope, id: ServiceId, archived: bool) -> Result<bool, DbErr> {
    let change = changing(scope, id, ActiveModel { archived: Set(archived), ..Default::default() });
    let changed = change.filter(Column::Archived.eq(!archived)).exec(tx).await?;
    Ok(changed.rows_affected == 1)
}

fn changing(scope: Scope, id: ServiceId, change: ActiveModel) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .set(change)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(id.0))
}
