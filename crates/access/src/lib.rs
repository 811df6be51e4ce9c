//! How people come in, and what they may do there.
//!
//! The practice invites a client by e-mail: the message carries a link and a four-digit PIN. With both, and their own
//! e-mail address, the client chooses a password and is in. Later they sign in with e-mail and password; a forgotten
//! password is replaced by a link that is sent to them, or, on the telephone, by a six-digit code that the practice reads
//! out. Staff are invited too, and give a code of an authenticator app besides their password where one is enrolled. The
//! practice can change what a client may do, move the access to another address, and end it at once. Whoever tries to
//! guess waits longer each time; nobody learns which addresses are known here.

pub mod account;
pub mod door;
mod examples;
pub mod holder;
pub mod host;
pub mod letters;
pub mod overview;
pub mod pace;
mod passwords;
pub mod portal_access;
pub mod recovery;
mod refusals;
pub mod second_factor;
pub mod sessions;
pub mod set_up;
pub mod sign_in;
mod store;
pub mod team;
pub mod welcome;

use platform::jobs::Handlers;
use platform::secrets::reseal::{Key, Sealed};
pub use set_up::offer_set_up;
pub use store::sweep;
use utoipa_actix_web::service_config::ServiceConfig;

/// Adds what is tidied up in the background.
pub fn jobs(handlers: &mut Handlers) {
    handlers.also_tidy(sweep);
}

/// Puts the operations under `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(set_up::get_installation)
        .service(set_up::set_up_practice)
        .service(sign_in::http::sign_in)
        .service(sign_in::http::sign_out)
        .service(sign_in::http::renew_session)
        .service(welcome::http::open_welcome)
        .service(welcome::http::redeem_pin_code)
        .service(welcome::http::get_password_setter)
        .service(welcome::http::set_password)
        .service(recovery::http::request_password_recovery)
        .service(recovery::http::recover_password)
        .service(account::http::get_me)
        .service(account::http::update_preferences)
        .service(account::http::change_password)
        .service(account::http::request_email_change)
        .service(account::http::confirm_email_change)
        .service(account::http::list_devices)
        .service(account::http::sign_out_device)
        .service(account::http::sign_out_everywhere)
        .service(second_factor::http::start_second_factor)
        .service(second_factor::http::confirm_second_factor)
        .service(second_factor::http::verify_second_factor)
        .service(second_factor::http::remove_second_factor)
        .service(second_factor::http::renew_recovery_codes)
        .service(second_factor::http::reset_second_factor)
        .service(team::http::invite_staff)
        .service(team::http::resend_staff_invitation)
        .service(team::http::accept_staff_invitation)
        .service(portal_access::http::get_portal_access)
        .service(portal_access::http::update_portal_access)
        .service(portal_access::http::create_portal_invitation)
        .service(portal_access::http::preview_portal_invitation)
        .service(portal_access::http::disable_portal_access)
        .service(portal_access::http::change_portal_email)
        .service(portal_access::http::create_pin_code)
        .service(overview::retry_email);
}

/// What this capability seals, for when the master key is exchanged.
#[must_use]
pub fn sealed() -> Vec<Sealed> {
    let second_factor = |column| Sealed {
        table: "staff",
        column,
        key: &[Key::Id("practice_id"), Key::Id("id")],
        also: &[],
        only: &[],
        name: |row| Ok(format!("totp:{}", row.id("id")?)),
        longest: 1024,
    };
    vec![second_factor("totp_sealed"), second_factor("totp_pending_sealed")]
}
