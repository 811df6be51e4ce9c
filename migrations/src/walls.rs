//! Walls that each database builds in its own way. They stand behind the program's own decision: were that wrong, the
//! database would still refuse.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The longest time an appointment may keep, buffers included, in microseconds: a day.
pub const LONGEST: i64 = 24 * 3600 * 1_000_000;

/// No two blocking appointments of one clinician overlap, buffers included, nor two in an office of one room (B18).
/// Those that staff let overlap stand outside.
pub async fn of_appointments(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let walls = [("appointments_clinician_wall", "staff_id", ""), ("appointments_room_wall", "office_id", " AND one_room")];
    let db = m.get_connection();
    if m.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("CREATE EXTENSION IF NOT EXISTS btree_gist").await?;
        for (name, whose, only) in walls {
            db.execute_unprepared(&format!(
                "ALTER TABLE appointments ADD CONSTRAINT {name} EXCLUDE USING gist \
                 (practice_id WITH =, {whose} WITH =, int8range(blocked_from, blocked_to) WITH &&) \
                 WHERE (blocking AND NOT overlap{only})"
            ))
            .await?;
        }
        return Ok(());
    }
    for (name, whose, only) in walls {
        let new_only = only.replace("one_room", "NEW.one_room");
        for (when, suffix) in [
            ("INSERT", "insert"),
            ("UPDATE OF practice_id, staff_id, office_id, blocked_from, blocked_to, blocking, overlap, one_room", "update"),
        ] {
            db.execute_unprepared(&format!(
                "CREATE TRIGGER {name}_{suffix} BEFORE {when} ON appointments \
                 WHEN NEW.blocking AND NOT NEW.overlap{new_only} \
                 BEGIN SELECT RAISE(ABORT, '{name}') WHERE EXISTS (\
                 SELECT 1 FROM appointments WHERE practice_id = NEW.practice_id AND {whose} = NEW.{whose} \
                 AND blocked_from < NEW.blocked_to AND blocked_from > NEW.blocked_from - {LONGEST} AND blocked_to > NEW.blocked_from \
                 AND blocking AND NOT overlap{only} AND id <> NEW.id); END"
            ))
            .await?;
        }
    }
    Ok(())
}
