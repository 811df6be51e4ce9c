//! A clinician's word about days without answers (M11).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::text::PersonalText;
use crate::time::Date;

/// What clients read above a conversation while the clinician does not answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OutOfOffice {
    /// The words, at most 500 characters.
    pub text: PersonalText,
    /// The first day it is shown, in the practice's zone; none for at once.
    #[serde(default)]
    pub from: Option<Date>,
    /// The last day it is shown; none for until it is taken away.
    #[serde(default)]
    pub to: Option<Date>,
}

impl OutOfOffice {
    /// Whether it is shown on a day of the practice's zone; both ends included.
    #[must_use]
    pub fn covers(&self, today: Date) -> bool {
        self.from.is_none_or(|from| from <= today) && self.to.is_none_or(|to| today <= to)
    }

    /// Whether it is shown now: what counts is the day on the practice's wall, not on the reader's.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn in_force(&self, zone: &jiff::tz::TimeZone, now: crate::time::Timestamp) -> bool {
        self.covers(zone.to_datetime(now).date())
    }
}

/// What a staff member sets for themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffMessaging {
    /// Their out-of-office; none when they answer as usual.
    #[serde(default)]
    pub out_of_office: Option<OutOfOffice>,
}

impl Check for StaffMessaging {
    fn check(&self, c: &mut Checker) {
        let Some(out_of_office) = &self.out_of_office else { return };
        c.within("out_of_office", |c| {
            c.required("text", out_of_office.text.as_str(), 500);
            let ordered = out_of_office.from.zip(out_of_office.to).is_none_or(|(from, to)| from <= to);
            c.ensure(ordered, "to", "before_begin", "The last day is before the first.");
        });
    }
}

/// What a staff member has set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMessagingKept {
    /// Counts the changes; the ETag.
    pub version: i64,
    /// Whether clients read the out-of-office now.
    pub shown: bool,
    /// What was set.
    pub settings: StaffMessaging,
}
