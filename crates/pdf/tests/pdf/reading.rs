//! What is in a file, for whoever looks.

use jiff::Timestamp;
use lopdf::{Document, Object};

/// The moment for which all of them are made.
pub fn made() -> Timestamp {
    "2026-03-02T14:00:00Z".parse().expect("a moment")
}

/// The file, opened.
pub fn read(pdf: &[u8]) -> Document {
    Document::load_mem(pdf).expect("a PDF")
}

/// The text of all pages, each run of blanks as one.
pub fn text_of(pdf: &[u8]) -> String {
    let document = read(pdf);
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).expect("its text").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Everything that is said about the file in its own words: XMP, RDF.
pub fn said_of(pdf: &[u8]) -> String {
    let document = read(pdf);
    let root = document.catalog().expect("a root");
    let place = root.get(b"Metadata").and_then(Object::as_reference).expect("metadata");
    let stream = document.get_object(place).and_then(Object::as_stream).expect("a stream");
    String::from_utf8(stream.get_plain_content().expect("its content")).expect("text")
}
