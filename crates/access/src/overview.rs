//! What the admin application opens with: who has not come in yet, which e-mails did not arrive, and the next steps of a
//! new practice (S2, S10).

use actix_web::{HttpResponse, post};
use domain::practice::client::ClientStatus;
use domain::practice::overview::{ChecklistStep, PracticeOverview, Step, UndeliveredMail, WaitingClient};
use domain::problem::ProblemDocument;
use domain::text::PersonName;
use domain::{ClientId, MailId};
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{Staff, Team};
use platform::checked::Id;
use platform::db::Scope;
use platform::problem::Problem;
use platform::{App, Platform, outbox};
use practice::{clients, offices, practices, services};

use crate::store::invitations;

/// Waiting clients that are shown, the longest waiting first.
const MOST_WAITING: u64 = 50;
/// Undelivered e-mails that are shown.
const MOST_UNDELIVERED: u64 = 20;

/// The first page of the admin application, without what is booked: that is *booking*'s to count.
///
/// # Errors
/// When the database does not answer.
pub async fn overview(platform: &Platform, scope: Scope) -> Result<PracticeOverview, Problem> {
    let db = platform.db.read();
    let practice = practices::get(db, scope).await?.ok_or_else(Problem::not_found)?;
    let waiting = invitations::open(db, scope, MOST_WAITING).await?;
    let undelivered = outbox::undelivered(platform, db, scope, MOST_UNDELIVERED).await?;
    let ids = waiting.iter().map(|row| row.client_id).chain(undelivered.iter().filter_map(|mail| mail.client_id).map(|id| id.0));
    let names = clients::display_names(db, scope, ids).await?;
    let name = |id: ClientId| names.get(&id.0).cloned();
    let steps = [
        (Step::Profile, !practice.phone.is_empty() && !practice.zone.is_empty()),
        (Step::Office, offices::count(db, scope).await? > 0),
        (Step::Service, services::count(db, scope).await? > 0),
        (Step::FirstClient, clients::count(db, scope, None).await? > 0),
        (Step::FirstInvitation, invitations::any(db, scope).await?),
    ];
    Ok(PracticeOverview {
        active_clients: clients::count(db, scope, Some(ClientStatus::Active)).await?,
        waiting_clients: waiting
            .into_iter()
            .map(|row| WaitingClient {
                client_id: ClientId(row.client_id),
                display_name: name(ClientId(row.client_id)).unwrap_or_else(PersonName::default),
                invited_at: row.created_at.into(),
                expires_at: row.expires_at.into(),
            })
            .collect(),
        undelivered: undelivered
            .into_iter()
            .map(|mail| UndeliveredMail {
                id: mail.id,
                to: mail.to,
                client_id: mail.client_id,
                client: mail.client_id.and_then(name),
                kind: mail.kind,
                reason: mail.reason,
                failed_at: mail.failed_at,
            })
            .collect(),
        appointment_requests: 0,
        sessions_today: 0,
        checklist: steps.into_iter().map(|(step, done)| ChecklistStep { step, done }).collect(),
    })
}

/// Queues a mail that was given up once more.
///
/// # Errors
/// 404 when there is no such mail; 409 `replaced` for an invitation whose PIN no longer works.
async fn retry(platform: &Platform, caller: &Staff<Team>, id: MailId) -> Result<(), Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    let invitation = invitations::by_mail(&*tx, scope, id).await?;
    if invitation.as_ref().is_some_and(|row| row.superseded_at.is_some() || row.used_at.is_some()) {
        return Err(Problem::conflict("replaced", "This invitation does not work any more")
            .detail("A newer one took its place, or it was used. Nothing needs to be sent."));
    }
    if !outbox::retry(&tx, scope, id, platform.clock.now()).await? {
        return Err(Problem::not_found());
    }
    let act = Act::new("email.retried").on(id);
    let act = invitation.map_or(act, |row| act.client(ClientId(row.client_id)));
    audit::record(platform, &*tx, scope.practice, caller.actor(), act).await?;
    tx.commit().await
}

/// Sends an undelivered e-mail once more.
#[utoipa::path(
    tag = "practice",
    operation_id = "retry_email",
    summary = "Send an undelivered e-mail again",
    description = "Queues an e-mail that was given up once more, as it was.",
    params(("id" = MailId, Path, description = "The e-mail."), answers::WriteHeaders),
    responses(
        answers::Written,
        (status = 409, description = "`replaced`: an invitation whose PIN no longer works is not sent again.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 204, description = "The e-mail is queued.")
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/undelivered-emails/{id}/retry")]
pub async fn retry_email(platform: App, caller: Staff<Team>, id: Id<MailId>) -> Result<HttpResponse, Problem> {
    retry(&platform, &caller, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}
