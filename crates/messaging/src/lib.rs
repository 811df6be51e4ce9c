//! Secure messages: as easy as texting, private all the way.
//!
//! A client has one conversation with each clinician they see, and one with the front desk where the practice opens it.
//! What is written is sealed, shows at once on the other side, is sent exactly once however often the button is pressed,
//! and is never deleted: staff can redact it, and that stays visible.

pub mod assign;
mod desk;
mod examples;
pub mod export;
pub mod link;
pub mod notices;
mod portal;
pub mod push;
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
use platform::secrets::reseal::{Key, Sealed};
use utoipa_actix_web::service_config::ServiceConfig;

/// Adds who does this capability's work in the background.
pub fn jobs(handlers: &mut Handlers) {
    notices::jobs(handlers);
    link::jobs(handlers);
    push::jobs(handlers);
}

/// Adds this capability's operations, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.configure(link::routes).configure(push::routes).configure(portal::routes).configure(desk::routes);
}

/// What this capability seals, for when the master key is exchanged.
#[must_use]
pub fn sealed() -> Vec<Sealed> {
    const ROW: &[Key] = &[Key::Id("practice_id"), Key::Id("id")];
    const DRAFT: &[Key] = &[Key::Id("practice_id"), Key::Id("conversation_id"), Key::Text("person_kind"), Key::Id("person_id")];
    let of = |table, column, key, also, name| Sealed { table, column, key, also, only: &[], name, longest: 128 * 1024 };
    vec![
        of("messages", "sealed_body", ROW, &["conversation_id"], |row| store::messages::seal_name_of(row, "message")),
        of("messages", "sealed_reason", ROW, &["conversation_id"], |row| store::messages::seal_name_of(row, "redaction")),
        of("message_drafts", "sealed", DRAFT, &[], store::drafts::seal_name_of),
        of("push_subscriptions", "sealed", ROW, &[], |row| Ok(format!("push_subscription:{}", row.id("id")?))),
    ]
}
