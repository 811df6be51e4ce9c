//! Secure messages: as easy as texting, private all the way.
//!
//! A client has one conversation with each clinician they see, and one with the front desk where the practice opens it.
//! What is written is sealed, shows at once on the other side, is sent exactly once however often the button is pressed,
//! and is never deleted: staff can redact it, and that stays visible.

pub mod assign;
mod desk;
mod examples;
pub mod link;
pub mod notices;
mod portal;
pub mod reader;
pub mod reading;
pub mod redact;
mod refusals;
pub mod send;
pub mod store;
pub mod tell;
pub mod thread;
mod uploads;
pub mod wire;

use platform::jobs::Handlers;
use utoipa_actix_web::service_config::ServiceConfig;

/// Adds who does this capability's work in the background.
pub fn jobs(handlers: &mut Handlers) {
    notices::jobs(handlers);
    link::jobs(handlers);
}

/// Adds this capability's operations, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.configure(link::routes).configure(portal::routes).configure(desk::routes);
}
