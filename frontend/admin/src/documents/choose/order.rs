//! What goes, in the order in which the client goes through it: the packet's first, then the single ones, which can be moved.

use domain::TemplateId;
use leptos::prelude::*;
use ui::{Icon, IconName, announce, focus, live};

use super::Chosen;

/// Moves the one at `place` by `step` among those of `all` that are not `held`.
fn moved(all: &[TemplateId], held: &[TemplateId], id: TemplateId, step: isize) -> Vec<TemplateId> {
    let mut free: Vec<TemplateId> = all.iter().filter(|id| !held.contains(id)).copied().collect();
    let Some(place) = free.iter().position(|known| *known == id) else { return all.to_vec() };
    let to = place.saturating_add_signed(step).min(free.len() - 1);
    let one = free.remove(place);
    free.insert(to, one);
    free
}

/// The id of the button that moves a document one way.
fn place_of(id: TemplateId, step: isize) -> String {
    format!("{}-{id}", if step < 0 { "earlier" } else { "later" })
}

/// The list; nothing while fewer than two documents go.
#[component]
pub fn InOrder(chosen: Chosen, held: Memo<Vec<TemplateId>>, templates: RwSignal<Vec<TemplateId>>) -> impl IntoView {
    let say = announce();
    let list = move || {
        let held_now = held.get();
        let free: Vec<TemplateId> = templates.with(|all| all.iter().filter(|id| !held_now.contains(id)).copied().collect());
        if held_now.len() + free.len() < 2 {
            return ().into_any();
        }
        let last = free.len().saturating_sub(1);
        let title = move |id: TemplateId| chosen.offers.with_untracked(|offer| offer.title(id)).unwrap_or_default();
        let fixed = held_now.iter().map(|id| view! { <li><span>{title(*id)}</span></li> }).collect_view();
        let shift = move |id: TemplateId, step: isize| {
            templates.update(|all| *all = moved(all, &held.get_untracked(), id, step));
            let place = templates.with_untracked(|all| all.iter().position(|known| *known == id)).unwrap_or_default();
            say(format!("{}: number {}", title(id), held.with_untracked(Vec::len) + place + 1));
            // The list was drawn anew: who moved it goes on from the same button, or from the other at an end.
            request_animation_frame(move || {
                focus(&place_of(id, -step));
                focus(&place_of(id, step));
            });
        };
        let button = move |id: TemplateId, name: &str, step: isize| {
            let (word, icon) = if step < 0 { ("Earlier", IconName::ChevronUp) } else { ("Later", IconName::ChevronDown) };
            let label = format!("{word}: {name}");
            view! {
                <button type="button" class="icon-button" id=place_of(id, step) aria-label=label.clone() title=label on:click=move |_| shift(id, step)>
                    <Icon name=icon />
                </button>
            }
        };
        let movable = free.iter().enumerate().map(|(place, id)| {
            let name = title(*id);
            let up = (place > 0).then(|| button(*id, &name, -1));
            let down = (place < last).then(|| button(*id, &name, 1));
            view! { <li><span>{name}</span> <span class="moves">{up} {down}</span></li> }
        });
        view! {
            <section class="in-order">
                <h3>"In this order"</h3>
                <ol>{fixed} {movable.collect_view()}</ol>
            </section>
        }
        .into_any()
    };
    live(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::examples::id;

    #[test]
    fn d2_single_documents_move_among_themselves() {
        let (a, b, c) = (id(1), id(2), id(3));
        assert_eq!(moved(&[a, b, c], &[], c, -1), [a, c, b]);
        assert_eq!(moved(&[a, b, c], &[], a, -1), [a, b, c]);
        assert_eq!(moved(&[a, b, c], &[], c, 1), [a, b, c]);
        assert_eq!(moved(&[a, b, c], &[b], c, -1), [c, a], "what the packet holds is no step on the way");
        assert_eq!(moved(&[a], &[], b, 1), [a]);
    }
}
