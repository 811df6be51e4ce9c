//! When a client may be invited, and how often a day (A3, A6).

use jiff::tz::TimeZone;

use super::portal_access::{AccessState, EmailChoice, InvitationBar, MOST_RESENDS_A_DAY};
use crate::time::Timestamp;

/// An invitation that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// When.
    pub at: Timestamp,
    /// To which address, by [`crate::text::Email::key`].
    pub address_key: String,
}

/// Resends that are left on the local day of `now`, given all invitations of one client, the oldest first. A resend is
/// an invitation to an address that had one before.
#[must_use]
pub fn resends_left(now: Timestamp, zone: &TimeZone, sent: &[Sent]) -> u32 {
    let day_of = |at: Timestamp| zone.to_datetime(at).date();
    let today = day_of(now);
    let resends = sent.iter().enumerate().filter(|(i, one)| day_of(one.at) == today && was_invited(&sent[..*i], &one.address_key)).count();
    MOST_RESENDS_A_DAY.saturating_sub(u32::try_from(resends).unwrap_or(u32::MAX))
}

/// Whether one of `sent` went to this address: another one there is a resend.
#[must_use]
pub fn was_invited(sent: &[Sent], address_key: &str) -> bool {
    sent.iter().any(|one| one.address_key == address_key)
}

/// Seconds until the next day begins in `zone`.
#[must_use]
pub fn seconds_until_tomorrow(now: Timestamp, zone: &TimeZone) -> u64 {
    let tomorrow = zone.to_datetime(now).date().tomorrow().ok().and_then(|date| date.to_zoned(zone.clone()).ok());
    let seconds = tomorrow.map_or(0, |midnight| midnight.timestamp().as_second() - now.as_second());
    u64::try_from(seconds).unwrap_or_default().max(1)
}

/// Why no invitation can be sent now; none when one can.
#[must_use]
pub fn bar(portal_open: bool, state: AccessState, emails: &[EmailChoice], resends_left: u32) -> Option<InvitationBar> {
    match state {
        _ if !portal_open => Some(InvitationBar::PortalClosed),
        AccessState::Active => Some(InvitationBar::SignedInAlready),
        _ if emails.is_empty() => Some(InvitationBar::NoEmail),
        _ if !emails.iter().any(|email| email.email_ok) => Some(InvitationBar::EmailNotOk),
        _ if resends_left == 0 => Some(InvitationBar::TooManyToday),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn sent(moments: &[&str]) -> Vec<Sent> {
        moments.iter().map(|text| Sent { at: at(text), address_key: "maya@example.com".into() }).collect()
    }

    fn new_york() -> TimeZone {
        TimeZone::fixed(tz::offset(-5))
    }

    #[test]
    fn a6_the_first_invitation_is_no_resend() {
        let now = at("2026-03-03T15:00:00Z");
        assert_eq!(resends_left(now, &new_york(), &[]), 3);
        assert_eq!(resends_left(now, &new_york(), &sent(&["2026-03-03T14:00:00Z"])), 3);
        assert_eq!(resends_left(now, &new_york(), &sent(&["2026-03-02T14:00:00Z", "2026-03-03T14:00:00Z"])), 2);
        assert_eq!(resends_left(now, &new_york(), &sent(&["2026-03-03T14:00:00Z"; 4])), 0);
    }

    #[test]
    fn a6_another_address_begins_anew() {
        let mut all = sent(&["2026-03-03T14:00:00Z", "2026-03-03T14:10:00Z"]);
        all.push(Sent { at: at("2026-03-03T14:20:00Z"), address_key: "m@example.org".into() });
        assert_eq!(resends_left(at("2026-03-03T15:00:00Z"), &new_york(), &all), 2);
        assert!(was_invited(&all, "m@example.org") && !was_invited(&all, "x@example.org"));
    }

    #[test]
    fn a6_the_day_is_the_practices_own() {
        // 23:30 of the 2nd, 00:30 of the 3rd in New York.
        let all = sent(&["2026-03-01T12:00:00Z", "2026-03-03T04:30:00Z", "2026-03-03T05:30:00Z"]);
        assert_eq!(resends_left(at("2026-03-03T04:59:59Z"), &new_york(), &all[..2]), 2);
        assert_eq!(resends_left(at("2026-03-03T06:00:00Z"), &new_york(), &all), 2);
        assert_eq!(seconds_until_tomorrow(at("2026-03-03T04:59:00Z"), &new_york()), 60);
    }

    #[test]
    fn a3_each_bar_is_said_by_its_name() {
        let ok = [EmailChoice { address: "maya@example.com".into(), email_ok: true }];
        let not_ok = [EmailChoice { address: "maya@example.com".into(), email_ok: false }];
        let new = AccessState::NotInvited;
        assert_eq!(bar(true, new, &ok, 3), None);
        assert_eq!(bar(true, AccessState::Disabled, &ok, 1), None);
        assert_eq!(bar(false, new, &ok, 3), Some(InvitationBar::PortalClosed));
        assert_eq!(bar(true, AccessState::Active, &ok, 3), Some(InvitationBar::SignedInAlready));
        assert_eq!(bar(true, new, &[], 3), Some(InvitationBar::NoEmail));
        assert_eq!(bar(true, new, &not_ok, 3), Some(InvitationBar::EmailNotOk));
        assert_eq!(bar(true, AccessState::Invited, &ok, 0), Some(InvitationBar::TooManyToday));
    }
}
