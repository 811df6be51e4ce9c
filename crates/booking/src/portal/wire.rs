//! From rows to what their client sees: a handful of queries however many rows there are.

use std::collections::HashMap;

use domain::booking::appointment::AppointmentStatus;
use domain::booking::engine;
use domain::booking::portal::{AppointmentOffice, PortalAppointment};
use domain::time::Timestamp;
use platform::db::Scope;
use platform::problem::Problem;
use practice::{offices, services, staff};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::day::{self, Ground};
use crate::store::appointments::Model;
use crate::store::proposals;

/// One row.
pub async fn one(db: &impl ConnectionTrait, scope: Scope, now: Timestamp, row: Model) -> Result<PortalAppointment, Problem> {
    many(db, scope, now, vec![row]).await?.pop().ok_or_else(Problem::not_found)
}

/// Many rows, in their order.
pub async fn many(db: &impl ConnectionTrait, scope: Scope, now: Timestamp, rows: Vec<Model>) -> Result<Vec<PortalAppointment>, Problem> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ground = Ground::load(db, scope).await?;
    let team = staff::names(db, scope, rows.iter().map(|row| row.staff_id)).await?;
    let services: HashMap<_, String> =
        services::all(db, scope).await?.into_iter().map(|service| (service.id, service.details.name)).collect();
    let offices: HashMap<Uuid, offices::Model> =
        offices::among(db, scope, rows.iter().map(|row| row.office_id)).await?.into_iter().map(|office| (office.id, office)).collect();
    let mut offered = proposals::of(db, scope, rows.iter().map(|row| row.id).collect()).await?;
    rows.into_iter()
        .map(|row| {
            let office = offices.get(&row.office_id).ok_or_else(|| Problem::internal("an appointment without an office"))?;
            let phone = day::phone(office, &ground.practice);
            // Nobody answered in time, and the job that says so has not come by.
            let status = if row.is_overdue(now) { AppointmentStatus::Lapsed } else { row.status() };
            Ok(PortalAppointment {
                id: row.id(),
                version: row.version,
                clinician_id: row.staff(),
                clinician: team.get(&row.staff_id).cloned().unwrap_or_default(),
                office: AppointmentOffice {
                    id: office.id(),
                    name: office.name.clone(),
                    kind: office.kind(),
                    address: office.address(),
                    phone: Some(phone.clone()),
                    directions: office.directions.clone(),
                },
                service_id: row.service(),
                service: services.get(&row.service()).cloned().unwrap_or_default(),
                start: row.start(),
                end: row.end(),
                zone: ground.practice.zone(),
                status,
                proposals: offered.remove(&row.id).filter(|_| status == AppointmentStatus::Proposed).unwrap_or_default(),
                cancellation: engine::terms(status, row.start(), ground.rules.cancellation, phone, now),
                at_once: row.at_once,
            })
        })
        .collect()
}
