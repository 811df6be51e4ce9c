//! Secure messaging: conversations from both sides, links of notices, files, and the stream of what is new.

mod desk;
mod live;
mod portal;
mod settings;

use domain::messaging::ListMessages;

#[cfg(not(target_arch = "wasm32"))]
pub use live::{LiveStream, Told};

/// The query by hand: the general way would be the only use of its encoder in the portal. Numbers need no escape.
fn stretch(query: &ListMessages) -> String {
    let before = query.before.map(|before| format!("before={before}"));
    let after = query.after.map(|after| format!("after={after}"));
    let limit = query.limit.map(|limit| format!("limit={limit}"));
    before.into_iter().chain(after).chain(limit).collect::<Vec<_>>().join("&")
}
