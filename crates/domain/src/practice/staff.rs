//! The people who work at the practice (S6).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::ids::StaffId;
use crate::text::{Email, PersonName};
use crate::time::Timestamp;

/// What somebody may do in the admin application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, the team and the settings included.
    Owner,
    /// Clients and all that belongs to their care.
    Clinician,
    /// Clients and their billing.
    Biller,
    /// Clients, requests and invitations.
    FrontDesk,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Clinician, Self::Biller, Self::FrontDesk];

    /// The name it has in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Clinician => "clinician",
            Self::Biller => "biller",
            Self::FrontDesk => "front_desk",
        }
    }
}

/// Whether a staff member can come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StaffState {
    /// Was invited and has no password yet.
    Invited,
    /// Works here.
    Active,
    /// Cannot sign in.
    Deactivated,
}

/// How a staff member is named to clients and in lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffName {
    /// Their id.
    pub id: StaffId,
    /// First and last name with credentials behind, such as *Jordan Hale, PhD*.
    pub display_name: PersonName,
}

/// What staff say of a colleague.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffInput {
    /// First name.
    pub first_name: PersonName,
    /// Last name.
    pub last_name: PersonName,
    /// Letters behind the name, such as *PhD, LCSW*; may be empty.
    #[serde(default)]
    pub credentials: String,
    /// What they may do.
    pub role: Role,
    /// National Provider Identifier, where they have one: 10 digits with a check digit (45 CFR 162.406).
    #[serde(default)]
    pub npi: Option<String>,
    /// Licence number and state, where they have one.
    #[serde(default)]
    pub license: Option<String>,
}

impl Check for StaffInput {
    fn check(&self, c: &mut Checker) {
        self.first_name.check(c, "first_name");
        self.last_name.check(c, "last_name");
        c.optional("credentials", &self.credentials, 60);
        if let Some(npi) = &self.npi {
            c.ensure(is_npi(npi), "npi", "npi", "An NPI has 10 digits; please look at them again.");
        }
        if let Some(license) = &self.license {
            c.optional("license", license, 60);
        }
    }
}

/// Ten digits whose last is the Luhn check digit of `80840` and the first nine (45 CFR 162.406, CMS NPI standard).
#[must_use]
pub fn is_npi(text: &str) -> bool {
    if text.len() != 10 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let digits = "80840".bytes().chain(text.bytes()).map(|b| u32::from(b - b'0'));
    let sum: u32 = digits.rev().enumerate().map(|(i, d)| if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { d }).sum();
    sum.is_multiple_of(10)
}

/// A staff member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMember {
    /// Their id.
    pub id: StaffId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// Name with credentials.
    pub display_name: PersonName,
    /// What they sign in with.
    pub email: Email,
    /// Who they are and what they may do.
    pub details: StaffInput,
    /// Whether they can come in.
    pub state: StaffState,
    /// Whether a second factor is enrolled.
    pub second_factor: bool,
    /// When they last signed in.
    pub last_sign_in_at: Option<Timestamp>,
}

/// The team, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffPage {
    /// This page's people.
    pub items: Vec<StaffMember>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

/// An invitation to work here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InviteStaff {
    /// Where the invitation goes; what they sign in with.
    pub email: Email,
    /// Who they are and what they may do.
    pub details: StaffInput,
}

impl Check for InviteStaff {
    fn check(&self, c: &mut Checker) {
        self.email.check(c, "email");
        c.within("details", |c| self.details.check(c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_npi_has_a_check_digit() {
        // The example of the CMS standard.
        assert!(is_npi("1234567893"));
        for bad in ["1234567890", "123456789", "12345678933", "123456789x", ""] {
            assert!(!is_npi(bad), "{bad}");
        }
    }
}
