//! Handing a file in, and asking how far it is.

use actix_web::{HttpResponse, get, post, web};
use domain::ClientImportId;
use domain::practice::client_import::{ClientImport, ImportClients};
use platform::answers;
use platform::audit::{self, Act};
use platform::caller::{OwnersAndFrontDesk, Staff};
use platform::checked::{Checked, Id, NoQuery};
use platform::problem::Problem;
use platform::{App, jobs};

use super::job::{KIND, Order};
use super::{file, store};
use crate::examples;

/// Hands in a file of clients.
#[utoipa::path(
    tag = "clients",
    operation_id = "import_clients",
    summary = "Import clients from a CSV file",
    description = "RFC 4180 text in UTF-8 with a header row, comma or semicolon, at most 20,000 rows and 25 MiB. Columns, in any order: `first_name`, `last_name` (both needed), `preferred_name`, `status`, `birth_date` (YYYY-MM-DD), `email`, `email_ok`, `phone`, `text_ok`, `voicemail_ok` (yes or no), `street`, `unit`, `city`, `region`, `postal_code`, `country`, `clinician_email`. A client with the same name and e-mail, or the same name and birth date, is not added again. The rows are worked through in the background; `get_client_import` says how far it is. A dry run writes nothing. Owners and the front desk.",
    params(answers::WriteHeaders),
    request_body(content = ImportClients, example = json!({"csv": "first_name,last_name,email,email_ok\r\nMaya,Lopez,maya@example.com,yes\r\n", "dry_run": true})),
    responses(answers::Written, (status = 202, description = "The import, waiting to be worked at.", body = ClientImport, example = examples::client_import_running)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/client-imports")]
pub async fn import_clients(
    platform: App,
    staff: Staff<OwnersAndFrontDesk>,
    input: Checked<ImportClients>,
) -> Result<HttpResponse, Problem> {
    let ImportClients { csv, dry_run } = input.0;
    let (csv, rows) =
        web::block(move || file::read(csv.as_str()).map(|file| (csv, file.rows.len()))).await.map_err(Problem::internal)??;
    let tx = platform.db.write().await?;
    let import = store::insert(&platform, &*tx, staff.scope(), staff.staff, csv.as_str(), rows, dry_run).await?;
    let order = Order { import: ClientImportId(import.id) };
    jobs::queue(&platform, &tx, Some(staff.practice), KIND, &order, platform.clock.now()).await?;
    let act = if dry_run { "client_import.tried" } else { "client_import.started" };
    audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new(act).on(import.id)).await?;
    tx.commit().await?;
    Ok(HttpResponse::Accepted().json(import.to_wire(&platform.secrets)?))
}

/// How far an import is, with its report.
#[utoipa::path(
    tag = "clients",
    operation_id = "get_client_import",
    summary = "Show an import and its report",
    description = "Rows done so far, and, row by row, what is not plainly good: duplicates and what is wrong in which column. The first 100 good rows are named too. Owners and the front desk.",
    params(("id" = ClientImportId, Path, description = "The import.")),
    responses(answers::Read, (status = 200, description = "The import.", body = ClientImport, example = examples::client_import)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/client-imports/{id}")]
pub async fn get_client_import(
    platform: App,
    staff: Staff<OwnersAndFrontDesk>,
    id: Id<ClientImportId>,
    _: NoQuery,
) -> Result<web::Json<ClientImport>, Problem> {
    let import = store::find(platform.db.read(), staff.scope(), id.0.0).await?.ok_or_else(Problem::not_found)?;
    Ok(web::Json(import.to_wire(&platform.secrets)?))
}
