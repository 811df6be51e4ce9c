//! Coming in without a password: the invitation's PIN, the PIN code of the telephone, the recovery link.

use serde::{Deserialize, Serialize};

use super::password::{check_given, check_new};
use super::session::App;
use crate::check::{Check, Checker};
use crate::practice::slug::Slug;
use crate::text::{Email, PersonName, Secret};

/// E-mail and PIN on the Welcome page, with the link's token (A12–A15).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenWelcome {
    /// Which practice.
    pub practice: Slug,
    /// The invited address.
    pub email: Email,
    /// The PIN of the newest e-mail.
    pub pin: Secret,
    /// The token of the link, from its fragment.
    pub link_token: Secret,
}

impl Check for OpenWelcome {
    fn check(&self, c: &mut Checker) {
        self.practice.check(c, "practice");
        c.required("email", self.email.as_str(), 254);
        check_given(c, "pin", &self.pin);
        check_given(c, "link_token", &self.link_token);
    }
}

/// E-mail and PIN code on the sign-in page (A9).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RedeemPinCode {
    /// Which practice.
    pub practice: Slug,
    /// The e-mail of the login.
    pub email: Email,
    /// The six digits.
    pub code: Secret,
}

impl Check for RedeemPinCode {
    fn check(&self, c: &mut Checker) {
        self.practice.check(c, "practice");
        c.required("email", self.email.as_str(), 254);
        check_given(c, "code", &self.code);
    }
}

/// *Forgot your password?* (A18)
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestPasswordRecovery {
    /// For which application.
    pub app: App,
    /// Which practice.
    pub practice: Slug,
    /// The e-mail of the login.
    pub email: Email,
}

impl Check for RequestPasswordRecovery {
    fn check(&self, c: &mut Checker) {
        self.practice.check(c, "practice");
        self.email.check(c, "email");
    }
}

/// A new password by the link of a recovery e-mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecoverPassword {
    /// For which application.
    pub app: App,
    /// Which practice.
    pub practice: Slug,
    /// The token of the link, from its fragment.
    pub token: Secret,
    /// The new password.
    pub password: Secret,
}

impl Check for RecoverPassword {
    fn check(&self, c: &mut Checker) {
        self.practice.check(c, "practice");
        check_given(c, "token", &self.token);
        check_new(c, "password", &self.password, 8);
    }
}

/// A staff member's first password, by the link of their invitation (S6).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptStaffInvitation {
    /// Which practice.
    pub practice: Slug,
    /// The invited address.
    pub email: Email,
    /// The token of the link, from its fragment.
    pub token: Secret,
    /// Their password.
    pub password: Secret,
}

impl Check for AcceptStaffInvitation {
    fn check(&self, c: &mut Checker) {
        self.practice.check(c, "practice");
        c.required("email", self.email.as_str(), 254);
        check_given(c, "token", &self.token);
        check_new(c, "password", &self.password, 8);
    }
}

/// Who may set a password now, for the page that asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordSetter {
    /// How they are called.
    pub first_name: PersonName,
    /// What they will sign in with.
    pub email: Email,
}
