//! What the practice sets for booking (B2, B3).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};

named! {
    /// Until when a client may cancel online (B8).
    CancellationPolicy {
        /// Never: the client calls.
        PhoneOnly = "phone_only",
        /// At least 24 hours before.
        Hours24 = "hours_24",
        /// At least 48 hours before.
        Hours48 = "hours_48",
        /// At least 72 hours before.
        Hours72 = "hours_72",
    }
}

impl CancellationPolicy {
    /// Elapsed hours before the begin; none when the client must call.
    #[must_use]
    pub const fn hours(self) -> Option<u16> {
        match self {
            Self::PhoneOnly => None,
            Self::Hours24 => Some(24),
            Self::Hours48 => Some(48),
            Self::Hours72 => Some(72),
        }
    }
}

named! {
    /// Who says yes to a request (B3).
    Approval {
        /// Somebody at the practice, each time.
        ByHand = "by_hand",
        /// Requests of clients are booked at once; those of new clients still wait.
        ExistingBookAtOnce = "existing_book_at_once",
    }
}

/// A question for new clients (B11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PrescreenQuestion {
    /// The question.
    pub text: String,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
}

/// The most questions a new client is asked.
pub const MOST_QUESTIONS: usize = 10;

/// The rules of booking; another set of them never changes an appointment that stands (B22).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SchedulingRules {
    /// Sessions begin at multiples of this many minutes after midnight: 5, 10, 15, 20, 30 or 60.
    pub grid_minutes: u16,
    /// Elapsed hours between a client's request and the session, at least: 0 to 720.
    pub notice_hours_existing: u16,
    /// The same for people who are no clients yet.
    pub notice_hours_new: u16,
    /// How many days ahead may be asked for: 1 to 365. Today is day 0.
    pub horizon_days: u16,
    /// Until when a client may cancel online.
    pub cancellation: CancellationPolicy,
    /// Whether a request keeps its time free of others while it waits.
    pub pending_holds: bool,
    /// Hours after which a request lapses; 0 for never, at most 720.
    pub request_expiry_hours: u16,
    /// Whether requests wait for an answer, where the service does not say.
    pub approval: Approval,
    /// Hours before a session at which the client is reminded: at most 5, each 1 to 336.
    pub reminder_hours: Vec<u16>,
    /// What new clients are asked: at most 10.
    pub prescreen_questions: Vec<PrescreenQuestion>,
    /// Web sites that may show the booking page in a frame: at most 10 origins, such as `https://example.com`.
    pub framing_sites: Vec<String>,
    /// Whether people who are no clients yet may ask for a time.
    pub new_client_door: bool,
}

impl Default for SchedulingRules {
    fn default() -> Self {
        Self {
            grid_minutes: 15,
            notice_hours_existing: 24,
            notice_hours_new: 48,
            horizon_days: 60,
            cancellation: CancellationPolicy::Hours24,
            pending_holds: true,
            request_expiry_hours: 72,
            approval: Approval::ByHand,
            reminder_hours: vec![48],
            prescreen_questions: Vec::new(),
            framing_sites: Vec::new(),
            new_client_door: true,
        }
    }
}

impl Check for SchedulingRules {
    fn check(&self, c: &mut Checker) {
        c.ensure([5, 10, 15, 20, 30, 60].contains(&self.grid_minutes), "grid_minutes", "grid", "Choose 5, 10, 15, 20, 30 or 60 minutes.");
        c.between("notice_hours_existing", self.notice_hours_existing.into(), 0, 720);
        c.between("notice_hours_new", self.notice_hours_new.into(), 0, 720);
        c.between("horizon_days", self.horizon_days.into(), 1, 365);
        c.between("request_expiry_hours", self.request_expiry_hours.into(), 0, 720);
        c.each("reminder_hours", &self.reminder_hours, 5, |c, hours| c.between("", (*hours).into(), 1, 336));
        duplicates(c, "reminder_hours", &self.reminder_hours);
        c.each("prescreen_questions", &self.prescreen_questions, MOST_QUESTIONS, |c, question| c.required("text", &question.text, 200));
        c.each("framing_sites", &self.framing_sites, 10, |c, site| {
            c.ensure(is_origin(site), "", "origin", "An address such as https://example.com, without a page behind it.");
        });
        duplicates(c, "framing_sites", &self.framing_sites);
    }
}

fn duplicates<T: PartialEq>(c: &mut Checker, field: &str, items: &[T]) {
    for (i, item) in items.iter().enumerate().take(10) {
        if items[..i].contains(item) {
            c.within(field, |c| c.fail(&i.to_string(), "duplicate", "This is already in the list."));
        }
    }
}

/// `https://host` with or without a port; also `http` on one's own machine, to try it out.
fn is_origin(text: &str) -> bool {
    let (rest, own) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (rest, false),
        (_, Some(rest)) => (rest, true),
        _ => return false,
    };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let port_fits = port.is_none_or(|port| port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0));
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let host_fits = host.len() <= 253 && host.split('.').all(label);
    port_fits && host_fits && if own { matches!(host, "localhost" | "127.0.0.1") } else { host.contains('.') }
}

/// The rules in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scheduling {
    /// Counts the changes; the ETag.
    pub version: i64,
    /// The rules.
    pub rules: SchedulingRules,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2_what_a_practice_begins_with_passes_its_own_checks() {
        let rules = SchedulingRules::default();
        assert!(rules.errors().is_empty());
        assert_eq!((rules.grid_minutes, rules.notice_hours_existing, rules.notice_hours_new, rules.horizon_days), (15, 24, 48, 60));
        assert_eq!((rules.cancellation.as_str(), rules.pending_holds, rules.request_expiry_hours), ("hours_24", true, 72));
    }

    #[test]
    fn b2_each_rule_has_its_bounds() {
        let usual = SchedulingRules::default;
        let question = PrescreenQuestion { text: " ".into(), required: true };
        for (rules, pointer, code) in [
            (SchedulingRules { grid_minutes: 7, ..usual() }, "/grid_minutes", "grid"),
            (SchedulingRules { grid_minutes: 0, ..usual() }, "/grid_minutes", "grid"),
            (SchedulingRules { notice_hours_new: 721, ..usual() }, "/notice_hours_new", "out_of_range"),
            (SchedulingRules { horizon_days: 0, ..usual() }, "/horizon_days", "out_of_range"),
            (SchedulingRules { request_expiry_hours: 721, ..usual() }, "/request_expiry_hours", "out_of_range"),
            (SchedulingRules { reminder_hours: vec![48, 0], ..usual() }, "/reminder_hours/1", "out_of_range"),
            (SchedulingRules { reminder_hours: vec![24, 24], ..usual() }, "/reminder_hours/1", "duplicate"),
            (SchedulingRules { reminder_hours: vec![1, 2, 3, 4, 5, 6], ..usual() }, "/reminder_hours", "too_many"),
            (SchedulingRules { prescreen_questions: vec![question], ..usual() }, "/prescreen_questions/0/text", "required"),
        ] {
            let errors = rules.errors();
            assert_eq!((errors.len(), errors[0].pointer.as_str(), errors[0].code.as_str()), (1, pointer, code));
        }
    }

    #[test]
    fn a_site_is_an_origin() {
        for good in ["https://example.com", "https://www.example.com:8443", "http://localhost:8080", "http://127.0.0.1"] {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "",
            "example.com",
            "http://example.com",
            "https://example.com/",
            "https://example.com/page",
            "https://*.example.com",
            "https://Example.com",
            "https://example.com:0",
            "https://example.com:+80",
            "https://example.com:80:80",
            "https://example.com; script-src *",
            "https://localhost",
            "https://-a.example",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
