//! Figures of an optimised build, from this machine's own demo: what one can repeat before and after a change.
//!
//! Times depend on the machine; the last column, a ratio to the cheapest request, does not much.

mod live;
mod load;
mod openings;
mod rows;
mod thread;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::ValueEnum;

use self::load::{Load, SETTINGS, load, millis, sign_in, timed};
use crate::demo::Demo;
use crate::product;
use crate::workspace::Workspace;

/// What else can be measured than the product as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// Four weeks of free times: the engine alone, then over HTTP with up to a million appointments in the table
    Openings,
    /// Open pages: what ten thousand of them cost, and how soon a message reaches them
    Live,
    /// Opening a conversation of a hundred messages, and one of a hundred thousand
    Thread,
}

/// How long one kind of request is sent, and over how many connections at once.
const SPAN: Duration = Duration::from_secs(5);
const CONNECTIONS: [usize; 2] = [1, 16];
const SIGN_INS: usize = 10;

/// `cargo xtask bench`: the product as a whole, or one subject; of `program`, or of one that is built for it.
pub fn measure(workspace: &Workspace, subject: Option<Subject>, program: Option<PathBuf>) -> Result<()> {
    let program = program.map_or_else(|| product::build(workspace, true), |program| Ok(std::path::absolute(program)?))?;
    match subject {
        None => within_scratch(|data| measure_program(&program, data)),
        Some(Subject::Openings) => openings::measure(workspace, &program),
        Some(Subject::Live) => live::measure(workspace, &program),
        Some(Subject::Thread) => thread::measure(workspace, &program),
    }
}

/// Gives `work` a folder that is gone afterwards.
fn within_scratch(work: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let data = std::env::temp_dir().join(format!("anteroom-bench-{}", std::process::id()));
    let result = work(&data);
    if data.exists() {
        fs::remove_dir_all(&data).with_context(|| format!("cannot remove {}", data.display()))?;
    }
    result
}

/// With full optimisation: size, start, memory and times of answers.
fn measure_program(program: &Path, data: &Path) -> Result<()> {
    println!("{:34} {:.1} MB", "program with both applications", megabytes(fs::metadata(program)?.len()));
    let demo = Demo::start(program, data, &SETTINGS, Stdio::null())?;
    println!("{:34} {:.2} s", "first start, making the demo", demo.took.as_secs_f64());
    drop(demo);
    let demo = Demo::start(program, data, &SETTINGS, Stdio::null())?;
    println!("{:34} {:.2} s", "start with data", demo.took.as_secs_f64());
    print_memory(&demo, "memory after the start");

    let session = sign_in(&demo, "admin")?;
    let signing_in = (0..SIGN_INS).map(|_| timed(|| sign_in(&demo, "admin").map(drop))).collect::<Result<Vec<_>>>()?;
    println!("\n{:34} {:>6} {:>10} {:>10} {:>10} {:>8}", "request", "lines", "a second", "p50", "p99", "ratio");
    let mut floor = None;
    for connections in CONNECTIONS {
        for (name, path, headers) in [
            ("GET /healthz", "/healthz", &[] as &[String]),
            ("list_clients, a page", "/api/v1/practice/clients?limit=25", session.as_slice()),
        ] {
            print_row(name, connections, &load(demo.host, &[path.to_owned()], headers, connections, SPAN)?, &mut floor);
        }
    }
    print_row("sign_in", 1, &Load::of(signing_in), &mut floor);
    print_memory(&demo, "memory after all that");
    Ok(())
}

fn print_memory(demo: &Demo, when: &str) {
    match resident(demo) {
        Some(bytes) => println!("{when:34} {:.1} MB", megabytes(bytes)),
        None => println!("{when:34} not told by this system"),
    }
}

/// The bytes of memory that the server's process takes, where the system tells.
fn resident(demo: &Demo) -> Option<u64> {
    let status = fs::read_to_string(PathBuf::from(format!("/proc/{}/status", demo.id()))).ok()?;
    let kib: u64 = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}

/// Prints one line; the first one's median is what all ratios refer to.
fn print_row(name: &str, connections: usize, load: &Load, floor: &mut Option<Duration>) {
    let (p50, p99) = (load.percentile(50), load.percentile(99));
    let floor = *floor.get_or_insert(p50);
    let ratio = p50.as_secs_f64() / floor.as_secs_f64();
    println!("{name:34} {connections:>6} {:>10.0} {:>7.2} ms {:>7.2} ms {ratio:>8.1}", load.rate(), millis(p50), millis(p99));
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
