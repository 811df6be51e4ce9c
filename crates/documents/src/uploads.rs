//! Files that clients send, asked or not, and that the practice shares with them (D10, D12).

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use domain::documents::state::{Act, Refusal};
use domain::documents::{Content, DocumentFile, DocumentKind, DocumentState, MOST_UPLOADS, TrailEvent};
use domain::{DocumentId, FileId};
use jiff::SignedDuration;
use platform::Platform;
use platform::audit;
use platform::caller::Client;
use platform::live::Person;
use platform::problem::Problem;
use practice::practices;

use crate::store::documents::{self, Model};
use crate::store::files as places;
use crate::store::mine as rows;
use crate::store::settings;
use crate::store::trail::{self, By};
use crate::{mine, refusals, share, wire};

/// The most files that a client sends unasked in a day: the practice has to look at each.
const MOST_UNASKED: u64 = 20;

fn owner(caller: &Client) -> Person {
    Person::client(caller.practice, caller.client)
}

/// Goes on with a document that asks for files.
fn collect(row: &mut Model) -> Result<(), Problem> {
    row.go_on(Act::Save)?;
    if row.kind() == DocumentKind::Upload { Ok(()) } else { Err(refusals::document(Refusal::Kind)) }
}

/// Adds what `body` holds to the document `id`, under the name that `request` gives.
///
/// # Errors
/// 404; 409 `document_…` for how far it is, `too_many_files`; 422 `file_…` for what does not go.
pub async fn add(
    platform: &Platform,
    caller: &Client,
    id: DocumentId,
    request: &HttpRequest,
    body: Bytes,
) -> Result<DocumentFile, Problem> {
    let (scope, db) = (caller.scope(), platform.db.read());
    // Before anybody looks into 25 MB, and again when it is held.
    collect(&mut mine::find(db, caller, id).await?)?;
    if places::of(db, scope, id).await?.len() >= MOST_UPLOADS {
        return Err(refusals::too_many_files());
    }
    let file = platform::files::take_in(platform, scope, owner(caller), request, body).await?;
    let tx = platform.db.write().await?;
    let mut row = mine::hold(&*tx, caller, id).await?;
    collect(&mut row)?;
    let there = places::of(&*tx, scope, id).await?;
    if there.len() >= MOST_UPLOADS {
        return Err(refusals::too_many_files());
    }
    let place = there.last().map_or(0, |last| last.place + 1);
    platform::files::attach(platform, &*tx, scope, owner(caller), &[file.id()]).await?;
    places::insert(&*tx, scope, id, file.id(), place).await?;
    documents::save(&*tx, &mut row).await?;
    let act = audit::Act::new("document_file.added").client(caller.client).on(file.id);
    audit::record(platform, &*tx, scope.practice, caller.actor(), act).await?;
    tx.commit().await?;
    wire::file(platform, &file)
}

/// Takes the file away again, for good.
///
/// # Errors
/// 404 when it is none of theirs; 409 `document_…` when its document was submitted, or is over.
pub async fn remove(platform: &Platform, caller: &Client, id: FileId) -> Result<(), Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let document = places::document_with(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    let mut row = mine::hold(&*tx, caller, document).await?;
    collect(&mut row)?;
    // Another device may have been first.
    if !places::remove(&*tx, scope, id).await? {
        return Err(Problem::not_found());
    }
    platform::files::erase(&*tx, scope, id, now).await?;
    documents::save(&*tx, &mut row).await?;
    let act = audit::Act::new("document_file.removed").client(caller.client).on(id.0);
    audit::record(platform, &*tx, scope.practice, caller.actor(), act).await?;
    tx.commit().await
}

/// Sends the practice a file unasked, where it allows that: a document that is submitted already.
///
/// # Errors
/// 409 `uploads_closed` where it does not, `too_many_files_today`, 422 `file_…` for what does not go.
pub async fn send(platform: &Platform, caller: &Client, by: &By, request: &HttpRequest, body: Bytes) -> Result<Model, Problem> {
    let (scope, db) = (caller.scope(), platform.db.read());
    if !settings::read(db, scope).await?.settings.clients_may_upload {
        return Err(refusals::uploads_closed());
    }
    let since = platform.clock.now() - SignedDuration::from_hours(24);
    if rows::sent_unasked(db, scope, caller.client, since).await? >= MOST_UNASKED {
        return Err(refusals::too_many_today());
    }
    let file = platform::files::take_in(platform, scope, owner(caller), request, body).await?;
    let name = wire::file(platform, &file)?.name;
    let now = platform.clock.now();
    let tx = platform.db.write().await?;
    let practice = practices::get(&*tx, scope).await?.ok_or_else(Problem::not_found)?;
    let content = Content { kind: DocumentKind::Upload, language: practice.language(), title: name.as_str().into(), ..Content::default() };
    let mut row = share::blank(platform, scope, caller.client, &content, now)?;
    row.state = DocumentState::Submitted.as_str().into();
    row.done_at = Some(now.into());
    documents::insert(&*tx, &row).await?;
    platform::files::attach(platform, &*tx, scope, owner(caller), &[file.id()]).await?;
    places::insert(&*tx, scope, row.id(), file.id(), 0).await?;
    trail::write(&*tx, &platform.secrets, &mut row, TrailEvent::Submitted, by, now).await?;
    documents::save(&*tx, &mut row).await?;
    let act = audit::Act::new("document_file.sent").client(caller.client).on(row.id);
    audit::record(platform, &*tx, scope.practice, caller.actor(), act).await?;
    tx.commit().await?;
    Ok(row)
}

/// Hands out a file of one of the client's documents.
///
/// # Errors
/// 404 when it is none of theirs, or was removed.
pub async fn download(platform: &Platform, caller: &Client, id: FileId) -> Result<HttpResponse, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    let document = places::document_with(db, scope, id).await?.ok_or_else(Problem::not_found)?;
    mine::find(db, caller, document).await?;
    let file = platform::files::find(db, scope, id).await?.ok_or_else(Problem::not_found)?;
    platform::files::hand_out(platform, scope, &file)
}
