//! What a client sees and does: openings, requests, their own appointments (B4–B9).

use serde::{Deserialize, Serialize};

use super::appointment::AppointmentStatus;
use super::settings::CancellationPolicy;
use crate::check::{Check, Checker};
use crate::ids::{AppointmentId, OfficeId, ServiceId, StaffId};
use crate::list::check_limit;
use crate::practice::office::{OfficeKind, PostalAddress};
use crate::text::{PersonName, PersonalText, Phone};
use crate::time::{Date, Timestamp, Zone};

/// With whom, where and for what one may ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingOptions {
    /// The practice's zone: all times are shown in it.
    pub zone: Zone,
    /// What its time is called now, such as `EST`, where it has a name.
    pub zone_abbreviation: Option<String>,
    /// The last day that may be asked for.
    pub horizon_end: Date,
    /// Clinicians with something to ask for.
    pub clinicians: Vec<BookableClinician>,
    /// Until when a client may cancel online.
    pub cancellation: CancellationPolicy,
    /// The practice's number.
    pub phone: Phone,
    /// At least one of the services is booked at once: no answer need be waited for.
    pub at_once_note: bool,
}

/// A clinician one may ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookableClinician {
    /// Their id.
    pub id: StaffId,
    /// First and last name.
    pub name: PersonName,
    /// Letters behind the name; may be empty.
    pub credentials: String,
    /// Where they see clients.
    pub offices: Vec<BookableOffice>,
}

/// An office one may ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookableOffice {
    /// Its id.
    pub id: OfficeId,
    /// Its name.
    pub name: String,
    /// A place or the video room.
    pub kind: OfficeKind,
    /// Where it is; none for the video room, and for new clients where the practice does not show it.
    pub address: Option<PostalAddress>,
    /// What is given there.
    pub services: Vec<BookableService>,
}

/// A service one may ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookableService {
    /// Its id.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// Whether it is booked at once.
    #[serde(default)]
    pub at_once: bool,
}

/// Which openings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct OpeningsQuery {
    /// With whom.
    pub staff_id: StaffId,
    /// Where.
    pub office_id: OfficeId,
    /// For what.
    pub service_id: ServiceId,
    /// Any day of the week; it begins on Monday.
    pub week: Date,
    /// The caller's own appointment that would be given up for it: it does not stand in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<AppointmentId>,
}

impl Check for OpeningsQuery {
    fn check(&self, c: &mut Checker) {
        c.ensure((1970..=9000).contains(&self.week.year()), "week", "out_of_range", "Please look at the year again.");
    }
}

/// A week of openings: advice, until the request is made (B19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningsWeek {
    /// The practice's zone, in which days and halves of days are meant.
    pub zone: Zone,
    /// Seven days, Monday first.
    pub days: Vec<OpeningsDay>,
    /// The Monday before, unless it is over.
    pub previous_week: Option<Date>,
    /// The Monday after, unless it is too far ahead.
    pub next_week: Option<Date>,
    /// The first day from today on that has an opening, unless there is none.
    pub first_with_openings: Option<Date>,
}

/// A day's two boxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningsDay {
    /// The day.
    pub date: Date,
    /// What begins before 12:00.
    pub morning: Vec<Opening>,
    /// What begins at 12:00 or later.
    pub afternoon: Vec<Opening>,
}

/// A time that is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Opening {
    /// When the session would begin.
    pub start: Timestamp,
    /// When it would end.
    pub end: Timestamp,
}

/// May I come then?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestAppointment {
    /// With whom.
    pub staff_id: StaffId,
    /// Where.
    pub office_id: OfficeId,
    /// For what.
    pub service_id: ServiceId,
    /// The begin of an opening.
    pub start: Timestamp,
    /// A note; may be empty.
    #[serde(default)]
    pub note: PersonalText,
    /// The appointment that is given up for it, once it holds (B9).
    #[serde(default)]
    pub replaces: Option<AppointmentId>,
}

impl Check for RequestAppointment {
    fn check(&self, c: &mut Checker) {
        c.optional("note", self.note.as_str(), 500);
    }
}

/// Another time in place of the appointment in the address (B9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RescheduleAppointment {
    /// With whom.
    pub staff_id: StaffId,
    /// Where.
    pub office_id: OfficeId,
    /// For what.
    pub service_id: ServiceId,
    /// The begin of an opening.
    pub start: Timestamp,
}

impl Check for RescheduleAppointment {
    fn check(&self, _: &mut Checker) {}
}

/// The client's choice among the times that were offered (B12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChooseProposal {
    /// One of the appointment's proposals.
    pub start: Timestamp,
}

impl Check for ChooseProposal {
    fn check(&self, _: &mut Checker) {}
}

/// Where a session takes place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppointmentOffice {
    /// The office.
    pub id: OfficeId,
    /// Its name.
    pub name: String,
    /// A place or the video room.
    pub kind: OfficeKind,
    /// Where it is; none for the video room, and where it is not shown.
    pub address: Option<PostalAddress>,
    /// The number to call: the office's, or else the practice's.
    pub phone: Option<Phone>,
    /// How to get in, park, ring; how to join.
    pub directions: String,
}

/// What the client may do about an appointment now (B8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancellationTerms {
    /// Whether it can be cancelled, or withdrawn, online now.
    pub allowed: bool,
    /// It waits for an answer: it is withdrawn rather than cancelled, at any time.
    pub withdraw: bool,
    /// Until when it can be cancelled online; none when it cannot be at all, or at any time.
    pub deadline: Option<Timestamp>,
    /// The number to call.
    pub phone: Phone,
    /// The practice's policy.
    pub policy: CancellationPolicy,
}

/// An appointment as its client sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalAppointment {
    /// Its id.
    pub id: AppointmentId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// The clinician.
    pub clinician_id: StaffId,
    /// Name with credentials.
    pub clinician: PersonName,
    /// Where.
    pub office: AppointmentOffice,
    /// For what.
    pub service_id: ServiceId,
    /// Its name.
    pub service: String,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// The practice's zone, in which it is shown.
    pub zone: Zone,
    /// How far it is.
    pub status: AppointmentStatus,
    /// Times the practice offers instead.
    pub proposals: Vec<Timestamp>,
    /// What the client may do about it.
    pub cancellation: CancellationTerms,
    /// It was booked at once, without an answer to wait for.
    #[serde(default)]
    pub at_once: bool,
}

/// A client's appointments: upcoming ones by begin, past ones the last first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalAppointmentPage {
    /// This page's appointments.
    pub items: Vec<PortalAppointment>,
    /// Where the next page begins; none on the last.
    pub next_cursor: Option<String>,
}

named! {
    /// Before or after now.
    When {
        /// What has not ended.
        Upcoming = "upcoming",
        /// What has.
        Past = "past",
    }
}

/// Which of the client's own appointments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ListMyAppointments {
    /// `upcoming` (usual) or `past`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub when: Option<When>,
    /// Items a page: 1 to 200, usually 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// The `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Check for ListMyAppointments {
    fn check(&self, c: &mut Checker) {
        check_limit(c, self.limit);
    }
}
