//! What the practice does with what was sent (D2, D9, D12).

use domain::documents::{
    ClientDocuments, CountersignDocument, DocumentCounts, DocumentPage, ListDocuments, ReturnDocument, SettleProposal, ShareDocuments,
    StaffDocument, Verification, VoidDocument,
};
use domain::list::PageQuery;
use domain::{ClientId, DocumentId, FileId};

use crate::{Api, Attempt, Failure};

impl Api {
    /// Documents of all clients, the newest first.
    pub async fn list_documents(&self, query: &ListDocuments) -> Result<DocumentPage, Failure> {
        self.get("/practice/documents").query(query)?.answer().await
    }

    /// How much waits for the practice.
    pub async fn get_document_counts(&self) -> Result<DocumentCounts, Failure> {
        self.get("/practice/document-counts").answer().await
    }

    /// What was sent to one client, the newest first.
    pub async fn list_client_documents(&self, client: ClientId, query: &PageQuery) -> Result<ClientDocuments, Failure> {
        self.get(format_args!("/practice/clients/{client}/documents")).query(query)?.answer().await
    }

    /// Sends templates to a client; answers the newest page of what was sent to them. `template_archived`.
    pub async fn share_documents(&self, attempt: &Attempt, client: ClientId, input: &ShareDocuments) -> Result<ClientDocuments, Failure> {
        self.post(attempt, format_args!("/practice/clients/{client}/documents")).json(input)?.answer().await
    }

    /// Shares a file for a client to read. `file_kind` and others of [`FileRefusal`](domain::files::FileRefusal).
    pub async fn share_file(&self, attempt: &Attempt, client: ClientId, name: &str, bytes: Vec<u8>) -> Result<StaffDocument, Failure> {
        self.post(attempt, format_args!("/practice/clients/{client}/document-files")).upload(name, bytes).answer().await
    }

    /// One document, with what the client answered.
    pub async fn get_document(&self, id: DocumentId) -> Result<StaffDocument, Failure> {
        self.get(format_args!("/practice/documents/{id}")).answer().await
    }

    /// Reminds the client by e-mail now. `not_reachable` when they have no way in.
    pub async fn remind_document(&self, attempt: &Attempt, id: DocumentId) -> Result<StaffDocument, Failure> {
        self.post(attempt, format_args!("/practice/documents/{id}/reminder")).answer().await
    }

    /// Asks for corrections.
    pub async fn return_document(&self, attempt: &Attempt, id: DocumentId, input: &ReturnDocument) -> Result<StaffDocument, Failure> {
        self.post(attempt, format_args!("/practice/documents/{id}/return")).json(input)?.answer().await
    }

    /// It was looked at and is well.
    pub async fn complete_document(&self, attempt: &Attempt, id: DocumentId) -> Result<StaffDocument, Failure> {
        self.post(attempt, format_args!("/practice/documents/{id}/completion")).answer().await
    }

    /// The practice signs.
    pub async fn countersign_document(
        &self,
        attempt: &Attempt,
        id: DocumentId,
        input: &CountersignDocument,
    ) -> Result<StaffDocument, Failure> {
        self.post(attempt, format_args!("/practice/documents/{id}/countersignature")).json(input)?.answer().await
    }

    /// Takes it back.
    pub async fn void_document(&self, attempt: &Attempt, id: DocumentId, input: &VoidDocument) -> Result<StaffDocument, Failure> {
        self.post(attempt, format_args!("/practice/documents/{id}/void")).json(input)?.answer().await
    }

    /// Takes answers over into the client's record, field by field. `settled` when somebody was first.
    pub async fn settle_document_proposal(
        &self,
        attempt: &Attempt,
        id: DocumentId,
        input: &SettleProposal,
    ) -> Result<StaffDocument, Failure> {
        self.post(attempt, format_args!("/practice/documents/{id}/proposal")).json(input)?.answer().await
    }

    /// What was signed or answered, as PDF with its certificate.
    pub async fn get_document_pdf(&self, id: DocumentId) -> Result<Vec<u8>, Failure> {
        self.get(format_args!("/practice/documents/{id}/pdf")).patient().file().await
    }

    /// A file's content.
    pub async fn get_document_file(&self, id: FileId) -> Result<Vec<u8>, Failure> {
        self.get(format_args!("/practice/document-files/{id}")).patient().file().await
    }

    /// Whether every part of it is as it was.
    pub async fn verify_document(&self, id: DocumentId) -> Result<Verification, Failure> {
        self.get(format_args!("/practice/documents/{id}/verification")).answer().await
    }
}
