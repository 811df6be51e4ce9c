//! The team, and what owners do with it. Invitations and second factors belong to *access*.

use actix_web::{HttpResponse, get, post, put, web};
use domain::StaffId;
use domain::practice::staff::{Role, StaffInput, StaffMember, StaffPage};
use domain::problem::ProblemDocument;
use platform::answers::{self, PROBLEM_JSON};
use platform::audit::{self, Act};
use platform::caller::{Owners, Staff, Team};
use platform::checked::{Checked, Id, NoQuery};
use platform::db::{Scope, Tx};
use platform::etag::{IfMatch, etag, tagged};
use platform::problem::Problem;
use platform::{App, session};

use super::store::{self, Model};
use crate::{examples, practices};

/// The team.
#[utoipa::path(
    tag = "practice",
    operation_id = "list_staff",
    summary = "List the team",
    description = "Everybody who works or worked here, by last name, on one page.",
    responses(answers::Read, (status = 200, description = "The team.", body = StaffPage, example = examples::team)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/staff")]
pub async fn list_staff(platform: App, staff: Staff<Team>, _: NoQuery) -> Result<web::Json<StaffPage>, Problem> {
    let team = store::all(platform.db.read(), staff.scope()).await?;
    Ok(web::Json(StaffPage { items: team.iter().map(store::to_wire).collect(), next_cursor: None }))
}

/// A staff member.
#[utoipa::path(
    tag = "practice",
    operation_id = "get_staff_member",
    summary = "Show a staff member",
    description = "Who they are, what they may do, and whether they can come in.",
    params(("id" = StaffId, Path, description = "The staff member.")),
    responses(answers::Read, (status = 200, description = "The staff member.", body = StaffMember, headers(("ETag" = String, description = "The version.")), example = examples::staff_member)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[get("/practice/staff/{id}")]
pub async fn get_staff_member(platform: App, staff: Staff<Team>, id: Id<StaffId>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let member = store::find(platform.db.read(), staff.scope(), id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(tagged(member.version, &store::to_wire(&member)))
}

/// Saves who a colleague is and what they may do.
#[utoipa::path(
    tag = "practice",
    operation_id = "update_staff",
    summary = "Save a staff member",
    description = "Name, credentials, NPI, licence and role. Another role ends their sessions. The practice keeps at least one owner. Owners only.",
    params(("id" = StaffId, Path, description = "The staff member."), answers::SaveHeaders),
    request_body(content = StaffInput, example = json!(examples::staff_member().details)),
    responses(
        answers::Saved,
        (status = 409, description = "`last_owner`: make somebody else an owner first.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The staff member as they are now.", body = StaffMember, headers(("ETag" = String, description = "The version.")), example = examples::staff_member)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[put("/practice/staff/{id}")]
pub async fn update_staff(
    platform: App,
    staff: Staff<Owners>,
    id: Id<StaffId>,
    if_match: IfMatch,
    input: Checked<StaffInput>,
) -> Result<HttpResponse, Problem> {
    let (scope, id, input) = (staff.scope(), id.0, input.0);
    let (tx, before) = held(&platform, scope, id).await?;
    if_match.allows(before.version)?;
    if before.runs_the_practice() && input.role != Role::Owner {
        another_owner(&tx, scope, id).await?;
    }
    let done = store::save(&*tx, scope, id, before.version, &input).await?;
    let after = store::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    if !done {
        return Err(Problem::stale(etag(after.version)));
    }
    audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("staff.updated").on(id)).await?;
    if before.role() != after.role() {
        // The one who does it stays: their own request was just allowed.
        let keep = (staff.staff == id).then_some(staff.session);
        session::store::end_all(&tx, scope, id.0, keep, platform.clock.now()).await?;
        audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("staff.role_changed").on(id)).await?;
    }
    tx.commit().await?;
    Ok(tagged(after.version, &store::to_wire(&after)))
}

/// Shuts the door to somebody who no longer works here.
#[utoipa::path(
    tag = "practice",
    operation_id = "deactivate_staff",
    summary = "Deactivate a staff member",
    description = "Their sessions end at once and they cannot sign in any more; what they did stays under their name. The practice keeps at least one owner. Doing it twice is the same as once. Owners only.",
    params(("id" = StaffId, Path, description = "The staff member."), answers::WriteHeaders),
    responses(
        answers::Written,
        (status = 409, description = "`last_owner`: make somebody else an owner first.", body = ProblemDocument, content_type = PROBLEM_JSON),
        (status = 200, description = "The staff member as they are now.", body = StaffMember, headers(("ETag" = String, description = "The version.")), example = examples::staff_member)
    ),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/staff/{id}/deactivation")]
pub async fn deactivate_staff(platform: App, staff: Staff<Owners>, id: Id<StaffId>) -> Result<HttpResponse, Problem> {
    let (scope, id) = (staff.scope(), id.0);
    let (tx, before) = held(&platform, scope, id).await?;
    if before.runs_the_practice() {
        another_owner(&tx, scope, id).await?;
    }
    if store::deactivate(&*tx, scope, id).await? {
        session::store::end_all(&tx, scope, id.0, None, platform.clock.now()).await?;
        audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("staff.deactivated").on(id)).await?;
    }
    answered(tx, scope, id).await
}

/// Lets somebody in again.
#[utoipa::path(
    tag = "practice",
    operation_id = "reactivate_staff",
    summary = "Reactivate a staff member",
    description = "They can sign in again with the password they had; somebody who never had one is invited again. Doing it twice is the same as once. Owners only.",
    params(("id" = StaffId, Path, description = "The staff member."), answers::WriteHeaders),
    responses(answers::Written, (status = 200, description = "The staff member as they are now.", body = StaffMember, headers(("ETag" = String, description = "The version.")), example = examples::staff_member)),
    security(("session" = [], "app" = []), ("bearer" = []))
)]
#[post("/practice/staff/{id}/reactivation")]
pub async fn reactivate_staff(platform: App, staff: Staff<Owners>, id: Id<StaffId>) -> Result<HttpResponse, Problem> {
    let (scope, id) = (staff.scope(), id.0);
    let tx = platform.db.write().await?;
    if store::reactivate(&*tx, scope, id).await? {
        audit::record(&platform, &*tx, staff.practice, staff.actor(), Act::new("staff.reactivated").on(id)).await?;
    }
    answered(tx, scope, id).await
}

/// Begins to write, alone among those who change the team, and reads the member.
async fn held(platform: &App, scope: Scope, id: StaffId) -> Result<(Tx, Model), Problem> {
    let tx = platform.db.write().await?;
    practices::hold(&*tx, scope).await?;
    let member = store::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    Ok((tx, member))
}

async fn another_owner(tx: &Tx, scope: Scope, id: StaffId) -> Result<(), Problem> {
    if store::other_owners(&**tx, scope, id).await? > 0 {
        return Ok(());
    }
    Err(Problem::conflict("last_owner", "The practice needs an owner").detail("Make somebody else an owner first."))
}

async fn answered(tx: Tx, scope: Scope, id: StaffId) -> Result<HttpResponse, Problem> {
    let member = store::find(&*tx, scope, id).await?.ok_or_else(Problem::not_found)?;
    tx.commit().await?;
    Ok(tagged(member.version, &store::to_wire(&member)))
}

#[cfg(test)]
mod tests {
    use actix_web::web::Data;
    use platform::Platform;

    use super::*;
    use crate::testing::on_each;

    async fn leaves(platform: &Platform, scope: Scope, id: StaffId) -> Result<(), Problem> {
        let (tx, before) = held(&Data::new(platform.clone()), scope, id).await?;
        if before.runs_the_practice() {
            another_owner(&tx, scope, id).await?;
        }
        // Long enough for the other one to be in the middle of it too.
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        store::deactivate(&*tx, scope, id).await?;
        tx.commit().await
    }

    #[tokio::test]
    async fn s6_of_two_owners_who_leave_at_once_one_stays() {
        on_each(async |t| {
            let other = t.member("Ana", "Ruiz", Role::Owner).await;
            let (one, two) = tokio::join!(leaves(&t.platform, t.scope, t.owner.id()), leaves(&t.platform, t.scope, other.id()));
            let refused: Vec<&str> = [one, two].into_iter().filter_map(Result::err).map(|problem| problem.code).collect();
            assert_eq!(refused, ["last_owner"]);
        })
        .await;
    }
}
