//! PDF: the header at the first byte and the mark of the end near the last.

use super::FileRefusal;

pub(super) const MAGIC: &[u8] = b"%PDF-";

/// How far from the end the last `%%EOF` may be: what readers look through.
const TAIL: usize = 1_024;

/// Whether it is whole by its two ends. What stands between is for the reader's program; here nobody opens it.
pub(super) fn check(bytes: &[u8]) -> Result<(), FileRefusal> {
    let version =
        bytes.get(MAGIC.len()..MAGIC.len() + 3).is_some_and(|v| matches!(v[0], b'1' | b'2') && v[1] == b'.' && v[2].is_ascii_digit());
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let ended = tail.windows(5).any(|window| window == b"%%EOF");
    if version && ended { Ok(()) } else { Err(FileRefusal::Broken) }
}
