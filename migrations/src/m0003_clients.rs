//! The people in care, and imports of them.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let clients = vec![
            text("first_name"),
            text("last_name"),
            text("preferred_name"),
            text("status"),
            // Where they stand with the portal; the access crate writes it in the transaction that changes it.
            text("access"),
            maybe_text("birth_date"),
            maybe_text("street"),
            maybe_text("unit"),
            maybe_text("city"),
            maybe_text("region"),
            maybe_text("postal_code"),
            maybe_text("country"),
            maybe_id("primary_clinician_id"),
            maybe_text("language"),
            // Lower case: last name, first name; what the list is ordered by.
            text("sort_key"),
            // Lower case: names, addresses, digits of numbers; what a search looks into.
            text("search_text"),
            number("version"),
            number("created_at"),
            number("updated_at"),
        ];
        let mut clients = practice_table("clients", clients);
        refer(&mut clients, &["practice_id", "primary_clinician_id"], "staff", &["practice_id", "id"], ForeignKeyAction::Restrict);
        m.create_table(clients).await?;
        m.create_index(index("clients", &["practice_id", "sort_key", "id"])).await?;
        m.create_index(index("clients", &["practice_id", "status", "sort_key", "id"])).await?;

        let emails = vec![id("client_id"), number("place"), text("address"), text("address_key"), text("kind"), flag("email_ok")];
        m.create_table(contact_table("client_emails", emails)).await?;
        m.create_index(index("client_emails", &["practice_id", "client_id", "place"])).await?;
        m.create_index(index("client_emails", &["practice_id", "address_key"])).await?;

        let phones = vec![id("client_id"), number("place"), text("number"), text("kind"), flag("text_ok"), flag("voicemail_ok")];
        m.create_table(contact_table("client_phones", phones)).await?;
        m.create_index(index("client_phones", &["practice_id", "client_id", "place"])).await?;

        let imports = vec![
            id("staff_id"),
            text("state"),
            flag("dry_run"),
            // The file, sealed; emptied when the import is done.
            maybe_bytes("sealed_csv"),
            number("total"),
            number("done"),
            number("created"),
            number("duplicates"),
            number("invalid"),
            maybe_text("failure"),
            // The report's rows, sealed: they may repeat what was in the file.
            maybe_bytes("sealed_rows"),
            number("created_at"),
        ];
        let mut imports = practice_table("client_imports", imports);
        refer(&mut imports, &["practice_id", "staff_id"], "staff", &["practice_id", "id"], ForeignKeyAction::Restrict);
        m.create_table(imports).await
    }
}

fn contact_table(name: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = practice_table(name, columns);
    refer(&mut table, &["practice_id", "client_id"], "clients", &["practice_id", "id"], ForeignKeyAction::Cascade);
    table
}
