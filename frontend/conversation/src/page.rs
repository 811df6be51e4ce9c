//! The handful of things that are asked of the page itself.

use domain::MessageId;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url, VisibilityState};

/// An id for a message that nobody else has chosen.
#[cfg(target_arch = "wasm32")]
#[expect(clippy::disallowed_methods, reason = "a page has no seeded source; the id only has to be new")]
pub fn fresh_id() -> MessageId {
    MessageId(Uuid::new_v4())
}

/// Natively there is no page, and nobody writes.
#[cfg(not(target_arch = "wasm32"))]
pub fn fresh_id() -> MessageId {
    MessageId(Uuid::nil())
}

/// Whether the person can see this page.
pub fn is_seen() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Whether they also work with it: of the windows that can be seen it is the one that hears their keys.
pub fn has_focus() -> bool {
    is_seen() && document().has_focus().unwrap_or(true)
}

/// Whether text is typed with a finger: then Enter makes a line, for there is no Shift to hold.
pub fn by_touch() -> bool {
    let fits = |query| window().match_media(query).ok().flatten().is_some_and(|query| query.matches());
    fits("(pointer: coarse)") || (window().navigator().max_touch_points() > 0 && fits("(max-width: 640px)"))
}

/// The content of a chosen file; none when the browser cannot read it any longer.
pub async fn bytes_of(file: &web_sys::File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// An address of this page for some content. It is let go with [`let_go`].
pub fn address_of(bytes: &[u8], media_type: &str) -> Option<String> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let bag = BlobPropertyBag::new();
    bag.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &bag).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Lets the content behind an address of [`address_of`] go.
pub fn let_go(address: &str) {
    let _ = Url::revoke_object_url(address);
}

/// Has the browser save some content under a name. It is never opened, whatever it is.
pub fn save(bytes: &[u8], name: &str) -> Option<()> {
    let address = address_of(bytes, "application/octet-stream")?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken it when this runs.
    set_timeout(move || let_go(&address), std::time::Duration::from_secs(60));
    Some(())
}
