//! Clinicians, appointments and messages in bulk, written by each database's own shell into the sample practice while nobody serves it.
//!
//! The rows pass the walls: nobody's sessions overlap. A clinician's first hundred fill the four weeks that are asked for, five
//! on each working day, like everybody's; all further ones lie in the past, an hour each, one after the other.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::postgres;
use crate::workspace::{Workspace, output};

/// Sessions of a clinician within the four weeks.
const AHEAD: u64 = 100;
const HOUR: i64 = 3_600_000_000;
/// Minutes from the first session of a day to each of its five.
const WITHIN_DAY: &str = "CASE place % 5 WHEN 0 THEN 0 WHEN 1 THEN 60 WHEN 2 THEN 180 WHEN 3 THEN 300 ELSE 360 END";
const PRACTICE: &str = "(SELECT id FROM practices WHERE slug = 'willow-reed')";
/// Everything of the practice is written for and with its owner, the one who is a clinician from the start.
const OWNER: &str = "(SELECT id FROM staff WHERE role = 'owner' AND practice_id = (SELECT id FROM practices WHERE slug = 'willow-reed'))";

/// Where the practice is kept.
pub enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// A database of a PostgreSQL server.
    Postgres(String),
}

impl Database {
    /// What the server is told; SQLite lies in its folder.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Sqlite(_) => None,
            Self::Postgres(url) => Some(url),
        }
    }

    /// The practice gets exactly so many clinicians, all with the same hours and services, and no appointments; nobody is
    /// reminded of any.
    pub fn staff(&self, workspace: &Workspace, clinicians: u64) -> Result<()> {
        let id = self.random_id();
        self.run(
            workspace,
            &format!(
                "BEGIN;
                DELETE FROM appointment_proposals; DELETE FROM reminders_sent; DELETE FROM outside_busy;
                UPDATE appointments SET replaces_id = NULL; DELETE FROM appointments;
                DELETE FROM availability_exceptions; DELETE FROM availability_windows;
                DELETE FROM service_clinicians; DELETE FROM service_offices; UPDATE offices SET one_room = FALSE;
                UPDATE scheduling SET reminder_hours = '[]', grid_minutes = 15, horizon_days = 60, notice_hours_existing = 24;
                UPDATE staff SET role = 'biller' WHERE role = 'clinician';
                WITH RECURSIVE numbers(number) AS (SELECT 2 UNION ALL SELECT number + 1 FROM numbers WHERE number < {clinicians})
                INSERT INTO staff (practice_id, id, email, email_key, first_name, last_name, credentials, role, state,
                    totp_last_step, availability_version, version, created_at)
                SELECT practice_id, {id}, 'number.' || number || '@willow-reed.example', 'number.' || number || '@willow-reed.example',
                    'Robin', 'Vale ' || number, credentials, 'clinician', state, 0, 1, 1, created_at
                FROM staff, numbers WHERE id = {OWNER} AND number <= {clinicians};
                WITH RECURSIVE days(weekday) AS (SELECT 0 UNION ALL SELECT weekday + 1 FROM days WHERE weekday < 4)
                INSERT INTO availability_windows (practice_id, id, staff_id, weekday, from_minute, to_minute)
                SELECT practice_id, {id}, id, weekday, 540, 1020 FROM staff, days
                WHERE practice_id = {PRACTICE} AND role IN ('owner', 'clinician');
                COMMIT;"
            ),
        )
    }

    /// Adds the appointments numbered `from` up to, and without, `to`, dealt to the clinicians in turn. With `monday`
    /// (`YYYY-MM-DD`) the four weeks begin.
    pub fn appoint(&self, workspace: &Workspace, from: u64, to: u64, monday: &str) -> Result<()> {
        let id = self.random_id();
        let monday = match self {
            Self::Sqlite(_) => format!("CAST(strftime('%s', '{monday}') AS INTEGER)"),
            Self::Postgres(_) => format!("CAST(extract(epoch FROM DATE '{monday}') AS bigint)"),
        };
        self.run(
            workspace,
            &format!(
                "WITH RECURSIVE numbers(number) AS (SELECT {from} UNION ALL SELECT number + 1 FROM numbers WHERE number < {to} - 1),
                team AS (SELECT id, row_number() OVER (ORDER BY created_at, id) - 1 AS turn, count(*) OVER () AS everybody
                    FROM staff WHERE practice_id = {PRACTICE} AND role IN ('owner', 'clinician')),
                people AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS turn, count(*) OVER () AS everybody
                    FROM clients WHERE practice_id = {PRACTICE}),
                places AS (SELECT number, team.id AS staff_id, number / team.everybody AS place
                    FROM numbers JOIN team ON team.turn = number % team.everybody),
                sessions AS (SELECT number, staff_id, place, {monday} * 1000000 + CASE WHEN place < {AHEAD}
                    THEN {morning} + (place / 25 * 7 + place / 5 % 5) * {day} + ({WITHIN_DAY}) * CAST({minute} AS bigint)
                    ELSE (place - {AHEAD}) * -{HOUR} - {fortnight} END AS begins FROM places)
                INSERT INTO appointments (practice_id, id, client_id, staff_id, service_id, office_id, starts_at, ends_at,
                    blocked_from, blocked_to, blocking, overlap, one_room, status, source, at_once, uid, sequence, archived,
                    version, created_at, updated_at)
                SELECT {PRACTICE}, {id}, people.id, staff_id,
                    (SELECT id FROM services WHERE practice_id = {PRACTICE} ORDER BY id LIMIT 1),
                    (SELECT id FROM offices WHERE practice_id = {PRACTICE} ORDER BY id LIMIT 1),
                    begins, begins + {HOUR}, begins, begins + {HOUR}, TRUE, FALSE, FALSE,
                    CASE WHEN place < {AHEAD} THEN 'confirmed' ELSE 'attended' END, 'staff', FALSE,
                    'number.' || number || '@willow-reed.example', 0, FALSE, 1, begins, begins
                FROM sessions JOIN people ON people.turn = number % people.everybody;",
                // Nine or ten o'clock in New York.
                morning = 14 * HOUR,
                day = 24 * HOUR,
                minute = HOUR / 60,
                // Before all days that somebody looks at who asks for a time.
                fortnight = 14 * 24 * HOUR,
            ),
        )?;
        match self {
            Self::Sqlite(_) => Ok(()),
            // PostgreSQL would do both by itself in the next minutes, while we measure.
            Self::Postgres(_) => ["VACUUM (ANALYZE) appointments", "CHECKPOINT"].iter().try_for_each(|act| self.run(workspace, act)),
        }
    }

    /// Puts `more` messages before those of the conversation `id`, every second one the client's.
    pub fn lengthen(&self, workspace: &Workspace, id: &str, more: u64) -> Result<()> {
        let fresh = self.random_id();
        let id = match self {
            Self::Sqlite(_) => format!("X'{}'", id.replace('-', "")),
            Self::Postgres(_) => format!("'{id}'"),
        };
        self.run(
            workspace,
            &format!(
                "BEGIN;
                UPDATE messages SET seq = seq + {more} WHERE conversation_id = {id};
                UPDATE conversations SET last_seq = last_seq + {more}, message_seq = message_seq + {more} WHERE id = {id};
                WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {more})
                INSERT INTO messages (practice_id, id, conversation_id, seq, kind, author_kind, author_id, files, sent_at)
                SELECT messages.practice_id, {fresh}, conversation_id, number, 'message',
                    CASE WHEN number % 2 = 0 THEN 'client' ELSE 'staff' END,
                    CASE WHEN number % 2 = 0 THEN client_id ELSE staff_id END, 0, sent_at
                FROM numbers, messages JOIN conversations ON conversations.id = conversation_id
                WHERE conversation_id = {id} AND seq = {more} + 1 AND number <= {more};
                COMMIT;"
            ),
        )?;
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(_) => ["VACUUM (ANALYZE) messages", "CHECKPOINT"].iter().try_for_each(|act| self.run(workspace, act)),
        }
    }

    /// Nobody needs it any more; a file goes with its folder.
    pub fn remove(&self, workspace: &Workspace) -> Result<()> {
        let Self::Postgres(url) = self else { return Ok(()) };
        let (server, name) = url.rsplit_once('/').context("the database's address names none")?;
        statement(workspace, &format!("{server}/postgres"), &format!("DROP DATABASE {name} WITH (FORCE)"))
    }

    fn random_id(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "randomblob(16)",
            Self::Postgres(_) => "gen_random_uuid()",
        }
    }

    fn run(&self, workspace: &Workspace, sql: &str) -> Result<()> {
        match self {
            Self::Sqlite(file) => output(workspace.command("sqlite3").args(["-batch", "-bail"]).arg(file).arg(sql)).map(drop),
            Self::Postgres(url) => statement(workspace, url, sql),
        }
        .context("writing rows in bulk")
    }
}

/// A new, empty database on the server at `url`, and its own address.
pub fn create_database(workspace: &Workspace, url: &str, name: &str) -> Result<String> {
    let (server, _) = url.rsplit_once('/').context("the server's address names no database")?;
    statement(workspace, url, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))?;
    statement(workspace, url, &format!("CREATE DATABASE {name}"))?;
    Ok(format!("{server}/{name}"))
}

fn statement(workspace: &Workspace, url: &str, sql: &str) -> Result<()> {
    // Beside the server's programs; elsewhere where its package of client programs put it.
    let beside = postgres::programs().map(|folder| folder.join("psql")).filter(|program| program.is_file());
    let mut psql = workspace.command(&beside.as_deref().unwrap_or(Path::new("psql")).display().to_string());
    output(psql.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", url, "--command", sql])).map(drop)
}
