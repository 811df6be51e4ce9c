//! What messaging refuses, each kind in one place.

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

/// Too many files of theirs wait for a message.
#[must_use]
pub fn too_many_files() -> Problem {
    Problem::conflict("too_many_files", "Too many files wait for a message").detail("Send some of them first, or wait a day.")
}
