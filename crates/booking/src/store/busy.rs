//! What takes a clinician's or a room's time, read narrowly: openings are asked for often.

use domain::booking::appointment::AppointmentStatus;
use domain::booking::engine::{Busy, BusyKind, Span};
use domain::time::Timestamp;
use domain::{AppointmentId, OfficeId, StaffId};
use platform::db::{Moment, Scope};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, FromQueryResult, QuerySelect as _};

use super::appointments::{self, Column};

/// No appointment keeps more time than a day, buffers included; the database sees to it.
pub(crate) const LONGEST_SECONDS: i64 = 24 * 3600;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    staff_id: Uuid,
    office_id: Uuid,
    starts_at: Moment,
    ends_at: Moment,
    blocked_from: Moment,
    blocked_to: Moment,
    status: String,
    expires_at: Option<Moment>,
}

/// Blocking appointments that reach into `span`: a clinician's, and, where a room is named, everybody's there. Requests
/// whose time for an answer is over by `now` are left out (B21), and so are `leaving_out`.
///
/// # Errors
/// When the database does not answer.
pub async fn appointments(
    db: &impl ConnectionTrait,
    scope: Scope,
    staff: StaffId,
    room: Option<OfficeId>,
    span: Span,
    now: Timestamp,
    leaving_out: &[AppointmentId],
) -> Result<Vec<Busy>, DbErr> {
    let mut rows = narrow(scope, span).filter(Column::StaffId.eq(staff.0)).into_model::<Row>().all(db).await?;
    if let Some(room) = room {
        let others = narrow(scope, span).filter(Column::OfficeId.eq(room.0)).filter(Column::StaffId.ne(staff.0));
        rows.extend(others.into_model::<Row>().all(db).await?);
    }
    let now = Moment::from(now);
    Ok(rows.into_iter().filter(|row| !leaving_out.contains(&AppointmentId(row.id))).filter_map(|row| busy(&row, now)).collect())
}

/// Keeps time that reaches into `span`. Two bounds on one indexed column: the cost does not grow with the table.
pub(crate) fn reaching_into(span: Span) -> Condition {
    let (from, to) = (Moment::from(span.from), Moment::from(span.to));
    Condition::all()
        .add(Column::BlockedFrom.gt(from.plus(-LONGEST_SECONDS)))
        .add(Column::BlockedFrom.lt(to))
        .add(Column::BlockedTo.gt(from))
        .add(Column::Blocking.eq(true))
}

fn narrow(scope: Scope, span: Span) -> Select<appointments::Entity> {
    appointments::scoped(scope)
        .select_only()
        .columns([
            Column::Id,
            Column::StaffId,
            Column::OfficeId,
            Column::StartsAt,
            Column::EndsAt,
            Column::BlockedFrom,
            Column::BlockedTo,
            Column::Status,
            Column::ExpiresAt,
        ])
        .filter(reaching_into(span))
}

fn busy(row: &Row, now: Moment) -> Option<Busy> {
    let pending = AppointmentStatus::named(&row.status).is_some_and(AppointmentStatus::is_pending);
    if pending && row.expires_at.is_some_and(|expires| expires <= now) {
        return None;
    }
    Some(Busy {
        kind: if pending { BusyKind::Pending } else { BusyKind::Appointment },
        staff_id: StaffId(row.staff_id),
        office_id: Some(OfficeId(row.office_id)),
        session: Span { from: row.starts_at.into(), to: row.ends_at.into() },
        blocked: Span { from: row.blocked_from.into(), to: row.blocked_to.into() },
        appointment_id: Some(AppointmentId(row.id)),
    })
}
