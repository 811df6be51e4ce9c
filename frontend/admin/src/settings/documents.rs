//! Documents: what clients may send, reminders, what the front desk reads, when something is due (D9, D10, S5).

use api::Attempt;
use domain::documents::{Documents, DocumentsSettings};
use leptos::prelude::*;
use ui::{Checkbox, Field, FieldKind, Heading, Load, Submit, fetched, use_toasts};

use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line, yes_no};
use crate::session::use_session;
use crate::workplace::use_workplace;

/// `/admin/settings/documents`
#[component]
pub fn DocumentsPage() -> impl IntoView {
    let session = use_session();
    let kept = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_documents_settings()).await }
    });
    view! {
        <Heading text="Documents" />
        <Load from=kept lines=5 let:now>
            <div class="narrow"><Choices kept=now take=move |theirs: Documents| kept.set(theirs) /></div>
        </Load>
    }
    .into_any()
}

fn lines(settings: &DocumentsSettings) -> Lines {
    let due = settings.due_after_days.map_or_else(|| "Without a date".to_owned(), |days| format!("After {days} days"));
    vec![
        line("Documents are due", due),
        line("Clients are reminded", yes_no(settings.remind)),
        line("Clients may send files unasked", yes_no(settings.clients_may_upload)),
        line("The front desk reads documents", yes_no(settings.front_desk_reads)),
    ]
}

/// Days until something is due; empty: without a date. What is no number is refused by the check.
fn days(text: &str) -> Option<u16> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(|text| text.parse().unwrap_or(u16::MAX))
}

#[component]
fn Choices(kept: Documents, #[prop(into)] take: Callback<Documents>) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let owner = use_workplace().owner();
    let Documents { version, settings } = kept;
    let upload = RwSignal::new(settings.clients_may_upload);
    let remind = RwSignal::new(settings.remind);
    let front_desk = RwSignal::new(settings.front_desk_reads);
    let due = RwSignal::new(settings.due_after_days.map(|days| days.to_string()).unwrap_or_default());
    let input = move || DocumentsSettings {
        clients_may_upload: upload.get_untracked(),
        remind: remind.get_untracked(),
        front_desk_reads: front_desk.get_untracked(),
        due_after_days: due.with_untracked(|text| days(text)),
    };
    let attempt = Attempt::new();
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), input());
        async move {
            refuse_wrong(&input)?;
            session.ask(api.update_documents_settings(&attempt, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_documents_settings()).await }
    };
    let record = Record { version: |kept: &Documents| kept.version, lines: |kept: &Documents| lines(&kept.settings) };
    view! {
        <SavingForm version=RwSignal::new(version) record save read mine=move |()| lines(&input())
            on_saved=move |_: Documents| toasts.say("Saved.") on_theirs=take>
            <Field label="Due after" value=due kind=FieldKind::Number inputmode="numeric" pointer="/due_after_days" unit="days" readonly=!owner
                autocomplete="off" hint="Where you choose no day when you share something. Empty: without a date." />
            <Checkbox label="Remind clients" value=remind disabled=!owner
                hint="By e-mail, three days and one day before a document is due. Then no more." />
            <Checkbox label="Clients may send files unasked" value=upload disabled=!owner
                hint="Otherwise only where you ask for some, such as both sides of an insurance card." />
            <Checkbox label="The front desk reads documents" value=front_desk disabled=!owner
                hint="What clients signed, answered and sent. Otherwise it sees who has what open, shares and reminds." />
            {owner.then(|| view! { <div class="actions"><Submit>"Save"</Submit></div> })}
        </SavingForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d9_without_days_nothing_is_due() {
        assert_eq!((days(""), days(" 7 "), days("soon")), (None, Some(7), Some(u16::MAX)));
        assert_eq!(lines(&DocumentsSettings::default())[0], line("Documents are due", "After 7 days"));
    }
}
