//! The second factor of staff (A23).

use domain::access::second_factor::{ConfirmWithPassword, RecoveryCodes, SecondFactorCode, SecondFactorEnrolment};
use domain::access::session::SignedIn;

use crate::{Api, Attempt, Failure};

impl Api {
    /// A new secret for the authenticator app; in force once it is confirmed.
    pub async fn start_second_factor(&self, attempt: &Attempt) -> Result<SecondFactorEnrolment, Failure> {
        self.post(attempt, "/auth/second-factor/enrolment").answer().await
    }

    /// The first code of the app; gives the recovery codes and, at first sign-in, the full session. `wrong_code` at `/code`.
    pub async fn confirm_second_factor(&self, attempt: &Attempt, input: &SecondFactorCode) -> Result<RecoveryCodes, Failure> {
        self.post(attempt, "/auth/second-factor/confirmation").json(input)?.answer().await
    }

    /// The code, or a recovery code, at sign-in. `wrong_code` at `/code`.
    pub async fn verify_second_factor(&self, attempt: &Attempt, input: &SecondFactorCode) -> Result<SignedIn, Failure> {
        self.post(attempt, "/auth/second-factor/verification").json(input)?.answer().await
    }

    /// Turns it off. `second_factor_required` when the practice demands it.
    pub async fn remove_second_factor(&self, attempt: &Attempt, input: &ConfirmWithPassword) -> Result<(), Failure> {
        self.post(attempt, "/auth/second-factor/removal").json(input)?.done().await
    }

    /// Ten new recovery codes; the older ones stop working.
    pub async fn renew_recovery_codes(&self, attempt: &Attempt, input: &ConfirmWithPassword) -> Result<RecoveryCodes, Failure> {
        self.post(attempt, "/auth/second-factor/recovery-codes").json(input)?.answer().await
    }
}
