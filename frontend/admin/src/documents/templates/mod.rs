//! What the practice authors (D1): the list of templates, documents in Markdown, and forms.
//!
//! `text_field` is a text with its buttons and `preview` what clients will see of it, `document` and `form` are the two
//! editors, `terms` and `versions` what both have.

mod document;
mod form;
mod list;
mod markdown;
mod one;
mod preview;
mod terms;
mod text_field;
mod versions;

use domain::practice::profile::Language;
use leptos::prelude::WithUntracked;

use crate::workplace::use_workplace;

pub use document::NewDocument;
pub use form::NewForm;
pub use list::TemplatesPage;
pub use one::OneTemplate;

/// The language that most clients of the practice read.
fn usual_language() -> Language {
    use_workplace().practice.with_untracked(|practice| practice.profile.language)
}
