//! `cargo xtask bench openings`: four weeks of free times at a grid of 15 minutes, for 1, 10 and 100 clinicians with a hundred,
//! ten thousand and a million appointments in the table. The engine alone first (`crates/domain/benches/openings.rs`), then
//! the server over HTTP on both databases, asked by a client for the four weeks of one clinician in turn.
//!
//! The speed of a shared machine changes within minutes. So the three tables stand beside each other, each served by a program
//! of its own, and are asked in turn: what changes, changes for all of them. All answers count.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::load::{Load, SETTINGS, load, millis, sign_in};
use super::rows::{self, Database};
use super::within_scratch;
use crate::checks;
use crate::demo::Demo;
use crate::http::Connection;
use crate::workspace::{Workspace, run};

const CLINICIANS: [u64; 3] = [1, 10, 100];
const APPOINTMENTS: [u64; 3] = [100, 10_000, 1_000_000];
/// How often each table has its turn, and for how long.
const ROUNDS: usize = 10;
const SPAN: Duration = Duration::from_millis(500);
const WEEKS: usize = 4;
const BOOKING: &str = "/api/v1/portal/booking";
/// One clinician, one line, the largest table: 99 of 100 answers come within this time.
const TARGET: Duration = Duration::from_millis(5);
/// The median with the largest table, in terms of the one with the smallest, both with the same appointments ahead.
const FLAT: f64 = 1.25;

/// Measures the engine and `program`, and says whether the targets are met.
pub fn measure(workspace: &Workspace, program: &Path) -> Result<()> {
    ensure!(workspace.find("sqlite3").is_some(), "install SQLite's shell (Debian: sqlite3): it writes the rows");
    let mut engine = workspace.cargo(&["bench", "--locked", "--quiet", "--package", "domain", "--bench", "openings"]);
    println!("{}\n", machine());
    let within = run(&mut engine).is_ok();
    let server = checks::Database::ready()?;
    let mut missed = Vec::new();
    println!(
        "\n{:11} {:>10} {:>12}  {:24} {:>5} {:>9} {:>11} {:>11} {:>6}",
        "database", "clinicians", "appointments", "request", "lines", "a second", "p50", "p99", "ratio"
    );
    for clinicians in CLINICIANS {
        for postgres in [None, Some(server.url())] {
            within_scratch(|data| measure_practice(workspace, program, data, postgres, clinicians, &mut missed))?;
        }
    }
    if !within {
        missed.push("the engine alone".to_owned());
    }
    ensure!(missed.is_empty(), "missed: {}", missed.join("; "));
    println!("\nmet: one clinician, a million appointments: p99 below {} ms, and flat in the size of the table", millis(TARGET));
    Ok(())
}

/// A practice of so many clinicians, with each size of table.
fn measure_practice(
    workspace: &Workspace,
    program: &Path,
    data: &Path,
    postgres: Option<&str>,
    clinicians: u64,
    missed: &mut Vec<String>,
) -> Result<()> {
    let tables = APPOINTMENTS.map(|appointments| Table::fill(workspace, program, data, postgres, clinicians, appointments));
    let tables = tables.into_iter().collect::<Result<Vec<_>>>()?;
    let name = if postgres.is_some() { "PostgreSQL" } else { "SQLite" };
    let requests: [(&str, Paths, usize); 3] = [
        ("list_openings, a week", |table| &table.openings, 1),
        ("list_openings, a week", |table| &table.openings, 16),
        ("get_booking_options", |table| &table.options, 1),
    ];
    for (request, paths, lines) in requests {
        let mut taken: Vec<Load> = tables.iter().map(|_| Load::of(Vec::new())).collect();
        for _ in 0..ROUNDS {
            for (table, taken) in tables.iter().zip(&mut taken) {
                taken.add(load(table.demo.host, paths(table), &table.session, lines, SPAN)?);
            }
        }
        let mut smallest = None;
        for (table, taken) in tables.iter().zip(&taken) {
            let (p50, p99) = (taken.percentile(50), taken.percentile(99));
            let ratio = p50.as_secs_f64() / smallest.get_or_insert(p50).as_secs_f64();
            println!(
                "{name:11} {clinicians:>10} {:>12}  {request:24} {lines:>5} {:>9.0} {:>8.2} ms {:>8.2} ms {ratio:>6.2}",
                table.appointments,
                taken.rate(),
                millis(p50),
                millis(p99),
            );
            if clinicians == 1 && lines == 1 && paths(table).len() == WEEKS && table.appointments == 1_000_000 {
                if p99 >= TARGET {
                    missed.push(format!("{name}: p99 of {:.2} ms", millis(p99)));
                }
                if ratio > FLAT {
                    missed.push(format!("{name}: {ratio:.2} times as long as with a hundred appointments"));
                }
            }
        }
    }
    tables.into_iter().try_for_each(|table| table.remove(workspace))
}

/// Of a table, what is asked for in turn.
type Paths = fn(&Table) -> &[String];

/// A practice whose appointments are so many, and the program that serves it.
struct Table {
    appointments: u64,
    database: Database,
    demo: Demo,
    session: Vec<String>,
    openings: Vec<String>,
    options: Vec<String>,
}

impl Table {
    fn fill(
        workspace: &Workspace,
        program: &Path,
        data: &Path,
        postgres: Option<&str>,
        clinicians: u64,
        appointments: u64,
    ) -> Result<Self> {
        let data = data.join(appointments.to_string());
        let database = match postgres {
            None => Database::Sqlite(data.join("anteroom.sqlite")),
            Some(url) => Database::Postgres(rows::create_database(workspace, url, &format!("anteroom_bench_{clinicians}_{appointments}"))?),
        };
        let start = || Demo::start_on(program, &data, database.url(), &SETTINGS, Stdio::null());
        let mondays = Asked::find(&start()?)?.mondays;
        database.staff(workspace, clinicians)?;
        database.appoint(workspace, 0, appointments, &mondays[0])?;
        let demo = start()?;
        let asked = Asked::find(&demo)?;
        ensure!(asked.clinicians == clinicians, "{} clinicians can be asked for, not {clinicians}", asked.clinicians);
        let openings = asked.mondays.iter().map(|monday| format!("{}&week={monday}", asked.openings)).collect();
        Ok(Self { appointments, database, demo, session: asked.session, openings, options: vec![format!("{BOOKING}/options")] })
    }

    fn remove(self, workspace: &Workspace) -> Result<()> {
        drop(self.demo);
        self.database.remove(workspace)
    }
}

/// What a client asks for.
struct Asked {
    session: Vec<String>,
    /// How many clinicians there are to choose from.
    clinicians: u64,
    /// The path without its week: the first clinician, with the first office and service.
    openings: String,
    /// The Mondays of the four weeks after this one.
    mondays: Vec<String>,
}

impl Asked {
    fn find(demo: &Demo) -> Result<Self> {
        let session = sign_in(demo, "portal")?;
        let mut connection = Connection::open(demo.host)?;
        let mut get = |path: &str| -> Result<Value> {
            let answer = connection.get(path, &session).with_context(|| format!("no answer to {path}"))?;
            ensure!(answer.status == 200, "{path} answered {}", answer.status);
            serde_json::from_slice(&answer.body).context("the answer is no JSON")
        };
        let options = get(&format!("{BOOKING}/options"))?;
        let everybody = options["clinicians"].as_array().context("the options have no clinicians")?;
        let clinician = everybody.first().context("no clinician can be asked for")?;
        let office = &clinician["offices"][0];
        let id = |value: &Value| value["id"].as_str().map(str::to_owned).context("a choice has no id");
        let (staff, place, service) = (id(clinician)?, id(office)?, id(&office["services"][0])?);
        let openings = format!("{BOOKING}/openings?staff_id={staff}&office_id={place}&service_id={service}");
        // Back from the last day that may be asked for to this week, then forward.
        let mut week = options["horizon_end"].as_str().context("the options have no last day")?.to_owned();
        while let Some(earlier) = get(&format!("{openings}&week={week}"))?["previous_week"].as_str() {
            week = earlier.to_owned();
        }
        let mut mondays = Vec::new();
        while mondays.len() < WEEKS {
            let next = get(&format!("{openings}&week={week}"))?["next_week"].as_str().map(str::to_owned);
            week = next.context("fewer than four weeks may be asked for")?;
            mondays.push(week.clone());
        }
        let clinicians = u64::try_from(everybody.len())?;
        Ok(Self { clinicians, openings, mondays, session })
    }
}

/// What the figures were taken on, as far as the system tells.
fn machine() -> String {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name.to_owned()));
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    format!(
        "{cores} cores, {}, load before the start {load}",
        model.unwrap_or_else(|| "a processor that does not say what it is".to_owned())
    )
}
