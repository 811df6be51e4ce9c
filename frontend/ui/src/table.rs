//! Tables that become cards on a narrow screen, each cell with its column's name.

use leptos::prelude::*;

use crate::dom::live;

/// A table. Rows are [`Row`]s of [`Cell`]s; give each cell its column's name, it shows when the columns are gone.
#[component]
pub fn Table(
    /// What it lists, for screen readers.
    #[prop(into)]
    caption: Signal<String>,
    /// Headings of the columns; an empty one is a column of buttons.
    #[prop(into)]
    columns: Signal<Vec<String>>,
    /// More classes for the element; `table` is always there. `many`: so many columns that it is cards on a tablet, too.
    #[prop(optional, into)]
    class: &'static str,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let head = move || {
        let column = |text: String| {
            if text.is_empty() {
                view! { <td role="cell"></td> }.into_any()
            } else {
                view! { <th scope="col" role="columnheader">{text}</th> }.into_any()
            }
        };
        columns.get().into_iter().map(column).collect_view()
    };
    // The roles are repeated because `display` other than that of a table takes them away.
    view! {
        <table class=format!("table {class}") role="table">
            <caption class="visually-hidden">{caption}</caption>
            <thead role="rowgroup"><tr role="row">{live(head)}</tr></thead>
            <tbody role="rowgroup">{children()}</tbody>
        </table>
    }
    .into_any()
}

/// A row of a [`Table`].
#[component]
pub fn Row(
    /// Its cells.
    children: Children,
) -> impl IntoView {
    view! { <tr role="row">{children()}</tr> }
}

/// A cell of a [`Table`].
#[component]
pub fn Cell(
    /// Its column's name; empty for buttons.
    #[prop(optional, into)]
    label: Signal<String>,
    /// Whether it holds a number or amount: aligned to the end, tabular figures.
    #[prop(optional)]
    num: bool,
    /// Whether it names the row.
    #[prop(optional)]
    head: bool,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    let class = if num { "num" } else { "" };
    let name = move || Some(label.get()).filter(|l| !l.is_empty());
    if head {
        return view! { <th scope="row" role="rowheader" class=class data-label=name>{children()}</th> }.into_any();
    }
    // One box: in a card everything stands beside the column's name.
    view! { <td role="cell" class=class data-label=name><div class="value">{children()}</div></td> }.into_any()
}
