//! `cargo xtask bench live`: what open pages cost, and how soon a message reaches them.
//!
//! Ten thousand streams stand open in one process while a clinician writes to a client who has one page open, then a hundred.
//! Then the client's pages are open at a second process over the same PostgreSQL. Times run from the moment before the message is
//! sent until the last page was told of it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::load::{Load, SETTINGS, millis, sign_in, sign_in_as};
use super::rows::{Database, create_database};
use super::{resident, within_scratch};
use crate::checks;
use crate::demo::Demo;
use crate::http::Connection;
use crate::workspace::Workspace;

const IDLE: usize = 10_000;
/// What the server allows one session.
const A_SESSION: usize = 20;
const READERS: [usize; 2] = [1, 100];
const MESSAGES: usize = 200;
const WARM_UP: usize = 20;
/// How long as many messages are sent as go, and by how many at once.
const SPAN: Duration = Duration::from_secs(5);
const WRITERS: usize = 16;
const PATIENCE: Duration = Duration::from_secs(30);
/// The memory one idle stream may take.
const MOST_BYTES: u64 = 20_000;
/// 99 of 100 messages reach the last page within this time.
const TARGET: Duration = Duration::from_millis(50);

/// Measures `program`, and says whether the targets are met.
pub fn measure(workspace: &Workspace, program: &Path) -> Result<()> {
    let mut missed = Vec::new();
    println!("{:52} {:>10} {:>10} {:>10}", "from sending to the last page", "p50", "p99", "longest");
    within_scratch(|data| one_process(program, data, &mut missed))?;
    let server = checks::Database::ready()?;
    within_scratch(|data| two_processes(workspace, program, data, server.url(), &mut missed))?;
    ensure!(missed.is_empty(), "missed: {}", missed.join("; "));
    println!("\nmet: an idle stream below {} kB, told to the last page within {} ms", MOST_BYTES / 1000, millis(TARGET));
    Ok(())
}

fn one_process(program: &Path, data: &Path, missed: &mut Vec<String>) -> Result<()> {
    let demo = Demo::start(program, data, &SETTINGS, Stdio::null())?;
    let talk = Talk::begin(&demo)?;
    let sessions = talk.others(&demo, IDLE.div_ceil(A_SESSION))?;
    // What making the demo and hashing passwords took, the streams would be given without its being counted.
    drop(demo);
    let demo = Demo::start(program, data, &SETTINGS, Stdio::null())?;
    let before = resident(&demo).context("this system does not tell how much memory a process takes")?;
    let mut idle = Vec::with_capacity(IDLE);
    for session in sessions.iter().cycle().take(IDLE) {
        idle.push(Pages::open(demo.host, session)?);
    }
    let each = resident(&demo).context("the server is gone")?.saturating_sub(before) / IDLE as u64;
    println!("{:52} {:>7.1} kB each", format!("{IDLE} idle streams"), each as f64 / 1000.0);
    if each >= MOST_BYTES {
        missed.push(format!("an idle stream takes {each} bytes"));
    }
    for readers in READERS {
        tell(&format!("SQLite, {readers} of {} open", IDLE + readers), &talk.deliver(&demo, &demo, readers)?, missed);
    }
    println!("{:52} {:>7.0} a second", format!("messages, {WRITERS} at once"), talk.rate(&demo)?);
    Ok(())
}

fn two_processes(workspace: &Workspace, program: &Path, data: &Path, postgres: &str, missed: &mut Vec<String>) -> Result<()> {
    let url = create_database(workspace, postgres, "anteroom_bench_live")?;
    let start = || Demo::start_on(program, data, Some(&url), &SETTINGS, Stdio::null());
    let (here, there) = (start()?, start()?);
    let talk = Talk::begin(&here)?;
    for readers in READERS {
        tell(&format!("PostgreSQL, {readers} open at another process"), &talk.deliver(&here, &there, readers)?, missed);
    }
    println!("{:52} {:>7.0} a second", format!("messages, {WRITERS} at once"), talk.rate(&here)?);
    drop((here, there));
    Database::Postgres(url).remove(workspace)
}

fn tell(what: &str, times: &Load, missed: &mut Vec<String>) {
    let [p50, p99, longest] = [50, 99, 100].map(|percent| times.percentile(percent));
    println!("{what:52} {:>7.2} ms {:>7.2} ms {:>7.2} ms", millis(p50), millis(p99), millis(longest));
    if p99 >= TARGET {
        missed.push(format!("{what}: p99 of {:.2} ms", millis(p99)));
    }
}

/// A clinician and a client, and their conversation.
struct Talk {
    clinician: Vec<String>,
    /// The client's login; each session may have so many streams only.
    client: Value,
    /// Where messages are sent to.
    path: String,
}

impl Talk {
    fn begin(demo: &Demo) -> Result<Self> {
        let clinician = sign_in(demo, "admin")?;
        let client = logins(demo, "portal").next().context("the demo has no client who can sign in")?.clone();
        let me = ask(demo, "/api/v1/auth/me", &clinician)?;
        let them = ask(demo, "/api/v1/auth/me", &sign_in_as(demo, &client)?)?;
        let input = json!({"client_id": them["client"]["id"], "staff_id": me["staff"]["id"]}).to_string();
        let answer = Connection::open(demo.host)?.post("/api/v1/practice/conversations", &keyed(&clinician), &input)?;
        ensure!(answer.status == 200, "open_conversation answered {}", answer.status);
        let conversation: Value = serde_json::from_slice(&answer.body)?;
        let id = conversation["id"].as_str().context("a conversation without an id")?;
        Ok(Self { clinician, client, path: format!("/api/v1/practice/conversations/{id}/messages") })
    }

    /// Sessions of everybody but the client.
    fn others(&self, demo: &Demo, sessions: usize) -> Result<Vec<Vec<String>>> {
        let others: Vec<&Value> = logins(demo, "portal").filter(|login| login["email"] != self.client["email"]).collect();
        ensure!(!others.is_empty(), "the demo has one client only");
        others.into_iter().cycle().take(sessions).map(|login| sign_in_as(demo, login)).collect()
    }

    /// The time each message takes from `here` until the last of so many pages at `there` was told.
    fn deliver(&self, here: &Demo, there: &Demo, readers: usize) -> Result<Load> {
        let (told, hear) = mpsc::channel();
        let mut session = Vec::new();
        for reader in 0..readers {
            if reader % A_SESSION == 0 {
                session = sign_in_as(there, &self.client)?;
            }
            let mut pages = Pages::open(there.host, &session)?;
            let told = told.clone();
            // Ends with the stream, at the latest when the server does.
            thread::spawn(move || while pages.next_message().is_ok() && told.send(Instant::now()).is_ok() {});
        }
        let mut connection = Connection::open(here.host)?;
        let mut times = Vec::new();
        for number in 0..WARM_UP + MESSAGES {
            let start = Instant::now();
            self.send(&mut connection)?;
            let mut last = start;
            for _ in 0..readers {
                last = last.max(hear.recv_timeout(PATIENCE).context("a page was not told")?);
            }
            if number >= WARM_UP {
                times.push(last - start);
            }
        }
        Ok(Load::of(times))
    }

    /// Messages a second.
    fn rate(&self, demo: &Demo) -> Result<f64> {
        let start = Instant::now();
        let line = || -> Result<usize> {
            let mut connection = Connection::open(demo.host)?;
            let mut sent = 0;
            while start.elapsed() < SPAN {
                self.send(&mut connection)?;
                sent += 1;
            }
            Ok(sent)
        };
        let sent = thread::scope(|scope| {
            let lines: Vec<_> = (0..WRITERS).map(|_| scope.spawn(line)).collect();
            lines.into_iter().map(|line| line.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).sum::<Result<usize>>()
        })?;
        Ok(sent as f64 / start.elapsed().as_secs_f64())
    }

    fn send(&self, connection: &mut Connection) -> Result<()> {
        let input = json!({"id": new_id(), "text": "The practice is open again from Monday on."}).to_string();
        let answer = connection.post(&self.path, &keyed(&self.clinician), &input)?;
        ensure!(answer.status == 200, "send_message answered {}", answer.status);
        Ok(())
    }
}

/// What somebody's open page is told.
struct Pages(BufReader<TcpStream>);

impl Pages {
    /// Opens a stream; it stands when its first piece is there.
    fn open(host: SocketAddr, session: &[String]) -> Result<Self> {
        let mut stream = TcpStream::connect_timeout(&host, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let headers: String = session.iter().map(|line| format!("{line}\r\n")).collect();
        write!(stream, "GET /api/v1/portal/live HTTP/1.1\r\nHost: {host}\r\nAccept: text/event-stream\r\n{headers}\r\n")?;
        // Little of it is ours: ten thousand of these are held.
        let mut pages = Self(BufReader::with_capacity(1024, stream));
        let status = pages.line()?;
        ensure!(status.contains(" 200 "), "the stream was refused: {}", status.trim());
        while !pages.line()?.starts_with("id: ") {}
        Ok(pages)
    }

    fn next_message(&mut self) -> Result<()> {
        while !self.line()?.starts_with("event: message") {}
        Ok(())
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        ensure!(self.0.read_line(&mut line)? > 0, "the stream ended");
        Ok(line)
    }
}

/// The logins of the first practice to an application.
fn logins<'a>(demo: &'a Demo, app: &'a str) -> impl Iterator<Item = &'a Value> {
    let all = demo.logins["logins"].as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter().filter(move |login| login["app"] == app && login["practice"] == demo.logins["practice"])
}

/// What the operation at `path` answers.
pub fn ask(demo: &Demo, path: &str, session: &[String]) -> Result<Value> {
    let answer = Connection::open(demo.host)?.get(path, session)?;
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    serde_json::from_slice(&answer.body).context("the answer is no JSON")
}

/// What a write sends beside its session: a press of its own.
pub fn keyed(session: &[String]) -> Vec<String> {
    let key = format!("Idempotency-Key: {}", new_id());
    session.iter().cloned().chain([key]).collect()
}

/// A UUID that this run has not used before, and hardly any other.
pub fn new_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
    format!("{:08x}-{:04x}-7000-8000-{:012x}", now >> 16, now & 0xffff, NEXT.fetch_add(1, Ordering::Relaxed))
}
