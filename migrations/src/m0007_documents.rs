//! Documents: templates and their versions, packets, what was sent to clients and what became of it, signatures and what
//! proves them.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        templates(m).await?;
        packets(m).await?;
        documents(m).await?;
        proofs(m).await?;
        files(m).await?;
        settings(m).await
    }
}

async fn templates(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let templates = vec![
        text("kind"),
        // Of the newest version, for lists.
        text("title"),
        text("language"),
        // The number of the newest version.
        number("number"),
        flag("archived"),
        number("version"),
        number("saved_at"),
    ];
    m.create_table(practice_table("document_templates", templates)).await?;
    m.create_index(index("document_templates", &["practice_id", "archived", "title", "id"])).await?;

    let versions = vec![
        id("practice_id"),
        id("template_id"),
        number("number"),
        // JSON: what the template says; the practice's own words, nobody's data.
        text("details"),
        number("saved_at"),
        maybe_id("saved_by"),
    ];
    let mut versions = table("document_template_versions", versions, &["practice_id", "template_id", "number"]);
    refer(&mut versions, &["practice_id", "template_id"], "document_templates", &["practice_id", "id"], ForeignKeyAction::Cascade);
    refer(&mut versions, &["practice_id", "saved_by"], "staff", &["practice_id", "id"], ForeignKeyAction::Restrict);
    m.create_table(versions).await
}

async fn packets(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let packets = vec![text("name"), flag("for_new_clients"), number("version")];
    m.create_table(practice_table("document_packets", packets)).await?;
    // One packet of a practice is offered first. Both databases know indexes over a part of the rows.
    let one = "CREATE UNIQUE INDEX document_packets_for_new_clients ON document_packets (practice_id) WHERE for_new_clients";
    m.get_connection().execute_unprepared(one).await?;

    let items = vec![id("practice_id"), id("packet_id"), number("place"), id("template_id")];
    let mut items = table("document_packet_items", items, &["practice_id", "packet_id", "place"]);
    refer(&mut items, &["practice_id", "packet_id"], "document_packets", &["practice_id", "id"], ForeignKeyAction::Cascade);
    refer(&mut items, &["practice_id", "template_id"], "document_templates", &["practice_id", "id"], ForeignKeyAction::Restrict);
    m.create_table(items).await?;
    m.create_index(unique("document_packet_items", &["practice_id", "packet_id", "template_id"])).await
}

async fn documents(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let documents = vec![
        id("client_id"),
        text("kind"),
        text("title"),
        // Missing: a file that was shared, or that the client sent unasked.
        maybe_id("template_id"),
        maybe_number("template_version"),
        // What was sent together has one id and is gone through in this order.
        id("shared_id"),
        number("place"),
        text("state"),
        // The exact bytes that are shown, and their SHA-256.
        bytes("sealed_content"),
        bytes("content_hash"),
        // JSON; missing before the first answer.
        maybe_bytes("sealed_answers"),
        number("answers_version"),
        maybe_number("answered_at"),
        // SHA-256 of the canonical form of what was submitted.
        maybe_bytes("answers_hash"),
        // Why it was returned, declined or taken back.
        maybe_bytes("sealed_note"),
        flag("countersign"),
        // Days at the practice.
        maybe_text("due"),
        maybe_text("expires_on"),
        maybe_text("renews_on"),
        maybe_number("renew_after_months"),
        number("reminded"),
        // Missing: the program sent it anew.
        maybe_id("sent_by"),
        number("sent_at"),
        maybe_number("viewed_at"),
        maybe_number("read_at"),
        // When the client did their part; when the proposal of a form was settled; when it was sent anew.
        maybe_number("done_at"),
        maybe_number("settled_at"),
        maybe_number("renewed_at"),
        // Events of its trail so far, and the hash of the last one.
        number("trail_length"),
        bytes("trail_hash"),
        number("version"),
    ];
    let mut documents = practice_table("documents", documents);
    refer(&mut documents, &["practice_id", "client_id"], "clients", &["practice_id", "id"], ForeignKeyAction::Restrict);
    refer(&mut documents, &["practice_id", "template_id"], "document_templates", &["practice_id", "id"], ForeignKeyAction::Restrict);
    refer(&mut documents, &["practice_id", "sent_by"], "staff", &["practice_id", "id"], ForeignKeyAction::Restrict);
    m.create_table(documents).await?;
    for columns in [
        &["practice_id", "client_id", "sent_at", "id"][..],
        &["practice_id", "state", "sent_at", "id"],
        &["practice_id", "template_id", "state"],
        &["practice_id", "sent_at", "id"],
        // For what is done by the day, over all practices.
        &["state", "due"],
        &["state", "expires_on"],
        &["renews_on", "renewed_at"],
    ] {
        m.create_index(index("documents", columns)).await?;
    }

    // What happened, each with the hash of what happened before: a line that is changed, missing or added shows.
    let trail = vec![
        id("practice_id"),
        id("document_id"),
        number("seq"),
        text("event"),
        number("at"),
        text("actor_kind"),
        maybe_id("actor_id"),
        // JSON: name, address, browser.
        bytes("sealed_details"),
        bytes("hash"),
    ];
    let mut trail = table("document_trail", trail, &["practice_id", "document_id", "seq"]);
    of_document(&mut trail);
    m.create_table(trail).await
}

async fn proofs(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let signatures = vec![
        id("document_id"),
        // 1, 2, 3, … of the document, whoever signed; a form that comes back corrected is signed anew, and what was signed
        // before stays.
        number("edition"),
        text("role"),
        // The canonical form of the evidence, its SHA-256, and the installation's Ed25519 signature over that.
        bytes("sealed_evidence"),
        bytes("evidence_hash"),
        bytes("signature"),
        bytes("public_key"),
        // What was answered, in its canonical form; missing where nothing was asked.
        maybe_bytes("sealed_answers"),
        number("signed_at"),
    ];
    let mut signatures = practice_table("document_signatures", signatures);
    of_document(&mut signatures);
    m.create_table(signatures).await?;
    m.create_index(unique("document_signatures", &["practice_id", "document_id", "edition"])).await?;

    // Every PDF that was made of a signed or answered document, by its hash; the signature binds it to its document.
    let pdfs = vec![
        id("practice_id"),
        bytes("hash"),
        id("document_id"),
        // With the signatures up to this one.
        number("edition"),
        id("file_id"),
        bytes("signature"),
        number("made_at"),
    ];
    let mut pdfs = table("document_pdfs", pdfs, &["practice_id", "document_id", "edition"]);
    of_document(&mut pdfs);
    refer(&mut pdfs, &["practice_id", "file_id"], "files", &["practice_id", "id"], ForeignKeyAction::Restrict);
    m.create_table(pdfs).await?;
    m.create_index(index("document_pdfs", &["practice_id", "hash"])).await?;

    // Who agreed to electronic records, to which words.
    let consents = vec![id("practice_id"), id("client_id"), bytes("hash"), id("login_id"), number("agreed_at")];
    let mut consents = table("electronic_consents", consents, &["practice_id", "client_id"]);
    refer(&mut consents, &["practice_id", "client_id"], "clients", &["practice_id", "id"], ForeignKeyAction::Restrict);
    m.create_table(consents).await
}

async fn files(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let files = vec![id("practice_id"), id("file_id"), id("document_id"), number("place")];
    let mut files = table("document_files", files, &["practice_id", "file_id"]);
    refer(&mut files, &["practice_id", "file_id"], "files", &["practice_id", "id"], ForeignKeyAction::Restrict);
    of_document(&mut files);
    m.create_table(files).await?;
    m.create_index(index("document_files", &["practice_id", "document_id", "place"])).await
}

async fn settings(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    // A practice without a row has what is usual.
    let settings = vec![
        id("practice_id"),
        flag("clients_may_upload"),
        flag("remind"),
        flag("front_desk_reads"),
        maybe_number("due_after_days"),
        number("version"),
    ];
    let mut settings = table("documents_settings", settings, &["practice_id"]);
    refer(&mut settings, &["practice_id"], "practices", &["id"], ForeignKeyAction::Cascade);
    m.create_table(settings).await
}

fn of_document(table: &mut TableCreateStatement) {
    refer(table, &["practice_id", "document_id"], "documents", &["practice_id", "id"], ForeignKeyAction::Restrict);
}
