//! Working through a file, some rows at a time.

use std::collections::{HashMap, HashSet};

use actix_web::web;
use domain::practice::audit::ActorKind;
use domain::practice::client_import::{ImportRow, RowOutcome};
use domain::{ClientId, ClientImportId, FieldError, StaffId};
use platform::Platform;
use platform::audit::{self, Act, Actor};
use platform::db::{Moment, Scope, Tx};
use platform::jobs::{self, Job};
use platform::problem::Problem;
use platform::secrets::hash;
use sea_orm::{ColumnTrait as _, ConnectionTrait, QueryFilter as _, QuerySelect as _};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::file::{self, Row};
use super::row::{self, Said, marks, marks_of, wrong};
use super::store::{self, Model};
use crate::clients::{emails, store as clients};
use crate::{names, staff};

/// The kind of job.
pub const KIND: &str = "client_import";
/// Rows a transaction: others wait for it.
const ROWS_A_STEP: usize = 100;
/// Steps a job: then another one goes on, so that a file of any length has its tries.
const STEPS_A_JOB: usize = 20;
/// After this long an import is not going on: its job's tries take about an hour.
const FORGOTTEN_SECONDS: i64 = 24 * 3600;
/// What people read of an import that ended early.
const GIVEN_UP: &str = "Something went wrong on our side. Rows that were done before are in; the others are not.";
/// How many plainly good rows the report names.
const GOOD_ROWS_NAMED: i64 = 100;

/// What the job is told.
#[derive(Serialize, Deserialize)]
pub struct Order {
    /// Which import.
    pub import: ClientImportId,
}

/// Goes on with an import until it is done, or for as long as one job may.
///
/// # Errors
/// When the database is away: the job is tried again and goes on where it was.
pub async fn run(platform: Platform, job: Job) -> Result<(), Problem> {
    let (Some(practice), order) = (job.practice, job.payload::<Order>()?) else {
        return Err(Problem::internal("an import of no practice"));
    };
    let scope = Scope { practice };
    match go_on(&platform, scope, order.import).await {
        Err(problem) if problem.status.as_u16() != 503 => give_up(&platform, scope, order.import).await,
        other => other,
    }
}

async fn give_up(platform: &Platform, scope: Scope, id: ClientImportId) -> Result<(), Problem> {
    let tx = platform.db.write().await?;
    if let Some(import) = store::find(&*tx, scope, id.0).await? {
        store::fail(&*tx, &import, GIVEN_UP).await?;
    }
    tx.commit().await
}

/// Gives up imports whose job was given up because the database or the process was away at each try.
///
/// # Errors
/// When the database does not answer.
pub async fn give_up_forgotten(platform: Platform) -> Result<(), Problem> {
    let begun = Moment::from(platform.clock.now()).plus(-FORGOTTEN_SECONDS);
    let tx = platform.db.write().await?;
    let forgotten = store::fail_forgotten(&*tx, begun, GIVEN_UP).await?;
    tx.commit().await?;
    if forgotten > 0 {
        tracing::error!(forgotten, "imports given up: their jobs were");
    }
    Ok(())
}

async fn go_on(platform: &Platform, scope: Scope, id: ClientImportId) -> Result<(), Problem> {
    let Some(import) = store::find(platform.db.read(), scope, id.0).await? else { return Ok(()) };
    let Some(csv) = import.csv(&platform.secrets)? else { return Ok(()) };
    let rows = web::block(move || file::read(&csv)).await.map_err(Problem::internal)?.map_err(|why| Problem::internal(why.code()))?.rows;
    let mut seen = Seen::default();
    for step in 1..=STEPS_A_JOB {
        let tx = platform.db.write().await?;
        store::hold(&*tx, scope).await?;
        let Some(before) = store::find(&*tx, scope, id.0).await?.filter(Model::is_running) else { return Ok(()) };
        seen.up_to(&rows, usize::try_from(before.done).unwrap_or(usize::MAX));
        let finished = self::step(platform, &tx, scope, &before, &rows, &mut seen).await?;
        if !finished && step == STEPS_A_JOB {
            jobs::queue(platform, &tx, Some(scope.practice), KIND, &Order { import: id }, platform.clock.now()).await?;
        }
        tx.commit().await?;
        if finished {
            break;
        }
    }
    Ok(())
}

/// The marks of the rows before the current one.
#[derive(Default)]
struct Seen {
    rows: usize,
    marks: HashSet<String>,
}

impl Seen {
    /// Knows the first `count` of `rows`, also when another process took some steps.
    fn up_to(&mut self, rows: &[Row], count: usize) {
        let count = count.min(rows.len());
        for row in &rows[self.rows.min(count)..count] {
            if let Ok(said) = row::read(row) {
                self.marks.extend(marks_of(&said.input));
            }
        }
        self.rows = self.rows.max(count);
    }
}

/// Does the next rows; whether they were the last.
async fn step(platform: &Platform, tx: &Tx, scope: Scope, before: &Model, rows: &[Row], seen: &mut Seen) -> Result<bool, Problem> {
    let from = usize::try_from(before.done).unwrap_or(usize::MAX).min(rows.len());
    let chunk = &rows[from..(from + ROWS_A_STEP).min(rows.len())];
    let clinicians = staff::clinicians_by_email(&**tx, scope).await?;
    let read: Vec<(u32, Result<Said, Vec<FieldError>>)> =
        chunk.iter().map(|row| (row.line, row::read(row).and_then(|said| with_clinician(said, &clinicians)))).collect();
    let known = known(&**tx, scope, read.iter().filter_map(|(_, said)| said.as_ref().ok())).await?;
    let mut report = before.report(&platform.secrets)?;
    let mut after = before.clone();
    for (line, said) in read {
        let (outcome, client_id, errors) = match said {
            Err(errors) => (RowOutcome::Invalid, None, errors),
            Ok(said) => {
                let marks = marks_of(&said.input);
                let there = marks.iter().any(|mark| known.contains(mark) || seen.marks.contains(mark));
                seen.marks.extend(marks);
                if there {
                    (RowOutcome::Duplicate, None, Vec::new())
                } else {
                    (RowOutcome::Created, create(platform, tx, scope, before, line, &said).await?, Vec::new())
                }
            }
        };
        let counter = match outcome {
            RowOutcome::Created => &mut after.created,
            RowOutcome::Duplicate => &mut after.duplicates,
            RowOutcome::Invalid => &mut after.invalid,
        };
        *counter += 1;
        after.done += 1;
        if outcome != RowOutcome::Created || after.created <= GOOD_ROWS_NAMED {
            report.push(ImportRow { line, outcome, client_id, errors });
        }
    }
    seen.rows = from + chunk.len();
    // A file that has shrunk under the import is no reason to go on for ever.
    after.done = if chunk.is_empty() { after.total } else { after.done };
    if !store::advance(&platform.secrets, &**tx, before, &after, &report).await? {
        return Err(Problem::internal("an import moved while it was held"));
    }
    Ok(after.done >= after.total)
}

fn with_clinician(mut said: Said, clinicians: &HashMap<String, StaffId>) -> Result<Said, Vec<FieldError>> {
    if let Some(email) = &said.clinician {
        let Some(id) = clinicians.get(&email.key()) else {
            return Err(vec![wrong("clinician_email", "clinician", "No owner or clinician who works here has this address.")]);
        };
        said.input.primary_clinician_id = Some(*id);
    }
    Ok(said)
}

/// The marks of clients who have the name of one of `rows`.
async fn known<'a>(db: &impl ConnectionTrait, scope: Scope, rows: impl Iterator<Item = &'a Said>) -> Result<HashSet<String>, Problem> {
    let keys: HashSet<String> = rows.map(|said| names::sort_key(said.input.first_name.as_str(), said.input.last_name.as_str())).collect();
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let namesakes: Vec<(Uuid, String, Option<String>)> = clients::scoped(scope)
        .filter(clients::Column::SortKey.is_in(keys))
        .select_only()
        .columns([clients::Column::Id, clients::Column::SortKey, clients::Column::BirthDate])
        .into_tuple()
        .all(db)
        .await?;
    let mut addresses: HashMap<Uuid, Vec<String>> = HashMap::new();
    // Parameters of a statement are limited, namesakes are not.
    for some in namesakes.chunks(500) {
        for (client, key) in emails::keys_of(db, scope, some.iter().map(|(id, ..)| *id).collect()).await? {
            addresses.entry(client).or_default().push(key);
        }
    }
    let of =
        |(id, sort_key, born): &(Uuid, String, Option<String>)| marks(sort_key, addresses.remove(id).unwrap_or_default(), born.as_deref());
    Ok(namesakes.iter().flat_map(of).collect())
}

/// Writes the client of a row, unless this is a dry run.
async fn create(platform: &Platform, tx: &Tx, scope: Scope, import: &Model, line: u32, said: &Said) -> Result<Option<ClientId>, Problem> {
    if import.dry_run {
        return Ok(None);
    }
    let id = id_of(import, line);
    let (_, new) = clients::insert_as(platform, &**tx, scope, id, &said.input, platform.clock.now()).await?;
    if new {
        let actor = Actor { kind: ActorKind::Staff, id: Some(import.staff_id), ip: None };
        audit::record(platform, &**tx, scope.practice, actor, Act::new("client.created").client(ClientId(id)).on(import.id)).await?;
    }
    Ok(Some(ClientId(id)))
}

/// The id of the client of a line: always the same, so that no row becomes a client twice, and in the file's order.
fn id_of(import: &Model, line: u32) -> Uuid {
    let digest = hash([&import.id.as_bytes()[..], &line.to_be_bytes()].concat());
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&digest[..10]);
    // The 18 bits that UUIDv7 leaves free in these three bytes, in order: four, eight, six.
    bytes[0] = (line >> 14) as u8 & 0x0f;
    bytes[1] = (line >> 6) as u8;
    bytes[2] = line as u8 & 0x3f;
    let millis = u64::try_from(import.created_at.0 / 1_000).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Testing, on_each};

    fn import(id: u128) -> Model {
        Model {
            practice_id: Uuid::nil(),
            id: Uuid::from_u128(id),
            staff_id: Uuid::nil(),
            state: "running".into(),
            dry_run: false,
            sealed_csv: None,
            total: 0,
            done: 0,
            created: 0,
            duplicates: 0,
            invalid: 0,
            failure: None,
            sealed_rows: None,
            created_at: Moment(1_790_000_000_000_000),
        }
    }

    #[test]
    fn o4_a_line_has_the_same_id_each_time_and_lines_are_in_order() {
        let ids: Vec<Uuid> = (2..=20_001).map(|line| id_of(&import(7), line)).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(ids, (2..=20_001).map(|line| id_of(&import(7), line)).collect::<Vec<_>>());
        assert_ne!(ids[0], id_of(&import(8), 2));
        assert_eq!(ids[0].get_version_num(), 7);
    }

    #[test]
    fn rows_that_were_done_are_known_after_a_restart() {
        let rows = file::read("first_name,last_name,email\nMaya,Lopez,m@example.com\nSam,Ruiz,s@example.com\n").expect("readable").rows;
        let mut seen = Seen::default();
        seen.up_to(&rows, 1);
        assert!(seen.marks.contains("lopez0maya\n@m@example.com") && seen.marks.len() == 1);
        seen.up_to(&rows, 2);
        assert_eq!(seen.marks.len(), 2);
    }

    async fn hand_in(t: &Testing, csv: &str, dry_run: bool) -> ClientImportId {
        let rows = file::read(csv).expect("readable").rows.len();
        let tx = t.platform.db.write().await.expect("a transaction");
        let import = store::insert(&t.platform, &*tx, t.scope, t.owner.id(), csv, rows, dry_run).await.expect("handed in");
        tx.commit().await.expect("committed");
        ClientImportId(import.id)
    }

    async fn report(t: &Testing, id: ClientImportId) -> domain::practice::client_import::ClientImport {
        let import = store::find(t.platform.db.read(), t.scope, id.0).await.expect("read").expect("there");
        import.to_wire(&t.platform.secrets).expect("readable")
    }

    const FILE: &str = "first_name,last_name,email,birth_date,clinician_email\n\
        Maya,Lopez,maya@example.com,,\n\
        Sam,Ruiz,,1990-04-23,jordan@willow-reed.example\n\
        sam,RUIZ,other@example.com,1990-04-23,\n\
        Ana,Ruiz,nowhere,,\n\
        Ana,Ruiz,,,nobody@willow-reed.example\n";

    #[tokio::test]
    async fn s3_a_dry_run_says_what_the_real_run_then_does() {
        on_each(async |t| {
            let there = t.client("Maya", "López").await;
            let (mut seen, before) = (Vec::new(), clients::count(t.platform.db.read(), t.scope, None).await.expect("a count"));
            for dry_run in [true, false] {
                let id = hand_in(t, FILE, dry_run).await;
                go_on(&t.platform, t.scope, id).await.expect("done");
                let report = report(t, id).await;
                assert_eq!(
                    (report.total, report.done, report.created, report.duplicates, report.invalid),
                    (5, 5, 1, 2, 2),
                    "dry run: {dry_run}"
                );
                assert_eq!(report.state, domain::practice::client_import::ImportState::Done);
                let created = report.rows.iter().find(|row| row.outcome == RowOutcome::Created).expect("a created row");
                assert_eq!((created.line, created.client_id.is_some()), (3, !dry_run));
                let now = clients::count(t.platform.db.read(), t.scope, None).await.expect("a count");
                assert_eq!(now, before + u64::from(!dry_run));
                seen.push(report.rows.into_iter().map(|row| (row.line, row.outcome, row.errors)).collect::<Vec<_>>());
            }
            assert_eq!(seen[0], seen[1]);
            assert_eq!(there.sort_key, "lopez0maya");
        })
        .await;
    }

    #[tokio::test]
    async fn o4_an_import_that_nobody_goes_on_with_is_given_up_after_a_day() {
        on_each(async |t| {
            let id = hand_in(t, FILE, false).await;
            t.platform.clock.advance(FORGOTTEN_SECONDS - 1);
            give_up_forgotten(t.platform.clone()).await.expect("tidied");
            assert_eq!(report(t, id).await.state, domain::practice::client_import::ImportState::Running);
            t.platform.clock.advance(2);
            give_up_forgotten(t.platform.clone()).await.expect("tidied");
            let report = report(t, id).await;
            assert_eq!(report.state, domain::practice::client_import::ImportState::Failed);
            assert_eq!(report.failure.as_deref(), Some(GIVEN_UP));
            go_on(&t.platform, t.scope, id).await.expect("nothing to do");
            assert_eq!(super::tests::report(t, id).await.done, 0);
        })
        .await;
    }

    #[tokio::test]
    async fn o4_a_run_that_died_goes_on_and_no_row_becomes_two_clients() {
        on_each(async |t| {
            let mut csv = String::from("first_name,last_name,email\n");
            for row in 0..250 {
                csv.push_str(&format!("First{row},Last{row},a{row}@example.com\n"));
            }
            let id = hand_in(t, &csv, false).await;
            let rows = file::read(&csv).expect("readable").rows;
            // One step that was committed, and one that died before its commit.
            for commits in [true, false] {
                let tx = t.platform.db.write().await.expect("a transaction");
                let before = store::find(&*tx, t.scope, id.0).await.expect("read").expect("there");
                let mut seen = Seen::default();
                seen.up_to(&rows, usize::try_from(before.done).expect("small"));
                assert!(!step(&t.platform, &tx, t.scope, &before, &rows, &mut seen).await.expect("a step"));
                if commits {
                    tx.commit().await.expect("committed");
                }
            }
            assert_eq!(report(t, id).await.done, 100);
            // Two processes go on at once: the lease of one had run out.
            let (one, other) = tokio::join!(go_on(&t.platform, t.scope, id), go_on(&t.platform, t.scope, id));
            one.and(other).expect("done");
            let report = report(t, id).await;
            assert_eq!((report.created, report.duplicates, report.rows.len()), (250, 0, 100));
            assert_eq!(clients::count(t.platform.db.read(), t.scope, None).await.expect("a count"), 250);
            let chain = audit::verify(t.platform.db.read(), t.scope).await.expect("walked");
            assert!(chain.whole && chain.events == 250, "{chain:?}");
            let kept = store::find(t.platform.db.read(), t.scope, id.0).await.expect("read").expect("there");
            assert!(kept.sealed_csv.is_none());
            // Handed in again, everybody is there already.
            let again = hand_in(t, &csv, false).await;
            go_on(&t.platform, t.scope, again).await.expect("done");
            assert_eq!(super::tests::report(t, again).await.duplicates, 250);
        })
        .await;
    }
}
