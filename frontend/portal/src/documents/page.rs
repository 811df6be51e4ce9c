//! The handful of things that are asked of the page itself.

use js_sys::{Array, Promise, Uint8Array};
use leptos::prelude::*;
use sha2::{Digest, Sha256};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, FileList, HtmlAnchorElement, Url};

/// SHA-256, in hex, as it is signed and verified (D4, D8).
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        for half in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(half.into(), 16).unwrap_or('0'));
        }
        hex
    })
}

/// The content of a chosen file; none when the browser cannot read it any longer.
pub async fn bytes_of(file: &web_sys::File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// The files of a list.
pub fn files_of(list: Option<FileList>) -> Vec<web_sys::File> {
    list.map(|list| (0..list.length()).filter_map(|place| list.item(place)).collect()).unwrap_or_default()
}

/// Has the browser save some content under a name. It is never opened, whatever it is.
pub fn save(bytes: &[u8], name: &str) -> Option<()> {
    let bag = BlobPropertyBag::new();
    bag.set_type("application/octet-stream");
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &bag).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken it when this runs.
    set_timeout(move || drop(Url::revoke_object_url(&address)), std::time::Duration::from_secs(60));
    Some(())
}

/// Waits.
pub async fn sleep(milliseconds: i32) {
    let waiting = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(waiting).await;
}

/// A title as the name of a file.
pub fn file_name(title: &str, ending: &str) -> String {
    let kept = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c };
    let name: String = title.chars().map(kept).take(100).collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches('.');
    format!("{}.{ending}", if name.is_empty() { "document" } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d8_the_hash_is_sha_256_in_small_hex() {
        // FIPS 180-2, B.1
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn d7_a_title_is_a_name_that_every_system_takes() {
        assert_eq!(file_name("Consent: photos / video?", "pdf"), "Consent photos video.pdf");
        assert_eq!(file_name("..", "pdf"), "document.pdf");
    }
}
