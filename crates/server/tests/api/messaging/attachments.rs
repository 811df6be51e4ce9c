//! M4: files that go with messages: known by their content, handed out to be saved, theirs who see the message.

use api::Failure;
use domain::messaging::{FileState, MessageFile, SendMessage};
use domain::practice::staff::Role;
use image::ImageFormat;

use super::made::{DOCX, HEIC, PDF, picture};
use super::thread::{Thread, fresh_id, in_care_of, opens};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    m4_files_go_both_ways_and_are_known_by_their_content,
    m4_a_file_is_handed_out_to_be_saved,
    m4_a_file_goes_once_with_a_message_of_who_sent_it_in,
    m4_a_file_is_theirs_who_see_its_message,
    m4_a_name_cannot_lead_anywhere,
);

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
