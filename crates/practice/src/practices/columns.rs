//! From what an owner writes to the columns of the practice's row.

use domain::practice::profile::{PortalSettings, PracticeProfile, SignInRules};
use sea_orm::Set;

use super::store::ActiveModel;

/// `row` with the columns of a profile.
pub fn of_profile(profile: &PracticeProfile, row: ActiveModel) -> ActiveModel {
    ActiveModel {
        slug: Set(profile.slug.0.clone()),
        name: Set(profile.name.trim().into()),
        phone: Set(profile.phone.as_str().trim().into()),
        reply_to: Set(profile.reply_to.as_ref().map(|email| email.as_str().trim().into())),
        zone: Set(profile.zone.0.clone()),
        currency: Set(profile.currency.0.clone()),
        accent: Set(profile.accent.as_ref().map(|accent| accent.to_ascii_lowercase())),
        language: Set(profile.language.tag().into()),
        ..row
    }
}

/// `row` with the columns of what clients meet.
pub fn of_portal(portal: &PortalSettings, row: ActiveModel) -> ActiveModel {
    ActiveModel {
        portal_open: Set(portal.open),
        welcome_message: Set(portal.welcome_message.trim().into()),
        usual_appointments: Set(portal.usual_rights.appointments),
        usual_messages: Set(portal.usual_rights.messages),
        usual_documents: Set(portal.usual_rights.documents),
        usual_billing_documents: Set(portal.usual_rights.billing_documents),
        usual_payments: Set(portal.usual_rights.payments),
        pin_length: Set(portal.pin_length.into()),
        show_record_access: Set(portal.show_record_access),
        ..row
    }
}

/// `row` with the columns of how people sign in.
pub fn of_rules(rules: &SignInRules, row: ActiveModel) -> ActiveModel {
    ActiveModel {
        client_idle_minutes: Set(rules.client_idle_minutes.into()),
        staff_idle_minutes: Set(rules.staff_idle_minutes.into()),
        second_factor_required: Set(rules.second_factor_required),
        password_length: Set(rules.password_length.into()),
        password_strength: Set(rules.password_strength.into()),
        ..row
    }
}
