//! Messaging: conversations and who takes part, messages, sealed files, drafts, notices and their links, and the events
//! that open pages are told of.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        events(m).await?;
        files(m).await?;
        conversations(m).await?;
        messages(m).await?;
        notices(m).await?;
        settings(m).await
    }
}

/// What open pages are told: ids only, in the order each person is told them.
async fn events(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let person = || vec![id("practice_id"), text("person_kind"), id("person_id")];
    let key = ["practice_id", "person_kind", "person_id"];

    let mut heads = person();
    heads.push(number("seq"));
    let mut heads = table("live_heads", heads, &key);
    refer(&mut heads, &["practice_id"], "practices", &["id"], ForeignKeyAction::Cascade);
    m.create_table(heads).await?;

    let mut events = person();
    // What it is about: a page that may see one conversation only is told of that one only.
    events.extend([number("seq"), text("kind"), maybe_id("about_id"), text("data"), number("at")]);
    let mut events = table("live_events", events, &["practice_id", "person_kind", "person_id", "seq"]);
    refer(&mut events, &key, "live_heads", &key, ForeignKeyAction::Cascade);
    m.create_table(events).await?;
    m.create_index(index("live_events", &["at"])).await
}

/// Sealed files, in pieces.
async fn files(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let files = vec![
        // Who sent it in: only they may attach it.
        text("owner_kind"),
        id("owner_id"),
        // Name and hash.
        maybe_bytes("sealed_facts"),
        text("media_type"),
        number("bytes"),
        number("chunks"),
        number("created_at"),
        // Missing while it is still arriving.
        maybe_number("complete_at"),
        // Missing as long as it belongs to nothing: it is swept after a day.
        maybe_number("attached_at"),
        maybe_number("erased_at"),
    ];
    m.create_table(practice_table("files", files)).await?;
    m.create_index(index("files", &["attached_at", "created_at"])).await?;
    m.create_index(index("files", &["practice_id", "owner_id", "attached_at"])).await?;

    let chunks = vec![id("practice_id"), id("file_id"), number("place"), bytes("sealed")];
    let mut chunks = table("file_chunks", chunks, &["practice_id", "file_id", "place"]);
    refer(&mut chunks, &["practice_id", "file_id"], "files", &["practice_id", "id"], ForeignKeyAction::Cascade);
    m.create_table(chunks).await
}

async fn conversations(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let conversations = vec![
        id("client_id"),
        // With whom; missing: with the front desk.
        maybe_id("staff_id"),
        maybe_id("assigned_to"),
        // The place of the last message, internal notes included.
        number("last_seq"),
        // The last one that the client sees, too: its place, when, and which side wrote it.
        maybe_number("message_seq"),
        maybe_number("message_at"),
        maybe_text("message_author"),
        // When anything was last written: what the inbox is ordered by.
        number("active_at"),
        flag("archived"),
        number("version"),
        number("created_at"),
    ];
    let mut conversations = practice_table("conversations", conversations);
    for (column, target) in [("client_id", "clients"), ("staff_id", "staff"), ("assigned_to", "staff")] {
        refer(&mut conversations, &["practice_id", column], target, &["practice_id", "id"], ForeignKeyAction::Restrict);
    }
    m.create_table(conversations).await?;
    // One with each clinician, one with the front desk (M1). Both databases know indexes over a part of the rows.
    let db = m.get_connection();
    for (name, columns, only) in [
        ("conversations_with_clinician", "practice_id, client_id, staff_id", "staff_id IS NOT NULL"),
        ("conversations_with_front_desk", "practice_id, client_id", "staff_id IS NULL"),
    ] {
        db.execute_unprepared(&format!("CREATE UNIQUE INDEX {name} ON conversations ({columns}) WHERE {only}")).await?;
    }
    for columns in [
        &["practice_id", "client_id"][..],
        &["practice_id", "staff_id"],
        &["practice_id", "assigned_to"],
        &["practice_id", "archived", "active_at", "id"],
    ] {
        m.create_index(index("conversations", columns)).await?;
    }

    let participants = vec![
        id("practice_id"),
        id("conversation_id"),
        text("person_kind"),
        id("person_id"),
        // Sees what comes after this place, and nothing after the place where they left.
        number("joined_seq"),
        maybe_number("left_seq"),
        number("read_seq"),
        // When that place last moved.
        maybe_number("read_at"),
        number("delivered_seq"),
        flag("marked_unread"),
    ];
    let key = ["practice_id", "conversation_id", "person_kind", "person_id"];
    let mut participants = table("conversation_participants", participants, &key);
    of_conversation(&mut participants);
    m.create_table(participants).await?;
    m.create_index(index("conversation_participants", &["practice_id", "person_kind", "person_id"])).await?;

    let drafts = vec![
        id("practice_id"),
        id("conversation_id"),
        text("person_kind"),
        id("person_id"),
        bytes("sealed"),
        number("version"),
        number("saved_at"),
    ];
    let mut drafts = table("message_drafts", drafts, &key);
    of_conversation(&mut drafts);
    m.create_table(drafts).await
}

async fn messages(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let messages = vec![
        id("conversation_id"),
        // 1, 2, 3, …, in the order they became visible.
        number("seq"),
        text("kind"),
        text("author_kind"),
        id("author_id"),
        // Missing once it was redacted.
        maybe_bytes("sealed_body"),
        number("files"),
        number("sent_at"),
        maybe_number("redacted_at"),
        maybe_id("redacted_by"),
        maybe_bytes("sealed_reason"),
    ];
    let mut messages = practice_table("messages", messages);
    of_conversation(&mut messages);
    refer(&mut messages, &["practice_id", "redacted_by"], "staff", &["practice_id", "id"], ForeignKeyAction::Restrict);
    m.create_table(messages).await?;
    m.create_index(unique("messages", &["practice_id", "conversation_id", "seq"])).await?;

    let files = vec![id("practice_id"), id("file_id"), id("message_id"), number("place")];
    let mut files = table("message_files", files, &["practice_id", "file_id"]);
    refer(&mut files, &["practice_id", "file_id"], "files", &["practice_id", "id"], ForeignKeyAction::Restrict);
    refer(&mut files, &["practice_id", "message_id"], "messages", &["practice_id", "id"], ForeignKeyAction::Restrict);
    m.create_table(files).await?;
    m.create_index(unique("message_files", &["practice_id", "message_id", "place"])).await
}

async fn notices(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    // A session that the link of a notice opened is for one conversation only.
    m.alter_table(Table::alter().table(Alias::new("sessions")).add_column(maybe_id("about_id")).take()).await?;
    // On which known device it is; missing for a step that is not whole.
    m.alter_table(Table::alter().table(Alias::new("sessions")).add_column(maybe_id("known_device_id")).take()).await?;

    // One e-mail a person until they have read up to `seq` (M8).
    let notices = vec![id("practice_id"), id("conversation_id"), text("person_kind"), id("person_id"), number("seq"), number("queued_at")];
    let mut notices = table("message_notices", notices, &["practice_id", "conversation_id", "person_kind", "person_id"]);
    of_conversation(&mut notices);
    m.create_table(notices).await?;

    // The way from such an e-mail straight to the conversation (M9). It is good for a while from when the mail was sent.
    let links = vec![
        id("conversation_id"),
        id("login_id"),
        id("mail_id"),
        bytes("token_hash"),
        maybe_number("opened_at"),
        // The session of the browser it was opened in.
        maybe_id("session_id"),
        maybe_number("told_elsewhere_at"),
        number("created_at"),
    ];
    let mut links = practice_table("message_links", links);
    of_conversation(&mut links);
    refer(&mut links, &["practice_id", "login_id"], "logins", &["practice_id", "id"], ForeignKeyAction::Cascade);
    m.create_table(links).await?;
    m.create_index(unique("message_links", &["practice_id", "token_hash"])).await?;
    m.create_index(index("message_links", &["created_at"])).await?;

    // Where a browser lets itself be told that there is something new.
    let subscriptions = vec![
        text("person_kind"),
        id("person_id"),
        // Whose sessions, and on which device: signing out there ends it.
        id("subject_id"),
        id("device_id"),
        // Endpoints are as good as passwords: whoever knows one can reach the browser.
        bytes("endpoint_hash"),
        bytes("sealed"),
        number("created_at"),
    ];
    m.create_table(practice_table("push_subscriptions", subscriptions)).await?;
    m.create_index(unique("push_subscriptions", &["practice_id", "endpoint_hash"])).await?;
    m.create_index(index("push_subscriptions", &["practice_id", "person_kind", "person_id"])).await?;
    m.create_index(index("push_subscriptions", &["practice_id", "subject_id", "device_id"])).await
}

async fn settings(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    // A practice without a row has what is usual.
    let settings = vec![
        id("practice_id"),
        flag("front_desk_open"),
        number("notice_delay_minutes"),
        flag("show_seen"),
        flag("known_devices_only"),
        text("emergency_line"),
        number("version"),
    ];
    let mut settings = table("messaging_settings", settings, &["practice_id"]);
    refer(&mut settings, &["practice_id"], "practices", &["id"], ForeignKeyAction::Cascade);
    m.create_table(settings).await?;

    let away = vec![
        id("practice_id"),
        id("staff_id"),
        // Missing: they answer as usual.
        maybe_text("words"),
        // Days, both included; missing: at once, for good.
        maybe_text("from_date"),
        maybe_text("to_date"),
        number("version"),
    ];
    let mut away = table("out_of_office", away, &["practice_id", "staff_id"]);
    refer(&mut away, &["practice_id", "staff_id"], "staff", &["practice_id", "id"], ForeignKeyAction::Cascade);
    m.create_table(away).await
}

fn of_conversation(table: &mut TableCreateStatement) {
    refer(table, &["practice_id", "conversation_id"], "conversations", &["practice_id", "id"], ForeignKeyAction::Cascade);
}
