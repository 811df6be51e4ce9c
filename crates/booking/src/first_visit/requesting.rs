//! Somebody asks; the code goes out.

use domain::booking::engine::{Asker, Refusal, date_in};
use domain::booking::new_client::{FIRST_VISIT_MINUTES, NewClientRequest, NewClientRequestSent, Proof};
use domain::check::Checker;
use domain::practice::email_text::EmailKind;
use platform::caller::Anyone;
use platform::db::Moment;
use platform::outbox;
use platform::problem::Problem;
use platform::{Platform, secrets};
use practice::email_texts::{self, Added, Recipient, Valid};
use practice::practices;
use uuid::Uuid;

use super::answers::Pace;
use super::challenge;
use super::store::{self, Model};
use crate::day::{self, Ground, Parties};
use crate::refusals;

/// What seals a request.
pub fn seal_name(id: Uuid) -> String {
    format!("first_request:{id}")
}

/// The mark of a request's code.
pub fn code_mac(platform: &Platform, id: Uuid, code: &str) -> Vec<u8> {
    platform.secrets.mac("first visit code", &format!("{id}:{code}"))
}

/// Whether `kept` is the mark of a request's code.
pub fn is_code(platform: &Platform, id: Uuid, code: &str, kept: &[u8]) -> bool {
    platform.secrets.is_mac("first visit code", &format!("{id}:{code}"), kept)
}

/// Takes the request, and sends its code.
///
/// # Errors
/// 404 when the door is closed; 422 with the answers or the proof; 409 `taken` or `not_open`; 429 `wait`.
pub async fn request(
    platform: &Platform,
    from: &Anyone,
    practice: &practices::Model,
    input: NewClientRequest,
) -> Result<NewClientRequestSent, Problem> {
    let (db, scope) = (platform.db.read(), practice.scope());
    let ground = Ground::load(db, scope).await?;
    if !ground.rules.new_client_door {
        return Err(Problem::not_found());
    }
    let mut checker = Checker::default();
    input.check_answers(&mut checker, &ground.rules.prescreen_questions);
    let errors = checker.into_errors();
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    challenge::spend(platform, scope, &input.proof).await?;
    is_open(platform, &ground, &input).await?;
    Pace::of(platform, from, scope, &input.email).claim(platform).await?;

    let now = platform.clock.now();
    let id = platform.secrets.id(now);
    let (token, token_hash) = platform.secrets.link_token();
    let code = platform.secrets.digits(6);
    let (email, language) = (input.email.clone(), input.language);
    let recipient = Recipient { to: email.clone(), client: None, first_name: input.first_name.clone(), language };
    let kept = NewClientRequest { proof: Proof { challenge: String::new(), nonce: String::new() }, ..input };
    let plain = serde_json::to_vec(&kept).map_err(Problem::internal)?;
    let expires_at = Moment::from(now).plus(FIRST_VISIT_MINUTES * 60);
    let tx = platform.db.write().await?;
    let row = Model {
        practice_id: scope.practice.0,
        id,
        token_hash,
        code_mac: code_mac(platform, id, code.as_str()),
        email_mac: platform.secrets.mac("first visit address", &email.key()),
        sealed: platform.secrets.seal(&seal_name(id), &plain),
        tries: 0,
        used_at: None,
        created_at: now.into(),
        expires_at,
    };
    store::insert(&*tx, row).await?;
    let wording = email_texts::wording(&*tx, scope, EmailKind::FirstVisitCode, language).await?;
    let added = Added::Code { code, valid: Valid::Minutes(FIRST_VISIT_MINUTES) };
    let letter = email_texts::letter(practice, &platform.config, EmailKind::FirstVisitCode, &wording, recipient, added);
    outbox::queue(platform, &tx, letter).await?;
    tx.commit().await?;
    Ok(NewClientRequestSent { token, email, expires_at: expires_at.into() })
}

/// Whether the time could be asked for now. Nothing is held: the same is decided again when the code comes back.
async fn is_open(platform: &Platform, ground: &Ground, input: &NewClientRequest) -> Result<(), Problem> {
    let (db, scope) = (platform.db.read(), ground.practice.scope());
    let parties = Parties::load(db, scope, input.staff_id, input.office_id, input.service_id).await?;
    let (now, day) = (platform.clock.now(), date_in(&ground.zone, input.start));
    let near = domain::booking::engine::NEAR_DAYS;
    let around = |days| domain::time::days_after(day, days).unwrap_or(day);
    let facts = day::facts(db, scope, ground, parties.session(), Asker::New, now, around(-near)..=around(near), &[]).await?;
    match facts.over(day, day).request(input.start) {
        Ok(_) => Ok(()),
        Err(Refusal::Taken { free }) => Err(refusals::taken(free)),
        Err(Refusal::NotOpen { closed_by }) => Err(refusals::not_open(closed_by)),
    }
}

/// The practice behind a portal's address.
///
/// # Errors
/// 404.
pub async fn practice_of(platform: &Platform, slug: String) -> Result<practices::Model, Problem> {
    practices::by_slug(platform.db.read(), &domain::practice::slug::Slug(slug)).await?.ok_or_else(Problem::not_found)
}

/// The hash by which a token is found.
pub fn token_hash(token: &str) -> Vec<u8> {
    secrets::hash(token)
}
