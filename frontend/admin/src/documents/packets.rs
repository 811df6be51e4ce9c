//! Packets (D2): documents that go together, in an order.

mod form;

use domain::documents::{DocumentKind, ListTemplates, Packet, TemplateSummary};
use domain::list::MOST_LIMIT;
use domain::{PacketId, TemplateId};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use ui::{ButtonKind, ButtonLink, Cell, Empty, Failure, Fetched, Heading, IconName, Load, Row, Table, Tag, Tone, fetched};

use super::frame::writes_templates;
use crate::session::{Session, use_session};
use crate::workplace::use_workplace;

pub use form::{NewPacket, OnePacket};

/// Where the list is.
const LIST: &str = "/admin/documents/packets";

/// The packets, and what can be in them.
#[derive(Clone, Default)]
struct Shelf {
    packets: Vec<Packet>,
    templates: Vec<TemplateSummary>,
}

impl Shelf {
    fn template(&self, id: TemplateId) -> Option<&TemplateSummary> {
        self.templates.iter().find(|template| template.id == id)
    }

    fn title(&self, id: TemplateId) -> String {
        self.template(id).map_or_else(|| "A template that is gone".to_owned(), |template| template.title.clone())
    }

    fn packet(&self, id: PacketId) -> Option<&Packet> {
        self.packets.iter().find(|packet| packet.id == id)
    }

    /// Puts a changed or new packet where it belongs. Only one is for new clients.
    fn put(&mut self, packet: Packet) {
        self.packets.retain(|known| known.id != packet.id);
        if packet.details.for_new_clients {
            self.packets.iter_mut().for_each(|other| other.details.for_new_clients = false);
        }
        self.packets.push(packet);
        self.packets.sort_by_key(|packet| packet.details.name.to_lowercase());
    }
}

/// The same, on its way; the panels beside the list change it.
#[derive(Clone, Copy)]
struct Packets(Fetched<Shelf>);

/// All templates, of whichever page.
async fn all_templates(session: Session, archived: bool) -> Result<Vec<TemplateSummary>, Failure> {
    let api = session.api();
    let mut all = Vec::new();
    let mut query = ListTemplates { archived: Some(archived), limit: Some(MOST_LIMIT), cursor: None };
    loop {
        let page = session.ask(api.list_document_templates(&query)).await?;
        all.extend(page.items);
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            return Ok(all);
        }
    }
}

/// `/admin/documents/packets` and below
#[component]
pub fn PacketsPage() -> impl IntoView {
    let session = use_session();
    let writes = writes_templates(use_workplace().role());
    let shelf = fetched(move || async move {
        let packets = session.ask(session.api().list_packets()).await?.items;
        let mut templates = all_templates(session, false).await?;
        templates.extend(all_templates(session, true).await?);
        Ok::<_, Failure>(Shelf { packets, templates })
    });
    provide_context(Packets(shelf));
    let new = writes.then(|| {
        view! { <ButtonLink href=format!("{LIST}/new") kind=ButtonKind::Primary icon=IconName::Plus>"New packet"</ButtonLink> }
    });
    view! {
        <div class="stack">
            <div class="page-head"><Heading text="Packets" /> {new}</div>
            <p class="soft">"What goes to a client together, in this order: such as everything for the first visit."</p>
            <div class="with-panel">
                <Load from=shelf lines=4 let:now>
                    {if now.packets.is_empty() {
                        view! { <Nothing writes /> }.into_any()
                    } else {
                        view! { <List shelf=now writes /> }.into_any()
                    }}
                </Load>
                <Outlet />
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Nothing(writes: bool) -> impl IntoView {
    if !writes {
        return view! { <Empty title="No packets yet" text="Owners and clinicians put them together." icon=IconName::Document /> }
            .into_any();
    }
    view! {
        <Empty title="No packets yet" text="Put together what you usually send at once." icon=IconName::Document>
            <ButtonLink href=format!("{LIST}/new")>"Make a packet"</ButtonLink>
        </Empty>
    }
    .into_any()
}

#[component]
fn List(shelf: Shelf, writes: bool) -> impl IntoView {
    const COLUMNS: [&str; 2] = ["Name", "Documents"];
    let line = |packet: &Packet| {
        let details = &packet.details;
        let name = match writes {
            true => view! { <a href=format!("{LIST}/{}", packet.id)>{details.name.clone()}</a> }.into_any(),
            false => details.name.clone().into_any(),
        };
        let first = details.for_new_clients.then(|| view! { " " <Tag tone=Tone::Accent>"For new clients"</Tag> });
        let titles = details.templates.iter().map(|id| view! { <li>{shelf.title(*id)} {away(&shelf, *id)}</li> }).collect_view();
        view! {
            <Row>
                <Cell label=COLUMNS[0] head=true>{name} {first}</Cell>
                <Cell label=COLUMNS[1]><ol class="in-packet">{titles}</ol></Cell>
            </Row>
        }
    };
    let lines = shelf.packets.iter().map(line).collect_view();
    view! { <Table caption="Packets" columns=COLUMNS.map(str::to_owned).to_vec()>{lines}</Table> }.into_any()
}

/// That a template is archived, where it is.
fn away(shelf: &Shelf, id: TemplateId) -> Option<AnyView> {
    let archived = shelf.template(id).is_some_and(|template| template.archived);
    archived.then(|| view! { " " <Tag tone=Tone::Due>"Archived"</Tag> }.into_any())
}

/// What can be put into a packet: what is not archived and not in it. Files are shared one by one.
fn spare(shelf: &Shelf, within: &[TemplateId]) -> Vec<TemplateSummary> {
    let fits = |template: &&TemplateSummary| !template.archived && template.kind != DocumentKind::File && !within.contains(&template.id);
    shelf.templates.iter().filter(fits).cloned().collect()
}

#[cfg(test)]
mod tests {
    use domain::documents::PacketInput;
    use domain::practice::profile::Language;

    use super::*;
    use crate::documents::examples::{at, id};

    fn packet(number: u32, name: &str, for_new_clients: bool) -> Packet {
        Packet { id: id(number), version: 1, details: PacketInput { name: name.into(), templates: vec![id(7)], for_new_clients } }
    }

    fn template(number: u32, archived: bool) -> TemplateSummary {
        let (title, kind, language) = (format!("Template {number}"), DocumentKind::Form, Language::En);
        TemplateSummary { id: id(number), title, kind, language, number: 1, archived, saved_at: at(0), open: 0 }
    }

    #[test]
    fn d2_one_packet_is_for_new_clients() {
        let mut shelf = Shelf { packets: vec![packet(1, "Intake", true)], templates: Vec::new() };
        shelf.put(packet(2, "children", true));
        let all: Vec<_> = shelf.packets.iter().map(|one| (one.details.name.as_str(), one.details.for_new_clients)).collect();
        assert_eq!(all, [("children", true), ("Intake", false)]);
        shelf.put(packet(1, "Anew", false));
        assert_eq!(shelf.packets.len(), 2);
    }

    #[test]
    fn d2_what_is_archived_or_in_it_already_is_not_offered() {
        let shelf = Shelf { packets: Vec::new(), templates: vec![template(7, false), template(8, false), template(9, true)] };
        let offered: Vec<_> = spare(&shelf, &[id(7)]).into_iter().map(|one| one.title).collect();
        assert_eq!(offered, ["Template 8"]);
    }
}
