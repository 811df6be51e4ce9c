//! Coming in for the first time: the invitation's link and PIN, or a PIN code that was read out, then a password of
//! one's own (A9, A12 to A16).

pub mod http;
mod invitation;
mod password;
mod pin_code;

use domain::access::session::App;
use domain::{LoginId, SessionId};
use platform::caller::Held;
use platform::db::Scope;
use platform::secrets::Secrets;
use uuid::Uuid;

pub use invitation::open;
pub use password::set_password;
pub use pin_code::redeem;

use crate::sessions::Opened;

/// Who may set a password now, by which session.
#[derive(Clone, Copy, Debug)]
pub struct Setter {
    /// The practice.
    pub scope: Scope,
    /// The session that is used up by it.
    pub session: SessionId,
    /// Its application.
    pub app: App,
    /// The login or staff member.
    pub subject: Uuid,
}

impl From<&Held> for Setter {
    fn from(held: &Held) -> Self {
        Self { scope: held.scope(), session: held.session, app: held.app, subject: held.subject_id() }
    }
}

impl From<&Opened> for Setter {
    fn from(opened: &Opened) -> Self {
        let named = opened.begun.named;
        Self { scope: Scope { practice: named.practice }, session: named.session, app: named.app, subject: opened.subject }
    }
}

/// What the keyed hash of an invitation's PIN is made from: a PIN is worth nothing for another invitation.
pub(crate) fn pin_of_invitation(secrets: &Secrets, invitation: Uuid, pin: &str) -> Vec<u8> {
    secrets.mac("invitation pin", &format!("{invitation}:{pin}"))
}

/// Whether `kept` is the keyed hash of the PIN of an invitation.
pub(crate) fn is_pin_of_invitation(secrets: &Secrets, invitation: Uuid, pin: &str, kept: &[u8]) -> bool {
    secrets.is_mac("invitation pin", &format!("{invitation}:{pin}"), kept)
}

/// What the keyed hash of a PIN code is made from.
pub(crate) fn mac_of_code(secrets: &Secrets, code: Uuid, digits: &str) -> Vec<u8> {
    secrets.mac("pin code", &format!("{code}:{digits}"))
}

/// Whether `kept` is the keyed hash of a PIN code's digits.
pub(crate) fn is_code(secrets: &Secrets, code: Uuid, digits: &str, kept: &[u8]) -> bool {
    secrets.is_mac("pin code", &format!("{code}:{digits}"), kept)
}

/// The login nobody has: what is looked for in place of one that is not there, so that the way is as long.
const NOBODY: LoginId = LoginId(Uuid::nil());
