//! When a question is asked: always, or after certain answers to a question above it.

use leptos::prelude::*;
use ui::{Choice, Select, live};

use super::draft::FormDraft;
use super::item::{Item, Known};
use super::placing::pointer;
use super::words::can_be_awaited;

/// The questions above `id` that it can wait for, with their places.
fn offered(items: &[Item], id: u32) -> Vec<(usize, &Item)> {
    items.iter().enumerate().take_while(|(_, item)| item.id != id).filter(|(_, item)| can_be_awaited(item.kind())).collect()
}

/// The entries of the list: always, those above, and the one that is chosen even where it is not above any more.
fn entries(items: &[Item], id: u32, chosen: &str) -> Vec<Choice> {
    let entry = |(place, item): (usize, &Item)| Choice::new(item.id.to_string(), format!("After {}. {}", place + 1, item.words()));
    let mut all = vec![Choice::new("", "Always")];
    all.extend(offered(items, id).into_iter().map(entry));
    if !all.iter().any(|one| one.value == chosen) {
        let now = items.iter().enumerate().find(|(_, item)| item.id.to_string() == chosen);
        all.push(now.map_or_else(|| Choice::new(chosen, "After a question that was removed"), entry));
    }
    all
}

/// The answers that a question can wait for.
fn answers(items: &[Item], chosen: &str) -> Vec<Known> {
    items.iter().find(|item| item.id.to_string() == chosen).map(Item::known).unwrap_or_default()
}

/// When it is asked, in a few words; none where it always is.
pub(super) fn summary(draft: FormDraft, item: &Item) -> Option<String> {
    let chosen = Some(item.after.get_untracked()).filter(|chosen| !chosen.is_empty())?;
    draft.items.with_untracked(|items| {
        let (place, awaited) = items.iter().enumerate().find(|(_, other)| other.id.to_string() == chosen)?;
        let is = item.is.get_untracked();
        let said = awaited.known().into_iter().filter(|one| is.contains(&one.token)).map(|one| format!("“{}”", one.label));
        let said = said.collect::<Vec<_>>().join(" or ");
        (!said.is_empty()).then(|| format!("Only if question {} has the answer {said}", place + 1))
    })
}

/// The list of questions, and the answers of the one that is chosen.
#[component]
pub(super) fn Condition(draft: FormDraft, item: Item) -> impl IntoView {
    let id = item.id;
    let (after, is) = (RwSignal::from(item.after), RwSignal::from(item.is));
    // What concerns several questions changes with the revision only: no key typed elsewhere draws this anew.
    let choices = Memo::new(move |_| {
        draft.revision.track();
        let chosen = after.get();
        draft.items.with_untracked(|items| entries(items, id, &chosen))
    });
    let known = Memo::new(move |_| {
        draft.revision.track();
        let chosen = after.get();
        draft.items.with_untracked(|items| answers(items, &chosen))
    });
    let first = move |chosen: String| {
        let known = draft.items.with_untracked(|items| answers(items, &chosen));
        is.set(known.into_iter().take(1).map(|one| one.token).collect());
    };
    let tick = move |one: Known| {
        let token = StoredValue::new(one.token);
        let ticked = Signal::derive(move || token.with_value(|token| is.with(|is| is.contains(token))));
        let set = move |on: bool| {
            is.update(|is| {
                if on {
                    is.insert(token.get_value());
                } else {
                    token.with_value(|token| is.remove(token));
                }
            });
        };
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=ticked on:change:target=move |event| set(event.target().checked()) />
                <span dir="auto">{one.label}</span>
            </label>
        }
        .into_any()
    };
    let ticks = move || {
        let known = known.get();
        (!known.is_empty()).then(|| {
            view! {
                <fieldset class="group answers-awaited">
                    <legend>"When the answer there is one of these"</legend>
                    {known.into_iter().map(tick).collect_view()}
                </fieldset>
            }
        })
    };
    let possible = Memo::new(move |_| choices.with(Vec::len) > 1);
    let body = move || match possible.get() {
        true => view! {
            <Select label="Asked" value=after choices pointer=pointer(id, "show_if") required=false on_change=first />
            {live(ticks)}
        }
        .into_any(),
        false => view! { <p class="hint">"It is always asked. It could wait for a question above it that is answered by choosing."</p> }
            .into_any(),
    };
    view! { {live(body)} }.into_any()
}

#[cfg(test)]
mod tests {
    use domain::documents::{Question, QuestionKind};

    use super::*;

    #[test]
    fn d1_a_question_can_wait_for_those_above_it_that_are_answered_by_choosing() {
        let mut number = 0;
        let mut next = || {
            number += 1;
            number
        };
        let of = |kind, label: &str, next: &mut dyn FnMut() -> u32| Item::of(&Question::new("", kind, label), &mut || next());
        let items = [
            of(QuestionKind::YesNo, "So?", &mut next),
            of(QuestionKind::LongText, "Why?", &mut next),
            of(QuestionKind::Scale, "How much?", &mut next),
        ];
        let labels = |id, chosen: &str| entries(&items, id, chosen).into_iter().map(|one| one.label).collect::<Vec<_>>();
        assert_eq!(labels(3, ""), ["Always", "After 1. So?"]);
        assert_eq!(labels(1, ""), ["Always"]);
        assert_eq!(labels(1, "3"), ["Always", "After 3. How much?"], "what is chosen stays to be seen");
        assert_eq!(labels(2, "9"), ["Always", "After 1. So?", "After a question that was removed"]);
        assert_eq!(answers(&items, "1").len(), 2);
    }
}
