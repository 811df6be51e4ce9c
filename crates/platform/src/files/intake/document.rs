//! Documents unpacked once, to nowhere: an archive's directory may say that its entries are short and nothing but words.

use domain::files::FileRefusal;
use domain::files::docx::{self, Part};
use flate2::{Decompress, FlushDecompress, Status};

/// Bytes that are unpacked at once; they are counted, and the next ones take their place.
const PIECE: usize = 64 * 1024;
/// Entries that say what the others are: what is in them decides whether a word processor runs anything.
const TELLING: [&[u8]; 2] = [b"[content_types].xml", b".rels"];
/// They are a few kilobytes.
const LONGEST_TELLING: u64 = 4 * 1024 * 1024;
/// What they call a program.
const PROGRAMS: [&[u8]; 2] = [b"macroenabled", b"vbaproject"];

/// Whether a document that was let through by its directory is what that says.
///
/// # Errors
/// `file_bomb` where an entry goes on after the length it was given, `file_broken` where it cannot be unpacked or ends
/// before, `file_macros` where a program has another name than usual.
pub fn check(bytes: &[u8]) -> Result<(), FileRefusal> {
    for part in docx::parts(bytes).ok_or(FileRefusal::Broken)? {
        let name = part.name.to_ascii_lowercase();
        let telling = TELLING.iter().any(|end| name.ends_with(end));
        if telling && part.unpacked > LONGEST_TELLING {
            return Err(FileRefusal::Bomb);
        }
        let mut search = Search::default();
        unpack(part, |piece| {
            if telling {
                search.read(piece);
            }
        })?;
        if search.found() {
            return Err(FileRefusal::Macros);
        }
    }
    Ok(())
}

/// Gives the content of an entry to `reader`, piece by piece; never more than its length.
fn unpack(part: Part<'_>, mut reader: impl FnMut(&[u8])) -> Result<(), FileRefusal> {
    if !part.deflated {
        reader(part.bytes);
        return Ok(());
    }
    let mut inflate = Decompress::new(false);
    let mut piece = vec![0; PIECE];
    let mut read = 0;
    loop {
        let (taken, given) = (inflate.total_in(), inflate.total_out());
        let status = inflate.decompress(&part.bytes[read..], &mut piece, FlushDecompress::None).map_err(|_| FileRefusal::Broken)?;
        read += usize::try_from(inflate.total_in() - taken).map_err(|_| FileRefusal::Broken)?;
        let written = usize::try_from(inflate.total_out() - given).map_err(|_| FileRefusal::Broken)?;
        if inflate.total_out() > part.unpacked {
            return Err(FileRefusal::Bomb);
        }
        reader(&piece[..written]);
        match status {
            // Nothing stands behind the end of what was packed, and nothing of it is missing.
            Status::StreamEnd if read == part.bytes.len() && inflate.total_out() == part.unpacked => return Ok(()),
            Status::StreamEnd => return Err(FileRefusal::Broken),
            // It waits for bytes that are not there.
            Status::Ok | Status::BufError if written == 0 && inflate.total_in() == taken => return Err(FileRefusal::Broken),
            Status::Ok | Status::BufError => {}
        }
    }
}

/// Looks for the names of programs in a text that comes in pieces, whether it is written in UTF-8 or in UTF-16.
#[derive(Default)]
struct Search {
    text: Vec<u8>,
}

impl Search {
    fn read(&mut self, piece: &[u8]) {
        self.text.extend(piece.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase));
    }

    fn found(&self) -> bool {
        PROGRAMS.iter().any(|name| self.text.windows(name.len()).any(|window| window == *name))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use super::*;

    fn packed(content: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).expect("packed");
        encoder.finish().expect("packed")
    }

    fn unpacked(bytes: &[u8], says: usize) -> Result<Vec<u8>, FileRefusal> {
        let mut content = Vec::new();
        let part = Part { name: b"a", bytes, deflated: true, unpacked: says as u64 };
        unpack(part, |piece| content.extend_from_slice(piece)).map(|()| content)
    }

    #[test]
    fn m4_an_entry_is_unpacked_as_it_is() {
        for content in [Vec::new(), b"words".to_vec(), vec![7; PIECE], vec![7; 3 * PIECE + 1]] {
            assert_eq!(unpacked(&packed(&content), content.len()), Ok(content));
        }
    }

    #[test]
    fn m4_an_entry_that_is_longer_than_it_says_is_a_bomb() {
        let content = vec![0; 50_000_000];
        let small = packed(&content);
        assert!(small.len() < 60_000);
        assert_eq!(unpacked(&small, 1_000), Err(FileRefusal::Bomb));
        assert_eq!(unpacked(&small, content.len() - 1), Err(FileRefusal::Bomb));
        assert_eq!(unpacked(&small, content.len() + 1), Err(FileRefusal::Broken));
    }

    #[test]
    fn m4_an_entry_that_cannot_be_unpacked_is_broken() {
        let content = b"some words, some words, and some words again";
        let whole = packed(content);
        for length in 0..whole.len() {
            assert_eq!(unpacked(&whole[..length], content.len()), Err(FileRefusal::Broken), "{length}");
        }
        assert_eq!(unpacked(&[whole.as_slice(), b"<script>"].concat(), content.len()), Err(FileRefusal::Broken));
        assert_eq!(unpacked(b"\xff\xff\xff", 3), Err(FileRefusal::Broken));
    }

    #[test]
    fn m4_a_program_is_found_by_what_it_is_called() {
        let wide: Vec<u8> = "application/vnd.ms-word.document.MACROEnabled.main+xml".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for text in [b"\"application/vnd.ms-office.vbaProject\"".as_slice(), &wide] {
            let mut search = Search::default();
            text.chunks(7).for_each(|piece| search.read(piece));
            assert!(search.found());
        }
        let mut search = Search::default();
        search.read(b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml");
        assert!(!search.found());
    }
}
