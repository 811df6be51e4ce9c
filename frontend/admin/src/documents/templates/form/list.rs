//! The questions of a form, one line each; what is open to be changed stands below its line.

use domain::documents::{MOST_QUESTIONS, QuestionKind};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Icon, IconName, focus, live};

use super::condition::summary;
use super::draft::FormDraft;
use super::editor::Editor;
use super::item::{Item, kind_of};
use super::{BLOCKS, words};
use crate::documents::arrange::Arranged;

/// The most characters of a question's words where it is only named.
const SHORT: usize = 60;

/// The id of the field with the words of a question.
pub fn label_id(question: u32) -> String {
    format!("asked-{question}-label")
}

/// The id of the line of a question.
pub fn line_id(question: u32) -> String {
    format!("asked-{question}")
}

/// The list, with the building blocks below.
#[component]
pub fn QuestionList(draft: FormDraft) -> impl IntoView {
    let lines = Memo::new(move |_| draft.items.with(|items| items.iter().map(|item| item.id).collect::<Vec<_>>()));
    let name = move |id: u32| draft.find(id).map(|item| named(&item.label.get())).unwrap_or_default();
    let head = Callback::new(move |id: u32| match draft.find(id) {
        Some(item) => view! { <Head draft item lines /> }.into_any(),
        None => ().into_any(),
    });
    let body = Callback::new(move |id: u32| match draft.find(id) {
        Some(item) => view! { <Body draft item lines /> }.into_any(),
        None => ().into_any(),
    });
    let empty = Memo::new(move |_| lines.with(Vec::is_empty));
    let note = move || empty.get().then(|| view! { <p class="soft">"Nothing is asked yet. Begin with one of these."</p> });
    view! {
        <section class="asked" aria-labelledby="asked-title">
            <h2 id="asked-title">"Questions"</h2>
            {live(note)}
            <Arranged label="Questions" lines name on_move=move |(id, to)| draft.put(id, to) head body />
            <Blocks draft lines />
        </section>
    }
    .into_any()
}

/// A question's words as it is called in a sentence.
fn named(words: &str) -> String {
    let words = words.trim();
    match words.char_indices().nth(SHORT) {
        _ if words.is_empty() => "this question".to_owned(),
        Some((end, _)) => format!("“{}…”", words[..end].trim_end()),
        None => format!("“{words}”"),
    }
}

/// What can be added at the end.
#[component]
fn Blocks(draft: FormDraft, lines: Memo<Vec<u32>>) -> impl IntoView {
    let full = Memo::new(move |_| lines.with(Vec::len) >= MOST_QUESTIONS);
    let block = move |kind: QuestionKind| {
        let add = move |()| add(draft, kind, None);
        view! { <Button small=true icon=IconName::Plus on_press=add>{words::kind(kind)}</Button> }.into_any()
    };
    let blocks = move || match full.get() {
        true => view! { <p class="soft">{format!("A form has at most {MOST_QUESTIONS} questions and headings.")}</p> }.into_any(),
        false => BLOCKS.map(block).collect_view().into_any(),
    };
    view! { <div class="blocks" role="group" aria-label="Add a question">{live(blocks)}</div> }.into_any()
}

/// Adds a question and goes to its words.
pub fn add(draft: FormDraft, kind: QuestionKind, behind: Option<u32>) {
    let id = draft.add(kind, behind);
    request_animation_frame(move || focus(&label_id(id)));
}

/// Its number, its words, how it is answered and when. Pressing it opens it.
#[component]
fn Head(draft: FormDraft, item: Item, lines: Memo<Vec<u32>>) -> impl IntoView {
    let id = item.id;
    let place = Memo::new(move |_| lines.with(|lines| lines.iter().position(|line| *line == id)).map_or(0, |place| place + 1));
    let (label, kind, required, open) =
        (RwSignal::from(item.label), RwSignal::from(item.kind), RwSignal::from(item.required), RwSignal::from(item.open));
    let kind = Memo::new(move |_| kind.with(|kind| kind_of(kind)));
    let words = move || match label.with(|label| label.trim().to_owned()) {
        none if none.is_empty() => view! { <span class="soft">"No words yet"</span> }.into_any(),
        label => view! { <span dir="auto">{label}</span> }.into_any(),
    };
    let star = move || {
        (required.get() && kind.get() != QuestionKind::Section).then(|| {
            view! { <span class="star" aria-hidden="true">" *"</span> <span class="visually-hidden">", must be answered"</span> }
        })
    };
    let when = Memo::new(move |_| {
        draft.revision.track();
        untrack(|| draft.find(id).and_then(|item| summary(draft, &item)))
    });
    let controls = move || open.get().then(|| format!("{}-editor", line_id(id)));
    view! {
        <button type="button" class="asked-line" class:section=move || kind.get() == QuestionKind::Section id=line_id(id)
            aria-expanded=move || open.get().to_string() aria-controls=controls on:click=move |_| open.update(|open| *open = !*open)>
            <span class="number">{place}</span>
            <span class="words">{live(words)} {live(star)}</span>
            <span class="kind">{move || super::words::kind(kind.get())}</span>
            <Icon name=IconName::Edit />
        </button>
        {live(move || when.get().map(|when| view! { <p class="when" dir="auto">{when}</p> }))}
    }
    .into_any()
}

/// What does not fit any more, and the editor while it is open.
#[component]
fn Body(draft: FormDraft, item: Item, lines: Memo<Vec<u32>>) -> impl IntoView {
    let (broken, open) = (RwSignal::from(item.broken.clone()), RwSignal::from(item.open.clone()));
    let open = Memo::new(move |_| open.get());
    let item = StoredValue::new(item);
    let note = move || {
        let text = broken.get()?;
        Some(view! { <p class="error broken"><Icon name=IconName::Warning /><span>{text}</span></p> })
    };
    view! {
        <div role="status">{live(note)}</div>
        {live(move || open.get().then(|| view! { <Editor draft item=item.get_value() lines /> }))}
    }
    .into_any()
}

/// A quiet button with words, in an editor.
#[component]
pub fn Quiet(
    /// Before the words.
    icon: IconName,
    /// A longer name.
    #[prop(into)]
    label: Signal<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// The words.
    word: &'static str,
) -> impl IntoView {
    view! { <Button kind=ButtonKind::Quiet small=true icon label on_press>{word}</Button> }
}

/// The name of a question that follows its words.
pub fn name_of(item: &Item) -> Signal<String> {
    let label = RwSignal::from(item.label.clone());
    Signal::derive(move || label.with(|label| named(label)))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn d1_a_question_is_called_by_its_words_and_not_by_all_of_them() {
        assert_eq!(named(" How do you sleep? "), "“How do you sleep?”");
        assert_eq!(named(" "), "this question");
        assert_eq!(named(&"é".repeat(80)), format!("“{}…”", "é".repeat(60)));
    }
}
