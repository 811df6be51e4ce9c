//! PNG and JPEG: how large they are once they are opened, by their headers.

use super::{FileRefusal, be16, be32};

pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
pub(super) const JPEG: &[u8] = b"\xff\xd8\xff";

/// The most pixels of a picture: 100 million, twice what good telephones take, 400 MB when opened.
pub const MOST_PIXELS: u64 = 100_000_000;

/// Width and height of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

impl Size {
    pub(super) fn checked(width: u32, height: u32) -> Result<Self, FileRefusal> {
        match u64::from(width) * u64::from(height) {
            0 => Err(FileRefusal::Broken),
            pixels if pixels > MOST_PIXELS => Err(FileRefusal::Bomb),
            _ => Ok(Self { width, height }),
        }
    }
}

/// A PNG begins with its header, has chunks one after the other, data among them, and a chunk that ends it.
pub(super) fn png(bytes: &[u8]) -> Result<Size, FileRefusal> {
    let walk = || {
        let mut at = PNG.len();
        let mut data = false;
        loop {
            let length = usize::try_from(be32(bytes, at)?).ok()?;
            let kind = bytes.get(at + 4..at + 8)?;
            let next = at.checked_add(12)?.checked_add(length)?;
            if next > bytes.len() || (at == PNG.len()) != (kind == b"IHDR") {
                return None;
            }
            data |= kind == b"IDAT";
            if kind == b"IEND" {
                return data.then_some(());
            }
            at = next;
        }
    };
    let header = PNG.len() + 8;
    walk().ok_or(FileRefusal::Broken)?;
    let (width, height) = be32(bytes, header).zip(be32(bytes, header + 4)).ok_or(FileRefusal::Broken)?;
    Size::checked(width, height)
}

/// A JPEG is segments one after the other; a frame's says the size, and a scan follows.
pub(super) fn jpeg(bytes: &[u8]) -> Result<Size, FileRefusal> {
    let mut at = 2;
    let mut size = None;
    let mut next = || -> Option<Result<Size, FileRefusal>> {
        loop {
            if *bytes.get(at)? != 0xff {
                return None;
            }
            let marker = *bytes.get(at + 1)?;
            at += match marker {
                // Filling.
                0xff => 1,
                // Markers without a segment: restart, temporary.
                0x01 | 0xd0..=0xd7 => 2,
                // A begin or an end before there was a scan.
                0xd8 | 0xd9 | 0x00 => return None,
                // The scan.
                0xda => return size,
                _ => {
                    let length = usize::from(be16(bytes, at + 2)?);
                    let frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
                    if frame {
                        // Only one: another could be as large as it likes.
                        if size.is_some() {
                            return None;
                        }
                        size = Some(Size::checked(be16(bytes, at + 7)?.into(), be16(bytes, at + 5)?.into()));
                    }
                    if length < 2 {
                        return None;
                    }
                    2 + length
                }
            };
        }
    };
    next().unwrap_or(Err(FileRefusal::Broken))
}
