//! Whom a client may write to (M1): the clinicians they see.

use std::collections::BTreeSet;

use domain::{ClientId, StaffId};
use platform::db::Scope;
use practice::{clients, staff};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

/// Appointments of these statuses make somebody a clinician that the client sees.
const SEEN: [&str; 3] = ["confirmed", "attended", "no_show"];

/// The clinicians `client` sees and who work here: the one they are assigned to, and those they have or had a session
/// with.
///
/// # Errors
/// When the database does not answer.
pub async fn of_client(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Vec<staff::Model>, DbErr> {
    let column = |name| Expr::col(Alias::new(name));
    let with_sessions = Query::select()
        .distinct()
        .column(Alias::new("staff_id"))
        .from(Alias::new("appointments"))
        .and_where(column("practice_id").eq(scope.practice.0))
        .and_where(column("client_id").eq(client.0))
        .and_where(column("status").is_in(SEEN))
        .to_owned();
    let rows = db.query_all(&with_sessions).await?;
    let mut seen: BTreeSet<Uuid> = rows.iter().map(|row| row.try_get("", "staff_id")).collect::<Result<_, _>>()?;
    seen.extend(clients::find(db, scope, client).await?.and_then(|client| client.primary_clinician_id));
    let team = staff::all(db, scope).await?;
    Ok(team.into_iter().filter(|member| seen.contains(&member.id) && staff::is_clinician(member)).collect())
}

/// Whether `staff` is one of them.
///
/// # Errors
/// When the database does not answer.
pub async fn sees(db: &impl ConnectionTrait, scope: Scope, client: ClientId, staff: StaffId) -> Result<bool, DbErr> {
    Ok(of_client(db, scope, client).await?.iter().any(|member| member.id == staff.0))
}
