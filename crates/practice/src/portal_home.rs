//! What a client's first page after signing in shows.

use actix_web::{get, web};
use domain::StaffId;
use domain::practice::profile::{PortalHome, PortalOffice};
use platform::App;
use platform::answers;
use platform::caller::Client;
use platform::checked::NoQuery;
use platform::problem::Problem;

use crate::{clients, examples, offices, practices, staff};

/// The caller's first page.
#[utoipa::path(
    tag = "practice",
    operation_id = "get_my_home",
    summary = "Show my first page",
    description = "The practice's welcome, the client's clinician, the practice's places, and what the client may do.",
    responses(answers::Read, (status = 200, description = "The page.", body = PortalHome, example = examples::portal_home)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/home")]
pub async fn get_my_home(platform: App, caller: Client, _: NoQuery) -> Result<web::Json<PortalHome>, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let client = clients::find(db, scope, caller.client).await?.ok_or_else(Problem::not_found)?;
    let clinician = match client.primary_clinician_id {
        Some(id) => staff::find(db, scope, StaffId(id)).await?.filter(staff::is_clinician),
        None => None,
    };
    let office = |office: &offices::Model| PortalOffice {
        name: office.name.clone(),
        address: office.address(),
        phone: office.phone.as_deref().map(Into::into),
        directions: office.directions.clone(),
    };
    Ok(web::Json(PortalHome {
        first_name: client.called().into(),
        welcome_message: practice.welcome_message.clone(),
        clinician: clinician.as_ref().map(staff::name),
        offices: offices::in_use(db, scope).await?.iter().map(office).collect(),
        rights: caller.rights,
    }))
}
