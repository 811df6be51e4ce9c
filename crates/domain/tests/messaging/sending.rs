//! What may be sent, kept and asked for (M3, M6, M11, M12).

use domain::check::Check;
use domain::messaging::text::MOST_CHARACTERS;
use domain::messaging::{ListMessages, OutOfOffice, Redact, SaveDraft, SendMessage, StaffMessaging};
use domain::{FileId, MessageId};
use jiff::tz::TimeZoneDatabase;
use uuid::Uuid;

use crate::scene::at;

fn files(numbers: &[u128]) -> Vec<FileId> {
    numbers.iter().map(|number| FileId(Uuid::from_u128(*number))).collect()
}

fn wrong(text: &str, with: &[u128]) -> Vec<(String, String)> {
    let message = SendMessage { id: MessageId(Uuid::from_u128(1)), text: text.into(), files: files(with) };
    message.errors().into_iter().map(|error| (error.pointer, error.code)).collect()
}

fn one(pointer: &str, code: &str) -> Vec<(String, String)> {
    vec![(pointer.into(), code.into())]
}

#[test]
fn m3_any_language_and_emoji_go() {
    for text in ["Hello", "👩‍👩‍👧‍👦🏽", "مرحبا", "こんにちは\n\tさようなら", "é\r\ne\u{301}", "<script>alert(1)</script>", "a\u{202E}b"]
    {
        assert_eq!(wrong(text, &[]), [], "{text:?}");
    }
}

#[test]
fn m3_a_message_has_20_000_characters_however_long_they_are_in_bytes() {
    for letter in ["a", "é", "語", "👍"] {
        assert_eq!(wrong(&letter.repeat(MOST_CHARACTERS), &[]), [], "{letter}");
        assert_eq!(wrong(&letter.repeat(MOST_CHARACTERS + 1), &[]), one("/text", "too_long"), "{letter}");
    }
    assert_eq!(wrong(&"a\r\n".repeat(MOST_CHARACTERS / 2), &[]), [], "a line end is one character");
}

#[test]
fn m3_what_cannot_be_kept_is_refused() {
    for text in ["a\0b", "a\u{1B}[31m", "\u{7F}x", "a\u{85}b"] {
        assert_eq!(wrong(text, &[]), one("/text", "control_characters"), "{text:?}");
    }
}

#[test]
fn m3_nothing_is_no_message_but_a_file_is_one() {
    for text in ["", " \n ", "\u{200B}", "\u{A0}\u{FEFF}"] {
        assert_eq!(wrong(text, &[]), one("/text", "required"), "{text:?}");
        assert_eq!(wrong(text, &[7]), [], "{text:?}");
    }
}

#[test]
fn m4_ten_files_go_and_each_once() {
    assert_eq!(wrong("a", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), []);
    assert_eq!(wrong("a", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), one("/files", "too_many"));
    assert_eq!(wrong("a", &[1, 2, 1]), one("/files/2", "duplicate"));
}

#[test]
fn m6_a_message_has_an_id_of_its_own() {
    let message = SendMessage { id: MessageId(Uuid::nil()), text: "a".into(), files: Vec::new() };
    assert_eq!(message.errors()[0].pointer, "/id");
    let read: Result<SendMessage, _> = serde_json::from_value(serde_json::json!({"id": "1", "text": "a"}));
    assert!(read.is_err());
}

#[test]
fn m6_a_draft_may_be_empty_and_is_no_longer_than_a_message() {
    let codes =
        |text: String| SaveDraft { text: text.into(), version: None }.errors().into_iter().map(|error| error.code).collect::<Vec<_>>();
    assert!(codes(String::new()).is_empty());
    assert_eq!(codes("a".repeat(MOST_CHARACTERS + 1)), ["too_long"]);
}

#[test]
fn m12_a_redaction_has_a_reason() {
    let codes = |reason: &str| Redact { reason: reason.into() }.errors().into_iter().map(|error| error.code).collect::<Vec<_>>();
    assert!(codes("Sent to the wrong person").is_empty());
    assert_eq!((codes(" "), codes(&"a".repeat(201))), (vec!["required".to_owned()], vec!["too_long".to_owned()]));
}

#[test]
fn a_stretch_goes_one_way() {
    let codes =
        |before, after| ListMessages { before, after, limit: None }.errors().into_iter().map(|error| error.code).collect::<Vec<_>>();
    assert!(codes(None, None).is_empty() && codes(Some(5), None).is_empty() && codes(None, Some(0)).is_empty());
    assert_eq!((codes(Some(5), Some(5)), codes(Some(-1), None)), (vec!["one_of".to_owned()], vec!["out_of_range".to_owned()]));
}

fn away(from: Option<&str>, to: Option<&str>) -> OutOfOffice {
    let day = |text: &str| text.parse().expect("a day");
    OutOfOffice { text: "Back on Monday".into(), from: from.map(day), to: to.map(day) }
}

#[test]
fn m11_an_out_of_office_is_shown_on_whole_days_of_the_practice() {
    let new_york = TimeZoneDatabase::bundled().get("America/New_York").expect("a zone");
    let shown = |from, to, now| away(from, to).in_force(&new_york, at(now));
    let (first, last) = (Some("2026-03-07"), Some("2026-03-08"));
    // Midnight in New York; on March 8 its clocks go forward.
    assert!(!shown(first, last, "2026-03-07T04:59:59Z"));
    assert!(shown(first, last, "2026-03-07T05:00:00Z"));
    assert!(shown(first, last, "2026-03-09T03:59:59Z"));
    assert!(!shown(first, last, "2026-03-09T04:00:00Z"));
    assert!(shown(None, last, "2020-01-01T00:00:00Z") && !shown(None, last, "2026-03-09T04:00:00Z"));
    assert!(shown(first, None, "2030-01-01T00:00:00Z") && !shown(first, None, "2026-03-07T04:00:00Z"));
    assert!(shown(None, None, "2026-03-07T04:00:00Z"));
}

#[test]
fn m11_an_out_of_office_ends_after_it_begins() {
    let errors = |from, to| StaffMessaging { out_of_office: Some(away(from, to)) }.errors();
    assert!(errors(Some("2026-03-07"), Some("2026-03-07")).is_empty());
    assert_eq!(errors(Some("2026-03-07"), Some("2026-03-06"))[0].pointer, "/out_of_office/to");
    assert!(StaffMessaging::default().errors().is_empty());
}
