//! Practices, their offices, services, hours, people and words.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let practices = vec![
            id("id"),
            text("slug"),
            flag("slug_locked"),
            text("name"),
            text("phone"),
            maybe_text("reply_to"),
            text("zone"),
            text("currency"),
            maybe_text("accent"),
            text("language"),
            flag("portal_open"),
            text("welcome_message"),
            flag("usual_appointments"),
            flag("usual_messages"),
            flag("usual_documents"),
            flag("usual_billing_documents"),
            flag("usual_payments"),
            number("pin_length"),
            flag("show_record_access"),
            number("client_idle_minutes"),
            number("staff_idle_minutes"),
            flag("second_factor_required"),
            number("password_length"),
            number("password_strength"),
            number("version"),
            number("created_at"),
        ];
        m.create_table(table("practices", practices, &["id"])).await?;
        m.create_index(unique("practices", &["slug"])).await?;

        let mut logos = table("practice_logos", vec![id("practice_id"), bytes("png"), text("digest")], &["practice_id"]);
        refer(&mut logos, &["practice_id"], "practices", &["id"], ForeignKeyAction::Cascade);
        m.create_table(logos).await?;

        let offices = vec![
            text("name"),
            text("kind"),
            maybe_text("street"),
            maybe_text("unit"),
            maybe_text("city"),
            maybe_text("region"),
            maybe_text("postal_code"),
            maybe_text("country"),
            maybe_text("phone"),
            text("directions"),
            flag("archived"),
            number("version"),
        ];
        m.create_table(practice_table("offices", offices)).await?;

        let services =
            vec![text("name"), text("code"), number("minutes"), number("fee_minor"), text("currency"), flag("archived"), number("version")];
        m.create_table(practice_table("services", services)).await?;

        let staff = vec![
            text("email"),
            text("email_key"),
            text("first_name"),
            text("last_name"),
            text("credentials"),
            text("role"),
            maybe_text("npi"),
            maybe_text("license"),
            text("state"),
            maybe_text("password_hash"),
            maybe_bytes("totp_sealed"),
            // A secret that was shown and not yet confirmed.
            maybe_bytes("totp_pending_sealed"),
            // The last time step whose code was used: a code works once (RFC 6238, 5.2).
            number("totp_last_step"),
            number("availability_version"),
            maybe_number("last_sign_in_at"),
            number("version"),
            number("created_at"),
        ];
        m.create_table(practice_table("staff", staff)).await?;
        m.create_index(unique("staff", &["practice_id", "email_key"])).await?;

        let mut codes = practice_table("recovery_codes", vec![id("staff_id"), bytes("code_mac"), maybe_number("used_at")]);
        refer(&mut codes, &["practice_id", "staff_id"], "staff", &["practice_id", "id"], ForeignKeyAction::Cascade);
        m.create_table(codes).await?;
        m.create_index(index("recovery_codes", &["practice_id", "staff_id"])).await?;

        let windows = vec![id("staff_id"), number("weekday"), number("from_minute"), number("to_minute"), maybe_id("office_id")];
        let mut windows = practice_table("availability_windows", windows);
        refer(&mut windows, &["practice_id", "staff_id"], "staff", &["practice_id", "id"], ForeignKeyAction::Cascade);
        refer(&mut windows, &["practice_id", "office_id"], "offices", &["practice_id", "id"], ForeignKeyAction::Restrict);
        m.create_table(windows).await?;
        m.create_index(index("availability_windows", &["practice_id", "staff_id", "weekday"])).await?;

        let texts = vec![id("practice_id"), text("kind"), text("language"), text("subject"), text("body"), number("version")];
        let mut texts = table("email_texts", texts, &["practice_id", "kind", "language"]);
        refer(&mut texts, &["practice_id"], "practices", &["id"], ForeignKeyAction::Cascade);
        m.create_table(texts).await
    }
}
