//! When somebody else changed the same thing meanwhile: both versions side by side, and the person decides.

use leptos::prelude::*;

use crate::dom::live;
use crate::{Button, ButtonKind, Cell, Dialog, Row, Table};

/// One value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// The field's label.
    pub label: String,
    /// What this person entered.
    pub mine: String,
    /// What is stored now.
    pub theirs: String,
}

/// Shows what differs between the person's values and the stored ones after a 412, and asks which to keep.
#[component]
pub fn ConflictDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// "Somebody changed this meanwhile".
    #[prop(into)]
    title: Signal<String>,
    /// Who and when, when known; what will happen.
    #[prop(into)]
    text: Signal<String>,
    /// Heading of the column of labels.
    #[prop(into)]
    field_label: Signal<String>,
    /// Heading of the person's own values: "Yours".
    #[prop(into)]
    mine_label: Signal<String>,
    /// Heading of the stored values: "Saved now".
    #[prop(into)]
    theirs_label: Signal<String>,
    /// Button that stores the person's own values: "Keep mine".
    #[prop(into)]
    keep_mine: Signal<String>,
    /// Button that drops them: "Take theirs".
    #[prop(into)]
    take_theirs: Signal<String>,
    /// The values that differ.
    #[prop(into)]
    rows: Signal<Vec<ConflictRow>>,
    /// Stores the person's own values over the others.
    #[prop(into)]
    on_mine: Callback<()>,
    /// Takes the stored values.
    #[prop(into)]
    on_theirs: Callback<()>,
) -> impl IntoView {
    let choose = move |what: Callback<()>| {
        Callback::new(move |()| {
            open.set(false);
            what.run(());
        })
    };
    let (on_mine, on_theirs) = (choose(on_mine), choose(on_theirs));
    let line = move |row: ConflictRow| {
        view! {
            <Row>
                <Cell label=field_label head=true>{row.label}</Cell>
                <Cell label=mine_label>{row.mine}</Cell>
                <Cell label=theirs_label>{row.theirs}</Cell>
            </Row>
        }
    };
    view! {
        <Dialog open title wide=true>
            <p>{text}</p>
            <Table caption=title columns=move || vec![field_label.get(), mine_label.get(), theirs_label.get()]>
                {live(move || rows.get().into_iter().map(line).collect_view())}
            </Table>
            <div class="actions">
                <Button on_press=on_theirs>{take_theirs}</Button>
                <Button kind=ButtonKind::Primary on_press=on_mine>{keep_mine}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}
