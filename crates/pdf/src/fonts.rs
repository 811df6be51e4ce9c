//! The typefaces of documents, which are part of the program: nothing of the machine it runs on shows in a file.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// In the order in which they are asked for a glyph: the applications' own, then by how many people need them.
const FILES: &[&[u8]] = &[
    include_bytes!("../fonts/Figtree-400.ttf"),
    include_bytes!("../fonts/Figtree-600.ttf"),
    include_bytes!("../fonts/NotoSans-400.ttf"),
    include_bytes!("../fonts/NotoEmoji-400.ttf"),
    include_bytes!("../fonts/DroidSansFallback-400.ttf"),
    include_bytes!("../fonts/Hangul-400.ttf"),
    include_bytes!("../fonts/NotoSansArabic-400.ttf"),
    include_bytes!("../fonts/NotoSansDevanagari-400.ttf"),
    include_bytes!("../fonts/NotoSansHebrew-400.ttf"),
    include_bytes!("../fonts/NotoSansBengali-400.ttf"),
    include_bytes!("../fonts/NotoSansTelugu-400.ttf"),
    include_bytes!("../fonts/NotoSansTamil-400.ttf"),
    include_bytes!("../fonts/NotoSansGujarati-400.ttf"),
    include_bytes!("../fonts/NotoSansGurmukhi-400.ttf"),
    include_bytes!("../fonts/NotoSansKannada-400.ttf"),
    include_bytes!("../fonts/NotoSansMalayalam-400.ttf"),
    include_bytes!("../fonts/NotoSansOriya-400.ttf"),
    include_bytes!("../fonts/NotoSansSinhala-400.ttf"),
    include_bytes!("../fonts/NotoSansThai-400.ttf"),
    include_bytes!("../fonts/NotoSansLao-400.ttf"),
    include_bytes!("../fonts/NotoSansKhmer-400.ttf"),
    include_bytes!("../fonts/NotoSansMyanmar-400.ttf"),
    include_bytes!("../fonts/NotoSansEthiopic-400.ttf"),
    include_bytes!("../fonts/NotoSansArmenian-400.ttf"),
    include_bytes!("../fonts/NotoSansGeorgian-400.ttf"),
    include_bytes!("../fonts/NotoSansSymbols-400.ttf"),
];
/// A box for whatever the others lack.
const LAST_RESORT: &[u8] = include_bytes!("../fonts/LastResort.ttf");

/// All of them, read once.
pub static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::read);

/// Typefaces.
pub struct Fonts {
    /// Each, the last resort at the end.
    pub all: Vec<Font>,
    /// What is known of them.
    pub book: LazyHash<FontBook>,
    /// Their names, in the order in which they are asked.
    pub families: Vec<String>,
    /// A bit for each character that is drawn as itself.
    drawn: Vec<u64>,
}

impl Fonts {
    fn read() -> Self {
        let read = |bytes: &'static [u8]| Font::new(Bytes::new(bytes), 0);
        let mut all: Vec<Font> = FILES.iter().copied().filter_map(read).collect();
        let mut drawn = vec![0; (char::MAX as usize + 1) / 64];
        for code in all.iter().flat_map(|font| font.info().coverage.iter()) {
            let (word, bit) = place(code);
            drawn[word] |= bit;
        }
        all.extend(read(LAST_RESORT));
        let mut families: Vec<String> = all.iter().map(|font| font.info().family.to_string()).collect();
        families.dedup();
        Self { book: LazyHash::new(FontBook::from_fonts(&all)), all, families, drawn }
    }

    /// Whether one of them has a glyph for `ch`.
    pub fn draw(&self, ch: char) -> bool {
        let (word, bit) = place(ch.into());
        self.drawn[word] & bit != 0
    }
}

/// In which word, and which bit of it.
fn place(code: u32) -> (usize, u64) {
    (code as usize / 64, 1 << (code % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_typeface_can_be_read_and_has_its_place() {
        assert_eq!(FONTS.all.len(), FILES.len() + 1);
        assert_eq!(FONTS.families.len(), FILES.len(), "Figtree has two weights, all others one, and the last resort comes last");
        assert_eq!(FONTS.families.first().map(String::as_str), Some("Figtree"));
        assert_eq!(FONTS.families.last().map(String::as_str), Some("Anteroom Last Resort"));
    }

    #[test]
    fn what_people_write_in_is_drawn() {
        for ch in "aÑßœΩЖאبहবતਕకಕമଓසไລកမአԱႧ中文字かカ한글😀❤☎→…€".chars() {
            assert!(FONTS.draw(ch), "{ch} U+{:04X}", u32::from(ch));
        }
        for ch in "\u{13000}\u{e000}\u{378}\u{10ffff}".chars() {
            assert!(!FONTS.draw(ch), "U+{:04X}", u32::from(ch));
        }
    }
}
