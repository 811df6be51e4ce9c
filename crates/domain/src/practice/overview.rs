//! What the admin application opens with: what needs an answer, and the next steps of a new practice (S2, S10).

use serde::{Deserialize, Serialize};

use crate::ids::{ClientId, MailId};
use crate::text::{Email, PersonName};
use crate::time::Timestamp;

/// The first page of the admin application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PracticeOverview {
    /// Clients in care.
    pub active_clients: u64,
    /// Clients who were invited and never signed in.
    pub waiting_clients: Vec<WaitingClient>,
    /// E-mails that could not be delivered, the newest first, at most 20.
    pub undelivered: Vec<UndeliveredMail>,
    /// Requests for an appointment that wait for an answer of the practice.
    #[serde(default)]
    pub appointment_requests: u64,
    /// Sessions that stand or took place today, in the practice's zone.
    #[serde(default)]
    pub sessions_today: u64,
    /// Steps of a new practice; all done means the list need not be shown.
    pub checklist: Vec<ChecklistStep>,
}

/// A client who has not come in yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingClient {
    /// Who.
    pub client_id: ClientId,
    /// Their name.
    pub display_name: PersonName,
    /// When the last invitation was sent.
    pub invited_at: Timestamp,
    /// Until when its PIN works.
    pub expires_at: Timestamp,
}

/// An e-mail that did not arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndeliveredMail {
    /// Its id.
    pub id: MailId,
    /// To whom.
    pub to: Email,
    /// The client it is about, where there is one.
    pub client_id: Option<ClientId>,
    /// Their name.
    pub client: Option<PersonName>,
    /// Which e-mail: `portal_invitation`, ….
    pub kind: String,
    /// Why, in the mail server's words, shortened.
    pub reason: String,
    /// When it was given up.
    pub failed_at: Timestamp,
}

/// One of the first things to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Fill in the profile (telephone number and zone are there).
    Profile,
    /// Have an office.
    Office,
    /// Have a service.
    Service,
    /// Add the first client.
    FirstClient,
    /// Invite the first client.
    FirstInvitation,
}

/// A step and whether it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChecklistStep {
    /// Which.
    pub step: Step,
    /// Whether it is done.
    pub done: bool,
}
