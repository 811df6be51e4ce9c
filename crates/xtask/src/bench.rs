//! Figures of an optimised build, from this machine's own demo: what one can repeat before and after a change.
//!
//! Times depend on the machine; the last column, a ratio to the cheapest request, does not much.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::demo::Demo;
use crate::http::Connection;
use crate::product;
use crate::workspace::Workspace;

/// How long one kind of request is sent, and over how many connections at once.
const SPAN: Duration = Duration::from_secs(5);
const CONNECTIONS: [usize; 2] = [1, 16];
const SIGN_INS: usize = 10;
const APP: &str = "Anteroom-App: admin";

/// Builds with full optimisation, starts the demo and prints size, start, memory and times of answers.
pub fn measure(workspace: &Workspace) -> Result<()> {
    let program = product::build(workspace, true)?;
    let data = std::env::temp_dir().join(format!("anteroom-bench-{}", std::process::id()));
    let result = measure_program(&program, &data);
    if data.exists() {
        fs::remove_dir_all(&data).with_context(|| format!("cannot remove {}", data.display()))?;
    }
    result
}

fn measure_program(program: &Path, data: &Path) -> Result<()> {
    println!("{:34} {:.1} MB", "program with both applications", megabytes(fs::metadata(program)?.len()));
    let demo = Demo::start(program, data, &[], Stdio::null())?;
    println!("{:34} {:.2} s", "first start, making the demo", demo.took.as_secs_f64());
    drop(demo);
    let demo = Demo::start(program, data, &[], Stdio::null())?;
    println!("{:34} {:.2} s", "start with data", demo.took.as_secs_f64());
    print_memory(&demo, "memory after the start");

    let session = sign_in(&demo)?;
    let signing_in = (0..SIGN_INS).map(|_| timed(|| sign_in(&demo).map(drop))).collect::<Result<Vec<_>>>()?;
    println!("\n{:34} {:>6} {:>10} {:>10} {:>10} {:>8}", "request", "lines", "a second", "p50", "p99", "ratio");
    let mut floor = None;
    for connections in CONNECTIONS {
        for (name, path, headers) in [
            ("GET /healthz", "/healthz", &[] as &[String]),
            ("list_clients, a page", "/api/v1/practice/clients?limit=25", session.as_slice()),
        ] {
            print_row(name, connections, &mut load(demo.host, path, headers, connections)?, &mut floor);
        }
    }
    print_row("sign_in", 1, &mut Load { times: signing_in.clone(), span: signing_in.iter().sum() }, &mut floor);
    print_memory(&demo, "memory after all that");
    Ok(())
}

/// Signs a clinician in and gives the headers of their session.
fn sign_in(demo: &Demo) -> Result<Vec<String>> {
    let logins = demo.logins["logins"].as_array().context("the demo's JSON has no logins")?;
    let mut connection = Connection::open(demo.host)?;
    for login in logins.iter().filter(|login| login["app"] == "admin") {
        let input = json!({
            "app": "admin",
            "practice": demo.logins["practice"],
            "email": login["email"],
            "password": login["password"],
        });
        let answer = connection.post("/api/v1/auth/sessions", &[APP.to_owned()], &input.to_string())?;
        ensure!(answer.status == 200, "sign_in answered {} to a login of the demo", answer.status);
        let signed_in: Value = serde_json::from_slice(&answer.body)?;
        if signed_in["kind"] == "full" {
            let cookie = answer.cookie.context("sign_in set no cookie")?;
            return Ok(vec![APP.to_owned(), format!("Cookie: {cookie}")]);
        }
    }
    bail!("every clinician of the demo has a second factor")
}

fn print_memory(demo: &Demo, when: &str) {
    let status = fs::read_to_string(PathBuf::from(format!("/proc/{}/status", demo.id()))).unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse::<u64>().ok());
    match resident {
        Some(kib) => println!("{when:34} {:.1} MB", megabytes(kib * 1024)),
        None => println!("{when:34} not told by this system"),
    }
}

/// The time each answer took, and how long all of it lasted.
struct Load {
    times: Vec<Duration>,
    span: Duration,
}

/// Sends the same GET again and again over several connections; every answer must be 200.
fn load(host: SocketAddr, path: &str, headers: &[String], connections: usize) -> Result<Load> {
    let start = Instant::now();
    let one_line = || -> Result<Vec<Duration>> {
        let mut connection = Connection::open(host)?;
        let mut times = Vec::new();
        while start.elapsed() < SPAN {
            times.push(timed(|| {
                let answer = connection.get(path, headers)?;
                ensure!(answer.status == 200, "{path} answered {} after {} requests", answer.status, times.len());
                Ok(())
            })?);
        }
        Ok(times)
    };
    let times = thread::scope(|scope| {
        let lines: Vec<_> = (0..connections).map(|_| scope.spawn(one_line)).collect();
        let joined = lines.into_iter().map(|line| line.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.collect::<Result<Vec<_>>>()
    })?;
    Ok(Load { times: times.concat(), span: start.elapsed() })
}

fn timed(work: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

/// Prints one line; the first one's median is what all ratios refer to.
fn print_row(name: &str, connections: usize, load: &mut Load, floor: &mut Option<Duration>) {
    load.times.sort_unstable();
    let (p50, p99) = (percentile(&load.times, 50), percentile(&load.times, 99));
    let floor = *floor.get_or_insert(p50);
    let rate = load.times.len() as f64 / load.span.as_secs_f64();
    let ratio = p50.as_secs_f64() / floor.as_secs_f64();
    println!("{name:34} {connections:>6} {rate:>10.0} {:>7.2} ms {:>7.2} ms {ratio:>8.1}", millis(p50), millis(p99));
}

/// The value below which `percent` of the sorted values lie.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).copied().unwrap_or_default()
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_taken_from_the_sorted_values() {
        let times: Vec<_> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(percentile(&times, 50), Duration::from_millis(51));
        assert_eq!(percentile(&times, 99), Duration::from_millis(100));
        assert_eq!(percentile(&times[..1], 99), Duration::from_millis(1));
        assert_eq!(percentile(&[], 50), Duration::ZERO);
    }
}
