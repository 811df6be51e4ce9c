//! Every route there is: a line for each capability, the description of the API made from them, and the layers around.

use std::sync::LazyLock;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header::{ALLOW, CACHE_CONTROL, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, Error, HttpRequest, HttpResponse, ResponseError as _, web};
use platform::problem::Problem;
use platform::{Platform, answers, body, caller, headers, idempotency, log, rate};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContactBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Paths, Server};
use utoipa_actix_web::AppExt as _;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{assets, embed, mailbox, pages, variants};

/// The capabilities of `/api/v1`, a line each.
fn capabilities(config: &mut ServiceConfig<'_>) {
    config
        .configure(practice::routes)
        .configure(access::routes)
        .configure(messaging::routes)
        .configure(documents::routes)
        .configure(booking::routes);
}

/// The description of the API, made from the routes themselves.
pub static OPENAPI: LazyLock<OpenApi> = LazyLock::new(|| {
    let scope = utoipa_actix_web::scope("/api/v1").configure(capabilities);
    let (_, mut api) = App::new().into_utoipa_app().openapi(preface()).service(scope).split_for_parts();
    sort(&mut api.paths);
    variants::name(&mut api);
    api
});

static OPENAPI_JSON: LazyLock<String> = LazyLock::new(openapi_json);

/// The description as the file that is checked in.
#[must_use]
pub fn openapi_json() -> String {
    OPENAPI.to_pretty_json().unwrap_or_default() + "\n"
}

fn sort(paths: &mut Paths) {
    let old = std::mem::take(&mut paths.paths);
    paths.paths.extend(old.into_iter().collect::<std::collections::BTreeMap<_, _>>());
}

fn preface() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Anteroom")
        .version("1")
        .description(Some(
            "The API of Anteroom, the client portal and practice admin for therapists. Both applications use only this.\n\n\
             Times are RFC 3339 with offset, dates `YYYY-MM-DD`, zones IANA names, ids UUIDv7. Failures are `application/problem+json` \
             (RFC 9457) with a stable `code`. Every write accepts `Idempotency-Key`; records with a `version` answer an `ETag` and take `If-Match`.\n\n\
             Browsers send the session's cookie and the header `Anteroom-App`; other programs may send the same token as `Authorization: Bearer`.",
        ))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .contact(Some(ContactBuilder::new().name(Some("Anteroom")).url(Some("https://anteroom.dev")).build()))
        .build();
    let mut api = OpenApiBuilder::new().info(info).servers(Some([Server::new("/")])).tags(Some(tags())).build();
    let components = api.components.get_or_insert_default();
    answers::describe(components);
    platform::answers::describe(components);
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        "__Host-anteroom-admin",
        "The session's token: `__Host-anteroom-admin` for staff, `__Host-anteroom-portal` for clients; without the prefix on a plain-http demonstration.",
    ))));
    components.add_security_scheme(
        "app",
        SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
            caller::APP_HEADER,
            "`portal` or `admin`: which application calls. A page of another site cannot send it.",
        ))),
    );
    components.add_security_scheme(
        "bearer",
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .bearer_format("JWT")
                .description(Some("The session's token, for programs without cookies."))
                .build(),
        ),
    );
    api
}

fn tags() -> Vec<utoipa::openapi::Tag> {
    [
        ("access", "Coming in: sign-in, invitations, PINs, recovery, sessions, second factors."),
        ("portal access", "What staff do about a client's access."),
        ("practice", "The practice, its settings, offices, services and hours."),
        ("team", "The people who work there."),
        ("clients", "The people in care."),
        ("messaging", "Conversations between clients and the practice."),
        ("documents", "Documents to sign and forms to fill: templates, packets, what was sent, and what proves a signature."),
        ("booking", "Times, requests, appointments and calendars."),
        ("audit", "Who did or read what."),
    ]
    .map(|(name, description)| utoipa::openapi::tag::TagBuilder::new().name(name).description(Some(description)).build())
    .into()
}

/// The whole application.
pub fn app(
    platform: &Platform,
    limiter: &rate::Limiter,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody + use<>>, Error = Error, InitError = ()>
    + use<>,
> {
    let api = utoipa_actix_web::scope("/api/v1")
        .wrap(from_fn(idempotency::keep))
        .wrap(from_fn(body::guard))
        .wrap(from_fn(caller::guard))
        .configure(capabilities);
    let (app, _) = App::new()
        .app_data(web::Data::new(platform.clone()))
        .app_data(web::Data::new(limiter.clone()))
        .app_data(web::PayloadConfig::new(body::PAYLOAD_LIMIT))
        .into_utoipa_app()
        .service(api)
        .split_for_parts();
    let with_mailbox = platform.config.mailbox;
    app.configure(operations)
        .configure(assets::routes)
        .configure(embed::routes)
        .configure(|config| {
            if with_mailbox {
                mailbox::routes(config);
            }
        })
        .configure(pages::routes)
        .default_service(web::to(nothing))
        .wrap(Compress::default())
        .wrap(from_fn(rate::limit))
        .wrap(from_fn(headers::secure))
        .wrap(from_fn(log::request))
}

/// What operators and integrators ask for outside `/api/v1`.
fn operations(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/healthz").to(|| async { HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n") }))
        .service(web::resource("/readyz").to(ready))
        .service(web::resource("/api/openapi.json").to(description))
        .service(
            utoipa_swagger_ui::SwaggerUi::new("/api/docs/{_:.*}")
                .config(utoipa_swagger_ui::Config::from("/api/openapi.json").validator_url("none")),
        )
        .service(web::redirect("/api/docs", "/api/docs/"));
}

async fn description() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").insert_header((CACHE_CONTROL, "no-cache")).body(OPENAPI_JSON.as_str())
}

async fn ready(platform: platform::App) -> Result<HttpResponse, Problem> {
    if platform.db.is_ready().await {
        Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"))
    } else {
        Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "The database does not answer"))
    }
}

/// Paths of the API as the router matches them, with their methods.
static KNOWN: LazyLock<Vec<(actix_web::dev::ResourceDef, Vec<Method>)>> = LazyLock::new(|| {
    let methods = |item: &utoipa::openapi::PathItem| {
        let with = [(&item.get, Method::GET), (&item.post, Method::POST), (&item.put, Method::PUT), (&item.delete, Method::DELETE)];
        with.into_iter().filter(|(operation, _)| operation.is_some()).map(|(_, method)| method).collect()
    };
    OPENAPI.paths.paths.iter().map(|(path, item)| (actix_web::dev::ResourceDef::new(path.as_str()), methods(item))).collect()
});

/// What no route takes: 405 where the path is known, 404 where it is not; never the application's page (I1).
async fn nothing(request: HttpRequest) -> HttpResponse {
    if let Some((_, methods)) = KNOWN.iter().find(|(path, _)| path.is_match(request.path())) {
        let allow = methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
        let mut response = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "This cannot be done here")
            .detail(format!("Allowed: {allow}."))
            .error_response();
        if let Ok(value) = HeaderValue::from_str(&allow) {
            response.headers_mut().insert(ALLOW, value);
        }
        return response;
    }
    if request.path().starts_with("/api") { Problem::not_found().error_response() } else { pages::not_found() }
}
