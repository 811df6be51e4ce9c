//! What is refused for where an appointment stands.

use domain::booking::appointment::AppointmentStatus;
use domain::booking::engine::Refused;
use platform::problem::Problem;

use crate::refusals::settled;

/// The answer of the rules to a change of status.
pub fn of_status(refused: Refused) -> Problem {
    match refused {
        Refused::NotBegun => Problem::conflict("not_begun", "The session has not begun")
            .detail("What became of it can be noted once it has begun. Until then it can be moved or cancelled."),
        Refused::Settled | Refused::TooLate { .. } | Refused::PhoneOnly | Refused::NotOffered => settled(),
    }
}

/// Only what stands is moved or cancelled.
///
/// # Errors
/// 409 `unanswered` for a request that waits, 409 `settled` for what has ended.
pub fn stands(status: AppointmentStatus) -> Result<(), Problem> {
    match status {
        AppointmentStatus::Confirmed => Ok(()),
        status if status.is_pending() => Err(Problem::conflict("unanswered", "This is a request that waits for an answer")
            .detail("Accept or decline it, or offer other times.")),
        _ => Err(settled()),
    }
}

/// A local time that the clocks skip (B20).
pub fn skipped(pointer: &str) -> Problem {
    Problem::field(pointer, "does_not_exist", "The clocks skip this time on that day. Choose another.")
}
