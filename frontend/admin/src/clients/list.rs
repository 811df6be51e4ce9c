//! The list of clients: found as one types, filtered, sorted, a page at a time (S3).

use domain::list::{MOST_LIMIT, USUAL_LIMIT};
use domain::practice::client::ClientSummary;
use domain::practice::staff::Role;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{
    Button, ButtonKind, ButtonLink, Cell, Choice, Empty, Field, FieldKind, Heading, IconName, Load, Pager, Row, Select, Table, Tag,
    announce, fetched, pages,
};
use wasm_bindgen::JsValue;

use super::query::Wish;
use crate::labels;
use crate::session::use_session;
use crate::wait::later;
use crate::workplace::use_workplace;

/// How long typing must rest before the server is asked, in milliseconds.
const REST: u64 = 250;

/// `/admin/clients`
#[component]
pub fn ListPage() -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let query = use_query_map();
    let wish = Memo::new(move |_| query.with(Wish::read));
    // After Back or a reload the list is as long as it was.
    let shown = query.with_untracked(|q| q.get("shown")).and_then(|n| n.parse::<u32>().ok()).unwrap_or(USUAL_LIMIT).clamp(1, MOST_LIMIT);
    let first = StoredValue::new(shown);
    let say = announce();
    let list = pages(move |cursor| {
        let limit = if cursor.is_none() { first.get_value() } else { USUAL_LIMIT };
        first.set_value(USUAL_LIMIT);
        let request = wish.get().request(limit, cursor.clone());
        let api = session.api();
        async move {
            let page = session.ask(api.list_clients(&request)).await?;
            if cursor.is_none() && request.search.is_some() {
                let more = if page.next_cursor.is_some() { " or more" } else { "" };
                say(format!("{}{more} found", page.items.len()));
            }
            Ok((page.items, page.next_cursor))
        }
    });
    Effect::new(move |_| {
        let length = list.items().with(Vec::len).unwrap_or_default();
        remember_length(length as u32);
    });
    let may_import = matches!(workplace.role(), Role::Owner | Role::FrontDesk);
    view! {
        <div class="page">
            <div class="page-head">
                <Heading text="Clients" />
                <div class="row">
                    {may_import.then(|| view! { <ButtonLink href="/admin/clients/import">"Import"</ButtonLink> })}
                    <ButtonLink href="/admin/clients/new" kind=ButtonKind::Primary icon=IconName::Plus>"New client"</ButtonLink>
                </div>
            </div>
            <Filters wish />
            <Load from=list.items() lines=10 let:clients>
                {if clients.is_empty() {
                    view! { <Nobody wish may_import /> }.into_any()
                } else {
                    view! { <Clients clients /> }.into_any()
                }}
            </Load>
            <Pager of=list />
        </div>
    }
    .into_any()
}

/// Writes how many clients are shown into the address, without a step in the history.
fn remember_length(length: u32) {
    let location = window().location();
    let (Ok(path), Ok(search), Ok(history)) = (location.pathname(), location.search(), window().history()) else { return };
    let Ok(values) = web_sys::UrlSearchParams::new_with_str(&search) else { return };
    if path != "/admin/clients" || (length <= USUAL_LIMIT && !values.has("shown")) {
        return;
    }
    if length > USUAL_LIMIT {
        values.set("shown", &length.min(MOST_LIMIT).to_string())
    } else {
        values.delete("shown")
    }
    let values = String::from(values.to_string());
    let address = if values.is_empty() { path } else { format!("{path}?{values}") };
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
}

#[component]
fn Filters(wish: Memo<Wish>) -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let parts = wish.get_untracked();
    let search = RwSignal::new(parts.search);
    let status = RwSignal::new(parts.status);
    let access = RwSignal::new(parts.access);
    let clinician = RwSignal::new(parts.clinician);
    let sort = RwSignal::new(parts.sort);
    let go = Callback::new(move |()| {
        let next = Wish {
            search: search.get_untracked(),
            status: status.get_untracked(),
            access: access.get_untracked(),
            clinician: clinician.get_untracked(),
            sort: sort.get_untracked(),
        };
        if next.address() != wish.get_untracked().address() {
            navigate(&next.address(), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
    });
    // Back and links change the address under the fields.
    Effect::new(move |_| {
        let now = wish.get();
        if search.with_untracked(|s| s.trim() != now.search.trim()) && !typing() {
            search.set(now.search);
        }
        status.set(now.status);
        access.set(now.access);
        clinician.set(now.clinician);
        sort.set(now.sort);
    });
    let rest = later(REST, move || go.run(()));
    Effect::new(move |before: Option<()>| {
        search.track();
        if before.is_some() {
            rest();
        }
    });
    let staff = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_staff()).await }
    });
    let clinicians = Signal::derive(move || {
        let mut choices = vec![Choice::new("", "All clinicians")];
        staff.with(|page| choices.extend(page.items.iter().map(|s| Choice::new(s.id.to_string(), s.display_name.as_str()))));
        choices
    });
    let all = |label: &str, rest: Vec<Choice>| [vec![Choice::new("", label)], rest].concat();
    let accesses = labels::ACCESS_STATES.iter().map(|state| Choice::new(state.as_str(), labels::access(*state))).collect();
    let sorts = vec![Choice::new("", "By name"), Choice::new("newest", "Newest first")];
    let changed = move |_: String| go.run(());
    view! {
        <search class="row filters">
            <Field id=SEARCH label="Search" value=search kind=FieldKind::Search autocomplete="off" enterkeyhint="search" maxlength=100_u32 />
            <Select label="Status" value=status choices=all("All", labels::status_choices()) on_change=changed />
            <Select label="Portal" value=access choices=all("All", accesses) on_change=changed />
            <Select label="Clinician" value=clinician choices=clinicians on_change=changed />
            <Select label="Order" value=sort choices=sorts on_change=changed />
        </search>
    }
    .into_any()
}

const SEARCH: &str = "clients-search";

/// Whether somebody types in the search field: what they type then goes before what the address says.
fn typing() -> bool {
    document().active_element().is_some_and(|e| e.id() == SEARCH)
}

#[component]
fn Clients(clients: Vec<ClientSummary>) -> impl IntoView {
    const COLUMNS: [&str; 6] = ["Name", "Status", "E-mail", "Phone", "Clinician", "Portal"];
    let line = |client: ClientSummary| {
        let [name, status, email, phone, clinician, portal] = COLUMNS;
        view! {
            <Row>
                <Cell label=name head=true><a href=format!("/admin/clients/{}", client.id)>{String::from(client.display_name)}</a></Cell>
                <Cell label=status><Tag tone=labels::status_tone(client.status)>{labels::status(client.status)}</Tag></Cell>
                <Cell label=email>{client.email.map(String::from)}</Cell>
                <Cell label=phone>{client.phone.map(|p| view! { <span class="num">{String::from(p)}</span> })}</Cell>
                <Cell label=clinician>{client.primary_clinician.map(|c| String::from(c.display_name))}</Cell>
                <Cell label=portal><Tag tone=labels::access_tone(client.access)>{labels::access(client.access)}</Tag></Cell>
            </Row>
        }
    };
    view! {
        <Table class="many" caption="Clients" columns=COLUMNS.map(str::to_owned).to_vec()>{clients.into_iter().map(line).collect_view()}</Table>
    }
    .into_any()
}

/// Nobody in the list: because nobody is there yet, or because nobody fits.
#[component]
fn Nobody(wish: Memo<Wish>, may_import: bool) -> impl IntoView {
    let navigate = use_navigate();
    let clear = Callback::new(move |()| navigate("/admin/clients", NavigateOptions::default()));
    if wish.with_untracked(Wish::narrows) {
        return view! {
            <Empty title="No client fits" text="Try a part of the name, or look with fewer filters." icon=IconName::Search>
                <Button on_press=clear>"Show all clients"</Button>
            </Empty>
        }
        .into_any();
    }
    let text = if may_import { "Add the first one, or import them from a CSV file." } else { "Add the first one." };
    view! {
        <Empty title="No clients yet" text icon=IconName::People>
            <ButtonLink href="/admin/clients/new">"Add a client"</ButtonLink>
        </Empty>
    }
    .into_any()
}
