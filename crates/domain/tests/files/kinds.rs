//! Which files go, by their content (M4).

use domain::files::{FileKind, FileRefusal, LONGEST_FILE, Size, kind_of, size_of};

use crate::scene::{archive, document, jpeg, png};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n";

#[test]
fn m4_each_kind_is_known_by_its_content() {
    for (bytes, kind) in [
        (PDF.to_vec(), FileKind::Pdf),
        (png(20, 10), FileKind::Png),
        (jpeg(20, 10), FileKind::Jpeg),
        (archive(&document(), b""), FileKind::Docx),
        (b"Hello".to_vec(), FileKind::Txt),
        ("\u{FEFF}Buenos d\u{ED}as\r\n\t\u{1F44D}\u{C}".into(), FileKind::Txt),
        (b"1 < 2, 3 > 2".to_vec(), FileKind::Txt),
        (b"<3 you".to_vec(), FileKind::Txt),
    ] {
        assert_eq!(kind_of(&bytes), Ok(kind));
    }
}

#[test]
fn m4_media_types_lead_back_to_their_kind() {
    for kind in FileKind::ALL {
        assert_eq!(FileKind::of_media_type(kind.media_type()), Some(*kind));
        assert_eq!(FileKind::named(kind.as_str()), Some(*kind));
    }
    assert_eq!(FileKind::of_media_type("image/svg+xml"), None);
}

#[test]
fn m4_markup_is_refused_whatever_it_is_called() {
    for text in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        "<?xml version=\"1.0\"?><svg/>",
        "<!DOCTYPE html><script>alert(1)</script>",
        "<html>",
        "\u{FEFF} \r\n\t<script>",
        "\u{200B}<script>",
        "<!-- a --><html>",
        "</p>",
        "<%= 1 %>",
        "{\\rtf1 a}",
        "%!PS-Adobe-3.0",
        "#!/bin/sh\nrm -rf ~",
    ] {
        assert_eq!(kind_of(text.as_bytes()), Err(FileRefusal::Kind), "{text}");
    }
}

#[test]
fn m4_what_is_no_text_is_refused() {
    for bytes in [
        b"a\0b".as_slice(),
        b"\xff\xfeH\0i\0",
        b"caf\xe9",
        b"\x1b[31mred",
        b"MZ\x90\x00",
        b"\x7fELF",
        b"GIF89a\x01\x00",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x1f\x8b\x08\x00",
        b"7z\xbc\xaf\x27\x1c",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ] {
        assert_eq!(kind_of(bytes), Err(FileRefusal::Kind), "{bytes:?}");
    }
}

#[test]
fn m4_a_file_has_something_in_it_and_25_mb_at_most() {
    assert_eq!(kind_of(b""), Err(FileRefusal::Empty));
    assert_eq!(kind_of(&vec![b'a'; LONGEST_FILE]), Ok(FileKind::Txt));
    assert_eq!(kind_of(&vec![b'a'; LONGEST_FILE + 1]), Err(FileRefusal::TooLong));
}

#[test]
fn m4_a_pdf_begins_with_its_header_and_has_an_end() {
    for (bytes, refusal) in [
        (b"%PDF-1.7\n".to_vec(), FileRefusal::Broken),
        (b"%PDF-x.7\n%%EOF".to_vec(), FileRefusal::Broken),
        (b"%PDF-3.0\n%%EOF".to_vec(), FileRefusal::Broken),
        ([b"<html>".as_slice(), PDF].concat(), FileRefusal::Kind),
        ([b"\xff\xd8\xff".as_slice(), PDF].concat(), FileRefusal::Broken),
        ([PDF, [b' '; 1_100].as_slice()].concat(), FileRefusal::Broken),
    ] {
        assert_eq!(kind_of(&bytes), Err(refusal));
    }
    assert_eq!(kind_of(&[PDF, b"\r\n\0\0"].concat()), Ok(FileKind::Pdf));
}

#[test]
fn m4_what_is_an_archive_as_well_is_refused() {
    let hidden = archive(&document(), b"");
    for front in [PDF.to_vec(), png(2, 2), jpeg(2, 2), b"Dear Dr. Reed".to_vec()] {
        assert_eq!(kind_of(&[front, hidden.clone()].concat()), Err(FileRefusal::Kind));
    }
    // The other way round: the rest of the PDF as the archive's comment.
    let both = [PDF.to_vec(), archive(&document(), b"\n%%EOF\n")].concat();
    assert_eq!(kind_of(&both), Err(FileRefusal::Kind));
}

#[test]
fn m4_pictures_say_how_large_they_are() {
    let size = |width, height| Ok(Some(Size { width, height }));
    assert_eq!(size_of(FileKind::Png, &png(4_032, 3_024)), size(4_032, 3_024));
    assert_eq!(size_of(FileKind::Jpeg, &jpeg(4_032, 3_024)), size(4_032, 3_024));
    assert_eq!(size_of(FileKind::Pdf, PDF), Ok(None));
}

#[test]
fn m4_a_small_file_that_is_a_huge_picture_is_refused() {
    assert_eq!(kind_of(&png(10_000, 10_000)), Ok(FileKind::Png));
    assert_eq!(kind_of(&png(10_000, 10_001)), Err(FileRefusal::Bomb));
    assert_eq!(kind_of(&png(u32::MAX, u32::MAX)), Err(FileRefusal::Bomb));
    assert_eq!(kind_of(&jpeg(65_535, 65_535)), Err(FileRefusal::Bomb));
    // A second frame, as large as it likes.
    let (one, other) = (jpeg(2, 2), jpeg(65_535, 65_535));
    let frame = one.windows(2).position(|pair| pair == b"\xff\xc0").expect("a frame");
    let twice = [&one[..frame], &one[frame..frame + 13], &other[frame..]].concat();
    assert_eq!(kind_of(&twice), Err(FileRefusal::Broken));
}

#[test]
fn m4_a_picture_that_is_not_whole_is_refused() {
    for whole in [png(20, 10), jpeg(20, 10)] {
        let needed =
            if whole[0] == 0x89 { whole.len() } else { whole.windows(2).position(|pair| pair == b"\xff\xda").expect("a scan") + 2 };
        for length in 8..needed {
            let refusal = kind_of(&whole[..length]).expect_err("cut off");
            assert!(matches!(refusal, FileRefusal::Broken), "{length}: {refusal:?}");
        }
    }
    assert_eq!(kind_of(&png(0, 10)), Err(FileRefusal::Broken));
    let no_data = png(2, 2);
    let data = no_data.windows(4).position(|name| name == b"IDAT").expect("data");
    assert_eq!(kind_of(&[&no_data[..data], b"iDAT".as_slice(), &no_data[data + 4..]].concat()), Err(FileRefusal::Broken));
}

#[test]
fn m4_pictures_of_telephones_may_have_more_behind_them() {
    // It is gone when the picture is made anew.
    assert_eq!(kind_of(&[jpeg(2, 2), b"MotionPhoto_Data".to_vec()].concat()), Ok(FileKind::Jpeg));
}

/// Whatever comes, an answer comes, and no panic.
#[test]
fn m4_broken_files_are_answered() {
    let whole = [PDF.to_vec(), png(20, 10), jpeg(20, 10), archive(&document(), b"c")];
    for bytes in whole {
        let kind = kind_of(&bytes).expect("goes");
        for place in 0..bytes.len() {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[place] = value;
                if let Ok(other) = kind_of(&changed) {
                    assert_eq!(other, kind, "byte {place} is {value}");
                }
            }
            let _ = kind_of(&bytes[..place]);
            let _ = kind_of(&bytes[place..]);
        }
    }
}
