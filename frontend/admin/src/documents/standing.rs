//! How a document stands, in words: its state, what it asks, and whether somebody should have finished it by now (D11).

use domain::documents::{DocumentKind, DocumentState, DocumentSummary};
use domain::time::{Date, Timestamp, day_number};
use leptos::prelude::*;
use ui::Tone;

use crate::wall;
use crate::workplace::Workplace;

/// What is asked of the client.
pub fn kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Consent => "Consent",
        DocumentKind::Form => "Form",
        DocumentKind::Upload => "Request for files",
        DocumentKind::File => "File to read",
    }
}

/// How far it is, in a word or two.
pub fn state(document: &DocumentSummary) -> &'static str {
    match (document.state, document.kind) {
        (DocumentState::Sent, _) => "Sent",
        (DocumentState::Viewed, _) => "Opened",
        (DocumentState::InProgress, _) => "In progress",
        (DocumentState::Submitted, _) => "To look at",
        (DocumentState::Returned, _) => "Returned",
        (DocumentState::Completed, _) if document.needs_countersignature => "To countersign",
        (DocumentState::Completed, DocumentKind::Consent) => "Signed",
        (DocumentState::Completed, _) => "Done",
        (DocumentState::Countersigned, _) => "Signed by both",
        (DocumentState::Expired, _) => "Expired",
        (DocumentState::Void, _) => "Taken back",
        (DocumentState::Declined, _) => "Declined",
    }
}

/// The colour of it: what waits for the practice stands out.
pub fn tone(document: &DocumentSummary) -> Tone {
    match document.state {
        DocumentState::Submitted => Tone::Due,
        DocumentState::Completed if document.needs_countersignature => Tone::Due,
        DocumentState::Completed | DocumentState::Countersigned => Tone::Good,
        DocumentState::Declined => Tone::Bad,
        DocumentState::Viewed | DocumentState::InProgress | DocumentState::Returned => Tone::Accent,
        DocumentState::Sent | DocumentState::Expired | DocumentState::Void => Tone::Plain,
    }
}

/// Whether it waits for its client. What is only to be read waits until it was opened.
pub fn waits_for_client(document: &DocumentSummary) -> bool {
    document.state.is_open() && !(document.kind == DocumentKind::File && document.state == DocumentState::Viewed)
}

/// Whether it waits for the practice.
pub fn waits_for_us(document: &DocumentSummary) -> bool {
    document.state == DocumentState::Submitted || (document.state == DocumentState::Completed && document.needs_countersignature)
}

/// Since how many days it should have been finished; `None` where it is not overdue.
pub fn overdue(document: &DocumentSummary, today: Date) -> Option<i64> {
    let due = document.due.filter(|_| waits_for_client(document))?;
    Some(day_number(today) - day_number(due)).filter(|days| *days > 0)
}

/// "1 day overdue"
pub fn overdue_in_words(days: i64) -> String {
    if days == 1 { "1 day overdue".to_owned() } else { format!("{days} days overdue") }
}

/// "Today", "Tomorrow", or the day.
pub fn day(date: Date, today: Date) -> String {
    match day_number(date) - day_number(today) {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        _ if date.year() == today.year() => wall::day(date),
        _ => wall::day_with_year(date),
    }
}

/// The day of a moment as an element, with the moment itself for those who point at it.
pub fn day_of(at: Timestamp, workplace: Workplace) -> impl IntoView + use<> {
    let zone = workplace.zone();
    let (then, today) = (wall::local(at, &zone).date(), wall::now(&zone).date());
    let text = if then.year() == today.year() { wall::day(then) } else { wall::day_with_year(then) };
    view! { <time datetime=at.to_string() title=workplace.moment(at)>{wall::unbroken(&text)}</time> }
}

/// "1 document", "3 documents"
pub fn count(documents: usize) -> String {
    if documents == 1 { "1 document".to_owned() } else { format!("{documents} documents") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::examples::{date, summary};

    #[test]
    fn d9_overdue_is_what_still_waits_for_its_client_after_the_day() {
        let due = |state, kind| DocumentSummary { state, kind, due: Some(date("2026-03-10")), ..summary() };
        let late = |state, kind, today| overdue(&due(state, kind), date(today));
        assert_eq!(late(DocumentState::Sent, DocumentKind::Form, "2026-03-10"), None);
        assert_eq!(late(DocumentState::Sent, DocumentKind::Form, "2026-03-11"), Some(1));
        assert_eq!(late(DocumentState::Returned, DocumentKind::Form, "2026-03-13"), Some(3));
        assert_eq!(late(DocumentState::Submitted, DocumentKind::Form, "2026-03-13"), None);
        assert_eq!(late(DocumentState::Viewed, DocumentKind::File, "2026-03-13"), None);
        assert_eq!((overdue_in_words(1), overdue_in_words(3)), ("1 day overdue".into(), "3 days overdue".into()));
    }

    #[test]
    fn d11_what_waits_for_the_practice_is_said_as_such() {
        let signed = DocumentSummary { state: DocumentState::Completed, kind: DocumentKind::Consent, ..summary() };
        assert_eq!((state(&signed), waits_for_us(&signed)), ("Signed", false));
        let open = DocumentSummary { needs_countersignature: true, ..signed };
        assert_eq!((state(&open), waits_for_us(&open), tone(&open)), ("To countersign", true, Tone::Due));
        let early = DocumentSummary { state: DocumentState::Sent, ..open };
        assert_eq!((state(&early), waits_for_us(&early)), ("Sent", false));
    }
}
