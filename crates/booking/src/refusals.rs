//! What booking refuses, each kind in one place.

use domain::booking::appointment::Conflict;
use domain::booking::calendar::ClosedBy;
use domain::booking::engine::Refused;
use domain::text::Phone;
use domain::time::Timestamp;
use platform::problem::Problem;

/// Somebody else has the time; `free` are up to three others near it (B18).
#[must_use]
pub fn taken(free: Vec<Timestamp>) -> Problem {
    Problem::conflict("taken", "This time is taken").detail("Somebody else was faster. Choose another time.").with(|body| body.free = free)
}

/// A rule closes the time (B19).
#[must_use]
pub fn not_open(closed_by: ClosedBy) -> Problem {
    Problem::conflict("not_open", "This time cannot be booked")
        .detail("It is not, or no longer, among the times that are open. Choose another.")
        .with(|body| body.closed_by = Some(closed_by))
}

/// It would overlap; staff may have it so (B13). `free` are up to three times near it that would not (B18).
#[must_use]
pub fn overlap(conflicts: Vec<Conflict>, free: Vec<Timestamp>) -> Problem {
    Problem::conflict("overlap", "This would overlap")
        .detail("Something stands in the way. It can be sent again with allow_overlap.")
        .with(|body| (body.conflicts, body.free) = (conflicts, free))
}

/// It was answered or cancelled, or is over.
#[must_use]
pub fn settled() -> Problem {
    Problem::conflict("settled", "This was answered or ended in the meantime").detail("Load it again to see how it stands now.")
}

/// What the rules say to a client who cancels (B8); `phone` is the number to call.
#[must_use]
pub fn of_client(refused: Refused, phone: Phone) -> Problem {
    match refused {
        Refused::TooLate { deadline } => Problem::conflict("too_late_to_cancel", "It is too late to cancel online")
            .detail(format!("Please call {}.", phone.as_str()))
            .with(|body| (body.deadline, body.phone) = (Some(deadline), Some(phone))),
        Refused::PhoneOnly => Problem::conflict("phone_only", "Sessions are cancelled by phone")
            .detail(format!("Please call {}.", phone.as_str()))
            .with(|body| body.phone = Some(phone)),
        Refused::NotOffered => {
            Problem::conflict("not_offered", "This time was not offered").detail("Choose one of the times that were offered.")
        }
        Refused::Settled | Refused::NotBegun => settled(),
    }
}
