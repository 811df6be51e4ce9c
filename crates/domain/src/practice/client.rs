//! The people in care (S3, S4).

use serde::{Deserialize, Serialize};

use super::office::PostalAddress;
use super::profile::Language;
use super::staff::StaffName;
use crate::access::portal_access::AccessState;
use crate::check::{Check, Checker};
use crate::ids::{ClientId, StaffId};
use crate::list::check_limit;
use crate::text::{Email, PersonName, Phone};
use crate::time::{Date, Timestamp};

/// Where a client stands with the practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClientStatus {
    /// In care.
    Active,
    /// Was in care.
    Inactive,
    /// May become a client.
    Prospective,
}

impl ClientStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Active, Self::Inactive, Self::Prospective];

    /// The name it has in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Prospective => "prospective",
        }
    }
}

/// What an e-mail address or number is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ContactKind {
    Home,
    Work,
    Mobile,
    Other,
}

impl ContactKind {
    /// The name it has in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Work => "work",
            Self::Mobile => "mobile",
            Self::Other => "other",
        }
    }
}

/// A client's e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClientEmail {
    /// The address.
    pub address: Email,
    /// What it is for.
    pub kind: ContactKind,
    /// *E-mail ok*: the client agreed to be written to there (A3).
    pub email_ok: bool,
}

/// A client's telephone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClientPhone {
    /// The number.
    pub number: Phone,
    /// What it is for.
    pub kind: ContactKind,
    /// The client agreed to text messages.
    pub text_ok: bool,
    /// The client agreed to voicemail.
    pub voicemail_ok: bool,
}

/// What staff write about a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClientInput {
    /// First name.
    pub first_name: PersonName,
    /// Last name.
    pub last_name: PersonName,
    /// How they like to be called, where it differs.
    #[serde(default)]
    pub preferred_name: PersonName,
    /// Where they stand with the practice.
    pub status: ClientStatus,
    /// Birth date.
    #[serde(default)]
    pub birth_date: Option<Date>,
    /// At most 10, the one to use first at the top.
    #[serde(default)]
    pub emails: Vec<ClientEmail>,
    /// At most 10, the one to use first at the top.
    #[serde(default)]
    pub phones: Vec<ClientPhone>,
    /// Where they live.
    #[serde(default)]
    pub address: Option<PostalAddress>,
    /// Who cares for them.
    #[serde(default)]
    pub primary_clinician_id: Option<StaffId>,
    /// The language of their e-mails and portal, where they chose one.
    #[serde(default)]
    pub language: Option<Language>,
}

impl Check for ClientInput {
    fn check(&self, c: &mut Checker) {
        self.first_name.check(c, "first_name");
        self.last_name.check(c, "last_name");
        self.preferred_name.check_optional(c, "preferred_name");
        if let Some(date) = self.birth_date {
            c.ensure((1900..=2100).contains(&date.year()), "birth_date", "out_of_range", "Please look at the year again.");
        }
        c.each("emails", &self.emails, 10, |c, email| email.address.check(c, "address"));
        for (i, email) in self.emails.iter().enumerate().take(10) {
            if self.emails[..i].iter().any(|other| other.address.key() == email.address.key()) {
                c.within("emails", |c| {
                    c.within(&i.to_string(), |c| c.fail("address", "duplicate", "This address is already in the list."))
                });
            }
        }
        c.each("phones", &self.phones, 10, |c, phone| phone.number.check(c, "number"));
        if let Some(address) = &self.address {
            c.within("address", |c| address.check(c));
        }
    }
}

/// A client, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Client {
    /// Their id.
    pub id: ClientId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// What staff wrote.
    pub details: ClientInput,
    /// How they are called: the preferred name or the first, and the last.
    pub display_name: PersonName,
    /// Who cares for them.
    pub primary_clinician: Option<StaffName>,
    /// Where they stand with the portal.
    pub access: AccessState,
    /// They were invited and never signed in: the yellow banner (A5).
    pub never_signed_in: bool,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A client in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientSummary {
    /// Their id.
    pub id: ClientId,
    /// How they are called.
    pub display_name: PersonName,
    /// Where they stand with the practice.
    pub status: ClientStatus,
    /// The first address.
    pub email: Option<Email>,
    /// The first number.
    pub phone: Option<Phone>,
    /// Who cares for them.
    pub primary_clinician: Option<StaffName>,
    /// Where they stand with the portal.
    pub access: AccessState,
}

/// A page of clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientPage {
    /// This page's clients.
    pub items: Vec<ClientSummary>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

/// How a list of clients is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClientSort {
    /// Last name, first name.
    #[default]
    Name,
    /// The newest record first.
    Newest,
}

/// Which clients to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ListClients {
    /// Words of a name, an e-mail address or a number; all must be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Only clients of this status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ClientStatus>,
    /// Only clients in this state of portal access.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<AccessState>,
    /// Only clients of this clinician.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinician_id: Option<StaffId>,
    /// The order: `name` (usual) or `newest`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub sort: Option<ClientSort>,
    /// Items a page: 1 to 200, usually 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// The `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Check for ListClients {
    fn check(&self, c: &mut Checker) {
        c.optional("search", self.search.as_deref().unwrap_or_default(), 100);
        check_limit(c, self.limit);
    }
}
