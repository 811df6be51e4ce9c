//! Home: the first steps of a new practice, today's sessions, and what needs an answer (S2, S10).

mod asked;
mod documents;
mod today;
mod undelivered;
mod unread;
mod waiting;

use domain::practice::overview::{ChecklistStep, PracticeOverview, Step};
use domain::practice::staff::Role;
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Card, CheckItem, Checklist, Heading, IconName, Load, Progress, fetched};

use crate::documents::use_waiting_documents;
use crate::messages::Incoming;
use crate::requests::OpenRequests;
use crate::session::use_session;
use crate::workplace::use_workplace;
use asked::Asked;
use documents::DocumentsWaiting;
use today::Today;
use undelivered::Undelivered;
use unread::UnreadCard;
use waiting::Waiting;

/// `/admin`
#[component]
pub fn HomePage() -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let overview = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_practice_overview()).await }
    });
    let role = workplace.role();
    let open = expect_context::<OpenRequests>();
    let asked = Memo::new(move |_| open.count.get() > 0);
    let incoming = expect_context::<Incoming>();
    let documents = use_waiting_documents();
    let to_look_at = Memo::new(move |_| documents.for_us() > 0);
    let unread = Memo::new(move |_| incoming.counts.with(|counts| counts.messages > 0));
    view! {
        <div class="page">
            <div class="page-head">
                <Heading text="Home" />
                <ButtonLink href="/admin/clients/new" kind=ButtonKind::Primary icon=IconName::Plus>"New client"</ButtonLink>
            </div>
            <Load from=overview lines=8 let:now>
                {
                    let PracticeOverview { active_clients, waiting_clients, undelivered, checklist, .. } = now;
                    let calm = waiting_clients.is_empty() && undelivered.is_empty();
                    let steps_left = checklist.iter().any(|step| !step.done);
                    let (waiting_count, undelivered_count) = (waiting_clients.len(), undelivered.len());
                    view! {
                        <div class="stack">
                            {steps_left.then(|| view! { <FirstSteps steps=checklist role /> })}
                            {move || asked.get().then(|| view! { <Asked open /> })}
                            {move || unread.get().then(|| view! { <UnreadCard incoming /> })}
                            {move || to_look_at.get().then(|| view! { <DocumentsWaiting waiting=documents /> })}
                            <Today />
                            {(!undelivered.is_empty()).then(|| view! { <Undelivered mails=undelivered overview /> })}
                            {(!waiting_clients.is_empty()).then(|| view! { <Waiting clients=waiting_clients /> })}
                            {move || (calm && !steps_left && !asked.get() && !unread.get() && !to_look_at.get()).then(|| view! {
                                <Card title="Nothing waits for you">
                                    <p>"Every request is answered, every message is read, every document is looked at, everybody you invited has signed in, and every e-mail was delivered."</p>
                                </Card>
                            })}
                            <Card title="In numbers">
                                <dl class="facts">
                                    <dt>"Active clients"</dt>
                                    <dd class="num"><a href="/admin/clients?status=active">{active_clients}</a></dd>
                                    <dt>"Invited, not signed in yet"</dt>
                                    <dd class="num"><a href="/admin/clients?access=invited">{waiting_count}</a></dd>
                                    <dt>"E-mails not delivered"</dt>
                                    <dd class="num">{undelivered_count}</dd>
                                </dl>
                            </Card>
                        </div>
                    }
                }
            </Load>
        </div>
    }
    .into_any()
}

/// The way from nothing to the first invitation.
#[component]
fn FirstSteps(steps: Vec<ChecklistStep>, role: Role) -> impl IntoView {
    let done = steps.iter().filter(|step| step.done).count() as u32;
    let all = steps.len() as u32;
    let items: Vec<CheckItem> = steps.into_iter().map(|step| item(step, role)).collect();
    view! {
        <Card title="First steps">
            <Progress value=done max=all label=format!("{done} of {all} done") />
            <Checklist items done_label="done" />
        </Card>
    }
    .into_any()
}

fn item(step: ChecklistStep, role: Role) -> CheckItem {
    let (label, hint, href, owners) = match step.step {
        Step::Profile => ("Fill in your practice's profile", "Phone number and time zone", "/admin/settings/practice", true),
        Step::Office => ("Add an office", "A place, or your video room", "/admin/settings/offices", true),
        Step::Service => ("Add a service", "What clients book, how long it takes, what it costs", "/admin/settings/services", true),
        Step::FirstClient => ("Add your first client", "Or import them from a CSV file", "/admin/clients/new", false),
        Step::FirstInvitation => {
            ("Invite your first client", "On their page, under Client Portal", "/admin/clients?access=not_invited", false)
        }
    };
    // What a role may not do is no link for it.
    let href = (!owners || role == Role::Owner).then(|| href.to_owned());
    CheckItem { label: label.to_owned(), hint: hint.to_owned(), done: step.done, href }
}
