//! What this application brings to a conversation: the practice's side, with its operations.

use api::{Api, Attempt, Failure};
use conversation::{Side, Work};
use domain::messaging::{
    Author, AuthorKind, Draft, ListMessages, MarkRead, Message, MessageFile, MessagePage, SaveDraft, SendMessage, UnreadCounts,
};
use domain::{ConversationId, FileId, StaffId};
use leptos::prelude::*;

use super::incoming::Incoming;
use crate::refusal;
use crate::session::Session;

/// The practice's side.
pub struct Desk {
    /// The one door to the server.
    pub session: Session,
    /// Who writes here.
    pub me: StaffId,
    /// Where counts go.
    pub incoming: Incoming,
}

/// Sends a message, or keeps it as a note.
pub fn send(api: Api, id: ConversationId, message: SendMessage, note: bool) -> Work<Message> {
    Box::pin(async move {
        let attempt = Attempt::new();
        if note { api.create_message_note(&attempt, id, &message).await } else { api.send_message(&attempt, id, &message).await }
    })
}

impl Desk {
    fn api(&self, quiet: bool) -> Api {
        if quiet { self.session.api().unattended() } else { self.session.api() }
    }
}

impl Side for Desk {
    fn own(&self) -> AuthorKind {
        AuthorKind::Staff
    }

    fn mine(&self, author: &Author) -> bool {
        author.kind == AuthorKind::Staff && author.id == self.me.0
    }

    fn messages(&self, id: ConversationId, query: ListMessages, quiet: bool) -> Work<MessagePage> {
        let api = self.api(quiet);
        Box::pin(async move { api.list_messages(id, &query).await })
    }

    fn send(&self, id: ConversationId, message: SendMessage, note: bool) -> Work<Message> {
        send(self.api(false), id, message, note)
    }

    fn read(&self, id: ConversationId, read: MarkRead) -> Work<UnreadCounts> {
        let api = self.api(true);
        Box::pin(async move { api.mark_messages_read(&Attempt::new(), id, &read).await })
    }

    fn draft(&self, id: ConversationId) -> Option<Work<Draft>> {
        let api = self.api(true);
        Some(Box::pin(async move { api.get_draft(id).await }))
    }

    fn save_draft(&self, id: ConversationId, draft: SaveDraft) -> Work<Draft> {
        let api = self.api(false);
        Box::pin(async move { api.save_draft(&Attempt::new(), id, &draft).await })
    }

    fn upload(&self, id: ConversationId, name: String, bytes: Vec<u8>, watcher: Box<dyn Fn(u64, u64) + Send + Sync>) -> Work<MessageFile> {
        let api = watched(self.api(false), watcher);
        Box::pin(async move { api.upload_message_file(&Attempt::new(), id, &name, bytes).await })
    }

    fn file(&self, id: FileId) -> Work<Vec<u8>> {
        let api = self.api(false);
        Box::pin(async move { api.get_message_file(id).await })
    }

    fn tell(&self, failure: &Failure) -> ui::Failure {
        self.session.zone.with_untracked(|zone| refusal::in_words(failure, zone))
    }

    fn counted(&self, counts: UnreadCounts) {
        self.incoming.set(counts);
    }
}

#[cfg(target_arch = "wasm32")]
fn watched(api: Api, watcher: Box<dyn Fn(u64, u64) + Send + Sync>) -> Api {
    api.watched(watcher)
}

/// Natively nothing is uploaded from a page.
#[cfg(not(target_arch = "wasm32"))]
fn watched(api: Api, _: Box<dyn Fn(u64, u64) + Send + Sync>) -> Api {
    api
}
