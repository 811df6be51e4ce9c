//! Services: what clients book. Details stand in a panel with its own address.

use api::Attempt;
use domain::practice::service::{Service, ServicePage};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use ui::{Button, ButtonKind, ButtonLink, Cell, Empty, Fetched, Heading, IconName, Load, Row, Table, Tag, Tone, act, fetched, use_toasts};

use crate::locales::amount_text;
use crate::session::{Session, use_session};

/// The list that the panels beside it change.
#[derive(Clone, Copy)]
pub struct ServiceList(pub Fetched<ServicePage>);

impl ServiceList {
    /// Puts a changed or new service into the list.
    pub fn put(self, service: Service) {
        self.0.update(|page| match page.items.iter_mut().find(|o| o.id == service.id) {
            Some(known) => *known = service,
            None => page.items.push(service),
        });
    }
}

/// `/admin/settings/services` and below
#[component]
pub fn ServicesPage() -> impl IntoView {
    let session = use_session();
    let services = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_services()).await }
    });
    let list = ServiceList(services);
    provide_context(list);
    view! {
        <div class="page-head">
            <Heading text="Services" />
            <ButtonLink href="/admin/settings/services/new" kind=ButtonKind::Primary icon=IconName::Plus>"New service"</ButtonLink>
        </div>
        <div class="with-panel">
            <Load from=services lines=4 let:page>
                {if page.items.is_empty() {
                    view! {
                        <Empty title="No services yet" text="Add what clients book: its name, how long it takes, what it costs." icon=IconName::Clock>
                            <ButtonLink href="/admin/settings/services/new">"Add a service"</ButtonLink>
                        </Empty>
                    }
                    .into_any()
                } else {
                    view! { <Services services=page.items list /> }.into_any()
                }}
            </Load>
            <Outlet />
        </div>
    }
    .into_any()
}

#[component]
fn Services(services: Vec<Service>, list: ServiceList) -> impl IntoView {
    const COLUMNS: [&str; 5] = ["Name", "Code", "Duration", "Fee", ""];
    let line = move |service: Service| {
        let id = service.id;
        let details = service.details;
        let fee = format!("{} {}", amount_text(details.fee.amount_minor, details.fee.currency.digits()), details.fee.currency.0);
        let name = details.name;
        let shown = name.clone();
        view! {
            <Row>
                <Cell label=COLUMNS[0] head=true>
                    <a href=format!("/admin/settings/services/{id}")>{shown}</a>
                    {service.archived.then(|| view! { " " <Tag tone=Tone::Plain>"Archived"</Tag> })}
                </Cell>
                <Cell label=COLUMNS[1]>{details.code}</Cell>
                <Cell label=COLUMNS[2] num=true>{format!("{} min", details.minutes)}</Cell>
                <Cell label=COLUMNS[3] num=true>{fee}</Cell>
                <Cell><Archive service_id=id name archived=service.archived list /></Cell>
            </Row>
        }
    };
    view! {
        <Table caption="Services" columns=COLUMNS.map(str::to_owned).to_vec()>{services.into_iter().map(line).collect_view()}</Table>
    }
    .into_any()
}

async fn archive(session: Session, list: ServiceList, id: domain::ServiceId, archived: bool) -> Result<(), ui::Failure> {
    let (api, attempt) = (session.api(), Attempt::new());
    let service = match archived {
        true => session.ask(api.archive_service(&attempt, id)).await?,
        false => session.ask(api.restore_service(&attempt, id)).await?,
    };
    list.put(service);
    Ok(())
}

/// Takes a service off the list, with a way back; or into use again.
#[component]
fn Archive(service_id: domain::ServiceId, name: String, archived: bool, list: ServiceList) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let label = format!("{} {name}", if archived { "Restore" } else { "Archive" });
    let name = StoredValue::new(name);
    let back = act(move || archive(session, list, service_id, false));
    let away = act(move || async move {
        archive(session, list, service_id, true).await?;
        let undo = move || {
            leptos::task::spawn_local(async move {
                if let Err(failure) = archive(session, list, service_id, false).await {
                    toasts.failed(&failure);
                }
            });
        };
        toasts.undo(format!("{} is archived.", name.try_get_value().unwrap_or_default()), undo);
        Ok(())
    });
    let (busy, word) = if archived { (back.busy(), "Restore") } else { (away.busy(), "Archive") };
    let press = move |()| if archived { back.run() } else { away.run() };
    view! { <Button kind=ButtonKind::Quiet small=true busy label on_press=press>{word}</Button> }.into_any()
}
