//! The team (S6): who works here, as what, and whether they can come in.

use domain::practice::staff::{StaffMember, StaffPage, StaffState};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use ui::{ButtonKind, ButtonLink, Cell, Fetched, Heading, IconName, Load, Row, Table, Tag, fetched};

use crate::labels;
use crate::session::use_session;
use crate::workplace::use_workplace;

/// The list that the panels beside it change.
#[derive(Clone, Copy)]
pub struct Team(pub Fetched<StaffPage>);

impl Team {
    /// Puts a changed or new person into the list.
    pub fn put(self, member: StaffMember) {
        self.0.update(|page| match page.items.iter_mut().find(|m| m.id == member.id) {
            Some(known) => *known = member,
            None => page.items.push(member),
        });
    }
}

/// `/admin/settings/team` and below
#[component]
pub fn TeamPage() -> impl IntoView {
    let session = use_session();
    let staff = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_staff()).await }
    });
    provide_context(Team(staff));
    view! {
        <div class="page-head">
            <Heading text="Team" />
            <ButtonLink href="/admin/settings/team/new" kind=ButtonKind::Primary icon=IconName::Plus>"Invite somebody"</ButtonLink>
        </div>
        <div class="with-panel">
            <Load from=staff lines=5 let:page><Members members=page.items /></Load>
            <Outlet />
        </div>
    }
    .into_any()
}

#[component]
fn Members(members: Vec<StaffMember>) -> impl IntoView {
    const COLUMNS: [&str; 5] = ["Name", "Role", "Status", "Second step", "Last sign-in"];
    let workplace = use_workplace();
    let line = move |member: StaffMember| {
        let (state, tone) = labels::staff_state(member.state);
        let last = match (member.last_sign_in_at, member.state) {
            (Some(at), _) => workplace.time(at).into_any(),
            (None, StaffState::Invited) => "Not yet".into_any(),
            (None, _) => "Never".into_any(),
        };
        view! {
            <Row>
                <Cell label=COLUMNS[0] head=true>
                    <a href=format!("/admin/settings/team/{}", member.id)>{String::from(member.display_name)}</a>
                    <p class="soft small">{String::from(member.email)}</p>
                </Cell>
                <Cell label=COLUMNS[1]>{labels::role(member.details.role)}</Cell>
                <Cell label=COLUMNS[2]><Tag tone>{state}</Tag></Cell>
                <Cell label=COLUMNS[3]>{if member.second_factor { "On" } else { "Off" }}</Cell>
                <Cell label=COLUMNS[4]>{last}</Cell>
            </Row>
        }
    };
    view! { <Table caption="Team" columns=COLUMNS.map(str::to_owned).to_vec()>{members.into_iter().map(line).collect_view()}</Table> }
        .into_any()
}
