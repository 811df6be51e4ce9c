//! Columns as every table here writes them.

use sea_orm_migration::prelude::*;

/// A UUID that must be there.
pub fn id(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().not_null().take()
}

/// A UUID that may be missing.
pub fn maybe_id(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().take()
}

/// Text that must be there.
pub fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().not_null().take()
}

/// Text that may be missing.
pub fn maybe_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().take()
}

/// A whole number (a count, a version, a moment) that must be there.
pub fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().take()
}

/// A whole number that may be missing.
pub fn maybe_number(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().take()
}

/// Yes or no.
pub fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).boolean().not_null().take()
}

/// Bytes that must be there.
pub fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).binary().not_null().take()
}

/// Bytes that may be missing.
pub fn maybe_bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).binary().take()
}

/// A table of `columns` whose primary key is `key`.
pub fn table(name: &'static str, columns: Vec<ColumnDef>, key: &[&'static str]) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(Alias::new(name));
    for column in columns {
        table.col(column);
    }
    table.primary_key(&mut index_of(key));
    table
}

/// A table of one practice's things: `practice_id` and `id` lead, both are the key, and the practice must exist.
pub fn practice_table(name: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut all = vec![id("practice_id"), id("id")];
    all.extend(columns);
    let mut table = table(name, all, &["practice_id", "id"]);
    refer(&mut table, &["practice_id"], "practices", &["id"], ForeignKeyAction::Restrict);
    table
}

/// A foreign key from `from` to `to` of `target`.
pub fn refer(
    table: &mut TableCreateStatement,
    from: &[&'static str],
    target: &'static str,
    to: &[&'static str],
    on_delete: ForeignKeyAction,
) {
    let mut key = ForeignKey::create();
    for column in from {
        key.from_col(Alias::new(*column));
    }
    key.to_tbl(Alias::new(target));
    for column in to {
        key.to_col(Alias::new(*column));
    }
    table.foreign_key(key.on_delete(on_delete));
}

/// An index named after its table and columns.
pub fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = index_of(columns);
    index.name(format!("{table}_{}", columns.join("_"))).table(Alias::new(table)).take()
}

/// The same, where no two rows may be equal.
pub fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index(table, columns).unique().take()
}

fn index_of(columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    for column in columns {
        index.col(Alias::new(*column));
    }
    index
}
