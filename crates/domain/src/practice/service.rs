//! What is booked: the services a practice offers.

use serde::{Deserialize, Serialize};

use crate::booking::settings::Approval;
use crate::check::{Check, Checker};
use crate::ids::{OfficeId, ServiceId, StaffId};
use crate::money::Money;

/// A service as staff write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ServiceInput {
    /// Its name, such as *Individual session*.
    pub name: String,
    /// The practice's own billing code, such as `90837`; may be empty.
    #[serde(default)]
    pub code: String,
    /// How long it takes, in minutes: 5 to 480.
    pub minutes: u16,
    /// What it costs.
    pub fee: Money,
    /// Minutes before it that are kept free: 0 to 120.
    #[serde(default)]
    pub buffer_before_minutes: u16,
    /// Minutes after it that are kept free: 0 to 120.
    #[serde(default)]
    pub buffer_after_minutes: u16,
    /// Whether clients may ask for it in the portal.
    #[serde(default = "yes")]
    pub bookable_online: bool,
    /// Whether people who are no clients yet may ask for it.
    #[serde(default)]
    pub for_new_clients: bool,
    /// Whether requests wait for an answer; none: as the practice has it.
    #[serde(default)]
    pub approval: Option<Approval>,
    /// Who gives it: at most 100; empty for every clinician.
    #[serde(default)]
    pub clinicians: Vec<StaffId>,
    /// Where it is given: at most 100; empty for every office.
    #[serde(default)]
    pub offices: Vec<OfficeId>,
}

fn yes() -> bool {
    true
}

impl ServiceInput {
    /// A service as they usually are: without buffers, bookable by clients, given by everybody everywhere.
    #[must_use]
    pub fn new(name: impl Into<String>, minutes: u16, fee: Money) -> Self {
        Self {
            name: name.into(),
            code: String::new(),
            minutes,
            fee,
            buffer_before_minutes: 0,
            buffer_after_minutes: 0,
            bookable_online: true,
            for_new_clients: false,
            approval: None,
            clinicians: Vec::new(),
            offices: Vec::new(),
        }
    }

    /// Whether this clinician gives it at this office (B1).
    #[must_use]
    pub fn is_given(&self, staff_id: StaffId, office_id: OfficeId) -> bool {
        let by = self.clinicians.is_empty() || self.clinicians.contains(&staff_id);
        let at = self.offices.is_empty() || self.offices.contains(&office_id);
        by && at
    }
}

impl Check for ServiceInput {
    fn check(&self, c: &mut Checker) {
        c.required("name", &self.name, 80);
        c.optional("code", &self.code, 20);
        c.between("minutes", self.minutes.into(), 5, 480);
        self.fee.check_price(c, "fee");
        c.between("buffer_before_minutes", self.buffer_before_minutes.into(), 0, 120);
        c.between("buffer_after_minutes", self.buffer_after_minutes.into(), 0, 120);
        let bookable = self.bookable_online || !self.for_new_clients;
        c.ensure(bookable, "for_new_clients", "not_online", "New clients can only ask for what is bookable online.");
        c.each("clinicians", &self.clinicians, 100, |_, _| {});
        c.each("offices", &self.offices, 100, |_, _| {});
    }
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// What staff wrote.
    pub details: ServiceInput,
    /// No longer offered.
    pub archived: bool,
}

/// The practice's services, those on offer first, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServicePage {
    /// This page's services.
    pub items: Vec<Service>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b1_a_service_that_was_written_before_booking_reads_as_usual() {
        let fee = Money { amount_minor: 15_000, currency: crate::money::Currency("USD".into()) };
        let old = serde_json::json!({"name": "Session", "minutes": 50, "fee": fee});
        let read: ServiceInput = serde_json::from_value(old).unwrap();
        assert_eq!(read, ServiceInput::new("Session", 50, fee));
        assert!(read.errors().is_empty());
        let hidden = ServiceInput { bookable_online: false, for_new_clients: true, buffer_after_minutes: 121, ..read };
        let errors = hidden.errors();
        assert_eq!(errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/buffer_after_minutes", "/for_new_clients"]);
    }
}
