//! What the practice authors (D1, D2), and its choices.

use domain::documents::{
    ArchiveTemplate, Content, DocumentTemplateInput, Documents, DocumentsSettings, FormTemplateInput, ListTemplates, Packet, PacketInput,
    PacketPage, PreviewDocument, ShowTemplate, Template, TemplatePage,
};
use domain::{PacketId, TemplateId};

use crate::{Api, Attempt, Failure};

impl Api {
    /// A page of the templates, of all kinds, by title.
    pub async fn list_document_templates(&self, query: &ListTemplates) -> Result<TemplatePage, Failure> {
        self.get("/practice/document-templates").query(query)?.answer().await
    }

    /// One template, of whichever kind.
    pub async fn get_document_template(&self, id: TemplateId) -> Result<Template, Failure> {
        self.get(format_args!("/practice/document-templates/{id}")).answer().await
    }

    /// The same, with what its version `number` said.
    pub async fn get_document_template_as_it_was(&self, id: TemplateId, number: i64) -> Result<Template, Failure> {
        let query = ShowTemplate { number: Some(number) };
        self.get(format_args!("/practice/document-templates/{id}")).query(&query)?.answer().await
    }

    /// A new document to sign, or request for files.
    pub async fn create_document_template(&self, attempt: &Attempt, input: &DocumentTemplateInput) -> Result<Template, Failure> {
        self.post(attempt, "/practice/document-templates").json(input)?.answer().await
    }

    /// A new version of it. `stale` when `version` is not the latest.
    pub async fn update_document_template(
        &self,
        attempt: &Attempt,
        id: TemplateId,
        version: Option<i64>,
        input: &DocumentTemplateInput,
    ) -> Result<Template, Failure> {
        self.put(attempt, format_args!("/practice/document-templates/{id}")).if_version(version).json(input)?.answer().await
    }

    /// A new form.
    pub async fn create_form_template(&self, attempt: &Attempt, input: &FormTemplateInput) -> Result<Template, Failure> {
        self.post(attempt, "/practice/form-templates").json(input)?.answer().await
    }

    /// A new version of it. `stale` when `version` is not the latest.
    pub async fn update_form_template(
        &self,
        attempt: &Attempt,
        id: TemplateId,
        version: Option<i64>,
        input: &FormTemplateInput,
    ) -> Result<Template, Failure> {
        self.put(attempt, format_args!("/practice/form-templates/{id}")).if_version(version).json(input)?.answer().await
    }

    /// Puts a template away, of whichever kind, or takes it out again.
    pub async fn archive_document_template(
        &self,
        attempt: &Attempt,
        id: TemplateId,
        version: Option<i64>,
        input: &ArchiveTemplate,
    ) -> Result<Template, Failure> {
        self.put(attempt, format_args!("/practice/document-templates/{id}/archive")).if_version(version).json(input)?.answer().await
    }

    /// What a text looks like to a client, with invented values.
    pub async fn preview_document(&self, attempt: &Attempt, input: &PreviewDocument) -> Result<Content, Failure> {
        self.post(attempt, "/practice/document-previews").json(input)?.answer().await
    }

    /// All packets.
    pub async fn list_packets(&self) -> Result<PacketPage, Failure> {
        self.get("/practice/document-packets").answer().await
    }

    /// A new packet.
    pub async fn create_packet(&self, attempt: &Attempt, input: &PacketInput) -> Result<Packet, Failure> {
        self.post(attempt, "/practice/document-packets").json(input)?.answer().await
    }

    /// Another order, name or choice. `stale` when `version` is not the latest.
    pub async fn update_packet(
        &self,
        attempt: &Attempt,
        id: PacketId,
        version: Option<i64>,
        input: &PacketInput,
    ) -> Result<Packet, Failure> {
        self.put(attempt, format_args!("/practice/document-packets/{id}")).if_version(version).json(input)?.answer().await
    }

    /// Removes a packet; what was sent stays.
    pub async fn remove_packet(&self, attempt: &Attempt, id: PacketId) -> Result<(), Failure> {
        self.delete(attempt, format_args!("/practice/document-packets/{id}")).done().await
    }

    /// The practice's choices about documents.
    pub async fn get_documents_settings(&self) -> Result<Documents, Failure> {
        self.get("/practice/documents-settings").answer().await
    }

    /// Other choices. `stale` when `version` is not the latest.
    pub async fn update_documents_settings(
        &self,
        attempt: &Attempt,
        version: Option<i64>,
        input: &DocumentsSettings,
    ) -> Result<Documents, Failure> {
        self.put(attempt, "/practice/documents-settings").if_version(version).json(input)?.answer().await
    }
}
