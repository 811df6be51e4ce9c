//! E-mails of this capability: whom they are for, and when it is at the practice. Their words and how they are put
//! together are [`practice::email_texts`].

use domain::practice::email_text::EmailKind;
use domain::time::{Date, Timestamp};
use jiff::tz::TimeZone;
use platform::Platform;
use platform::outbox::Letter;
use practice::email_texts::{self, Added, Recipient};
use practice::practices;
use sea_orm::{ConnectionTrait, DbErr};

use crate::holder::Holder;

/// A login or staff member, at the address they sign in with.
#[must_use]
pub fn to(holder: &Holder, practice: &practices::Model) -> Recipient {
    Recipient { to: holder.email(), client: holder.client_id(), first_name: holder.first_name(), language: holder.language(practice) }
}

/// A letter of `kind` in the practice's words.
///
/// # Errors
/// When the database does not answer.
pub async fn worded(
    platform: &Platform,
    db: &impl ConnectionTrait,
    practice: &practices::Model,
    kind: EmailKind,
    recipient: Recipient,
    added: Added,
) -> Result<Letter, DbErr> {
    let wording = email_texts::wording(db, practice.scope(), kind, recipient.language).await?;
    Ok(email_texts::letter(practice, &platform.config, kind, &wording, recipient, added))
}

/// The practice's zone in the zone database.
#[must_use]
pub fn zone(practice: &practices::Model) -> TimeZone {
    TimeZone::get(&practice.zone).unwrap_or(TimeZone::UTC)
}

/// The day it is at the practice.
#[must_use]
pub fn local_day(practice: &practices::Model, at: Timestamp) -> Date {
    zone(practice).to_datetime(at).date()
}
