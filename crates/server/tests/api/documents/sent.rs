//! The same practice from its desk: Jordan, who sees clients, too, and what was sent to whom until when.

use std::collections::BTreeSet;
use std::ops::Deref;

use domain::documents::{
    DocumentState, DocumentTemplateInput, FieldOf, FormTemplateInput, Question, QuestionKind, ShareDocuments, StaffDocument, TrailEvent,
};
use domain::list::PageQuery;
use domain::practice::staff::Role;
use domain::{ClientId, DocumentId, TemplateId};

use super::scene::{Scene, consent, form, signature};
use crate::harness::{Colleague, House, PASSWORD, once};

pub const DAY: i64 = 24 * 3600;

/// Robin owns the practice, Jordan sees clients, Maya has come in.
pub struct Sent {
    scene: Scene,
    /// A clinician.
    pub jordan: Colleague,
}

impl Deref for Sent {
    type Target = Scene;
    fn deref(&self) -> &Scene {
        &self.scene
    }
}

/// Something to sign.
pub fn policies() -> DocumentTemplateInput {
    consent("Practice policies")
}

/// A form that asks for a name, a town and how one is.
pub fn about_you() -> FormTemplateInput {
    let field = |key: &str, field| Question { field: Some(field), ..Question::new(key, QuestionKind::ShortText, key) };
    let well = Question { required: true, ..Question::new("well", QuestionKind::YesNo, "Are you well?") };
    form("About you", vec![field("first", FieldOf::FirstName), field("city", FieldOf::City), well])
}

/// What happened to it, the oldest first.
pub fn events(document: &StaffDocument) -> Vec<TrailEvent> {
    document.trail.iter().map(|line| line.event).collect()
}

impl Sent {
    pub async fn begin(house: &House) -> Self {
        let scene = Scene::open(house).await;
        let jordan = scene.practice.staff("Jordan", Role::Clinician).await;
        Self { scene, jordan }
    }

    /// So many seconds later, when the sessions of before may have ended: all sign in again.
    pub async fn later(self, seconds: i64) -> Self {
        self.house.advance(seconds);
        let (jordan, _) = self.jordan.signs_in(PASSWORD).await.expect("signed in");
        let browser = self.maya.signs_in(PASSWORD).await.expect("signed in");
        let practice = self.practice.another_day().await;
        Self { scene: Scene { practice, browser, ..self.scene }, jordan }
    }

    pub fn owner(&self) -> &Colleague {
        self.practice.owner()
    }

    /// A new document to sign.
    pub async fn writes(&self, input: DocumentTemplateInput) -> TemplateId {
        self.owner().create_document_template(&once(), &input).await.expect("written").id
    }

    /// A new form.
    pub async fn asks(&self, input: FormTemplateInput) -> TemplateId {
        self.owner().create_form_template(&once(), &input).await.expect("written").id
    }

    async fn ids_of(&self, client: ClientId) -> BTreeSet<DocumentId> {
        let all = PageQuery { limit: Some(200), cursor: None };
        self.owner().list_client_documents(client, &all).await.expect("a page").items.into_iter().map(|item| item.id).collect()
    }

    /// Robin sends it to somebody; gives which document that is.
    pub async fn gives_to(&self, client: ClientId, template: TemplateId, due: Option<&str>) -> DocumentId {
        let before = self.ids_of(client).await;
        let input = ShareDocuments { packet_id: None, templates: vec![template], due: due.map(|day| day.parse().expect("a day")) };
        self.owner().share_documents(&once(), client, &input).await.expect("sent");
        *self.ids_of(client).await.difference(&before).next().expect("one more")
    }

    /// Robin sends it to Maya.
    pub async fn gives(&self, template: TemplateId, due: Option<&str>) -> DocumentId {
        self.gives_to(self.maya.id, template, due).await
    }

    /// Maya signs; she has agreed to electronic records before.
    pub async fn signs_again(&self, id: DocumentId) {
        let shown = self.reads(id).await;
        self.browser.sign_my_document(&once(), id, &signature(&shown)).await.expect("signed");
    }

    /// Maya answers and submits.
    pub async fn fills(&self, id: DocumentId, given: &[(&str, &str)]) {
        self.answers(id, given).await;
        assert_eq!(self.submits(id).await.expect("submitted").summary.state, DocumentState::Submitted);
    }

    /// How it is.
    pub async fn state(&self, id: DocumentId) -> DocumentState {
        self.at_desk(id).await.summary.state
    }

    /// How often an act is in the log.
    pub async fn recorded(&self, act: &str) -> i64 {
        self.house.number(&format!("SELECT count(*) FROM audit_events WHERE act = '{act}'")).await
    }
}
