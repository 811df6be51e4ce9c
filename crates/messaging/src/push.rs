//! Notices of the browser, for who wants them: that there is something new, and nothing else.
//!
//! A message to a push service (RFC 8030) has no content here: there is nothing in it to be read by whoever carries it,
//! and so nothing to seal. The page's service worker says *You have a new message* and asks the API for nothing.

pub mod http;

use std::time::Duration;

use access::holder::Holder;
use domain::messaging::AuthorKind;
use domain::practice::staff::StaffState;
use domain::time::Timestamp;
use domain::{ClientId, ConversationId, StaffId};
use platform::Platform;
use platform::db::{Scope, Tx};
use platform::jobs::{self, Handlers, Job};
use platform::live::{Person, PersonKind};
use platform::outward::{self, Patience, may_ask};
use platform::problem::Problem;
use platform::subscriptions;
use platform::vapid::Vapid;
use practice::{practices, staff};
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HeaderName};
use reqwest::{Client, StatusCode, Url};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::notices;
use crate::store::conversations::Model;
use crate::store::participants;

const JOB: &str = "message_push";
/// How long a push service has: nothing else waits for it, but a job does.
const PATIENCE: Patience = Patience { connect: Duration::from_secs(5), whole: Duration::from_secs(10), hops: 0 };
/// Seconds a push service keeps the word for a browser that is not there: later it is no news.
const KEPT: &str = "3600";

/// Adds the operations, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(http::get_push_key)
        .service(http::get_my_push)
        .service(http::get_push)
        .service(http::subscribe_my_push)
        .service(http::end_my_push)
        .service(http::subscribe_push)
        .service(http::end_push);
}

/// Adds who wakes browsers.
pub fn jobs(handlers: &mut Handlers) {
    handlers.on(JOB, work);
}

/// Which browser to wake, and for which message.
#[derive(Serialize, Deserialize)]
struct Wake {
    subscription: Uuid,
    conversation: ConversationId,
    seq: i64,
}

/// A message was sent: has the browsers of those who are to read it woken.
///
/// # Errors
/// When the database does not answer.
pub async fn arrange(platform: &Platform, tx: &Tx, conversation: &Model, author: AuthorKind, now: Timestamp) -> Result<(), Problem> {
    let scope = Scope { practice: conversation.practice_id.into() };
    if !subscriptions::any(&**tx, scope).await? {
        return Ok(());
    }
    for person in notices::readers(&**tx, scope, conversation, author.other()).await? {
        for subscription in subscriptions::of(&**tx, person.person(scope)).await? {
            let wake = Wake { subscription, conversation: conversation.id(), seq: conversation.last_seq };
            jobs::queue(platform, tx, Some(scope.practice), JOB, &wake, now).await?;
        }
    }
    Ok(())
}

async fn work(platform: Platform, job: Job) -> Result<(), Problem> {
    let wake: Wake = job.payload()?;
    let scope = Scope { practice: job.practice.ok_or_else(|| Problem::internal("a push of no practice"))? };
    let db = platform.db.read();
    let Some(row) = subscriptions::find(db, scope, wake.subscription).await? else { return Ok(()) };
    let Some(person) = row.person() else { return Ok(()) };
    let read = participants::find(db, wake.conversation, person).await?.is_some_and(|part| part.read_seq >= wake.seq);
    if read || !may_be_told(db, scope, person).await? {
        return Ok(());
    }
    let client = outward::client(PATIENCE, false).ok_or_else(|| Problem::internal("nobody can be asked from here"))?;
    match row.endpoint(&platform.secrets)?.filter(|endpoint| may_ask(endpoint, false)) {
        Some(endpoint) => settle(&platform, &row, wake_browser(&platform, &client, &endpoint).await?).await,
        None => settle(&platform, &row, Outcome::Gone).await,
    }
}

/// Whether they may still read messages at all.
async fn may_be_told(db: &impl ConnectionTrait, scope: Scope, person: Person) -> Result<bool, Problem> {
    match person.kind {
        PersonKind::Client => {
            let open = practices::get(db, scope).await?.is_some_and(|practice| practice.portal().open);
            let holder = Holder::of_client(db, scope, ClientId(person.id)).await?;
            Ok(open && holder.is_some_and(|(_, rights)| rights.messages))
        }
        PersonKind::Staff => {
            let member = staff::find(db, scope, StaffId(person.id)).await?;
            Ok(member.is_some_and(|member| member.state() == StaffState::Active))
        }
    }
}

/// What a push service said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It has it.
    Taken,
    /// Nobody is at this address any more.
    Gone,
    /// It will not have it, for a reason that trying again does not mend.
    Refused,
    /// Not now.
    Later,
}

/// Says to the push service at `endpoint` that there is something new: a request without a body.
///
/// # Errors
/// When the database does not answer.
pub async fn wake_browser(platform: &Platform, client: &Client, endpoint: &Url) -> Result<Outcome, Problem> {
    let vapid = Vapid::of(platform).await?;
    let authorization = vapid.authorization(&platform.config, endpoint, platform.clock.now())?;
    let request = client
        .post(endpoint.clone())
        .header(AUTHORIZATION, authorization)
        .header(CONTENT_LENGTH, "0")
        .header(HeaderName::from_static("ttl"), KEPT)
        .header(HeaderName::from_static("urgency"), "normal")
        // A newer word takes the place of one that waits.
        .header(HeaderName::from_static("topic"), "message");
    Ok(match request.send().await.map(|response| response.status()) {
        Ok(status) if status.is_success() => Outcome::Taken,
        Ok(StatusCode::NOT_FOUND | StatusCode::GONE) => Outcome::Gone,
        Ok(status) if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => Outcome::Later,
        Ok(_) => Outcome::Refused,
        Err(_) => Outcome::Later,
    })
}

/// Draws the conclusion: a subscription that is gone is removed, and what was not taken now is tried again.
///
/// # Errors
/// 503 when it is to be tried again, and when the database does not answer.
pub async fn settle(platform: &Platform, row: &subscriptions::Model, outcome: Outcome) -> Result<(), Problem> {
    match outcome {
        Outcome::Taken => Ok(()),
        Outcome::Refused => {
            tracing::warn!(subscription = %row.id, "a push service refused a message");
            Ok(())
        }
        Outcome::Later => Err(Problem::busy()),
        Outcome::Gone => {
            let tx = platform.db.write().await?;
            subscriptions::remove(&*tx, row).await?;
            tx.commit().await
        }
    }
}
