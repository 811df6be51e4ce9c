//! Offices: places, and the video room. Details stand in a panel with its own address.

use api::Attempt;
use domain::practice::office::{Office, OfficeKind, OfficePage};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use ui::{Button, ButtonKind, ButtonLink, Cell, Empty, Fetched, Heading, IconName, Load, Row, Table, Tag, Tone, act, fetched, use_toasts};

use crate::clients::address_text;
use crate::session::{Session, use_session};

/// The list that the panels beside it change.
#[derive(Clone, Copy)]
pub struct OfficeList(pub Fetched<OfficePage>);

impl OfficeList {
    /// Puts a changed or new office into the list.
    pub fn put(self, office: Office) {
        self.0.update(|page| match page.items.iter_mut().find(|o| o.id == office.id) {
            Some(known) => *known = office,
            None => page.items.push(office),
        });
    }
}

/// `/admin/settings/offices` and below
#[component]
pub fn OfficesPage() -> impl IntoView {
    let session = use_session();
    let offices = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_offices()).await }
    });
    let list = OfficeList(offices);
    provide_context(list);
    view! {
        <div class="page-head">
            <Heading text="Offices" />
            <ButtonLink href="/admin/settings/offices/new" kind=ButtonKind::Primary icon=IconName::Plus>"New office"</ButtonLink>
        </div>
        <div class="with-panel">
            <Load from=offices lines=4 let:page>
                {if page.items.is_empty() {
                    view! {
                        <Empty title="No offices yet" text="Add the place where you see clients, or your video room." icon=IconName::Pin>
                            <ButtonLink href="/admin/settings/offices/new">"Add an office"</ButtonLink>
                        </Empty>
                    }
                    .into_any()
                } else {
                    view! { <Offices offices=page.items list /> }.into_any()
                }}
            </Load>
            <Outlet />
        </div>
    }
    .into_any()
}

#[component]
fn Offices(offices: Vec<Office>, list: OfficeList) -> impl IntoView {
    const COLUMNS: [&str; 3] = ["Name", "Where", ""];
    let line = move |office: Office| {
        let id = office.id;
        let details = office.details;
        let place = match details.kind {
            OfficeKind::Video => "Video room".to_owned(),
            OfficeKind::Place => details.address.as_ref().map(address_text).unwrap_or_default(),
        };
        let name = details.name;
        let shown = name.clone();
        view! {
            <Row>
                <Cell label=COLUMNS[0] head=true>
                    <a href=format!("/admin/settings/offices/{id}")>{shown}</a>
                    {office.archived.then(|| view! { " " <Tag tone=Tone::Plain>"Archived"</Tag> })}
                </Cell>
                <Cell label=COLUMNS[1]>{place}</Cell>
                <Cell><Archive office_id=id name archived=office.archived list /></Cell>
            </Row>
        }
    };
    view! { <Table caption="Offices" columns=COLUMNS.map(str::to_owned).to_vec()>{offices.into_iter().map(line).collect_view()}</Table> }
        .into_any()
}

async fn archive(session: Session, list: OfficeList, id: domain::OfficeId, archived: bool) -> Result<(), ui::Failure> {
    let (api, attempt) = (session.api(), Attempt::new());
    let office = match archived {
        true => session.ask(api.archive_office(&attempt, id)).await?,
        false => session.ask(api.restore_office(&attempt, id)).await?,
    };
    list.put(office);
    Ok(())
}

/// Takes an office out of use, with a way back; or into use again.
#[component]
fn Archive(office_id: domain::OfficeId, name: String, archived: bool, list: OfficeList) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let label = format!("{} {name}", if archived { "Restore" } else { "Archive" });
    let name = StoredValue::new(name);
    let back = act(move || archive(session, list, office_id, false));
    let away = act(move || async move {
        archive(session, list, office_id, true).await?;
        let undo = move || {
            leptos::task::spawn_local(async move {
                if let Err(failure) = archive(session, list, office_id, false).await {
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
