//! Lists in an order of one's own: lines are moved by dragging their handle, by the arrow keys on it, and by two buttons.

mod drag;
mod line;

use leptos::prelude::*;
use ui::{announce, focus};
use web_sys::{KeyboardEvent, PointerEvent};

use drag::Drag;
use line::Line;

/// Builds the view of the line with this number.
pub type View = Callback<u32, AnyView>;

/// What the parts of a list share.
#[derive(Clone, Copy)]
struct Arrangement {
    lines: Signal<Vec<u32>>,
    name: Callback<u32, String>,
    on_move: Callback<(u32, usize)>,
    drag: Drag,
    said: Callback<String>,
    /// Before the ids of its buttons.
    prefix: StoredValue<String>,
}

impl Arrangement {
    /// Where a line stands.
    fn place(self, line: u32) -> usize {
        self.lines.with(|all| all.iter().position(|other| *other == line)).unwrap_or_default()
    }

    fn id(self, line: u32, part: &str) -> String {
        self.prefix.with_value(|prefix| format!("{prefix}-{line}-{part}"))
    }

    /// Puts a line elsewhere, and says where it stands now.
    fn put(self, line: u32, to: usize) {
        let (from, count) = (untrack(|| self.place(line)), self.lines.with_untracked(Vec::len));
        let to = to.min(count.saturating_sub(1));
        let name = self.name.run(line);
        if from == to {
            let end = if to == 0 { "first" } else { "last" };
            self.said.run(format!("{name} is the {end}."));
            return;
        }
        self.on_move.run((line, to));
        self.said.run(format!("{name} is now {} of {count}.", to + 1));
    }

    /// One step up or down by the part of the line that has the focus, which keeps it.
    fn step(self, line: u32, down: bool, part: &'static str) {
        let from = untrack(|| self.place(line));
        self.put(line, if down { from + 1 } else { from.saturating_sub(1) });
        // As soon as the list is drawn anew, not with the next frame: a press that follows at once must find it.
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            focus(&self.id(line, part));
        });
    }
}

/// The list.
#[component]
pub fn Arranged(
    /// What is listed, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The numbers of the lines, in their order.
    #[prop(into)]
    lines: Signal<Vec<u32>>,
    /// What a line is called where it moves.
    #[prop(into)]
    name: Callback<u32, String>,
    /// Puts a line at a place, counted without it.
    #[prop(into)]
    on_move: Callback<(u32, usize)>,
    /// The line itself, between the handle and the buttons.
    head: View,
    /// What stands below it, as wide as the list.
    #[prop(optional)]
    body: Option<View>,
    /// More classes for the element; `arranged` is always there.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let list = NodeRef::new();
    let say = announce();
    let on_drop = RwSignal::new(None::<(u32, usize)>);
    let said = Callback::new(say);
    let drag = Drag::new(list, lines, on_drop);
    let prefix = StoredValue::new(ui::unique_id("line"));
    let arrangement = Arrangement { lines, name, on_move, drag, said, prefix };
    Effect::new(move |_| {
        if let Some((line, to)) = on_drop.get() {
            untrack(|| arrangement.put(line, to));
        }
    });
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" && drag.holds() {
            event.prevent_default();
            event.stop_propagation();
            drag.lost();
        }
    };
    view! {
        <ol class=format!("arranged {class}") role="list" aria-label=label node_ref=list class:dragging=move || drag.hold.with(Option::is_some)
            on:pointerdown=move |e: PointerEvent| drag.down(&e) on:pointermove=move |e: PointerEvent| drag.moved(&e)
            on:pointerup=move |_| drag.up() on:pointercancel=move |_| drag.lost() on:keydown=keys>
            <For each=move || lines.get() key=|line| *line let:line>
                <Line arrangement line head body />
            </For>
        </ol>
    }
    .into_any()
}

/// Moves one of a list to another place, counted without it.
pub fn put_at<T>(all: &mut Vec<T>, from: usize, to: usize) {
    if from < all.len() {
        let one = all.remove(from);
        all.insert(to.min(all.len()), one);
    }
}

#[cfg(test)]
mod tests {
    use super::put_at;

    #[test]
    fn d1_one_of_a_list_is_put_where_it_should_stand() {
        let moved = |from, to| {
            let mut all = vec!['a', 'b', 'c', 'd'];
            put_at(&mut all, from, to);
            all.into_iter().collect::<String>()
        };
        assert_eq!(moved(0, 3), "bcda");
        assert_eq!(moved(3, 0), "dabc");
        assert_eq!(moved(1, 2), "acbd");
        assert_eq!(moved(2, 2), "abcd");
        assert_eq!(moved(1, 99), "acdb", "behind the end is the end");
        assert_eq!(moved(9, 0), "abcd", "what is not there stays away");
    }
}
