//! The client's side (D3 to D10). Without the right to documents everything here is 404.

use domain::documents::{
    DeclineDocument, DocumentFile, DocumentState, ElectronicConsent, ElectronicConsentGiven, MyDocument, MyDocuments, SaveMyAnswers,
    SavedAnswers, SignDocument, SubmitMyForm, VerifiedDocument, VerifySignedDocument, ViewMyDocument,
};
use domain::list::PageQuery;
use domain::practice::slug::Slug;
use domain::{DocumentId, FileId};
use serde::Deserialize;

use crate::call::segment;
use crate::{Api, Attempt, Failure};

/// What waits for a client.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct WaitingDocuments {
    /// Each of them.
    pub open: Vec<WaitingDocument>,
    /// How many of those that were sent together with them are done already.
    pub done_before: u32,
}

/// A document that waits.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct WaitingDocument {
    /// How far it is.
    pub state: DocumentState,
}

impl Api {
    /// The client's documents: what waits, in order, and the newest of the others.
    pub async fn list_my_documents(&self) -> Result<MyDocuments, Failure> {
        self.list_my_documents_from(&PageQuery::default()).await
    }

    /// A page of the others; with the first one, what waits.
    pub async fn list_my_documents_from(&self, query: &PageQuery) -> Result<MyDocuments, Failure> {
        self.get("/portal/documents").query(query)?.answer().await
    }

    /// The same answer, and only so much of it as says how many wait: pages that show no more need not know the rest.
    pub async fn count_my_documents(&self) -> Result<WaitingDocuments, Failure> {
        self.get("/portal/documents").answer().await
    }

    /// One of them, with what it says and what was answered.
    pub async fn get_my_document(&self, id: DocumentId) -> Result<MyDocument, Failure> {
        self.get(format_args!("/portal/documents/{id}")).answer().await
    }

    /// It is on the screen, or its end is. `document_…` when it was taken back or is over.
    pub async fn view_my_document(&self, attempt: &Attempt, id: DocumentId, input: &ViewMyDocument) -> Result<MyDocument, Failure> {
        self.post(attempt, format_args!("/portal/documents/{id}/view")).json(input)?.answer().await
    }

    /// What is told before the first electronic signature.
    pub async fn get_my_electronic_consent(&self) -> Result<ElectronicConsent, Failure> {
        self.get("/portal/electronic-consent").answer().await
    }

    /// Agrees to electronic records. `consent_changed` when something else is told by now.
    pub async fn give_my_electronic_consent(
        &self,
        attempt: &Attempt,
        input: &ElectronicConsentGiven,
    ) -> Result<ElectronicConsent, Failure> {
        self.post(attempt, "/portal/electronic-consent").json(input)?.answer().await
    }

    /// Signs. `document_not_read`, `document_changed`, `electronic_consent_required`, and `document_…` for how far it is.
    pub async fn sign_my_document(&self, attempt: &Attempt, id: DocumentId, input: &SignDocument) -> Result<MyDocument, Failure> {
        self.post(attempt, format_args!("/portal/documents/{id}/signature")).json(input)?.answer().await
    }

    /// Keeps the answers that changed; others stay.
    pub async fn save_my_answers(&self, attempt: &Attempt, id: DocumentId, input: &SaveMyAnswers) -> Result<SavedAnswers, Failure> {
        self.put(attempt, format_args!("/portal/documents/{id}/answers")).json(input)?.answer().await
    }

    /// Done answering, or sending files. 422 with each field that is missing or wrong; `answers_changed` when another device
    /// answered in between.
    pub async fn submit_my_form(&self, attempt: &Attempt, id: DocumentId, input: &SubmitMyForm) -> Result<MyDocument, Failure> {
        self.post(attempt, format_args!("/portal/documents/{id}/submission")).json(input)?.answer().await
    }

    /// The client does not want to.
    pub async fn decline_my_document(&self, attempt: &Attempt, id: DocumentId, input: &DeclineDocument) -> Result<MyDocument, Failure> {
        self.post(attempt, format_args!("/portal/documents/{id}/refusal")).json(input)?.answer().await
    }

    /// Adds a file to a document that asks for files. `too_many_files`, `file_kind` and others of
    /// [`FileRefusal`](domain::files::FileRefusal).
    pub async fn upload_my_document_file(
        &self,
        attempt: &Attempt,
        id: DocumentId,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<DocumentFile, Failure> {
        self.post(attempt, format_args!("/portal/documents/{id}/files")).upload(name, bytes).answer().await
    }

    /// Takes a file away again, as long as the document was not submitted.
    pub async fn remove_my_document_file(&self, attempt: &Attempt, id: FileId) -> Result<(), Failure> {
        self.delete(attempt, format_args!("/portal/document-files/{id}")).done().await
    }

    /// Sends the practice a file unasked, where it allows that.
    pub async fn send_my_file(&self, attempt: &Attempt, name: &str, bytes: Vec<u8>) -> Result<MyDocument, Failure> {
        self.post(attempt, "/portal/document-files").upload(name, bytes).answer().await
    }

    /// A file's content.
    pub async fn get_my_document_file(&self, id: FileId) -> Result<Vec<u8>, Failure> {
        self.get(format_args!("/portal/document-files/{id}")).patient().file().await
    }

    /// What was signed or answered, as PDF with its certificate.
    pub async fn get_my_document_pdf(&self, id: DocumentId) -> Result<Vec<u8>, Failure> {
        self.get(format_args!("/portal/documents/{id}/pdf")).patient().file().await
    }

    /// Whether exactly this file was signed at the practice; for anyone who has it.
    pub async fn verify_signed_document(&self, slug: &Slug, input: &VerifySignedDocument) -> Result<VerifiedDocument, Failure> {
        let path = format!("/public/{}/document-verifications", segment(&slug.0));
        self.post(&Attempt::new(), path).anyone().json(input)?.answer().await
    }
}
