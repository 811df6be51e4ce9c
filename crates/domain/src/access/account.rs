//! *My account* (A21).

use serde::{Deserialize, Serialize};

use super::password::check_given;
use super::session::Notices;
use crate::check::{Check, Checker};
use crate::practice::profile::Language;
use crate::practice::slug::Slug;
use crate::text::{Email, Secret};

/// Ask for another e-mail address; it is confirmed on the new one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestEmailChange {
    /// The password in force.
    pub password: Secret,
    /// The new address.
    pub new_email: Email,
}

impl Check for RequestEmailChange {
    fn check(&self, c: &mut Checker) {
        check_given(c, "password", &self.password);
        self.new_email.check(c, "new_email");
    }
}

/// The token that was sent to the new address.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmEmailChange {
    /// Which practice.
    pub practice: Slug,
    /// The token of the link, from its fragment.
    pub token: Secret,
}

impl Check for ConfirmEmailChange {
    fn check(&self, c: &mut Checker) {
        self.practice.check(c, "practice");
        check_given(c, "token", &self.token);
    }
}

/// Language and notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdatePreferences {
    /// The language of pages and e-mails.
    pub language: Language,
    /// Which notices they want.
    pub notices: Notices,
}

impl Check for UpdatePreferences {
    fn check(&self, _: &mut Checker) {}
}
