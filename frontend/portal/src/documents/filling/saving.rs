//! Answers are saved as they come: within two seconds of a change, again when the line is back, and once more when the page is
//! left (D5). Until then they are kept on this device.

use std::time::Duration;

use api::{Attempt, Failure};
use domain::DocumentId;
use domain::documents::{Answer, Answers, SaveMyAnswers};
use leptos::prelude::*;
use ui::{Icon, IconName, announce};
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;

use super::super::page::sleep;
use super::super::problems::{is_over, tell};
use super::super::shelf::Shelf;
use super::super::texts::steps;
use super::keeping::{Keeping, Kept};
use crate::portal::Portal;

/// So many milliseconds after a change it is sent, with whatever changes until then.
const SOON: u64 = 1_000;
/// So many after a change it is written down here.
const HERE: u64 = 250;
/// The first and the longest pause before something is tried again, in milliseconds.
const AGAIN: (u64, u64) = (2_000, 30_000);

/// The answers of one form, on their way to the server.
#[derive(Clone, Copy)]
pub struct Saving {
    portal: Portal,
    id: DocumentId,
    keeping: RwSignal<Keeping>,
    shelf: StoredValue<Shelf>,
    tries: StoredValue<u32>,
    send_timer: StoredValue<Option<TimeoutHandle>>,
    here_timer: StoredValue<Option<TimeoutHandle>>,
    over: RwSignal<bool>,
}

impl Saving {
    /// Begins with what another visit left, for as long as the caller lives.
    pub fn begin(portal: Portal, id: DocumentId, shelf: Shelf, unsaved: Answers) -> Self {
        let saving = Self {
            portal,
            id,
            keeping: RwSignal::new(Keeping::left(unsaved)),
            shelf: StoredValue::new(shelf),
            tries: StoredValue::new(0),
            send_timer: StoredValue::new(None),
            here_timer: StoredValue::new(None),
            over: RwSignal::new(false),
        };
        portal.documents.filling.set_value(Some(id));
        let online = window_event_listener_untyped("online", move |_| saving.send());
        let leaving = window_event_listener_untyped("pagehide", move |_| saving.put_down());
        let hidden = window_event_listener_untyped("visibilitychange", move |_| {
            if document().visibility_state() == VisibilityState::Hidden {
                saving.put_down();
            }
        });
        on_cleanup(move || {
            online.remove();
            leaving.remove();
            hidden.remove();
            saving.put_down();
            for timer in [saving.send_timer, saving.here_timer] {
                set(timer, None);
            }
            portal.documents.filling.update_value(|open| *open = open.filter(|open| *open != id));
        });
        saving.send();
        saving
    }

    /// The person answered.
    pub fn changed(self, key: String, answer: Answer) {
        self.keeping.update(|keeping| keeping.changed(key, answer));
        if self.send_timer.with_value(Option::is_none) {
            self.send_after(SOON);
        }
        if self.here_timer.with_value(Option::is_none) {
            set(self.here_timer, set_timeout_with_handle(move || self.keep_here(), Duration::from_millis(HERE)).ok());
        }
    }

    /// Whether the form cannot be answered any more. Tracks.
    pub fn is_over(self) -> bool {
        self.over.get()
    }

    /// How it stands. Tracks.
    pub fn kept(self) -> Kept {
        self.keeping.with(Keeping::kept)
    }

    /// Sees to it that the server has everything.
    ///
    /// # Errors
    /// When it does not, in words.
    pub async fn all(self) -> Result<(), ui::Failure> {
        while self.keeping.try_with_untracked(|keeping| keeping.is_sending() || keeping.waits()) == Some(true) {
            match self.due() {
                Some((changes, shelf)) => self.deliver(changes, shelf).await.map_err(|failure| self.told(&failure))?,
                // It is on its way.
                None => sleep(50).await,
            }
        }
        let stuck = self.keeping.try_with_untracked(Keeping::kept) == Some(Kept::Stuck);
        if stuck { Err(ui::Failure::new(self.words().stuck, "")) } else { Ok(()) }
    }

    fn words(self) -> &'static steps::Fill {
        &self.portal.texts.of_part::<steps::Catalogue>().untracked().fill
    }

    fn told(self, failure: &Failure) -> ui::Failure {
        match failure {
            Failure::Network => ui::Failure::new(self.words().offline, self.words().offline_text).with_code("network"),
            other => tell(self.portal, other),
        }
    }

    fn send_after(self, milliseconds: u64) {
        if !self.send_timer.is_disposed() {
            set(self.send_timer, set_timeout_with_handle(move || self.send(), Duration::from_millis(milliseconds)).ok());
        }
    }

    fn send(self) {
        set(self.send_timer, None);
        // Taken now: a page that is left is gone when the request is made.
        if let Some((changes, shelf)) = self.due() {
            spawn_local(async move {
                // How it went is shown beside the button.
                let _ = self.deliver(changes, shelf).await;
            });
        }
    }

    /// The page is left, or out of sight: it may not come back.
    fn put_down(self) {
        self.keep_here();
        self.send();
    }

    /// Writes down what the server does not have.
    fn keep_here(self) {
        set(self.here_timer, None);
        let unsaved = self.keeping.try_with_untracked(Keeping::unsaved).filter(|unsaved| !unsaved.is_empty());
        if let Some((unsaved, shelf)) = unsaved.zip(self.shelf.try_get_value()) {
            shelf.add(self.id, unsaved);
        }
    }

    /// What is to be sent now, written down before.
    fn due(self) -> Option<(Answers, Shelf)> {
        self.keep_here();
        self.keeping.try_update(Keeping::due).flatten().zip(self.shelf.try_get_value())
    }

    async fn deliver(self, changes: Answers, shelf: Shelf) -> Result<(), Failure> {
        let input = SaveMyAnswers { changes };
        let outcome = self.portal.api().save_my_answers(&Attempt::new(), self.id, &input).await;
        match &outcome {
            Ok(_) => shelf.saved(self.id, &input.changes),
            Err(failure) if is_over(failure.code()) => shelf.keep(self.id, &Answers::new()),
            Err(_) => {}
        }
        // Somebody may have gone on meanwhile: what could not be saved waits on the shelf.
        if !self.keeping.is_disposed() {
            self.came_out(&outcome);
        }
        outcome.map(|_| ())
    }

    fn came_out<T>(self, outcome: &Result<T, Failure>) {
        match outcome {
            Ok(_) => {
                self.keeping.update(Keeping::saved);
                self.tries.set_value(0);
            }
            Err(failure) if is_over(failure.code()) => {
                self.keeping.set(Keeping::default());
                self.over.set(true);
            }
            Err(failure) if failure.status() == Some(422) => {
                let keys: Vec<&str> = failure.fields().iter().filter_map(|error| error.pointer.strip_prefix("/changes/")).collect();
                self.keeping.update(|keeping| keeping.refused(&keys));
            }
            Err(failure) => {
                self.keeping.update(Keeping::unheard);
                // Without a session it waits for them to sign in again, and then for this page.
                if failure.status() != Some(401) {
                    self.send_after(failure.wait().map_or_else(|| self.pause(), |seconds| seconds * 1_000));
                }
            }
        }
        let more = self.keeping.with_untracked(|keeping| keeping.waits() && keeping.kept() == Kept::Saving);
        if more && self.send_timer.with_value(Option::is_none) {
            self.send_after(SOON / 2);
        }
    }

    fn pause(self) -> u64 {
        let tries = self.tries.try_update_value(|tries| {
            *tries += 1;
            *tries
        });
        let (first, longest) = AGAIN;
        (first << (tries.unwrap_or(1) - 1).min(4)).min(longest)
    }
}

fn set(timer: StoredValue<Option<TimeoutHandle>>, now: Option<TimeoutHandle>) {
    if let Some(before) = timer.try_update_value(|kept| std::mem::replace(kept, now)).flatten() {
        before.clear();
    }
}

/// "Saved", beside the button. What is seen all the time is not read out all the time: only that the line went, and came back.
#[component]
pub fn KeptState(saving: Saving) -> impl IntoView {
    let t = steps::texts();
    let say = announce();
    let kept = Memo::new(move |_| saving.kept());
    Effect::new(move |before: Option<Kept>| {
        let now = kept.get();
        let fill = &t.untracked().fill;
        match (before, now) {
            (Some(before), Kept::Offline) if before != Kept::Offline => say(fill.offline.to_owned()),
            (Some(before), Kept::Stuck) if before != Kept::Stuck => say(fill.stuck.to_owned()),
            (Some(Kept::Offline), Kept::Saved) => say(fill.saved.to_owned()),
            _ => {}
        }
        now
    });
    let class = move || match kept.get() {
        Kept::Untouched | Kept::Saving => "kept soft",
        Kept::Saved => "kept soft saved",
        Kept::Offline | Kept::Stuck => "kept error",
    };
    let text = move || {
        let fill = &t.all().fill;
        match kept.get() {
            Kept::Untouched => "",
            Kept::Saving => fill.saving,
            Kept::Saved => fill.saved,
            Kept::Offline => fill.offline,
            Kept::Stuck => fill.stuck,
        }
    };
    // Both icons are there all the time: for an element that comes or goes the browser looks at the style of the whole page again.
    view! { <p class=class><Icon name=IconName::Check /> <Icon name=IconName::Warning /> <span>{text}</span></p> }.into_any()
}
