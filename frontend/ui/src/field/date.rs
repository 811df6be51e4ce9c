//! A date: typed the way the person's language writes it, or picked from the browser's own calendar.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::frame::{Frame, Setting};
use crate::words::{use_words, word};
use crate::{Icon, IconName, time};

/// A date in a text field, with a button for the browser's calendar. The signal holds `1990-03-14` when the text can be read
/// and the text itself when it cannot, so that the server refuses it too.
#[component]
pub fn DateField(
    /// The label above.
    #[prop(into)]
    label: Signal<String>,
    /// Where the date lives, as `YYYY-MM-DD`.
    value: RwSignal<String>,
    /// Help below, such as "For example 3/14/1990".
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// JSON pointer of the value in the request.
    #[prop(optional, into)]
    pointer: Option<String>,
    /// Whether it must not stay empty.
    #[prop(optional)]
    required: bool,
    /// What is wrong with a readable date, or `None`.
    #[prop(optional, into)]
    check: Option<Callback<String, Option<String>>>,
    /// What the browser may fill in, such as `bday`.
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// Earliest day of the calendar, `YYYY-MM-DD`.
    #[prop(optional, into)]
    min: Option<String>,
    /// Latest day of the calendar, `YYYY-MM-DD`.
    #[prop(optional, into)]
    max: Option<String>,
    /// Its id, when something else must know it.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let words = use_words();
    let locale = move || words.with_untracked(|w| w.locale.to_string());
    let check = Callback::new(move |()| {
        let text = value.get_untracked();
        if time::is_date(&text) {
            return check.and_then(|c| c.run(text));
        }
        Some(words.with_untracked(|w| w.date_unreadable.to_string()))
    });
    let empty = Signal::derive(move || value.with(|v| v.trim().is_empty()));
    let frame = Frame::new(Setting { id, label, hint, pointer, required, draft: None, empty, check: Some(check) });

    // What is typed stays as typed until the field is left; only then it is written out in full.
    let typing = RwSignal::new(None::<String>);
    let shown = move || typing.get().unwrap_or_else(|| value.with(|v| time::short_date(v, &locale())));
    let typed = move |text: String| {
        value.set(time::read_date(&text, &locale()).unwrap_or_else(|| text.trim().to_owned()));
        typing.set(Some(text));
        frame.edited();
    };
    let left = move || {
        typing.set(None);
        frame.left();
    };
    let calendar = NodeRef::<html::Input>::new();
    let open = move |_| {
        let Some(input) = calendar.get() else { return };
        input.set_value(&value.with_untracked(|v| if time::is_date(v) { v.clone() } else { String::new() }));
        let input: &web_sys::HtmlInputElement = input.unchecked_ref();
        let _ = input.show_picker();
    };
    let picked = move |date: String| {
        if !date.is_empty() {
            typing.set(None);
            value.set(date);
            frame.edited();
            frame.left();
        }
    };
    let name = word(|w| &w.pick_date);
    view! {
        <div class="field">
            <label for=frame.id()>{frame.label()}</label>
            <div class="control date">
                <input class="input num" id=frame.id() type="text" autocomplete=autocomplete
                    aria-required=frame.required().then_some("true")
                    aria-invalid=frame.invalid() aria-describedby=frame.described()
                    prop:value=shown on:input:target=move |e| typed(e.target().value()) on:blur=move |_| left() />
                <button type="button" class="reveal" aria-label=name title=name on:click=open><Icon name=IconName::Calendar /></button>
                <input class="calendar" type="date" tabindex="-1" aria-hidden="true" node_ref=calendar min=min max=max
                    on:change:target=move |e| picked(e.target().value()) />
            </div>
            {frame.notes()}
        </div>
    }
    .into_any()
}
