//! A session that was dragged: shown at its new place at once, then asked about, sent, and taken back with words if it failed.

use api::Attempt;
use domain::StaffId;
use domain::booking::appointment::{Appointment, MoveAppointment, Reach};
use domain::time::LocalTime;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Checkbox, Dialog, Failure, announce, use_toasts};
use wasm_bindgen_futures::spawn_local;

use super::labels;
use super::overlap::{Overlap, OverlapTick};
use super::reach::{ReachChoice, reach_of};
use super::state::{Calendar, use_calendar};
use crate::session::use_session;
use crate::wall;

/// A session with the place it would get.
#[derive(Clone)]
pub struct Moving {
    old: Appointment,
    start: LocalTime,
    minutes: u16,
    staff: Option<StaffId>,
}

impl Moving {
    /// A session on its way; `staff` where the column is a clinician's.
    pub fn new(old: Appointment, start: LocalTime, minutes: u16, staff: Option<StaffId>) -> Self {
        let staff = staff.filter(|staff| *staff != old.staff_id);
        Self { old, start, minutes, staff }
    }

    /// Whether it would be elsewhere, or of another length.
    pub fn differs(&self, zone: &str) -> bool {
        wall::local(self.old.start, zone) != self.start || labels::minutes(&self.old) != self.minutes || self.staff.is_some()
    }

    /// Shows it there, as if it were done.
    pub fn show(&self, calendar: Calendar) {
        let zone = calendar.zone();
        let end = wall::later(self.start, self.minutes.into()).and_then(|end| wall::moment(end, &zone));
        let (Some(start), Some(end)) = (wall::moment(self.start, &zone), end) else { return };
        calendar.put(Appointment { start, end, staff_id: self.staff.unwrap_or(self.old.staff_id), ..self.old.clone() });
    }

    fn text(&self, zone: &str) -> String {
        let from = wall::local(self.old.start, zone);
        let before = labels::minutes(&self.old);
        let length = if before == self.minutes { String::new() } else { format!("{} minutes instead of {before}", self.minutes) };
        if from == self.start && self.staff.is_none() {
            return format!("{}: {length}.", wall::day_and_clock(from));
        }
        let moved = format!("From {} to {}", wall::day_and_clock(from), wall::day_and_clock(self.start));
        let parts = [moved, length].into_iter().filter(|part| !part.is_empty());
        format!("{}.", parts.collect::<Vec<_>>().join(", "))
    }
}

/// Asks whom to tell and how far it reaches, and sends it.
#[component]
pub fn MoveDialog(moving: RwSignal<Option<Moving>>) -> impl IntoView {
    let (session, calendar, toasts, say) = (use_session(), use_calendar(), use_toasts(), announce());
    let open = RwSignal::new(false);
    let tell = RwSignal::new(true);
    let reach = RwSignal::new(Reach::ThisOne.as_str().to_owned());
    let overlap = Overlap::new();
    let attempt = Attempt::new();
    Effect::new(move |before: Option<Option<_>>| {
        let now = moving.with(|m| m.as_ref().map(|m| m.old.id));
        if now.is_some() && before.flatten().is_none() {
            tell.set(true);
            reach.set(Reach::ThisOne.as_str().to_owned());
            overlap.forget();
            open.set(true);
        }
        now
    });
    let back = Callback::new(move |()| {
        open.set(false);
        if let Some(change) = moving.get_untracked() {
            calendar.put(change.old);
            moving.set(None);
            say("Put back.".to_owned());
        }
    });
    let send = Callback::new(move |()| {
        let Some(change) = moving.get_untracked() else { return };
        let input = MoveAppointment {
            start: change.start,
            minutes: Some(change.minutes),
            staff_id: change.staff,
            office_id: None,
            reach: reach_of(&reach.get_untracked()),
            allow_overlap: overlap.allows(),
            tell_client: tell.get_untracked(),
        };
        // It stands at its new place already; the dialog goes, and comes back only for a question.
        open.set(false);
        let (api, attempt) = (session.api(), attempt.clone());
        spawn_local(async move {
            let old = change.old;
            match session.ask(api.move_appointment(&attempt, old.id, Some(old.version), &input)).await {
                Ok(now) => {
                    let name = now.client_name.as_str().to_owned();
                    calendar.put(now);
                    if input.reach == Reach::ThisAndLater {
                        calendar.appointments.reload();
                    }
                    toasts.say(format!("The appointment with {name} was moved."));
                    let _ = moving.try_set(None);
                }
                Err(failure) if failure.code == "overlap" => {
                    overlap.hear_and_tell(&failure);
                    let _ = open.try_set(true);
                }
                Err(failure) => {
                    calendar.put(old);
                    let _ = moving.try_set(None);
                    let changed = matches!(failure.code.as_str(), "stale" | "not_found" | "settled");
                    let told = if changed {
                        calendar.appointments.reload();
                        Failure::new("It was put back: somebody else changed this appointment meanwhile.", "Here is how it stands now.")
                    } else {
                        Failure { title: format!("It was put back. {}", failure.title), ..failure }
                    };
                    toasts.failed(&told);
                }
            }
        });
    });
    let title = Signal::derive(move || {
        let name = moving.with(|m| m.as_ref().map(|m| m.old.client_name.as_str().to_owned()));
        format!("Move the appointment with {}?", name.unwrap_or_default())
    });
    let text = Signal::derive(move || moving.with(|m| m.as_ref().map(|m| m.text(&calendar.zone()))).unwrap_or_default());
    let series = Signal::derive(move || moving.with(|m| m.as_ref().is_some_and(|m| m.old.series_id.is_some())));
    view! {
        <Dialog open title on_close=back>
            <p>{text}</p>
            {move || series.get().then(|| view! { <ReachChoice value=reach legend="Which ones move?" /> })}
            <OverlapTick overlap />
            <Checkbox label="Tell the client by e-mail" value=tell />
            <div class="actions">
                <Button on_press=back>"Put it back"</Button>
                <Button kind=ButtonKind::Primary on_press=send>"Move"</Button>
            </div>
        </Dialog>
    }
    .into_any()
}
