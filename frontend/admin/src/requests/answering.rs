//! What every answer to a request does in the end: it is said, the list shows it, the panel closes; and where somebody else was
//! quicker, both are read again.

use domain::booking::appointment::Appointment;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Failure, Fetched, Toasts, use_toasts};

use super::page::{Requests, use_requests};

/// An answer that is about to be given.
#[derive(Clone, Copy)]
pub struct Answering {
    requests: Requests,
    found: Fetched<Appointment>,
    toasts: Toasts,
    leave: Callback<()>,
}

/// For a panel's form; `found` is the request that the panel read.
pub fn use_answering(found: Fetched<Appointment>) -> Answering {
    let (requests, navigate) = (use_requests(), use_navigate());
    let leave = Callback::new(move |()| navigate(&untrack(|| requests.address("")), NavigateOptions::default()));
    Answering { requests, found, toasts: use_toasts(), leave }
}

impl Answering {
    /// Where the panel is closed. Tracks.
    pub fn close(self) -> String {
        self.requests.address("")
    }

    /// Ends with the server's word; `told` are the words for it, given the client's name.
    pub fn end(self, answer: Result<Appointment, Failure>, told: impl FnOnce(&str) -> String) -> Result<(), Failure> {
        match answer {
            Ok(now) => {
                self.toasts.say(told(now.client_name.as_str()));
                self.requests.put(now);
                self.leave.run(());
                Ok(())
            }
            Err(failure) => {
                if failure.code == "settled" {
                    self.found.reload();
                    self.requests.reload();
                }
                Err(failure)
            }
        }
    }
}
