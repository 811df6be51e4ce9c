//! `cargo xtask bench thread`: opening a conversation of a hundred messages, and one of a hundred thousand.
//!
//! Two samples that differ in nothing else are served at the same time and asked in turn, so that what else the machine does
//! meets both. A test of the API (`long_thread.rs`) counts what the databases do for it; here it is the time that a page waits.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::live::{ask, keyed, new_id};
use super::load::{Load, SETTINGS, load, millis, sign_in};
use super::rows::{Database, create_database};
use super::within_scratch;
use crate::checks;
use crate::demo::Demo;
use crate::http::Connection;
use crate::workspace::Workspace;

/// Messages of the conversations.
const LENGTHS: [u64; 2] = [100, 100_000];
/// Written one by one, a page of them; the others are made in bulk, without words, and stand before them.
const WRITTEN: u64 = 50;
const ROUNDS: usize = 5;
const SPAN: Duration = Duration::from_secs(2);
/// How many times as long the long one may take.
const FLAT: f64 = 1.5;

/// Measures `program`, and says whether the target is met.
pub fn measure(workspace: &Workspace, program: &Path) -> Result<()> {
    let mut missed = Vec::new();
    println!("{:11} {:>9}  {:30} {:>9} {:>11} {:>11} {:>6}", "database", "messages", "request", "a second", "p50", "p99", "ratio");
    within_scratch(|data| compare(workspace, program, data, None, &mut missed))?;
    let server = checks::Database::ready()?;
    within_scratch(|data| compare(workspace, program, data, Some(server.url()), &mut missed))?;
    ensure!(missed.is_empty(), "missed: {}", missed.join("; "));
    println!("\nmet: a conversation of {} messages opens as one of {} does", LENGTHS[1], LENGTHS[0]);
    Ok(())
}

fn compare(workspace: &Workspace, program: &Path, data: &Path, postgres: Option<&str>, missed: &mut Vec<String>) -> Result<()> {
    let samples = LENGTHS.map(|length| Sample::make(workspace, program, data, postgres, length));
    let samples = samples.into_iter().collect::<Result<Vec<_>>>()?;
    let name = if postgres.is_some() { "PostgreSQL" } else { "SQLite" };
    let requests: [(&str, PathOf); 3] = [
        ("list_messages, the newest", |sample| format!("{}/messages", sample.path)),
        ("list_messages, far back", |sample| format!("{}/messages?before={}", sample.path, sample.length / 2)),
        ("get_conversation, with counts", |sample| sample.path.clone()),
    ];
    for (request, path) in requests {
        let mut taken: Vec<Load> = samples.iter().map(|_| Load::of(Vec::new())).collect();
        for _ in 0..ROUNDS {
            for (sample, taken) in samples.iter().zip(&mut taken) {
                taken.add(load(sample.demo.host, &[path(sample)], &sample.session, 1, SPAN)?);
            }
        }
        let mut short = None;
        for (sample, taken) in samples.iter().zip(&taken) {
            let (p50, p99) = (taken.percentile(50), taken.percentile(99));
            let ratio = p50.as_secs_f64() / short.get_or_insert(p50).as_secs_f64();
            println!(
                "{name:11} {:>9}  {request:30} {:>9.0} {:>8.2} ms {:>8.2} ms {ratio:>6.2}",
                sample.length,
                taken.rate(),
                millis(p50),
                millis(p99),
            );
            if ratio > FLAT {
                missed.push(format!("{name}, {request}: {ratio:.2} times as long with {} messages", sample.length));
            }
        }
    }
    samples.into_iter().try_for_each(|sample| sample.remove(workspace))
}

/// Of a sample, what is asked for.
type PathOf = fn(&Sample) -> String;

/// A practice with one conversation of this length, and the program that serves it.
struct Sample {
    length: u64,
    database: Database,
    demo: Demo,
    session: Vec<String>,
    /// The conversation's.
    path: String,
}

impl Sample {
    fn make(workspace: &Workspace, program: &Path, data: &Path, postgres: Option<&str>, length: u64) -> Result<Self> {
        let data = data.join(length.to_string());
        let database = match postgres {
            None => Database::Sqlite(data.join("anteroom.sqlite")),
            Some(url) => Database::Postgres(create_database(workspace, url, &format!("anteroom_bench_thread_{length}"))?),
        };
        let start = || Demo::start_on(program, &data, database.url(), &SETTINGS, Stdio::null());
        let id = write(&start()?)?;
        database.lengthen(workspace, &id, length - WRITTEN)?;
        let demo = start()?;
        let session = sign_in(&demo, "admin")?;
        let path = format!("/api/v1/practice/conversations/{id}");
        let newest = ask(&demo, &format!("{path}/messages?limit=1"), &session)?;
        ensure!(newest["items"][0]["seq"] == length, "the conversation ends with {}", newest["items"][0]["seq"]);
        // Everything was read, as by somebody who is at work there.
        let read = json!({ "seq": length }).to_string();
        let answer = Connection::open(demo.host)?.post(&format!("{path}/read"), &keyed(&session), &read)?;
        ensure!(answer.status == 200, "mark_messages_read answered {}", answer.status);
        Ok(Self { length, database, demo, session, path })
    }

    fn remove(self, workspace: &Workspace) -> Result<()> {
        drop(self.demo);
        self.database.remove(workspace)
    }
}

/// Begins a conversation with a new client and writes into it; gives its id.
fn write(demo: &Demo) -> Result<String> {
    let session = sign_in(demo, "admin")?;
    let mut connection = Connection::open(demo.host)?;
    let mut post = |path: &str, input: Value| -> Result<Value> {
        let answer = connection.post(path, &keyed(&session), &input.to_string())?;
        ensure!(matches!(answer.status, 200 | 201), "{path} answered {}", answer.status);
        serde_json::from_slice(&answer.body).context("the answer is no JSON")
    };
    let client = json!({ "first_name": "Wanda", "last_name": "Long", "status": "active", "emails": [], "phones": [] });
    let client = post("/api/v1/practice/clients", client)?;
    let me = ask(demo, "/api/v1/auth/me", &session)?;
    let talk = post("/api/v1/practice/conversations", json!({ "client_id": client["id"], "staff_id": me["staff"]["id"] }))?;
    let id = talk["id"].as_str().context("a conversation without an id")?.to_owned();
    for _ in 0..WRITTEN {
        let input = json!({ "id": new_id(), "text": "The practice is open again from Monday on.", "files": [] });
        post(&format!("/api/v1/practice/conversations/{id}/messages"), input)?;
    }
    Ok(id)
}
