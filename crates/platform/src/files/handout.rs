//! Files on their way out: always to be saved and never to be shown as a page.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY};
use actix_web::{HttpResponse, HttpResponseBuilder};
use domain::files::name;
use futures_util::TryStreamExt as _;

use super::Model;
use crate::Platform;
use crate::db::Scope;
use crate::problem::Problem;

/// The bytes of a file.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only describes; the bytes are read and written as they are")]
pub struct FileBytes(Vec<u8>);

/// The answer that hands out `file`, piece by piece. Who asks for it may have it: that was decided before.
///
/// # Errors
/// 404 when it was erased.
pub fn hand_out(platform: &Platform, scope: Scope, file: &Model) -> Result<HttpResponse, Problem> {
    let facts = file.facts(platform)?.ok_or_else(Problem::not_found)?;
    let bytes = u64::try_from(file.bytes).map_err(Problem::internal)?;
    let pieces = super::read(platform, scope, file).map_err(actix_web::Error::from);
    Ok(to_be_saved(facts.name.as_str(), &file.media_type).no_chunking(bytes).streaming(Box::pin(pieces)))
}

/// The begin of an answer that is a file: a browser saves it as `name`, shows it as no page and runs nothing in it.
#[must_use]
pub fn to_be_saved(name: &str, media_type: &str) -> HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(media_type)
        .insert_header((CONTENT_DISPOSITION, name::attachment(name)))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"));
    answer
}
