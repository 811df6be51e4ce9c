//! Conversations on pages, the same in both applications: the thread with its bubbles, the box to write in, files, drafts,
//! and the line by which the server says that something is new.
//!
//! What an application brings is a [`Side`]: who reads, and how the server is asked. It opens a [`Talk`] with it and puts
//! [`ThreadView`] and [`Composer`] on its page; `README.md` shows how. The rules are plain Rust without a page and tested
//! natively: the order of messages ([`thread`]), what is sent and when ([`queue`]), what is kept of a draft ([`draft`]) and
//! which files go ([`files`]).

mod device;
pub mod draft;
pub mod files;
pub mod live;
mod outbox;
mod page;
pub mod queue;
mod side;
mod talk;
pub mod thread;
mod view;
pub mod wake;
mod words;

pub use device::is_kept_in_tab;
pub use live::{Line, Live};
pub use outbox::Outbox;
pub use side::{Side, Work};
pub use talk::Talk;
pub use view::{Acts, Composer, LineState, Standing, ThreadView};
pub use words::{Words, fill, words_in};
