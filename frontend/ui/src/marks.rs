//! Small things that say how something stands: tags, banners, cards, initials, lists of steps.

use leptos::prelude::*;

use crate::dom::live;
use crate::{Icon, IconName};

/// What a colour means here. It is never the only sign: the text says the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Done, confirmed, paid.
    Good,
    /// Waits for somebody.
    Due,
    /// Failed.
    Bad,
    /// The practice's accent: information.
    Accent,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Good => "good",
            Self::Due => "due",
            Self::Bad => "bad",
            Self::Accent => "accent",
        }
    }
}

/// A word on a coloured ground: a status or a number.
#[component]
pub fn Tag(
    /// What its colour means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The word.
    children: Children,
) -> impl IntoView {
    let class = Signal::derive(move || format!("tag {}", tone.get().class()));
    view! { <span class=class>{children()}</span> }
}

/// A message across the page, above what it is about.
#[component]
pub fn Banner(
    /// What its colour means; yellow unless told.
    #[prop(default = Tone::Due)]
    tone: Tone,
    /// Icon before the text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The message; a button or link may follow the text.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("banner {}", tone.class())>
            {icon.map(|name| view! { <Icon name /> }.into_any())}
            <div>{children()}</div>
        </div>
    }
    .into_any()
}

/// A sheet of paper that holds one thing.
#[component]
pub fn Card(
    /// Its heading; without one it is only a ground.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! { <section class="card">{live(move || title.get().map(|t| view! { <h2>{t}</h2> }.into_any()))} {children()}</section> }.into_any()
}

/// Up to two initials in a circle, beside a name (hidden from screen readers for that reason).
#[component]
pub fn Avatar(
    /// The name.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    view! { <span class="avatar" aria-hidden="true">{Signal::derive(move || initials(&name.get()))}</span> }
}

/// As written: the style sheet makes them capitals, which spares the program the tables of Unicode.
fn initials(name: &str) -> String {
    // What stands behind a comma are credentials.
    let name = name.split(',').next().unwrap_or_default();
    let mut words = name.split_whitespace().filter(|w| w.chars().next().is_some_and(|c| !c.is_ascii_digit() && !c.is_ascii_punctuation()));
    let first = words.next();
    let last = words.next_back();
    [first, last].into_iter().flatten().filter_map(|w| w.chars().next()).collect()
}

/// One step of a [`Checklist`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckItem {
    /// What to do.
    pub label: String,
    /// More words below.
    pub hint: String,
    /// Whether it is done.
    pub done: bool,
    /// Where to do it.
    pub href: Option<String>,
}

/// Steps of which each is done or not, with their links.
#[component]
pub fn Checklist(
    /// The steps.
    #[prop(into)]
    items: Signal<Vec<CheckItem>>,
    /// Said of a step that is done: "done".
    #[prop(into)]
    done_label: Signal<String>,
) -> impl IntoView {
    let line = move |item: CheckItem| {
        let CheckItem { label, hint, done, href } = item;
        let text = match href {
            Some(href) => view! { <a href=href>{label}</a> }.into_any(),
            None => view! { <span>{label}</span> }.into_any(),
        };
        view! {
            <li class:done=done>
                <span class="box">{done.then(|| view! { <Icon name=IconName::Check /> }.into_any())}</span>
                <div>
                    {text}
                    {done.then(|| view! { <span class="visually-hidden">" " {done_label}</span> }.into_any())}
                    {(!hint.is_empty()).then(|| view! { <small>{hint}</small> }.into_any())}
                </div>
            </li>
        }
    };
    view! { <ul class="checklist">{live(move || items.get().into_iter().map(line).collect_view())}</ul> }.into_any()
}

/// How far a known number of steps has come.
#[component]
pub fn Progress(
    /// Steps done.
    #[prop(into)]
    value: Signal<u32>,
    /// All steps.
    #[prop(into)]
    max: Signal<u32>,
    /// What is counted: "2 of 5 done".
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let (max, value) = (Signal::derive(move || max.get().to_string()), Signal::derive(move || value.get().to_string()));
    view! {
        <label class="progress">
            <span>{label}</span>
            <progress max=max value=value></progress>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_those_of_first_and_last_name() {
        assert_eq!(initials("Maya Ortiz"), "MO");
        assert_eq!(initials("  ana  maría de la cruz "), "ac");
        assert_eq!(initials("Plato"), "P");
        assert_eq!(initials("Jordan Hale, PhD, LCSW"), "JH");
        assert_eq!(initials("Dr. 2nd Hale"), "DH");
        assert_eq!(initials(""), "");
    }
}
