//! Edits that never overwrite silently (S8): a form that sends the version it was made of, and, when somebody saved
//! meanwhile, shows both and lets the person choose.

use std::future::Future;
use std::rc::Rc;

use leptos::prelude::*;
use ui::{ConflictDialog, ConflictRow, Failure, Form, FormState, act};

/// A record's values as a person reads them: label and value.
pub type Lines = Vec<(String, String)>;

/// A label with its value.
pub fn line(label: &str, value: impl Into<String>) -> (String, String) {
    (label.to_owned(), value.into())
}

/// "Yes" or "No", for a tick.
pub fn yes_no(ticked: bool) -> &'static str {
    if ticked { "Yes" } else { "No" }
}

/// How a record is told to a person who must choose between two versions of it.
pub struct Record<T: 'static> {
    /// Its version.
    pub version: fn(&T) -> i64,
    /// Its values.
    pub lines: fn(&T) -> Lines,
}

impl<T> Clone for Record<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Record<T> {}

/// The values that differ.
fn differing(mine: Lines, theirs: Lines) -> Vec<ConflictRow> {
    let other = |label: &str| theirs.iter().find(|(l, _)| l == label).map(|(_, value)| value.clone()).unwrap_or_default();
    let mut rows: Vec<ConflictRow> = mine
        .iter()
        .map(|(label, value)| ConflictRow { label: label.clone(), mine: value.clone(), theirs: other(label) })
        .filter(|row| row.mine != row.theirs)
        .collect();
    let only_theirs = theirs.iter().filter(|(label, _)| !mine.iter().any(|(l, _)| l == label));
    rows.extend(only_theirs.map(|(label, value)| ConflictRow { label: label.clone(), mine: String::new(), theirs: value.clone() }));
    rows
}

/// A form that edits one record. Leaving with unsaved changes asks first.
#[component]
pub fn SavingForm<T, S, SF, R, RF>(
    /// The record's version that the form was made of; kept up to date by saving.
    version: RwSignal<i64>,
    /// How two versions are told apart.
    record: Record<T>,
    /// Sends the values, to be refused unless this version is the latest.
    save: S,
    /// Reads the record afresh.
    read: R,
    /// The values in the form, told like those of a record.
    #[prop(into)]
    mine: Callback<(), Lines>,
    /// What follows a save.
    #[prop(into)]
    on_saved: Callback<T>,
    /// The person took the other version: show the record that is stored.
    #[prop(into)]
    on_theirs: Callback<T>,
    /// A state made by the caller, to steer the form from outside.
    #[prop(optional)]
    state: Option<FormState>,
    /// Fields and a `Submit`.
    children: Children,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    S: Fn(i64) -> SF + 'static,
    SF: Future<Output = Result<T, Failure>> + 'static,
    R: Fn() -> RF + 'static,
    RF: Future<Output = Result<T, Failure>> + 'static,
{
    let state = state.unwrap_or_default();
    let found = StoredValue::new(None::<T>);
    let open = RwSignal::new(false);
    let rows = RwSignal::new(Vec::new());
    let read = Rc::new(read);
    let save = Rc::new(move || {
        let work = save(version.get_untracked());
        let read = Rc::clone(&read);
        async move {
            let saved = match work.await {
                Err(failure) if failure.code == "stale" => {
                    let now = read().await?;
                    let differ = differing(mine.try_run(()).unwrap_or_default(), (record.lines)(&now));
                    if !differ.is_empty() {
                        let _ = rows.try_set(differ);
                        found.set_value(Some(now));
                        let _ = open.try_set(true);
                        return Err(Failure::new("Not saved yet", "Somebody else saved this meanwhile. Choose which version to keep."));
                    }
                    now
                }
                other => other?,
            };
            let _ = version.try_set((record.version)(&saved));
            state.settle();
            on_saved.try_run(saved);
            Ok(())
        }
    });
    let send = Rc::clone(&save);
    let again = act(move || save());
    let keep_mine = move |()| {
        if let Some(now) = found.get_value() {
            version.set((record.version)(&now));
            again.run();
        }
    };
    let take_theirs = move |()| {
        if let Some(now) = found.get_value() {
            state.settle();
            on_theirs.run(now);
        }
    };
    view! {
        <Form send=move || send() state guard=true>{children()}</Form>
        <ConflictDialog open title="Somebody else saved this meanwhile"
            text="Nothing was overwritten. Here is what differs; choose which version to keep."
            field_label="Field" mine_label="Yours" theirs_label="Saved now" keep_mine="Keep mine" take_theirs="Take what is saved"
            rows on_mine=keep_mine on_theirs=take_theirs />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let mine = vec![line("Name", "Maya"), line("Phone", "1"), line("E-mail 1", "m@example.com")];
        let theirs = vec![line("Name", "Maya"), line("Phone", "2"), line("City", "Salem")];
        let rows = differing(mine, theirs);
        let told: Vec<_> = rows.iter().map(|r| (r.label.as_str(), r.mine.as_str(), r.theirs.as_str())).collect();
        assert_eq!(told, [("Phone", "1", "2"), ("E-mail 1", "m@example.com", ""), ("City", "", "Salem")]);
    }
}
