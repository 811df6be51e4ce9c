//! Files put together byte by byte: pictures, and archives whose directory says what it likes.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use image::{ImageFormat, RgbImage};

/// A document with one empty page.
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n";
/// A photograph that an encoder wrote, with notes of who took it and when.
pub const HEIC: &[u8] = include_bytes!("../../../../domain/tests/files/made/photograph.heic");
/// A letter that an archiver packed.
pub const DOCX: &[u8] = include_bytes!("../../../../domain/tests/files/made/document.docx");

/// A small picture of one colour.
pub fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    RgbImage::from_pixel(24, 16, image::Rgb([30, 90, 60])).write_to(&mut Cursor::new(&mut bytes), format).expect("a picture");
    bytes
}

/// Packed as tight as can be.
pub fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).expect("packed");
    encoder.finish().expect("packed")
}

/// An entry of an archive: its name, what lies in the file, whether that is packed, and how long it says that it is.
pub struct Entry(pub &'static str, pub Vec<u8>, pub bool, pub usize);

impl Entry {
    pub fn plain(name: &'static str, content: &[u8]) -> Self {
        Self(name, content.to_vec(), false, content.len())
    }

    pub fn packed(name: &'static str, content: &[u8]) -> Self {
        Self(name, deflated(content), true, content.len())
    }
}

const TYPES: &[u8] =
    br#"<?xml version="1.0"?><Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

/// A document with more in it.
pub fn document(more: Vec<Entry>) -> Vec<u8> {
    let usual = [Entry::packed("[Content_Types].xml", TYPES), Entry::packed("word/document.xml", b"<w:document/>")];
    archive(usual.into_iter().chain(more))
}

/// An archive of these entries, whatever they say of themselves.
pub fn archive(entries: impl IntoIterator<Item = Entry>) -> Vec<u8> {
    let (mut out, mut directory, mut count) = (Vec::new(), Vec::new(), 0_u16);
    let long = |length: usize| u32::try_from(length).expect("short").to_le_bytes();
    for Entry(name, content, packed, says) in entries {
        let at = out.len();
        let head = [
            [20, 0, 0, 0].as_slice(),
            &[if packed { 8 } else { 0 }, 0],
            &[0; 8],
            &long(content.len()),
            &long(says),
            &u16::try_from(name.len()).expect("short").to_le_bytes(),
            &[0, 0],
        ]
        .concat();
        directory.extend([b"PK\x01\x02\x14\0".as_slice(), &head, &[0; 10], &long(at), name.as_bytes()].concat());
        out.extend([b"PK\x03\x04".as_slice(), &head, name.as_bytes(), &content].concat());
        count += 1;
    }
    let (begin, length) = (out.len(), directory.len());
    let counts = [count.to_le_bytes(), count.to_le_bytes()].concat();
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &counts, &long(length), &long(begin), &[0, 0]].concat();
    [out, directory, end].concat()
}

/// A chunk of a PNG.
pub fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let named = [kind.as_slice(), data].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&named);
    [&u32::try_from(data.len()).expect("short").to_be_bytes(), named.as_slice(), &sum.sum().to_be_bytes()].concat()
}

/// A PNG whose header is followed by `more`.
pub fn png_with(more: &[u8]) -> Vec<u8> {
    let plain = picture(ImageFormat::Png);
    // Signature, then the header: length, name, 13 bytes, sum.
    let header = 8 + 25;
    [&plain[..header], more, &plain[header..]].concat()
}
