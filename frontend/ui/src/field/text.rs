//! One line or several lines of text: names, addresses, passwords, codes, numbers, messages.

use leptos::prelude::*;

use super::frame::{Frame, Setting};
use crate::dom::live;
use crate::words::use_words;
use crate::{Icon, IconName, draft};

/// What is typed into a field; decides the keyboard, the checks of the browser and what it may fill in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A password, with a button that shows it. Never kept as a draft.
    Password,
    /// A whole or decimal number, typed as text so that nothing is lost or scrolled away.
    Number,
    /// A short code of digits in one input. Never kept as a draft.
    Code,
    /// A web address.
    Url,
    /// Words to look for.
    Search,
    /// A time of day, as `HH:MM`.
    Time,
    /// Several lines.
    Area,
}

impl FieldKind {
    fn input_type(self, shown: bool) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Tel => "tel",
            Self::Url => "url",
            Self::Search => "search",
            Self::Time => "time",
            Self::Password if !shown => "password",
            _ => "text",
        }
    }

    fn inputmode(self) -> Option<&'static str> {
        match self {
            Self::Number => Some("decimal"),
            Self::Code => Some("numeric"),
            _ => None,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Code => "input code",
            Self::Number | Self::Time => "input num",
            Self::Area => "input area",
            _ => "input",
        }
    }

    fn verbatim(self) -> bool {
        matches!(self, Self::Email | Self::Password | Self::Code | Self::Url)
    }

    fn secret(self) -> bool {
        matches!(self, Self::Password | Self::Code)
    }
}

/// An input with its label, hint and error, bound to a signal.
#[component]
pub fn Field(
    /// The label above.
    #[prop(into)]
    label: Signal<String>,
    /// Where the value lives.
    value: RwSignal<String>,
    /// What is typed.
    #[prop(optional)]
    kind: FieldKind,
    /// Help below the input.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// JSON pointer of the value in the request, such as `/email`: where the API's refusals go.
    #[prop(optional, into)]
    pointer: Option<String>,
    /// Whether it must not stay empty.
    #[prop(optional)]
    required: bool,
    /// What is wrong with a value that is not empty, or `None`. Asked on leaving the field and on sending.
    #[prop(optional, into)]
    check: Option<Callback<String, Option<String>>>,
    /// What the browser may fill in, such as `email`, `current-password`, `one-time-code`.
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// Overrides the keyboard that `kind` asks for.
    #[prop(optional, into)]
    inputmode: Option<&'static str>,
    /// What the keyboard's return key says: `next`, `send`, `search`, `done`.
    #[prop(optional, into)]
    enterkeyhint: Option<&'static str>,
    /// Longest value in characters; stops typing there.
    #[prop(optional, into)]
    maxlength: Option<u32>,
    /// Lines shown of an area; it grows with its content.
    #[prop(default = 4)]
    rows: u32,
    /// A unit after the input, such as "minutes".
    #[prop(optional, into)]
    unit: MaybeProp<String>,
    /// Name under which unfinished text is kept on this device; see [`crate::draft`].
    #[prop(optional, into)]
    draft: Option<&'static str>,
    /// Whether it cannot be changed now.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// Its id, when something else must know it.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let draft = draft.filter(|_| !kind.secret()).and_then(draft::key);
    let base = value.get_untracked();
    let frame = Frame::new(Setting {
        id,
        label,
        hint,
        pointer,
        required,
        draft: draft.clone(),
        empty: Signal::derive(move || value.with(|v| v.trim().is_empty())),
        check: check.map(|c| Callback::new(move |()| c.run(value.get_untracked()))),
    });
    if let Some(kept) = draft.as_deref().and_then(|key| draft::recall(key, &base)) {
        value.set(kept);
        frame.edited();
    }
    let changed = move |text: String| {
        if let Some(key) = &draft {
            draft::keep(key, &base, &text);
        }
        value.set(text);
        frame.edited();
    };
    let shown = RwSignal::new(false);
    let input = if kind == FieldKind::Area {
        view! {
            <textarea class=kind.class() id=frame.id() rows=rows maxlength=maxlength enterkeyhint=enterkeyhint autocomplete=autocomplete
                readonly=readonly aria-required=frame.required().then_some("true")
                aria-invalid=frame.invalid() aria-describedby=frame.described()
                prop:value=value
                on:input:target=move |e| changed(e.target().value()) on:blur=move |_| frame.left()></textarea>
        }
        .into_any()
    } else {
        view! {
            <input class=kind.class() id=frame.id() type=Signal::derive(move || kind.input_type(shown.get())) maxlength=maxlength
                inputmode=inputmode.or(kind.inputmode()) enterkeyhint=enterkeyhint autocomplete=autocomplete
                autocapitalize=kind.verbatim().then_some("none") spellcheck=kind.verbatim().then_some("false")
                readonly=readonly aria-required=frame.required().then_some("true")
                aria-invalid=frame.invalid() aria-describedby=frame.described()
                prop:value=value
                on:input:target=move |e| changed(e.target().value()) on:blur=move |_| frame.left() />
        }
        .into_any()
    };
    let reveal = (kind == FieldKind::Password).then(|| view! { <Reveal shown of=frame.id() /> }.into_any());
    let unit = live(move || unit.get().map(|text| view! { <span class="unit">{text}</span> }.into_any()));
    view! {
        <div class="field">
            <label for=frame.id()>{frame.label()}</label>
            <div class="control">{input} {reveal} {unit}</div>
            {frame.notes()}
        </div>
    }
    .into_any()
}

/// The button inside a password that makes it visible.
#[component]
fn Reveal(shown: RwSignal<bool>, of: String) -> impl IntoView {
    let words = use_words();
    let label = Signal::derive(move || words.with(|w| if shown.get() { w.hide_password.to_string() } else { w.show_password.to_string() }));
    view! {
        <button type="button" class="reveal" aria-controls=of aria-label=label title=label on:click=move |_| shown.update(|s| *s = !*s)>
            {live(move || view! { <Icon name=if shown.get() { IconName::EyeOff } else { IconName::Eye } /> })}
        </button>
    }
}
