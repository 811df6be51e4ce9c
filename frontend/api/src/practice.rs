//! The practice: what everybody, its clients and its staff see of it, and its settings (A1, S2, S5).

use domain::MailId;
use domain::practice::overview::PracticeOverview;
use domain::practice::profile::{PortalHome, PortalSettings, Practice, PracticeProfile, PublicPractice, SignInRules};
use domain::practice::slug::Slug;

use crate::call::segment;
use crate::{Api, Attempt, Failure};

impl Api {
    /// What anybody may know about a practice (A1); 404 when there is none at this address.
    pub async fn get_public_practice(&self, slug: &Slug) -> Result<PublicPractice, Failure> {
        self.get(format_args!("/public/{}", segment(&slug.0))).anyone().answer().await
    }

    /// The practice's logo as PNG; 404 when it has none.
    pub async fn get_public_logo(&self, slug: &Slug) -> Result<Vec<u8>, Failure> {
        self.get(format_args!("/public/{}/logo", segment(&slug.0))).anyone().file().await
    }

    /// A signed-in client's first page.
    pub async fn get_my_home(&self) -> Result<PortalHome, Failure> {
        self.get("/portal/home").answer().await
    }

    /// The practice as its staff see it.
    pub async fn get_practice(&self) -> Result<Practice, Failure> {
        self.get("/practice").answer().await
    }

    /// Changes name, number, zone and the like. `slug_taken`, `slug_locked`; `stale` when `version` is not the latest.
    pub async fn update_practice(&self, attempt: &Attempt, version: Option<i64>, input: &PracticeProfile) -> Result<Practice, Failure> {
        self.put(attempt, "/practice").if_version(version).json(input)?.answer().await
    }

    /// Changes what clients meet. `stale` when `version` is not the latest.
    pub async fn update_portal_settings(
        &self,
        attempt: &Attempt,
        version: Option<i64>,
        input: &PortalSettings,
    ) -> Result<Practice, Failure> {
        self.put(attempt, "/practice/portal-settings").if_version(version).json(input)?.answer().await
    }

    /// Changes how people sign in. `stale` when `version` is not the latest.
    pub async fn update_sign_in_rules(&self, attempt: &Attempt, version: Option<i64>, input: &SignInRules) -> Result<Practice, Failure> {
        self.put(attempt, "/practice/sign-in-rules").if_version(version).json(input)?.answer().await
    }

    /// Puts a picture (PNG, JPEG or WebP, at most 1 MiB) in place of the logo. `not_an_image`, `too_large`.
    pub async fn upload_logo(&self, attempt: &Attempt, content_type: &str, bytes: Vec<u8>) -> Result<Practice, Failure> {
        self.put(attempt, "/practice/logo").bytes(content_type, bytes).answer().await
    }

    /// Takes the logo away.
    pub async fn remove_logo(&self, attempt: &Attempt) -> Result<Practice, Failure> {
        self.delete(attempt, "/practice/logo").answer().await
    }

    /// What the admin application opens with.
    pub async fn get_practice_overview(&self) -> Result<PracticeOverview, Failure> {
        self.get("/practice/overview").answer().await
    }

    /// Sends an e-mail again that could not be delivered.
    pub async fn retry_email(&self, attempt: &Attempt, id: MailId) -> Result<(), Failure> {
        self.post(attempt, format_args!("/practice/undelivered-emails/{id}/retry")).done().await
    }
}
