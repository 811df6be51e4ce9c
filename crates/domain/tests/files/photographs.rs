//! HEIC: what was noted about a picture is gone, and the picture stays bit for bit (M4).

use domain::files::heic::without_notes;
use domain::files::{FileKind, FileRefusal, LONGEST_FILE, kind_of};

use crate::scene::boxed;

/// Written by libheif: 64 by 48 pixels, with Exif and XMP that say where.
const WRITTEN: &[u8] = include_bytes!("made/photograph.heic");

const PIXELS: &[u8] = b"coded picture, the first half|the second half";
const EXIF: &[u8] = b"\0\0\0\x06Exif\0\0MM\0*GPSLatitude 40.7128";
const XMP: &[u8] = b"<x:xmpmeta>GPSLongitude -74.0060</x:xmpmeta>";
const TILE: &[u8] = b"tile kept in idat";

fn full(kind: &[u8; 4], version: u8, content: &[u8]) -> Vec<u8> {
    boxed(kind, &[[version, 0, 0, 0].as_slice(), content].concat())
}

fn item(id: u16, kind: &[u8; 4], words: &[u8]) -> Vec<u8> {
    full(b"infe", 2, &[id.to_be_bytes().as_slice(), &[0, 0], kind, words].concat())
}

fn size(width: u32, height: u32) -> Vec<u8> {
    full(b"ispe", 0, &[width.to_be_bytes(), height.to_be_bytes()].concat())
}

/// Where an item's bytes lie: by the file's begin (0) or `idat`'s (1).
fn location(id: u16, method: u16, extents: &[(u32, usize)]) -> Vec<u8> {
    let mut out = [id.to_be_bytes(), method.to_be_bytes(), [0, 0], u16::try_from(extents.len()).expect("few").to_be_bytes()].concat();
    for (offset, length) in extents {
        out.extend(offset.to_be_bytes());
        out.extend(u32::try_from(*length).expect("short").to_be_bytes());
    }
    out
}

/// A photograph: pixels in two pieces with the notes between them, a tile in `idat`, a description among the properties.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    photograph_with(width, height, &[])
}

/// The same, whose directory says more of where items lie.
fn photograph_with(width: u32, height: u32, more: &[Vec<u8>]) -> Vec<u8> {
    let build = |media: u32| {
        let at = |offset: usize| media + u32::try_from(offset).expect("short");
        let half = PIXELS.len() / 2;
        let locations = [
            location(1, 0, &[(at(0), half), (at(half + EXIF.len()), PIXELS.len() - half)]),
            location(2, 0, &[(at(half), EXIF.len())]),
            location(3, 0, &[(at(PIXELS.len() + EXIF.len()), XMP.len())]),
            location(4, 1, &[(3, TILE.len())]),
        ];
        let count = u16::try_from(locations.len() + more.len()).expect("few").to_be_bytes();
        let iloc = full(b"iloc", 1, &[[0x44, 0x00].as_slice(), &count, &locations.concat(), &more.concat()].concat());
        let items =
            [item(1, b"hvc1", b"Home\0"), item(2, b"Exif", b"\0"), item(3, b"mime", b"\0application/rdf+xml\0"), item(4, b"grid", b"\0")];
        let iinf = full(b"iinf", 0, &[[0, 4].as_slice(), &items.concat()].concat());
        let described = full(b"udes", 0, b"Taken at 40.7128, -74.0060");
        let iprp = boxed(b"iprp", &boxed(b"ipco", &[size(width, height), described].concat()));
        let idat = boxed(b"idat", &[b"GPS".as_slice(), TILE, b"GPS"].concat());
        let xml = full(b"xml ", 0, b"<place>40.7128</place>");
        let meta = full(b"meta", 0, &[full(b"hdlr", 0, b"\0\0\0\0pict"), full(b"pitm", 0, &[0, 1]), iinf, iprp, iloc, idat, xml].concat());
        let mdat = boxed(b"mdat", &[&PIXELS[..half], EXIF, &PIXELS[half..], XMP, b"GPS trailer"].concat());
        let uuid = boxed(b"uuid", b"sixteen bytes id40.7128, -74.0060");
        (boxed(b"ftyp", b"heic\0\0\0\0mif1heic"), meta, mdat, uuid)
    };
    let (ftyp, meta, ..) = build(0);
    let media = u32::try_from(ftyp.len() + meta.len() + 8).expect("short");
    let (ftyp, meta, mdat, uuid) = build(media);
    [ftyp, meta, mdat, uuid].concat()
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[test]
fn m4_a_photograph_is_known() {
    let photograph = photograph(4_032, 3_024);
    assert_eq!(kind_of(&photograph), Ok(FileKind::Heic));
}

#[test]
fn m4_the_place_where_it_was_taken_is_gone_and_the_picture_is_as_it_was() {
    let before = photograph(4_032, 3_024);
    let after = without_notes(before.clone()).expect("whole");
    for words in [b"GPS".as_slice(), b"40.7128", b"-74.0060", b"Exif", b"xmpmeta", b"Home", b"rdf", b"sixteen"] {
        assert!(has(&before, words), "{words:?}");
        assert!(!has(&after, words), "{words:?}");
    }
    assert_eq!(after.len(), before.len(), "nothing moved");
    let half = PIXELS.len() / 2;
    for kept in [&PIXELS[..half], &PIXELS[half..], TILE, b"hvc1", b"grid", b"ispe"] {
        let place = |bytes: &[u8]| bytes.windows(kept.len()).position(|window| window == kept);
        assert_eq!(place(&after), place(&before), "{kept:?}");
        assert!(place(&after).is_some());
    }
    assert_eq!(kind_of(&after), Ok(FileKind::Heic));
    assert_eq!(without_notes(after.clone()), Ok(after), "once is enough");
}

#[test]
fn m4_a_photograph_that_an_encoder_wrote_loses_its_place_and_keeps_its_picture() {
    assert_eq!(kind_of(WRITTEN), Ok(FileKind::Heic));
    let after = without_notes(WRITTEN.to_vec()).expect("whole");
    for words in [b"Planted Maker".as_slice(), b"2026:03:03", b"xmpmeta", b"40.7128", b"Exif", b"rdf+xml"] {
        assert!(has(WRITTEN, words), "{words:?}");
        assert!(!has(&after, words), "{words:?}");
    }
    // Where its directory says that the coded picture is.
    let picture = 0x22c..0x22c + 0x6a;
    assert_eq!(after[picture.clone()], WRITTEN[picture.clone()]);
    assert!(after[picture.end..].iter().all(|byte| *byte == 0));
}

#[test]
fn m4_a_huge_photograph_is_refused() {
    assert_eq!(kind_of(&photograph(10_000, 10_000)), Ok(FileKind::Heic));
    assert_eq!(kind_of(&photograph(10_000, 10_001)), Err(FileRefusal::Bomb));
    assert_eq!(kind_of(&photograph(0, 1)), Err(FileRefusal::Broken));
}

/// Nobody goes through millions of them: those of what is no picture count, too.
#[test]
fn m4_a_photograph_in_very_many_stretches_is_refused() {
    // Item 2 is a note; five stretches are there already, of four items.
    let stretches = |count: usize| location(2, 0, &vec![(0, 1); count]);
    assert_eq!(kind_of(&photograph_with(20, 10, &[stretches(9_995)])), Ok(FileKind::Heic));
    assert_eq!(kind_of(&photograph_with(20, 10, &[stretches(9_996)])), Err(FileRefusal::Broken));
    assert_eq!(kind_of(&photograph_with(20, 10, &vec![stretches(0); 9_996])), Ok(FileKind::Heic));
    assert_eq!(kind_of(&photograph_with(20, 10, &vec![stretches(0); 9_997])), Err(FileRefusal::Broken));
    let full = photograph_with(20, 10, &vec![stretches(65_535); 49]);
    assert!((25_000_000..LONGEST_FILE).contains(&full.len()), "{} bytes", full.len());
    assert_eq!(kind_of(&full), Err(FileRefusal::Broken));
}

#[test]
fn m4_films_and_other_pictures_are_refused() {
    for brand in [b"isom", b"mp42", b"qt  ", b"avif", b"M4A ", b"crx "] {
        let mut other = photograph(2, 2);
        other[8..12].copy_from_slice(brand);
        other[20..24].copy_from_slice(brand);
        assert_eq!(kind_of(&other), Err(FileRefusal::Kind), "{brand:?}");
    }
}

/// Whatever comes, an answer comes, and no panic; what is emptied can be read again.
#[test]
fn m4_broken_photographs_are_answered() {
    let whole = photograph(20, 10);
    let last_box = whole.windows(4).position(|name| name == b"uuid").expect("a last box") - 4;
    for place in 0..whole.len() {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut changed = whole.clone();
            changed[place] = value;
            if let Ok(emptied) = without_notes(changed) {
                assert_eq!(emptied.len(), whole.len());
                assert!(without_notes(emptied).is_ok(), "byte {place} was {value}");
            }
        }
        // The last box is nothing the picture needs.
        assert_eq!(without_notes(whole[..place].to_vec()).is_ok(), place == last_box, "cut off at {place}");
    }
}
