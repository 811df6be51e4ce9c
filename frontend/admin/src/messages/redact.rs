//! Taking a message's words and files away for good, with a reason (M12).

use api::Attempt;
use domain::messaging::{Message, MessageKind, Redact};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Dialog, Field, FieldKind, Form, Submit, use_toasts};

use crate::refusal::refuse_wrong;
use crate::session::use_session;

/// The question, while there is a message to ask about.
#[component]
pub fn RedactDialog(
    /// The message; none while nothing is asked.
    message: RwSignal<Option<Message>>,
    /// Shows what stands in its place.
    #[prop(into)]
    on_done: Callback<Message>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(message.with(Option::is_some)));
    let close = move |()| message.set(None);
    view! {
        <Dialog open title="Remove these words for good?" on_close=close>
            {move || untrack(|| message.get()).map(|one| view! { <RedactForm one message on_done /> })}
        </Dialog>
    }
    .into_any()
}

/// What will happen.
fn outcome(message: &Message) -> &'static str {
    match (message.kind, message.files.is_empty()) {
        (MessageKind::Note, _) => {
            "The note's words and files are gone for good. That there was one stays visible to the team, with your reason."
        }
        (MessageKind::Message, true) => {
            "The words are gone for good, here and in the portal. The client sees that the practice removed a message, and not why."
        }
        (MessageKind::Message, false) => {
            "The words and files are gone for good, here and in the portal. The client sees that the practice removed a message, and not why."
        }
    }
}

#[component]
fn RedactForm(one: Message, message: RwSignal<Option<Message>>, on_done: Callback<Message>) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let reason = RwSignal::new(String::new());
    let text = outcome(&one);
    let id = one.id;
    let attempt = Attempt::new();
    let send = move || {
        let input = Redact { reason: reason.with_untracked(|text| text.trim().into()) };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            refuse_wrong(&input)?;
            let gone = session.ask(api.redact_message(&attempt, id, &input)).await?;
            toasts.say("The words were removed.");
            on_done.try_run(gone);
            let _ = message.try_set(None);
            Ok(())
        }
    };
    view! {
        <p>{text}</p>
        <Form send>
            <Field label="Reason" value=reason kind=FieldKind::Area rows=2 pointer="/reason" required=true maxlength=200_u32
                hint="For the team and the audit log" />
            <div class="actions">
                <Button on_press=move |()| message.set(None)>"Keep it"</Button>
                <Submit kind=ButtonKind::Danger>"Remove for good"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::examples::message;

    #[test]
    fn m12_a_notes_removal_does_not_speak_of_the_client() {
        let mut one = message(1, 1);
        assert!(outcome(&one).contains("portal"));
        one.kind = MessageKind::Note;
        assert!(!outcome(&one).contains("client"));
    }
}
