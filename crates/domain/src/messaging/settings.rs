//! What the practice sets for messages (M1, M7, M8, M9, M11).

use serde::{Deserialize, Serialize};

use crate::check::{Check, Checker};

/// The practice's choices. How long a link works is none of them: 15 minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MessagingSettings {
    /// Whether clients may write to the front desk.
    pub front_desk_open: bool,
    /// Minutes a message stays unread before a notice goes out by e-mail: 0 to 60.
    pub notice_delay_minutes: u16,
    /// Whether each side is shown that the other has seen a message.
    pub show_seen: bool,
    /// Whether a notice's link works only on devices that signed in before.
    pub known_devices_only: bool,
    /// One line that is always in view, such as *This is not for emergencies: call 911*; empty to keep to ours.
    pub emergency_line: String,
}

impl Check for MessagingSettings {
    fn check(&self, c: &mut Checker) {
        c.between("notice_delay_minutes", self.notice_delay_minutes.into(), 0, 60);
        c.optional("emergency_line", &self.emergency_line, 200);
        c.ensure(!self.emergency_line.contains(['\n', '\r', '\t']), "emergency_line", "one_line", "This must be one line.");
    }
}

/// The choices in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Messaging {
    /// Counts the changes; the ETag.
    pub version: i64,
    /// The choices.
    pub settings: MessagingSettings,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn m7_m8_a_practice_begins_without_a_delay_and_without_seen() {
        let usual = MessagingSettings::default();
        assert!(usual.errors().is_empty());
        assert_eq!(
            (usual.notice_delay_minutes, usual.show_seen, usual.front_desk_open, usual.known_devices_only),
            (0, false, false, false)
        );
    }

    #[test]
    fn m8_m11_each_choice_has_its_bounds() {
        let usual = MessagingSettings::default;
        for (settings, pointer, code) in [
            (MessagingSettings { notice_delay_minutes: 61, ..usual() }, "/notice_delay_minutes", "out_of_range"),
            (MessagingSettings { emergency_line: "x".repeat(201), ..usual() }, "/emergency_line", "too_long"),
            (MessagingSettings { emergency_line: "a\nb".into(), ..usual() }, "/emergency_line", "one_line"),
        ] {
            let errors = settings.errors();
            assert_eq!((errors.len(), errors[0].pointer.as_str(), errors[0].code.as_str()), (1, pointer, code));
        }
        assert!(MessagingSettings { notice_delay_minutes: 60, emergency_line: "é".repeat(200), ..usual() }.errors().is_empty());
    }
}
