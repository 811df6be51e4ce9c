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
use futures_util::future::join_all;
use jiff::SignedDuration;
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
/// When a push service that is overloaded is asked once more.
const LATER: SignedDuration = SignedDuration::from_secs(60);

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

/// Whose browsers to wake, and for which message.
#[derive(Serialize, Deserialize)]
struct Wake {
    kind: String,
    person: Uuid,
    conversation: ConversationId,
    seq: i64,
    /// Those of their browsers that are asked for the second time, and last; none the first time, for all of them.
    again: Option<Vec<Uuid>>,
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
    for reader in notices::readers(&**tx, scope, conversation, author.other()).await? {
        let person = reader.person(scope);
        if subscriptions::of(&**tx, person).await?.is_empty() {
            continue;
        }
        let (kind, seq) = (person.kind.as_str().to_owned(), conversation.last_seq);
        let wake = Wake { kind, person: person.id, conversation: conversation.id(), seq, again: None };
        jobs::queue(platform, tx, Some(scope.practice), JOB, &wake, now).await?;
    }
    Ok(())
}

/// Asks for all browsers of a person side by side: however many there are and whoever answers there, it is one job for as
/// long as one of them may take. Those who want to be asked later are asked once more, without the others.
async fn work(platform: Platform, job: Job) -> Result<(), Problem> {
    let wake: Wake = job.payload()?;
    let practice = job.practice.ok_or_else(|| Problem::internal("a push of no practice"))?;
    let (db, scope) = (platform.db.read(), Scope { practice });
    let asked = match (&wake.again, PersonKind::named(&wake.kind)) {
        (Some(browsers), _) => browsers.clone(),
        (None, Some(kind)) => subscriptions::of(db, Person { practice, kind, id: wake.person }).await?,
        (None, None) => return Err(Problem::internal("a push for nobody")),
    };
    let mut browsers = Vec::new();
    for id in asked {
        browsers.extend(due(db, scope, id, wake.conversation, wake.seq).await?);
    }
    if browsers.is_empty() {
        return Ok(());
    }
    let client = outward::client(PATIENCE, false).ok_or_else(|| Problem::internal("nobody can be asked from here"))?;
    let outcomes = join_all(browsers.iter().map(|row| ask(&platform, &client, row))).await;
    let mut later = Vec::new();
    for (row, outcome) in browsers.iter().zip(outcomes) {
        if settle(&platform, row, outcome?).await? {
            later.push(row.id);
        }
    }
    if later.is_empty() || wake.again.is_some() {
        return Ok(());
    }
    let now = platform.clock.now();
    let again = Wake { again: Some(later), ..wake };
    let tx = platform.db.write().await?;
    jobs::queue(&platform, &tx, Some(practice), JOB, &again, now.checked_add(LATER).unwrap_or(now)).await?;
    tx.commit().await
}

/// Has one browser woken, as far as its push service may be asked.
async fn ask(platform: &Platform, client: &Client, row: &subscriptions::Model) -> Result<Outcome, Problem> {
    // What was sealed with a key that is gone stays closed, however often it is tried.
    let Ok(endpoint) = row.endpoint(&platform.secrets) else { return Ok(Outcome::Refused) };
    match endpoint.filter(|endpoint| may_ask(endpoint, false)) {
        Some(endpoint) => wake_browser(platform, client, &endpoint).await,
        None => Ok(Outcome::Gone),
    }
}

/// The browser to be woken, if it still is to be: its person may read messages, and has not read as far as `seq`.
///
/// # Errors
/// When the database does not answer.
pub async fn due(
    db: &impl ConnectionTrait,
    scope: Scope,
    subscription: Uuid,
    conversation: ConversationId,
    seq: i64,
) -> Result<Option<subscriptions::Model>, Problem> {
    let Some(row) = subscriptions::find(db, scope, subscription).await? else { return Ok(None) };
    let Some(person) = row.person() else { return Ok(None) };
    let read = participants::find(db, conversation, person).await?.is_some_and(|part| part.read_seq >= seq);
    Ok(if read || !may_be_told(db, scope, person).await? { None } else { Some(row) })
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
    /// Not now: it is asked once more.
    Later,
    /// It could not be asked, or took too long. It is not tried again: nobody may have us wait for them time and again.
    Unreached,
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
        Err(_) => Outcome::Unreached,
    })
}

/// Draws the conclusion: a subscription that is gone is removed. Says whether to ask once more, later.
///
/// # Errors
/// When the database does not answer.
pub async fn settle(platform: &Platform, row: &subscriptions::Model, outcome: Outcome) -> Result<bool, Problem> {
    match outcome {
        Outcome::Taken => {}
        Outcome::Refused => tracing::warn!(subscription = %row.id, "a push service refused a message"),
        Outcome::Unreached => tracing::warn!(subscription = %row.id, "a push service did not answer"),
        Outcome::Later => return Ok(true),
        Outcome::Gone => {
            let tx = platform.db.write().await?;
            subscriptions::remove(&*tx, row).await?;
            tx.commit().await?;
        }
    }
    Ok(false)
}
