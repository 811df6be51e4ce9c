//! The built-in mailbox: what would have been sent, readable at `/dev/mailbox`. Only there when configured.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, LOCATION};
use actix_web::{HttpResponse, web};
use domain::MailId;
use platform::mail::CalendarFile;
use platform::problem::Problem;
use platform::{App, outbox};
use serde::Deserialize;

use crate::pages::escape;

#[derive(Deserialize)]
struct Filter {
    to: Option<String>,
}

/// `/dev/mailbox` and `/dev/mailbox.json`
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/dev").to(|| async { HttpResponse::SeeOther().insert_header((LOCATION, "/dev/mailbox")).finish() }))
        .service(web::resource("/dev/mailbox").to(page))
        .service(
            web::resource("/dev/mailbox.css")
                .to(|| async { HttpResponse::Ok().content_type("text/css; charset=utf-8").body(include_str!("mailbox.css")) }),
        )
        .service(web::resource("/dev/mailbox.json").to(json))
        .service(web::resource("/dev/mailbox/{id}.ics").to(calendar_file));
}

/// The calendar file of one mail, as a mail program would offer it.
async fn calendar_file(platform: App, id: web::Path<uuid::Uuid>) -> Result<HttpResponse, Problem> {
    let text = outbox::calendar_file(&platform, MailId(id.into_inner())).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", CalendarFile::NAME)))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(text))
}

async fn json(platform: App, filter: web::Query<Filter>) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(outbox::recent(&platform, filter.to.as_deref(), 200).await?))
}

async fn page(platform: App, filter: web::Query<Filter>) -> Result<HttpResponse, Problem> {
    let mails = outbox::recent(&platform, filter.to.as_deref(), 100).await?;
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Mailbox</title>\
         <link rel=\"stylesheet\" href=\"/dev/mailbox.css\"><main><h1>Mailbox</h1><p>E-mails that this installation would have sent, the newest first. Only in demonstrations and development.</p>",
    );
    if mails.is_empty() {
        html.push_str("<p>Nothing yet. Invite a client and look again.</p>");
    }
    for mail in &mails {
        let file = mail.calendar.as_ref().map_or_else(String::new, |text| {
            format!(
                "<p><a href=\"/dev/mailbox/{}.ics\">{}</a></p><details><summary>What is in it</summary><pre>{}</pre></details>",
                mail.id,
                CalendarFile::NAME,
                escape(text)
            )
        });
        html.push_str(&format!(
            "<article><h2>{}</h2><p><small>To {} · {}</small></p><pre>{}</pre>{file}</article>",
            escape(&mail.subject),
            escape(mail.to.as_str()),
            mail.at,
            with_links(&mail.text),
        ));
    }
    html.push_str("</main></html>");
    let policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, policy))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(html))
}

/// The text with its addresses as links.
fn with_links(text: &str) -> String {
    let word = |word: &str| {
        let safe = escape(word);
        if word.starts_with("https://") || word.starts_with("http://") { format!("<a href=\"{safe}\">{safe}</a>") } else { safe }
    };
    text.split('\n').map(|line| line.split(' ').map(word).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n")
}
