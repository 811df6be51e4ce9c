//! From rows to what staff see: a handful of queries however many rows there are.

use std::collections::HashMap;

use domain::booking::appointment::Appointment;
use domain::time::Timestamp;
use domain::{AppointmentId, ClientId, OfficeId, SeriesId, ServiceId, StaffId};
use platform::Platform;
use platform::db::Scope;
use platform::problem::Problem;
use practice::{clients, offices, services, staff};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::store::appointments::{Model, Source, Words};
use crate::store::proposals;

/// One row.
pub async fn one(platform: &Platform, db: &impl ConnectionTrait, scope: Scope, row: &Model) -> Result<Appointment, Problem> {
    let mut all = many(platform, db, scope, std::slice::from_ref(row)).await?;
    all.pop().ok_or_else(Problem::not_found)
}

/// Many rows, in their order. Conflicts are left out: they take a look at the calendar each.
pub async fn many(platform: &Platform, db: &impl ConnectionTrait, scope: Scope, rows: &[Model]) -> Result<Vec<Appointment>, Problem> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let clients = clients::display_names(db, scope, rows.iter().map(|row| row.client_id)).await?;
    let emails = clients::letter_addresses(db, scope, rows.iter().map(|row| row.client_id)).await?;
    let team = staff::names(db, scope, rows.iter().map(|row| row.staff_id)).await?;
    let services: HashMap<Uuid, String> = services::all(db, scope).await?.into_iter().map(|of| (of.id.0, of.details.name)).collect();
    let offices: HashMap<Uuid, String> =
        offices::among(db, scope, rows.iter().map(|row| row.office_id)).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let offered = rows.iter().filter(|row| row.status().is_pending()).map(|row| row.id);
    let mut proposals = proposals::of(db, scope, offered.collect()).await?;
    rows.iter()
        .map(|row| {
            let Words { note, answers, decline_reason } = row.words(&platform.secrets)?;
            let moment = |at: platform::db::Moment| Timestamp::from(at);
            Ok(Appointment {
                id: AppointmentId(row.id),
                version: row.version,
                client_id: Some(ClientId(row.client_id)),
                client_name: clients.get(&row.client_id).cloned().unwrap_or_default(),
                client_email: emails.get(&row.client_id).cloned(),
                staff_id: StaffId(row.staff_id),
                staff_name: team.get(&row.staff_id).cloned().unwrap_or_default(),
                service_id: ServiceId(row.service_id),
                service_name: services.get(&row.service_id).cloned().unwrap_or_default(),
                office_id: OfficeId(row.office_id),
                office_name: offices.get(&row.office_id).cloned().unwrap_or_default(),
                start: moment(row.starts_at),
                end: moment(row.ends_at),
                blocked_from: moment(row.blocked_from),
                blocked_to: moment(row.blocked_to),
                status: row.status(),
                note,
                new_client: row.source() == Source::Door,
                answers,
                proposals: proposals.remove(&row.id).unwrap_or_default(),
                series_id: row.series_id.map(SeriesId),
                series_position: row.series_position.and_then(|place| u16::try_from(place).ok()),
                overlap: row.overlap,
                conflicts: Vec::new(),
                created_at: moment(row.created_at),
                requested_at: row.requested_at.map(moment),
                expires_at: row.expires_at.map(moment),
                archived: row.archived,
                decline_reason,
            })
        })
        .collect()
}
