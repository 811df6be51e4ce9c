//! The calendar: a day or a week of sessions, with panels to make, move and settle them (B13–B15).
//!
//! `wish` is the address, `state` what all parts share, `grid`, `column` and `pointer` the hours on a wide screen with
//! `session_block` and `away` in them, `lanes` and `room` what fits beside each other, `agenda` the same as a list on a phone;
//! the other modules are panels beside them.

mod agenda;
mod appointment;
mod away;
mod cancel;
mod change;
mod client_picker;
mod column;
mod exception;
mod exception_form;
mod grid;
mod hand;
mod hours_reading;
pub mod labels;
mod lanes;
mod memory;
mod moving;
mod new;
mod open_hours;
mod outcome;
mod overlap;
mod page;
mod pointer;
mod reach;
mod repeat;
mod room;
mod session_block;
mod state;
mod why;
mod wish;

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;

use appointment::AppointmentPanel;
use exception::ExceptionPanel;
use exception_form::NewException;
use new::NewAppointment;
use page::CalendarPage;
use why::WhyPanel;

pub use appointment::Facts;
pub use client_picker::{ClientPicker, prefill};
pub use overlap::{Overlap, OverlapTick};

/// The addresses below `/admin/calendar`.
#[component(transparent)]
pub fn CalendarRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("calendar") view=CalendarPage>
            <Route path=path!("") view=|| () />
            <Route path=path!("new") view=NewAppointment />
            <Route path=path!("appointments/:id") view=AppointmentPanel />
            <Route path=path!("exceptions/new") view=NewException />
            <Route path=path!("exceptions/:id") view=ExceptionPanel />
            <Route path=path!("why") view=WhyPanel />
        </ParentRoute>
    }
    .into_inner()
}
