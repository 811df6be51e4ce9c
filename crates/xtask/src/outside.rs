//! The API as others find it: a public linter reads its description, programs with generated clients use it, another library
//! reads its calendar files, other programs its signed documents, and random requests made from it are answered as it says. What
//! these tools are told lies in `e2e/outside`.

mod random;
mod reach;
mod sample;

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
pub use random::Requests;
use sample::{Sample, empty};
use serde_json::Value;

use crate::product;
use crate::python;
use crate::report::Report;
use crate::setup::{Extent, run_setup};
use crate::workspace::{Workspace, run};

const DESCRIPTION: &str = "openapi/openapi.json";
/// Where the tools' own files are.
const HERE: &str = "e2e/outside";
/// The description, from there.
const UP_TO_DESCRIPTION: &str = "../../openapi/openapi.json";
/// What each of our helpers reads: where the server is, and the sample's logins.
const URL: &str = "OUTSIDE_URL";
const LOGINS: &str = "OUTSIDE_LOGINS";

const LINTER: &str = "Outside: linter";
const SAMPLE: &str = "Outside: sample practice";
const CLIENTS: [&str; 2] = ["Outside: TypeScript client", "Outside: Python client"];
const FILES: &str = "Outside: calendar files";
const SIGNED: &str = "Outside: signed documents";
const RANDOM: &str = "Outside: random requests";
/// The steps, as the report names them.
pub const STEPS: [&str; 7] = [LINTER, SAMPLE, CLIENTS[0], CLIENTS[1], FILES, SIGNED, RANDOM];

/// `cargo xtask outside`: builds the product and looks at it from outside.
pub fn build_and_look(workspace: &Workspace, requests: Requests) -> Result<()> {
    let mut report = Report::default();
    run_setup(workspace, Extent::Tests, false)?;
    let server = product::build(workspace, false)?;
    look(workspace, &mut report, &server, requests);
    report.finish()
}

/// All the steps, each whatever became of the others.
pub fn look(workspace: &Workspace, report: &mut Report, server: &Path, requests: Requests) {
    report.step(LINTER, || lint(workspace));
    let Some(sample) = report.step(SAMPLE, || Sample::make(workspace, server)) else {
        for step in CLIENTS.into_iter().chain([FILES, SIGNED, RANDOM]) {
            report.not_run(step, "there is no sample practice");
        }
        return;
    };
    report.step(CLIENTS[0], || typescript_client(workspace, &sample));
    report.step(CLIENTS[1], || python_client(workspace, &sample));
    report.step(FILES, || calendar_files(workspace, &sample));
    report.step(SIGNED, || signed_documents(workspace, &sample));
    report.step(RANDOM, || random::send(workspace, &sample, requests));
}

/// The linter's own exit status knows only errors; a description that lints clean has no warning either, and none put aside.
fn lint(workspace: &Workspace) -> Result<()> {
    let mut redocly = node_program(workspace, "redocly", &["lint", "--extends", "recommended", "--format", "json"]);
    redocly.arg(UP_TO_DESCRIPTION).env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    eprintln!("$ redocly lint --extends recommended {DESCRIPTION}");
    let told = redocly.output().context("cannot start redocly")?;
    let found: Value = serde_json::from_slice(&told.stdout)
        .with_context(|| format!("redocly told nothing ({}): {}", told.status, String::from_utf8_lossy(&told.stderr).trim()))?;
    for problem in found["problems"].as_array().context("redocly's answer has no problems")? {
        eprintln!("{} {}: {} ({})", problem["severity"], problem["ruleId"], problem["message"], problem["location"][0]["pointer"]);
    }
    let totals = ["errors", "warnings", "ignored"].map(|kind| found["totals"][kind].as_u64());
    ensure!(totals == [Some(0); 3], "the description of the API does not lint clean: {}", found["totals"]);
    Ok(())
}

fn typescript_client(workspace: &Workspace, sample: &Sample) -> Result<()> {
    empty(&workspace.at(HERE).join("generated"))?;
    run(&mut node_program(workspace, "openapi-typescript", &[UP_TO_DESCRIPTION, "--output", "generated/api.d.ts"]))?;
    run(&mut node_program(workspace, "tsc", &["--project", "."]))?;
    let mut program = workspace.command("node");
    program.current_dir(workspace.at(HERE)).arg("generated/program/clients.js");
    sample.serve_for("typescript", &mut program)
}

fn python_client(workspace: &Workspace, sample: &Sample) -> Result<()> {
    let generated = workspace.outside_target().join("python-client");
    empty(&generated)?;
    let mut generate = python::program(workspace, "openapi-python-client");
    // Every operation: what cannot be generated is a warning, and that fails here.
    generate.current_dir(workspace.at(HERE)).args(["generate", "--meta", "none", "--fail-on-warning"]);
    generate.args(["--config", "python-client.json", "--path", UP_TO_DESCRIPTION, "--output-path"]).arg(generated.join("anteroom"));
    run(&mut generate)?;
    let mut program = python::program(workspace, "python");
    program.current_dir(workspace.at(HERE)).arg("clients.py").env("PYTHONPATH", &generated);
    sample.serve_for("python", &mut program)
}

/// PyPI's `icalendar` reads what clients and clinicians get for their calendars.
fn calendar_files(workspace: &Workspace, sample: &Sample) -> Result<()> {
    let mut program = python::program(workspace, "python");
    program.current_dir(workspace.at(HERE)).arg("calendar_files.py");
    sample.serve_for("calendars", &mut program)
}

/// qpdf, Poppler and OpenSSL look at what clients and the practice keep.
fn signed_documents(workspace: &Workspace, sample: &Sample) -> Result<()> {
    let mut program = python::program(workspace, "python");
    program.current_dir(workspace.at(HERE)).arg("signed_files.py");
    sample.serve_for("signed", &mut program)
}

fn node_program(workspace: &Workspace, program: &str, arguments: &[&str]) -> Command {
    let mut command = workspace.command(&workspace.at(HERE).join("node_modules/.bin").join(program).display().to_string());
    command.current_dir(workspace.at(HERE)).args(arguments);
    command
}
