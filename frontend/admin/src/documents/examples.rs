//! Documents for tests.

use domain::documents::{DocumentKind, DocumentState, DocumentSummary};
use domain::time::{Date, Timestamp};

/// A form of Maya's that nobody has opened.
pub fn summary() -> DocumentSummary {
    DocumentSummary {
        id: id(1),
        version: 1,
        client_id: id(2),
        client_name: "Maya Lopez".into(),
        title: "Intake questionnaire".into(),
        kind: DocumentKind::Form,
        state: DocumentState::Sent,
        needs_countersignature: false,
        sent_at: at(0),
        due: None,
        done_at: None,
        renews_on: None,
    }
}

/// A day.
pub fn date(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A moment, in seconds since 1970.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millisecond(seconds * 1_000).expect("a moment")
}

/// An id of any kind.
pub fn id<T: std::str::FromStr>(n: u32) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("00000000-0000-7000-8000-{n:012}").parse().expect("an id")
}
