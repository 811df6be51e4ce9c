//! Documents: what was sent to Maya, and what is done with it.

use api::Api;
use domain::access::session::App;
use domain::documents::{
    Asks, DeclineDocument, DocumentTemplateInput, ElectronicConsentGiven, FormTemplateInput, Question, QuestionKind, SaveMyAnswers,
    ShareDocuments, SignDocument, SubmitMyForm, ViewMyDocument,
};
use domain::practice::profile::Language;
use domain::{DocumentId, FileId, TemplateId};

use super::{Body, authored_documents, sent_documents, to_json};
use crate::harness::once;
use crate::matrix::world::{Caller, World};

/// What the operation `name` needs: the id in its path, and its body; none when it is another file's.
pub(super) async fn of(world: &mut World, name: &str, caller: Caller) -> Option<(String, Body)> {
    let none = String::new();
    Some(match name {
        "list_my_documents" | "get_my_electronic_consent" => (none, Body::None),
        "get_my_document" => (consent(world).await.to_string(), Body::None),
        "view_my_document" => (consent(world).await.to_string(), to_json(&ViewMyDocument { to_end: true })),
        "give_my_electronic_consent" => (none, to_json(&told(world, caller).await)),
        "sign_my_document" => {
            let id = consent(world).await;
            (id.to_string(), to_json(&signature(world, id).await))
        }
        "decline_my_document" => (consent(world).await.to_string(), to_json(&DeclineDocument { reason: "".into() })),
        "save_my_answers" => {
            let changes = [("city".to_owned(), "Dryden".into())].into();
            (form(world).await.to_string(), to_json(&SaveMyAnswers { changes }))
        }
        "submit_my_form" => (form(world).await.to_string(), to_json(&SubmitMyForm { answers_version: 0 })),
        "upload_my_document_file" => (files(world).await.to_string(), Body::File),
        "remove_my_document_file" | "get_my_document_file" => (uploaded(world).await.to_string(), Body::None),
        "send_my_file" => {
            uploads_are_open(world).await;
            (none, Body::File)
        }
        "share_documents" => {
            let templates = vec![template(world, Asks::Signature).await];
            (world.maya.id.to_string(), to_json(&ShareDocuments { packet_id: None, templates, due: None }))
        }
        "share_file" => (world.maya.id.to_string(), Body::File),
        name => match authored_documents::of(world, name, caller).await {
            Some(made) => made,
            None => return sent_documents::of(world, name, caller).await,
        },
    })
}

/// The session of `caller`, to do with it what comes before.
pub(super) async fn acting(world: &World, caller: Caller, app: App) -> Api {
    let (_, token) = world.session(caller).await.expect("a session");
    world.house.browser(app).bearer(&token)
}

pub(super) async fn maya(world: &World) -> Api {
    acting(world, Caller::Client, App::Portal).await
}

/// A document as the owner writes it.
pub(super) fn document_input(asks: Asks) -> DocumentTemplateInput {
    DocumentTemplateInput {
        title: "Policies".into(),
        language: Language::En,
        asks,
        body: "Please come on time.".into(),
        countersign: false,
        renew_after_months: None,
        expire_after_days: None,
    }
}

pub(super) async fn template(world: &World, asks: Asks) -> TemplateId {
    world.owner().await.owner().create_document_template(&once(), &document_input(asks)).await.expect("written").id
}

/// A template that was sent to Maya.
pub(super) async fn sent(world: &World, template: TemplateId) -> DocumentId {
    let input = ShareDocuments { packet_id: None, templates: vec![template], due: None };
    let page = world.owner().await.owner().share_documents(&once(), world.maya.id, &input).await.expect("sent");
    // The newest stand first, of one moment the one with the higher id.
    page.items[0].id
}

/// Something to sign.
pub(super) async fn consent(world: &World) -> DocumentId {
    sent(world, template(world, Asks::Signature).await).await
}

async fn files(world: &World) -> DocumentId {
    sent(world, template(world, Asks::Files).await).await
}

/// A form that may be submitted as it is.
pub(super) fn form_input() -> FormTemplateInput {
    FormTemplateInput {
        title: "About you".into(),
        language: Language::En,
        introduction: String::new(),
        questions: vec![Question::new("city", QuestionKind::ShortText, "In which town do you live?")],
        renew_after_months: None,
        expire_after_days: None,
    }
}

/// The same, sent.
pub(super) async fn form(world: &World) -> DocumentId {
    let template = world.owner().await.owner().create_form_template(&once(), &form_input()).await.expect("written").id;
    sent(world, template).await
}

/// What is told where `caller` is a client, to agree to it.
async fn told(world: &World, caller: Caller) -> ElectronicConsentGiven {
    let asks = if caller == Caller::ForeignClient { caller } else { Caller::Client };
    let told = acting(world, asks, App::Portal).await.get_my_electronic_consent().await.expect("told");
    ElectronicConsentGiven { sha256: told.sha256 }
}

/// Maya's signature under what she has read.
pub(super) async fn signature(world: &World, id: DocumentId) -> SignDocument {
    let maya = maya(world).await;
    let shown = maya.view_my_document(&once(), id, &ViewMyDocument { to_end: true }).await.expect("noted");
    maya.give_my_electronic_consent(&once(), &told(world, Caller::Client).await).await.expect("noted");
    SignDocument {
        agreed: true,
        name: "Maya Ortiz".into(),
        capacity: domain::documents::Capacity::Self_,
        relationship: "".into(),
        content_sha256: hex::encode(platform::secrets::hash(shown.content)),
    }
}

/// A file that Maya added to what asks for files.
async fn uploaded(world: &World) -> FileId {
    let id = files(world).await;
    maya(world).await.upload_my_document_file(&once(), id, "a.txt", b"a".to_vec()).await.expect("kept").id
}

/// Both practices take files unasked.
async fn uploads_are_open(world: &World) {
    for caller in [Caller::Owner, Caller::ForeignStaff] {
        let owner = acting(world, caller, App::Admin).await;
        let mut settings = owner.get_documents_settings().await.expect("the choices").settings;
        settings.clients_may_upload = true;
        owner.update_documents_settings(&once(), None, &settings).await.expect("saved");
    }
}
