//! The *Client Portal* tab of a client's page (A2–A10).

use domain::ClientId;
use domain::access::portal_access::{
    ChangePortalEmail, CreatePortalInvitation, PinCode, PortalAccess, PreviewPortalInvitation, UpdatePortalAccess,
};
use domain::practice::email_text::EmailPreview;

use crate::{Api, Attempt, Failure};

impl Api {
    /// Everything the tab shows.
    pub async fn get_portal_access(&self, id: ClientId) -> Result<PortalAccess, Failure> {
        self.get(format_args!("/practice/clients/{id}/portal-access")).answer().await
    }

    /// Changes what the client may do. `stale` when `version` is not the latest.
    pub async fn update_portal_access(
        &self,
        attempt: &Attempt,
        id: ClientId,
        version: Option<i64>,
        input: &UpdatePortalAccess,
    ) -> Result<PortalAccess, Failure> {
        self.put(attempt, format_args!("/practice/clients/{id}/portal-access")).if_version(version).json(input)?.answer().await
    }

    /// Invites the client, or invites them again. At `/email`: `email_not_ok`, `not_an_address_of_the_client`,
    /// `email_taken`; else `signed_in_already`, `too_many_today`, `portal_closed`.
    pub async fn create_portal_invitation(
        &self,
        attempt: &Attempt,
        id: ClientId,
        input: &CreatePortalInvitation,
    ) -> Result<PortalAccess, Failure> {
        self.post(attempt, format_args!("/practice/clients/{id}/portal-invitations")).json(input)?.answer().await
    }

    /// The activation e-mail as it would arrive; nothing is sent.
    pub async fn preview_portal_invitation(
        &self,
        attempt: &Attempt,
        id: ClientId,
        input: &PreviewPortalInvitation,
    ) -> Result<EmailPreview, Failure> {
        self.post(attempt, format_args!("/practice/clients/{id}/portal-invitations/preview")).json(input)?.answer().await
    }

    /// Ends every session of the client's login and keeps them out (A8).
    pub async fn disable_portal_access(&self, attempt: &Attempt, id: ClientId) -> Result<PortalAccess, Failure> {
        self.post(attempt, format_args!("/practice/clients/{id}/portal-access/disablement")).answer().await
    }

    /// *Yes, disable and resend* (A7): the old login ends, a new invitation goes to the new address.
    pub async fn change_portal_email(&self, attempt: &Attempt, id: ClientId, input: &ChangePortalEmail) -> Result<PortalAccess, Failure> {
        self.post(attempt, format_args!("/practice/clients/{id}/portal-access/email-change")).json(input)?.answer().await
    }

    /// A PIN code to read out, shown this once (A9). `not_invited`, `disabled`.
    pub async fn create_pin_code(&self, attempt: &Attempt, id: ClientId) -> Result<PinCode, Failure> {
        self.post(attempt, format_args!("/practice/clients/{id}/pin-codes")).answer().await
    }
}
