//! What stands in the way, and the tick that lets it overlap: shown once the server has said so.

use leptos::prelude::*;
use ui::{Banner, Checkbox, Failure, IconName, Tone};

/// Whether an overlap was found, and whether it may be.
#[derive(Clone, Copy)]
pub struct Overlap {
    found: RwSignal<Option<String>>,
    /// The tick.
    pub allowed: RwSignal<bool>,
}

impl Overlap {
    /// Nothing in the way so far.
    pub fn new() -> Self {
        Self { found: RwSignal::new(None), allowed: RwSignal::new(false) }
    }

    /// What is in the way was told before anything was sent.
    pub fn known(overlaps: bool) -> Self {
        Self { found: RwSignal::new(overlaps.then(String::new)), allowed: RwSignal::new(false) }
    }

    /// Whether it may overlap.
    pub fn allows(self) -> bool {
        self.allowed.get_untracked()
    }

    /// Shows the tick where the failure is an overlap; the form itself tells what is in the way.
    pub fn hear(self, failure: &Failure) {
        if failure.code == "overlap" {
            let _ = self.found.try_set(Some(String::new()));
        }
    }

    /// The same where nothing else tells what is in the way.
    pub fn hear_and_tell(self, failure: &Failure) {
        if failure.code == "overlap" {
            let _ = self.found.try_set(Some(failure.text.clone()));
        }
    }

    /// Forgets it, as when another time is chosen.
    pub fn forget(self) {
        self.found.set(None);
        self.allowed.set(false);
    }
}

/// The tick, where it is needed.
#[component]
pub fn OverlapTick(overlap: Overlap) -> impl IntoView {
    let shown = Memo::new(move |_| overlap.found.with(Option::is_some));
    let text = Memo::new(move |_| overlap.found.get().unwrap_or_default());
    move || {
        shown.get().then(|| {
            view! {
                <div class="stack" role="group" aria-label="Overlap">
                    {move || (!text.with(String::is_empty)).then(|| view! {
                        <Banner tone=Tone::Due icon=IconName::Warning><p><b>"This overlaps. "</b> {text}</p></Banner>
                    })}
                    <Checkbox label="Let it overlap" value=overlap.allowed hint="It is recorded that you did." />
                </div>
            }
            .into_any()
        })
    }
}
