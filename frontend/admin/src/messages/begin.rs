//! A conversation that staff begin: with which client, and whose it is (M1).

use api::Attempt;
use domain::access::portal_access::{AccessState, PortalAccess};
use domain::messaging::OpenConversation;
use domain::practice::staff::{Role, StaffMember};
use domain::{ClientId, StaffId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Banner, ButtonLink, Choice, Failure, Form, Heading, Icon, IconName, Load, Select, Submit, Tone, fetched};

use super::inbox::{Inbox, use_inbox};
use super::incoming::use_incoming;
use super::part::Reader;
use crate::app::NothingHere;
use crate::calendar::labels::sees_clients;
use crate::calendar::{ClientPicker, prefill};
use crate::session::use_session;

/// What stands for the front desk in the choice; no id reads so.
const FRONT_DESK: &str = "front_desk";

/// `/admin/messages/new[?client=…]`
#[component]
pub fn NewMessage() -> impl IntoView {
    let inbox = use_inbox();
    if inbox.reader.role == Role::Biller {
        return view! { <NothingHere /> }.into_any();
    }
    let query = use_query_map();
    let client = Memo::new(move |_| query.with(|query| query.get("client")).and_then(|id| id.parse::<ClientId>().ok()));
    let close = Signal::derive(move || inbox.wish.get().address(""));
    view! {
        <section class="thread-pane begin" aria-label="New message">
            <header>
                <a href=close class="icon-button" aria-label="Back to the conversations"><Icon name=IconName::ChevronLeft /></a>
                <Heading text="New message" panel=true />
            </header>
            {move || {
                let client = client.get();
                view! { <Begin inbox client /> }
            }}
        </section>
    }
    .into_any()
}

/// Whose the conversation may be: their own for clinicians, the front desk's for those who work there, any for owners.
fn desks(reader: Reader, team: &[StaffMember], front_desk_open: bool) -> Vec<Choice> {
    let own = |member: &&StaffMember| sees_clients(member) && (reader.role == Role::Owner || member.id == reader.id);
    let mut clinicians: Vec<&StaffMember> = team.iter().filter(own).collect();
    // One's own first: it is the usual one.
    clinicians.sort_by_key(|member| member.id != reader.id);
    let mut choices: Vec<Choice> = clinicians.iter().map(|m| Choice::new(m.id.to_string(), m.display_name.as_str())).collect();
    if front_desk_open && matches!(reader.role, Role::Owner | Role::FrontDesk) {
        choices.push(Choice::new(FRONT_DESK, "The front desk"));
    }
    if reader.role == Role::FrontDesk {
        choices.retain(|choice| choice.value == FRONT_DESK);
    }
    choices
}

/// Why a client cannot be written to; `None` where they can.
pub fn hindrance(access: &PortalAccess) -> Option<&'static str> {
    match access.state {
        AccessState::NotInvited => Some("They have not been invited to the portal, where messages are read."),
        AccessState::Disabled => Some("Their access to the portal is disabled."),
        AccessState::Invited | AccessState::Active if !access.rights.messages => {
            Some("They may not use secure messages: the right is not ticked for them.")
        }
        AccessState::Invited | AccessState::Active => None,
    }
}

#[component]
fn Begin(inbox: Inbox, client: Option<ClientId>) -> impl IntoView {
    let (session, incoming, navigate) = (use_session(), use_incoming(), use_navigate());
    let chosen = RwSignal::new(None::<(ClientId, String)>);
    if let Some(id) = client {
        prefill(chosen, id);
    }
    let known = fetched(move || {
        let api = session.api();
        async move {
            let team = session.ask(api.list_staff()).await?.items;
            let kept = session.ask(api.get_messaging()).await?;
            Ok::<_, Failure>(desks(inbox.reader, &team, kept.settings.front_desk_open))
        }
    });
    let desk = RwSignal::new(String::new());
    Effect::new(move |_| {
        let first = known.with(|all| all.first().map(|choice| choice.value.clone())).flatten();
        if let Some(first) = first.filter(|_| desk.with_untracked(String::is_empty)) {
            desk.set(first);
        }
    });
    let whom = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref().map(|(id, _)| *id)));
    let access = fetched(move || {
        let (api, whom) = (session.api(), whom.get());
        async move {
            let Some(id) = whom else { return Ok(None) };
            let access = session.ask(api.get_portal_access(id)).await?;
            Ok::<_, Failure>(hindrance(&access).map(|why| (id, why)))
        }
    });
    // While it is being asked for, nothing is known to be in the way; the next press finds it.
    let barred = Memo::new(move |_| access.with(|why| *why).flatten());
    let attempt = Attempt::new();
    let send = move || {
        let (api, attempt, navigate) = (session.api(), attempt.clone(), navigate.clone());
        let (whom, desk) = (whom.get_untracked(), desk.get_untracked());
        async move {
            let missing = || Failure::new("Please check these fields", "").with_code("invalid_input");
            let staff_id = if desk == FRONT_DESK { None } else { Some(desk.parse::<StaffId>().map_err(|_| missing())?) };
            let input = OpenConversation { client_id: whom.ok_or_else(missing)?, staff_id };
            let now = session.ask(api.open_conversation(&attempt, &input)).await?;
            let id = now.id;
            incoming.put(now);
            navigate(&inbox.wish.get_untracked().address_of(id), NavigateOptions::default());
            Ok(())
        }
    };
    let warning = move || {
        barred.get().map(|(id, why)| {
            view! {
                <Banner tone=Tone::Due icon=IconName::Warning>
                    <p>{why}</p>
                    <a href=format!("/admin/clients/{id}/portal")>"Open Client Portal"</a>
                </Banner>
            }
        })
    };
    let stopped = Signal::derive(move || barred.with(Option::is_some));
    view! {
        <Load from=known lines=4 let:choices>
            {if choices.is_empty() {
                view! { <p>"The front desk takes no messages. An owner can open it under Settings, Messaging."</p> }.into_any()
            } else {
                let send = send.clone();
                let one = choices.len() == 1;
                let name = choices[0].label.clone();
                view! {
                    <Form send>
                        <ClientPicker chosen />
                        {warning}
                        {if one {
                            view! { <p class="soft">{format!("The conversation is with {name}.")}</p> }.into_any()
                        } else {
                            view! {
                                <Select label="Conversation with" value=desk choices required=true pointer="/staff_id"
                                    hint="The client finds your words there, under your name" />
                            }
                            .into_any()
                        }}
                        <div class="actions">
                            <ButtonLink href=Signal::derive(move || inbox.wish.get().address(""))>"Cancel"</ButtonLink>
                            <Submit disabled=stopped>"Write"</Submit>
                        </div>
                    </Form>
                }
                .into_any()
            }}
        </Load>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::practice::staff::{StaffInput, StaffState};

    use super::*;
    use crate::messages::examples::staff;

    fn member(n: u128, role: Role) -> StaffMember {
        StaffMember {
            id: staff(n),
            version: 1,
            display_name: format!("Person {n}").into(),
            email: "a@example.com".into(),
            details: StaffInput {
                first_name: "A".into(),
                last_name: "B".into(),
                credentials: String::new(),
                role,
                npi: None,
                license: None,
            },
            state: StaffState::Active,
            second_factor: false,
            last_sign_in_at: None,
        }
    }

    #[test]
    fn m1_everybody_begins_what_is_theirs() {
        let team = [member(1, Role::Clinician), member(2, Role::FrontDesk), member(3, Role::Owner)];
        let labels = |n, role, open| {
            let reader = Reader { id: staff(n), role };
            desks(reader, &team, open).into_iter().map(|choice| choice.label).collect::<Vec<_>>()
        };
        assert_eq!(labels(1, Role::Clinician, true), ["Person 1"]);
        assert_eq!(labels(2, Role::FrontDesk, true), ["The front desk"]);
        assert!(labels(2, Role::FrontDesk, false).is_empty());
        assert_eq!(labels(3, Role::Owner, true), ["Person 3", "Person 1", "The front desk"]);
    }
}
