//! How many requests wait for an answer: the number in the side bar.

use domain::booking::appointment::AppointmentStatus;
use domain::booking::request::ListAppointmentRequests;
use domain::list::MOST_LIMIT;
use domain::practice::staff::Role;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen_futures::spawn_local;

use crate::session::{Session, use_session};
use crate::workplace::Workplace;

/// How old the number may get before another page asks again, in milliseconds.
const FRESH: f64 = 15_000.0;

/// The number, for the side bar and for Home.
#[derive(Clone, Copy)]
pub struct OpenRequests {
    /// Requests that nobody has answered.
    pub count: RwSignal<u32>,
    asked_at: StoredValue<f64>,
    session: Session,
    has: bool,
}

/// Makes the number known. It is asked for with a page and not by the clock: a clock would keep the session alive (A20).
pub fn provide_open_requests(workplace: Workplace) -> OpenRequests {
    let has = workplace.role() != Role::Biller;
    let open = OpenRequests { count: RwSignal::new(0), asked_at: StoredValue::new(0.0), session: use_session(), has };
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        if ui::now() - open.asked_at.get_value() > FRESH {
            open.reload();
        }
    });
    provide_context(open);
    open
}

impl OpenRequests {
    /// Asks again.
    pub fn reload(self) {
        if !self.has {
            return;
        }
        self.asked_at.set_value(ui::now());
        spawn_local(async move {
            let query = ListAppointmentRequests { limit: Some(MOST_LIMIT), ..ListAppointmentRequests::default() };
            let api = self.session.api();
            // Without an answer the number stays as it was: the page of requests says what failed.
            if let Ok(page) = self.session.ask(api.list_appointment_requests(&query)).await {
                let open = page.items.iter().filter(|a| a.status == AppointmentStatus::Requested).count();
                let _ = self.count.try_set(open as u32);
            }
        });
    }
}
