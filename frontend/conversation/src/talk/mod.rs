//! An open conversation: what is here of it, what is on its way, what is being written. Copy it anywhere below the page that
//! opened it; everything that only the server knows goes through the application's [`Side`].

mod attaching;
mod drafting;
mod sending;

use std::rc::Rc;
use std::time::Duration;

use domain::ConversationId;
use domain::messaging::{Author, AuthorKind, Conversation, ListMessages, LiveEvent, MarkRead, MessagePage};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::draft::Drafting;
use crate::files::Attached;
use crate::live::{Line, Live};
use crate::page;
use crate::queue::Queue;
use crate::side::Side;
use crate::thread::{Brought, Thread};
use crate::words::{Said, Words, fill};

/// After this many milliseconds the page asks again for what it could not fetch by itself.
const LATER: u64 = 5_000;

/// What is to be fetched of the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Want {
    /// What came after what is here.
    Newer,
    /// The newest page, and how far what is in it came meanwhile.
    Newest,
}

/// How it goes with older messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Older {
    /// Nobody asked.
    Quiet,
    /// They are on their way.
    Coming,
    /// They did not come.
    Failed,
}

/// An open conversation.
#[derive(Clone, Copy)]
pub struct Talk {
    id: ConversationId,
    own: AuthorKind,
    pub(crate) name: StoredValue<String>,
    pub(crate) zone: StoredValue<String>,
    pub(crate) words: Said,
    pub(crate) thread: RwSignal<Option<Thread>>,
    pub(crate) failure: RwSignal<Option<ui::Failure>>,
    pub(crate) older: RwSignal<Older>,
    pub(crate) queue: RwSignal<Queue>,
    pub(crate) drafting: RwSignal<Drafting>,
    pub(crate) text: RwSignal<String>,
    pub(crate) attached: RwSignal<Vec<Attached>>,
    /// What is to be said about the last thing that did not go.
    pub(crate) notice: RwSignal<String>,
    side: StoredValue<Rc<dyn Side>, LocalStorage>,
    say: StoredValue<Rc<dyn Fn(String)>, LocalStorage>,
    wanted: StoredValue<Option<Want>>,
    fetching: StoredValue<bool>,
    unread: StoredValue<bool>,
    read_up_to: StoredValue<i64>,
    /// Places of what was sent from here, of which the line will tell, too.
    just_sent: StoredValue<Vec<i64>>,
    drafts: drafting::Plan,
    unsent_key: StoredValue<Option<String>>,
    tries: StoredValue<u32>,
    next_file: StoredValue<u32>,
    chosen: StoredValue<Vec<(u32, web_sys::File)>, LocalStorage>,
}

impl Talk {
    /// Opens a conversation for as long as the caller lives. `zone` is the practice's.
    pub fn open(side: impl Side + 'static, conversation: &Conversation, words: Signal<&'static Words>, zone: String, live: Live) -> Self {
        let id = conversation.id;
        let unsent_key = ui::draft::key_anywhere(&format!("conversation/{id}/unsent"));
        let unsent = unsent_key.as_deref().map(page::recall).unwrap_or_default();
        let name = conversation.client_name.as_ref().map_or_else(|| conversation.with.name.as_str(), |name| name.as_str());
        let talk = Self {
            id,
            own: side.own(),
            name: StoredValue::new(name.to_owned()),
            zone: StoredValue::new(zone),
            words,
            thread: RwSignal::new(None),
            failure: RwSignal::new(None),
            older: RwSignal::new(Older::Quiet),
            queue: RwSignal::new(Queue::left(unsent)),
            drafting: RwSignal::new(Drafting::default()),
            text: RwSignal::new(String::new()),
            attached: RwSignal::new(Vec::new()),
            notice: RwSignal::new(String::new()),
            side: StoredValue::new_local(Rc::new(side)),
            say: StoredValue::new_local(Rc::new(ui::announce())),
            wanted: StoredValue::new(None),
            fetching: StoredValue::new(false),
            unread: StoredValue::new(conversation.unread > 0),
            read_up_to: StoredValue::new(0),
            just_sent: StoredValue::new(Vec::new()),
            drafts: drafting::Plan::new(id),
            unsent_key: StoredValue::new(unsent_key),
            tries: StoredValue::new(0),
            next_file: StoredValue::new(0),
            chosen: StoredValue::new_local(Vec::new()),
        };
        live.follow(move |event| talk.told(event));
        Effect::new(move |_| {
            if live.line() == Line::Open {
                talk.try_again();
            }
        });
        talk.want(Want::Newest);
        talk.begin_draft();
        // What an earlier visit had not sent.
        talk.pump();
        talk
    }

    /// The conversation.
    #[must_use]
    pub fn id(self) -> ConversationId {
        self.id
    }

    /// Which side reads here.
    #[must_use]
    pub fn own(self) -> AuthorKind {
        self.own
    }

    /// Fetches the newest once more, as after something was changed by other ways than this.
    pub fn refresh(self) {
        self.want(Want::Newest);
    }

    /// Whether what is being written is kept on the server.
    pub(crate) fn keeps_drafts(self) -> bool {
        self.side().is_some_and(|side| side.draft(self.id).is_some())
    }

    /// The application's side, unless the page is gone.
    pub(crate) fn side(self) -> Option<Rc<dyn Side>> {
        self.side.try_get_value()
    }

    /// The texts of this moment.
    pub(crate) fn said(self) -> &'static Words {
        self.words.get_untracked()
    }

    fn told(self, event: LiveEvent) {
        match event {
            LiveEvent::Message(message) if message.conversation_id == self.id => self.told_of(message.seq),
            LiveEvent::Read(read) if read.conversation_id == self.id && read.who != self.own => self.want(Want::Newest),
            LiveEvent::Draft(draft) if draft.conversation_id == self.id => self.told_of_draft(),
            LiveEvent::Resync {} => {
                self.want(Want::Newest);
                self.fetch_draft();
                self.try_again();
            }
            _ => {}
        }
    }

    /// A message is new, or one that is here changed.
    fn told_of(self, seq: i64) {
        let sent_here = self.just_sent.try_update_value(|all| {
            let before = all.len();
            all.retain(|known| *known != seq);
            all.len() < before
        });
        if sent_here == Some(true) {
            return;
        }
        let Some(Some((upto, has))) = self.thread.try_with_untracked(|thread| thread.as_ref().map(|t| (t.upto(), t.has(seq)))) else {
            return;
        };
        if seq > upto {
            self.want(Want::Newer);
        } else if has {
            self.fetch_one(seq);
        }
    }

    fn fetch_one(self, seq: i64) {
        let Some(side) = self.side() else { return };
        spawn_local(async move {
            let query = ListMessages { before: Some(seq + 1), after: None, limit: Some(1) };
            let Ok(page) = side.messages(self.id, query, true).await else { return self.later(Want::Newest) };
            let message = page.items.into_iter().find(|message| message.seq == seq);
            let _ = self.thread.try_update(|thread| thread.as_mut().zip(message).map(|(thread, message)| thread.put(message)));
        });
    }

    /// Fetches what is wanted, one question at a time.
    fn want(self, what: Want) {
        let _ = self.wanted.try_update_value(|wanted| *wanted = (*wanted).max(Some(what)));
        if self.fetching.try_get_value() != Some(false) {
            return;
        }
        self.fetching.set_value(true);
        spawn_local(async move {
            while let Some(Some(what)) = self.wanted.try_update_value(Option::take) {
                self.fetch(what).await;
            }
            let _ = self.fetching.try_update_value(|fetching| *fetching = false);
        });
    }

    async fn fetch(self, what: Want) {
        let (Some(side), Some(upto)) = (self.side(), self.thread.try_with_untracked(|thread| thread.as_ref().map(Thread::upto))) else {
            return;
        };
        let after = upto.filter(|_| what == Want::Newer);
        match side.messages(self.id, ListMessages { after, ..ListMessages::default() }, upto.is_some()).await {
            Ok(page) => self.take(page, after.is_some()),
            Err(failure) if upto.is_none() => {
                let _ = self.failure.try_set(Some(side.tell(&failure)));
            }
            Err(_) => self.later(what),
        }
    }

    fn later(self, what: Want) {
        set_timeout(
            move || {
                if !self.thread.is_disposed() {
                    self.want(what);
                }
            },
            Duration::from_millis(LATER),
        );
    }

    fn take(self, page: MessagePage, newer: bool) {
        let _ = self.failure.try_set(None);
        let Some(side) = self.side() else { return };
        let mine = |author: &Author| side.mine(author);
        let first = self.thread.try_with_untracked(Option::is_none) == Some(true);
        let brought = self.thread.try_update(|thread| match thread {
            None => {
                let begun = Thread::begin(page);
                let new = begun.messages().iter().map(|message| message.id).collect();
                *thread = Some(begun);
                Some(Brought { new, from: None })
            }
            Some(thread) if newer => thread.newer(page, &mine),
            Some(thread) => Some(thread.newest(page, &mine)),
        });
        match brought {
            Some(Some(brought)) => self.arrived(&brought, first),
            Some(None) => self.want(Want::Newest),
            None => {}
        }
    }

    /// Some of it may be what was sent from here; some of it may have been sent from another device, with its draft.
    fn arrived(self, brought: &Brought, first: bool) {
        if brought.new.is_empty() {
            return;
        }
        let ours = self.queue.try_update(|queue| brought.new.iter().filter(|id| queue.arrived(**id)).count());
        if ours.is_some_and(|ours| ours > 0) {
            self.remember();
        }
        if self.unread.try_get_value() == Some(false) && self.read_up_to.try_get_value() == Some(0) {
            self.read_up_to.set_value(self.last_of_others().unwrap_or_default());
        }
        let _ = self.unread.try_update_value(|unread| *unread = true);
        if let Some(from) = &brought.from {
            let text = fill(self.said().arrived, &[("name", from)]);
            let _ = self.say.try_with_value(|say| say(text));
        } else if ours == Some(0) && !first {
            self.fetch_draft();
        }
    }

    /// Fetches the page before the first message that is here.
    pub(crate) fn fetch_older(self) {
        let before = self.thread.with_untracked(|thread| thread.as_ref().and_then(Thread::before));
        let (Some(before), Some(side)) = (before, self.side()) else { return };
        if self.older.get_untracked() == Older::Coming {
            return;
        }
        self.older.set(Older::Coming);
        spawn_local(async move {
            let query = ListMessages { before: Some(before), ..ListMessages::default() };
            let outcome = side.messages(self.id, query, false).await;
            let came = outcome.is_ok();
            let _ = self.thread.try_update(|thread| match (thread, outcome) {
                // Unless the thread began anew meanwhile.
                (Some(thread), Ok(page)) if thread.before() == Some(before) => thread.older(page),
                _ => {}
            });
            let _ = self.older.try_set(if came { Older::Quiet } else { Older::Failed });
        });
    }

    /// The place of the last message that somebody else wrote, once the thread is here.
    fn last_of_others(self) -> Option<i64> {
        let side = self.side()?;
        let mine = |author: &Author| side.mine(author);
        self.thread.try_with_untracked(|thread| thread.as_ref().map(|thread| thread.last_of_others(&mine))).flatten()
    }

    /// The end of the thread is in sight: what stands there has been read.
    pub(crate) fn seen(self) {
        if !page::is_seen() {
            return;
        }
        let Some(last) = self.last_of_others() else { return };
        let Some(side) = self.side().filter(|_| self.read_up_to.get_value() < last) else { return };
        self.read_up_to.set_value(last);
        spawn_local(async move {
            match side.read(self.id, MarkRead { seq: last }).await {
                Ok(counts) => side.counted(counts),
                // Said again with the next look.
                Err(_) => {
                    let _ = self.read_up_to.try_update_value(|place| *place = (*place).min(last - 1));
                }
            }
        });
    }
}
