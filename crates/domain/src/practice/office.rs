//! Places, and the video room.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::ids::OfficeId;
use crate::text::{PersonalText, Phone};

/// A postal address; every line may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    /// Street and number.
    pub street: PersonalText,
    /// Flat, floor, suite.
    #[serde(default)]
    pub unit: PersonalText,
    /// Town.
    pub city: PersonalText,
    /// State or province.
    #[serde(default)]
    pub region: PersonalText,
    /// Postal code.
    pub postal_code: PersonalText,
    /// Country as two letters (ISO 3166-1), such as `US`.
    #[serde(default)]
    pub country: PersonalText,
}

impl PostalAddress {
    /// Nothing is filled in.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        [&self.street, &self.unit, &self.city, &self.region, &self.postal_code, &self.country].iter().all(|part| part.is_blank())
    }

    /// *12 Maple Street, Suite 3, Ithaca, NY 14850*
    #[must_use]
    pub fn one_line(&self) -> String {
        let town = [self.region.as_str(), self.postal_code.as_str()].map(str::trim).join(" ");
        let parts = [self.street.as_str(), self.unit.as_str(), self.city.as_str(), &town];
        parts.map(str::trim).into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

impl Check for PostalAddress {
    fn check(&self, c: &mut Checker) {
        for (field, text, max) in [
            ("street", &self.street, 120),
            ("unit", &self.unit, 60),
            ("city", &self.city, 80),
            ("region", &self.region, 60),
            ("postal_code", &self.postal_code, 20),
        ] {
            c.optional(field, text.as_str(), max);
        }
        let country = self.country.as_str();
        c.ensure(
            country.is_empty() || (country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase())),
            "country",
            "country",
            "Two capital letters, such as US.",
        );
    }
}

/// What kind of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfficeKind {
    /// Somewhere to go to.
    Place,
    /// The practice's video room.
    Video,
}

/// An office as staff write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficeInput {
    /// Its name, such as *Maple Street*.
    pub name: String,
    /// A place or the video room.
    pub kind: OfficeKind,
    /// Where it is; left out for the video room.
    pub address: Option<PostalAddress>,
    /// Its own number, where it has one.
    pub phone: Option<Phone>,
    /// How to get in, park, ring; clients see it.
    #[serde(default)]
    pub directions: String,
    /// Whether people who are no clients yet see its address.
    #[serde(default = "yes")]
    pub show_address_to_new_clients: bool,
    /// Whether it is one room: two appointments there may not overlap, whoever gives them.
    #[serde(default)]
    pub one_room: bool,
}

fn yes() -> bool {
    true
}

impl OfficeInput {
    /// A place to go to.
    #[must_use]
    pub fn place(name: impl Into<String>, address: PostalAddress) -> Self {
        Self { kind: OfficeKind::Place, address: Some(address), ..Self::video(name) }
    }

    /// The video room.
    #[must_use]
    pub fn video(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            kind: OfficeKind::Video,
            address: None,
            phone: None,
            directions: String::new(),
            show_address_to_new_clients: true,
            one_room: false,
        }
    }
}

impl Check for OfficeInput {
    fn check(&self, c: &mut Checker) {
        c.required("name", &self.name, 80);
        match (self.kind, &self.address) {
            (OfficeKind::Place, None) => c.fail("address", "required", "A place needs an address."),
            (OfficeKind::Place, Some(address)) => c.within("address", |c| {
                c.required("street", address.street.as_str(), 120);
                c.required("city", address.city.as_str(), 80);
                address.check(c);
            }),
            (OfficeKind::Video, Some(_)) => c.fail("address", "not_allowed", "The video room has no address."),
            (OfficeKind::Video, None) => {}
        }
        if let Some(phone) = &self.phone {
            phone.check(c, "phone");
        }
        c.optional("directions", &self.directions, 500);
        let room = self.kind == OfficeKind::Place || !self.one_room;
        c.ensure(room, "one_room", "not_allowed", "Only a place can be one room.");
    }
}

/// An office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// What staff wrote.
    pub details: OfficeInput,
    /// No longer in use.
    pub archived: bool,
}

/// All offices of the practice, those in use first, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfficePage {
    /// This page's offices.
    pub items: Vec<Office>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leaves_out_what_is_empty() {
        let address = PostalAddress {
            street: "12 Maple Street".into(),
            city: "Ithaca".into(),
            region: "NY".into(),
            postal_code: "14850".into(),
            ..PostalAddress::default()
        };
        assert_eq!(address.one_line(), "12 Maple Street, Ithaca, NY 14850");
        assert_eq!(PostalAddress { city: "Bath".into(), ..PostalAddress::default() }.one_line(), "Bath");
    }
}
