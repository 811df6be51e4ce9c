//! Files that people send (M4): what they are is read from their content, never from their name.
//!
//! Six kinds go, by a closed list. A file that could be taken for something else by another program (one that is a ZIP
//! archive, too, or markup under another name) and one that is small on the wire and huge when it is opened are refused.
//! Everything here looks at bytes that are there already, unpacks nothing and is linear in their length.

pub mod docx;
pub mod heic;
pub mod name;
mod pdf;
mod picture;

pub use picture::{MOST_PIXELS, Size};

/// The longest file, in bytes: 25 MB.
pub const LONGEST_FILE: usize = 25 * 1024 * 1024;

named! {
    /// What a file is.
    FileKind {
        /// Portable Document Format (ISO 32000).
        Pdf = "pdf",
        /// Portable Network Graphics (ISO 15948).
        Png = "png",
        /// A photograph (ISO 10918).
        Jpeg = "jpeg",
        /// A photograph of a telephone (ISO 23008-12).
        Heic = "heic",
        /// A text document of a word processor (ISO 29500).
        Docx = "docx",
        /// Plain text in UTF-8.
        Txt = "txt",
    }
}

impl FileKind {
    /// The media type it is served with.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Heic => "image/heic",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Txt => "text/plain; charset=utf-8",
        }
    }

    /// The kind of a file of this media type.
    #[must_use]
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.media_type() == media_type)
    }

    /// How its name may end; the first is what it gets where it ends otherwise.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Heic => &["heic", "heif"],
            Self::Docx => &["docx"],
            Self::Txt => &["txt"],
        }
    }

    /// Whether a browser may show it in the page.
    #[must_use]
    pub const fn has_preview(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg)
    }
}

/// Why a file does not go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    /// There is nothing in it.
    Empty,
    /// It is longer than [`LONGEST_FILE`].
    TooLong,
    /// It is none of the kinds that go.
    Kind,
    /// It begins as one of them and is not whole, or not as such a file must be.
    Broken,
    /// It would be huge once it is opened.
    Bomb,
    /// It has a program in it.
    Macros,
    /// It cannot be opened without a password.
    Locked,
}

impl FileRefusal {
    /// The name it has in a problem.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::TooLong => "file_too_long",
            Self::Kind => "file_kind",
            Self::Broken => "file_broken",
            Self::Bomb => "file_bomb",
            Self::Macros => "file_macros",
            Self::Locked => "file_locked",
        }
    }
}

/// What the file is.
///
/// # Errors
/// When it does not go.
pub fn kind_of(bytes: &[u8]) -> Result<FileKind, FileRefusal> {
    if bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    if bytes.len() > LONGEST_FILE {
        return Err(FileRefusal::TooLong);
    }
    if docx::is_archive(bytes) {
        return docx::check(bytes).map(|()| FileKind::Docx);
    }
    // A picture with an archive behind it is a picture to one program and an archive to another.
    if docx::ends_as_archive(bytes) {
        return Err(FileRefusal::Kind);
    }
    if bytes.starts_with(pdf::MAGIC) {
        return pdf::check(bytes).map(|()| FileKind::Pdf);
    }
    if bytes.starts_with(picture::PNG) {
        return picture::png(bytes).map(|_| FileKind::Png);
    }
    if bytes.starts_with(picture::JPEG) {
        return picture::jpeg(bytes).map(|_| FileKind::Jpeg);
    }
    if heic::is_heic(bytes) {
        return heic::check(bytes).map(|()| FileKind::Heic);
    }
    if is_plain_text(bytes) { Ok(FileKind::Txt) } else { Err(FileRefusal::Kind) }
}

/// How large a PNG or JPEG is when it is opened; none for other kinds.
///
/// # Errors
/// When it does not say, or is larger than [`MOST_PIXELS`].
pub fn size_of(kind: FileKind, bytes: &[u8]) -> Result<Option<Size>, FileRefusal> {
    match kind {
        FileKind::Png => picture::png(bytes).map(Some),
        FileKind::Jpeg => picture::jpeg(bytes).map(Some),
        FileKind::Pdf | FileKind::Heic | FileKind::Docx | FileKind::Txt => Ok(None),
    }
}

/// UTF-8 without control characters but line ends, tabs and page breaks, that does not begin as markup of any kind: HTML,
/// SVG and XML under the name of a text are not for a text's reader. A PostScript file and a script with its `#!` are none
/// either.
fn is_plain_text(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let begin = text.trim_start_matches(|ch: char| ch.is_whitespace() || crate::text::is_invisible(ch));
    let markup = begin.strip_prefix('<').is_some_and(|rest| rest.starts_with(|ch: char| ch.is_ascii_alphabetic() || "!?/%".contains(ch)));
    !text.chars().any(|ch| ch.is_control() && !matches!(ch, '\n' | '\r' | '\t' | '\u{C}'))
        && !markup
        && !begin.starts_with("%!PS")
        && !begin.starts_with("{\\rtf")
        && !text.starts_with("#!")
}

/// Numbers as files write them, checked for their place.
fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
