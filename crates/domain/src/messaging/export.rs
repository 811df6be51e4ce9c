//! A conversation as a file, to be kept or handed on (M10).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};
use crate::time::Date;

/// The most messages and notes one file holds: some hundred pages.
pub const MOST_EXPORTED: u64 = 5_000;
/// The most characters of their texts in one file: about a thousand pages.
pub const LONGEST_EXPORT: usize = 2_000_000;

/// What of a conversation goes into the file: all that was said, unless days are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ExportConversation {
    /// The first day, as the practice's clocks count days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>, format = Date, example = "2026-03-01"))]
    pub from: Option<Date>,
    /// The last day, which is in it as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>, format = Date, example = "2026-03-31"))]
    pub to: Option<Date>,
    /// `true`: internal notes and why messages were removed, too, which no client is to see. Usually not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<bool>,
}

impl Check for ExportConversation {
    fn check(&self, c: &mut Checker) {
        let in_order = self.from.zip(self.to).is_none_or(|(from, to)| from <= to);
        c.ensure(in_order, "to", "order", "The last day must not come before the first.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn m10_the_days_of_an_export_are_in_order() {
        let day = |text: &str| text.parse::<Date>().ok();
        let codes = |from: &str, to: &str| {
            let asked = ExportConversation { from: day(from), to: day(to), notes: None };
            asked.errors().into_iter().map(|error| format!("{} {}", error.pointer, error.code)).collect::<Vec<_>>()
        };
        for (from, to) in [("", ""), ("2026-03-01", ""), ("", "2026-03-01"), ("2026-03-01", "2026-03-01"), ("2026-03-01", "2027-01-01")] {
            assert!(codes(from, to).is_empty(), "{from} to {to}");
        }
        assert_eq!(codes("2026-03-02", "2026-03-01"), ["/to order"]);
    }
}
