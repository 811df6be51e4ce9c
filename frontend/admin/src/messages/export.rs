//! A conversation as a PDF, to be kept or handed on (M10): which days of it, with or without what is for the team.

use domain::ConversationId;
use domain::messaging::ExportConversation;
use domain::time::Timestamp;
use leptos::prelude::*;
use ui::{Button, Checkbox, Choice, DateField, Dialog, Form, Radios, Submit, use_toasts};

use crate::files;
use crate::refusal::refuse_wrong;
use crate::session::use_session;
use crate::workplace::use_workplace;

const EVERYTHING: &str = "everything";
const DAYS: &str = "days";

/// The question, while `open`.
#[component]
pub fn ExportDialog(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// Which conversation.
    #[prop(into)]
    id: Signal<Option<ConversationId>>,
) -> impl IntoView {
    view! {
        <Dialog open title="Export this conversation?">
            {move || untrack(|| id.get()).map(|id| view! { <ExportForm open id /> })}
        </Dialog>
    }
    .into_any()
}

/// What is asked of the server; a day that cannot be read has been refused by its field.
fn wish(period: &str, from: &str, to: &str, notes: bool) -> ExportConversation {
    let day = |text: &str| text.parse().ok().filter(|_| period == DAYS);
    ExportConversation { from: day(from), to: day(to), notes: notes.then_some(true) }
}

/// What the file is saved under: nothing of whom it is about.
fn file_name(today: &str) -> String {
    format!("conversation-{today}.pdf")
}

#[component]
fn ExportForm(open: RwSignal<bool>, id: ConversationId) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let zone = StoredValue::new(use_workplace().zone());
    let period = RwSignal::new(EVERYTHING.to_owned());
    let (from, to, notes) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(false));
    let send = move || {
        let asked = period
            .with_untracked(|period| from.with_untracked(|from| to.with_untracked(|to| wish(period, from, to, notes.get_untracked()))));
        let api = session.api();
        async move {
            refuse_wrong(&asked)?;
            let answer = session.ask(api.export_conversation(id, &asked)).await;
            if answer.as_ref().is_err_and(|failure| matches!(failure.code.as_str(), "too_many_messages" | "too_much_text")) {
                // What is to be done about it stands there then.
                let _ = period.try_set(DAYS.to_owned());
            }
            let pdf = answer?;
            let now = Timestamp::from_millisecond(ui::now() as i64).map(|now| now.to_string()).unwrap_or_default();
            let today = zone.try_with_value(|zone| ui::time::day_of(&now, zone)).unwrap_or_default();
            files::download(&file_name(&today), "application/pdf", &pdf);
            toasts.say("The file is among your downloads.");
            let _ = open.try_set(false);
            Ok(())
        }
    };
    let periods = vec![Choice::new(EVERYTHING, "Everything"), Choice::new(DAYS, "Some days of it")];
    view! {
        <p>"The file holds what was said, by whom and when, and the names of files. It is written to the audit log that you made it."</p>
        <Form send>
            <Radios legend="What goes in" value=period choices=periods required=true />
            {move || period.with(|period| period == DAYS).then(|| view! {
                <div class="row fields">
                    <DateField label="First day" value=from pointer="/from" hint="Empty: from the first message on" />
                    <DateField label="Last day" value=to pointer="/to" hint="Empty: up to the last message" />
                </div>
            })}
            <Checkbox label="Internal notes, too" value=notes
                hint="Each is marked. Leave them out of what goes to the client or to others." />
            <div class="actions">
                <Button on_press=move |()| open.set(false)>"Cancel"</Button>
                <Submit>"Export PDF"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::Check;

    use super::*;

    #[test]
    fn m10_days_count_only_where_days_are_asked_for() {
        let all = wish(EVERYTHING, "2026-03-01", "2026-03-31", false);
        assert_eq!(all, ExportConversation::default());
        let some = wish(DAYS, "2026-03-01", "", true);
        assert_eq!((some.from, some.to, some.notes), ("2026-03-01".parse().ok(), None, Some(true)));
        assert!(some.errors().is_empty());
        assert_eq!(wish(DAYS, "2026-03-02", "2026-03-01", false).errors()[0].pointer, "/to");
    }

    #[test]
    fn the_name_of_the_file_says_nothing_of_the_client() {
        assert_eq!(file_name("2026-03-02"), "conversation-2026-03-02.pdf");
    }
}
