//! Who looks after a conversation, and where it lies (M10).

use domain::messaging::reading::Desk;
use domain::practice::staff::{Role, StaffState};
use domain::{ConversationId, StaffId};
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::Tx;
use platform::etag::IfMatch;
use platform::live::Person;
use platform::problem::Problem;
use practice::staff;

use crate::reader::Reader;
use crate::store::conversations::{self, Model};
use crate::store::participants;
use crate::tell;

/// Gives the conversation to `staff`, or back to the clinician or the front desk. Whoever comes in sees it from here on
/// (M1), and goes out of it when somebody else comes in their place.
///
/// # Errors
/// 404 when it is nothing of theirs, 412 `stale`, 422 `staff` for somebody who does not work here.
pub async fn assign(
    platform: &Platform,
    reader: &Reader,
    actor: Actor,
    id: ConversationId,
    seen: IfMatch,
    to: Option<StaffId>,
) -> Result<Model, Problem> {
    let (scope, now) = (reader.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let (mut row, reads) = reader.hold(&*tx, id).await?;
    if !reads.writes() {
        return Err(Problem::not_found());
    }
    seen.allows(row.version)?;
    let before = row.assigned_to.map(StaffId);
    // Given to the clinician it is with: nobody else looks after it.
    let to = to.filter(|to| row.staff_id != Some(to.0));
    if before == to {
        return Ok(row);
    }
    if let Some(to) = to {
        let member = staff::find(&*tx, scope, to).await?.filter(|member| member.state() == StaffState::Active);
        let member = member.ok_or_else(|| Problem::field("/staff_id", "staff", "This person does not work here."))?;
        let all_of_it = member.role() == Role::Owner || (row.staff_id.is_none() && member.role() == Role::FrontDesk);
        let person = Person::staff(scope.practice, to);
        if all_of_it {
            participants::join(&*tx, id, person, 0, unread_from(&tx, &row).await?).await?;
        } else {
            // What they still have from a role of before ends here.
            participants::leave(&*tx, id, person, row.last_seq).await?;
            participants::join(&*tx, id, person, row.last_seq, row.last_seq).await?;
        }
    }
    if let Some(before) = before {
        participants::leave(&*tx, id, Person::staff(scope.practice, before), row.last_seq).await?;
    }
    row.assigned_to = to.map(|to| to.0);
    row.version += 1;
    conversations::save(&*tx, &row).await?;
    let others: Vec<Person> = before.into_iter().map(|id| Person::staff(scope.practice, id)).collect();
    tell::conversation(&tx, now, &row, &others).await?;
    audit::record(platform, &*tx, scope.practice, actor, Act::new("conversation.assigned").client(row.client()).on(row.id)).await?;
    tx.commit().await?;
    Ok(row)
}

/// Up to where it was read so far: what waits at the front desk waits for whoever it is given to, and what its clinician has
/// not read, for an owner.
async fn unread_from(tx: &Tx, row: &Model) -> Result<i64, Problem> {
    match row.desk() {
        Desk::FrontDesk => Ok(0),
        Desk::Clinician(clinician) => {
            let part = participants::find(&**tx, row.id(), Person::staff(row.practice_id.into(), clinician)).await?;
            Ok(part.map_or(0, |part| part.read_seq))
        }
    }
}

/// Puts the conversation away, or takes it out again.
///
/// # Errors
/// 404 when it is nothing of theirs, 412 `stale`.
pub async fn archive(
    platform: &Platform,
    reader: &Reader,
    actor: Actor,
    id: ConversationId,
    seen: IfMatch,
    archived: bool,
) -> Result<Model, Problem> {
    let (scope, now) = (reader.scope(), platform.clock.now());
    let tx = platform.db.write().await?;
    let (mut row, reads) = reader.hold(&*tx, id).await?;
    if !reads.writes() {
        return Err(Problem::not_found());
    }
    seen.allows(row.version)?;
    if row.archived == archived {
        return Ok(row);
    }
    row.archived = archived;
    row.version += 1;
    conversations::save(&*tx, &row).await?;
    tell::conversation(&tx, now, &row, &[]).await?;
    let act = if archived { "conversation.archived" } else { "conversation.unarchived" };
    audit::record(platform, &*tx, scope.practice, actor, Act::new(act).client(row.client()).on(row.id)).await?;
    tx.commit().await?;
    Ok(row)
}
