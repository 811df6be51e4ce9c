//! Who gives a service, and where: rows that point from a service to clinicians and offices. No rows: everybody, everywhere.

use std::collections::HashMap;

use domain::practice::service::ServiceInput;
use domain::practice::staff::Role;
use domain::{OfficeId, ServiceId, StaffId};
use futures_util::future::try_join;
use platform::db::Scope;
use platform::problem::Problem;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

use crate::{offices, staff};

/// Who gives it.
pub mod clinicians {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "service_clinicians")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub practice_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub service_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub staff_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    pub fn scoped(scope: Scope) -> Select<Entity> {
        #[expect(clippy::disallowed_methods, reason = "the one scoped() of who gives a service")]
        Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
    }
}

/// Where it is given.
pub mod places {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "service_offices")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub practice_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub service_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub office_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    pub fn scoped(scope: Scope) -> Select<Entity> {
        #[expect(clippy::disallowed_methods, reason = "the one scoped() of where a service is given")]
        Entity::find().filter(Column::PracticeId.eq(scope.practice.0))
    }
}

/// The links of services, by service.
#[derive(Default)]
pub struct Links {
    clinicians: HashMap<Uuid, Vec<StaffId>>,
    offices: HashMap<Uuid, Vec<OfficeId>>,
}

impl Links {
    /// Those of one service, or of all.
    pub async fn load(db: &impl ConnectionTrait, scope: Scope, only: Option<ServiceId>) -> Result<Self, DbErr> {
        let (mut clinicians, mut offices) = (clinicians::scoped(scope), places::scoped(scope));
        if let Some(id) = only {
            clinicians = clinicians.filter(clinicians::Column::ServiceId.eq(id.0));
            offices = offices.filter(places::Column::ServiceId.eq(id.0));
        }
        let mut links = Self::default();
        let (clinicians, offices) = try_join(clinicians.all(db), offices.all(db)).await?;
        for row in clinicians {
            links.clinicians.entry(row.service_id).or_default().push(StaffId(row.staff_id));
        }
        for row in offices {
            links.offices.entry(row.service_id).or_default().push(OfficeId(row.office_id));
        }
        Ok(links)
    }

    /// Who gives the service: nobody named means everybody.
    pub fn clinicians_of(&self, service: Uuid) -> Vec<StaffId> {
        self.clinicians.get(&service).cloned().unwrap_or_default()
    }

    /// Where it is given: no office named means every one.
    pub fn offices_of(&self, service: Uuid) -> Vec<OfficeId> {
        self.offices.get(&service).cloned().unwrap_or_default()
    }
}

/// Refuses people who do not care for clients, and offices that are not the practice's.
pub async fn check(db: &impl ConnectionTrait, scope: Scope, input: &ServiceInput) -> Result<(), Problem> {
    let gives = |role: Role| matches!(role, Role::Owner | Role::Clinician);
    for (place, id) in input.clinicians.iter().enumerate() {
        if !staff::find(db, scope, *id).await?.is_some_and(|member| gives(member.role())) {
            return Err(Problem::field(&format!("/clinicians/{place}"), "clinician", "Choose owners or clinicians of this practice."));
        }
    }
    for (place, id) in input.offices.iter().enumerate() {
        if offices::find(db, scope, *id).await?.is_none() {
            return Err(Problem::field(&format!("/offices/{place}"), "office", "There is no such office."));
        }
    }
    Ok(())
}

/// Writes the links of `input` in place of what was there.
pub async fn replace(tx: &impl ConnectionTrait, scope: Scope, service: ServiceId, input: &ServiceInput) -> Result<(), DbErr> {
    let (practice_id, service_id) = (scope.practice.0, service.0);
    let mut clinicians_now: Vec<Uuid> = input.clinicians.iter().map(|id| id.0).collect();
    let mut offices_now: Vec<Uuid> = input.offices.iter().map(|id| id.0).collect();
    for ids in [&mut clinicians_now, &mut offices_now] {
        ids.sort_unstable();
        ids.dedup();
    }
    clinicians::Entity::delete_many()
        .filter(clinicians::Column::PracticeId.eq(practice_id))
        .filter(clinicians::Column::ServiceId.eq(service_id))
        .exec(tx)
        .await?;
    places::Entity::delete_many()
        .filter(places::Column::PracticeId.eq(practice_id))
        .filter(places::Column::ServiceId.eq(service_id))
        .exec(tx)
        .await?;
    if !clinicians_now.is_empty() {
        let rows = clinicians_now.into_iter().map(|staff_id| clinicians::ActiveModel {
            practice_id: Set(practice_id),
            service_id: Set(service_id),
            staff_id: Set(staff_id),
        });
        clinicians::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    if !offices_now.is_empty() {
        let rows = offices_now.into_iter().map(|office_id| places::ActiveModel {
            practice_id: Set(practice_id),
            service_id: Set(service_id),
            office_id: Set(office_id),
        });
        places::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}
