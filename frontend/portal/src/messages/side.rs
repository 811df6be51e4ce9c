//! How the client's side asks the server.

use api::{Attempt, Failure};
use conversation::{Side, Work};
use domain::messaging::{
    AuthorKind, Draft, ListMessages, MarkRead, Message, MessageFile, MessagePage, SaveDraft, SendMessage, UnreadCounts,
};
use domain::{ConversationId, FileId};
use leptos::prelude::*;

use super::texts::own;
use crate::portal::Portal;

/// The client's side.
#[derive(Clone, Copy)]
pub struct Mine {
    portal: Portal,
    /// Where somebody came by a notice's link, what to do when its time is over. They have no drafts, and no counts.
    over: Option<Callback<()>>,
}

impl Mine {
    /// Of a client who signed in.
    pub fn signed_in(portal: Portal) -> Self {
        Self { portal, over: None }
    }

    /// Of who came by a notice's link; `over` is called when the server knows them no longer.
    pub fn by_link(portal: Portal, over: Callback<()>) -> Self {
        Self { portal, over: Some(over) }
    }

    /// Hears in an answer that the time is over.
    fn heard<T: 'static>(self, work: impl Future<Output = Result<T, Failure>> + 'static) -> Work<T> {
        Box::pin(async move {
            let answer = work.await;
            let over = self.over.filter(|_| answer.as_ref().is_err_and(|failure| failure.status() == Some(401)));
            if let Some(over) = over {
                over.try_run(());
            }
            answer
        })
    }
}

impl Side for Mine {
    fn own(&self) -> AuthorKind {
        AuthorKind::Client
    }

    fn messages(&self, id: ConversationId, query: ListMessages, quiet: bool) -> Work<MessagePage> {
        let api = if quiet { self.portal.api().unattended() } else { self.portal.api() };
        self.heard(async move { api.list_my_messages(id, &query).await })
    }

    fn send(&self, id: ConversationId, message: SendMessage, _: bool) -> Work<Message> {
        let api = self.portal.api();
        self.heard(async move { api.send_my_message(&Attempt::new(), id, &message).await })
    }

    fn read(&self, id: ConversationId, read: MarkRead) -> Work<UnreadCounts> {
        // Nobody pressed anything: the message came into sight.
        let api = self.portal.api().unattended();
        self.heard(async move { api.mark_my_messages_read(&Attempt::new(), id, &read).await })
    }

    fn draft(&self, id: ConversationId) -> Option<Work<Draft>> {
        let api = self.portal.api().unattended();
        self.over.is_none().then(|| self.heard(async move { api.get_my_draft(id).await }))
    }

    fn save_draft(&self, id: ConversationId, draft: SaveDraft) -> Work<Draft> {
        let api = self.portal.api();
        self.heard(async move { api.save_my_draft(&Attempt::new(), id, &draft).await })
    }

    fn upload(&self, id: ConversationId, name: String, bytes: Vec<u8>, watcher: Box<dyn Fn(u64, u64) + Send + Sync>) -> Work<MessageFile> {
        let api = watched(self.portal, watcher);
        self.heard(async move { api.upload_my_message_file(&Attempt::new(), id, &name, bytes).await })
    }

    fn file(&self, id: FileId) -> Work<Vec<u8>> {
        let api = self.portal.api();
        self.heard(async move { api.get_my_message_file(id).await })
    }

    fn tell(&self, failure: &Failure) -> ui::Failure {
        let own = &self.portal.texts.of_part::<own::Catalogue>().untracked().problems;
        match failure.code() {
            "front_desk_closed" => ui::Failure::new(own.desk_closed, own.desk_closed_text).with_code(failure.code()),
            _ => self.portal.tell(failure),
        }
    }

    fn counted(&self, counts: UnreadCounts) {
        if self.over.is_none() {
            self.portal.messages.counted(counts);
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn watched(portal: Portal, watcher: Box<dyn Fn(u64, u64) + Send + Sync>) -> api::Api {
    portal.api().watched(watcher)
}

/// Natively there is nothing to watch: only pure functions are tested.
#[cfg(not(target_arch = "wasm32"))]
fn watched(portal: Portal, _: Box<dyn Fn(u64, u64) + Send + Sync>) -> api::Api {
    portal.api()
}
