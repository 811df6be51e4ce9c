//! The panel *Share documents*: which ones, in which order, until when (D2).

use api::Attempt;
use leptos::prelude::*;
use ui::{ButtonLink, Failure, FieldProblem, Form, FormState, Load, SidePanel, Submit, live, use_toasts};

use super::{TheirDocuments, not_yet, use_theirs};
use crate::documents::{ChooseDocuments, Chosen, standing};
use crate::refusal::refuse_wrong;
use crate::session::use_session;

/// The field at which it is said that nothing was chosen.
const WHICH: &str = "/packet_id";

/// `/admin/clients/{id}/documents/share`
#[component]
pub fn SharePanel() -> impl IntoView {
    let theirs = use_theirs();
    let name = theirs.this.name();
    let title = Signal::derive(move || format!("Share documents with {}", name.get()));
    view! {
        <SidePanel title close_href=Signal::derive(move || theirs.address())>
            // Whether anything was sent before decides what is offered first.
            <Load from=theirs.list.items() lines=6 let:_all><Share theirs /></Load>
        </SidePanel>
    }
    .into_any()
}

#[component]
fn Share(theirs: TheirDocuments) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let fresh = theirs.list.items().with_untracked(Vec::is_empty).unwrap_or_default();
    let chosen = Chosen::new(fresh);
    let state = FormState::new();
    let refused = RwSignal::new(false);
    Effect::new(move |_| {
        if chosen.count() > 0 && refused.get() {
            state.touch_at(WHICH);
        }
    });
    let (attempt, id, name) = (Attempt::new(), theirs.this.id, theirs.this.name());
    let send = move || {
        let (api, attempt) = (session.api(), attempt.clone());
        let (input, count) = (chosen.input(), untrack(|| chosen.count()));
        async move {
            refused.set(input.is_none());
            let input = input.ok_or_else(nothing_chosen)?;
            refuse_wrong(&input)?;
            session.ask(api.share_documents(&attempt, id, &input)).await?;
            toasts.say(format!("Shared with {}: {}.", name.get_untracked(), standing::count(count)));
            theirs.done();
            Ok(())
        }
    };
    let waits = move || theirs.this.access.with(not_yet).flatten().map(|why| view! { <p class="soft">{why}</p> });
    view! {
        <Form send guard=true state>
            {live(waits)}
            <ChooseDocuments chosen />
            <div class="actions">
                <ButtonLink href=theirs.address()>"Cancel"</ButtonLink>
                <Submit>{move || share_words(chosen.count())}</Submit>
            </div>
        </Form>
    }
    .into_any()
}

/// What the button does.
fn share_words(documents: usize) -> String {
    if documents == 0 { "Share".to_owned() } else { format!("Share {}", standing::count(documents)) }
}

fn nothing_chosen() -> Failure {
    let message = "Choose a packet or at least one document.".to_owned();
    let field = FieldProblem { pointer: WHICH.into(), code: "required".into(), message };
    Failure::new("Please check these fields", "").with_code("invalid_input").with_fields(vec![field])
}

#[cfg(test)]
mod tests {
    use super::share_words;

    #[test]
    fn d2_the_button_says_how_many_documents_go() {
        assert_eq!([0, 1, 4].map(share_words), ["Share", "Share 1 document", "Share 4 documents"]);
    }
}
