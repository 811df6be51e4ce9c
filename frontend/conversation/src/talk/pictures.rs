//! Pictures that were fetched: lines of the thread come and go while it grows, and none asks twice. They are let go with the
//! conversation, and at once when their message is removed.

use domain::FileId;
use leptos::prelude::*;

use super::Talk;
use crate::page;

impl Talk {
    /// The address of a picture that is here.
    pub(crate) fn picture(self, id: FileId) -> Option<String> {
        self.pictures.try_with_value(|all| all.get(&id).cloned()).flatten()
    }

    /// Keeps a picture's address; a page that is gone lets it go.
    pub(crate) fn keep_picture(self, id: FileId, address: &str) {
        match self.pictures.try_update_value(|all| all.insert(id, address.to_owned())) {
            Some(None) => {}
            Some(Some(before)) => page::let_go(&before),
            None => page::let_go(address),
        }
    }

    /// Its message was removed.
    pub(crate) fn drop_picture(self, id: FileId) {
        if let Some(address) = self.pictures.try_update_value(|all| all.remove(&id)).flatten() {
            page::let_go(&address);
        }
    }

    /// The conversation is closed.
    pub(super) fn drop_pictures(self) {
        for address in self.pictures.try_update_value(std::mem::take).unwrap_or_default().into_values() {
            page::let_go(&address);
        }
    }
}
