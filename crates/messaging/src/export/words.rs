//! What the file says, in words and with times as the practice's clocks showed them; how it looks, the template says.

use domain::messaging::{ConversationParty, ExportConversation, FileState, Message, MessageFile, MessageKind, PartyKind};
use domain::text::PersonName;
use domain::time::Timestamp;
use jiff::tz::TimeZone;
use pdf::wording::{clock, day_of, grouped, moment, short};
use serde::Serialize;

/// What is known about a file beside what was said.
pub struct Facts<'a> {
    pub practice: &'a str,
    pub paper: &'static str,
    pub client: PersonName,
    pub with: ConversationParty,
    pub by: PersonName,
    pub zone: &'a TimeZone,
    pub asked: ExportConversation,
    /// Whoever asks sees only a stretch of the conversation.
    pub in_part: bool,
    pub notes: bool,
    pub now: Timestamp,
}

/// What the template `conversation` takes.
#[derive(Serialize)]
pub struct Sheet {
    language: &'static str,
    paper: &'static str,
    practice: String,
    /// Of the document, for lists of documents.
    title: String,
    heading: &'static str,
    facts: Vec<Fact>,
    /// What is to be known before reading.
    remarks: Vec<&'static str>,
    days: Vec<Day>,
    /// Instead of days.
    nothing: &'static str,
    end: String,
    note: &'static str,
    files: &'static str,
    confidential: &'static str,
    page: [&'static str; 2],
    lacking: &'static str,
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Day {
    name: String,
    said: Vec<Said>,
}

#[derive(Serialize)]
struct Said {
    author: String,
    time: String,
    note: bool,
    text: String,
    files: Vec<String>,
    /// What stands in the place of words that were removed.
    removed: Option<String>,
}

/// Puts it together.
pub fn sheet(facts: &Facts<'_>, said: &[Message]) -> Sheet {
    Sheet {
        language: "en",
        paper: facts.paper,
        practice: facts.practice.to_owned(),
        title: format!("Messages with {}", facts.client.as_str()),
        heading: "Messages",
        facts: head(facts, said),
        remarks: remarks(facts),
        days: days(facts, said),
        nothing: "Nothing was written in this time.",
        end: end(said),
        note: "Internal note: not shown to the client",
        files: "Files",
        confidential: "Confidential",
        page: ["Page", "of"],
        lacking: "A box stands for a character that no typeface of this file has. The character itself is in the file: it can be \
                  copied, searched for and read aloud.",
    }
}

fn head(facts: &Facts<'_>, said: &[Message]) -> Vec<Fact> {
    let with = match facts.with.kind {
        PartyKind::Clinician => Fact { name: "Clinician", value: facts.with.name.as_str().to_owned() },
        PartyKind::FrontDesk => Fact { name: "With", value: format!("The front desk of {}", facts.with.name.as_str()) },
    };
    let made = format!("{}, by {}", moment(facts.now, facts.zone), facts.by.as_str());
    let zone = facts.zone.iana_name().unwrap_or("UTC").replace('_', " ");
    let notes = if facts.notes { "Included, each marked" } else { "Not included" };
    vec![
        Fact { name: "Client", value: facts.client.as_str().to_owned() },
        with,
        Fact { name: "Period", value: period(facts, said) },
        Fact { name: "Messages", value: count(said) },
        Fact { name: "Internal notes", value: notes.to_owned() },
        Fact { name: "Times", value: format!("As the clocks in {zone} showed them") },
        Fact { name: "Made", value: made },
    ]
}

fn remarks(facts: &Facts<'_>) -> Vec<&'static str> {
    let in_part = "This file holds what was said while whoever made it took part in the conversation. More may have been said.";
    let notes = "This file holds internal notes. It is not meant for the client.";
    [(facts.in_part, in_part), (facts.notes, notes)].into_iter().filter(|(applies, _)| *applies).map(|(_, text)| text).collect()
}

/// The days that were asked for; where an end is open, the day of the first or last message.
fn period(facts: &Facts<'_>, said: &[Message]) -> String {
    let of = |message: Option<&Message>| message.map(|message| day_of(message.sent_at, facts.zone));
    let (first, last) = (facts.asked.from.or(of(said.first())), facts.asked.to.or(of(said.last())));
    let all = facts.asked.from.is_none() && facts.asked.to.is_none();
    let days = match (first, last) {
        (Some(first), Some(last)) if first == last => short(first),
        (Some(first), Some(last)) => format!("{} to {}", short(first), short(last)),
        (Some(first), None) => format!("From {} on", short(first)),
        (None, Some(last)) => format!("Until {}", short(last)),
        (None, None) => return "Everything; nothing was written yet".to_owned(),
    };
    if all { format!("Everything: {days}") } else { days }
}

fn count(said: &[Message]) -> String {
    let notes = said.iter().filter(|message| message.kind == MessageKind::Note).count();
    let messages = said.len() - notes;
    match notes {
        0 => number(messages, "message"),
        _ => format!("{}, {}", number(messages, "message"), number(notes, "internal note")),
    }
}

fn end(said: &[Message]) -> String {
    if said.is_empty() { "End of this file".to_owned() } else { format!("End of this file: {}", count(said)) }
}

/// `1 message`, `12,408 messages`
fn number(number: usize, of: &str) -> String {
    let digits = grouped(u64::try_from(number).unwrap_or(u64::MAX));
    if number == 1 { format!("{digits} {of}") } else { format!("{digits} {of}s") }
}

fn days(facts: &Facts<'_>, said: &[Message]) -> Vec<Day> {
    said.chunk_by(|one, next| day_of(one.sent_at, facts.zone) == day_of(next.sent_at, facts.zone))
        .filter_map(|of_day| {
            let day = day_of(of_day.first()?.sent_at, facts.zone);
            Some(Day {
                name: format!("{}, {}", day.strftime("%A"), short(day)),
                said: of_day.iter().map(|one| of_one(facts, one)).collect(),
            })
        })
        .collect()
}

fn of_one(facts: &Facts<'_>, message: &Message) -> Said {
    Said {
        author: message.author.name.as_str().to_owned(),
        time: clock(message.sent_at, facts.zone),
        note: message.kind == MessageKind::Note,
        text: message.text.as_str().to_owned(),
        files: message.files.iter().map(file).collect(),
        removed: removed(facts, message),
    }
}

/// A tombstone: why is for staff, as notes are (M12).
fn removed(facts: &Facts<'_>, message: &Message) -> Option<String> {
    let gone = message.redacted.as_ref()?;
    let what = if message.kind == MessageKind::Note { "note" } else { "message" };
    let told = format!("The practice removed this {what}: {}, {}.", gone.by.as_str(), moment(gone.at, facts.zone));
    let why = gone.reason.as_ref().filter(|reason| facts.notes && !reason.as_str().is_empty());
    Some(why.map_or_else(|| told.clone(), |reason| format!("{told} Reason: {}", reason.as_str())))
}

fn file(file: &MessageFile) -> String {
    match file.state {
        FileState::Ready => format!("{} ({})", file.name.as_str(), size(file.bytes)),
        FileState::Redacted => format!("A file that was removed ({})", size(file.bytes)),
    }
}

/// As the applications write it: thousands, one decimal below ten.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| (bytes + unit / 20) / (unit / 10);
    let shown = |unit: u64| match tenths(unit) {
        few @ ..100 => format!("{}.{}", few / 10, few % 10),
        _ => ((bytes + unit / 2) / unit).to_string(),
    };
    match bytes {
        1 => "1 byte".to_owned(),
        0 | 2..1_000 => format!("{bytes} bytes"),
        1_000..999_500 => format!("{} kB", shown(1_000)),
        _ => format!("{} MB", shown(1_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use domain::messaging::Redaction;
    use serde_json::{Value, json};

    use super::*;
    use crate::examples;

    fn told(notes: bool, asked: ExportConversation, said: &[Message]) -> Value {
        let zone = TimeZone::get("America/New_York").expect("a zone");
        let facts = Facts {
            practice: "Willow & Reed Counseling",
            paper: "us-letter",
            client: "Maya Lopez".into(),
            with: examples::conversation().with,
            by: "Robin Reed".into(),
            zone: &zone,
            asked,
            in_part: false,
            notes,
            now: "2026-03-03T15:30:00Z".parse().expect("a moment"),
        };
        serde_json::to_value(sheet(&facts, said)).expect("JSON")
    }

    fn fact<'a>(sheet: &'a Value, name: &str) -> &'a str {
        let facts = sheet["facts"].as_array().expect("facts");
        facts.iter().find(|fact| fact["name"] == name).and_then(|fact| fact["value"].as_str()).unwrap_or_default()
    }

    #[test]
    fn m10_it_says_whose_when_and_by_whom_it_was_made() {
        let mut late = examples::message();
        late.sent_at = "2026-03-03T03:30:00Z".parse().expect("a moment");
        let sheet = told(false, ExportConversation::default(), &[examples::message(), late]);
        assert_eq!(sheet["title"], "Messages with Maya Lopez");
        assert_eq!(fact(&sheet, "Clinician"), "Jordan Hale, LCSW");
        assert_eq!(fact(&sheet, "Period"), "Everything: March 2, 2026");
        assert_eq!(fact(&sheet, "Messages"), "2 messages");
        assert_eq!(fact(&sheet, "Times"), "As the clocks in America/New York showed them");
        assert_eq!(fact(&sheet, "Made"), "March 3, 2026, 10:30 AM EST, by Robin Reed");
        assert_eq!(sheet["days"].as_array().map(Vec::len), Some(1), "half past ten in the evening is the same day");
        assert_eq!(sheet["days"][0]["name"], "Monday, March 2, 2026");
        assert_eq!(sheet["days"][0]["said"][1]["time"], "10:30 PM EST");
        assert_eq!(sheet["end"], "End of this file: 2 messages");
    }

    #[test]
    fn m10_the_days_that_were_asked_for_are_named_though_nothing_was_said() {
        let day = |text: &str| text.parse().ok();
        let of = |from, to| told(false, ExportConversation { from: day(from), to: day(to), notes: None }, &[]);
        assert_eq!(fact(&of("2026-03-01", "2026-03-31"), "Period"), "March 1, 2026 to March 31, 2026");
        assert_eq!(fact(&of("2026-03-01", ""), "Period"), "From March 1, 2026 on");
        assert_eq!(fact(&of("", "2026-03-31"), "Period"), "Until March 31, 2026");
        assert_eq!(fact(&of("", ""), "Period"), "Everything; nothing was written yet");
        assert_eq!(of("", "")["days"], json!([]));
    }

    #[test]
    fn m12_why_words_were_removed_goes_where_notes_go() {
        let mut gone = examples::message();
        gone.text = "".into();
        gone.files = vec![MessageFile { name: "".into(), state: FileState::Redacted, ..examples::file() }];
        gone.redacted =
            Some(Redaction { at: gone.sent_at, by: "Jordan Hale, LCSW".into(), reason: Some("Meant for another client.".into()) });
        let of = |notes| told(notes, ExportConversation::default(), &[gone.clone()])["days"][0]["said"][0].clone();
        let told = "The practice removed this message: Jordan Hale, LCSW, March 2, 2026, 9:00 AM EST.";
        assert_eq!(of(false)["removed"], told);
        assert_eq!(of(true)["removed"], format!("{told} Reason: Meant for another client."));
        assert_eq!(of(true)["files"], json!(["A file that was removed (48 kB)"]));
    }

    #[test]
    fn sizes_read_like_words() {
        let sizes = [0, 1, 999, 1_000, 9_949, 9_950, 48_213, 999_499, 999_500, 26_214_400].map(size);
        assert_eq!(sizes, ["0 bytes", "1 byte", "999 bytes", "1.0 kB", "9.9 kB", "10 kB", "48 kB", "999 kB", "1.0 MB", "26 MB"]);
    }
}
