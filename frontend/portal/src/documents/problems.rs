//! What the server refuses about documents, in words.

use api::Failure;

use super::texts::own::{self, Problems};
use crate::portal::Portal;

/// A failure in words.
pub fn tell(portal: Portal, failure: &Failure) -> ui::Failure {
    let own = portal.texts.of_part::<own::Catalogue>().untracked();
    match said(&own.problems, failure.code()) {
        Some((title, text)) => ui::Failure::new(title, text).with_code(failure.code()),
        None => portal.tell(failure),
    }
}

fn said(p: &Problems, code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "document_void" => (p.void, p.void_text),
        "document_expired" => (p.expired, p.expired_text),
        "document_declined" => (p.declined, p.declined_text),
        "document_completed" | "document_submitted" => (p.done, p.done_text),
        "document_not_read" => (p.not_read, p.not_read_text),
        "document_changed" | "electronic_consent_required" | "consent_changed" => (p.changed, p.changed_text),
        "answers_changed" => (p.answers, p.answers_text),
        "too_many_files" => (p.files, p.files_text),
        "too_many_files_today" => (p.today, p.today_text),
        "uploads_closed" => (p.closed, p.closed_text),
        _ => return None,
    })
}

/// Whether a document cannot be gone on with any more, whatever is tried.
pub fn is_over(code: &str) -> bool {
    matches!(code, "document_void" | "document_expired" | "document_declined" | "document_completed" | "document_submitted" | "not_found")
}

#[cfg(test)]
mod tests {
    use domain::documents::state::Refusal;
    use domain::practice::profile::Language;

    use super::*;
    use crate::texts::Spoken;

    #[test]
    fn d11_each_way_in_which_a_document_is_over_has_its_words() {
        let en = own::Catalogue::in_language(Language::En);
        for refusal in [Refusal::Void, Refusal::Expired, Refusal::Declined, Refusal::Completed, Refusal::Submitted] {
            assert!(said(&en.problems, refusal.code()).is_some() && is_over(refusal.code()), "{refusal:?}");
        }
        assert!(said(&en.problems, "network").is_none() && !is_over("network"));
    }
}
