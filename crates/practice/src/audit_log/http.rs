//! The log, its export, and whether its chain is whole.

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::{HttpResponse, get, web};
use domain::check::{Check, Checker};
use domain::practice::audit::{AuditChain, AuditEventPage, ListAuditEvents};
use domain::time::Timestamp;
use domain::{ClientId, StaffId};
use platform::App;
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{Owners, Staff};
use platform::checked::{CheckedQuery, NoQuery};
use platform::page;
use platform::problem::Problem;
use serde::Deserialize;

use super::{export, listing};
use crate::examples;

/// The audit log.
#[utoipa::path(
    tag = "audit",
    operation_id = "list_audit_events",
    summary = "List the audit log",
    description = "Who did or read what, for which client, when, from where; the newest first. Names are those of today. Owners only.",
    params(ListAuditEvents),
    responses(answers::Listed, (status = 200, description = "A page of the log.", body = AuditEventPage, example = examples::audit_events)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/audit-events")]
pub async fn list_audit_events(
    platform: App,
    staff: Staff<Owners>,
    asked: CheckedQuery<ListAuditEvents>,
) -> Result<web::Json<AuditEventPage>, Problem> {
    let (db, scope, asked) = (platform.db.read(), staff.scope(), asked.0);
    let limit = page::limit(asked.limit);
    let before = page::key::<i64>(&platform.secrets, "audit_events", asked.cursor.as_deref())?;
    let mut lines = listing::lines(db, scope, &asked, before, limit + 1).await?;
    let last = page::cut(&mut lines, limit, |line| line.sequence);
    let next_cursor = last.map(|sequence| page::cursor(&platform.secrets, "audit_events", &sequence)).transpose()?;
    Ok(web::Json(AuditEventPage { items: listing::named(db, scope, lines).await?, next_cursor }))
}

/// Which lines to export.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ExportAuditEvents {
    /// Only about this client.
    #[serde(default)]
    client_id: Option<ClientId>,
    /// Only by this staff member.
    #[serde(default)]
    staff_id: Option<StaffId>,
    /// Only acts that begin with this, such as `client.`.
    #[serde(default)]
    act: Option<String>,
    /// Not before.
    #[serde(default)]
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Before.
    #[serde(default)]
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

impl Check for ExportAuditEvents {
    fn check(&self, c: &mut Checker) {
        c.optional("act", self.act.as_deref().unwrap_or_default(), 60);
    }
}

/// The audit log as a file.
#[utoipa::path(
    tag = "audit",
    operation_id = "export_audit_events",
    summary = "Export the audit log",
    description = "The lines that fit the filters, all of them, the newest first, as CSV (RFC 4180, UTF-8). A cell that a spreadsheet might take for a formula begins with an apostrophe. The export itself is in the log. Owners only.",
    params(ExportAuditEvents),
    responses(
        answers::Listed,
        (
            status = 200,
            description = "The file.",
            body = String,
            content_type = "text/csv",
            headers(("Content-Disposition" = String, description = "The name to save it under.")),
            example = "sequence,at,actor_kind,actor,act,client_id,client,ip\r\n1,2026-03-02T14:00:00Z,staff,\"Jordan Hale, PhD\",client.read,018f3c5e-7a10-7000-8000-000000000031,May Lopez,192.0.2.7\r\n"
        )
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/audit-events.csv")]
pub async fn export_audit_events(
    platform: App,
    staff: Staff<Owners>,
    asked: CheckedQuery<ExportAuditEvents>,
) -> Result<HttpResponse, Problem> {
    let ExportAuditEvents { client_id, staff_id, act, from, until } = asked.0;
    let asked = ListAuditEvents { client_id, staff_id, act, from, until, limit: None, cursor: None };
    let tx = platform.db.write().await?;
    audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("audit_log.exported")).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"audit-log.csv\""))
        .streaming(Box::pin(export::stream(platform.get_ref().clone(), staff.scope(), asked))))
}

/// Whether the log is whole.
#[utoipa::path(
    tag = "audit",
    operation_id = "get_audit_chain",
    summary = "Check that the audit log is whole",
    description = "Walks the chain of hashes from the first line: a line that was changed, removed or added later shows. Owners only.",
    responses(answers::Read, (status = 200, description = "What was found.", body = AuditChain, example = json!(AuditChain { whole: true, events: 1284, broken_at: None }))),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/audit-chain")]
pub async fn get_audit_chain(platform: App, staff: Staff<Owners>, _: NoQuery) -> Result<web::Json<AuditChain>, Problem> {
    Ok(web::Json(audit::verify(platform.db.read(), staff.scope()).await?))
}
