//! What is told before the first electronic signature, and agreeing to it (D4).

use actix_web::web::Json;
use actix_web::{get, post};
use domain::access::rights::Right;
use domain::documents::{ElectronicConsent, ElectronicConsentGiven};
use domain::problem::ProblemDocument;
use platform::App;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::Client;
use platform::checked::{Checked, NoQuery};
use platform::problem::Problem;

use crate::consent;
use crate::examples::documents as examples;

/// What signing on a screen means.
#[utoipa::path(
    tag = "documents",
    operation_id = "get_my_electronic_consent",
    summary = "Show what I am told before I sign electronically",
    description = "What electronic records mean, the right to paper at no charge, how to take the agreement back, and what is needed to read and keep them (15 U.S.C. § 7001(c)); in my language.",
    responses(answers::Read, (status = 200, description = "What is told, and when I agreed to it.", body = ElectronicConsent, example = examples::electronic_consent)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/electronic-consent")]
pub async fn get_my_electronic_consent(platform: App, caller: Client, _: NoQuery) -> Result<Json<ElectronicConsent>, Problem> {
    caller.needs(Right::Documents)?;
    Ok(Json(consent::told(&platform, &caller).await?))
}

/// I agree to electronic records.
#[utoipa::path(
    tag = "documents",
    operation_id = "give_my_electronic_consent",
    summary = "Agree to electronic records and signatures",
    description = "To the words whose `sha256` is given. Once is enough, as long as nothing else is told.",
    params(answers::WriteHeaders),
    request_body(content = ElectronicConsentGiven, example = json!(examples::electronic_consent_given())),
    responses(
        answers::Written,
        (status = 409, description = "`consent_changed`: something else is told by now.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "What is told, and when I agreed to it.", body = ElectronicConsent, example = examples::electronic_consent)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/electronic-consent")]
pub async fn give_my_electronic_consent(
    platform: App,
    caller: Client,
    input: Checked<ElectronicConsentGiven>,
) -> Result<Json<ElectronicConsent>, Problem> {
    caller.needs(Right::Documents)?;
    consent::give(&platform, &caller, &input.0.sha256).await?;
    Ok(Json(consent::told(&platform, &caller).await?))
}
