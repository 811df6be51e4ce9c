//! Documents that go together, in an order (D2), such as *Intake*.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::ids::{PacketId, TemplateId};

/// The most templates of a packet.
const MOST: usize = 30;

/// A packet as staff put it together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PacketInput {
    /// Its name, for staff.
    pub name: String,
    /// Its templates, in the order in which clients go through them; 1 to 30, each once.
    pub templates: Vec<TemplateId>,
    /// Whether it is offered first for new clients; one packet of a practice is.
    #[serde(default)]
    pub for_new_clients: bool,
}

impl Check for PacketInput {
    fn check(&self, c: &mut Checker) {
        c.required("name", &self.name, 120);
        c.ensure(!self.name.contains(['\n', '\r', '\t']), "name", "one_line", "This must be one line.");
        c.ensure(!self.templates.is_empty(), "templates", "required", "Choose at least one document.");
        let mut place = 0;
        c.each("templates", &self.templates, MOST, |c, id| {
            c.ensure(!self.templates[..place].contains(id), "", "taken", "This one is in it already.");
            place += 1;
        });
    }
}

/// A packet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Packet {
    /// Its id.
    pub id: PacketId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// What staff put together.
    pub details: PacketInput,
}

/// All packets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PacketPage {
    /// The packets, by name.
    pub items: Vec<Packet>,
    /// Always none: at most 100.
    pub next_cursor: Option<String>,
}
