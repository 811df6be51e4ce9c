//! Files that go along: which may be chosen, how far they are, and what is said of those that do not go (M4).

use domain::files::{FileKind, LONGEST_FILE};
use domain::messaging::{MOST_FILES, MessageFile};

use crate::words::{Words, fill};

/// How far a chosen file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is being uploaded: so many of a hundred.
    Going(u8),
    /// The server has it.
    There(MessageFile),
    /// It does not go, in these words.
    Refused(String),
    /// Nobody answered: it can be tried again.
    Unheard(String),
}

/// A chosen file beside the box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Which one it is on this page.
    pub key: u32,
    /// Its name as it was chosen.
    pub name: String,
    /// How long it is, in bytes.
    pub bytes: u64,
    /// How far it is.
    pub progress: Progress,
}

/// What the files beside the box allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Going {
    /// All that are left are there.
    All,
    /// One is on its way.
    Wait,
    /// One did not come through: it is removed, or tried again, before anything is sent without it.
    Left,
}

/// Whether a message can go now.
#[must_use]
pub fn going(files: &[Attached]) -> Going {
    if files.iter().any(|file| matches!(file.progress, Progress::Going(_))) {
        Going::Wait
    } else if files.iter().any(|file| matches!(file.progress, Progress::Refused(_) | Progress::Unheard(_))) {
        Going::Left
    } else {
        Going::All
    }
}

/// The files that go.
#[must_use]
pub fn there(files: &[Attached]) -> Vec<MessageFile> {
    let there = |file: &Attached| match &file.progress {
        Progress::There(kept) => Some(kept.clone()),
        _ => None,
    };
    files.iter().filter_map(there).collect()
}

/// How many more may be chosen.
#[must_use]
pub fn room(files: &[Attached]) -> usize {
    let counts = |file: &&Attached| !matches!(file.progress, Progress::Refused(_));
    MOST_FILES.saturating_sub(files.iter().filter(counts).count())
}

/// What is wrong with a file before it is uploaded; the server looks into it.
#[must_use]
pub fn refusal(words: &Words, name: &str, bytes: u64) -> Option<String> {
    match bytes {
        0 => Some(named(words.file_empty, name)),
        _ if bytes > LONGEST_FILE as u64 => Some(named(words.file_too_long, name)),
        _ => None,
    }
}

/// What the server's refusal says, by its code.
#[must_use]
pub fn refused(words: &Words, code: &str, name: &str) -> String {
    let text = match code {
        "file_empty" => words.file_empty,
        "file_too_long" | "too_large" => words.file_too_long,
        "file_kind" => words.file_kind,
        "file_broken" | "file_bomb" => words.file_broken,
        "file_macros" => words.file_macros,
        "file_locked" => words.file_locked,
        "too_many_files" => words.files_later,
        _ => words.file_failed,
    };
    named(text, name)
}

fn named(text: &str, name: &str) -> String {
    fill(text, &[("name", name)])
}

/// The code of a refusal that may stand at a field or for the whole.
#[must_use]
pub fn code_of(failure: &api::Failure) -> &str {
    failure.fields().first().map_or_else(|| failure.code(), |error| &error.code)
}

/// What the button for choosing shows first; the content decides.
#[must_use]
pub fn accepted() -> String {
    let kinds = FileKind::ALL.iter();
    let endings = kinds.clone().flat_map(|kind| kind.endings()).map(|ending| format!(".{ending}"));
    let types = kinds.filter_map(|kind| kind.media_type().split(';').next()).map(str::to_owned);
    endings.chain(types).collect::<Vec<_>>().join(",")
}

/// Whether the page may show it.
#[must_use]
pub fn has_preview(file: &MessageFile) -> bool {
    FileKind::of_media_type(&file.media_type).is_some_and(FileKind::has_preview)
}

/// "1.4 MB", "12 kB": as the language writes a decimal.
#[must_use]
pub fn size(words: &Words, bytes: u64) -> String {
    let (text, tenths) =
        if bytes >= 1_000_000 { (words.megabytes, bytes / 100_000) } else { (words.kilobytes, bytes.div_ceil(1_000) * 10) };
    let number = match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, _) if whole >= 10 => whole.to_string(),
        (whole, tenth) => format!("{whole}{}{tenth}", words.decimal),
    };
    fill(text, &[("n", &number)])
}

#[cfg(test)]
mod tests {
    use domain::FileId;
    use domain::messaging::FileState;
    use uuid::Uuid;

    use super::*;
    use crate::words::{EN, ES};

    fn file(progress: Progress) -> Attached {
        Attached { key: 1, name: "a.pdf".into(), bytes: 5, progress }
    }

    fn kept() -> MessageFile {
        MessageFile {
            id: FileId(Uuid::from_u128(4)),
            name: "a.pdf".into(),
            media_type: "application/pdf".into(),
            bytes: 5,
            state: FileState::Ready,
        }
    }

    #[test]
    fn m4_a_message_waits_for_its_files_and_does_not_go_without_one_unsaid() {
        let files = [file(Progress::There(kept())), file(Progress::Refused("No.".into()))];
        assert_eq!((going(&files), there(&files).len(), room(&files)), (Going::Left, 1, MOST_FILES - 1));
        assert_eq!(going(&files[..1]), Going::All);
        assert_eq!(going(&[file(Progress::Going(40)), file(Progress::Unheard("No.".into()))]), Going::Wait);
    }

    #[test]
    fn m4_what_cannot_go_is_said_before_it_is_uploaded() {
        assert_eq!(refusal(&EN, "x.pdf", 25 * 1024 * 1024), None);
        assert_eq!(refusal(&EN, "x.pdf", 25 * 1024 * 1024 + 1).as_deref(), Some("“x.pdf” is larger than 25 MB."));
        assert!(refusal(&ES, "x.pdf", 0).is_some_and(|text| text.contains("x.pdf")));
        assert_eq!(refused(&EN, "file_kind", "{name}.svg"), refused(&EN, "file_kind", "{name}.svg"));
        assert!(refused(&EN, "something_new", "x.pdf").contains("x.pdf"));
    }

    #[test]
    fn sizes_are_short() {
        let sizes = [1, 999, 1_001, 999_999, 1_000_000, 1_450_000, 12_600_000].map(|bytes| size(&EN, bytes));
        assert_eq!(sizes, ["1 kB", "1 kB", "2 kB", "1000 kB", "1 MB", "1.4 MB", "12 MB"]);
        assert_eq!(size(&ES, 1_450_000), "1,4 MB");
    }

    #[test]
    fn the_button_for_choosing_knows_all_kinds() {
        let accepted = accepted();
        for part in [".pdf", ".jpeg", ".heif", ".docx", "image/png", "text/plain"] {
            assert!(accepted.split(',').any(|one| one == part), "{part}");
        }
    }
}
