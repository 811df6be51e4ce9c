//! The practice's side (M10, M12): inbox, threads, notes.

use domain::messaging::{
    ArchiveConversation, AssignConversation, Conversation, ConversationPage, Draft, EndPush, ExportConversation, ListConversations,
    ListMessages, MarkRead, Message, MessageFile, MessagePage, OpenConversation, PushState, PushSubscription, Redact, SaveDraft,
    SendMessage, UnreadCounts,
};
use domain::{ConversationId, FileId, MessageId};

use super::stretch;
use crate::{Api, Attempt, Failure};

impl Api {
    /// A page of the conversations one may see, what was said last first.
    pub async fn list_conversations(&self, query: &ListConversations) -> Result<ConversationPage, Failure> {
        self.get("/practice/conversations").query(query)?.answer().await
    }

    /// A client's conversation with a clinician or the front desk; the one that is there already, where there is one.
    pub async fn open_conversation(&self, attempt: &Attempt, input: &OpenConversation) -> Result<Conversation, Failure> {
        self.post(attempt, "/practice/conversations").json(input)?.answer().await
    }

    /// One conversation.
    pub async fn get_conversation(&self, id: ConversationId) -> Result<Conversation, Failure> {
        self.get(format_args!("/practice/conversations/{id}")).answer().await
    }

    /// A stretch of it, the newest first, notes included; the look is written to the audit log.
    pub async fn list_messages(&self, id: ConversationId, query: &ListMessages) -> Result<MessagePage, Failure> {
        self.get(format_args!("/practice/conversations/{id}/messages?{}", stretch(query))).answer().await
    }

    /// Sends a message, once for each of its ids. `id_taken`.
    pub async fn send_message(&self, attempt: &Attempt, id: ConversationId, input: &SendMessage) -> Result<Message, Failure> {
        self.post(attempt, format_args!("/practice/conversations/{id}/messages")).json(input)?.answer().await
    }

    /// Keeps a note that the client never sees. `id_taken`.
    pub async fn create_message_note(&self, attempt: &Attempt, id: ConversationId, input: &SendMessage) -> Result<Message, Failure> {
        self.post(attempt, format_args!("/practice/conversations/{id}/notes")).json(input)?.answer().await
    }

    /// Read up to here; answers what is left unread.
    pub async fn mark_messages_read(&self, attempt: &Attempt, id: ConversationId, input: &MarkRead) -> Result<UnreadCounts, Failure> {
        self.post(attempt, format_args!("/practice/conversations/{id}/read")).json(input)?.answer().await
    }

    /// Shows it as unread, to oneself, until it is read again; answers what is unread now.
    pub async fn mark_conversation_unread(&self, attempt: &Attempt, id: ConversationId) -> Result<UnreadCounts, Failure> {
        self.post(attempt, format_args!("/practice/conversations/{id}/unread")).answer().await
    }

    /// Puts it away, or takes it out again. `stale` when `version` is not the latest.
    pub async fn archive_conversation(
        &self,
        attempt: &Attempt,
        id: ConversationId,
        version: Option<i64>,
        input: &ArchiveConversation,
    ) -> Result<Conversation, Failure> {
        self.post(attempt, format_args!("/practice/conversations/{id}/archival")).if_version(version).json(input)?.answer().await
    }

    /// Lets somebody else look after it; they see it from here on. `stale` when `version` is not the latest.
    pub async fn assign_conversation(
        &self,
        attempt: &Attempt,
        id: ConversationId,
        version: Option<i64>,
        input: &AssignConversation,
    ) -> Result<Conversation, Failure> {
        self.post(attempt, format_args!("/practice/conversations/{id}/assignment")).if_version(version).json(input)?.answer().await
    }

    /// It as a PDF; the export is written to the audit log. `too_many_messages`, `too_much_text`.
    pub async fn export_conversation(&self, id: ConversationId, query: &ExportConversation) -> Result<Vec<u8>, Failure> {
        self.get(format_args!("/practice/conversations/{id}/export")).query(query)?.patient().file().await
    }

    /// What is being written, here or on another device.
    pub async fn get_draft(&self, id: ConversationId) -> Result<Draft, Failure> {
        self.get(format_args!("/practice/conversations/{id}/draft")).answer().await
    }

    /// Keeps what is being written. `stale` when another device has kept something newer.
    pub async fn save_draft(&self, attempt: &Attempt, id: ConversationId, input: &SaveDraft) -> Result<Draft, Failure> {
        self.put(attempt, format_args!("/practice/conversations/{id}/draft")).json(input)?.answer().await
    }

    /// Uploads a file that will go with a message or a note. `file_kind` and others of
    /// [`FileRefusal`](domain::files::FileRefusal).
    pub async fn upload_message_file(
        &self,
        attempt: &Attempt,
        id: ConversationId,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<MessageFile, Failure> {
        self.post(attempt, format_args!("/practice/conversations/{id}/files")).upload(name, bytes).answer().await
    }

    /// A file's content.
    pub async fn get_message_file(&self, id: FileId) -> Result<Vec<u8>, Failure> {
        self.get(format_args!("/practice/message-files/{id}")).patient().file().await
    }

    /// Removes a message's words and files for good.
    pub async fn redact_message(&self, attempt: &Attempt, id: MessageId, input: &Redact) -> Result<Message, Failure> {
        self.post(attempt, format_args!("/practice/messages/{id}/redaction")).json(input)?.answer().await
    }

    /// What is unread.
    pub async fn get_unread(&self) -> Result<UnreadCounts, Failure> {
        self.get("/practice/unread").answer().await
    }

    /// Wakes this browser when a message waits.
    pub async fn subscribe_push(&self, attempt: &Attempt, input: &PushSubscription) -> Result<(), Failure> {
        self.post(attempt, "/practice/push-subscriptions").json(input)?.done().await
    }

    /// Whether this browser is woken.
    pub async fn get_push(&self) -> Result<PushState, Failure> {
        self.get("/practice/push-subscriptions").answer().await
    }

    /// Wakes it no longer.
    pub async fn end_push(&self, attempt: &Attempt, input: &EndPush) -> Result<(), Failure> {
        self.delete(attempt, "/practice/push-subscriptions").json(input)?.done().await
    }
}
