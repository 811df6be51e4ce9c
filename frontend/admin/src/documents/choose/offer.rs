//! What there is to choose from: packets and templates that are not put away.

use domain::documents::{ListTemplates, Packet, TemplateSummary};
use domain::list::MOST_LIMIT;
use domain::{PacketId, TemplateId};
use ui::{Choice, Failure, Fetched, fetched};

use super::with_none;
use crate::session::Session;

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// Packets; the one for new clients first.
    pub packets: Vec<Packet>,
    /// Templates, by title.
    pub templates: Vec<TemplateSummary>,
    /// Days until something is due where no day is chosen.
    pub due_after_days: Option<u16>,
}

/// The same, on its way.
#[derive(Clone, Copy)]
pub struct Offers(Fetched<Offer>);

impl Offers {
    /// Asks for all of it.
    pub fn fetch(session: Session) -> Self {
        Self(fetched(move || async move {
            let api = session.api();
            let mut templates = Vec::new();
            let mut query = ListTemplates { limit: Some(MOST_LIMIT), ..ListTemplates::default() };
            loop {
                let page = session.ask(api.list_document_templates(&query)).await?;
                templates.extend(page.items);
                query.cursor = page.next_cursor;
                if query.cursor.is_none() {
                    break;
                }
            }
            let mut packets = session.ask(api.list_packets()).await?.items;
            packets.sort_by_key(|packet| !packet.details.for_new_clients);
            let due_after_days = session.ask(api.get_documents_settings()).await?.settings.due_after_days;
            Ok::<_, Failure>(Offer { packets, templates, due_after_days })
        }))
    }

    /// To be shown with its states.
    pub fn fetched(self) -> Fetched<Offer> {
        self.0
    }

    /// Looks at it, when it is there. Tracks.
    pub fn with<T>(self, look: impl FnOnce(&Offer) -> T) -> Option<T> {
        self.0.with(look)
    }

    /// The same without tracking.
    pub fn with_untracked<T>(self, look: impl FnOnce(&Offer) -> T) -> Option<T> {
        self.0.with_untracked(look)
    }
}

impl Offer {
    /// There is nothing.
    pub fn is_empty(&self) -> bool {
        self.packets.is_empty() && self.templates.is_empty()
    }

    /// The packet that new clients get.
    pub fn for_new_clients(&self) -> Option<PacketId> {
        self.packets.iter().find(|packet| packet.details.for_new_clients).map(|packet| packet.id)
    }

    /// The templates of the packet with this id that can be sent; those put away meanwhile are not.
    pub fn of_packet(&self, id: &str) -> Vec<TemplateId> {
        let Ok(id) = id.parse::<PacketId>() else { return Vec::new() };
        let packet = self.packets.iter().find(|packet| packet.id == id);
        let sent = |template: &TemplateId| self.templates.iter().any(|known| known.id == *template);
        packet.map(|packet| packet.details.templates.iter().copied().filter(sent).collect()).unwrap_or_default()
    }

    /// How many templates of the packet with this id are put away: as long as they are in it, it cannot be sent.
    pub fn archived_of_packet(&self, id: &str) -> usize {
        let packet = id.parse::<PacketId>().ok().and_then(|id| self.packets.iter().find(|packet| packet.id == id));
        packet.map(|packet| packet.details.templates.len() - self.of_packet(id).len()).unwrap_or_default()
    }

    /// What a template is called.
    pub fn title(&self, id: TemplateId) -> String {
        self.templates.iter().find(|known| known.id == id).map(|known| known.title.clone()).unwrap_or_default()
    }

    /// The packets, to choose from.
    pub fn packet_choices(&self) -> Vec<Choice> {
        let label = |packet: &Packet| {
            let for_whom = if packet.details.for_new_clients { " (for new clients)" } else { "" };
            Choice::new(packet.id.to_string(), format!("{}{for_whom}", packet.details.name))
        };
        with_none(self.packets.iter().map(label).collect())
    }
}

#[cfg(test)]
mod tests {
    use domain::documents::{DocumentKind, PacketInput};
    use domain::practice::profile::Language;

    use super::*;
    use crate::documents::examples::{at, id};

    fn template(n: u32) -> TemplateSummary {
        TemplateSummary {
            id: id(n),
            title: format!("Document {n}"),
            kind: DocumentKind::Consent,
            language: Language::En,
            number: 1,
            archived: false,
            saved_at: at(0),
            open: 0,
        }
    }

    #[test]
    fn d2_the_packet_for_new_clients_is_found_and_holds_what_is_still_sent() {
        let details = PacketInput { name: "Intake".into(), templates: vec![id(2), id(9), id(1)], for_new_clients: true };
        let packets = vec![Packet { id: id(5), version: 1, details }];
        let offer = Offer { packets, templates: vec![template(1), template(2), template(3)], due_after_days: Some(7) };
        let first = offer.for_new_clients().expect("a packet");
        assert_eq!(offer.of_packet(&first.to_string()), [id(2), id(1)], "in its order, without what was put away");
        assert!(offer.of_packet("").is_empty());
        assert_eq!((offer.archived_of_packet(&first.to_string()), offer.archived_of_packet("")), (1, 0));
        let labels: Vec<_> = offer.packet_choices().into_iter().map(|choice| choice.label).collect();
        assert_eq!(labels, ["None", "Intake (for new clients)"]);
    }
}
