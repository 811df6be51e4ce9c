//! Documents to sign and forms to fill: from welcome to signed, and provably so.
//!
//! A practice writes templates once and sends them, alone or in packets. The client goes through them one after another,
//! on whichever device; what they answer is kept as they write. What was shown is frozen when it is sent, and what was
//! signed carries the proof of it.

mod anyone;
mod authoring;
pub mod by;
mod consent;
mod content;
mod desk;
mod disclosure;
mod evidence;
mod examples;
mod filling;
mod letter;
mod markdown;
mod mine;
mod paper;
mod portal;
mod proposal;
mod refusals;
pub mod rounds;
pub mod share;
mod signing;
mod signing_key;
pub mod store;
mod uploads;
pub mod verification;
mod wire;

use platform::jobs::Handlers;
use platform::secrets::reseal::{Key, Sealed};
use utoipa_actix_web::service_config::ServiceConfig;

/// Adds who does this capability's work in the background.
pub fn jobs(handlers: &mut Handlers) {
    rounds::jobs(handlers);
    paper::jobs(handlers);
}

/// Adds this capability's operations, below `/api/v1`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.configure(anyone::routes).configure(portal::routes).configure(desk::routes);
}

/// What this capability seals, for when the master key is exchanged.
#[must_use]
pub fn sealed() -> Vec<Sealed> {
    const ROW: &[Key] = &[Key::Id("practice_id"), Key::Id("id")];
    const LINE: &[Key] = &[Key::Id("practice_id"), Key::Id("document_id"), Key::Number("seq")];
    let of = |table, column, key, name| Sealed { table, column, key, also: &[], only: &[], name, longest: 1024 * 1024 };
    vec![
        of("documents", "sealed_content", ROW, |row| store::documents::seal_name_of(row, "content")),
        of("documents", "sealed_answers", ROW, |row| store::documents::seal_name_of(row, "answers")),
        of("documents", "sealed_note", ROW, |row| store::documents::seal_name_of(row, "note")),
        of("document_trail", "sealed_details", LINE, store::trail::seal_name_of),
        of("document_signatures", "sealed_evidence", ROW, |row| store::signatures::seal_name_of(row, "evidence")),
        of("document_signatures", "sealed_answers", ROW, |row| store::signatures::seal_name_of(row, "signed_answers")),
        Sealed { only: &[signing_key::NAME], ..of("installation", "value", &[Key::Text("name")], |row| row.text("name")) },
    ]
}
