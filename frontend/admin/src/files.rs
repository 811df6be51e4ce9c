//! Files and texts on their way out of the page: downloads, the clipboard, paper; and files on their way in.

use js_sys::{Array, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Gives a file to the person under this name.
pub fn download(name: &str, media_type: &str, content: &[u8]) {
    let Some(address) = address(content, media_type) else { return };
    if let Some(link) = document().create_element("a").ok().and_then(|a| a.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    let_go(&address);
}

/// An address of this page for some content, to be shown in it. It is let go with [`let_go`].
pub fn address(content: &[u8], media_type: &str) -> Option<String> {
    let settings = BlobPropertyBag::new();
    settings.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(content));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &settings).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Lets the content behind an address of [`address`] go.
pub fn let_go(address: &str) {
    let _ = Url::revoke_object_url(address);
}

/// Puts a text on the clipboard; `false` when the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// Prints the page; the style sheet leaves only what is to be on paper.
pub fn print() {
    let _ = window().print();
}

/// The bytes of a chosen file; `None` when it cannot be read.
pub async fn bytes(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
