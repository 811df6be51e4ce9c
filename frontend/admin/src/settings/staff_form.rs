//! The panel of one person of the team: to invite, or to change.

use api::Attempt;
use domain::StaffId;
use domain::practice::staff::{InviteStaff, Role, StaffInput, StaffMember};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui::{ButtonLink, Choice, Empty, Field, FieldKind, Form, Radios, SidePanel, Submit, use_toasts};

use super::staff_acts::StaffActs;
use super::team::Team;
use crate::calendar::labels::sees_clients;
use crate::labels;
use crate::out_of_office::OutOfOfficeForm;
use crate::refusal::refuse_wrong;
use crate::saving::{Lines, Record, SavingForm, line};
use crate::session::use_session;

const LIST: &str = "/admin/settings/team";

/// A person being written.
#[derive(Clone, Copy)]
struct Draft {
    first_name: RwSignal<String>,
    last_name: RwSignal<String>,
    credentials: RwSignal<String>,
    role: RwSignal<String>,
    npi: RwSignal<String>,
    license: RwSignal<String>,
}

impl Draft {
    fn new(known: Option<&StaffInput>) -> Self {
        let of = |pick: fn(&StaffInput) -> &str| RwSignal::new(known.map(pick).unwrap_or_default().to_owned());
        Self {
            first_name: of(|s| s.first_name.as_str()),
            last_name: of(|s| s.last_name.as_str()),
            credentials: of(|s| &s.credentials),
            role: RwSignal::new(known.map_or(Role::Clinician, |s| s.role).as_str().to_owned()),
            npi: of(|s| s.npi.as_deref().unwrap_or_default()),
            license: of(|s| s.license.as_deref().unwrap_or_default()),
        }
    }

    fn input(self) -> StaffInput {
        let text = |signal: RwSignal<String>| signal.with_untracked(|t| t.trim().to_owned());
        let some = |signal: RwSignal<String>| Some(text(signal)).filter(|t| !t.is_empty());
        StaffInput {
            first_name: text(self.first_name).into(),
            last_name: text(self.last_name).into(),
            credentials: text(self.credentials),
            role: labels::role_of(&text(self.role)),
            npi: some(self.npi),
            license: some(self.license),
        }
    }
}

fn lines(staff: &StaffInput) -> Lines {
    vec![
        line("First name", staff.first_name.as_str()),
        line("Last name", staff.last_name.as_str()),
        line("Credentials", staff.credentials.clone()),
        line("Role", labels::role(staff.role)),
        line("NPI", staff.npi.clone().unwrap_or_default()),
        line("Licence", staff.license.clone().unwrap_or_default()),
    ]
}

#[component]
fn Fields(
    draft: Draft,
    /// Where the fields stand in the request.
    #[prop(default = "")]
    at: &'static str,
) -> impl IntoView {
    let roles: Vec<Choice> =
        Role::ALL.iter().map(|role| Choice::new(role.as_str(), labels::role(*role)).hint(labels::role_hint(*role))).collect();
    view! {
        <Field label="First name" value=draft.first_name pointer=format!("{at}/first_name") required=true autocomplete="off" maxlength=100_u32 />
        <Field label="Last name" value=draft.last_name pointer=format!("{at}/last_name") required=true autocomplete="off" maxlength=100_u32 />
        <Field label="Credentials" value=draft.credentials pointer=format!("{at}/credentials") autocomplete="off" maxlength=60_u32
            hint="Letters behind the name, such as PhD, LCSW; clients see them" />
        <Radios legend="Role" value=draft.role choices=roles pointer=format!("{at}/role") required=true />
        <Field label="NPI" value=draft.npi pointer=format!("{at}/npi") inputmode="numeric" autocomplete="off" maxlength=10_u32
            hint="National Provider Identifier, 10 digits" />
        <Field label="Licence" value=draft.license pointer=format!("{at}/license") autocomplete="off" maxlength=60_u32 hint="Number and state" />
    }
    .into_any()
}

/// `/admin/settings/team/new`
#[component]
pub fn NewStaff() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let team = expect_context::<Team>();
    let draft = Draft::new(None);
    let email = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let send = move || {
        let input = InviteStaff { email: email.with_untracked(|e| e.trim().into()), details: draft.input() };
        let (api, attempt, navigate) = (session.api(), attempt.clone(), navigate.clone());
        async move {
            refuse_wrong(&input)?;
            team.put(session.ask(api.invite_staff(&attempt, &input)).await?);
            toasts.say(format!("The invitation to {} is on its way.", input.email.as_str()));
            navigate(LIST, NavigateOptions::default());
            Ok(())
        }
    };
    view! {
        <SidePanel title="Invite somebody" close_href=LIST>
            <Form send guard=true>
                <Field label="E-mail" value=email kind=FieldKind::Email pointer="/email" required=true autocomplete="off"
                    hint="The invitation goes there; they sign in with it" />
                <Fields draft at="/details" />
                <div class="actions">
                    <ButtonLink href=LIST>"Cancel"</ButtonLink>
                    <Submit>"Send invitation"</Submit>
                </div>
            </Form>
        </SidePanel>
    }
    .into_any()
}

/// `/admin/settings/team/{id}`
#[component]
pub fn OneStaff() -> impl IntoView {
    let team = expect_context::<Team>();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).and_then(|id| id.parse::<StaffId>().ok()));
    // Made anew for another person, not for each change of the list.
    let there = Memo::new(move |_| team.0.with(|_| ()).is_some());
    let made = RwSignal::new(0_u32);
    move || {
        made.track();
        if !there.get() {
            return ().into_any();
        }
        let member = team.0.with_untracked(|page| page.items.iter().find(|m| Some(m.id) == id.get()).cloned()).flatten();
        match member {
            Some(member) => view! { <Edit member team made /> }.into_any(),
            None => view! { <SidePanel title="Team" close_href=LIST><Empty title="There is no such person" /></SidePanel> }.into_any(),
        }
    }
}

#[component]
fn Edit(member: StaffMember, team: Team, made: RwSignal<u32>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let draft = Draft::new(Some(&member.details));
    let attempt = Attempt::new();
    let id = member.id;
    let save = move |version: i64| {
        let (api, attempt, input) = (session.api(), attempt.clone(), draft.input());
        async move {
            refuse_wrong(&input)?;
            session.ask(api.update_staff(&attempt, id, Some(version), &input)).await
        }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_staff_member(id)).await }
    };
    let saved = move |member: StaffMember| {
        team.put(member);
        toasts.say("Saved.");
    };
    let theirs = move |member: StaffMember| {
        team.put(member);
        made.update(|n| *n += 1);
    };
    let version = RwSignal::new(member.version);
    let sees_clients = sees_clients(&member);
    let record = Record { version: |m: &StaffMember| m.version, lines: |m: &StaffMember| lines(&m.details) };
    view! {
        <SidePanel title=member.display_name.as_str().to_owned() close_href=LIST>
            <p class="soft">{member.email.as_str().to_owned()}</p>
            <SavingForm version record save read mine=move |()| lines(&draft.input()) on_saved=saved on_theirs=theirs>
                <Fields draft />
                <p class="soft">"Another role takes effect at once: they are signed out on every device and sign in again."</p>
                <div class="actions">
                    <ButtonLink href=LIST>"Cancel"</ButtonLink>
                    <Submit>"Save"</Submit>
                </div>
            </SavingForm>
            {sees_clients.then(|| view! {
                <details class="fold">
                    <summary>"Out of office"</summary>
                    <OutOfOfficeForm id />
                </details>
            })}
            <StaffActs id team version />
        </SidePanel>
    }
    .into_any()
}
