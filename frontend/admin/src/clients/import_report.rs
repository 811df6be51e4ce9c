//! The report of an import, row by row.

use domain::practice::client_import::{ImportRow, RowOutcome};
use leptos::prelude::*;
use ui::{Button, Cell, Row, Table, Tag, Tone};

/// Rows shown at first and with each *Show more*.
const STEP: usize = 100;

/// What becomes of each row; those with something wrong first.
#[component]
pub fn Report(
    /// The rows.
    rows: Vec<ImportRow>,
    /// Whether it only says what would happen.
    dry_run: bool,
) -> impl IntoView {
    const COLUMNS: [&str; 3] = ["Line", "Outcome", "Details"];
    let mut rows = rows;
    rows.sort_by_key(|row| (row.outcome != RowOutcome::Invalid, row.line));
    let total = rows.len();
    let rows = StoredValue::new(rows);
    let shown = RwSignal::new(STEP);
    let line = move |row: ImportRow| {
        let (word, tone) = match (row.outcome, dry_run) {
            (RowOutcome::Created, true) => ("Would be added", Tone::Good),
            (RowOutcome::Created, false) => ("Added", Tone::Good),
            (RowOutcome::Duplicate, _) => ("There already", Tone::Plain),
            (RowOutcome::Invalid, _) => ("Wrong", Tone::Bad),
        };
        let errors = row.errors.into_iter().map(|e| {
            let column = e.pointer.trim_start_matches('/').to_owned();
            view! { <li><code>{column}</code> ": " {e.message}</li> }
        });
        let errors = (errors.len() > 0).then(|| view! { <ul>{errors.collect_view()}</ul> });
        let [at, outcome, details] = COLUMNS;
        view! {
            <Row>
                <Cell label=at num=true>{row.line}</Cell>
                <Cell label=outcome><Tag tone>{word}</Tag></Cell>
                <Cell label=details>
                    {errors}
                    {row.client_id.map(|id| view! { <a href=format!("/admin/clients/{id}")>"Open"</a> })}
                </Cell>
            </Row>
        }
    };
    view! {
        <Table caption="Rows of the file" columns=COLUMNS.map(str::to_owned).to_vec()>
            {move || rows.with_value(|all| all.iter().take(shown.get()).cloned().collect::<Vec<_>>()).into_iter().map(line).collect_view()}
        </Table>
        {move || (shown.get() < total).then(|| view! {
            <div class="pager"><Button on_press=move |()| shown.update(|n| *n += STEP)>"Show more"</Button></div>
        })}
    }
    .into_any()
}
