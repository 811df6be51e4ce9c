//! The operations by which a browser has itself woken, and no longer.

use actix_web::web::Json;
use actix_web::{HttpResponse, delete, get, post};
use domain::SessionId;
use domain::access::rights::Right;
use domain::messaging::{EndPush, PushKey, PushState, PushSubscription};
use platform::audit::{self, Act, Actor};
use platform::caller::{Anyone, Client, Staff, Team};
use platform::checked::{Checked, NoQuery};
use platform::db::Scope;
use platform::live::Person;
use platform::problem::Problem;
use platform::session;
use platform::subscriptions::{self, Place};
use platform::vapid::Vapid;
use platform::{App, Platform, answers};

use crate::examples;
use crate::reader::Reader;

/// The key browsers subscribe with.
#[utoipa::path(
    tag = "messaging",
    operation_id = "get_push_key",
    summary = "Show the key for notices of the browser",
    description = "By which a browser's push service knows this installation (VAPID, RFC 8292). It does not change.",
    responses(answers::Shown, (status = 200, description = "The key.", body = PushKey, example = examples::push_key)),
    security(())
)]
#[get("/auth/push-key")]
pub async fn get_push_key(platform: App, _: Anyone, _: NoQuery) -> Result<Json<PushKey>, Problem> {
    Ok(Json(PushKey { public_key: Vapid::of(&platform).await?.public_key().to_owned() }))
}

/// Whether my browser is woken.
#[utoipa::path(
    tag = "messaging",
    operation_id = "get_my_push",
    summary = "Show whether this browser is told when a message waits",
    description = "The browser on the device that asks. Signing out there ends it, as does signing out everywhere.",
    responses(answers::Read, (status = 200, description = "Whether it is told.", body = PushState, example = examples::push_state)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/portal/push-subscriptions")]
pub async fn get_my_push(platform: App, caller: Client, _: NoQuery) -> Result<Json<PushState>, Problem> {
    caller.needs(Right::Messages)?;
    state(&platform, Reader::from(&caller).person, caller.session).await
}

/// Has my browser woken.
#[utoipa::path(
    tag = "messaging",
    operation_id = "subscribe_my_push",
    summary = "Be told by the browser when a message waits",
    description = "What `PushManager.subscribe` gave. The browser is told that there is something new, without content, and from now on for nobody else. Its keys would be for content: they are not kept.",
    params(answers::WriteHeaders),
    request_body(content = PushSubscription, example = json!(examples::push_subscription())),
    responses(answers::Written, (status = 204, description = "It will be told.")),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/portal/push-subscriptions")]
pub async fn subscribe_my_push(platform: App, caller: Client, input: Checked<PushSubscription>) -> Result<HttpResponse, Problem> {
    caller.needs(Right::Messages)?;
    let act = Act::new("push.subscribed").client(caller.client);
    subscribe(&platform, Reader::from(&caller).person, caller.session, (caller.actor(), act), &input.0).await
}

/// Has my browser woken no longer.
#[utoipa::path(
    tag = "messaging",
    operation_id = "end_my_push",
    summary = "Be told by the browser no longer",
    description = "Succeeds also where it was not told before.",
    params(answers::WriteHeaders),
    request_body(content = EndPush, example = json!(examples::end_push())),
    responses(answers::Written, (status = 204, description = "It is told no longer.")),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[delete("/portal/push-subscriptions")]
pub async fn end_my_push(platform: App, caller: Client, input: Checked<EndPush>) -> Result<HttpResponse, Problem> {
    end(&platform, Reader::from(&caller).person, &input.0).await
}

/// Whether a colleague's browser is woken.
#[utoipa::path(
    tag = "messaging",
    operation_id = "get_push",
    summary = "Show whether this browser is told when a client wrote",
    description = "The browser on the device that asks. Signing out there ends it, as does signing out everywhere.",
    responses(answers::Read, (status = 200, description = "Whether it is told.", body = PushState, example = examples::push_state)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/push-subscriptions")]
pub async fn get_push(platform: App, caller: Staff<Team>, _: NoQuery) -> Result<Json<PushState>, Problem> {
    state(&platform, Reader::from(&caller).person, caller.session).await
}

/// Has a colleague's browser woken.
#[utoipa::path(
    tag = "messaging",
    operation_id = "subscribe_push",
    summary = "Be told by the browser when a client wrote",
    description = "What `PushManager.subscribe` gave. The browser is told that there is something new, without content, and from now on for nobody else. Its keys would be for content: they are not kept.",
    params(answers::WriteHeaders),
    request_body(content = PushSubscription, example = json!(examples::push_subscription())),
    responses(answers::Written, (status = 204, description = "It will be told.")),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/push-subscriptions")]
pub async fn subscribe_push(platform: App, caller: Staff<Team>, input: Checked<PushSubscription>) -> Result<HttpResponse, Problem> {
    let said = (caller.actor(), Act::new("push.subscribed"));
    subscribe(&platform, Reader::from(&caller).person, caller.session, said, &input.0).await
}

/// Has a colleague's browser woken no longer.
#[utoipa::path(
    tag = "messaging",
    operation_id = "end_push",
    summary = "Be told by the browser no longer, as staff",
    description = "Succeeds also where it was not told before.",
    params(answers::WriteHeaders),
    request_body(content = EndPush, example = json!(examples::end_push())),
    responses(answers::Written, (status = 204, description = "It is told no longer.")),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[delete("/practice/push-subscriptions")]
pub async fn end_push(platform: App, caller: Staff<Team>, input: Checked<EndPush>) -> Result<HttpResponse, Problem> {
    end(&platform, Reader::from(&caller).person, &input.0).await
}

/// Where a session is that still stands.
fn place(row: Option<session::store::Model>) -> Result<Place, Problem> {
    Ok(row.filter(|row| row.ended_at.is_none()).ok_or_else(Problem::session_ended)?.place())
}

async fn state(platform: &Platform, person: Person, session: SessionId) -> Result<Json<PushState>, Problem> {
    let db = platform.db.read();
    let place = place(session::store::find(db, Scope { practice: person.practice }, session).await?)?;
    Ok(Json(PushState { on: subscriptions::is_at(db, person, place).await? }))
}

async fn subscribe(
    platform: &Platform,
    person: Person,
    session: SessionId,
    (actor, act): (Actor, Act),
    input: &PushSubscription,
) -> Result<HttpResponse, Problem> {
    let tx = platform.db.write().await?;
    // Whoever signs out at this moment is not subscribed behind it.
    let place = place(session::store::hold(&*tx, Scope { practice: person.practice }, session).await?)?;
    subscriptions::put(platform, &*tx, person, place, input.endpoint.as_str(), platform.clock.now()).await?;
    audit::record(platform, &*tx, person.practice, actor, act).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn end(platform: &Platform, person: Person, input: &EndPush) -> Result<HttpResponse, Problem> {
    let tx = platform.db.write().await?;
    subscriptions::forget(&*tx, Scope { practice: person.practice }, Some(person), input.endpoint.as_str()).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
