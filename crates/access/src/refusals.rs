//! What people read who could not come in. One text for every reason, so that nothing can be learnt from it.

use actix_web::http::StatusCode;
use platform::problem::Problem;

/// E-mail and password do not let anybody in.
#[must_use]
pub fn sign_in() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "sign_in_refused", "E-mail and password do not fit")
        .detail("Check the spelling of both. If you were invited and have never signed in here, open the link of your invitation instead.")
}

/// E-mail, PIN and link, or e-mail and PIN code, do not let anybody in (A15).
#[must_use]
pub fn pin() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "pin_refused", "That did not work")
        .detail("Check the e-mail, and use the PIN of the newest message. After five wrong tries a PIN stops working; the practice can give you a new one.")
}

/// The link is used, replaced, too old or none of ours.
#[must_use]
pub fn link() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "link_refused", "This link does not work any more")
        .detail("It was used, replaced by a newer one, or is too old. Please ask for a new one.")
}

/// The practice has switched its portal off (A1).
#[must_use]
pub fn portal_closed() -> Problem {
    Problem::conflict("portal_closed", "The portal is switched off")
        .detail("The practice has switched its portal off. Its telephone number is on the portal page.")
}

/// The password in force was asked for and another one was given.
#[must_use]
pub fn wrong_password(pointer: &str) -> Problem {
    Problem::field(pointer, "wrong_password", "This is not your current password.")
}

/// A code of the second factor does not fit, or was used before.
#[must_use]
pub fn wrong_code() -> Problem {
    Problem::field("/code", "wrong_code", "This code does not fit. Use the newest one; each works once.")
}

/// The client has no login yet.
#[must_use]
pub fn not_invited() -> Problem {
    Problem::conflict("not_invited", "This client has not been invited yet").detail("Send an invitation first.")
}
