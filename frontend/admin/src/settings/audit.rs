//! The audit log (S7): who did or read what, for which client, when, from where; as a list and as CSV.

use domain::practice::audit::{ActorKind, AuditChain, AuditEvent};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::{Banner, Button, Cell, Empty, Heading, IconName, Load, Pager, Row, Table, Tone, act, fetched, pages};

use super::audit_filters::{FilterFields, Filters};
use crate::files;
use crate::labels;
use crate::session::use_session;
use crate::workplace::use_workplace;

/// `/admin/settings/audit`
#[component]
pub fn AuditPage() -> impl IntoView {
    let session = use_session();
    let zone = StoredValue::new(use_workplace().zone());
    let query = use_query_map();
    let filters = Memo::new(move |_| query.with(Filters::read));
    let list = pages(move |cursor| {
        let request = zone.with_value(|zone| filters.get().request(zone, cursor));
        let api = session.api();
        async move {
            let page = session.ask(api.list_audit_events(&request)).await?;
            Ok((page.items, page.next_cursor))
        }
    });
    let export = act(move || {
        let request = zone.with_value(|zone| filters.get_untracked().request(zone, None));
        let api = session.api();
        async move {
            let csv = session.ask(api.export_audit_events(&request)).await?;
            files::download("audit-log.csv", "text/csv", &csv);
            Ok(())
        }
    });
    let one = move || filters.with(Filters::one_client);
    view! {
        <div class="page-head">
            <Heading text="Audit log" />
            <Button icon=IconName::Download busy=export.busy() on_press=move |()| export.run()>"Export CSV"</Button>
        </div>
        <p class="soft">{format!("Times are those of {}.", zone.get_value().replace('_', " "))}</p>
        <Chain />
        <FilterFields filters />
        {move || one().then(|| view! { <p>"Only lines about one client are shown."</p> })}
        <Load from=list.items() lines=10 let:events>
            {if events.is_empty() {
                view! { <Empty title="No lines fit" text="Look at other days, or with fewer filters." /> }.into_any()
            } else {
                view! { <Events events filters /> }.into_any()
            }}
        </Load>
        <Pager of=list />
    }
    .into_any()
}

/// Whether the log is whole.
#[component]
fn Chain() -> impl IntoView {
    let session = use_session();
    let chain = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_audit_chain()).await }
    });
    view! {
        <Load from=chain lines=1 let:now>
            {
                let AuditChain { whole, events, broken_at } = now;
                if whole {
                    view! {
                        <Banner tone=Tone::Good icon=IconName::Shield>
                            {format!("The log is whole: each of its {events} lines follows from the one before.")}
                        </Banner>
                    }
                    .into_any()
                } else {
                    let place = broken_at.map(|line| format!(" The first line that does not fit is number {line}.")).unwrap_or_default();
                    view! {
                        <Banner tone=Tone::Bad icon=IconName::Warning>
                            <p>
                                <b>"The log was changed from outside."</b>
                                {format!("{place} Tell whoever runs this server, and keep its backups.")}
                            </p>
                        </Banner>
                    }
                    .into_any()
                }
            }
        </Load>
    }
    .into_any()
}

#[component]
fn Events(events: Vec<AuditEvent>, filters: Memo<Filters>) -> impl IntoView {
    const COLUMNS: [&str; 6] = ["Number", "When", "Who", "Act", "Client", "From"];
    let workplace = use_workplace();
    let line = move |event: AuditEvent| {
        let kind = match event.actor_kind {
            ActorKind::Anyone => "Not signed in",
            ActorKind::Client => "Client",
            ActorKind::Staff => "Staff",
            ActorKind::System => "The program",
        };
        let who = event.actor.map_or(kind.to_owned(), |name| format!("{} ({})", name.as_str(), kind.to_lowercase()));
        let client = match (event.client_id, event.client) {
            (Some(id), Some(name)) => view! { <a href=filters.with_untracked(|f| f.of_client(id))>{String::from(name)}</a> }.into_any(),
            _ => ().into_any(),
        };
        view! {
            <Row>
                <Cell label=COLUMNS[0] num=true>{event.sequence}</Cell>
                <Cell label=COLUMNS[1]>{workplace.time(event.at)}</Cell>
                <Cell label=COLUMNS[2]>{who}</Cell>
                <Cell label=COLUMNS[3]>{labels::act(&event.act)}</Cell>
                <Cell label=COLUMNS[4]>{client}</Cell>
                <Cell label=COLUMNS[5]>{event.ip.map(|ip| view! { <span class="num">{String::from(ip)}</span> })}</Cell>
            </Row>
        }
    };
    view! { <Table caption="Audit log" columns=COLUMNS.map(str::to_owned).to_vec()>{events.into_iter().map(line).collect_view()}</Table> }
        .into_any()
}
