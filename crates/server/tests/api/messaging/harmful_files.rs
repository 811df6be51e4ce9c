//! M4: files made to be one thing to us and another to somebody else, or small on the way and huge when opened: refused
//! with a code of their own, or handed out so that nothing in them can run.

use std::io::Write as _;

use api::Failure;
use domain::messaging::{MessageFile, SendMessage};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::ImageFormat;

use super::made::{Entry, HEIC, PDF, archive, chunk, deflated, document, picture, png_with};
use super::thread::{Thread, fresh_id};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    m4_what_is_two_things_at_once_is_refused_or_inert,
    m4_documents_that_are_bombs_or_hold_programs_are_refused,
    m4_pictures_that_are_bombs_are_refused,
    m4_what_is_not_whole_is_refused_and_nothing_of_it_is_kept,
);

const PAGE: &[u8] = b"<!DOCTYPE html><html><script>document.title='taken'</script></html>";

async fn up(thread: &Thread, name: &str, bytes: &[u8]) -> Result<MessageFile, Failure> {
    thread.browser.upload_my_message_file(&once(), thread.id, name, bytes.to_vec()).await
}

async fn all_refused(thread: &Thread, files: Vec<(&str, Vec<u8>, &str)>) {
    for (name, bytes, code) in files {
        let answer = up(thread, name, &bytes).await;
        let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(24)]).into_owned();
        assert_eq!(answer.refused(), refusal(422, code), "{name} {begin:?}");
    }
    for table in ["files", "file_chunks"] {
        assert_eq!(thread.house.number(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
}

async fn m4_what_is_two_things_at_once_is_refused_or_inert(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let inside = archive([Entry::plain("a.html", PAGE)]);
    let gif = b"GIF89a\x2f\x2a\x01\0\x2a\x2f=1;document.title='taken'//".to_vec();
    all_refused(
        &thread,
        vec![
            ("svg.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(), "file_kind"),
            ("svg.svg", b"\xef\xbb\xbf<?xml version='1.0'?><svg/>".to_vec(), "file_kind"),
            ("page.png", PAGE.to_vec(), "file_kind"),
            ("page.txt", PAGE.to_vec(), "file_kind"),
            ("page before a document.pdf", [PAGE, PDF].concat(), "file_kind"),
            ("comment before a page.txt", [b"<!-- letter -->".as_slice(), PAGE].concat(), "file_kind"),
            ("script that is a picture.gif", gif.clone(), "file_kind"),
            ("script that is a picture.png", gif, "file_kind"),
            ("archive behind a picture.png", [picture(ImageFormat::Png), inside.clone()].concat(), "file_kind"),
            ("archive behind a photograph.jpg", [picture(ImageFormat::Jpeg), inside.clone()].concat(), "file_kind"),
            ("archive behind a document.pdf", [PDF, &inside].concat(), "file_kind"),
            ("document behind a document.pdf", [PDF, &document(Vec::new())].concat(), "file_kind"),
            ("page behind a document.docx", [document(Vec::new()), PAGE.to_vec()].concat(), "file_broken"),
            ("program.png", [b"MZ\x90\0\x03".as_slice(), &[0; 64]].concat(), "file_kind"),
            ("no letters.txt", b"a\0b".to_vec(), "file_kind"),
            ("wide letters.txt", vec![0xff, 0xfe, 0x41, 0], "file_kind"),
            ("program.txt", b"#!/bin/sh\nrm -rf ~\n".to_vec(), "file_kind"),
            ("archive.docx", inside, "file_kind"),
            ("web picture.png", b"RIFF\x24\0\0\0WEBPVP8 ".to_vec(), "file_kind"),
            ("old document.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "file_kind"),
        ],
    )
    .await;

    // What goes although there is more in it: kept without it, or handed out so that nothing in it runs.
    let page_within = [b"%PDF-1.4\n".as_slice(), PAGE, &PDF[9..]].concat();
    let mut active = PDF.to_vec();
    active.splice(9..9, *b"2 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n");
    for (name, bytes, media_type) in [
        ("page within.pdf", page_within, "application/pdf"),
        ("script within.pdf", active, "application/pdf"),
        ("page behind.png", [picture(ImageFormat::Png), PAGE.to_vec()].concat(), "image/png"),
        ("page within.png", png_with(&chunk(b"tEXt", &[b"Comment\0", PAGE].concat())), "image/png"),
        ("page behind.jpg", [picture(ImageFormat::Jpeg), PAGE.to_vec()].concat(), "image/jpeg"),
        ("page later on.txt", [b"Dear Jordan,\n".as_slice(), PAGE].concat(), "text/plain; charset=utf-8"),
        ("a document in a document.docx", document(vec![Entry::plain("word/embeddings/a.docx", &document(Vec::new()))]), DOCX),
    ] {
        let file = up(&thread, name, &bytes).await.unwrap_or_else(|failure| panic!("{name}: {failure:?}"));
        let input = SendMessage { id: fresh_id(), text: "".into(), files: vec![file.id] };
        thread.browser.send_my_message(&once(), thread.id, &input).await.expect("sent");
        let reply = house.raw().signed_in_as(&thread.jordan).get(&format!("/api/v1/practice/message-files/{}", file.id)).await;
        let says = |name: &str| reply.header(name).unwrap_or_default().to_owned();
        assert_eq!((reply.status, says("content-type").as_str()), (200, media_type), "{name}");
        assert!(says("content-disposition").starts_with("attachment;"), "{name}");
        assert_eq!(
            (says("x-content-type-options").as_str(), says("content-security-policy").as_str()),
            ("nosniff", "sandbox; default-src 'none'")
        );
        if media_type.starts_with("image/") {
            assert!(!reply.body.windows(6).any(|window| window == b"script"), "{name} has lost what was not the picture");
            assert_eq!(image::load_from_memory(&reply.body).expect("a picture").width(), 24);
        }
    }
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

async fn m4_documents_that_are_bombs_or_hold_programs_are_refused(house: House) {
    let thread = Thread::open(&house).await;
    let zeros = vec![0; 64 * 1024 * 1024];
    let small = deflated(&zeros);
    assert!(small.len() < 100_000, "a thousandth");
    let macros = br#"<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"#;
    let program =
        br#"<Relationships><Relationship Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>"#;
    let wide: Vec<u8> = String::from_utf8_lossy(macros).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_types = |types: &[u8]| archive([Entry::packed("[Content_Types].xml", types), Entry::packed("word/document.xml", b"<w/>")]);
    let nested = document(vec![Entry("word/media/a.zip", small.clone(), true, zeros.len())]);
    all_refused(
        &thread,
        vec![
            ("a thousand times.docx", nested, "file_bomb"),
            ("says it is short.docx", document(vec![Entry("word/media/a.png", small.clone(), true, 1_000)]), "file_bomb"),
            ("says it is longer.docx", document(vec![Entry("word/media/a.png", deflated(b"abc"), true, 4)]), "file_broken"),
            ("four gigabytes.docx", document(vec![Entry("word/media/a.png", deflated(b"a"), true, u32::MAX as usize - 1)]), "file_bomb"),
            ("not packed at all.docx", document(vec![Entry("word/media/a.png", b"\xff\xff\xff".to_vec(), true, 3)]), "file_broken"),
            ("hides behind.docx", document(vec![Entry("word/a.xml", [deflated(b"a"), PAGE.to_vec()].concat(), true, 1)]), "file_broken"),
            ("program.docx", document(vec![Entry::packed("word/vbaProject.bin", b"\xd0\xcf")]), "file_macros"),
            ("program by another name.docx", document(vec![Entry::packed("word/_rels/document.xml.rels", program)]), "file_macros"),
            ("macros.docx", with_types(macros), "file_macros"),
            ("macros in wide letters.docx", with_types(&wide), "file_macros"),
            ("up.docx", document(vec![Entry::plain("../../etc/cron.d/a", b"*")]), "file_broken"),
            ("root.docx", document(vec![Entry::plain("/etc/passwd", b"*")]), "file_broken"),
            ("drive.docx", document(vec![Entry::plain("C:\\a.txt", b"*")]), "file_broken"),
            ("twice.docx", document(vec![Entry::plain("WORD/document.xml", b"<w/>")]), "file_broken"),
        ],
    )
    .await;
    let whole = document(vec![Entry::packed("word/media/a.png", &picture(ImageFormat::Png))]);
    assert_eq!(up(&thread, "fine.docx", &whole).await.expect("kept").media_type, DOCX);
}

async fn m4_pictures_that_are_bombs_are_refused(house: House) {
    let thread = Thread::open(&house).await;
    // Bits for each colour, and which colours: 2 is red, green and blue, 6 is these and how much one sees through.
    let coloured = |width: u32, height: u32, bits: u8, colours: u8| {
        let mut bytes = picture(ImageFormat::Png);
        let header = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[bits, colours, 0, 0, 0]].concat();
        bytes.splice(8..33, chunk(b"IHDR", &header));
        bytes
    };
    let sized = |width: u32, height: u32| coloured(width, height, 8, 2);
    let mut huge_jpeg = picture(ImageFormat::Jpeg);
    let frame = huge_jpeg.windows(2).position(|pair| pair == b"\xff\xc0").expect("a frame");
    huge_jpeg[frame + 5..frame + 9].fill(0xff);
    all_refused(
        &thread,
        vec![
            ("sixty thousand.png", sized(60_000, 60_000), "file_bomb"),
            ("most there is.png", sized(u32::MAX >> 1, u32::MAX >> 1), "file_bomb"),
            ("long line.png", sized(100_000_001, 1), "file_bomb"),
            ("no width.png", sized(0, 16), "file_broken"),
            ("says more than there is.png", sized(9_000, 9_000), "file_broken"),
            ("twice as deep.png", coloured(10_000, 10_000, 16, 6), "file_bomb"),
            ("deep and not clear.png", coloured(9_000, 9_000, 16, 2), "file_bomb"),
            ("sixty thousand.jpg", huge_jpeg, "file_bomb"),
        ],
    )
    .await;
    // Two hundred megabytes of words in a hundred kilobytes: nobody unpacks them, and they are not kept.
    let mut words = ZlibEncoder::new(b"Comment\0\0".to_vec(), Compression::best());
    for _ in 0..200 {
        words.write_all(&[b'a'; 1024 * 1024]).expect("packed");
    }
    let bytes = png_with(&chunk(b"zTXt", &words.finish().expect("packed")));
    match up(&thread, "words.png", &bytes).await {
        Ok(file) => assert!(file.bytes < 1_000, "{} bytes", file.bytes),
        answer => assert_eq!(answer.refused(), refusal(422, "file_broken")),
    }
}

async fn m4_what_is_not_whole_is_refused_and_nothing_of_it_is_kept(house: House) {
    let thread = Thread::open(&house).await;
    let whole = document(Vec::new());
    let half = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    let png = picture(ImageFormat::Png);
    let mut damaged = png.clone();
    let data = damaged.windows(4).position(|name| name == b"IDAT").expect("data");
    damaged[data + 8] ^= 0xff;
    all_refused(
        &thread,
        vec![
            ("half.pdf", half(PDF), "file_broken"),
            ("half.png", half(&png), "file_broken"),
            ("half.jpg", picture(ImageFormat::Jpeg)[..80].to_vec(), "file_broken"),
            ("half.heic", half(HEIC), "file_broken"),
            ("half.docx", half(&whole), "file_broken"),
            ("damaged.png", damaged, "file_broken"),
            ("nothing.txt", Vec::new(), "file_empty"),
            ("nothing.png", Vec::new(), "file_empty"),
            ("half a letter.txt", "Grüße".as_bytes()[..3].to_vec(), "file_kind"),
        ],
    )
    .await;
    // A second byte too many, of any kind, is one too many.
    let longest = 25 * 1024 * 1024;
    for (name, mut bytes) in [("a.txt", Vec::new()), ("a.pdf", PDF.to_vec()), ("a.png", png)] {
        bytes.resize(longest + 1, b'a');
        assert_eq!(up(&thread, name, &bytes).await.refused(), refusal(413, "too_large"), "{name}");
    }
    assert_eq!(house.number("SELECT count(*) FROM file_chunks").await, 0);
    assert_eq!(up(&thread, "a.txt", &vec![b'a'; longest]).await.expect("just as long as may be").bytes, longest as u64);
}
