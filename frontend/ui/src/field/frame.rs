//! What all inputs share: ids, the description chain, the error and the part in the form.

use leptos::prelude::*;

use crate::dom::{after_press, live, unique_id, watch_presses};
use crate::form::{FormState, Member};
use crate::words::{use_words, word};
use crate::{Icon, IconName};

/// The bookkeeping of one input.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    id: StoredValue<String>,
    pointer: StoredValue<Option<String>>,
    own: RwSignal<Option<String>>,
    form: Option<FormState>,
    check: Callback<(), Option<String>>,
    edited: StoredValue<bool>,
    required: bool,
    hint: MaybeProp<String>,
    label: Signal<String>,
}

/// What a frame is made of.
pub(super) struct Setting {
    pub id: Option<String>,
    pub label: Signal<String>,
    pub hint: MaybeProp<String>,
    pub pointer: Option<String>,
    pub required: bool,
    pub draft: Option<String>,
    /// Whether nothing has been entered.
    pub empty: Signal<bool>,
    /// What is wrong with the value, when there is one.
    pub check: Option<Callback<(), Option<String>>>,
}

impl Frame {
    pub fn new(setting: Setting) -> Self {
        watch_presses();
        let Setting { id, label, hint, pointer, required, draft, empty, check } = setting;
        let id = id.unwrap_or_else(|| unique_id("field"));
        let form = use_context::<FormState>();
        let own = RwSignal::new(None::<String>);
        let words = use_words();
        let at = StoredValue::new(id.clone());
        let check = Callback::new(move |()| {
            let wrong = if empty.get_untracked() {
                required.then(|| words.with_untracked(|w| w.required.to_string()))
            } else {
                check.and_then(|c| c.run(()))
            };
            if own.get_untracked() != wrong {
                own.set(wrong.clone());
            }
            if let Some(form) = form {
                at.with_value(|id| form.checked(id, wrong.as_deref()));
            }
            wrong
        });
        if let Some(form) = form {
            form.join(Member { id, label, pointer: pointer.clone(), draft, check });
        }
        Self { id: at, pointer: StoredValue::new(pointer), own, form, check, edited: StoredValue::new(false), required, hint, label }
    }

    pub fn id(&self) -> String {
        self.id.get_value()
    }

    pub fn required(&self) -> bool {
        self.required
    }

    /// The person changed the value: an error shown goes as soon as the value is right, none appears yet.
    pub fn edited(&self) {
        self.edited.set_value(true);
        if let Some(form) = self.form {
            self.pointer.with_value(|pointer| match pointer {
                Some(pointer) => form.touch_at(pointer),
                None => form.touch(),
            });
        }
        if self.own.with_untracked(Option::is_some) {
            self.check.run(());
        }
    }

    /// The person left the input.
    pub fn left(&self) {
        let frame = *self;
        after_press(move || {
            // An input that goes away while it has focus is left after its state is gone.
            if frame.edited.try_get_value() == Some(true) {
                frame.check.run(());
            }
        });
    }

    /// What is wrong, by our own check or by the API.
    pub fn error(&self) -> Option<String> {
        let own = self.own.get();
        if own.is_some() {
            return own;
        }
        let form = self.form?;
        self.pointer.with_value(|p| form.problem(p.as_deref()?))
    }

    /// `aria-invalid`
    pub fn invalid(self) -> Signal<Option<&'static str>> {
        Signal::derive(move || self.error().map(|_| "true"))
    }

    /// `aria-describedby`: the hint and the error, those that are there.
    pub fn described(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            let id = self.id();
            match (self.hint.get().is_some(), self.error().is_some()) {
                (true, true) => Some(format!("{id}-error {id}-hint")),
                (true, false) => Some(format!("{id}-hint")),
                (false, true) => Some(format!("{id}-error")),
                (false, false) => None,
            }
        })
    }

    /// The label's text with its mark. Outside a form nothing is asked for, so nothing is marked.
    pub fn label(self) -> impl IntoView {
        let optional = word(|w| &w.optional);
        view! {
            {self.label}
            {(!self.required && self.form.is_some()).then(|| view! { " " <span class="optional">{optional}</span> }.into_any())}
        }
    }

    /// Hint and error, below the input.
    pub fn notes(self) -> impl IntoView {
        let id = self.id();
        let hint_id = format!("{id}-hint");
        let error_id = format!("{id}-error");
        let hint = move || self.hint.get().map(|text| view! { <p class="hint" id=hint_id.clone()>{text}</p> }.into_any());
        let error = move || {
            let text = self.error()?;
            Some(view! { <p class="error" id=error_id.clone()><Icon name=IconName::Warning /><span>{text}</span></p> })
        };
        view! { {live(error)} {live(hint)} }
    }
}
