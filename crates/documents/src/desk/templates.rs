//! What the practice authors (D1): documents to sign or to send files for, and forms. Saving a change makes a new version;
//! what was sent stays what was sent.

use actix_web::web::Json;
use actix_web::{HttpResponse, get, post, put};
use domain::TemplateId;
use domain::documents::{ArchiveTemplate, DocumentTemplateInput, FormTemplateInput, ListTemplates, ShowTemplate, Template, TemplatePage};
use domain::problem::ProblemDocument;
use platform::answers::{self, PROBLEM_JSON};
use platform::caller::{OwnersAndClinicians, Schedulers, Staff};
use platform::checked::{Checked, CheckedQuery, Id};
use platform::etag::{IfMatch, created, tagged};
use platform::problem::Problem;
use platform::{App, page};

use crate::authoring;
use crate::examples::templates as examples;
use crate::store::templates::{self as store, Key};

const LIST: &str = "document_templates";

/// The templates.
#[utoipa::path(
    tag = "documents",
    operation_id = "list_document_templates",
    summary = "List templates",
    description = "Of all kinds, by title, with how many clients have each open. Those that were put away only where asked for. Owners, clinicians and the front desk.",
    params(ListTemplates),
    responses(answers::Listed, (status = 200, description = "A page of templates.", body = TemplatePage, example = examples::templates)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/document-templates")]
pub async fn list_document_templates(
    platform: App,
    caller: Staff<Schedulers>,
    asked: CheckedQuery<ListTemplates>,
) -> Result<Json<TemplatePage>, Problem> {
    let (db, scope, asked) = (platform.db.read(), caller.scope(), asked.0);
    let limit = page::limit(asked.limit);
    let after = page::key::<Key>(&platform.secrets, LIST, asked.cursor.as_deref())?;
    let mut rows = store::page(db, scope, asked.archived.unwrap_or_default(), after, limit + 1).await?;
    let last = page::cut(&mut rows, limit, Key::of);
    let next_cursor = last.map(|key| page::cursor(&platform.secrets, LIST, &key)).transpose()?;
    let open = store::open(db, scope, &rows).await?;
    let items = rows.iter().map(|row| row.summary(open.get(&row.id).copied().unwrap_or_default())).collect();
    Ok(Json(TemplatePage { items, next_cursor }))
}

/// One template.
#[utoipa::path(
    tag = "documents",
    operation_id = "get_document_template",
    summary = "Show a template",
    description = "What its newest version says, or an earlier one, and which versions there were. Of whichever kind. Saving what an earlier one said makes it the newest again. Owners, clinicians and the front desk.",
    params(("id" = TemplateId, Path, description = "The template."), ShowTemplate),
    responses(answers::Listed, (status = 200, description = "The template.", body = Template, headers(("ETag" = String, description = "The version.")), example = examples::document)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/document-templates/{id}")]
pub async fn get_document_template(
    platform: App,
    caller: Staff<Schedulers>,
    id: Id<TemplateId>,
    asked: CheckedQuery<ShowTemplate>,
) -> Result<HttpResponse, Problem> {
    let (db, scope) = (platform.db.read(), caller.scope());
    let row = store::find(db, scope, id.0).await?.ok_or_else(Problem::not_found)?;
    let template = authoring::shown(db, scope, &row, asked.0.number.unwrap_or(row.number)).await?;
    Ok(tagged(template.version, &template))
}

/// A new document.
#[utoipa::path(
    tag = "documents",
    operation_id = "create_document_template",
    summary = "Write a document",
    description = "To be signed, or asking for files. Markdown with `{placeholders}`; raw HTML in it is shown as text. Owners and clinicians.",
    params(answers::WriteHeaders),
    request_body(content = DocumentTemplateInput, example = json!(examples::document_input())),
    responses(
        answers::Written,
        (status = 409, description = "`too_many_templates`: the practice has enough.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 201, description = "The template.", body = Template, headers(("ETag" = String, description = "The version.")), example = examples::document)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/document-templates")]
pub async fn create_document_template(
    platform: App,
    caller: Staff<OwnersAndClinicians>,
    input: Checked<DocumentTemplateInput>,
) -> Result<HttpResponse, Problem> {
    let details = authoring::document(input.0)?;
    let template = authoring::create(&platform, &caller, details).await?;
    Ok(created(template.version, &template))
}

/// A new version of a document.
#[utoipa::path(
    tag = "documents",
    operation_id = "update_document_template",
    summary = "Save a document",
    description = "As a new version; saved as it was, there is none. What was sent before stays as it is. Owners and clinicians.",
    params(("id" = TemplateId, Path, description = "The template; a form is none of these."), answers::SaveHeaders),
    request_body(content = DocumentTemplateInput, example = json!(examples::document_input())),
    responses(answers::Saved, (status = 200, description = "The template as it is now.", body = Template, headers(("ETag" = String, description = "The version.")), example = examples::document)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/document-templates/{id}")]
pub async fn update_document_template(
    platform: App,
    caller: Staff<OwnersAndClinicians>,
    id: Id<TemplateId>,
    seen: IfMatch,
    input: Checked<DocumentTemplateInput>,
) -> Result<HttpResponse, Problem> {
    let details = authoring::document(input.0)?;
    let template = authoring::save(&platform, &caller, id.0, seen, details).await?;
    Ok(tagged(template.version, &template))
}

/// A new form.
#[utoipa::path(
    tag = "documents",
    operation_id = "create_form_template",
    summary = "Put a form together",
    description = "Questions in their order; one can wait for the answer to an earlier one, and be about a field of the client's record. Owners and clinicians.",
    params(answers::WriteHeaders),
    request_body(content = FormTemplateInput, example = json!(examples::form_input())),
    responses(
        answers::Written,
        (status = 409, description = "`too_many_templates`: the practice has enough.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 201, description = "The template.", body = Template, headers(("ETag" = String, description = "The version.")), example = examples::form)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/form-templates")]
pub async fn create_form_template(
    platform: App,
    caller: Staff<OwnersAndClinicians>,
    input: Checked<FormTemplateInput>,
) -> Result<HttpResponse, Problem> {
    let details = authoring::form(input.0)?;
    let template = authoring::create(&platform, &caller, details).await?;
    Ok(created(template.version, &template))
}

/// A new version of a form.
#[utoipa::path(
    tag = "documents",
    operation_id = "update_form_template",
    summary = "Save a form",
    description = "As a new version; saved as it was, there is none. What was sent before stays as it is. Owners and clinicians.",
    params(("id" = TemplateId, Path, description = "The form; a document is none of these."), answers::SaveHeaders),
    request_body(content = FormTemplateInput, example = json!(examples::form_input())),
    responses(answers::Saved, (status = 200, description = "The template as it is now.", body = Template, headers(("ETag" = String, description = "The version.")), example = examples::form)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/form-templates/{id}")]
pub async fn update_form_template(
    platform: App,
    caller: Staff<OwnersAndClinicians>,
    id: Id<TemplateId>,
    seen: IfMatch,
    input: Checked<FormTemplateInput>,
) -> Result<HttpResponse, Problem> {
    let details = authoring::form(input.0)?;
    let template = authoring::save(&platform, &caller, id.0, seen, details).await?;
    Ok(tagged(template.version, &template))
}

/// Puts a template away.
#[utoipa::path(
    tag = "documents",
    operation_id = "archive_document_template",
    summary = "Put a template away, or take it out again",
    description = "Of whichever kind. One that was put away is not sent any more; what was sent goes on, and a packet that has it cannot be sent. Doing it twice is the same as once. Owners and clinicians.",
    params(("id" = TemplateId, Path, description = "The template."), answers::SaveHeaders),
    request_body(content = ArchiveTemplate, example = json!(examples::archive())),
    responses(answers::Saved, (status = 200, description = "The template as it is now.", body = Template, headers(("ETag" = String, description = "The version.")), example = examples::archived)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/document-templates/{id}/archive")]
pub async fn archive_document_template(
    platform: App,
    caller: Staff<OwnersAndClinicians>,
    id: Id<TemplateId>,
    seen: IfMatch,
    input: Checked<ArchiveTemplate>,
) -> Result<HttpResponse, Problem> {
    let template = authoring::archive(&platform, &caller, id.0, seen, input.0.archived).await?;
    Ok(tagged(template.version, &template))
}
