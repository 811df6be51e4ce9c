//! Who looks after a conversation (M10): the clinician or the front desk it is with, or somebody in their place.

use api::Attempt;
use domain::messaging::{AssignConversation, Conversation, PartyKind};
use domain::practice::staff::{StaffMember, StaffState};
use domain::{ConversationId, StaffId};
use leptos::prelude::*;
use ui::{Button, Choice, Dialog, Form, Load, Select, Submit, fetched, use_toasts};

use super::incoming::use_incoming;
use super::part::usual_holder;
use crate::labels;
use crate::session::use_session;

/// What stands for the one it is with in the choice; no id reads so.
const USUAL: &str = "usual";

/// The question, while `open`.
#[component]
pub fn AssignDialog(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// The conversation as it is now.
    #[prop(into)]
    conversation: Signal<Option<Conversation>>,
) -> impl IntoView {
    view! {
        <Dialog open title="Who looks after this conversation?">
            {move || untrack(|| conversation.get()).map(|now| view! { <AssignForm open conversation now /> })}
        </Dialog>
    }
    .into_any()
}

/// Those it can be given to, after the one it is with.
fn choices(conversation: &Conversation, team: &[StaffMember]) -> Vec<Choice> {
    let usual = match conversation.with.kind {
        PartyKind::Clinician => format!("{}, as usual", usual_holder(conversation)),
        PartyKind::FrontDesk => "The front desk, as usual".to_owned(),
    };
    let others = team.iter().filter(|member| member.state == StaffState::Active && conversation.with.staff_id != Some(member.id));
    let named = |member: &StaffMember| {
        Choice::new(
            member.id.to_string(),
            format!("{} ({})", member.display_name.as_str(), labels::role(member.details.role).to_lowercase()),
        )
    };
    std::iter::once(Choice::new(USUAL, usual)).chain(others.map(named)).collect()
}

#[component]
fn AssignForm(open: RwSignal<bool>, conversation: Signal<Option<Conversation>>, now: Conversation) -> impl IntoView {
    let (session, incoming, toasts) = (use_session(), use_incoming(), use_toasts());
    let team = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_staff()).await }
    });
    let whom = RwSignal::new(now.assigned_to.as_ref().map_or_else(|| USUAL.to_owned(), |who| who.id.to_string()));
    let id: ConversationId = now.id;
    let attempt = Attempt::new();
    let send = move || {
        let version = conversation.with_untracked(|now| now.as_ref().map(|now| now.version));
        let input = AssignConversation { staff_id: whom.with_untracked(|id| id.parse::<StaffId>().ok()) };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            let answer = session.ask(api.assign_conversation(&attempt, id, version, &input)).await;
            if answer.as_ref().is_err_and(|failure| failure.code == "stale") {
                // What somebody else chose shows behind the question; pressed again, this choice goes.
                incoming.put(session.ask(api.get_conversation(id)).await?);
            }
            let now = answer?;
            toasts.say(match &now.assigned_to {
                Some(who) => format!("{} looks after it now.", who.display_name.as_str()),
                None => format!("It is with {} again.", usual_holder(&now)),
            });
            incoming.put(now);
            let _ = open.try_set(false);
            Ok(())
        }
    };
    view! {
        <p>"Whoever takes it over reads and answers from here on, and sees nothing of what was said before; owners see all of it. The client learns nothing of it."</p>
        <Form send>
            <Load from=team lines=2 let:page>
                <Select label="Looked after by" value=whom choices=choices(&now, &page.items) required=true pointer="/staff_id" />
            </Load>
            <div class="actions">
                <Button on_press=move |()| open.set(false)>"Cancel"</Button>
                <Submit>"Assign"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::practice::staff::{Role, StaffInput};

    use super::*;
    use crate::messages::examples::{MAYA_WITH_JORDAN, conversation, staff};

    fn member(n: u128, name: &str, state: StaffState) -> StaffMember {
        StaffMember {
            id: staff(n),
            version: 1,
            display_name: name.into(),
            email: "a@example.com".into(),
            details: StaffInput {
                first_name: name.into(),
                last_name: name.into(),
                credentials: String::new(),
                role: Role::FrontDesk,
                npi: None,
                license: None,
            },
            state,
            second_factor: false,
            last_sign_in_at: None,
        }
    }

    #[test]
    fn m10_it_can_be_given_to_those_who_work_here() {
        let team = [
            member(1, "Jordan Hale", StaffState::Active),
            member(2, "Ines", StaffState::Active),
            member(3, "Rae", StaffState::Deactivated),
        ];
        let mut one = conversation(MAYA_WITH_JORDAN);
        let shown = |one: &Conversation| choices(one, &team).into_iter().map(|choice| choice.label).collect::<Vec<_>>();
        assert_eq!(shown(&one), ["Jordan Hale, PhD, as usual", "Ines (front desk)"]);
        one.with.kind = PartyKind::FrontDesk;
        one.with.staff_id = None;
        assert_eq!(shown(&one), ["The front desk, as usual", "Jordan Hale (front desk)", "Ines (front desk)"]);
    }
}
