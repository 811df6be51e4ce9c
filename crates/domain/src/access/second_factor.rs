//! The second factor of staff: time-based codes (RFC 6238) and recovery codes (A23).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::text::Secret;

/// What an authenticator app needs; shown until it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorEnrolment {
    /// The secret in Base32, to type.
    pub secret: Secret,
    /// The same as `otpauth://` address.
    pub uri: Secret,
    /// The same as a picture to scan: SVG.
    pub qr_svg: Secret,
}

/// A code of the authenticator app: six digits.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SecondFactorCode {
    /// The six digits, or one of the recovery codes where the operation says so.
    pub code: Secret,
}

impl Check for SecondFactorCode {
    fn check(&self, c: &mut Checker) {
        super::password::check_given(c, "code", &self.code);
    }
}

/// Turning the second factor off, or making new recovery codes, asks for the password again.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmWithPassword {
    /// The password in force.
    pub password: Secret,
}

impl Check for ConfirmWithPassword {
    fn check(&self, c: &mut Checker) {
        super::password::check_given(c, "password", &self.password);
    }
}

/// Ten codes that each work once in place of the app; shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes, such as `k7p2-9xqm`.
    pub codes: Vec<Secret>,
}
