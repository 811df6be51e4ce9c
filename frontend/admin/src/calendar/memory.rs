//! Whose sessions the calendar showed last: remembered on this device, for each person who works at it, by opaque ids alone.

use domain::StaffId;
use leptos::prelude::window;

use super::wish::Whose;

/// Under this name the device remembers it.
fn key(me: StaffId) -> String {
    format!("calendar/{me}")
}

/// What somebody chose here last.
pub fn remembered(me: StaffId) -> Whose {
    let kept = || window().local_storage().ok()??.get_item(&key(me)).ok()?;
    Whose::named(&kept().unwrap_or_default())
}

/// Remembers it, where the browser lets us.
pub fn remember(me: StaffId, whose: Whose) {
    if let Some(store) = window().local_storage().ok().flatten() {
        let _ = store.set_item(&key(me), &whose.name());
    }
}
