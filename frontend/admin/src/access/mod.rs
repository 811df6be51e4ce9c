//! Coming in: sign-in with password and second factor, invitations, forgotten passwords, the first run of a practice
//! (`access.md` A18, A20, A22, A23, A27).

mod door;
mod enrol;
mod forgot;
mod join;
mod new_password;
mod recovery;
mod recovery_codes;
mod second_factor;
mod set_up;
mod sign_in;

pub use enrol::{EnrolPage, Enrolment};
pub use forgot::ForgotPage;
pub use join::JoinPage;
pub use new_password::NewPassword;
pub use recovery::RecoveryPage;
pub use recovery_codes::RecoveryCodeSheet;
pub use second_factor::SecondFactorPage;
pub use set_up::SetUpPage;
pub use sign_in::SignInPage;
