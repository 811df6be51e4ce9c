//! What the words of booking are called on the screen.

use domain::booking::appointment::{Appointment, AppointmentStatus, Conflict, Outcome};
use domain::booking::calendar::{ClosedBy, OutsideCalendarState};
use domain::booking::exception::ExceptionKind;
use domain::practice::staff::{Role, StaffMember, StaffState};
use domain::text::PersonalText;
use ui::{Choice, Tone};

use crate::wall;

/// How far an appointment is, in a word or two.
pub fn status(status: AppointmentStatus) -> &'static str {
    match status {
        AppointmentStatus::Requested => "Requested",
        AppointmentStatus::Proposed => "Other times offered",
        AppointmentStatus::Confirmed => "Confirmed",
        AppointmentStatus::Attended => "Attended",
        AppointmentStatus::NoShow => "No-show",
        AppointmentStatus::LateCancelled => "Late cancelled",
        AppointmentStatus::Cancelled => "Cancelled",
        AppointmentStatus::CancelledByClinician => "Cancelled by clinician",
        AppointmentStatus::Declined => "Declined",
        AppointmentStatus::Lapsed => "Not answered in time",
        AppointmentStatus::Withdrawn => "Taken back by the client",
    }
}

/// The colour of a status.
pub fn status_tone(status: AppointmentStatus) -> Tone {
    match status {
        AppointmentStatus::Requested | AppointmentStatus::Proposed => Tone::Due,
        AppointmentStatus::Confirmed => Tone::Accent,
        AppointmentStatus::Attended => Tone::Good,
        AppointmentStatus::NoShow | AppointmentStatus::LateCancelled => Tone::Bad,
        AppointmentStatus::Cancelled
        | AppointmentStatus::CancelledByClinician
        | AppointmentStatus::Declined
        | AppointmentStatus::Lapsed
        | AppointmentStatus::Withdrawn => Tone::Plain,
    }
}

/// Whether it has a place in the calendar; what was cancelled only where somebody asks for it.
pub fn stands(status: AppointmentStatus, cancelled_too: bool) -> bool {
    match status {
        AppointmentStatus::Declined | AppointmentStatus::Lapsed | AppointmentStatus::Withdrawn => false,
        AppointmentStatus::Cancelled | AppointmentStatus::CancelledByClinician | AppointmentStatus::LateCancelled => cancelled_too,
        _ => true,
    }
}

/// Whether staff may give it another time: it will take place, or is thought to.
pub fn movable(appointment: &Appointment) -> bool {
    appointment.status == AppointmentStatus::Confirmed
}

/// What became of a session, as a button says it.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Attended => "Attended",
        Outcome::NoShow => "No-show",
        Outcome::LateCancelled => "Late cancelled",
        Outcome::Confirmed => "Back to confirmed",
    }
}

/// The rule that closes a time, as a sentence.
pub fn closed_by(rule: ClosedBy) -> &'static str {
    match rule {
        ClosedBy::DoesNotExist => "The clocks skip this time on that day.",
        ClosedBy::Past => "It has begun already.",
        ClosedBy::NotAGridStart => "Appointments do not begin at this minute.",
        ClosedBy::ServiceNotHere => "This service is not offered online by this clinician at this office.",
        ClosedBy::Notice => "It is too soon: clients need to ask earlier.",
        ClosedBy::Horizon => "It is too far ahead.",
        ClosedBy::NoHours => "The clinician does not work then, or not for long enough.",
        ClosedBy::TimeOff => "The clinician is away.",
        ClosedBy::Appointment => "There is an appointment.",
        ClosedBy::Buffer => "The time before or after an appointment is kept free.",
        ClosedBy::PendingRequest => "Somebody asked for it and waits for an answer.",
        ClosedBy::OutsideBusy => "An outside calendar says busy.",
        ClosedBy::OfficeTaken => "The room is taken.",
    }
}

/// Something in the way: what, whose, and when in the practice's zone.
pub fn conflict(conflict: &Conflict, zone: &str) -> String {
    let when = conflict.start.zip(conflict.end).map(|(start, end)| wall::span(wall::local(start, zone), wall::local(end, zone)));
    conflict_said(conflict.kind, conflict.text.as_ref().map(PersonalText::as_str), when.as_deref())
}

fn conflict_said(rule: ClosedBy, text: Option<&str>, when: Option<&str>) -> String {
    let about: Vec<&str> = [text, when].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let what = in_the_way(rule);
    if about.is_empty() { what.to_owned() } else { format!("{what}: {}", about.join(", ")) }
}

fn in_the_way(rule: ClosedBy) -> &'static str {
    match rule {
        ClosedBy::Appointment => "Another appointment",
        ClosedBy::Buffer => "Time kept free around another appointment",
        ClosedBy::PendingRequest => "Another request",
        ClosedBy::OfficeTaken => "The room is taken",
        ClosedBy::TimeOff => "Time off",
        ClosedBy::NoHours => "Outside the clinician's hours",
        ClosedBy::OutsideBusy => "Busy in an outside calendar",
        ClosedBy::Past => "It has begun already",
        ClosedBy::Notice => "Sooner than clients may ask for",
        ClosedBy::Horizon => "Further ahead than clients may ask for",
        ClosedBy::NotAGridStart => "Not a usual start of appointments",
        ClosedBy::ServiceNotHere => "The service is not offered there",
        ClosedBy::DoesNotExist => "The clocks skip this time",
    }
}

/// Extra hours or time off.
pub fn exception(kind: ExceptionKind) -> &'static str {
    match kind {
        ExceptionKind::ExtraHours => "Extra hours",
        ExceptionKind::TimeOff => "Time off",
    }
}

/// How reading an outside calendar goes.
pub fn outside(state: OutsideCalendarState) -> (&'static str, Tone) {
    match state {
        OutsideCalendarState::New => ("Not read yet", Tone::Due),
        OutsideCalendarState::Ok => ("Up to date", Tone::Good),
        OutsideCalendarState::Failing => ("Cannot be read", Tone::Bad),
    }
}

/// Whether somebody sees clients.
pub fn sees_clients(member: &StaffMember) -> bool {
    member.state != StaffState::Deactivated && matches!(member.details.role, Role::Owner | Role::Clinician)
}

/// The clinicians, to choose from.
pub fn clinician_choices(team: &[StaffMember]) -> Vec<Choice> {
    team.iter().filter(|m| sees_clients(m)).map(|m| Choice::new(m.id.to_string(), m.display_name.as_str())).collect()
}

/// "10:00 AM to 10:50 AM", in the practice's zone.
pub fn hours_of(appointment: &Appointment, zone: &str) -> String {
    let (from, to) = (wall::local(appointment.start, zone), wall::local(appointment.end, zone));
    format!("{} to {}", wall::clock(from.minute()), wall::clock(to.minute()))
}

/// "Tue, Mar 3, 10:00 AM to 10:50 AM", in the practice's zone.
pub fn when(appointment: &Appointment, zone: &str) -> String {
    format!("{}, {}", wall::day(wall::local(appointment.start, zone).date()), hours_of(appointment, zone))
}

/// How long it lasts.
pub fn minutes(appointment: &Appointment) -> u16 {
    let milliseconds = appointment.end.as_millisecond() - appointment.start.as_millisecond();
    u16::try_from(milliseconds / 60_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b12_what_is_in_the_way_is_told_with_whose_and_when() {
        let said = |text, when| conflict_said(ClosedBy::Appointment, text, when);
        assert_eq!(
            said(Some("Maya Ortiz"), Some("Tue, Mar 3, 10:00 AM to 10:50 AM")),
            "Another appointment: Maya Ortiz, Tue, Mar 3, 10:00 AM to 10:50 AM"
        );
        assert_eq!(said(None, Some("Tue, Mar 3")), "Another appointment: Tue, Mar 3");
        assert_eq!(said(Some(""), None), "Another appointment");
    }

    #[test]
    fn b13_the_calendar_shows_what_takes_or_took_place() {
        let of = |too| AppointmentStatus::ALL.iter().filter(|s| stands(**s, too)).map(|s| s.as_str()).collect::<Vec<_>>();
        assert_eq!(of(false), ["requested", "proposed", "confirmed", "attended", "no_show"]);
        assert_eq!(of(true).len(), 8);
    }
}
