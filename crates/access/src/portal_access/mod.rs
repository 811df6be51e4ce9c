//! The staff's side of a client's portal access: invite and invite again, change what they may do, move it to another
//! address, disable it, and help on the telephone with a PIN code (A2 to A10).

mod disable;
pub mod http;
mod invite;
mod pin_code;
mod rights;
mod view;

pub use disable::disable;
pub use invite::{Invited, change_email, invite, invite_newcomer, preview};
pub use pin_code::create as create_pin_code;
pub use rights::update_rights;
pub use view::{read, show};

use domain::LoginId;
use domain::time::Timestamp;
use platform::db::{Scope, Tx};
use platform::outbox;
use platform::problem::Problem;
use platform::session::store as sessions;

use crate::store::{invitations, known_devices, link_tokens, message_links, pin_codes};

/// Closes every way in that the login has: PINs, codes, links, those of notices too, sessions, devices. Mail with an
/// older PIN or such a link that is still queued is not sent any more.
async fn close_all_ways(tx: &Tx, scope: Scope, login: LoginId, now: Timestamp) -> Result<(), Problem> {
    for old in invitations::supersede(&**tx, scope, login, now.into()).await? {
        outbox::withdraw(&**tx, scope, domain::MailId(old.mail_id), now).await?;
    }
    pin_codes::close(&**tx, scope, login, now.into()).await?;
    link_tokens::close(&**tx, scope, login.0, now.into()).await?;
    message_links::close(&**tx, scope, login, now).await?;
    sessions::end_all(tx, scope, login.0, None, now).await?;
    Ok(known_devices::forget(&**tx, scope, login.0).await?)
}
