//! Entities and every query, all scoped to one practice.
//!
//! Transactions here take rows in one order, so that two of them wait for each other instead of standing still: the
//! client's row, the login's or staff member's, the grant, invitations and codes, links, sessions, devices, and the
//! practice's audit log last.

use platform::Platform;
use platform::db::Moment;
use platform::problem::Problem;

pub mod grants;
pub mod invitations;
pub mod known_devices;
pub mod link_tokens;
pub mod logins;
pub mod message_links;
pub mod pin_codes;
pub mod recovery_codes;
pub mod staff_rows;

/// How long codes and links stay after they are over, so that a late press still gets the answer that they are.
const KEPT_SECONDS: i64 = 30 * 24 * 3600;

/// Removes codes and links that nobody can use any more. The audit log keeps that they were.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(platform: Platform) -> Result<(), Problem> {
    let over = Moment::from(platform.clock.now()).plus(-KEPT_SECONDS);
    let tx = platform.db.write().await?;
    pin_codes::sweep(&*tx, over).await?;
    link_tokens::sweep(&*tx, over).await?;
    tx.commit().await
}
