//! What documents refuse, each kind in one place.

use domain::documents::MOST_UPLOADS;
use domain::documents::state::Refusal;
use platform::problem::Problem;

use crate::store::{packets, templates};

/// It cannot be done with the document as it is (D11).
#[must_use]
pub fn document(refusal: Refusal) -> Problem {
    let (title, detail) = match refusal {
        Refusal::Void => ("This document was taken back", "The practice does not ask for it any more."),
        Refusal::Expired => ("The time of this document is over", "Call the practice if you still want to finish it."),
        Refusal::Declined => ("This document was declined", "If that has changed, the practice can send it again."),
        Refusal::Completed => ("This document is done", "Nothing in it can change any more."),
        Refusal::Submitted => ("This was submitted already", "The practice looks at it now."),
        Refusal::Unfinished => ("This document is not finished", "The client has to finish it first."),
        Refusal::Kind => ("This document does not have that", "A form is not signed, and a document to sign is not filled in."),
    };
    Problem::conflict(refusal.code(), title).detail(detail)
}

/// Nobody signs what they have not seen to its end (D4).
#[must_use]
pub fn document_not_read() -> Problem {
    Problem::conflict("document_not_read", "Please read to the end first").detail("You can sign once you have seen the whole document.")
}

/// What was shown is not what would be signed (D8).
#[must_use]
pub fn document_changed() -> Problem {
    Problem::conflict("document_changed", "This is not the document that was shown").detail("Load the page again, read it and then sign.")
}

/// Nobody signs electronically who was not told what that means (D4).
#[must_use]
pub fn electronic_consent_required() -> Problem {
    Problem::conflict("electronic_consent_required", "Please agree to electronic records first")
        .detail("Before the first signature you are told what signing on a screen means.")
}

/// Something else is told by now (D4).
#[must_use]
pub fn consent_changed() -> Problem {
    Problem::conflict("consent_changed", "This has changed since you opened it").detail("Load the page again and read what it says now.")
}

/// Another device answered in between (D5).
#[must_use]
pub fn answers_changed() -> Problem {
    Problem::conflict("answers_changed", "Some answers have changed since you looked at them")
        .detail("They were changed on another device or page. Look at them again and then submit; nothing is lost.")
}

/// No more files in one document (D10).
#[must_use]
pub fn too_many_files() -> Problem {
    Problem::conflict("too_many_files", "There are too many files here already")
        .detail(format!("At most {MOST_UPLOADS}. Remove one to add another."))
}

/// No more files for today that the practice did not ask for (D10).
#[must_use]
pub fn too_many_today() -> Problem {
    Problem::conflict("too_many_files_today", "You have sent many files today")
        .detail("Send the others tomorrow, or write to your practice.")
}

/// The practice takes no files that it did not ask for (D10).
#[must_use]
pub fn uploads_closed() -> Problem {
    Problem::conflict("uploads_closed", "The practice takes no files unasked").detail("Ask the practice to request what you want to send.")
}

/// It was put away (D1).
#[must_use]
pub fn template_archived(title: &str) -> Problem {
    Problem::conflict("template_archived", "One of these is archived")
        .detail(format!("“{title}” is not sent any more. Take it out of the archive first, or leave it out."))
}

/// Nobody can be reminded who has no way in, or no e-mail that they agreed to (D9).
#[must_use]
pub fn not_reachable() -> Problem {
    Problem::conflict("not_reachable", "This client cannot be reminded by e-mail")
        .detail("They have no access to documents in the portal, or did not agree to e-mail at that address.")
}

/// Once in an hour is enough (D9).
#[must_use]
pub fn reminded_already() -> Problem {
    Problem::conflict("reminded_already", "The client was reminded within the last hour").detail("Give them a little time.")
}

/// Somebody decided before what of the answers goes into the record (D9).
#[must_use]
pub fn settled() -> Problem {
    Problem::conflict("settled", "This was decided in the meantime").detail("Load the document again to see how it stands now.")
}

/// No more templates (D1).
#[must_use]
pub fn too_many_templates() -> Problem {
    Problem::conflict("too_many_templates", "There are too many documents already")
        .detail(format!("At most {}, with those in the archive. Change one that you no longer need.", templates::MOST))
}

/// No more packets (D2).
#[must_use]
pub fn too_many_packets() -> Problem {
    Problem::conflict("too_many_packets", "There are too many packets already")
        .detail(format!("At most {}. Remove one to add another.", packets::MOST))
}
