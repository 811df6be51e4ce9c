//! Appointments of one client: what comes, what was, and a new one.

use domain::booking::appointment::Appointment;
use domain::list::PageQuery;
use domain::practice::staff::Role;
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Cell, Empty, IconName, Load, Pager, Row, Table, Tag, Tone, pages};

use super::page::use_client;
use crate::calendar::labels;
use crate::session::use_session;
use crate::wall;
use crate::workplace::use_workplace;

/// `/admin/clients/{id}/appointments`
#[component]
pub fn AppointmentsPage() -> impl IntoView {
    let session = use_session();
    let this = use_client();
    let may_write = use_workplace().role() != Role::Biller;
    let list = pages(move |cursor| {
        let api = session.api();
        async move {
            let page = session.ask(api.list_client_appointments(this.id, &PageQuery { limit: None, cursor })).await?;
            Ok((page.items, page.next_cursor))
        }
    });
    let new = format!("/admin/calendar/new?client={}", this.id);
    let first = new.clone();
    view! {
        {may_write.then(|| view! {
            <div><ButtonLink href=new kind=ButtonKind::Primary icon=IconName::Plus>"New appointment"</ButtonLink></div>
        })}
        <Load from=list.items() lines=6 let:all>
            {if all.is_empty() {
                let first = first.clone();
                view! {
                    <Empty title="No appointments yet" text="Add the first one, or let the client ask for a time in the portal." icon=IconName::Calendar>
                        {may_write.then(|| view! { <ButtonLink href=first>"Add an appointment"</ButtonLink> })}
                    </Empty>
                }
                .into_any()
            } else {
                view! { <Appointments all /> }.into_any()
            }}
        </Load>
        <Pager of=list />
    }
    .into_any()
}

#[component]
fn Appointments(all: Vec<Appointment>) -> impl IntoView {
    const COLUMNS: [&str; 5] = ["When", "Service", "Clinician", "Office", "Status"];
    let workplace = use_workplace();
    let zone = workplace.zone();
    let line = move |a: Appointment| {
        let start = wall::local(a.start, &zone);
        let when = format!("{}, {}", wall::day_with_year(start.date()), labels::hours_of(&a, &zone));
        let pending = a.status.is_pending();
        let href = if pending {
            format!("/admin/requests/{}", a.id)
        } else {
            format!("/admin/calendar/appointments/{}?day={}", a.id, start.date())
        };
        view! {
            <Row>
                <Cell label=COLUMNS[0] head=true><a href=href>{when}</a></Cell>
                <Cell label=COLUMNS[1]>{a.service_name}</Cell>
                <Cell label=COLUMNS[2]>{String::from(a.staff_name)}</Cell>
                <Cell label=COLUMNS[3]>{a.office_name}</Cell>
                <Cell label=COLUMNS[4]>
                    <Tag tone=labels::status_tone(a.status)>{labels::status(a.status)}</Tag>
                    {a.series_id.is_some().then(|| view! { " " <Tag tone=Tone::Plain>"Series"</Tag> })}
                </Cell>
            </Row>
        }
    };
    view! {
        <Table caption="Appointments" columns=COLUMNS.map(str::to_owned).to_vec()>{all.into_iter().map(line).collect_view()}</Table>
    }
    .into_any()
}
