//! Clients looked for while somebody types: the server is asked once typing rests, and how many were found is said aloud.

use domain::practice::client::{ClientSummary, ListClients};
use leptos::prelude::*;
use ui::{Failure, Fetched, announce, fetched};

use crate::session::use_session;
use crate::wait::later;

/// How long typing must rest before the server is asked, in milliseconds.
const REST: u64 = 250;

/// What is typed and who was found.
#[derive(Clone, Copy)]
pub struct Finding {
    /// What stands in the field.
    pub typed: RwSignal<String>,
    /// What the server was asked for.
    pub asked: RwSignal<String>,
    /// Who was found; nobody before anything was asked.
    pub hits: Fetched<Vec<ClientSummary>>,
}

/// Looks for clients by name, e-mail or phone; shows so many at most.
pub fn find_clients(most: u32) -> Finding {
    let (session, say) = (use_session(), announce());
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(String::new());
    let rest = later(REST, move || asked.set(typed.get_untracked().trim().to_owned()));
    Effect::new(move |_| {
        typed.track();
        rest();
    });
    let hits = fetched(move || {
        let (words, api) = (asked.get(), session.api());
        async move {
            if words.is_empty() {
                return Ok(Vec::new());
            }
            let query = ListClients { search: Some(words), limit: Some(most), ..ListClients::default() };
            let found = session.ask(api.list_clients(&query)).await?.items;
            say(match found.len() {
                0 => "Nobody found".to_owned(),
                1 => "1 client found".to_owned(),
                n => format!("{n} clients found"),
            });
            Ok::<_, Failure>(found)
        }
    });
    Finding { typed, asked, hits }
}

impl Finding {
    /// Whether the server was asked and found none of `hits`. Tracks.
    pub fn nobody(self, hits: &[ClientSummary]) -> bool {
        hits.is_empty() && self.asked.with(|asked| !asked.is_empty())
    }
}
