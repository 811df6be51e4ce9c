//! One line of a list in an order of one's own.

use leptos::prelude::*;
use ui::{Icon, IconName};
use web_sys::KeyboardEvent;

use super::drag::{Side, side};
use super::{Arrangement, View};

/// Handle, content, and the buttons that move it.
#[component]
pub(super) fn Line(arrangement: Arrangement, line: u32, head: View, body: Option<View>) -> impl IntoView {
    let drag = arrangement.drag;
    let held = Memo::new(move |_| drag.hold.with(|hold| hold.as_ref().is_some_and(|hold| hold.line == line)));
    let mark = Memo::new(move |_| {
        let hold = drag.hold.get()?;
        let count = arrangement.lines.with_untracked(Vec::len);
        side(untrack(|| arrangement.place(line)), untrack(|| arrangement.place(hold.line)), hold.to, count)
    });
    let name = Signal::derive(move || arrangement.name.run(line));
    let keys = move |event: KeyboardEvent| {
        let down = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        arrangement.step(line, down, "handle");
    };
    let button = move |down: bool, part: &'static str, icon: IconName| {
        let label = Signal::derive(move || format!("Move {} {}", name.get(), if down { "down" } else { "up" }));
        let press = move |_| arrangement.step(line, down, part);
        view! {
            <button type="button" class="icon-button" id=arrangement.id(line, part) aria-label=label title=label on:click=press>
                <Icon name=icon />
            </button>
        }
        .into_any()
    };
    let handle = Signal::derive(move || format!("Move {}: drag it, or press the arrow keys", name.get()));
    view! {
        <li data-line=line.to_string() class:held=held class:before=move || mark.get() == Some(Side::Before)
            class:after=move || mark.get() == Some(Side::After)>
            <button type="button" class="handle" data-handle="" id=arrangement.id(line, "handle") aria-label=handle title=handle on:keydown=keys>
                <Icon name=IconName::Grip />
            </button>
            <div class="head">{head.run(line)}</div>
            <div class="steps">
                {button(false, "up", IconName::ChevronUp)}
                {button(true, "down", IconName::ChevronDown)}
            </div>
            {body.map(|body| body.run(line))}
        </li>
    }
    .into_any()
}
