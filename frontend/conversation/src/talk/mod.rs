//! An open conversation: what is here of it, what is on its way, what is being written. Copy it anywhere below the page that
//! opened it; everything that only the server knows goes through the application's [`Side`].

mod attaching;
mod drafting;
mod pictures;
mod reading;
mod sending;

use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use domain::messaging::{Author, AuthorKind, Conversation, ListMessages, LiveEvent, MessagePage};
use domain::{ConversationId, FileId};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::device::{Begun, Place};
use crate::draft::Drafting;
use crate::files::{self, Attached};
use crate::live::{Line, Live};
use crate::outbox::Outbox;
use crate::page;
use crate::queue::Queue;
use crate::side::Side;
use crate::thread::{Brought, Echoes, Thread};
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
    /// Whether the box is for a note.
    note: RwSignal<bool>,
    /// What stands in the box in its other mode.
    aside: StoredValue<Aside>,
    /// What is to be said about the last thing that did not go.
    pub(crate) notice: RwSignal<String>,
    side: StoredValue<Rc<dyn Side>, LocalStorage>,
    say: StoredValue<Rc<dyn Fn(String)>, LocalStorage>,
    wanted: StoredValue<Option<Want>>,
    fetching: StoredValue<bool>,
    later: StoredValue<Option<TimeoutHandle>>,
    /// What the server was told; below every place before it was told anything.
    read_up_to: StoredValue<i64>,
    reading: StoredValue<bool>,
    /// When somebody used the page, and whether something in sight waits until they do so again.
    used_at: StoredValue<f64>,
    unread: StoredValue<bool>,
    /// What has been read could not be said: the view says it again.
    pub(crate) unsaid: RwSignal<u32>,
    /// The box is to have the focus: what had it is gone.
    pub(crate) in_box: RwSignal<u32>,
    echoes: StoredValue<Echoes>,
    drafts: drafting::Plan,
    place: StoredValue<Place>,
    tries: StoredValue<u32>,
    sending_later: StoredValue<Option<TimeoutHandle>>,
    next_file: StoredValue<u32>,
    chosen: StoredValue<Vec<(u32, web_sys::File)>, LocalStorage>,
    pictures: StoredValue<HashMap<FileId, String>>,
}

/// What was begun in the mode of the box that is not chosen now.
#[derive(Default)]
struct Aside {
    text: String,
    attached: Vec<Attached>,
}

impl Aside {
    fn begun(&self) -> Begun {
        Begun { text: self.text.as_str().into(), files: files::there(&self.attached) }
    }
}

impl Talk {
    /// Opens a conversation for as long as the caller lives. `zone` is the practice's; `outbox` is the application's, which sends
    /// what this leaves unsent.
    pub fn open(
        side: impl Side + 'static,
        conversation: &Conversation,
        words: Signal<&'static Words>,
        zone: String,
        live: Live,
        outbox: Outbox,
    ) -> Self {
        let id = conversation.id;
        let place = Place::of(id);
        if side.own() == AuthorKind::Client {
            place.take_up();
        }
        place.try_again();
        let (paper, unsent) = (place.paper(), place.unsent());
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
            note: RwSignal::new(paper.note),
            aside: StoredValue::new(Aside::default()),
            notice: RwSignal::new(String::new()),
            side: StoredValue::new_local(Rc::new(side)),
            say: StoredValue::new_local(Rc::new(ui::announce())),
            wanted: StoredValue::new(None),
            fetching: StoredValue::new(false),
            later: StoredValue::new(None),
            read_up_to: StoredValue::new(-1),
            reading: StoredValue::new(false),
            // Somebody opened it.
            used_at: StoredValue::new(ui::now()),
            unread: StoredValue::new(false),
            unsaid: RwSignal::new(0),
            in_box: RwSignal::new(0),
            echoes: StoredValue::new(Echoes::default()),
            drafts: drafting::Plan::new(paper.note),
            place: StoredValue::new(place),
            tries: StoredValue::new(0),
            sending_later: StoredValue::new(None),
            next_file: StoredValue::new(0),
            chosen: StoredValue::new_local(Vec::new()),
            pictures: StoredValue::new(HashMap::new()),
        };
        on_cleanup(move || talk.drop_pictures());
        outbox.leave_to_thread(id);
        live.follow(move |event| talk.told(event));
        Effect::new(move |_| {
            if live.line() == Line::Open {
                talk.try_again();
            }
        });
        talk.want(Want::Newest);
        talk.begin_draft(paper);
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

    /// Puts the focus into the box.
    pub fn focus(self) {
        let _ = self.in_box.try_update(|times| *times += 1);
    }

    /// The same after something was pressed that is gone then. With a finger nothing has the focus, and a keyboard would come up.
    pub(crate) fn refocus(self) {
        if !page::by_touch() {
            self.focus();
        }
    }

    /// Whether the box is for a note, which stays on the practice's side.
    #[must_use]
    pub fn note(self) -> Signal<bool> {
        self.note.into()
    }

    /// Whether what is being written is kept on the server: notes are not, where they would stand in a box for the client.
    /// Tracks.
    pub(crate) fn keeps_drafts(self) -> bool {
        !self.note.get() && self.side().is_some_and(|side| side.draft(self.id).is_some())
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
                let _ = self.echoes.try_update_value(Echoes::forget);
                self.want(Want::Newest);
                self.fetch_draft();
                self.try_again();
            }
            _ => {}
        }
    }

    /// A message is new, or one that is here changed.
    fn told_of(self, seq: i64) {
        if self.echoes.try_update_value(|echoes| echoes.told(seq)) == Some(true) {
            return;
        }
        match self.thread.try_with_untracked(|thread| thread.as_ref().map(|t| (t.upto(), t.has(seq)))) {
            // What is on its way may have been read before this was written.
            Some(None) => self.want(Want::Newest),
            Some(Some((upto, _))) if seq > upto => self.want(Want::Newer),
            Some(Some((_, true))) => self.fetch_one(seq),
            Some(Some(_)) | None => {}
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
                if !self.fetch(what).await {
                    // Whoever asks before that is heard at once.
                    self.later(what);
                    break;
                }
            }
            let _ = self.fetching.try_update_value(|fetching| *fetching = false);
        });
    }

    /// Whether it came, or nobody waits for it.
    async fn fetch(self, what: Want) -> bool {
        let (Some(side), Some(upto)) = (self.side(), self.thread.try_with_untracked(|thread| thread.as_ref().map(Thread::upto))) else {
            return true;
        };
        let after = upto.filter(|_| what == Want::Newer);
        match side.messages(self.id, ListMessages { after, ..ListMessages::default() }, upto.is_some()).await {
            Ok(page) => self.take(page, after.is_some()),
            Err(failure) if upto.is_none() => {
                let _ = self.failure.try_set(Some(side.tell(&failure)));
            }
            Err(_) => return false,
        }
        true
    }

    /// Tries once more after a while, whatever failed meanwhile.
    fn later(self, what: Want) {
        let _ = self.wanted.try_update_value(|wanted| *wanted = (*wanted).max(Some(what)));
        let again = move || {
            let _ = self.later.try_update_value(Option::take);
            if let Some(Some(what)) = self.wanted.try_get_value() {
                self.want(what);
            }
        };
        let _ = self.later.try_update_value(|later| {
            if later.is_none() {
                *later = set_timeout_with_handle(again, Duration::from_millis(LATER)).ok();
            }
        });
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
        let ours = self.queue.try_update(|queue| brought.new.iter().filter(|id| queue.arrived(**id)).copied().collect::<Vec<_>>());
        for id in ours.iter().flatten() {
            self.forget_unsent(*id);
        }
        let came_out = ours.as_ref().is_some_and(|ours| !ours.is_empty());
        if came_out {
            // Its answer may be lost: those behind it go on all the same.
            self.came_out();
            self.pump();
        }
        if let Some(from) = &brought.from {
            let text = fill(self.said().arrived, &[("name", from)]);
            let _ = self.say.try_with_value(|say| say(text));
        } else if !came_out && !first {
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
}
