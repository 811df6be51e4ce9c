//! Documents and forms (D3 to D8, D10, D12): what waits, one after the other; signing, filling in, sending files; what is done.
//! Two parts of the program: [`waiting`], which comes with signing in and counts; and the pages, with that of [`verify`], which
//! is for anybody.

mod closed;
mod decline;
mod download;
mod filling;
mod left;
mod list;
mod one;
mod page;
mod problems;
mod send;
mod shelf;
mod signing;
mod start;
mod texts;
mod uploading;
pub mod verify;
pub mod waiting;
mod walk;

use domain::documents::{DocumentState, MyDocuments};
use domain::{DocumentId, FieldError};
use leptos::prelude::*;
use paper::Words;

use crate::portal::Portal;

/// Under names that begin so, a device keeps answers that are not saved yet.
pub const SHELF: &str = "document/";

/// What all pages know about documents. Lives in the application's root.
#[derive(Clone, Copy)]
pub struct Documents {
    waits: RwSignal<Waits>,
    /// The form that is open: its page saves its answers.
    filling: StoredValue<Option<DocumentId>>,
    /// What was wrong with a form that was submitted, for its page to show.
    refused: StoredValue<Option<(DocumentId, Vec<FieldError>)>>,
}

/// What waits for the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// So many documents.
    pub open: u32,
    /// Of those that were sent with them, so many are done.
    pub done: u32,
    /// Whether they have begun with them.
    pub begun: bool,
}

impl Waits {
    fn of(open: impl Iterator<Item = DocumentState>, done: u32) -> Self {
        open.fold(Self { open: 0, done, begun: done > 0 }, |waits, state| Self {
            open: waits.open + 1,
            begun: waits.begun || state != DocumentState::Sent,
            ..waits
        })
    }

    fn of_list(all: &MyDocuments) -> Self {
        Self::of(all.open.iter().map(|document| document.state), all.done_before)
    }
}

impl Documents {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self { waits: RwSignal::new(Waits::default()), filling: StoredValue::new(None), refused: StoredValue::new(None) }
    }

    /// How many wait: the number at the tab. Tracks.
    pub fn open(self) -> u32 {
        self.waits.with(|waits| waits.open)
    }

    /// They are gone: nothing of theirs stays.
    pub fn forget(self) {
        self.know(Waits::default());
        self.refused.set_value(None);
    }

    /// What was wrong with this form when it was submitted; once.
    fn take_refused(self, id: DocumentId) -> Vec<FieldError> {
        let taken = self.refused.try_update_value(Option::take).flatten();
        taken.filter(|(of, _)| *of == id).map(|(_, errors)| errors).unwrap_or_default()
    }

    fn know(self, waits: Waits) {
        if self.waits.try_get_untracked().is_some_and(|before| before != waits) {
            self.waits.set(waits);
        }
    }
}

/// What the shared pieces say, in the language of the portal.
fn words(portal: Portal) -> Signal<&'static Words> {
    Signal::derive(move || paper::words_in(portal.texts.language()))
}

/// The pages under `/p/{slug}/documents`, and a piece that is on none of them.
pub fn page_at(page: &str) -> Option<AnyView> {
    match page {
        "" => return Some(view! { <list::All /> }.into_any()),
        "left" => return Some(view! { <left::SavesLeft /> }.into_any()),
        _ => {}
    }
    let rest = page.strip_prefix('/')?;
    if rest == "start" {
        return Some(view! { <start::Start /> }.into_any());
    }
    let (id, step) = rest.split_once('/').unwrap_or((rest, ""));
    let id = id.parse().ok()?;
    Some(match step {
        "" => view! { <one::One id /> }.into_any(),
        "review" => view! { <filling::Review id /> }.into_any(),
        "done" => view! { <walk::Done id /> }.into_any(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use domain::documents::{DocumentKind, MyDocumentSummary};

    use super::*;

    pub fn summary(n: u32, state: DocumentState) -> MyDocumentSummary {
        MyDocumentSummary {
            id: format!("01890000-0000-7000-8000-{n:012}").parse().unwrap(),
            title: format!("Document {n}"),
            kind: DocumentKind::Consent,
            state,
            sent_at: "2026-03-02T10:00:00Z".parse().unwrap(),
            due: None,
            done_at: None,
            has_pdf: false,
        }
    }

    pub fn mine(open: &[(u32, DocumentState)], done_before: u32) -> MyDocuments {
        let open = open.iter().map(|(n, state)| summary(*n, *state)).collect();
        MyDocuments { open, others: Vec::new(), done_before, may_upload: false, next_cursor: None }
    }

    #[test]
    fn d3_who_has_opened_nothing_has_not_begun() {
        let (sent, viewed) = (DocumentState::Sent, DocumentState::Viewed);
        assert_eq!(Waits::of_list(&mine(&[(1, sent), (2, sent)], 0)), Waits { open: 2, done: 0, begun: false });
        assert!(Waits::of_list(&mine(&[(1, viewed)], 0)).begun && Waits::of_list(&mine(&[(1, sent)], 3)).begun);
    }
}
