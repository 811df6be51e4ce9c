//! Booking: what clients and people who are no clients yet ask for, and what the practice makes of it.

mod appointments;
mod calendars;
mod door;
mod portal;

use domain::booking::portal::OpeningsQuery;

/// The query by hand: the general way would be the only use of its encoder in the portal. Ids and days need no escape.
fn openings(query: &OpeningsQuery) -> String {
    let OpeningsQuery { staff_id, office_id, service_id, week, replaces } = query;
    let replaces = replaces.map(|id| format!("&replaces={id}")).unwrap_or_default();
    format!("staff_id={staff_id}&office_id={office_id}&service_id={service_id}&week={week}{replaces}")
}
