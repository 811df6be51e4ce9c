//! Who does something with a document, as its trail names them.

use actix_web::HttpRequest;
use actix_web::http::header::USER_AGENT;
use domain::text::PersonalText;
use platform::caller::{Client, Staff};
use platform::problem::Problem;
use practice::{clients, staff};
use sea_orm::ConnectionTrait;

use crate::store::trail::By;

/// The most characters that are kept of what a browser says of itself.
const LONGEST_USER_AGENT: usize = 400;

/// The client, with the browser that `request` came from.
///
/// # Errors
/// 404 when they are gone.
pub async fn client(db: &impl ConnectionTrait, caller: &Client, request: &HttpRequest) -> Result<By, Problem> {
    let record = clients::find(db, caller.scope(), caller.client).await?.ok_or_else(Problem::not_found)?;
    Ok(By { actor: caller.actor(), name: Some(record.display_name()), user_agent: user_agent(request) })
}

/// The staff member, with the browser that `request` came from.
///
/// # Errors
/// 404 when they are gone.
pub async fn member<R>(db: &impl ConnectionTrait, caller: &Staff<R>, request: &HttpRequest) -> Result<By, Problem> {
    let record = staff::find(db, caller.scope(), caller.staff).await?.ok_or_else(Problem::not_found)?;
    Ok(By { actor: caller.actor(), name: Some(staff::display_name(&record)), user_agent: user_agent(request) })
}

/// What the browser or program says of itself, in its own words.
fn user_agent(request: &HttpRequest) -> Option<PersonalText> {
    let said = request.headers().get(USER_AGENT)?;
    let said = String::from_utf8_lossy(said.as_bytes());
    let kept: String = said.chars().filter(|ch| !ch.is_control()).take(LONGEST_USER_AGENT).collect();
    (!kept.trim().is_empty()).then(|| kept.into())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn d8_what_a_browser_says_of_itself_is_kept_whole_up_to_400_characters() {
        let says = |text: &str| {
            let request = TestRequest::default().insert_header((USER_AGENT, text)).to_http_request();
            user_agent(&request).map(String::from)
        };
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(says(firefox).as_deref(), Some(firefox));
        assert_eq!(says(&"x".repeat(3_000)), Some("x".repeat(400)));
        assert_eq!(says("a\tb").as_deref(), Some("ab"));
        assert_eq!(says(" "), None);
        assert_eq!(user_agent(&TestRequest::default().to_http_request()), None);
    }
}
