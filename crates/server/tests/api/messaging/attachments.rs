//! M4: files that go with messages: known by their content, handed out to be saved, without where they were taken.

use std::io::Cursor;

use api::Failure;
use domain::messaging::{FileState, MessageFile, SendMessage};
use domain::practice::staff::Role;
use image::{ImageFormat, RgbImage};

use super::thread::{Thread, fresh_id, in_care_of, opens};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    m4_files_go_both_ways_and_are_known_by_their_content,
    m4_what_is_none_of_these_is_refused_whatever_its_name,
    m4_a_file_is_handed_out_to_be_saved,
    m4_where_a_picture_was_taken_is_not_kept,
    m4_a_file_goes_once_with_a_message_of_who_sent_it_in,
    m4_a_file_is_theirs_who_see_its_message,
    m4_a_name_cannot_lead_anywhere,
);

const DOCX: &[u8] = include_bytes!("../../../../domain/tests/messaging/made/document.docx");
const HEIC: &[u8] = include_bytes!("../../../../domain/tests/messaging/made/photograph.heic");
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n";

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    RgbImage::from_pixel(24, 16, image::Rgb([30, 90, 60])).write_to(&mut Cursor::new(&mut bytes), format).expect("a picture");
    bytes
}

async fn up(thread: &Thread, name: &str, bytes: &[u8]) -> Result<MessageFile, Failure> {
    thread.browser.upload_my_message_file(&once(), thread.id, name, bytes.to_vec()).await
}

fn carrying(files: &[&MessageFile]) -> SendMessage {
    SendMessage { id: fresh_id(), text: "".into(), files: files.iter().map(|file| file.id).collect() }
}

async fn m4_files_go_both_ways_and_are_known_by_their_content(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let kinds = [
        ("letter", PDF.to_vec(), "application/pdf", "letter.pdf"),
        ("page.html", picture(ImageFormat::Png), "image/png", "page.html.png"),
        ("photo.JPEG", picture(ImageFormat::Jpeg), "image/jpeg", "photo.JPEG"),
        ("a.heic", HEIC.to_vec(), "image/heic", "a.heic"),
        ("form.docx", DOCX.to_vec(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "form.docx"),
        ("notes.txt", "Grüße, 你好\n".as_bytes().to_vec(), "text/plain; charset=utf-8", "notes.txt"),
    ];
    let mut files = Vec::new();
    for (name, bytes, media_type, kept) in &kinds {
        let file = up(&thread, name, bytes).await.unwrap_or_else(|failure| panic!("{name}: {failure:?}"));
        assert_eq!((file.media_type.as_str(), file.name.as_str(), file.state), (*media_type, *kept, FileState::Ready));
        files.push(file);
    }
    let sent = thread.browser.send_my_message(&once(), thread.id, &carrying(&files.iter().collect::<Vec<_>>())).await.expect("sent");
    assert_eq!(sent.files, files, "in the order they were given");
    for (file, (name, bytes, ..)) in files.iter().zip(&kinds) {
        let theirs = thread.jordan.get_message_file(file.id).await.expect("for both sides");
        assert_eq!(theirs.len() as u64, file.bytes, "{name}");
        if !file.media_type.starts_with("image/") {
            assert_eq!(&theirs, bytes, "{name}");
        }
    }
    let back = thread.jordan.upload_message_file(&once(), thread.id, "answer.pdf", PDF.to_vec()).await.expect("kept");
    thread.jordan.send_message(&once(), thread.id, &carrying(&[&back])).await.expect("sent");
    assert_eq!(thread.browser.get_my_message_file(back.id).await.expect("for both sides"), PDF);
}

async fn m4_what_is_none_of_these_is_refused_whatever_its_name(house: House) {
    let thread = Thread::open(&house).await;
    let png = picture(ImageFormat::Png);
    let zip_behind = [png.as_slice(), DOCX].concat();
    let refused: [(&str, Vec<u8>, &str); 12] = [
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(), "file_kind"),
        ("a.txt", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), "file_kind"),
        ("a.pdf", b"<html>%PDF-1.4</html>".to_vec(), "file_kind"),
        ("a.png", [b"MZ\x90\0\x03".as_slice(), &[0; 64]].concat(), "file_kind"),
        ("a.txt", b"a\0b".to_vec(), "file_kind"),
        ("a.txt", vec![0xff, 0xfe, 0x41, 0], "file_kind"),
        ("a.gif", b"GIF89a/*\x01\0*/=1;alert(1)".to_vec(), "file_kind"),
        ("a.png", zip_behind, "file_kind"),
        ("a.png", png[..png.len() / 2].to_vec(), "file_broken"),
        ("a.png", huge_png(), "file_bomb"),
        ("a.docx", bomb(), "file_bomb"),
        ("a.txt", Vec::new(), "file_empty"),
    ];
    for (name, bytes, code) in refused {
        let answer = up(&thread, name, &bytes).await;
        assert_eq!(answer.refused(), refusal(422, code), "{name} {:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(24)]));
    }
    assert_eq!(house.number("SELECT count(*) FROM files").await, 0);
    assert_eq!(house.number("SELECT count(*) FROM file_chunks").await, 0);
    let long = vec![b'a'; 25 * 1024 * 1024 + 1];
    assert_eq!(up(&thread, "a.txt", &long).await.refused(), refusal(413, "too_large"));
    assert_eq!(up(&thread, "a.txt", &long[1..]).await.expect("just as long as may be").bytes, 25 * 1024 * 1024);
}

/// A picture that says it is 60,000 pixels wide and high, in a few bytes.
fn huge_png() -> Vec<u8> {
    let mut bytes = picture(ImageFormat::Png);
    // After the signature: length, `IHDR`, width, height.
    bytes[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    bytes
}

/// A document whose one picture would be four gigabytes long.
fn bomb() -> Vec<u8> {
    let entries: [(&[u8], &[u8], u16, u32); 3] = [
        (b"[Content_Types].xml", b"<Types/>", 0, 8),
        (b"word/document.xml", b"<w/>", 0, 4),
        (b"word/media/a.png", b"xxxx", 8, u32::MAX - 1),
    ];
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content, method, unpacked) in entries {
        let at = u32::try_from(out.len()).expect("short");
        let head = [
            [20, 0, 0, 0].as_slice(),
            &method.to_le_bytes(),
            &[0; 8],
            &u32::try_from(content.len()).expect("short").to_le_bytes(),
            &unpacked.to_le_bytes(),
            &u16::try_from(name.len()).expect("short").to_le_bytes(),
            &[0, 0],
        ]
        .concat();
        directory.extend([b"PK\x01\x02\x14\0".as_slice(), &head, &[0; 10], &at.to_le_bytes(), name].concat());
        out.extend([b"PK\x03\x04".as_slice(), &head, name, content].concat());
    }
    let (begin, length) = (u32::try_from(out.len()).expect("short"), u32::try_from(directory.len()).expect("short"));
    let end = [b"PK\x05\x06\0\0\0\0\x03\0\x03\0".as_slice(), &length.to_le_bytes(), &begin.to_le_bytes(), &[0, 0]].concat();
    [out, directory, end].concat()
}

async fn m4_a_file_is_handed_out_to_be_saved(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let file = up(&thread, "Brief für “Maya”.txt", b"No page: <script>alert(1)</script>").await.expect("kept");
    thread.browser.send_my_message(&once(), thread.id, &carrying(&[&file])).await.expect("sent");
    for (api, path) in [(&thread.browser, "portal"), (&*thread.jordan, "practice")] {
        let reply = house.raw().signed_in_as(api).get(&format!("/api/v1/{path}/message-files/{}", file.id)).await;
        let says = |name: &str| reply.header(name).unwrap_or_default().to_owned();
        assert_eq!(reply.status, 200);
        assert!(says("content-disposition").starts_with("attachment;"), "{}", says("content-disposition"));
        assert!(says("content-disposition").contains("filename*=UTF-8''Brief%20f%C3%BCr"), "{}", says("content-disposition"));
        assert_eq!(says("x-content-type-options"), "nosniff");
        assert_eq!(says("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(says("cache-control"), "no-store");
        assert_eq!(says("cross-origin-resource-policy"), "same-origin");
        assert_eq!(says("content-type"), "text/plain; charset=utf-8");
    }
}

/// A JPEG segment that notes who took it and where.
fn noted_jpeg() -> Vec<u8> {
    let note = b"Exif\0\0MM\0*\0\0\0\x08 GPSLatitude 40.7128 GPSLongitude -74.0060 PlantedCamera";
    let length = u16::try_from(note.len() + 2).expect("short").to_be_bytes();
    let plain = picture(ImageFormat::Jpeg);
    [&plain[..2], b"\xff\xe1", &length, note, &plain[2..]].concat()
}

async fn m4_where_a_picture_was_taken_is_not_kept(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let has = |bytes: &[u8], words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    let words = ["40.7128", "-74.0060", "Exif", "PlantedCamera", "Planted Maker"];
    for (name, bytes) in [("photo.jpg", noted_jpeg()), ("photo.heic", HEIC.to_vec())] {
        assert!(words.iter().any(|word| has(&bytes, word)), "{name} has something to lose");
        let file = up(&thread, name, &bytes).await.expect("kept");
        thread.browser.send_my_message(&once(), thread.id, &carrying(&[&file])).await.expect("sent");
        let kept = thread.jordan.get_message_file(file.id).await.expect("theirs");
        for word in words {
            assert!(!has(&kept, word), "{word} is still in {name}");
        }
        if name == "photo.jpg" {
            let shown = image::load_from_memory_with_format(&kept, ImageFormat::Jpeg).expect("still a picture");
            assert_eq!((shown.width(), shown.height()), (24, 16));
        }
    }
}

async fn m4_a_file_goes_once_with_a_message_of_who_sent_it_in(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let file = up(&thread, "a.txt", b"a").await.expect("kept");
    let theirs = thread.jordan.send_message(&once(), thread.id, &carrying(&[&file])).await;
    assert_eq!(theirs.refused_at("/files/0"), "file", "somebody else's");
    thread.browser.send_my_message(&once(), thread.id, &carrying(&[&file])).await.expect("sent");
    let twice = thread.browser.send_my_message(&once(), thread.id, &carrying(&[&file])).await;
    assert_eq!(twice.refused_at("/files/0"), "file", "it went already");
    let file = up(&thread, "b.txt", b"b").await.expect("kept");
    let double = SendMessage { files: vec![file.id, file.id], ..carrying(&[]) };
    assert_eq!(thread.browser.send_my_message(&once(), thread.id, &double).await.refused_at("/files/1"), "duplicate");
    let eleven = SendMessage { files: (0..11).map(|_| fresh_id().0.into()).collect(), ..carrying(&[]) };
    assert_eq!(thread.browser.send_my_message(&once(), thread.id, &eleven).await.refused_at("/files"), "too_many");
    for number in 0..29 {
        up(&thread, "c.txt", number.to_string().as_bytes()).await.expect("kept");
    }
    assert_eq!(up(&thread, "d.txt", b"d").await.refused(), refusal(409, "too_many_files"));
    assert_eq!(thread.maya_reads().await.len(), 1);
}

async fn m4_a_file_is_theirs_who_see_its_message(house: House) {
    house.mail_does_not_matter();
    let thread = Thread::open(&house).await;
    let loose = up(&thread, "a.txt", b"a").await.expect("kept");
    let gone = || refusal(404, "not_found");
    assert_eq!(thread.browser.get_my_message_file(loose.id).await.refused(), gone(), "it goes with nothing yet");
    let note = thread.jordan.upload_message_file(&once(), thread.id, "note.txt", b"for staff".to_vec()).await.expect("kept");
    thread.jordan.create_message_note(&once(), thread.id, &carrying(&[&note])).await.expect("kept");
    thread.browser.send_my_message(&once(), thread.id, &carrying(&[&loose])).await.expect("sent");
    assert_eq!(thread.browser.get_my_message_file(note.id).await.refused(), gone(), "a note's file is staff's");
    thread.practice.owner().get_message_file(note.id).await.expect("an owner's");
    let sam = thread.practice.staff("Sam", Role::Clinician).await;
    assert_eq!(sam.get_message_file(loose.id).await.refused(), gone());
    let noah = in_care_of(&thread.practice, "Noah", thread.jordan.id).await.comes_in().await;
    opens(&noah, Some(thread.jordan.id)).await;
    assert_eq!(noah.get_my_message_file(loose.id).await.refused(), gone());
    assert_eq!(noah.upload_my_message_file(&once(), thread.id, "a.txt", b"a".to_vec()).await.refused(), gone());
}

async fn m4_a_name_cannot_lead_anywhere(house: House) {
    let thread = Thread::open(&house).await;
    for (given, kept) in [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\me\\a.txt", "a.txt"),
        ("a\r\nSet-Cookie: x=1.txt", "a Set-Cookie_ x=1.txt"),
        ("\u{202e}txt.exe", "txt.exe.txt"),
        ("", "file.txt"),
        ("<img src=x>.txt", "_img src=x_.txt"),
    ] {
        let file = up(&thread, given, b"a").await.expect("kept");
        assert_eq!(file.name.as_str(), kept, "{given:?}");
    }
}
