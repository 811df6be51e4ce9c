//! Coming in: set-up, signing in and out, invitations, recovery (`access.md` A12 to A20, A27).

use domain::access::account::ConfirmEmailChange;
use domain::access::password::SetPassword;
use domain::access::session::{Installation, Me, SessionEnds, SignIn, SignedIn};
use domain::access::welcome::{
    AcceptStaffInvitation, OpenWelcome, PasswordSetter, RecoverPassword, RedeemPinCode, RequestPasswordRecovery,
};
use domain::practice::profile::SetUpPractice;

use crate::{Api, Attempt, Failure};

impl Api {
    /// What this installation is, to somebody who is not signed in.
    pub async fn get_installation(&self) -> Result<Installation, Failure> {
        self.get("/auth/installation").anyone().answer().await
    }

    /// Makes the first practice and its owner, who is signed in by it (A27).
    pub async fn set_up_practice(&self, attempt: &Attempt, input: &SetUpPractice) -> Result<SignedIn, Failure> {
        self.post(attempt, "/auth/installation").anyone().json(input)?.answer().await
    }

    /// Signs in with e-mail and password (A17). `sign_in_refused` when they do not fit, `wait` after too many tries.
    pub async fn sign_in(&self, attempt: &Attempt, input: &SignIn) -> Result<SignedIn, Failure> {
        self.post(attempt, "/auth/sessions").anyone().json(input)?.answer().await
    }

    /// Ends this session; succeeds without one, too.
    pub async fn sign_out(&self, attempt: &Attempt) -> Result<(), Failure> {
        self.delete(attempt, "/auth/sessions/current").anyone().done().await
    }

    /// *Stay signed in* (A20): the idle time begins anew.
    pub async fn renew_session(&self, attempt: &Attempt) -> Result<SessionEnds, Failure> {
        self.post(attempt, "/auth/sessions/current/renewal").answer().await
    }

    /// Who is signed in, and as what; 401 when nobody is.
    pub async fn get_me(&self) -> Result<Me, Failure> {
        self.get("/auth/me").answer().await
    }

    /// E-mail and PIN on the Welcome page (A12–A15). `pin_refused` for everything that does not fit.
    pub async fn open_welcome(&self, attempt: &Attempt, input: &OpenWelcome) -> Result<SignedIn, Failure> {
        self.post(attempt, "/auth/welcome").anyone().json(input)?.answer().await
    }

    /// E-mail and the six digits that the practice read out (A9). `pin_refused` for everything that does not fit.
    pub async fn redeem_pin_code(&self, attempt: &Attempt, input: &RedeemPinCode) -> Result<SignedIn, Failure> {
        self.post(attempt, "/auth/pin-codes/redemption").anyone().json(input)?.answer().await
    }

    /// Who may set a password now.
    pub async fn get_password_setter(&self) -> Result<PasswordSetter, Failure> {
        self.get("/auth/password").answer().await
    }

    /// Sets the password after a PIN or PIN code; the person is signed in by it (A13).
    pub async fn set_password(&self, attempt: &Attempt, input: &SetPassword) -> Result<SignedIn, Failure> {
        self.post(attempt, "/auth/password").json(input)?.answer().await
    }

    /// *Forgot your password?* (A18): the same answer for addresses that nobody has.
    pub async fn request_password_recovery(&self, attempt: &Attempt, input: &RequestPasswordRecovery) -> Result<(), Failure> {
        self.post(attempt, "/auth/recovery-requests").anyone().json(input)?.done().await
    }

    /// A new password by the link of a recovery e-mail; they sign in with it then. `link_refused` for a dead link.
    pub async fn recover_password(&self, attempt: &Attempt, input: &RecoverPassword) -> Result<(), Failure> {
        self.post(attempt, "/auth/recoveries").anyone().json(input)?.done().await
    }

    /// A staff member's first password, by the link of their invitation (S6). `link_refused` for a dead link.
    pub async fn accept_staff_invitation(&self, attempt: &Attempt, input: &AcceptStaffInvitation) -> Result<SignedIn, Failure> {
        self.post(attempt, "/auth/staff-invitations/acceptance").anyone().json(input)?.answer().await
    }

    /// Confirms a new e-mail address by the link sent there (A21). `link_refused` for a dead link.
    pub async fn confirm_email_change(&self, attempt: &Attempt, input: &ConfirmEmailChange) -> Result<(), Failure> {
        self.post(attempt, "/auth/email-changes/confirmation").anyone().json(input)?.done().await
    }
}
