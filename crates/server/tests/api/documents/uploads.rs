//! D10, D12: files that clients send, asked or not, and those that are shared with them.

use domain::documents::{DocumentKind, DocumentState, MOST_UPLOADS, SubmitMyForm, TrailEvent, ViewMyDocument, VoidDocument};
use domain::list::PageQuery;
use domain::practice::staff::Role;
use futures_util::future::join_all;
use image::ImageFormat;

use super::scene::{Scene, line, unchanged};
use crate::harness::{House, PASSWORD, Refused as _, both_databases, once, refusal};
use crate::messaging::made::{PDF, picture};

both_databases!(
    d10_files_that_were_asked_for_are_added_removed_and_submitted,
    d10_ten_files_fit_and_no_more_however_they_come,
    d10_only_files_that_may_be_sent_are_kept,
    d10_a_file_is_theirs_whose_document_it_is_in,
    d10_files_are_sent_unasked_only_where_the_practice_allows_it,
    d10_one_client_sends_twenty_files_unasked_in_a_day,
    d7_what_is_done_is_listed_page_by_page_and_what_waits_on_the_first,
    d10_what_was_submitted_stays,
    d12_a_shared_file_is_read_and_nothing_more_is_asked,
    d12_a_shared_file_that_is_taken_back_was_never_there,
);

const DONE: SubmitMyForm = SubmitMyForm { answers_version: 0 };

async fn d10_files_that_were_asked_for_are_added_removed_and_submitted(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_request_for_files().await;
    assert_eq!(scene.now(id).await.summary.kind, DocumentKind::Upload);
    let empty = unchanged(&house, scene.browser.submit_my_form(&once(), id, &DONE)).await;
    assert_eq!(empty.refused_at("/files"), "required");
    let front = scene.browser.upload_my_document_file(&once(), id, "front.png", picture(ImageFormat::Png)).await.expect("kept");
    assert_eq!((front.name.as_str(), front.media_type.as_str()), ("front.png", "image/png"));
    let wrong = scene.browser.upload_my_document_file(&once(), id, "wrong.pdf", PDF.to_vec()).await.expect("kept");
    let back = scene.browser.upload_my_document_file(&once(), id, "back.pdf", PDF.to_vec()).await.expect("kept");
    assert_eq!(scene.now(id).await.files, [front.clone(), wrong.clone(), back.clone()], "in the order they came");
    assert_eq!(scene.now(id).await.summary.state, DocumentState::InProgress);
    scene.browser.remove_my_document_file(&once(), wrong.id).await.expect("gone");
    let gone = refusal(404, "not_found");
    assert_eq!(scene.refuses(scene.browser.remove_my_document_file(&once(), wrong.id)).await, gone);
    assert_eq!(scene.browser.get_my_document_file(wrong.id).await.refused(), gone);
    assert_eq!(house.number("SELECT count(*) FROM file_chunks").await, 2, "nothing is left of it");
    assert_eq!(scene.robin().get_document_file(back.id).await.refused(), gone, "not before it is submitted");
    let submitted = scene.browser.submit_my_form(&once(), id, &DONE).await.expect("submitted");
    assert_eq!((submitted.summary.state, &submitted.files), (DocumentState::Submitted, &vec![front, back.clone()]));
    assert!(!submitted.summary.has_pdf, "files are kept as they are");
    assert_eq!(scene.browser.get_my_document_file(back.id).await.expect("hers"), PDF);
    assert_eq!(scene.robin().get_document_file(back.id).await.expect("the practice's"), PDF);
    assert_eq!(scene.at_desk(id).await.files.len(), 2);
}

async fn d10_ten_files_fit_and_no_more_however_they_come(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_request_for_files().await;
    for number in 0..MOST_UPLOADS - 2 {
        scene.browser.upload_my_document_file(&once(), id, "a.txt", number.to_string().into_bytes()).await.expect("kept");
    }
    let presses: Vec<_> = (0..6).map(|_| once()).collect();
    let tried = join_all(presses.iter().map(|press| scene.browser.upload_my_document_file(press, id, "b.txt", b"b".to_vec()))).await;
    assert_eq!(tried.iter().filter(|answer| answer.is_ok()).count(), 2);
    for late in tried.into_iter().filter(Result::is_err) {
        assert_eq!(late.refused(), refusal(409, "too_many_files"));
    }
    assert_eq!(scene.now(id).await.files.len(), MOST_UPLOADS);
    assert_eq!(
        scene.refuses(scene.browser.upload_my_document_file(&once(), id, "c.txt", b"c".to_vec())).await,
        refusal(409, "too_many_files"),
        "and nothing of it is kept"
    );
}

async fn d10_only_files_that_may_be_sent_are_kept(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_request_for_files().await;
    for (name, bytes, code) in [
        ("a.exe", b"MZ\x90\0\x03".to_vec(), "file_kind"),
        ("a.pdf", Vec::new(), "file_empty"),
        ("a.png", b"\x89PNG\r\n\x1a\nno".to_vec(), "file_broken"),
    ] {
        let refused = scene.refuses(scene.browser.upload_my_document_file(&once(), id, name, bytes)).await;
        assert_eq!(refused, refusal(422, code), "{name}");
    }
    let fine = scene.browser.upload_my_document_file(&once(), id, "../../etc/passwd", b"a".to_vec()).await.expect("kept");
    assert_eq!(fine.name.as_str(), "passwd.txt");
    let reply = house.raw().signed_in_as(&scene.browser).get(&format!("/api/v1/portal/document-files/{}", fine.id)).await;
    assert!(reply.header("content-disposition").is_some_and(|value| value.starts_with("attachment;")));
    assert_eq!(reply.header("content-security-policy"), Some("sandbox; default-src 'none'"));
    let long = vec![b'a'; 25 * 1024 * 1024 + 1];
    let refused = scene.browser.upload_my_document_file(&once(), id, "long.txt", long).await.refused();
    assert_eq!(refused.0, 413);
}

async fn d10_a_file_is_theirs_whose_document_it_is_in(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_request_for_files().await;
    let file = scene.browser.upload_my_document_file(&once(), id, "a.pdf", PDF.to_vec()).await.expect("kept").id;
    let noah = scene.practice.client("Noah").await.comes_in().await;
    let gone = refusal(404, "not_found");
    assert_eq!(noah.get_my_document_file(file).await.refused(), gone);
    assert_eq!(unchanged(&house, noah.remove_my_document_file(&once(), file)).await.refused(), gone);
    assert_eq!(unchanged(&house, noah.upload_my_document_file(&once(), id, "b.pdf", PDF.to_vec())).await.refused(), gone);
    assert_eq!(scene.browser.get_my_document_file(file).await.expect("hers"), PDF);
    let biller = scene.practice.staff("Kim", Role::Biller).await;
    assert_eq!(biller.share_file(&once(), scene.maya.id, "a.pdf", PDF.to_vec()).await.refused(), gone);
}

async fn d10_files_are_sent_unasked_only_where_the_practice_allows_it(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    assert!(!scene.browser.list_my_documents().await.expect("hers").may_upload);
    let refused = scene.refuses(scene.browser.send_my_file(&once(), "card.pdf", PDF.to_vec())).await;
    assert_eq!(refused, refusal(409, "uploads_closed"));
    scene.chooses(|settings| settings.clients_may_upload = true).await;
    assert!(scene.browser.list_my_documents().await.expect("hers").may_upload);
    let sent = scene.browser.send_my_file(&once(), "Maya's card.pdf", PDF.to_vec()).await.expect("sent");
    assert_eq!((sent.summary.title.as_str(), sent.summary.state), ("Maya's card.pdf", DocumentState::Submitted));
    let listed = scene.browser.list_my_documents().await.expect("hers");
    assert_eq!((listed.open.len(), listed.others), (0, vec![sent.summary.clone()]));
    let at_desk = scene.at_desk(sent.summary.id).await;
    assert_eq!((at_desk.summary.title.as_str(), &at_desk.files), ("Maya's card.pdf", &sent.files));
    assert_eq!(at_desk.trail.iter().map(|line| line.event).collect::<Vec<_>>(), [TrailEvent::Submitted]);
    assert_eq!(scene.browser.get_my_document_file(sent.files[0].id).await.expect("hers"), PDF);
    scene.robin().complete_document(&once(), sent.summary.id).await.expect("it is well");
    let names = "SELECT count(*) FROM documents WHERE title LIKE '%card%'";
    assert_eq!(house.number(names).await, 0, "a file's name is sealed");
}

async fn d10_one_client_sends_twenty_files_unasked_in_a_day(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    scene.chooses(|settings| settings.clients_may_upload = true).await;
    for n in 0..20 {
        scene.browser.send_my_file(&once(), &format!("{n}.pdf"), PDF.to_vec()).await.expect("sent");
    }
    let many = refusal(409, "too_many_files_today");
    assert_eq!(scene.refuses(scene.browser.send_my_file(&once(), "20.pdf", PDF.to_vec())).await, many);
    let noah = scene.practice.client("Noah").await.comes_in().await;
    noah.send_my_file(&once(), "hers.pdf", PDF.to_vec()).await.expect("each has their own");
    house.advance(24 * 3600);
    let later = scene.maya.signs_in(PASSWORD).await.expect("signed in");
    later.send_my_file(&once(), "20.pdf", PDF.to_vec()).await.expect("a day later");
}

async fn d7_what_is_done_is_listed_page_by_page_and_what_waits_on_the_first(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    scene.chooses(|settings| settings.clients_may_upload = true).await;
    let mut sent = Vec::new();
    for n in 0..5 {
        house.advance(n % 2);
        sent.push(scene.browser.send_my_file(&once(), "a.pdf", PDF.to_vec()).await.expect("sent").summary.id);
    }
    sent.reverse();
    let waits = scene.sends_consent().await;
    let (mut found, mut cursor) = (Vec::new(), None);
    for (open, others) in [(1, 2), (0, 2), (0, 1)] {
        let query = PageQuery { limit: Some(2), cursor };
        let page = scene.browser.list_my_documents_from(&query).await.expect("a page");
        assert_eq!((page.open.len(), page.others.len()), (open, others));
        assert!(page.open.iter().all(|document| document.id == waits));
        found.extend(page.others.into_iter().map(|document| document.id));
        cursor = page.next_cursor;
    }
    assert_eq!((found, cursor), (sent, None));
    let broken = PageQuery { limit: None, cursor: Some("x".into()) };
    assert_eq!(scene.browser.list_my_documents_from(&broken).await.refused_at("/cursor"), "cursor");
}

async fn d10_what_was_submitted_stays(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_request_for_files().await;
    let file = scene.browser.upload_my_document_file(&once(), id, "a.pdf", PDF.to_vec()).await.expect("kept").id;
    scene.browser.submit_my_form(&once(), id, &DONE).await.expect("submitted");
    let late = refusal(409, "document_submitted");
    assert_eq!(scene.refuses(scene.browser.remove_my_document_file(&once(), file)).await, late);
    assert_eq!(scene.refuses(scene.browser.upload_my_document_file(&once(), id, "b.pdf", PDF.to_vec())).await, late);
    assert_eq!(scene.refuses(scene.browser.submit_my_form(&once(), id, &DONE)).await, late);
    let form = scene.sends_form(vec![line("city")]).await;
    let kind = scene.refuses(scene.browser.upload_my_document_file(&once(), form, "b.pdf", PDF.to_vec())).await;
    assert_eq!(kind, refusal(409, "document_kind"));
}

async fn d12_a_shared_file_is_read_and_nothing_more_is_asked(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let desk = scene.practice.staff("Ada", Role::FrontDesk).await;
    let shared = desk.share_file(&once(), scene.maya.id, "Directions.pdf", PDF.to_vec()).await.expect("shared");
    let id = shared.summary.id;
    assert_eq!((shared.summary.title.as_str(), shared.summary.kind), ("Directions.pdf", DocumentKind::File));
    let listed = scene.browser.list_my_documents().await.expect("hers").open;
    assert_eq!((listed.len(), listed[0].title.as_str(), listed[0].due), (1, "Directions.pdf", None));
    let file = scene.now(id).await.files[0].id;
    assert_eq!(scene.browser.get_my_document_file(file).await.expect("hers"), PDF);
    let kind = refusal(409, "document_kind");
    assert_eq!(scene.refuses(scene.browser.remove_my_document_file(&once(), file)).await, kind);
    assert_eq!(scene.refuses(scene.browser.submit_my_form(&once(), id, &DONE)).await, kind);
    let viewed = scene.browser.view_my_document(&once(), id, &ViewMyDocument { to_end: false }).await.expect("noted");
    assert_eq!(viewed.summary.state, DocumentState::Viewed);
    let listed = scene.browser.list_my_documents().await.expect("hers");
    assert_eq!((listed.open.len(), listed.others.len()), (0, 1), "it waits no longer");
    let nobody = domain::ClientId(uuid::Uuid::nil());
    let refused = unchanged(&house, desk.share_file(&once(), nobody, "a.pdf", PDF.to_vec())).await.refused();
    assert_eq!(refused, refusal(404, "not_found"));
}

async fn d12_a_shared_file_that_is_taken_back_was_never_there(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.robin().share_file(&once(), scene.maya.id, "Noah.pdf", PDF.to_vec()).await.expect("shared").summary.id;
    let file = scene.now(id).await.files[0].id;
    scene.robin().void_document(&once(), id, &VoidDocument { reason: "Somebody else's".into() }).await.expect("taken back");
    let gone = refusal(404, "not_found");
    assert_eq!(scene.browser.get_my_document(id).await.refused(), gone);
    assert_eq!(scene.browser.get_my_document_file(file).await.refused(), gone);
    assert_eq!(scene.refuses(scene.browser.view_my_document(&once(), id, &ViewMyDocument { to_end: true })).await, gone);
    let listed = scene.browser.list_my_documents().await.expect("hers");
    assert_eq!((listed.open.len(), listed.others.len()), (0, 0));
}
