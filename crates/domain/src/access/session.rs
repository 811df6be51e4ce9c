//! Signing in and what a session is.

use serde::{Deserialize, Serialize};

use super::rights::Rights;
use crate::check::{Check, Checker};
use crate::ids::{ClientId, LoginId, SessionId, StaffId};
use crate::practice::profile::{Language, PublicPractice};
use crate::practice::slug::Slug;
use crate::practice::staff::Role;
use crate::text::{Email, PersonName, PersonalText, Secret};
use crate::time::Timestamp;

/// Which of the two applications somebody uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum App {
    /// The clients'.
    Portal,
    /// The clinicians'.
    Admin,
}

impl App {
    /// The name it has in JSON and in the header `Anteroom-App`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Admin => "admin",
        }
    }
}

/// What this installation is, to somebody who is not signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Installation {
    /// Whether there is a practice; if not, the set-up link makes one.
    pub set_up: bool,
    /// The address of the one practice, where there is just one.
    pub only_practice: Option<Slug>,
    /// Whether this is a demonstration with invented people and a built-in mailbox.
    pub demo: bool,
}

/// An e-mail and a password.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// To which application.
    pub app: App,
    /// Of which practice.
    pub practice: Slug,
    /// The e-mail, in any spelling of case.
    pub email: Email,
    /// The password.
    pub password: Secret,
}

impl Check for SignIn {
    fn check(&self, c: &mut Checker) {
        self.practice.check(c, "practice");
        c.required("email", self.email.as_str(), 254);
        super::password::check_given(c, "password", &self.password);
    }
}

/// What a session may do; a type of its own in the server for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// Everything the person may do.
    Full,
    /// Only set a password: after a PIN or a PIN code.
    MustSetPassword,
    /// Only give the second factor: staff, after the password.
    MustGiveSecondFactor,
    /// Only enrol a second factor: staff, where the practice demands one.
    MustEnrolSecondFactor,
    /// Only read and answer one conversation: a client, by the link of a notice (messaging.md, M9).
    MessageLink,
}

impl SessionKind {
    /// The name it has in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::MustSetPassword => "must_set_password",
            Self::MustGiveSecondFactor => "must_give_second_factor",
            Self::MustEnrolSecondFactor => "must_enrol_second_factor",
            Self::MessageLink => "message_link",
        }
    }
}

/// A session began: its token is in the cookie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// What it may do, and so which page comes next.
    pub kind: SessionKind,
    /// When it ends by itself.
    pub ends: SessionEnds,
}

/// When a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionEnds {
    /// Seconds from now until it ends for want of a request.
    pub idle_seconds: u32,
    /// Seconds from now until it ends in any case.
    pub absolute_seconds: u32,
}

/// Who is signed in, and as what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The session's kind; all but `full` may only do the next step.
    pub kind: SessionKind,
    /// When the session ends.
    pub ends: SessionEnds,
    /// The practice.
    pub practice: PublicPractice,
    /// The client, in the portal.
    pub client: Option<MeClient>,
    /// The staff member, in the admin application.
    pub staff: Option<MeStaff>,
}

/// The signed-in client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeClient {
    /// The client's id.
    pub id: ClientId,
    /// The login's id.
    pub login_id: LoginId,
    /// How they are called.
    pub first_name: PersonName,
    /// Name in full.
    pub display_name: PersonName,
    /// What they sign in with.
    pub email: Email,
    /// An address that waits for its confirmation.
    pub pending_email: Option<Email>,
    /// What they may do.
    pub rights: Rights,
    /// The language of pages and e-mails.
    pub language: Language,
    /// Which notices they want.
    pub notices: Notices,
    /// Whether they may see who looked at their record.
    pub sees_record_access: bool,
}

/// The signed-in staff member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeStaff {
    /// Their id.
    pub id: StaffId,
    /// Name with credentials.
    pub display_name: PersonName,
    /// What they sign in with.
    pub email: Email,
    /// What they may do.
    pub role: Role,
    /// Whether a second factor is enrolled.
    pub second_factor: bool,
    /// Recovery codes that are left.
    pub recovery_codes_left: u32,
}

/// Which e-mails a client wants beside those that must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// Tell me by e-mail when a new device signs in.
    pub new_device: bool,
}

impl Default for Notices {
    fn default() -> Self {
        Self { new_device: true }
    }
}

/// A signed-in device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    /// The session's id.
    pub id: SessionId,
    /// Browser and system, such as *Chrome on Android*.
    pub label: PersonalText,
    /// When it signed in.
    pub signed_in_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Timestamp,
    /// The one this request came from.
    pub current: bool,
}

/// The devices, this one first, then the latest used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DevicePage {
    /// The devices.
    pub items: Vec<Device>,
    /// Always none: the list is short.
    pub next_cursor: Option<String>,
}
