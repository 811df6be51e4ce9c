//! After too many tries: how long to wait, counting down, with the button off meanwhile (A22).

use std::time::Duration;

use api::Failure;
use leptos::prelude::*;
use ui::{Field, FieldKind, Submit, live};

use crate::portal::{Portal, use_portal};
use crate::texts::{duration, fill};

/// The wait of one form.
#[derive(Clone, Copy)]
pub struct Waiting {
    until: StoredValue<f64>,
    left: RwSignal<u32>,
    was: RwSignal<bool>,
}

impl Waiting {
    /// No wait yet. The clock is looked at every second for as long as the page is there.
    pub fn new() -> Self {
        let waiting = Self { until: StoredValue::new(0.0), left: RwSignal::new(0), was: RwSignal::new(false) };
        let ticking = set_interval_with_handle(move || waiting.tick(), Duration::from_millis(500)).ok();
        on_cleanup(move || {
            if let Some(ticking) = ticking {
                ticking.clear();
            }
        });
        waiting
    }

    /// Whether the person has to wait.
    pub fn on(self) -> Signal<bool> {
        Signal::derive(move || self.left.get() > 0)
    }

    /// The failure in words; begins the wait when it asks for one.
    pub fn tell(self, portal: Portal, failure: &Failure) -> ui::Failure {
        if let Some(seconds) = failure.wait() {
            let _ = self.until.try_set_value(ui::now() + seconds as f64 * 1000.0);
            let _ = self.was.try_set(true);
            self.tick();
        }
        portal.tell(failure)
    }

    fn tick(self) {
        let Some(until) = self.until.try_get_value() else { return };
        let left = ((until - ui::now()) / 1000.0).ceil().max(0.0) as u32;
        if self.left.get_untracked() != left {
            self.left.set(left);
        }
    }
}

/// The end of a form: how long to wait, when there is a wait, and the button that sends it.
#[component]
pub fn Send(
    /// The wait.
    waiting: Waiting,
    /// The button's text.
    label: Signal<String>,
) -> impl IntoView {
    let texts = use_portal().texts;
    let line = live(move || {
        let left = waiting.left.get();
        (left > 0).then(|| {
            let time = duration(texts.all(), left.into());
            view! { <p class="wait" role="timer">{fill(texts.all().wait.left, &[("time", &time)])}</p> }
        })
    });
    // Read out once at the end, not every second.
    let over = live(move || (waiting.left.get() == 0 && waiting.was.get()).then(|| texts.all().wait.over));
    view! {
        {line}
        <p class="soft" role="status">{over}</p>
        <div class="actions"><Submit disabled=waiting.on()>{label}</Submit></div>
    }
    .into_any()
}

/// The e-mail somebody signs in with.
#[component]
pub fn EmailField(
    /// Where it lives.
    value: RwSignal<String>,
    /// What is wrong with it; asked on leaving the field.
    #[prop(optional, into)]
    check: Option<Callback<String, Option<String>>>,
) -> impl IntoView {
    let check = check.unwrap_or_else(|| Callback::new(|_| None));
    view! {
        <Field label=use_portal().texts.of(|c| c.general.email) value=value kind=FieldKind::Email id="email" pointer="/email" required=true
            check=check autocomplete="username" enterkeyhint="next" maxlength=254u32 />
    }
    .into_any()
}
