//! Everything in the database at one moment, to say that nothing has changed.

use platform::Platform;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// What the workers change by themselves while nobody asks for anything.
pub const WORKERS: [&str; 24] = [
    "outbox.sealed",
    "outbox.state",
    "outbox.next_try_at",
    "outbox.leased_until",
    "outbox.tries",
    "outbox.reason",
    "outbox.settled_at",
    "jobs.sealed",
    "jobs.state",
    "jobs.run_at",
    "jobs.leased_until",
    "jobs.tries",
    "jobs.reason",
    "client_imports.state",
    "client_imports.sealed_csv",
    "client_imports.sealed_rows",
    "client_imports.done",
    "client_imports.created",
    "client_imports.duplicates",
    "client_imports.invalid",
    "outside_calendars.state",
    "outside_calendars.failure",
    "outside_calendars.next_read_at",
    "outside_calendars.leased_until",
];

/// Everything in the database as text, table by table, but for the tables and columns (`table.column`) named.
pub async fn snapshot(platform: &Platform, but: &[&str]) -> Vec<(String, String)> {
    let db = platform.db.read();
    let backend = db.get_database_backend();
    let columns = match backend {
        DbBackend::Sqlite => {
            "SELECT m.name AS t, c.name AS c FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid"
        }
        _ => {
            "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(backend, columns)).await.expect("the tables are listed");
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for row in rows {
        let (table, column): (String, String) = (row.try_get("", "t").expect("a table"), row.try_get("", "c").expect("a column"));
        if but.contains(&table.as_str()) || but.contains(&format!("{table}.{column}").as_str()) {
            continue;
        }
        match tables.last_mut() {
            Some((last, columns)) if *last == table => columns.push(column),
            _ => tables.push((table, vec![column])),
        }
    }
    let select = |(table, columns): &(String, Vec<String>)| {
        let (line, join) = match backend {
            DbBackend::Sqlite => {
                let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
                (quoted.join(" || ',' || "), "group_concat(line, char(10))")
            }
            _ => (format!("ROW(\"{}\")::text", columns.join("\", \"")), "string_agg(line, chr(10) ORDER BY line)"),
        };
        format!("SELECT '{table}' AS t, (SELECT {join} FROM (SELECT {line} AS line FROM \"{table}\" ORDER BY 1) AS l) AS lines")
    };
    let all = tables.iter().map(select).collect::<Vec<_>>().join(" UNION ALL ");
    let rows = db.query_all_raw(Statement::from_string(backend, all)).await.expect("the tables are read");
    let lines = |row: &sea_orm::QueryResult| row.try_get::<Option<String>>("", "lines").expect("lines").unwrap_or_default();
    rows.iter().map(|row| (row.try_get("", "t").expect("a table"), lines(row))).collect()
}
