//! D7: what was signed or answered is there to keep, as a PDF; D8: whoever has it can ask whether it was signed here.

use api::{Api, Failure};
use domain::DocumentId;
use domain::access::session::App;
use domain::documents::{
    CountersignDocument, DocumentTemplateInput, Question, QuestionKind, ReturnDocument, VerifySignedDocument, VoidDocument,
};
use domain::practice::profile::Language;
use domain::practice::slug::Slug;
use domain::practice::staff::Role;
use futures_util::future::join_all;
use lopdf::Document;

use super::scene::{Scene, consent, line};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    d7_what_was_signed_is_there_to_keep_and_each_time_the_same,
    d7_what_was_answered_is_there_in_the_language_of_the_form,
    d7_what_was_signed_stays_though_it_was_taken_back,
    d7_before_it_is_signed_there_is_none,
    d8_exactly_the_file_that_was_made_was_signed_here,
    d8_a_file_that_was_signed_elsewhere_was_not_signed_here,
    d8_the_practices_signature_makes_another_file_and_the_first_stays_good,
    d8_a_form_that_was_corrected_has_another_file_and_the_first_stays_good,
    d8_all_signatures_are_by_one_key,
    d9_each_look_at_the_file_is_recorded,
    a26_the_file_is_its_clients_and_of_those_who_read,
);

/// The text of all pages, each run of blanks as one.
pub fn text_of(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).expect("its text").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What anybody is told of this file.
pub async fn asked(api: &Api, pdf: &[u8]) -> Result<bool, Failure> {
    let input = VerifySignedDocument { sha256: hex::encode(platform::secrets::hash(pdf)) };
    api.verify_signed_document(&slug(), &input).await.map(|answer| answer.signed_here)
}

fn slug() -> Slug {
    Slug("willow-reed".into())
}

async fn pdf_of(scene: &Scene, id: DocumentId) -> Vec<u8> {
    scene.browser.get_my_document_pdf(id).await.expect("the file")
}

async fn d7_what_was_signed_is_there_to_keep_and_each_time_the_same(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    let signed = scene.signs(id).await;
    assert!(signed.summary.has_pdf);
    let pdf = pdf_of(&scene, id).await;
    house.papers_are_made().await;
    house.advance(600);
    assert!(pdf == pdf_of(&scene, id).await && pdf == scene.robin().get_document_pdf(id).await.expect("the same"));
    assert_eq!(house.number("SELECT count(*) FROM document_pdfs").await, 1);
    let text = text_of(&pdf);
    for words in [
        "Willow & Reed Therapy",
        "Office policies",
        "Dear Maya Ortiz, these are the policies of Willow & Reed Therapy.",
        "Maya Ortiz The client · March 2, 2026, 10:00:00 AM EST",
        "Certificate",
        "March 2, 2026, 10:00:00 AM EST (2026-03-02T15:00:00Z)",
        "Signed in with e-mail address and password",
        "maya@example.com",
        "127.0.0.1",
        "I have read",
        "Shown to its end",
        "http://anteroom.test/p/willow-reed/verify",
        "Page 1 of 2",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    let content = hex::encode(platform::secrets::hash(&signed.content));
    assert!(text.contains(&content), "the hash of what was shown");
}

async fn d7_what_was_answered_is_there_in_the_language_of_the_form(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let questions = vec![
        Question::new("you", QuestionKind::Section, "Sobre usted"),
        line("name"),
        Question::new("born", QuestionKind::Date, "¿Cuándo nació?"),
        Question::new("well", QuestionKind::YesNo, "¿Se encuentra bien?"),
        Question::new("more", QuestionKind::LongText, "¿Algo más?"),
        Question { required: true, ..Question::new("sign", QuestionKind::Signature, "Firma") },
    ];
    let form = domain::documents::FormTemplateInput { language: Language::Es, ..super::scene::form("Admisión", questions) };
    let template = scene.robin().create_form_template(&once(), &form).await.expect("written").id;
    let id = scene.sends(&[template]).await[0];
    let given = [("name", "Maya"), ("born", "1984-02-29"), ("well", "yes"), ("sign", "Maya Ortiz Vega")];
    scene.answers(id, &given).await;
    scene.submits(id).await.expect("submitted");
    let text = text_of(&pdf_of(&scene, id).await);
    for words in [
        "Admisión",
        "Sobre usted",
        "¿Cuándo nació? 29 de febrero de 1984",
        "¿Se encuentra bien? Sí",
        "¿Algo más? Sin respuesta",
        "Entregado por Maya Ortiz Vega",
        "2 de marzo de 2026, 10:00:00 EST",
        "Certificado",
        "Inició sesión con correo electrónico y contraseña",
        "Página 1 de 2",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
}

async fn d7_what_was_signed_stays_though_it_was_taken_back(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    scene.signs(id).await;
    let pdf = pdf_of(&scene, id).await;
    scene.robin().void_document(&once(), id, &VoidDocument { reason: "".into() }).await.expect("taken back");
    assert!(pdf == pdf_of(&scene, id).await);
    assert!(asked(&scene.browser, &pdf).await.expect("an answer"));
}

async fn d7_before_it_is_signed_there_is_none(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    scene.reads(id).await;
    let none = refusal(404, "not_found");
    assert_eq!(scene.browser.get_my_document_pdf(id).await.map(|_| ()).refused(), none);
    assert_eq!(scene.robin().get_document_pdf(id).await.map(|_| ()).refused(), none);
    let files = scene.sends_request_for_files().await;
    scene.browser.upload_my_document_file(&once(), files, "a.txt", b"a".to_vec()).await.expect("kept");
    scene.submits(files).await.expect("handed in");
    assert_eq!(scene.browser.get_my_document_pdf(files).await.map(|_| ()).refused(), none, "files are kept as they are");
}

async fn d8_exactly_the_file_that_was_made_was_signed_here(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    scene.signs(id).await;
    let pdf = pdf_of(&scene, id).await;
    let anybody = house.browser(App::Portal);
    assert!(asked(&anybody, &pdf).await.expect("an answer"));
    for at in [0, 1, pdf.len() / 3, pdf.len() / 2, pdf.len() - 1] {
        for bit in [0, 7] {
            let mut bent = pdf.clone();
            bent[at] ^= 1 << bit;
            assert!(!asked(&anybody, &bent).await.expect("an answer"), "byte {at}");
        }
    }
    assert!(!asked(&anybody, &pdf[..pdf.len() - 1]).await.expect("an answer"));
    assert!(!asked(&anybody, &[&pdf[..], b"\n"].concat()).await.expect("an answer"));
    // Nothing but yes or no is said.
    let body = serde_json::json!({ "sha256": hex::encode(platform::secrets::hash(&pdf)) });
    let reply = house.raw().with("Anteroom-App", "portal").post("/api/v1/public/willow-reed/document-verifications", &body).await;
    assert_eq!((reply.status, reply.json()), (200, serde_json::json!({ "signed_here": true })));
    // A row that somebody wrote into the database is not believed.
    house.tamper(&format!("UPDATE document_pdfs SET signature = {}", zeros(&house, 64))).await;
    assert!(!asked(&anybody, &pdf).await.expect("an answer"));
}

/// So many zeros as SQL writes them.
fn zeros(house: &House, bytes: usize) -> String {
    match house.kind() {
        crate::harness::Kind::Sqlite => format!("X'{}'", "00".repeat(bytes)),
        crate::harness::Kind::Postgres => format!("'\\x{}'::bytea", "00".repeat(bytes)),
    }
}

async fn d8_a_file_that_was_signed_elsewhere_was_not_signed_here(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    scene.signs(id).await;
    let pdf = pdf_of(&scene, id).await;
    let other = house.another_practice().await;
    let hash = hex::encode(platform::secrets::hash(&pdf));
    let input = |sha256: &str| VerifySignedDocument { sha256: sha256.into() };
    let anybody = house.browser(App::Portal);
    assert!(!anybody.verify_signed_document(&other.slug, &input(&hash)).await.expect("an answer").signed_here);
    let nobody = anybody.verify_signed_document(&Slug("nobody-here".into()), &input(&hash)).await;
    assert_eq!(nobody.refused(), refusal(404, "not_found"));
    for wrong in ["", "0a", &hash.to_uppercase(), &hash[..63]] {
        assert_eq!(anybody.verify_signed_document(&slug(), &input(wrong)).await.refused_at("/sha256"), "sha256", "{wrong}");
    }
    house.tamper("UPDATE practices SET portal_open = FALSE WHERE slug = 'willow-reed'").await;
    assert_eq!(asked(&anybody, &pdf).await.refused(), refusal(404, "not_found"), "a closed portal answers nobody");
}

async fn d8_the_practices_signature_makes_another_file_and_the_first_stays_good(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let input = DocumentTemplateInput { countersign: true, ..consent("Agreement") };
    let template = scene.robin().create_document_template(&once(), &input).await.expect("written").id;
    let id = scene.sends(&[template]).await[0];
    scene.signs(id).await;
    let first = pdf_of(&scene, id).await;
    house.advance(60);
    scene.robin().countersign_document(&once(), id, &CountersignDocument { name: "Robin A. Reed".into() }).await.expect("signed");
    let second = pdf_of(&scene, id).await;
    assert!(first != second && second == scene.robin().get_document_pdf(id).await.expect("the same"));
    assert!(!text_of(&first).contains("Robin A. Reed"));
    let text = text_of(&second);
    for words in ["Maya Ortiz The client", "Robin A. Reed For the practice · March 2, 2026, 10:01:00 AM EST", "Signed for the practice"] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    for pdf in [&first, &second] {
        assert!(asked(&scene.browser, pdf).await.expect("an answer"));
    }
    assert!(scene.robin().verify_document(id).await.expect("looked at").whole);
}

async fn d8_a_form_that_was_corrected_has_another_file_and_the_first_stays_good(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_form(vec![line("city")]).await;
    scene.answers(id, &[("city", "Drydn")]).await;
    scene.submits(id).await.expect("submitted");
    scene.robin().return_document(&once(), id, &ReturnDocument { note: "Which town?".into() }).await.expect("returned");
    let first = pdf_of(&scene, id).await;
    assert!(text_of(&first).contains("city Drydn"), "what was submitted, though it is being corrected");
    scene.answers(id, &[("city", "Dryden")]).await;
    assert!(first == pdf_of(&scene, id).await, "not before it is submitted again");
    assert!(scene.robin().verify_document(id).await.expect("looked at").whole);
    house.advance(60);
    scene.submits(id).await.expect("submitted again");
    let second = pdf_of(&scene, id).await;
    let text = text_of(&second);
    assert!(
        text.contains("city Dryden") && text.contains("Returned for corrections") && text.matches("Submitted by").count() == 1,
        "{text}"
    );
    for pdf in [&first, &second] {
        assert!(asked(&scene.browser, pdf).await.expect("an answer"));
    }
    assert_eq!(scene.now(id).await.signatures.len(), 1, "it counts once");
    assert_eq!(house.number("SELECT count(*) FROM document_signatures").await, 2, "and nothing of what was recorded is gone");
    assert!(scene.robin().verify_document(id).await.expect("looked at").whole);
}

async fn d8_all_signatures_are_by_one_key(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let mut forms = Vec::new();
    for _ in 0..4 {
        forms.push(scene.sends_form(vec![Question::new("q", QuestionKind::YesNo, "So?")]).await);
    }
    let at_once = join_all(forms.iter().map(|id| scene.submits(*id))).await;
    assert!(at_once.iter().all(Result::is_ok));
    assert_eq!(house.number("SELECT count(DISTINCT public_key) FROM document_signatures").await, 1);
    assert_eq!(house.number("SELECT count(*) FROM installation WHERE name = 'signing_key'").await, 1);
    house.papers_are_made().await;
    assert_eq!(house.number("SELECT count(DISTINCT hash) FROM document_pdfs").await, 4, "each has its own");
}

async fn d9_each_look_at_the_file_is_recorded(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    scene.signs(id).await;
    scene.robin().get_document_pdf(id).await.expect("the file");
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'document_pdf.read' AND client_id IS NOT NULL").await, 1);
}

async fn a26_the_file_is_its_clients_and_of_those_who_read(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    scene.signs(id).await;
    let none = refusal(404, "not_found");
    let lena = scene.practice.client("Lena").await.comes_in().await;
    assert_eq!(lena.get_my_document_pdf(id).await.map(|_| ()).refused(), none);
    let desk = scene.practice.staff("Dana", Role::FrontDesk).await;
    assert_eq!(desk.get_document_pdf(id).await.map(|_| ()).refused(), none);
    assert_eq!(desk.verify_document(id).await.map(|_| ()).refused(), none);
    scene.chooses(|choices| choices.front_desk_reads = true).await;
    desk.get_document_pdf(id).await.expect("the file");
    assert!(desk.verify_document(id).await.expect("looked at").whole);
    let biller = scene.practice.staff("Bill", Role::Biller).await;
    assert_eq!(biller.get_document_pdf(id).await.map(|_| ()).refused(), none);
    scene.may(|rights| rights.documents = false).await;
    assert_eq!(scene.browser.get_my_document_pdf(id).await.map(|_| ()).refused(), none);
}
