//! The client's side (M1–M9). Without the right to messages everything here is 404. What a notice's link opens may read and
//! answer one conversation and nothing else.

use domain::messaging::{
    Conversation, Draft, EndPush, LinkOpened, ListMessages, MarkRead, Message, MessageFile, MessagePage, MyConversations, OpenMessageLink,
    OpenMyConversation, PushState, PushSubscription, SaveDraft, SendMessage, UnreadCounts,
};
use domain::{ConversationId, FileId};

use super::stretch;
use crate::{Api, Attempt, Failure};

impl Api {
    /// The client's conversations, and whom else they may write to.
    pub async fn list_my_conversations(&self) -> Result<MyConversations, Failure> {
        self.get("/portal/conversations").answer().await
    }

    /// The conversation with a clinician or the front desk; the one that is there already, where there is one.
    pub async fn open_my_conversation(&self, attempt: &Attempt, input: &OpenMyConversation) -> Result<Conversation, Failure> {
        self.post(attempt, "/portal/conversations").json(input)?.answer().await
    }

    /// One of the client's conversations; also for who came by a notice's link.
    pub async fn get_my_conversation(&self, id: ConversationId) -> Result<Conversation, Failure> {
        self.get(format_args!("/portal/conversations/{id}")).answer().await
    }

    /// A stretch of it, the newest first; also for who came by a notice's link.
    pub async fn list_my_messages(&self, id: ConversationId, query: &ListMessages) -> Result<MessagePage, Failure> {
        self.get(format_args!("/portal/conversations/{id}/messages?{}", stretch(query))).answer().await
    }

    /// Sends a message, once for each of its ids; also for who came by a notice's link. `id_taken`.
    pub async fn send_my_message(&self, attempt: &Attempt, id: ConversationId, input: &SendMessage) -> Result<Message, Failure> {
        self.post(attempt, format_args!("/portal/conversations/{id}/messages")).json(input)?.answer().await
    }

    /// Read up to here; answers what is left unread. Also for who came by a notice's link.
    pub async fn mark_my_messages_read(&self, attempt: &Attempt, id: ConversationId, input: &MarkRead) -> Result<UnreadCounts, Failure> {
        self.post(attempt, format_args!("/portal/conversations/{id}/read")).json(input)?.answer().await
    }

    /// What is being written, here or on another device.
    pub async fn get_my_draft(&self, id: ConversationId) -> Result<Draft, Failure> {
        self.get(format_args!("/portal/conversations/{id}/draft")).answer().await
    }

    /// Keeps what is being written. `stale` when another device has kept something newer.
    pub async fn save_my_draft(&self, attempt: &Attempt, id: ConversationId, input: &SaveDraft) -> Result<Draft, Failure> {
        self.put(attempt, format_args!("/portal/conversations/{id}/draft")).json(input)?.answer().await
    }

    /// Uploads a file that will go with a message; also for who came by a notice's link. `file_kind` and others of
    /// [`FileRefusal`](domain::files::FileRefusal).
    pub async fn upload_my_message_file(
        &self,
        attempt: &Attempt,
        id: ConversationId,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<MessageFile, Failure> {
        self.post(attempt, format_args!("/portal/conversations/{id}/files")).upload(name, bytes).answer().await
    }

    /// A file's content; also for who came by a notice's link.
    pub async fn get_my_message_file(&self, id: FileId) -> Result<Vec<u8>, Failure> {
        self.get(format_args!("/portal/message-files/{id}")).patient().file().await
    }

    /// What is unread.
    pub async fn get_my_unread(&self) -> Result<UnreadCounts, Failure> {
        self.get("/portal/unread").answer().await
    }

    /// Redeems the token of a notice's link and begins a session for one conversation (M9). `opened_elsewhere`, `link_over`.
    pub async fn open_message_link(&self, attempt: &Attempt, input: &OpenMessageLink) -> Result<LinkOpened, Failure> {
        self.post(attempt, "/auth/message-links").anyone().json(input)?.answer().await
    }

    /// Wakes this browser when a message waits.
    pub async fn subscribe_my_push(&self, attempt: &Attempt, input: &PushSubscription) -> Result<(), Failure> {
        self.post(attempt, "/portal/push-subscriptions").json(input)?.done().await
    }

    /// Whether this browser is woken.
    pub async fn get_my_push(&self) -> Result<PushState, Failure> {
        self.get("/portal/push-subscriptions").answer().await
    }

    /// Wakes it no longer.
    pub async fn end_my_push(&self, attempt: &Attempt, input: &EndPush) -> Result<(), Failure> {
        self.delete(attempt, "/portal/push-subscriptions").json(input)?.done().await
    }
}
