//! M4: where a picture was taken is not kept, by the word of a reader of such notes that is not ours (`kamadak-exif`).

use std::io::Cursor;

use domain::messaging::SendMessage;
use exif::experimental::Writer;
use exif::{Field, In, Rational, Reader, Tag, Value};
use image::ImageFormat;

use super::made::{HEIC, chunk, picture, png_with};
use super::thread::{Thread, fresh_id};
use crate::harness::{House, both_databases, once};

both_databases!(m4_where_a_picture_was_taken_is_not_kept_by_the_word_of_another_reader,);

/// Words that stand in the notes in one way or another.
const WORDS: [&[u8]; 10] =
    [b"Exif", b"GPS", b"40.7128", b"-74.0060", b"Planted", b"xmpmeta", b"photoshop", b"2026:03:03", b"rdf+xml", b"Brooklyn"];

/// Notes as telephones write them: who made it, when, and where to a metre.
fn notes() -> Vec<u8> {
    let degrees = |parts: [u32; 3]| Value::Rational(parts.map(|part| Rational { num: part, denom: 1 }).to_vec());
    let text = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let fields = [
        (Tag::Make, text("Planted Maker")),
        (Tag::DateTimeOriginal, text("2026:03:03 10:00:00")),
        (Tag::GPSLatitudeRef, text("N")),
        (Tag::GPSLatitude, degrees([40, 42, 46])),
        (Tag::GPSLongitudeRef, text("W")),
        (Tag::GPSLongitude, degrees([74, 0, 21])),
        (Tag::ImageDescription, text("Brooklyn, at home")),
    ]
    .map(|(tag, value)| Field { tag, ifd_num: In::PRIMARY, value });
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).expect("notes");
    out.into_inner()
}

const XMP: &[u8] = b"<x:xmpmeta><rdf exif:GPSLatitude='40.7128' exif:GPSLongitude='-74.0060'/></x:xmpmeta>";

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
    [&[0xff, marker], length.as_slice(), content].concat()
}

/// A photograph with every kind of note a JPEG can have, and another one behind it, as some telephones do.
fn jpeg() -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg);
    let noted = [
        segment(0xe1, &[b"Exif\0\0", notes().as_slice()].concat()),
        segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", XMP].concat()),
        segment(0xed, b"Photoshop 3.0\0photoshop 8BIM 40.7128 Brooklyn"),
        segment(0xe2, b"MPF\0Planted"),
        segment(0xfe, b"Planted at 40.7128, -74.0060"),
    ];
    [&plain[..2], &noted.concat(), &plain[2..], b"MotionPhoto_Data GPS 40.7128", &plain].concat()
}

fn png() -> Vec<u8> {
    let noted = [
        chunk(b"eXIf", &notes()),
        chunk(b"tEXt", b"Location\x0040.7128, -74.0060 Brooklyn"),
        chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", XMP].concat()),
        chunk(b"tIME", &[7, 234, 3, 3, 10, 0, 0]),
        chunk(b"prVt", b"Planted GPS"),
    ];
    [png_with(&noted.concat()), b"GPS 40.7128".to_vec()].concat()
}

/// What another reader of notes finds in a picture.
fn found(bytes: &[u8]) -> Vec<String> {
    let read = Reader::new().read_from_container(&mut Cursor::new(bytes));
    read.map(|notes| notes.fields().map(|field| field.tag.to_string()).collect()).unwrap_or_default()
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

async fn m4_where_a_picture_was_taken_is_not_kept_by_the_word_of_another_reader(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    for (name, bytes) in [("photo.jpg", jpeg()), ("photo.png", png()), ("photo.heic", HEIC.to_vec())] {
        let before = found(&bytes);
        assert!(before.contains(&"Make".to_owned()), "{name} has something to lose: {before:?}");
        assert!(name == "photo.heic" || before.contains(&"GPSLatitude".to_owned()), "{name}: {before:?}");
        let file = thread.browser.upload_my_message_file(&once(), thread.id, name, bytes).await.expect("kept");
        let input = SendMessage { id: fresh_id(), text: "".into(), files: vec![file.id] };
        thread.browser.send_my_message(&once(), thread.id, &input).await.expect("sent");
        for kept in [
            thread.jordan.get_message_file(file.id).await.expect("theirs"),
            thread.browser.get_my_message_file(file.id).await.expect("hers"),
        ] {
            assert_eq!(found(&kept), Vec::<String>::new(), "{name}");
            for words in WORDS {
                assert!(!has(&kept, words), "{} is still in {name}", String::from_utf8_lossy(words));
            }
            match name {
                "photo.png" => assert_eq!(chunks(&kept), ["IHDR", "IDAT", "IEND"], "nothing but the picture"),
                "photo.jpg" => assert!(markers(&kept).iter().all(|marker| MARKERS.contains(marker)), "{:x?}", markers(&kept)),
                // Which nothing here can draw: its picture is byte for byte the same (`domain`, `photographs.rs`).
                _ => {}
            }
        }
    }
}

/// The names of a PNG's chunks, each once, to the last byte.
fn chunks(bytes: &[u8]) -> Vec<String> {
    let (mut at, mut names) = (8, Vec::new());
    while at < bytes.len() {
        let length = u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
        names.push(String::from_utf8_lossy(&bytes[at + 4..at + 8]).into_owned());
        at += 12 + length;
    }
    names.dedup();
    names
}

/// What a JPEG needs: the format's own segment, tables, a frame, a scan.
const MARKERS: [u8; 6] = [0xe0, 0xdb, 0xc0, 0xc4, 0xdd, 0xda];

/// A JPEG's segments up to the scan; behind it, there is nothing but its end.
fn markers(bytes: &[u8]) -> Vec<u8> {
    let (mut at, mut markers) = (2, Vec::new());
    while markers.last() != Some(&0xda) {
        markers.push(bytes[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
    }
    let ends = bytes[at..].windows(2).position(|pair| pair == b"\xff\xd9").expect("an end");
    assert_eq!(at + ends + 2, bytes.len(), "nothing behind the end");
    markers
}
