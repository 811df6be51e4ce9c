//! Documents that were sent to Maya, as the practice goes on with them.

use domain::documents::{
    Asks, CountersignDocument, DocumentTemplateInput, FieldOf, FormTemplateInput, Question, QuestionKind, ReturnDocument, SaveMyAnswers,
    SettleProposal, SubmitMyForm, VerifySignedDocument, VoidDocument,
};
use domain::practice::profile::Language;
use domain::{DocumentId, FileId};

use super::documents::{maya, sent, signature};
use super::{Body, to_json};
use crate::harness::{once, within};
use crate::matrix::world::{Caller, World};

/// What the operation `name` needs: the id in its path, and its body; none when it is another file's.
pub(super) async fn of(world: &mut World, name: &str, _: Caller) -> Option<(String, Body)> {
    let (id, body) = match name {
        "list_documents" | "get_document_counts" => (String::new(), Body::None),
        "list_client_documents" => (world.maya.id.to_string(), Body::None),
        "get_document" | "remind_document" => (open(world).await, Body::None),
        "void_document" => (open(world).await, to_json(&VoidDocument { reason: "Twice".into() })),
        "return_document" => (submitted(world).await, to_json(&ReturnDocument { note: "Which town?".into() })),
        "complete_document" => (submitted(world).await, Body::None),
        "settle_document_proposal" => (submitted(world).await, to_json(&SettleProposal { accept: vec![FieldOf::City] })),
        "countersign_document" => (signed(world).await, to_json(&CountersignDocument { name: "Sam Hale".into() })),
        "get_document_pdf" | "get_my_document_pdf" | "verify_document" => (signed(world).await, Body::None),
        "verify_signed_document" => (String::new(), to_json(&VerifySignedDocument { sha256: "0a".repeat(32) })),
        "get_document_file" => (handed_in(world).await.to_string(), Body::None),
        _ => return None,
    };
    Some((id, body))
}

fn form() -> FormTemplateInput {
    let city = Question { field: Some(FieldOf::City), ..Question::new("city", QuestionKind::ShortText, "In which town do you live?") };
    FormTemplateInput {
        title: "About you".into(),
        language: Language::En,
        introduction: String::new(),
        questions: vec![city],
        renew_after_months: None,
        expire_after_days: None,
    }
}

fn text(asks: Asks) -> DocumentTemplateInput {
    DocumentTemplateInput {
        title: "Policies".into(),
        language: Language::En,
        asks,
        body: "Please be on time.".into(),
        countersign: asks == Asks::Signature,
        renew_after_months: None,
        expire_after_days: None,
    }
}

async fn form_sent(world: &World) -> DocumentId {
    let template = world.owner().await.owner().create_form_template(&once(), &form()).await.expect("written").id;
    sent(world, template).await
}

async fn text_sent(world: &World, asks: Asks) -> DocumentId {
    let template = world.owner().await.owner().create_document_template(&once(), &text(asks)).await.expect("written").id;
    sent(world, template).await
}

/// One that waits for her.
async fn open(world: &World) -> String {
    form_sent(world).await.to_string()
}

/// One that she answered.
async fn submitted(world: &World) -> String {
    let (id, maya) = (form_sent(world).await, maya(world).await);
    let changes = [("city".to_owned(), "Dryden".into())].into();
    let answers_version = maya.save_my_answers(&once(), id, &SaveMyAnswers { changes }).await.expect("kept").answers_version;
    maya.submit_my_form(&once(), id, &SubmitMyForm { answers_version }).await.expect("submitted");
    settled(world).await;
    id.to_string()
}

/// One that she signed, and that the practice is to sign, too.
async fn signed(world: &World) -> String {
    let (id, maya) = (text_sent(world, Asks::Signature).await, maya(world).await);
    let input = signature(world, id).await;
    maya.sign_my_document(&once(), id, &input).await.expect("signed");
    settled(world).await;
    id.to_string()
}

/// A file that she was asked for, and handed in.
async fn handed_in(world: &World) -> FileId {
    let (id, maya) = (text_sent(world, Asks::Files).await, maya(world).await);
    let file = maya.upload_my_document_file(&once(), id, "front.txt", b"Front".to_vec()).await.expect("kept").id;
    maya.submit_my_form(&once(), id, &SubmitMyForm { answers_version: 0 }).await.expect("handed in");
    file
}

/// Nothing is made in the background any more: what is refused changes nothing.
async fn settled(world: &World) {
    within(20, "the PDF", async || {
        let waiting = world.house.number("SELECT count(*) FROM jobs WHERE kind LIKE 'document%' AND state = 'queued'").await;
        (waiting == 0).then_some(())
    })
    .await;
}
