//! Logins, what they may do for whom, the ways in, and sessions.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let logins = vec![
            text("email"),
            text("email_key"),
            maybe_text("password_hash"),
            flag("disabled"),
            text("language"),
            flag("notice_new_device"),
            maybe_text("pending_email"),
            maybe_bytes("pending_email_token"),
            maybe_number("pending_email_until"),
            maybe_number("first_signed_in_at"),
            maybe_number("last_signed_in_at"),
            number("created_at"),
        ];
        m.create_table(practice_table("logins", logins)).await?;
        m.create_index(unique("logins", &["practice_id", "email_key"])).await?;

        let grants = vec![
            id("practice_id"),
            id("login_id"),
            id("client_id"),
            flag("appointments"),
            flag("messages"),
            flag("documents"),
            flag("billing_documents"),
            flag("payments"),
            number("version"),
        ];
        let mut grants = table("grants", grants, &["practice_id", "login_id", "client_id"]);
        refer(&mut grants, &["practice_id", "login_id"], "logins", &["practice_id", "id"], ForeignKeyAction::Cascade);
        refer(&mut grants, &["practice_id", "client_id"], "clients", &["practice_id", "id"], ForeignKeyAction::Cascade);
        m.create_table(grants).await?;
        m.create_index(index("grants", &["practice_id", "client_id"])).await?;

        let invitations = vec![
            id("login_id"),
            id("client_id"),
            text("email_key"),
            text("email"),
            // Keyed hash of the PIN: a lost database without the master key does not give it away.
            bytes("pin_mac"),
            bytes("link_token_hash"),
            number("tries"),
            maybe_number("used_at"),
            // A newer one took its place: its PIN is dead, its link still opens the Welcome page (A6).
            maybe_number("superseded_at"),
            number("created_at"),
            number("expires_at"),
            id("mail_id"),
        ];
        m.create_table(of_login("invitations", invitations)).await?;
        m.create_index(unique("invitations", &["practice_id", "link_token_hash"])).await?;
        m.create_index(index("invitations", &["practice_id", "login_id", "created_at"])).await?;
        m.create_index(index("invitations", &["practice_id", "client_id", "created_at"])).await?;

        let codes =
            vec![id("login_id"), bytes("code_mac"), number("tries"), maybe_number("used_at"), number("created_at"), number("expires_at")];
        m.create_table(of_login("pin_codes", codes)).await?;
        m.create_index(index("pin_codes", &["practice_id", "login_id", "created_at"])).await?;

        // Links to a new password and invitations of staff: for a login or a staff member, by `app`.
        let links = vec![
            text("purpose"),
            text("app"),
            id("subject_id"),
            bytes("token_hash"),
            maybe_number("used_at"),
            number("created_at"),
            number("expires_at"),
        ];
        m.create_table(practice_table("link_tokens", links)).await?;
        m.create_index(unique("link_tokens", &["practice_id", "token_hash"])).await?;
        m.create_index(index("link_tokens", &["practice_id", "subject_id", "purpose", "created_at"])).await?;

        let sessions = vec![
            text("app"),
            text("kind"),
            // The login or the staff member, by `app`.
            id("subject_id"),
            text("device"),
            number("created_at"),
            number("last_used_at"),
            number("expires_at"),
            maybe_number("ended_at"),
        ];
        m.create_table(practice_table("sessions", sessions)).await?;
        m.create_index(index("sessions", &["practice_id", "subject_id", "ended_at"])).await?;
        m.create_index(index("sessions", &["expires_at"])).await?;

        // Devices that signed in before: the right password gets in from there whatever strangers try (A22).
        let devices = vec![text("app"), id("subject_id"), bytes("token_hash"), number("last_used_at")];
        m.create_table(practice_table("known_devices", devices)).await?;
        m.create_index(unique("known_devices", &["practice_id", "subject_id", "token_hash"])).await
    }
}

fn of_login(name: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = practice_table(name, columns);
    refer(&mut table, &["practice_id", "login_id"], "logins", &["practice_id", "id"], ForeignKeyAction::Cascade);
    table
}
