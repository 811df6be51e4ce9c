//! Writing templates (D1). A change makes a new version; saved as it was, nothing happens.

use domain::TemplateId;
use domain::documents::{DocumentTemplateInput, FormTemplateInput, Template, TemplateDetails};
use platform::Platform;
use platform::audit::{self, Act};
use platform::caller::{OwnersAndClinicians, Staff};
use platform::db::Scope;
use platform::etag::IfMatch;
use platform::problem::Problem;
use sea_orm::ConnectionTrait;

use crate::markdown;
use crate::store::templates::{self, Model};
use crate::store::versions;

type Author = Staff<OwnersAndClinicians>;

/// What a document says.
///
/// # Errors
/// 422 at `/body` where it says nothing, or has too many parts.
pub fn document(mut input: DocumentTemplateInput) -> Result<TemplateDetails, Problem> {
    let blocks = read("/body", &input.body)?;
    if blocks == 0 {
        return Err(Problem::field("/body", "required", "There is nothing to read in this text."));
    }
    input.title = input.title.trim().to_owned();
    Ok(TemplateDetails::Document(input))
}

/// What a form asks.
///
/// # Errors
/// 422 at `/introduction` where it has too many parts.
pub fn form(mut input: FormTemplateInput) -> Result<TemplateDetails, Problem> {
    read("/introduction", &input.introduction)?;
    input.title = input.title.trim().to_owned();
    Ok(TemplateDetails::Form(input))
}

/// How many blocks the Markdown in `pointer` has.
///
/// # Errors
/// 422 where that is more than can be shown.
pub fn read(pointer: &str, text: &str) -> Result<usize, Problem> {
    let blocks = markdown::blocks(text);
    if markdown::too_many_parts(&blocks) {
        return Err(Problem::field(pointer, "too_long", "This has too many parts. Make two documents of it."));
    }
    Ok(blocks.len())
}

/// The template as staff see it, with what its version `number` says.
///
/// # Errors
/// 404 when there is no such version.
pub async fn shown(db: &impl ConnectionTrait, scope: Scope, row: &Model, number: i64) -> Result<Template, Problem> {
    Ok(Template {
        id: row.id(),
        version: row.version,
        archived: row.archived,
        details: versions::details(db, scope, row.id(), number).await?,
        versions: versions::of(db, scope, row.id()).await?,
    })
}

/// Writes a new template.
///
/// # Errors
/// 409 `too_many_templates`.
pub async fn create(platform: &Platform, caller: &Author, details: TemplateDetails) -> Result<Template, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let mut row = Model {
        practice_id: scope.practice.0,
        id: platform.secrets.id(now),
        kind: String::new(),
        title: String::new(),
        language: String::new(),
        number: 1,
        archived: false,
        version: 1,
        saved_at: now.into(),
    };
    row.show(&details, now);
    let tx = platform.db.write().await?;
    templates::insert(&*tx, scope, &row).await?;
    versions::insert(&*tx, scope, (row.id(), 1), &details, caller.staff, now).await?;
    audit::record(platform, &*tx, scope.practice, caller.actor(), Act::new("document_template.created").on(row.id)).await?;
    let template = shown(&*tx, scope, &row, row.number).await?;
    tx.commit().await?;
    Ok(template)
}

/// Makes `details` the newest version of the template `id`, unless it is that already.
///
/// # Errors
/// 404 where there is none, or a form in the place of a document; 412 `stale`.
pub async fn save(
    platform: &Platform,
    caller: &Author,
    id: TemplateId,
    seen: IfMatch,
    details: TemplateDetails,
) -> Result<Template, Problem> {
    let (scope, now) = (caller.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let mut row = templates::hold(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    let before = versions::details(&*tx, scope, id, row.number).await?;
    if std::mem::discriminant(&before) != std::mem::discriminant(&details) {
        return Err(Problem::not_found());
    }
    seen.allows(row.version)?;
    if before != details {
        row.number += 1;
        row.show(&details, now);
        versions::insert(&*tx, scope, (id, row.number), &details, caller.staff, now).await?;
        templates::save(&*tx, &mut row).await?;
        audit::record(platform, &*tx, scope.practice, caller.actor(), Act::new("document_template.updated").on(row.id)).await?;
    }
    let template = shown(&*tx, scope, &row, row.number).await?;
    tx.commit().await?;
    Ok(template)
}

/// Puts the template `id` away, or takes it out again.
///
/// # Errors
/// 404 where there is none; 412 `stale`.
pub async fn archive(platform: &Platform, caller: &Author, id: TemplateId, seen: IfMatch, archived: bool) -> Result<Template, Problem> {
    let scope = caller.scope();
    let tx = platform.db.write().await?;
    let mut row = templates::hold(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    seen.allows(row.version)?;
    if row.archived != archived {
        row.archived = archived;
        templates::save(&*tx, &mut row).await?;
        let act = if archived { "document_template.archived" } else { "document_template.restored" };
        audit::record(platform, &*tx, scope.practice, caller.actor(), Act::new(act).on(row.id)).await?;
    }
    let template = shown(&*tx, scope, &row, row.number).await?;
    tx.commit().await?;
    Ok(template)
}
