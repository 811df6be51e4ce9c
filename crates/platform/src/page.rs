//! Cursors: where the next page begins, as an opaque text. It holds the sort key of the last item, sealed, since the
//! key may be somebody's name and cursors travel in addresses.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::problem::Problem;
use crate::secrets::Secrets;

/// The cursor of a page of the list `list` that ended with `key`.
pub fn cursor(secrets: &Secrets, list: &str, key: &impl Serialize) -> Result<String, Problem> {
    let plain = serde_json::to_vec(key).map_err(Problem::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(secrets.seal(&format!("cursor:{list}"), &plain)))
}

/// The key inside a cursor of the list `list`.
///
/// # Errors
/// 422 at `/cursor` when the text is not a cursor of this list.
pub fn key<K: DeserializeOwned>(secrets: &Secrets, list: &str, cursor: Option<&str>) -> Result<Option<K>, Problem> {
    let Some(cursor) = cursor else { return Ok(None) };
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|sealed| secrets.unseal(&format!("cursor:{list}"), &sealed).ok())
        .and_then(|plain| serde_json::from_slice(&plain).ok())
        .map(Some)
        .ok_or_else(|| Problem::field("/cursor", "cursor", "This is not a cursor of this list."))
}

/// How many items a page has.
#[must_use]
pub fn limit(asked: Option<u32>) -> u64 {
    asked.unwrap_or(domain::list::USUAL_LIMIT).clamp(1, domain::list::MOST_LIMIT).into()
}

/// Cuts `rows`, of which one more than `limit` was read, to the page; gives the last one's key when there is more.
pub fn cut<T, K>(rows: &mut Vec<T>, limit: u64, key: impl FnOnce(&T) -> K) -> Option<K> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= limit {
        return None;
    }
    rows.truncate(limit);
    rows.last().map(key)
}
