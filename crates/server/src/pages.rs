//! The applications' pages: one HTML file each, answered at every address the application routes itself, with what a
//! browser can show before the program has arrived: the practice's name, and real forms on sign-in and welcome.

mod early;
mod manifest;

use std::sync::LazyLock;

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, LOCATION, VARY};
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::practice::profile::{Language, PublicPractice};
use domain::practice::slug::Slug;
use platform::App;
use platform::problem::Problem;

use crate::{assets, embed};

struct Shell {
    html: String,
    policy: String,
}

static PORTAL: LazyLock<Option<Shell>> = LazyLock::new(|| shell("portal"));
static ADMIN: LazyLock<Option<Shell>> = LazyLock::new(|| shell("admin"));

fn shell(app: &str) -> Option<Shell> {
    let html = assets::index(app)?;
    let scripts =
        inline_scripts(&html).map(|script| format!(" 'sha256-{}'", STANDARD.encode(platform::secrets::hash(script)))).collect::<String>();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    Some(Shell { html, policy })
}

/// The texts of scripts that stand in the page itself: Trunk's loader.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, behind) = rest.split_once('>')?;
        let text = behind.split("</script>").next()?;
        (!attributes.contains("src=") && !text.is_empty()).then_some(text)
    })
}

/// `/`, `/p/{slug}…`, `/admin…`
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/").to(front))
        .service(web::resource("/p/{slug}/manifest.webmanifest").to(manifest::manifest))
        .service(web::resource(["/p/{slug}", "/p/{slug}/{rest:.*}"]).to(portal))
        .service(web::resource(["/admin", "/admin/{rest:.*}"]).to(admin));
}

fn wants_page(request: &HttpRequest) -> bool {
    let accept = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or("text/html");
    request.method().is_safe() && (accept.contains("text/html") || accept.contains("*/*"))
}

/// The one practice's portal, or the sign-in of staff.
async fn front(platform: App) -> Result<HttpResponse, Problem> {
    let only = practice::practices::only(platform.db.read()).await?;
    let target = only.map_or_else(|| "/admin".to_owned(), |practice| format!("/p/{}", practice.slug().0));
    Ok(HttpResponse::SeeOther().insert_header((LOCATION, target)).insert_header((CACHE_CONTROL, "no-store")).finish())
}

async fn portal(platform: App, request: HttpRequest) -> Result<HttpResponse, Problem> {
    if !wants_page(&request) {
        return Ok(not_found());
    }
    let slug = Slug(request.match_info().get("slug").unwrap_or_default().to_owned());
    let Some(practice) = practice::practices::by_slug(platform.db.read(), &slug).await? else { return Ok(not_found()) };
    let Some(shell) = &*PORTAL else { return Ok(not_built()) };
    let public = practice.public(&platform).await?;
    let language = read_by(&request).unwrap_or(public.language);
    let rest = request.match_info().get("rest").unwrap_or_default();
    let html = filled(&shell.html, &PublicPractice { language, ..public }, rest);
    let mut response = if embed::may_be_framed(rest) {
        let sites = booking::store::scheduling::read(platform.db.read(), practice.scope()).await?.rules.framing_sites;
        page(&html, &embed::framed_by(&shell.policy, &sites))
    } else {
        page(&html, &shell.policy)
    };
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept-Language"));
    Ok(response)
}

/// The first language that the browser's person reads and we speak; browsers name the dearest first.
fn read_by(request: &HttpRequest) -> Option<Language> {
    let accepted = request.headers().get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    accepted.split(',').find_map(|part| match part.trim().split(['-', ';']).next()? {
        "en" => Some(Language::En),
        "es" => Some(Language::Es),
        _ => None,
    })
}

async fn admin(request: HttpRequest) -> HttpResponse {
    if !wants_page(&request) {
        return not_found();
    }
    ADMIN.as_ref().map_or_else(not_built, |shell| page(&shell.html, &shell.policy))
}

fn filled(html: &str, practice: &PublicPractice, rest: &str) -> String {
    let language = practice.language;
    html.replacen("lang=\"en\"", &format!("lang=\"{}\"", language.tag()), 1)
        .replacen("<title>Client portal</title>", &format!("<title>{}</title>", escape(&practice.name)), 1)
        .replacen(manifest::GENERAL, &manifest::address(practice), 1)
        .replacen("<!-- early -->", &early::html(practice, rest), 1)
}

fn page(html: &str, policy: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, policy))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(html.to_owned())
}

/// A page for people who followed a wrong address.
#[must_use]
pub fn not_found() -> HttpResponse {
    plain(StatusCode::NOT_FOUND, "This page is not here", "Please look at the address again, or go back to the e-mail that brought you.")
}

fn not_built() -> HttpResponse {
    plain(
        StatusCode::SERVICE_UNAVAILABLE,
        "The applications are not built into this program",
        "Run “cargo xtask demo” (or “cargo xtask build” and then “cargo build”) in the repository. The API at /api/docs works already.",
    )
}

fn plain(status: StatusCode, title: &str, text: &str) -> HttpResponse {
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><h1>{title}</h1><p>{text}</p></html>"
    );
    let policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    HttpResponse::build(status).content_type("text/html; charset=utf-8").insert_header((CONTENT_SECURITY_POLICY, policy)).body(html)
}

/// Text made safe between tags and in quoted attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_in_the_page_itself_are_hashed() {
        let html = "<script src=\"a.js\"></script><script type=\"module\">go()</script>";
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["go()"]);
    }

    #[test]
    fn a_page_speaks_the_language_its_reader_likes_best() {
        let read =
            |accepted: &str| read_by(&actix_web::test::TestRequest::default().insert_header((ACCEPT_LANGUAGE, accepted)).to_http_request());
        assert_eq!(read("es-MX,es;q=0.9,en;q=0.8"), Some(Language::Es));
        assert_eq!(read("fr-CA, en;q=0.5"), Some(Language::En));
        assert_eq!(read("de"), None);
        assert_eq!(read_by(&actix_web::test::TestRequest::default().to_http_request()), None);
    }

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escape("<a href='x'>&\""), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
    }
}
