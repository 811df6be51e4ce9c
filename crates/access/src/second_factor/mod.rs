//! The second factor of staff: an authenticator app, with recovery codes for the day it is lost (A23).

mod enrol;
pub mod http;
mod remove;
mod totp;
mod verify;

pub use enrol::{confirm, start};
pub use remove::{remove, renew_codes, reset};
pub use totp::code_at;
pub use verify::verify;

use domain::StaffId;
use domain::access::codes;
use domain::access::portal_access::RECOVERY_CODES;
use domain::access::second_factor::RecoveryCodes;
use platform::Platform;
use platform::db::Scope;
use sea_orm::{ConnectionTrait, DbErr};

use crate::store::recovery_codes;

/// Characters of a recovery code: 39 bits.
const CODE_LENGTH: usize = 8;

/// Under which name a staff member's secret is sealed.
fn seal_name(staff: StaffId) -> String {
    format!("totp:{staff}")
}

/// What the keyed hash of a recovery code is made from.
fn mac_of(platform: &Platform, staff: StaffId, code: &str) -> Vec<u8> {
    platform.secrets.mac("recovery code", &format!("{staff}:{code}"))
}

/// The same under each of the keys in force: codes are on paper for years.
fn macs_of(platform: &Platform, staff: StaffId, code: &str) -> Vec<Vec<u8>> {
    platform.secrets.macs("recovery code", &format!("{staff}:{code}"))
}

/// New recovery codes in place of the old ones.
async fn new_codes(platform: &Platform, tx: &impl ConnectionTrait, scope: Scope, staff: StaffId) -> Result<RecoveryCodes, DbErr> {
    let made: Vec<String> = (0..RECOVERY_CODES).map(|_| platform.secrets.letters(CODE_LENGTH)).collect();
    let macs = made.iter().map(|code| mac_of(platform, staff, code)).collect();
    recovery_codes::replace(platform, tx, scope, staff, macs).await?;
    Ok(RecoveryCodes { codes: made.iter().map(|code| codes::recovery_code_shown(code)).collect() })
}
