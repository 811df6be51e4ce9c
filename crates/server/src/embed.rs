//! Booking on the practice's own web site: one script that opens the page for new clients there, and the list of sites
//! that may frame it. Every other page may be framed by nobody.

use actix_web::http::header::{CACHE_CONTROL, HeaderName};
use actix_web::{HttpResponse, web};

/// `/embed/booking.js`
pub fn routes(config: &mut web::ServiceConfig) {
    config.service(web::resource("/embed/booking.js").to(script));
}

async fn script() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/javascript; charset=utf-8")
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        // The one file that other sites load.
        .insert_header((HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"))
        .body(include_str!("embed/booking.js"))
}

/// Whether the portal's page at `rest` is the door for new clients.
#[must_use]
pub fn may_be_framed(rest: &str) -> bool {
    rest == "new" || rest.starts_with("new/")
}

/// The page's policy with `sites` as those that may frame it.
#[must_use]
pub fn framed_by(policy: &str, sites: &[String]) -> String {
    if sites.is_empty() {
        return policy.to_owned();
    }
    policy.replace("frame-ancestors 'none'", &format!("frame-ancestors 'self' {}", sites.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b11_the_door_alone_may_be_framed_and_by_the_listed_sites_alone() {
        assert!(may_be_framed("new") && may_be_framed("new/code"));
        assert!(["", "newer", "sign-in", "appointments", "appointments/new"].iter().all(|rest| !may_be_framed(rest)));
        let policy = "default-src 'none'; frame-ancestors 'none'";
        assert_eq!(framed_by(policy, &[]), policy);
        assert_eq!(
            framed_by(policy, &["https://a.example".into(), "https://b.example:8443".into()]),
            "default-src 'none'; frame-ancestors 'self' https://a.example https://b.example:8443"
        );
    }
}
