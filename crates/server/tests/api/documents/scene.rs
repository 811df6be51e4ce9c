//! A practice with something to sign and something to fill, and a client who has come in.

use std::collections::BTreeMap;
use std::future::Future;

use api::{Api, Failure};
use domain::access::portal_access::UpdatePortalAccess;
use domain::access::rights::Rights;
use domain::documents::{
    Answer, Answers, Asks, Capacity, Choice, DocumentTemplateInput, DocumentsSettings, ElectronicConsentGiven, FormTemplateInput,
    MyDocument, Question, QuestionKind, SaveMyAnswers, SavedAnswers, ShareDocuments, ShowIf, SignDocument, StaffDocument, SubmitMyForm,
    ViewMyDocument,
};
use domain::practice::profile::Language;
use domain::{DocumentId, TemplateId};

use crate::harness::{Client, House, Practice, Raw, Refused as _, WORKERS, fresh_key, once, snapshot};

pub const MAYA: &str = "maya@example.com";

/// Maya has come in; Robin owns the practice.
pub struct Scene {
    /// The house it is in.
    pub house: House,
    /// The practice, with Robin, its owner.
    pub practice: Practice,
    /// The client.
    pub maya: Client,
    /// Her browser, where she is signed in.
    pub browser: Api,
}

impl Scene {
    pub async fn open(house: &House) -> Self {
        let practice = house.practice().await;
        let maya = practice.client("Maya").await;
        let browser = maya.comes_in().await;
        Self { house: house.clone(), practice, maya, browser }
    }

    /// The owner's calls.
    pub fn robin(&self) -> &Api {
        self.practice.owner()
    }

    /// The owner writes a document to sign.
    pub async fn consent(&self, title: &str) -> TemplateId {
        self.robin().create_document_template(&once(), &consent(title)).await.expect("written").id
    }

    /// The owner writes a request for files.
    pub async fn request_for_files(&self, title: &str) -> TemplateId {
        let input = DocumentTemplateInput { asks: Asks::Files, body: "Both sides, please.".into(), ..consent(title) };
        self.robin().create_document_template(&once(), &input).await.expect("written").id
    }

    /// The owner writes a form.
    pub async fn form(&self, title: &str, questions: Vec<Question>) -> TemplateId {
        self.robin().create_form_template(&once(), &form(title, questions)).await.expect("written").id
    }

    /// The owner sends Maya these; their ids, in the order in which she goes through them.
    pub async fn sends(&self, templates: &[TemplateId]) -> Vec<DocumentId> {
        let before: Vec<_> = self.open_ids().await;
        self.robin().share_documents(&once(), self.maya.id, &these(templates)).await.expect("sent");
        self.open_ids().await.into_iter().filter(|id| !before.contains(id)).collect()
    }

    /// A document to sign, sent.
    pub async fn sends_consent(&self) -> DocumentId {
        let template = self.consent("Office policies").await;
        self.sends(&[template]).await[0]
    }

    /// A form with these questions, sent.
    pub async fn sends_form(&self, questions: Vec<Question>) -> DocumentId {
        let template = self.form("About you", questions).await;
        self.sends(&[template]).await[0]
    }

    /// A request for files, sent.
    pub async fn sends_request_for_files(&self) -> DocumentId {
        let template = self.request_for_files("Insurance card").await;
        self.sends(&[template]).await[0]
    }

    async fn open_ids(&self) -> Vec<DocumentId> {
        self.browser.list_my_documents().await.expect("hers").open.iter().map(|one| one.id).collect()
    }

    /// Maya's document as it is now.
    pub async fn now(&self, id: DocumentId) -> MyDocument {
        self.browser.get_my_document(id).await.expect("hers")
    }

    /// The same as the owner sees it.
    pub async fn at_desk(&self, id: DocumentId) -> StaffDocument {
        self.robin().get_document(id).await.expect("the practice's")
    }

    /// Maya reads it to its end.
    pub async fn reads(&self, id: DocumentId) -> MyDocument {
        self.browser.view_my_document(&once(), id, &ViewMyDocument { to_end: true }).await.expect("noted")
    }

    /// Maya agrees to electronic records.
    pub async fn agrees(&self) {
        let sha256 = self.browser.get_my_electronic_consent().await.expect("told").sha256;
        self.browser.give_my_electronic_consent(&once(), &ElectronicConsentGiven { sha256 }).await.expect("noted");
    }

    /// Maya reads, agrees and signs.
    pub async fn signs(&self, id: DocumentId) -> MyDocument {
        let shown = self.reads(id).await;
        self.agrees().await;
        self.browser.sign_my_document(&once(), id, &signature(&shown)).await.expect("signed")
    }

    /// Maya answers, and it is kept.
    pub async fn answers(&self, id: DocumentId, changes: &[(&str, &str)]) -> SavedAnswers {
        self.browser.save_my_answers(&once(), id, &answers(changes)).await.expect("kept")
    }

    /// Maya submits what is there.
    pub async fn submits(&self, id: DocumentId) -> Result<MyDocument, Failure> {
        let answers_version = self.now(id).await.answers_version;
        self.browser.submit_my_form(&once(), id, &SubmitMyForm { answers_version }).await
    }

    /// The practice changes what Maya may do.
    pub async fn may(&self, change: impl FnOnce(&mut Rights)) {
        let access = self.robin().get_portal_access(self.maya.id).await.expect("her access");
        let mut rights = access.rights;
        change(&mut rights);
        let input = UpdatePortalAccess { rights };
        self.robin().update_portal_access(&once(), self.maya.id, Some(access.version), &input).await.expect("saved");
    }

    /// The practice changes its choices.
    pub async fn chooses(&self, change: impl FnOnce(&mut DocumentsSettings)) {
        let now = self.robin().get_documents_settings().await.expect("the choices");
        let mut settings = now.settings;
        change(&mut settings);
        self.robin().update_documents_settings(&once(), Some(now.version), &settings).await.expect("saved");
    }

    /// Maya's browser, which sends everything under one key of its choice.
    pub fn with_one_key(&self) -> Raw {
        let raw = self.house.raw().signed_in_as(&self.browser).with("origin", "http://anteroom.test");
        raw.with("idempotency-key", &fresh_key(&self.house))
    }

    /// How `call` is refused; afterwards everything is as it was before.
    pub async fn refuses<T>(&self, call: impl Future<Output = Result<T, Failure>>) -> (u16, String) {
        unchanged(&self.house, call).await.refused()
    }
}

/// What `call` answers, which must not have changed anything in the whole database.
pub async fn unchanged<T>(house: &House, call: impl Future<Output = T>) -> T {
    let but: Vec<&str> = WORKERS.into_iter().chain(["idempotency_keys", "sessions.last_used_at"]).collect();
    house.papers_are_made().await;
    let before = snapshot(house.platform(), &but).await;
    let answer = call.await;
    let after = snapshot(house.platform(), &but).await;
    for ((table, before), (_, after)) in before.iter().zip(&after) {
        assert_eq!(before, after, "{table} changed");
    }
    answer
}

/// A document to sign.
pub fn consent(title: &str) -> DocumentTemplateInput {
    DocumentTemplateInput {
        title: title.into(),
        language: Language::En,
        asks: Asks::Signature,
        body: "# Welcome\n\nDear {client_name}, these are the policies of {practice_name}.".into(),
        countersign: false,
        renew_after_months: None,
        expire_after_days: None,
    }
}

/// A form.
pub fn form(title: &str, questions: Vec<Question>) -> FormTemplateInput {
    FormTemplateInput {
        title: title.into(),
        language: Language::En,
        introduction: String::new(),
        questions,
        renew_after_months: None,
        expire_after_days: None,
    }
}

/// A line that must be filled.
pub fn line(key: &str) -> Question {
    Question { required: true, ..Question::new(key, QuestionKind::ShortText, key) }
}

/// A choice of `never` and `often` that need not be made.
pub fn choice(key: &str, kind: QuestionKind) -> Question {
    let choices = ["never", "often"].map(|key| Choice { key: key.into(), label: key.into(), score: None }).into();
    Question { choices, ..Question::new(key, kind, key) }
}

/// The question, asked only when `other` was answered with `is`.
pub fn when(question: Question, other: &str, is: &str) -> Question {
    Question { show_if: Some(ShowIf { question: other.into(), is: vec![is.into()] }), ..question }
}

/// These templates.
pub fn these(templates: &[TemplateId]) -> ShareDocuments {
    ShareDocuments { packet_id: None, templates: templates.to_vec(), due: None }
}

/// These answers.
pub fn answers(changes: &[(&str, &str)]) -> SaveMyAnswers {
    SaveMyAnswers { changes: given(changes) }
}

/// The same, as they are kept.
pub fn given(changes: &[(&str, &str)]) -> Answers {
    changes.iter().map(|(key, text)| ((*key).to_owned(), Answer::from(*text))).collect::<BTreeMap<_, _>>()
}

/// SHA-256 of what is shown, in hex, as the page works it out.
pub fn sha256(shown: &MyDocument) -> String {
    hex::encode(platform::secrets::hash(&shown.content))
}

/// Maya signs what is shown.
pub fn signature(shown: &MyDocument) -> SignDocument {
    SignDocument {
        agreed: true,
        name: "Maya Ortiz".into(),
        capacity: Capacity::Self_,
        relationship: "".into(),
        content_sha256: sha256(shown),
    }
}
