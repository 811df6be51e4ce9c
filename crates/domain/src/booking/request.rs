//! What the practice answers to a request (B12).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::documents::check_templates;
use crate::ids::{PacketId, TemplateId};
use crate::text::PersonalText;
use crate::time::LocalTime;

/// Which requests to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ListAppointmentRequests {
    /// Those that were put away, instead of those that were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// Items a page: 1 to 200, usually 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
    /// The `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Check for ListAppointmentRequests {
    fn check(&self, c: &mut Checker) {
        crate::list::check_limit(c, self.limit);
    }
}

/// Yes. Also asked for a preview of its e-mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptRequest {
    /// The subject of the e-mail; empty for our own.
    #[serde(default)]
    pub subject: PersonalText,
    /// Its text; empty for our own.
    #[serde(default)]
    pub text: PersonalText,
    /// It may overlap others; this is recorded.
    #[serde(default)]
    pub allow_overlap: bool,
    /// A packet that is sent along: its documents come first.
    #[serde(default)]
    pub packet_id: Option<PacketId>,
    /// Documents that are sent along, by their templates, in the order in which the client goes through them.
    #[serde(default)]
    pub templates: Vec<TemplateId>,
}

impl Check for AcceptRequest {
    fn check(&self, c: &mut Checker) {
        c.optional("subject", self.subject.as_str(), 150);
        c.ensure(!self.subject.as_str().contains(['\n', '\r']), "subject", "one_line", "This must be one line.");
        c.optional("text", self.text.as_str(), 5_000);
        check_templates(c, &self.templates);
    }
}

/// No.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeclineRequest {
    /// Why, in a few words for the client; may be empty.
    #[serde(default)]
    pub reason: PersonalText,
    /// More words for the client's e-mail; may be empty.
    #[serde(default)]
    pub message: PersonalText,
}

impl Check for DeclineRequest {
    fn check(&self, c: &mut Checker) {
        c.optional("reason", self.reason.as_str(), 200);
        c.ensure(!self.reason.as_str().contains(['\n', '\r']), "reason", "one_line", "This must be one line.");
        c.optional("message", self.message.as_str(), 2_000);
    }
}

/// The most times that are offered instead.
pub const MOST_PROPOSALS: usize = 3;

/// Not then, but then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProposeTimes {
    /// One to three begins, in the practice's local time.
    pub starts: Vec<LocalTime>,
}

impl Check for ProposeTimes {
    fn check(&self, c: &mut Checker) {
        c.ensure(!self.starts.is_empty(), "starts", "required", "Choose at least one time.");
        c.each("starts", &self.starts, MOST_PROPOSALS, |_, _| {});
        for (i, start) in self.starts.iter().enumerate().take(MOST_PROPOSALS) {
            if self.starts[..i].contains(start) {
                c.within("starts", |c| c.fail(&i.to_string(), "duplicate", "This time is already in the list."));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b12_one_to_three_times_are_offered() {
        let codes = |starts: &[&str]| {
            let input = ProposeTimes { starts: starts.iter().map(|text| text.parse().unwrap()).collect() };
            input.errors().into_iter().map(|error| (error.pointer, error.code)).collect::<Vec<_>>()
        };
        let (a, b) = ("2026-03-03T10:00", "2026-03-03T11:00");
        assert!(codes(&[a, b]).is_empty());
        assert_eq!(codes(&[]), [("/starts".into(), "required".into())]);
        assert_eq!(codes(&[a, b, a]), [("/starts/2".into(), "duplicate".into())]);
        assert_eq!(codes(&[a, b, "2026-03-04T10:00", "2026-03-05T10:00"])[0].1, "too_many");
    }
}
