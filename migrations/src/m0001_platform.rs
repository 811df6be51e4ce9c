//! What the platform itself keeps: mail to be sent, jobs, the audit log, answers of repeated writes, wrong tries.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // Facts about this installation that are no practice's: the hash of the set-up token, a check of the master key.
        m.create_table(table("installation", vec![text("name"), bytes("value")], &["name"])).await?;

        let mail = vec![
            id("id"),
            maybe_id("practice_id"),
            maybe_id("client_id"),
            text("kind"),
            // Recipient, subject and text hold names, PINs and links: sealed.
            bytes("sealed"),
            text("state"),
            number("created_at"),
            number("next_try_at"),
            maybe_number("leased_until"),
            number("tries"),
            maybe_text("reason"),
            number("settled_at"),
        ];
        m.create_table(table("outbox", mail, &["id"])).await?;
        m.create_index(index("outbox", &["state", "next_try_at"])).await?;
        m.create_index(index("outbox", &["practice_id", "state", "settled_at"])).await?;

        let jobs = vec![
            id("id"),
            maybe_id("practice_id"),
            text("kind"),
            bytes("sealed"),
            text("state"),
            number("run_at"),
            maybe_number("leased_until"),
            number("tries"),
            maybe_text("reason"),
        ];
        m.create_table(table("jobs", jobs, &["id"])).await?;
        m.create_index(index("jobs", &["state", "run_at"])).await?;

        let audit = vec![
            id("practice_id"),
            number("sequence"),
            id("id"),
            number("at"),
            text("actor_kind"),
            maybe_id("actor_id"),
            text("act"),
            maybe_id("client_id"),
            maybe_id("subject_id"),
            maybe_text("ip"),
            bytes("hash"),
        ];
        m.create_table(table("audit_events", audit, &["practice_id", "sequence"])).await?;
        m.create_index(unique("audit_events", &["practice_id", "id"])).await?;
        m.create_index(index("audit_events", &["practice_id", "client_id", "sequence"])).await?;
        m.create_index(index("audit_events", &["practice_id", "actor_id", "sequence"])).await?;
        m.create_table(table("audit_heads", vec![id("practice_id"), number("sequence"), bytes("hash")], &["practice_id"])).await?;

        let answers = vec![
            bytes("caller"),
            text("key"),
            bytes("fingerprint"),
            // Missing while the first request is still at work.
            maybe_bytes("sealed_answer"),
            number("created_at"),
            number("leased_until"),
        ];
        m.create_table(table("idempotency_keys", answers, &["caller", "key"])).await?;
        m.create_index(index("idempotency_keys", &["created_at"])).await?;

        let tries = vec![text("counted_for"), bytes("subject"), number("failures"), number("last_at"), number("blocked_until")];
        m.create_table(table("wrong_tries", tries, &["counted_for", "subject"])).await?;
        m.create_index(index("wrong_tries", &["last_at"])).await
    }
}
