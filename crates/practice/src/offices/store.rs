//! The offices' rows.

use domain::OfficeId;
use domain::practice::office::{Office, OfficeInput, OfficeKind, PostalAddress};
use platform::Platform;
use platform::db::Scope;
use platform::problem::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{IntoActiveModel as _, QueryOrder as _, Set, TryIntoModel as _};

use crate::address;

/// An office.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "offices")]
#[expect(missing_docs, reason = "columns; the migration says what they hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub practice_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub street: Option<String>,
    pub unit: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
    pub phone: Option<String>,
    pub directions: String,
    pub archived: bool,
    pub version: i64,
    pub show_address_to_new_clients: bool,
    pub one_room: bool,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The practice's offices.
#[must_use]
pub fn scoped(scope: Scope) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scoped() of offices")]
    Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
}

impl Model {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> OfficeId {
        OfficeId(self.id)
    }

    /// A place or the video room.
    #[must_use]
    pub fn kind(&self) -> OfficeKind {
        if self.kind == "video" { OfficeKind::Video } else { OfficeKind::Place }
    }

    /// Where it is; none for the video room.
    #[must_use]
    pub fn address(&self) -> Option<PostalAddress> {
        address::read([&self.street, &self.unit, &self.city, &self.region, &self.postal_code, &self.country])
    }

    /// The office as staff see it.
    #[must_use]
    pub fn to_wire(&self) -> Office {
        Office {
            id: self.id(),
            version: self.version,
            details: OfficeInput {
                name: self.name.clone(),
                kind: self.kind(),
                address: self.address(),
                phone: self.phone.as_deref().map(Into::into),
                directions: self.directions.clone(),
                show_address_to_new_clients: self.show_address_to_new_clients,
                one_room: self.one_room,
            },
            archived: self.archived,
        }
    }
}

fn of_input(input: &OfficeInput) -> ActiveModel {
    let [street, unit, city, region, postal_code, country] = address::columns(input.address.as_ref());
    ActiveModel {
        name: Set(input.name.trim().into()),
        kind: Set(match input.kind {
            OfficeKind::Place => "place".into(),
            OfficeKind::Video => "video".into(),
        }),
        street: Set(street),
        unit: Set(unit),
        city: Set(city),
        region: Set(region),
        postal_code: Set(postal_code),
        country: Set(country),
        phone: Set(input.phone.as_ref().map(|phone| phone.as_str().trim().into())),
        directions: Set(input.directions.trim().into()),
        show_address_to_new_clients: Set(input.show_address_to_new_clients),
        one_room: Set(input.one_room),
        ..Default::default()
    }
}

/// All offices, those in use first, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Model>, DbErr> {
    scoped(scope).order_by_asc(Column::Archived).order_by_asc(Column::Name).order_by_asc(Column::Id).all(db).await
}

/// Offices in use, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn in_use(db: &impl ConnectionTrait, scope: Scope) -> Result<Vec<Model>, DbErr> {
    scoped(scope).filter(Column::Archived.eq(false)).order_by_asc(Column::Name).order_by_asc(Column::Id).all(db).await
}

/// How many offices are in use.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: &impl ConnectionTrait, scope: Scope) -> Result<u64, DbErr> {
    scoped(scope).filter(Column::Archived.eq(false)).count(db).await
}

/// The offices among `ids`, whether in use or not.
///
/// # Errors
/// When the database does not answer.
pub async fn among(db: &impl ConnectionTrait, scope: Scope, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<Model>, DbErr> {
    let mut ids: Vec<Uuid> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() { Ok(Vec::new()) } else { scoped(scope).filter(Column::Id.is_in(ids)).all(db).await }
}

/// The office `id`.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, scope: Scope, id: OfficeId) -> Result<Option<Model>, DbErr> {
    scoped(scope).filter(Column::Id.eq(id.0)).one(db).await
}

/// A new office.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, input: &OfficeInput) -> Result<Model, Problem> {
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

/// Saves `input` if the office is still at version `seen`; whether it was.
pub async fn save(tx: &impl ConnectionTrait, scope: Scope, id: OfficeId, seen: i64, input: &OfficeInput) -> Result<bool, DbErr> {
    let saved = changing(scope, id, of_input(input)).filter(Column::Version.eq(seen)).exec(tx).await?;
    Ok(saved.rows_affected == 1)
}

/// Puts the office out of use, or into use again; whether that changed anything.
pub async fn set_archived(tx: &impl ConnectionTrait, scope: Scope, id: OfficeId, archived: bool) -> Result<bool, DbErr> {
    let change = changing(scope, id, ActiveModel { archived: Set(archived), ..Default::default() });
    let changed = change.filter(Column::Archived.eq(!archived)).exec(tx).await?;
    Ok(changed.rows_affected == 1)
}

fn changing(scope: Scope, id: OfficeId, change: ActiveModel) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .set(change)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::PracticeId.eq(scope.practice.0))
        .filter(Column::Id.eq(id.0))
}
