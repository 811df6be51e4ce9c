//! The services' rows.

use domain::ServiceId;
use domain::booking::settings::Approval;
use domain::money::{Currency, Money};
use domain::practice::service::{Service, ServiceInput};
use futures_util::future::try_join;
use platform::Platform;
use platform::db::Scope;
use platform::problem::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{IntoActiveModel as _, QueryOrder as _, Set, TryIntoModel as _};

use super::links::{self, Links};

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
    pub buffer_before_minutes: i64,
    pub buffer_after_minutes: i64,
    pub bookable_online: bool,
    pub for_new_clients: bool,
    pub approval: Option<String>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of services")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

/// A whole number of the database as the minutes it is.
fn minutes(number: i64) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

impl Model {
    /// The service with its links, as staff see it.
    fn to_wire(&self, links: &Links) -> Service {
        Service {
            id: ServiceId(self.id),
            version: self.version,
            details: ServiceInput {
                name: self.name.clone(),
                code: self.code.clone(),
                minutes: minutes(self.minutes),
                fee: Money { amount_minor: self.fee_minor, currency: Currency(self.currency.clone()) },
                buffer_before_minutes: minutes(self.buffer_before_minutes),
                buffer_after_minutes: minutes(self.buffer_after_minutes),
                bookable_online: self.bookable_online,
                for_new_clients: self.for_new_clients,
                approval: self.approval.as_deref().and_then(Approval::named),
                clinicians: links.clinicians_of(self.id),
                offices: links.offices_of(self.id),
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
        buffer_before_minutes: Set(input.buffer_before_minutes.into()),
        buffer_after_minutes: Set(input.buffer_after_minutes.into()),
        bookable_online: Set(input.bookable_online),
        for_new_clients: Set(input.for_new_clients),
        approval: Set(input.approval.map(|approval| approval.as_str().into())),
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
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Service>, DbErr> {
    let rows = scoped(scope).order_by_asc(Column::Archived).order_by_asc(Column::Name).order_by_asc(Column::Id).all(db).await?;
    let links = Links::load(db, scope, None).await?;
    Ok(rows.iter().map(|row| row.to_wire(&links)).collect())
}

/// How many services are on offer.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: &impl ConnectionTrait, scope: Scope) -> Result<u64, DbErr> {
    scoped(scope).filter(Column::Archived.eq(false)).count(db).await
}

/// The service `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: ServiceId) -> Result<Option<Service>, DbErr> {
    let (row, links) = try_join(scoped(scope).filter(Column::Id.eq(id.0)).one(db), Links::load(db, scope, Some(id))).await?;
    Ok(row.map(|row| row.to_wire(&links)))
}

/// A new service.
///
/// # Errors
/// 422 at `/fee/currency` when it is not the practice's, at `/clinicians` and `/offices` likewise.
pub async fn insert(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, input: &ServiceInput) -> Result<Service, Problem> {
    fits_the_books(tx, scope, input).await?;
    links::check(tx, scope, input).await?;
    let row = ActiveModel {
        practice_id: Set(scope.practice.0),
        id: Set(platform.secrets.id(platform.clock.now())),
        archived: Set(false),
        version: Set(1),
        ..of_input(input)
    };
    let model = row.try_into_model()?;
    let id = ServiceId(model.id);
    Entity::insert(model.into_active_model()).exec_without_returning(tx).await?;
    links::replace(tx, scope, id, input).await?;
    find(tx, scope, id).await?.ok_or_else(Problem::not_found)
}

/// Saves `input` if the service is still at version `seen`; whether it was.
pub async fn save(tx: &impl ConnectionTrait, scope: Scope, id: ServiceId, seen: i64, input: &ServiceInput) -> Result<bool, Problem> {
    fits_the_books(tx, scope, input).await?;
    links::check(tx, scope, input).await?;
    let saved = changing(scope, id, of_input(input)).filter(Column::Version.eq(seen)).exec(tx).await?;
    if saved.rows_affected == 0 {
        return Ok(false);
    }
    links::replace(tx, scope, id, input).await?;
    Ok(true)
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
