//! One question that is open to be changed.

use domain::documents::{LONGEST_LABEL, MOST_QUESTIONS, QuestionKind};
use leptos::prelude::*;
use ui::{Checkbox, Field, FieldKind, Icon, IconName, Menu, MenuAction, Select, focus, live, use_toasts};

use super::choices::Choices;
use super::condition::Condition;
use super::draft::FormDraft;
use super::item::{Item, kind_of};
use super::list::{Quiet, add, label_id, line_id, name_of};
use super::placing::pointer;
use super::{BLOCKS, words};

/// Its fields.
#[component]
pub(super) fn Editor(draft: FormDraft, item: Item, lines: Memo<Vec<u32>>) -> impl IntoView {
    let id = item.id;
    let place = move || lines.with(|lines| lines.iter().position(|line| *line == id)).map_or(0, |place| place + 1);
    let kind = RwSignal::from(item.kind.clone());
    let kind_now = Memo::new(move |_| kind.with(|kind| kind_of(kind)));
    let is_section = Memo::new(move |_| kind_now.get() == QuestionKind::Section);
    let label = Signal::derive(move || format!("{} {}", if is_section.get() { "Heading" } else { "Question" }, place()));
    let (words, help, required, field) = (
        RwSignal::from(item.label.clone()),
        RwSignal::from(item.help.clone()),
        RwSignal::from(item.required.clone()),
        RwSignal::from(item.field.clone()),
    );
    let fields = Memo::new(move |_| words::fields(kind_now.get()));
    let about = move || {
        (!fields.with(Vec::is_empty)).then(|| {
            view! {
                <Select label="Fills in of the record" value=field choices=fields pointer=pointer(id, "field")
                    hint="Where an answer differs, you are asked whether to take it over." />
            }
        })
    };
    let item = StoredValue::new(item);
    let answered = move || {
        (!is_section.get()).then(|| {
            view! {
                <div class="fields">
                    <Select label="Answered by" value=kind choices=words::kinds() pointer=pointer(id, "kind") required=true
                        on_change=move |_: String| draft.furnish(id) />
                    {live(about)}
                </div>
                <Checkbox label="Must be answered" value=required pointer=pointer(id, "required") />
            }
        })
    };
    let special = move || match kind_now.get() {
        QuestionKind::OneChoice | QuestionKind::ManyChoices => view! { <Choices draft item=item.get_value() /> }.into_any(),
        QuestionKind::Scale => view! { <Steps item=item.get_value() /> }.into_any(),
        QuestionKind::Signature => view! { <p class="hint">"The client types their full name. It signs the form."</p> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <div class="asked-editor stack" id=format!("{}-editor", line_id(id))>
            <Field id=label_id(id) label value=words kind=FieldKind::Area rows=1 pointer=pointer(id, "label") required=true
                maxlength=LONGEST_LABEL as u32 />
            <Field label="Help" value=help kind=FieldKind::Area rows=1 pointer=pointer(id, "help") maxlength=1_000_u32
                hint="Stands below it, in smaller letters" />
            {live(answered)}
            {live(special)}
            <Condition draft item=item.get_value() />
            <Acts draft item=item.get_value() lines />
        </div>
    }
    .into_any()
}

/// The ends of a scale.
#[component]
fn Steps(item: Item) -> impl IntoView {
    let id = item.id;
    let (from, to) = (RwSignal::from(item.scale.from), RwSignal::from(item.scale.to));
    let (from_label, to_label) = (RwSignal::from(item.scale.from_label), RwSignal::from(item.scale.to_label));
    view! {
        <div class="fields steps-of-scale">
            <Field label="From" value=from kind=FieldKind::Number inputmode="text" pointer=pointer(id, "scale/from") required=true autocomplete="off" />
            <Field label="Means" value=from_label pointer=pointer(id, "scale/from_label") autocomplete="off" maxlength=80_u32 />
            <Field label="To" value=to kind=FieldKind::Number inputmode="text" pointer=pointer(id, "scale/to") required=true autocomplete="off" />
            <Field label="Means" value=to_label pointer=pointer(id, "scale/to_label") autocomplete="off" maxlength=80_u32 />
        </div>
    }
    .into_any()
}

/// Another one behind it, the same once more, away with it.
#[component]
fn Acts(draft: FormDraft, item: Item, lines: Memo<Vec<u32>>) -> impl IntoView {
    let toasts = use_toasts();
    let (id, name) = (item.id, name_of(&item));
    let full = Memo::new(move |_| lines.with(Vec::len) >= MOST_QUESTIONS);
    let remove = move |()| {
        let text = format!("{} was removed.", capital(&name.get_untracked()));
        // The focus goes on to what comes into its place.
        let next = lines.with_untracked(|lines| {
            let place = lines.iter().position(|line| *line == id).unwrap_or_default();
            lines.get(place + 1).or_else(|| lines.get(place.checked_sub(1)?)).copied()
        });
        if let Some((place, item)) = draft.remove(id) {
            toasts.undo(text, move || draft.put_back(place, item.clone()));
            if let Some(next) = next {
                request_animation_frame(move || focus(&line_id(next)));
            }
        }
    };
    let duplicate = move |()| {
        if let Some(new) = draft.duplicate(id) {
            request_animation_frame(move || focus(&label_id(new)));
        }
    };
    let more = move || {
        if full.get() {
            return ().into_any();
        }
        let block = move |kind: QuestionKind| {
            view! { <MenuAction on_press=move |()| add(draft, kind, Some(id))>{words::kind(kind)}</MenuAction> }.into_any()
        };
        let trigger = || view! { <Icon name=IconName::Plus /> "Add below" };
        view! {
            <Menu label=Signal::derive(move || format!("Add below {}", name.get())) trigger=trigger class="button quiet small">
                {BLOCKS.map(block).collect_view()}
            </Menu>
            <Quiet icon=IconName::Copy label=Signal::derive(move || format!("Duplicate {}", name.get())) on_press=duplicate word="Duplicate" />
        }
        .into_any()
    };
    view! {
        <div class="actions">
            {live(more)}
            <Quiet icon=IconName::Trash label=Signal::derive(move || format!("Remove {}", name.get())) on_press=remove word="Remove" />
        </div>
    }
    .into_any()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
