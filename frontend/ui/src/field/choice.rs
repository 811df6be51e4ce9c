//! Choosing instead of typing: a list, a tick, a group of either.

use leptos::context::Provider;
use leptos::prelude::*;

use super::frame::{Frame, Setting};
use crate::dom::live;

/// One entry of a list or group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// More words below the label, in radio groups.
    pub hint: String,
}

impl Choice {
    /// An entry that stores `value` and shows `label`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    /// The same with more words below its label.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// A native list to choose one entry from.
#[component]
pub fn Select(
    /// The label above.
    #[prop(into)]
    label: Signal<String>,
    /// Where the chosen value lives.
    value: RwSignal<String>,
    /// The entries; one with an empty value counts as "nothing chosen".
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Help below.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// JSON pointer of the value in the request.
    #[prop(optional, into)]
    pointer: Option<String>,
    /// Whether an entry must be chosen.
    #[prop(optional)]
    required: bool,
    /// What the browser may fill in.
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// Whether it cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Told after each change by the person.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Its id, when something else must know it.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let empty = Signal::derive(move || value.with(String::is_empty));
    let frame = Frame::new(Setting { id, label, hint, pointer, required, draft: None, empty, check: None });
    let option = move |choice: Choice| {
        let of = choice.value.clone();
        view! { <option value=choice.value prop:selected=move || value.with(|v| *v == of)>{choice.label}</option> }
    };
    let changed = move |chosen: String| {
        value.set(chosen.clone());
        frame.edited();
        if let Some(on_change) = on_change {
            on_change.run(chosen);
        }
    };
    view! {
        <div class="field">
            <label for=frame.id()>{frame.label()}</label>
            <select class="input" id=frame.id() autocomplete=autocomplete disabled=disabled aria-required=frame.required().then_some("true")
                aria-invalid=frame.invalid() aria-describedby=frame.described()
                on:change:target=move |e| changed(e.target().value()) on:blur=move |_| frame.left()>
                {live(move || choices.get().into_iter().map(option).collect_view())}
            </select>
            {frame.notes()}
        </div>
    }
    .into_any()
}

/// A tick with its text beside it.
#[component]
pub fn Checkbox(
    /// The text beside the box.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    value: RwSignal<bool>,
    /// More words below the label.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// JSON pointer of the value in the request.
    #[prop(optional, into)]
    pointer: Option<String>,
    /// Whether it must be ticked, as a consent must.
    #[prop(optional)]
    required: bool,
    /// Whether it cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Told after each change by the person.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
    /// Its id, when something else must know it.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let empty = Signal::derive(move || !value.get());
    let frame = Frame::new(Setting { id, label, hint, pointer, required, draft: None, empty, check: None });
    let changed = move |ticked: bool| {
        value.set(ticked);
        frame.edited();
        if let Some(on_change) = on_change {
            on_change.run(ticked);
        }
    };
    view! {
        <div class="field tick">
            <input type="checkbox" id=frame.id() disabled=disabled aria-required=frame.required().then_some("true")
                aria-invalid=frame.invalid() aria-describedby=frame.described()
                prop:checked=value on:change:target=move |e| changed(e.target().checked()) />
            <label for=frame.id()>{label}</label>
            {frame.notes()}
        </div>
    }
    .into_any()
}

/// Fields that belong together, under one legend: checkboxes, or the parts of an address.
#[component]
pub fn Fieldset(
    /// The name of the group.
    #[prop(into)]
    legend: Signal<String>,
    /// Help below the legend.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="group">
            <legend>{legend}</legend>
            {live(move || hint.get().map(|text| view! { <p class="hint">{text}</p> }.into_any()))}
            {children()}
        </fieldset>
    }
    .into_any()
}

/// The name that the inputs of one radio group share.
#[derive(Clone)]
struct GroupName(String);

/// A few choices of which one is taken, all visible.
#[component]
pub fn Radios(
    /// The question.
    #[prop(into)]
    legend: Signal<String>,
    /// Where the chosen value lives.
    value: RwSignal<String>,
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Help below the legend.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// JSON pointer of the value in the request.
    #[prop(optional, into)]
    pointer: Option<String>,
    /// Whether one must be chosen.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let empty = Signal::derive(move || value.with(String::is_empty));
    let frame = Frame::new(Setting { id: None, label: legend, hint, pointer, required, draft: None, empty, check: None });
    let name = format!("{}-choice", frame.id());
    let chosen = Callback::new(move |to: String| {
        value.set(to);
        frame.edited();
    });
    view! {
        <fieldset class="group" id=frame.id() tabindex="-1" aria-describedby=frame.described()>
            <legend>{frame.label()}</legend>
            <Provider value=GroupName(name)>
                {live(move || choices.get().into_iter().map(|choice| view! { <Radio choice value chosen /> }.into_any()).collect_view())}
            </Provider>
            {frame.notes()}
        </fieldset>
    }
    .into_any()
}

#[component]
fn Radio(choice: Choice, value: RwSignal<String>, chosen: Callback<String>) -> impl IntoView {
    let Choice { value: own, label, hint } = choice;
    let name = use_context::<GroupName>().map(|g| g.0);
    let (of, to) = (own.clone(), own.clone());
    view! {
        <label class="tick">
            <input type="radio" name=name value=own prop:checked=move || value.with(|v| *v == of) on:change=move |_| chosen.run(to.clone()) />
            <span>{label} {(!hint.is_empty()).then(|| view! { <small>{hint}</small> }.into_any())}</span>
        </label>
    }
}
