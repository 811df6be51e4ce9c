//! A new installation: the one-time link that makes the first practice (A27).

use actix_web::http::StatusCode;
use actix_web::web::Json;
use actix_web::{HttpResponse, get, post};
use domain::access::session::{App as Application, Installation, SessionKind, SignedIn};
use domain::practice::profile::{SetUpPractice, SignInRules};
use domain::practice::staff::{Role, StaffInput, StaffState};
use domain::problem::ProblemDocument;
use domain::text::Secret;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::Anyone;
use platform::checked::{Checked, NoQuery};
use platform::db::installation;
use platform::problem::Problem;
use platform::secrets::{Secrets, hash};
use platform::{App, Platform};
use practice::{availability, offices, practices, services, staff};

use crate::holder::{Holder, hashed};
use crate::pace::NetworkTry;
use crate::passwords::Judge;
use crate::sessions::{self, Opened};
use crate::sign_in::came_in;
use crate::{examples, refusals};

/// Under which name the hash of the set-up token is kept.
const TOKEN: &str = "set_up_token";

/// Makes a new one-time token where there is no practice yet, in place of an older one; the server prints its link
/// ([`domain::access::link::set_up`]).
///
/// # Errors
/// When the database does not answer.
pub async fn offer_set_up(platform: &Platform) -> Result<Option<Secret>, Problem> {
    if practices::count(platform.db.read()).await? > 0 { Ok(None) } else { offer_another(platform).await.map(Some) }
}

/// Makes a new one-time token for a practice beside those that are here: for a host of several.
///
/// # Errors
/// When the database does not answer.
pub async fn offer_another(platform: &Platform) -> Result<Secret, Problem> {
    let (token, token_hash) = platform.secrets.link_token();
    let tx = platform.db.write().await?;
    installation::put(&*tx, TOKEN, token_hash).await?;
    tx.commit().await?;
    Ok(token)
}

/// Makes the practice, its owner, the first office, service and hours, and signs the owner in. The token is claimed in
/// the same transaction: of two at once, one makes a practice.
///
/// # Errors
/// 401 `link_refused`; 422; 429 `wait`.
pub async fn set_up(platform: &Platform, from: &Anyone, input: &SetUpPractice) -> Result<Opened, Problem> {
    let network = NetworkTry::claim(platform, from.ip).await?;
    let token_hash = hash(input.token.as_str());
    let kept = installation::get(&platform.db, TOKEN).await?;
    if !kept.is_some_and(|kept| Secrets::same(&kept, &token_hash)) {
        return Err(refusals::link());
    }
    network.good(platform).await?;
    practices::check_profile(&input.profile).map_err(|problem| within("/profile", problem))?;
    let (owner, rules) = (&input.owner, SignInRules::default());
    let names = [owner.first_name.as_str(), owner.last_name.as_str(), input.profile.name.as_str()];
    Judge::new(rules, owner.email.clone(), names).check("/owner/password", &owner.password).await?;
    let password = hashed(platform, &owner.password).await?;
    let tx = platform.db.write().await?;
    if !installation::take_if(&*tx, TOKEN, &token_hash).await? {
        return Err(refusals::link());
    }
    let practice = practices::create(platform, &*tx, &input.profile).await.map_err(|problem| within("/profile", problem))?;
    let scope = practice.scope();
    let details = StaffInput {
        first_name: owner.first_name.clone(),
        last_name: owner.last_name.clone(),
        credentials: String::new(),
        role: Role::Owner,
        npi: None,
        license: None,
    };
    let member = staff::insert(platform, &*tx, scope, &owner.email, &details, StaffState::Active).await?;
    staff::set_password(&*tx, scope, member.id(), &password).await?;
    offices::insert(platform, &*tx, scope, &input.office).await.map_err(|problem| within("/office", problem))?;
    services::insert(platform, &*tx, scope, &input.service).await.map_err(|problem| within("/service", problem))?;
    let hours = availability::put(platform, &*tx, scope, member.id(), &input.availability).await;
    hours.map_err(|problem| moved("/windows", "/availability", problem))?;
    let opened = sessions::begin(platform, &*tx, &practice, Application::Admin, SessionKind::Full, member.id, from).await?;
    let holder = Holder::Staff(Box::new(member));
    audit::record(platform, &*tx, scope.practice, holder.actor(from.ip), Act::new("practice.set_up").on(scope.practice.0)).await?;
    came_in(platform, &tx, scope, &holder, SessionKind::Full, from).await?;
    tx.commit().await?;
    Ok(opened)
}

/// The same problem with its fields found below `place`.
fn within(place: &str, problem: Problem) -> Problem {
    moved("", place, problem)
}

/// The same problem with fields that were found at `from` found at `to`.
fn moved(from: &str, to: &str, mut problem: Problem) -> Problem {
    for error in &mut problem.errors {
        if let Some(rest) = error.pointer.strip_prefix(from) {
            error.pointer = format!("{to}{rest}");
        }
    }
    problem
}

/// What this installation is.
#[utoipa::path(
    tag = "access",
    operation_id = "get_installation",
    summary = "Show what this installation is",
    description = "Whether there is a practice yet, and which one where there is just one: what the sign-in page of the admin application needs first.",
    responses(answers::Shown, (status = 200, description = "The installation.", body = Installation, example = examples::installation)),
    security(())
)]
#[get("/auth/installation")]
pub async fn get_installation(platform: App, _: Anyone, _: NoQuery) -> Result<Json<Installation>, Problem> {
    let db = platform.db.read();
    let only = practices::only(db).await?;
    let set_up = only.is_some() || practices::count(db).await? > 0;
    Ok(Json(Installation { set_up, only_practice: only.map(|practice| practice.slug()), demo: platform.config.demo }))
}

/// Makes the first practice and its owner.
#[utoipa::path(
    tag = "access",
    operation_id = "set_up_practice",
    summary = "Set up the practice",
    description = "Makes the practice, its owner, the first office, service and weekly hours, and signs the owner in. Asks for the token of the set-up link that the server printed; it works once.",
    params(answers::WriteHeaders),
    request_body(content = SetUpPractice, example = json!(examples::set_up_practice())),
    responses(
        answers::Tried,
        (status = 401, description = "`link_refused`: the token is used, replaced by a newer one, or none of ours.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 201, description = "The practice is there and its owner is signed in.", body = SignedIn, headers(("Set-Cookie" = String, description = "The session, and the device that is known from now on.")), example = examples::signed_in)
    ),
    security(())
)]
#[post("/auth/installation")]
pub async fn set_up_practice(platform: App, caller: Anyone, input: Checked<SetUpPractice>) -> Result<HttpResponse, Problem> {
    let opened = set_up(&platform, &caller, &input.0).await?;
    Ok(opened.answer(&platform, StatusCode::CREATED))
}
