//! Who of the practice reads what clients signed, answered and sent: owners and clinicians; the front desk where the
//! practice says so, and otherwise sees only who has what.

use domain::practice::staff::Role;
use platform::caller::{Schedulers, Staff};
use platform::problem::Problem;
use sea_orm::ConnectionTrait;

use crate::store::settings;

/// Whether `caller` reads.
///
/// # Errors
/// When the database does not answer.
pub async fn reads(db: &impl ConnectionTrait, caller: &Staff<Schedulers>) -> Result<bool, Problem> {
    match caller.role {
        Role::Owner | Role::Clinician => Ok(true),
        Role::FrontDesk => Ok(settings::read(db, caller.scope()).await?.settings.front_desk_reads),
        Role::Biller => Ok(false),
    }
}

/// Goes on only where `caller` reads.
///
/// # Errors
/// 404: what somebody may not read is not there.
pub async fn needed(db: &impl ConnectionTrait, caller: &Staff<Schedulers>) -> Result<(), Problem> {
    if reads(db, caller).await? { Ok(()) } else { Err(Problem::not_found()) }
}
