//! The team and its hours (S6, A23).

use domain::StaffId;
use domain::practice::availability::{Availability, SetAvailability};
use domain::practice::staff::{InviteStaff, StaffInput, StaffMember, StaffPage};

use crate::{Api, Attempt, Failure};

impl Api {
    /// The team, by name.
    pub async fn list_staff(&self) -> Result<StaffPage, Failure> {
        self.get("/practice/staff").answer().await
    }

    /// One staff member.
    pub async fn get_staff_member(&self, id: StaffId) -> Result<StaffMember, Failure> {
        self.get(format_args!("/practice/staff/{id}")).answer().await
    }

    /// Invites somebody to work here. `email_taken`.
    pub async fn invite_staff(&self, attempt: &Attempt, input: &InviteStaff) -> Result<StaffMember, Failure> {
        self.post(attempt, "/practice/staff").json(input)?.answer().await
    }

    /// Changes who they are and what they may do; a new role ends their sessions. `last_owner`, `stale`.
    pub async fn update_staff(
        &self,
        attempt: &Attempt,
        id: StaffId,
        version: Option<i64>,
        input: &StaffInput,
    ) -> Result<StaffMember, Failure> {
        self.put(attempt, format_args!("/practice/staff/{id}")).if_version(version).json(input)?.answer().await
    }

    /// Sends the invitation again. `signed_in_already`.
    pub async fn resend_staff_invitation(&self, attempt: &Attempt, id: StaffId) -> Result<StaffMember, Failure> {
        self.post(attempt, format_args!("/practice/staff/{id}/invitations")).answer().await
    }

    /// Ends their sessions and keeps them out. `last_owner`.
    pub async fn deactivate_staff(&self, attempt: &Attempt, id: StaffId) -> Result<StaffMember, Failure> {
        self.post(attempt, format_args!("/practice/staff/{id}/deactivation")).answer().await
    }

    /// Lets them in again.
    pub async fn reactivate_staff(&self, attempt: &Attempt, id: StaffId) -> Result<StaffMember, Failure> {
        self.post(attempt, format_args!("/practice/staff/{id}/reactivation")).answer().await
    }

    /// Takes their second factor away, for somebody who lost the device; their sessions end.
    pub async fn reset_second_factor(&self, attempt: &Attempt, id: StaffId) -> Result<StaffMember, Failure> {
        self.post(attempt, format_args!("/practice/staff/{id}/second-factor-reset")).answer().await
    }

    /// A clinician's weekly hours.
    pub async fn get_availability(&self, id: StaffId) -> Result<Availability, Failure> {
        self.get(format_args!("/practice/staff/{id}/availability")).answer().await
    }

    /// New weekly hours, in place of the old. `stale` when `version` is not the latest.
    pub async fn set_availability(
        &self,
        attempt: &Attempt,
        id: StaffId,
        version: Option<i64>,
        input: &SetAvailability,
    ) -> Result<Availability, Failure> {
        self.put(attempt, format_args!("/practice/staff/{id}/availability")).if_version(version).json(input)?.answer().await
    }
}
