//! The *Client Portal* tab of a client's page (A2–A9).

use serde::{Deserialize, Serialize};

use super::rights::Rights;
use crate::check::{Check, Checker};
use crate::ids::{InvitationId, PinCodeId};
use crate::practice::email_text::{EmailKind, Wording};
use crate::text::{Email, Secret};
use crate::time::Timestamp;

/// Resends of an invitation a day for one client (A6).
pub const MOST_RESENDS_A_DAY: u32 = 3;
/// Tries a PIN or a PIN code has (A9, A15).
pub const MOST_PIN_TRIES: i32 = 5;
/// Days an invitation is valid (A4).
pub const INVITATION_DAYS: i64 = 7;
/// Minutes a PIN code is valid (A9).
pub const PIN_CODE_MINUTES: i64 = 10;
/// Minutes a recovery link is valid (A18).
pub const RECOVERY_MINUTES: i64 = 30;
/// Recovery links that stay valid beside each other until one is used (A18).
pub const RECOVERY_LINKS: u64 = 3;
/// Hours in which a new e-mail address can be confirmed (A21).
pub const EMAIL_CHANGE_HOURS: i64 = 24;
/// Days an invitation to work here is valid (S6).
pub const STAFF_INVITATION_DAYS: i64 = 7;
/// Recovery codes that stand in for a lost authenticator app (A23).
pub const RECOVERY_CODES: usize = 10;

/// Where a client stands with the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccessState {
    /// No invitation was sent.
    NotInvited,
    /// Invited, not signed in yet.
    Invited,
    /// Has a password.
    Active,
    /// Cannot come in.
    Disabled,
}

impl AccessState {
    /// The name it has in JSON and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotInvited => "not_invited",
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }
}

/// What became of an e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waits to be sent, or to be tried again.
    Queued,
    /// The mail server took it.
    Sent,
    /// Given up.
    Failed,
    /// Withdrawn before it was sent: a newer one took its place.
    Withdrawn,
}

/// An e-mail's way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// How far it is.
    pub state: DeliveryState,
    /// When that was.
    pub at: Timestamp,
    /// Why it failed, or why it is being tried again, in the mail server's words, shortened.
    pub reason: Option<String>,
}

/// The last invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationSummary {
    /// Its id.
    pub id: InvitationId,
    /// To which address.
    pub sent_to: Email,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Until when its PIN works.
    pub expires_at: Timestamp,
    /// Five wrong PINs burnt it (A15).
    pub burnt: bool,
    /// What became of the e-mail.
    pub delivery: Delivery,
}

/// Why an invitation cannot be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvitationBar {
    /// The client has no e-mail address.
    NoEmail,
    /// *E-mail ok* is not ticked for any address (A3).
    EmailNotOk,
    /// The client has signed in already (A6).
    SignedInAlready,
    /// Three were sent again today (A6).
    TooManyToday,
    /// The practice has switched the portal off (A1).
    PortalClosed,
}

/// An address the client can be invited at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailChoice {
    /// The address.
    pub address: Email,
    /// Whether *E-mail ok* is ticked.
    pub email_ok: bool,
}

/// Everything the *Client Portal* tab shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalAccess {
    /// Counts the changes; the ETag.
    pub version: i64,
    /// Where the client stands.
    pub state: AccessState,
    /// The login's e-mail, once invited.
    pub email: Option<Email>,
    /// All of the client's addresses.
    pub email_choices: Vec<EmailChoice>,
    /// What the client may do, or will.
    pub rights: Rights,
    /// When they first signed in.
    pub first_signed_in_at: Option<Timestamp>,
    /// When they last signed in.
    pub last_signed_in_at: Option<Timestamp>,
    /// The last invitation.
    pub invitation: Option<InvitationSummary>,
    /// Why none can be sent now.
    pub bar: Option<InvitationBar>,
    /// Resends that are left today.
    pub resends_left: u32,
    /// The activation e-mail's words in the client's language, to edit before sending; placeholders not filled.
    pub wording: Wording,
}

/// Invite, or invite again (A2, A6).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreatePortalInvitation {
    /// One of the client's addresses with *E-mail ok*.
    pub email: Email,
    /// What the client may do; the practice's usual rights when left out.
    #[serde(default)]
    pub rights: Option<Rights>,
    /// The activation e-mail's words; the practice's own when left out. Link and PIN are always put in.
    #[serde(default)]
    pub wording: Option<Wording>,
}

impl Check for CreatePortalInvitation {
    fn check(&self, c: &mut Checker) {
        self.email.check(c, "email");
        if let Some(wording) = &self.wording {
            c.within("wording", |c| wording.check_for(EmailKind::PortalInvitation, c));
        }
    }
}

/// The activation e-mail as it would arrive.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PreviewPortalInvitation {
    /// The words.
    pub wording: Wording,
}

impl Check for PreviewPortalInvitation {
    fn check(&self, c: &mut Checker) {
        c.within("wording", |c| self.wording.check_for(EmailKind::PortalInvitation, c));
    }
}

/// New rights.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdatePortalAccess {
    /// What the client may do.
    pub rights: Rights,
}

impl Check for UpdatePortalAccess {
    fn check(&self, _: &mut Checker) {}
}

/// Move the access to another of the client's addresses: *Yes, disable and resend* (A7).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePortalEmail {
    /// The new address, with *E-mail ok*.
    pub email: Email,
}

impl Check for ChangePortalEmail {
    fn check(&self, c: &mut Checker) {
        self.email.check(c, "email");
    }
}

/// A PIN code, shown this once (A9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PinCode {
    /// Its id.
    pub id: PinCodeId,
    /// The six digits.
    pub code: Secret,
    /// The address it works with.
    pub email: Email,
    /// Until when.
    pub expires_at: Timestamp,
}
