//! DOCX: what of an archive goes (M4).

use domain::files::docx::{FREE_UNPACKED, MOST_ENTRIES, MOST_UNPACKED, Part, parts};
use domain::files::{FileKind, FileRefusal, kind_of};

use crate::scene::{Entry, archive, document};

fn with(entry: Entry) -> Result<FileKind, FileRefusal> {
    let mut entries = document();
    entries.push(entry);
    kind_of(&archive(&entries, b""))
}

#[test]
fn m4_documents_of_several_programs_go() {
    let mut online = document();
    online[2].name = "word/document2.xml";
    assert_eq!(kind_of(&archive(&online, b"")), Ok(FileKind::Docx));
    let mut streamed = document();
    streamed.iter_mut().for_each(|entry| entry.flags = 8);
    assert_eq!(kind_of(&archive(&streamed, b"")), Ok(FileKind::Docx));
    assert_eq!(kind_of(&archive(&document(), b"made by hand")), Ok(FileKind::Docx));
    // Written by an archiver, to a file and to a stream.
    for written in [include_bytes!("made/document.docx").as_slice(), include_bytes!("made/streamed.docx")] {
        assert_eq!(kind_of(written), Ok(FileKind::Docx));
    }
    assert_eq!(with(Entry::new("word/media/image1.png", "…").packed_from(20)), Ok(FileKind::Docx));
    assert_eq!(with(Entry::new("docProps/é.xml", "")), Ok(FileKind::Docx));
}

#[test]
fn m4_entries_are_given_as_they_lie_in_the_file() {
    let entries = document();
    let whole = archive(&entries, b"a comment");
    let plain = |entry: &Entry| (entry.name.as_bytes().to_vec(), entry.content.clone());
    let given = |part: &Part<'_>| {
        assert!(!part.deflated && part.unpacked == part.bytes.len() as u64);
        (part.name.to_vec(), part.bytes.to_vec())
    };
    let found: Vec<_> = parts(&whole).expect("an archive").iter().map(given).collect();
    assert_eq!(found, entries.iter().map(plain).collect::<Vec<_>>());
    for written in [include_bytes!("made/document.docx").as_slice(), include_bytes!("made/streamed.docx")] {
        let parts = parts(written).expect("an archive");
        assert!(parts.iter().any(|part| part.deflated && part.unpacked > part.bytes.len() as u64));
        assert!(parts.iter().any(|part| part.name == b"[Content_Types].xml"));
    }
    assert_eq!(parts(&whole[..whole.len() - 1]), None);
    assert_eq!(parts(b"words"), None);
}

#[test]
fn m4_other_archives_are_refused() {
    for entries in [
        vec![Entry::new("a.html", "<script>")],
        vec![Entry::new("[Content_Types].xml", ""), Entry::new("xl/workbook.xml", "")],
        vec![Entry::new("[Content_Types].xml", "")],
        vec![Entry::new("word/document.xml", "")],
        vec![Entry::new("META-INF/MANIFEST.MF", ""), Entry::new("A.class", "")],
    ] {
        assert_eq!(kind_of(&archive(&entries, b"")), Err(FileRefusal::Kind), "{}", entries[0].name);
    }
}

#[test]
fn m4_a_document_with_a_program_or_a_password_is_refused() {
    assert_eq!(with(Entry::new("word/vbaProject.bin", "")), Err(FileRefusal::Macros));
    assert_eq!(with(Entry::new("word/VBADATA.XML", "")), Err(FileRefusal::Macros));
    let mut locked = Entry::new("word/a.xml", "");
    for flag in [1, 0x41, 0x2000] {
        locked.flags = flag;
        assert_eq!(with(locked.clone()), Err(FileRefusal::Locked), "{flag}");
    }
}

#[test]
fn m4_what_would_be_huge_is_refused() {
    let free = u32::try_from(FREE_UNPACKED).expect("fits");
    assert_eq!(with(Entry::new("word/media/a", "x").packed_from(free - 100)), Ok(FileKind::Docx));
    assert_eq!(with(Entry::new("word/media/a", "x").packed_from(free)), Err(FileRefusal::Bomb));
    assert_eq!(with(Entry::new("word/media/a", "x").packed_from(u32::MAX - 1)), Err(FileRefusal::Bomb));
    // Long enough to hold it, and still too much.
    let long = "x".repeat(1_100_000);
    let most = u32::try_from(MOST_UNPACKED).expect("fits");
    assert_eq!(with(Entry::new("word/media/a", &long).packed_from(most - 100)), Ok(FileKind::Docx));
    assert_eq!(with(Entry::new("word/media/a", &long).packed_from(most)), Err(FileRefusal::Bomb));
}

#[test]
fn m4_entries_that_share_their_bytes_are_refused() {
    let entries = document();
    let mut bytes = archive(&entries, b"");
    let places: Vec<usize> = bytes.windows(4).enumerate().filter(|(_, name)| *name == b"PK\x01\x02").map(|(at, _)| at).collect();
    // The third entry lies where the first does.
    bytes[places[2] + 42..places[2] + 46].fill(0);
    assert_eq!(kind_of(&bytes), Err(FileRefusal::Broken));
}

#[test]
fn m4_nothing_hides_between_before_or_behind_the_entries() {
    let whole = archive(&document(), b"");
    let directory = whole.windows(4).position(|name| name == b"PK\x01\x02").expect("a directory");
    let hidden = b"<script>alert(1)</script>";
    let mut between = [&whole[..directory], hidden, &whole[directory..]].concat();
    let end = between.len() - 22;
    let begin = u32::try_from(directory + hidden.len()).expect("short").to_le_bytes();
    between[end + 16..end + 20].copy_from_slice(&begin);
    assert_eq!(kind_of(&between), Err(FileRefusal::Broken));
    assert_eq!(kind_of(&[whole.as_slice(), hidden].concat()), Err(FileRefusal::Broken), "behind the end");
    assert_eq!(kind_of(&[b"PK\x03\x04".as_slice(), &whole].concat()), Err(FileRefusal::Broken), "before the first");
}

#[test]
fn m4_directory_and_entries_say_the_same() {
    let whole = archive(&document(), b"");
    let mut renamed = whole.clone();
    renamed[30] = b'x';
    assert_eq!(kind_of(&renamed), Err(FileRefusal::Broken), "another name");
    let mut longer = whole.clone();
    longer[18] += 1;
    assert_eq!(kind_of(&longer), Err(FileRefusal::Broken), "another length");
    let mut packed = whole.clone();
    packed[8] = 8;
    assert_eq!(kind_of(&packed), Err(FileRefusal::Broken), "another way of packing");
}

#[test]
fn m4_names_in_an_archive_stay_in_it() {
    for name in ["/etc/passwd", "../a", "word/../../a", "word\\a", "C:a", "a\0b", "a\nb"] {
        assert_eq!(with(Entry::new(name, "")), Err(FileRefusal::Broken), "{name:?}");
    }
    assert_eq!(with(Entry::new("WORD/Document.xml", "")), Err(FileRefusal::Broken), "the same name twice");
    let mut empty = Entry::new("", "");
    empty.content = Vec::new();
    assert_eq!(with(empty), Err(FileRefusal::Broken));
}

#[test]
fn m4_unknown_ways_of_packing_are_refused() {
    for method in [1, 9, 12, 14, 93, 99] {
        let mut entry = Entry::new("word/a.xml", "a");
        entry.method = method;
        assert_eq!(with(entry), Err(FileRefusal::Broken), "{method}");
    }
}

#[test]
fn m4_an_archive_has_so_many_entries_and_no_more() {
    // Names have to differ; what is not freed here lives as long as the test.
    let more = |count: usize| {
        let mut entries = document();
        entries.extend((0..count - 3).map(|number| Entry::new(Box::leak(format!("word/{number}").into_boxed_str()), "")));
        kind_of(&archive(&entries, b""))
    };
    assert_eq!(more(MOST_ENTRIES.into()), Ok(FileKind::Docx));
    assert_eq!(more(usize::from(MOST_ENTRIES) + 1), Err(FileRefusal::Broken));
}
