//! What messaging refuses, each kind in one place.

use actix_web::http::StatusCode;
use domain::messaging::MOST_EXPORTED;
use pdf::wording::grouped;
use platform::problem::Problem;

/// Somebody else's message, or one of another conversation, has this id.
#[must_use]
pub fn id_taken() -> Problem {
    Problem::conflict("id_taken", "This id is another message's").detail("Send it under a new id.")
}

/// The practice takes no messages at its front desk (M1).
#[must_use]
pub fn front_desk_closed() -> Problem {
    Problem::conflict("front_desk_closed", "The front desk takes no messages").detail("Write to your clinician, or call the practice.")
}

/// Whoever left a conversation may look at what was said until then, and no more.
#[must_use]
pub fn left() -> Problem {
    Problem::conflict("left", "You no longer take part in this conversation").detail("It was given to somebody else.")
}

/// Its words are gone already (M12).
#[must_use]
pub fn redacted() -> Problem {
    Problem::conflict("redacted", "This message was redacted already").detail("Load the conversation again to see by whom.")
}

/// More than one file holds (M10).
#[must_use]
pub fn too_many_messages(count: u64) -> Problem {
    let detail = format!("There are {} messages; one file holds {}. Choose fewer days.", grouped(count), grouped(MOST_EXPORTED));
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "too_many_messages", "These are too many messages for one file").detail(detail)
}

/// Fewer messages than one file holds, with more text than it does (M10).
#[must_use]
pub fn too_much_text() -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "too_much_text", "This is too much text for one file").detail("Choose fewer days.")
}

/// A notice's link whose time is over, or that is none of ours (M9).
#[must_use]
pub fn link_over() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "link_over", "The time of this link is over").detail("Sign in to read the message.")
}

/// A notice's link, on a device that never signed in, where the practice lets only others in (M9).
#[must_use]
pub fn unknown_device() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "unknown_device", "This device has not signed in before").detail("Sign in to read the message.")
}

/// A notice's link that was opened in another browser (M9).
#[must_use]
pub fn opened_elsewhere() -> Problem {
    Problem::conflict("opened_elsewhere", "This link was opened elsewhere")
        .detail("It works only in the browser that opened it first. Sign in to read the message.")
}
