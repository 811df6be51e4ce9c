//! The choices of a question: their words, their order, what they count.

use domain::documents::MOST_CHOICES;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Checkbox, Field, FieldKind, IconButton, IconName, focus, live, use_toasts};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::draft::FormDraft;
use super::item::{ChoiceItem, Item};
use super::placing::choice_pointer;
use crate::documents::arrange::{Arranged, put_at};

/// Fewer choices are no question.
const FEWEST: usize = 2;

fn choice_id(choice: u32) -> String {
    format!("choice-{choice}")
}

/// The list.
#[component]
pub(super) fn Choices(draft: FormDraft, item: Item) -> impl IntoView {
    let (question, choices, scored) = (item.id, RwSignal::from(item.choices.clone()), RwSignal::from(item.scored));
    let kept = StoredValue::new(item.choices);
    let lines = Memo::new(move |_| choices.with(|all| all.iter().map(|choice| choice.id).collect::<Vec<_>>()));
    let find = move |id: u32| choices.with_untracked(|all| all.iter().find(|choice| choice.id == id).cloned());
    let name = move |id: u32| match find(id).map(|choice| choice.label.get().trim().to_owned()).filter(|label| !label.is_empty()) {
        Some(label) => format!("“{label}”"),
        None => "this choice".to_owned(),
    };
    let add = Callback::new(move |()| {
        if lines.with_untracked(Vec::len) >= MOST_CHOICES {
            return;
        }
        let choice = ChoiceItem::new(draft.choice_number());
        let id = choice.id;
        choices.update(|all| all.push(choice));
        draft.changed();
        request_animation_frame(move || focus(&choice_id(id)));
    });
    let on_move = move |(id, to): (u32, usize)| {
        choices.update(|all| {
            if let Some(from) = all.iter().position(|choice| choice.id == id) {
                put_at(all, from, to);
            }
        });
        draft.changed();
    };
    let head = Callback::new(move |id: u32| match find(id) {
        Some(choice) => view! { <Line draft question choice choices=kept.get_value() scored lines /> }.into_any(),
        None => ().into_any(),
    });
    // Return goes on to another choice instead of saving the form.
    let keys = move |event: KeyboardEvent| {
        let typing = event.target().is_some_and(|target| target.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.type_() == "text"));
        if event.key() == "Enter" && typing {
            event.prevent_default();
            add.run(());
        }
    };
    let room = Memo::new(move |_| lines.with(Vec::len) < MOST_CHOICES);
    view! {
        <fieldset class="group choices" on:keydown=keys>
            <legend>"Choices"</legend>
            <Arranged label="Choices" lines name on_move head />
            {live(move || room.get().then(|| view! {
                <div><Button kind=ButtonKind::Quiet small=true icon=IconName::Plus on_press=add>"Add a choice"</Button></div>
            }))}
            <Checkbox label="The choices count" value=scored hint="What was chosen is added up beside the answers, as for a PHQ-9." />
        </fieldset>
    }
    .into_any()
}

/// One choice.
#[component]
fn Line(
    draft: FormDraft,
    question: u32,
    choice: ChoiceItem,
    choices: ArcRwSignal<Vec<ChoiceItem>>,
    scored: RwSignal<bool>,
    lines: Memo<Vec<u32>>,
) -> impl IntoView {
    let toasts = use_toasts();
    let id = choice.id;
    let (label, score) = (RwSignal::from(choice.label), RwSignal::from(choice.score));
    let number = Signal::derive(move || {
        let place = lines.with(|lines| lines.iter().position(|line| *line == id)).map_or(0, |place| place + 1);
        format!("Choice {place}")
    });
    let counts = Signal::derive(move || format!("{} counts", number.get()));
    let remove = Callback::new(move |()| {
        let Some(place) = choices.with_untracked(|all| all.iter().position(|choice| choice.id == id)) else { return };
        let Some(gone) = choices.try_update(|all| all.remove(place)) else { return };
        draft.changed();
        let text = match label.with_untracked(|label| label.trim().to_owned()) {
            none if none.is_empty() => "The choice was removed.".to_owned(),
            label => format!("“{label}” was removed."),
        };
        // The question may be closed by then; its choices are there all the same.
        let choices = choices.clone();
        toasts.undo(text, move || {
            choices.update(|all| all.insert(place.min(all.len()), gone.clone()));
            draft.changed();
        });
        let next = lines.with_untracked(|lines| lines.get(place).or_else(|| lines.last()).copied());
        if let Some(next) = next {
            request_animation_frame(move || focus(&choice_id(next)));
        }
    });
    let name = Signal::derive(move || format!("Remove {}", number.get().to_lowercase()));
    let spare = Memo::new(move |_| lines.with(Vec::len) > FEWEST);
    view! {
        <div class="choice">
            <Field id=choice_id(id) label=number value=label pointer=choice_pointer(question, id, "label") required=true autocomplete="off"
                maxlength=200_u32 />
            {live(move || scored.get().then(|| view! {
                <Field label=counts value=score kind=FieldKind::Number inputmode="text" unit="points" autocomplete="off"
                    pointer=choice_pointer(question, id, "score") />
            }))}
            {live(move || spare.get().then(|| view! { <IconButton icon=IconName::Trash label=name on_press=remove /> }))}
        </div>
    }
    .into_any()
}
