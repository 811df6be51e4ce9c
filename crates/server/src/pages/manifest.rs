//! `/p/{slug}/manifest.webmanifest`: what a device that puts the portal on its home screen calls it, and where it begins.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, web};
use domain::practice::profile::PublicPractice;
use domain::practice::slug::Slug;
use platform::App;
use platform::problem::Problem;
use serde_json::{Value, json};

use super::{not_built, not_found};
use crate::assets;

/// The one that is no practice's, as the page names it before it is filled.
pub const GENERAL: &str = "/assets/portal/manifest.webmanifest";

/// Where a practice's is.
pub fn address(practice: &PublicPractice) -> String {
    format!("/p/{}/manifest.webmanifest", practice.slug.0)
}

/// A practice's. Nothing in it is about whoever asks.
pub async fn manifest(platform: App, slug: web::Path<String>) -> Result<HttpResponse, Problem> {
    let Some(practice) = practice::practices::by_slug(platform.db.read(), &Slug(slug.into_inner())).await? else { return Ok(not_found()) };
    let Some(general) = assets::text("portal/manifest.webmanifest") else { return Ok(not_built()) };
    let general = serde_json::from_str(&general).map_err(Problem::internal)?;
    let body = of(general, &practice.public(&platform).await?).to_string();
    Ok(HttpResponse::Ok().content_type("application/manifest+json").insert_header((CACHE_CONTROL, "no-cache")).body(body))
}

/// The general one, in the practice's name and for its pages only.
fn of(mut manifest: Value, practice: &PublicPractice) -> Value {
    let pages = format!("/p/{}/", practice.slug.0);
    let own = [
        ("id", pages.clone()),
        ("name", practice.name.clone()),
        ("short_name", practice.name.clone()),
        ("start_url", format!("{pages}home")),
        ("scope", pages),
        ("lang", practice.language.tag().to_owned()),
    ];
    for (name, value) in own {
        manifest[name] = json!(value);
    }
    if let Some(accent) = &practice.accent {
        manifest["theme_color"] = json!(accent);
    }
    manifest
}

#[cfg(test)]
mod tests {
    use domain::practice::profile::Language;
    use domain::time::Zone;

    use super::*;

    #[test]
    fn each_practice_is_an_application_of_its_own() {
        let practice = PublicPractice {
            slug: Slug("willow-reed".into()),
            name: "Willow & Reed Therapy".into(),
            phone: "+1 607 555 0142".into(),
            accent: Some("#284b7a".into()),
            logo_path: None,
            portal_open: true,
            language: Language::Es,
            pin_length: 4,
            zone: Zone("America/New_York".into()),
        };
        let general = json!({"name": "Client portal", "display": "standalone", "theme_color": "#1b5e57"});
        assert_eq!(
            of(general, &practice),
            json!({
                "id": "/p/willow-reed/", "name": "Willow & Reed Therapy", "short_name": "Willow & Reed Therapy", "lang": "es",
                "start_url": "/p/willow-reed/home", "scope": "/p/willow-reed/", "display": "standalone", "theme_color": "#284b7a",
            })
        );
    }
}
