//! DOCX: a ZIP archive (APPNOTE 6.3.9) whose directory says that it is one document of a word processor (ISO 29500-2), and
//! nothing else. Only the directory is read; nothing is unpacked here: [`parts`] gives the entries to who looks into them.
//!
//! The archive begins at the first byte and ends at the last, its entries lie side by side without a gap, and the directory
//! and the entries say the same. So every program reads the same archive, nothing hides in it, and entries that share their
//! bytes, which make archives of petabytes, cannot be.

use std::collections::HashSet;

use super::{FileRefusal, le16, le32};

const ENTRY: &[u8] = b"PK\x03\x04";
const DIRECTORY: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
/// The end's length without a comment.
const END_LENGTH: usize = 22;
/// What may stand behind an entry that was written in a stream: its sum and two lengths of 8 bytes.
const DESCRIPTOR: usize = 24;

/// The most entries: a document with a thousand pictures has about so many.
pub const MOST_ENTRIES: u16 = 4_096;
/// The most bytes all entries are together once they are unpacked.
pub const MOST_UNPACKED: u64 = 200_000_000;
/// How many times as long as the archive what is in it may be, once it is more than [`FREE_UNPACKED`].
pub const MOST_RATIO: u64 = 200;
/// So many bytes may be packed as tight as they like.
pub const FREE_UNPACKED: u64 = 10_000_000;

/// Whether it begins as an archive.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(ENTRY)
}

/// Whether it ends as one: to programs that look from the end it is an archive, whatever it begins with.
pub(super) fn ends_as_archive(bytes: &[u8]) -> bool {
    end(bytes).is_some()
}

/// Where the end of the directory stands: its comment reaches to the last byte.
fn end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_LENGTH)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last).rev().find(|at| {
        bytes[*at..].starts_with(END) && le16(bytes, at + 20).is_some_and(|comment| at + END_LENGTH + usize::from(comment) == bytes.len())
    })
}

/// An entry as the directory has it.
struct Entry<'a> {
    name: &'a [u8],
    streamed: bool,
    locked: bool,
    method: u16,
    packed: usize,
    unpacked: u64,
    at: usize,
}

/// Whether it is a document.
pub(super) fn check(bytes: &[u8]) -> Result<(), FileRefusal> {
    let (entries, directory_at) = directory(bytes).ok_or(FileRefusal::Broken)?;
    if entries.iter().any(|entry| entry.locked) {
        return Err(FileRefusal::Locked);
    }
    let unpacked = entries.iter().map(|entry| entry.unpacked).sum::<u64>();
    let most = (bytes.len() as u64).saturating_mul(MOST_RATIO).clamp(FREE_UNPACKED, MOST_UNPACKED);
    if unpacked > most {
        return Err(FileRefusal::Bomb);
    }
    if !lie_side_by_side(bytes, &entries, directory_at) {
        return Err(FileRefusal::Broken);
    }
    let mut names = HashSet::new();
    if !entries.iter().all(|entry| is_name(entry.name) && names.insert(entry.name.to_ascii_lowercase())) {
        return Err(FileRefusal::Broken);
    }
    if names.iter().any(|name| name.ends_with(b"vbaproject.bin") || name.ends_with(b"vbadata.xml")) {
        return Err(FileRefusal::Macros);
    }
    let types = names.contains(b"[content_types].xml".as_slice());
    // Usually `word/document.xml`; one that was written on the web has a number.
    let document = names.iter().any(|name| name.starts_with(b"word/document") && name.ends_with(b".xml"));
    if types && document { Ok(()) } else { Err(FileRefusal::Kind) }
}

/// All entries of the directory, and where it stands.
fn directory(bytes: &[u8]) -> Option<(Vec<Entry<'_>>, usize)> {
    let end = end(bytes)?;
    let (disk, directory_disk) = (le16(bytes, end + 4)?, le16(bytes, end + 6)?);
    let (here, count) = (le16(bytes, end + 8)?, le16(bytes, end + 10)?);
    let length = usize::try_from(le32(bytes, end + 12)?).ok()?;
    let begin = usize::try_from(le32(bytes, end + 16)?).ok()?;
    let whole = disk == 0 && directory_disk == 0 && here == count && (1..=MOST_ENTRIES).contains(&count);
    if !whole || begin.checked_add(length)? != end {
        return None;
    }
    let mut at = begin;
    let mut entries = Vec::with_capacity(count.into());
    for _ in 0..count {
        if !bytes.get(at..end)?.starts_with(DIRECTORY) {
            return None;
        }
        let [name, extra, comment] = [le16(bytes, at + 28)?, le16(bytes, at + 30)?, le16(bytes, at + 32)?].map(usize::from);
        let flags = le16(bytes, at + 8)?;
        entries.push(Entry {
            name: bytes.get(at + 46..at + 46 + name)?,
            // Bit 0: encrypted; bit 6 and 13: in stronger ways.
            locked: flags & 0x2041 != 0,
            streamed: flags & 8 != 0,
            method: le16(bytes, at + 10)?,
            packed: usize::try_from(le32(bytes, at + 20)?).ok()?,
            unpacked: le32(bytes, at + 24)?.into(),
            at: usize::try_from(le32(bytes, at + 42)?).ok()?,
        });
        at += 46 + name + extra + comment;
    }
    (at == end).then_some((entries, begin))
}

/// Whether the entries fill the file up to the directory, each where and what the directory says.
fn lie_side_by_side(bytes: &[u8], entries: &[Entry<'_>], directory_at: usize) -> bool {
    let mut places: Vec<&Entry<'_>> = entries.iter().collect();
    places.sort_by_key(|entry| entry.at);
    let mut free = 0..=0;
    for entry in places {
        let Some(end) = end_of(bytes, entry).filter(|_| free.contains(&entry.at)) else { return false };
        free = end..=end + if entry.streamed { DESCRIPTOR } else { 0 };
    }
    free.contains(&directory_at)
}

/// Where an entry's bytes end, when its own header agrees with the directory.
fn end_of(bytes: &[u8], entry: &Entry<'_>) -> Option<usize> {
    let at = entry.at;
    let [name, extra] = [le16(bytes, at.checked_add(26)?)?, le16(bytes, at.checked_add(28)?)?].map(usize::from);
    let begin = at + 30 + name + extra;
    let end = begin.checked_add(entry.packed)?;
    let packed_here = usize::try_from(le32(bytes, at + 18)?).ok()?;
    let agrees = bytes.get(at..)?.starts_with(ENTRY)
        && bytes.get(at + 30..at + 30 + name)? == entry.name
        && le16(bytes, at + 8)? == entry.method
        && (entry.streamed || packed_here == entry.packed);
    let method = match entry.method {
        // As it is.
        0 => entry.packed as u64 == entry.unpacked,
        // Deflate.
        8 => true,
        _ => false,
    };
    (agrees && method && end <= bytes.len()).then_some(end)
}

/// An entry of a document, as it lies in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its path in the archive.
    pub name: &'a [u8],
    /// Its bytes in the file.
    pub bytes: &'a [u8],
    /// Whether they are packed by Deflate (RFC 1951); else they are the content itself.
    pub deflated: bool,
    /// How long the directory says that it is when it is unpacked.
    pub unpacked: u64,
}

/// The entries of a document that [`kind_of`](super::kind_of) has let through; none where it is no archive.
#[must_use]
pub fn parts<'a>(bytes: &'a [u8]) -> Option<Vec<Part<'a>>> {
    let (entries, _) = directory(bytes)?;
    let part = |entry: &Entry<'a>| {
        let end = end_of(bytes, entry)?;
        Some(Part { name: entry.name, bytes: &bytes[end - entry.packed..end], deflated: entry.method == 8, unpacked: entry.unpacked })
    };
    entries.iter().map(part).collect()
}

/// A path in the archive that leads nowhere else.
fn is_name(name: &[u8]) -> bool {
    let plain = std::str::from_utf8(name).is_ok_and(|name| !name.contains(|ch: char| ch.is_control() || ch == '\\' || ch == ':'));
    plain && !name.is_empty() && !name.starts_with(b"/") && name.split(|byte| *byte == b'/').all(|part| part != b"..")
}
