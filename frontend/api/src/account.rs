//! *My account*: password, e-mail, preferences, devices (A21).

use domain::SessionId;
use domain::access::account::{RequestEmailChange, UpdatePreferences};
use domain::access::password::ChangePassword;
use domain::access::session::{DevicePage, Me};

use crate::{Api, Attempt, Failure};

impl Api {
    /// Another password; the other sessions end. `wrong_password` at `/current_password` when that does not fit.
    pub async fn change_password(&self, attempt: &Attempt, input: &ChangePassword) -> Result<(), Failure> {
        self.post(attempt, "/auth/password-changes").json(input)?.done().await
    }

    /// Asks for another e-mail address: a link goes to the new one, word of it to the old.
    pub async fn request_email_change(&self, attempt: &Attempt, input: &RequestEmailChange) -> Result<(), Failure> {
        self.post(attempt, "/auth/email-changes").json(input)?.done().await
    }

    /// Changes language and notices of the signed-in client.
    pub async fn update_preferences(&self, attempt: &Attempt, input: &UpdatePreferences) -> Result<Me, Failure> {
        self.put(attempt, "/auth/preferences").json(input)?.answer().await
    }

    /// Where this person is signed in.
    pub async fn list_devices(&self) -> Result<DevicePage, Failure> {
        self.get("/auth/devices").answer().await
    }

    /// Signs one device out.
    pub async fn sign_out_device(&self, attempt: &Attempt, id: SessionId) -> Result<(), Failure> {
        self.delete(attempt, format_args!("/auth/devices/{id}")).done().await
    }

    /// Signs all devices out, this one too.
    pub async fn sign_out_everywhere(&self, attempt: &Attempt) -> Result<(), Failure> {
        self.delete(attempt, "/auth/devices").done().await
    }
}
