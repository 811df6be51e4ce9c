//! What an application brings to a conversation: on which side its reader is, and how the server is asked there.

use std::future::Future;
use std::pin::Pin;

use api::Failure;
use domain::messaging::{
    Author, AuthorKind, Draft, ListMessages, MarkRead, Message, MessageFile, MessagePage, SaveDraft, SendMessage, UnreadCounts,
};
use domain::{ConversationId, FileId};

/// An answer of the server on its way.
pub type Work<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

/// One side of conversations. `quiet` is what the page asks by itself: it does not count as use of the session.
pub trait Side {
    /// Which side it is: what its people write stands at the end of the line.
    fn own(&self) -> AuthorKind;

    /// Whether the reader wrote it. On the practice's side there are colleagues, whose words are to be read, too.
    fn mine(&self, author: &Author) -> bool {
        author.kind == self.own()
    }

    /// A stretch of the conversation.
    fn messages(&self, id: ConversationId, query: ListMessages, quiet: bool) -> Work<MessagePage>;

    /// Sends a message, or keeps it as a note. Asked again after a failure, it is asked with the same id.
    fn send(&self, id: ConversationId, message: SendMessage, note: bool) -> Work<Message>;

    /// The reader has read up to there.
    fn read(&self, id: ConversationId, read: MarkRead) -> Work<UnreadCounts>;

    /// What is being written; none where drafts are not kept.
    fn draft(&self, id: ConversationId) -> Option<Work<Draft>>;

    /// Keeps what is being written.
    fn save_draft(&self, id: ConversationId, draft: SaveDraft) -> Work<Draft>;

    /// Uploads a file; `watcher` is told how many bytes of how many have gone.
    fn upload(&self, id: ConversationId, name: String, bytes: Vec<u8>, watcher: Box<dyn Fn(u64, u64) + Send + Sync>) -> Work<MessageFile>;

    /// The content of a file.
    fn file(&self, id: FileId) -> Work<Vec<u8>>;

    /// A failure in words.
    fn tell(&self, failure: &Failure) -> ui::Failure;

    /// Other counts of what is unread, as an answer said.
    fn counted(&self, counts: UnreadCounts);
}
