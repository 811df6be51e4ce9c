//! Messages (M1 to M9): the icon on every page, the messages over the page and on pages of their own, and the page of a
//! notice's link. Two parts of the program: [`line`], which comes with signing in, and the rest, which comes when messages
//! are first opened.

pub mod icon;
mod inbox;
pub mod line;
mod link_page;
mod one;
mod pages;
mod side;
mod texts;
mod widget;

use conversation::{Live, Outbox, Words, words_in};
use domain::messaging::{MyConversations, UnreadCounts};
use leptos::prelude::*;

use crate::portal::Portal;

/// What all pages know about messages. Lives in the application's root.
#[derive(Clone, Copy)]
pub struct Messages {
    unread: RwSignal<u32>,
    open: RwSignal<bool>,
    hidden: RwSignal<bool>,
    live: RwSignal<Option<Live>>,
    /// Who the line belongs to: it is closed when they sign out.
    owner: StoredValue<Option<Owner>>,
    /// Counts that were asked for before are older than what was heard since.
    round: StoredValue<u32>,
    /// The list as it was last shown, so that going from one conversation to another does not begin with nothing.
    list: StoredValue<Option<MyConversations>>,
    /// What is not sent yet, whatever page is open.
    outbox: Outbox,
}

impl Messages {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self {
            unread: RwSignal::new(0),
            open: RwSignal::new(false),
            hidden: RwSignal::new(false),
            live: RwSignal::new(None),
            owner: StoredValue::new(None),
            round: StoredValue::new(0),
            list: StoredValue::new(None),
            outbox: Outbox::new(),
        }
    }

    /// What stands before the title of a tab that is out of sight: how many messages wait.
    pub fn waits(self) -> Signal<u32> {
        Signal::derive(move || if self.hidden.get() { self.unread.get() } else { 0 })
    }

    /// A question is asked, or an answer came: which one it is.
    fn next_round(self) -> Option<u32> {
        self.round.try_update_value(|round| {
            *round = round.wrapping_add(1);
            *round
        })
    }

    /// The server counted. A question that is still on its way is older than this.
    fn counted(self, counts: UnreadCounts) {
        self.next_round();
        if self.unread.try_get_untracked().is_some_and(|before| before != counts.messages) {
            self.unread.set(counts.messages);
        }
    }
}

/// What the shared pieces say, in the language of the portal.
fn words(portal: Portal) -> Signal<&'static Words> {
    Signal::derive(move || words_in(portal.texts.language()))
}

/// The pages under `/p/{slug}/messages`, the page of a notice's link, and what stands in the frame over a page.
pub fn page_at(page: &str) -> Option<AnyView> {
    Some(match page {
        "" => view! { <pages::All /> }.into_any(),
        "widget" => view! { <widget::Inside /> }.into_any(),
        "link" => view! { <link_page::LinkPage /> }.into_any(),
        _ => {
            let id = page.strip_prefix('/')?.parse().ok()?;
            view! { <pages::Chosen id /> }.into_any()
        }
    })
}
