//! `cargo xtask test`: everything that must hold before a change is done.

use anyhow::{Context, Result, ensure};

use crate::applications;
use crate::outside::{self, Requests};
use crate::postgres::{Cluster, URL_VARIABLE};
use crate::product;
use crate::report::Report;
use crate::setup::{Extent, run_setup};
use crate::walks;
use crate::workspace::{Workspace, output, run};

const TESTS: &str = "Tests";
/// Tests that measure have the machine to themselves.
const ALONE: &str = "Tests that measure";
/// The module they are in.
const ALONE_MODULE: &str = "alone::";
const WALKS: &str = "Browser walks";

/// Formatting, lints, the applications with their weight, the tests on both databases, the API seen from outside, and the browser walks.
pub fn everything(workspace: &Workspace) -> Result<()> {
    let mut report = Report::default();
    let ready = report.step("Set-up", || run_setup(workspace, Extent::Tests, true));
    report.step("Format", || run(&mut workspace.cargo(&["fmt", "--all", "--check"])));
    report.step("Lints: server", || run(&mut workspace.cargo(&["clippy", "--locked", "--all-targets", "--", "--deny", "warnings"])));
    report.step("Lints: applications", || lint_applications(workspace));
    // Before the tests: the server they build has the applications inside.
    let applications = report.step("Applications", || applications::build(workspace));
    let database = report.step("PostgreSQL", Database::ready);
    let Some(database) = database else {
        for step in [TESTS, ALONE].into_iter().chain(outside::STEPS).chain([WALKS]) {
            report.not_run(step, "there is no PostgreSQL");
        }
        return report.finish();
    };
    let test = |more: &[&str]| run(workspace.cargo(&["test", "--locked", "--no-fail-fast"]).args(more).env(URL_VARIABLE, database.url()));
    report.step(TESTS, || test(&["--", "--skip", ALONE_MODULE]));
    // Not by its package: that would be compiled with other features, all of it again.
    report.step(ALONE, || test(&["--test", "api", "--", "--test-threads=1", ALONE_MODULE]));
    report.step("Tests: applications", || run(&mut application_tests(workspace)?));
    let missing = match (ready, applications) {
        (None, _) => Some("the set-up is incomplete"),
        (_, None) => Some("the applications were not built"),
        _ => None,
    };
    if let Some(missing) = missing {
        for step in outside::STEPS.into_iter().chain([WALKS]) {
            report.not_run(step, missing);
        }
    } else {
        // The tests have built the program, too; by itself it would be compiled with other features, all of it again.
        let server = workspace.server(false);
        outside::look(workspace, &mut report, &server, Requests::default());
        report.step(WALKS, || walks::walk(workspace, &server, database.url(), &[]));
    }
    drop(database);
    report.finish()
}

/// Only the tests and walks with `filter` in their name; the rules' ids (`a12`) are part of the names.
pub fn filtered(workspace: &Workspace, filter: &str) -> Result<()> {
    let mut report = Report::default();
    report.step("Set-up", || run_setup(workspace, Extent::Tests, false));
    let database = Database::ready()?;
    let mut matching = 0;
    let programs =
        [(TESTS, workspace.cargo(&["test", "--locked", "--no-fail-fast"])), ("Tests: applications", application_tests(workspace)?)];
    for (name, mut cargo) in programs {
        report.step(name, || {
            cargo.arg(filter).env(URL_VARIABLE, database.url());
            let before: Vec<_> = cargo.get_args().map(ToOwned::to_owned).collect();
            run(&mut cargo)?;
            let listed = output(workspace.cargo(&[]).args(before).args(["--quiet", "--", "--list"]))?;
            matching += listed.lines().filter(|line| line.ends_with(": test")).count();
            Ok(())
        });
    }
    report.step(WALKS, || {
        let walks = walks::matching(workspace, filter)?;
        matching += walks;
        if walks == 0 {
            eprintln!("no walk's title contains `{filter}`");
            return Ok(());
        }
        let server = product::build(workspace, false)?;
        walks::walk(workspace, &server, database.url(), &["--grep".to_owned(), filter.to_owned()])
    });
    report.step("Something matched", || {
        ensure!(matching > 0, "no test and no walk has `{filter}` in its name");
        eprintln!("{matching} tests and walks");
        Ok(())
    });
    drop(database);
    report.finish()
}

fn lint_applications(workspace: &Workspace) -> Result<()> {
    let mut clippy = workspace.cargo(&["clippy", "--locked", "--target", "wasm32-unknown-unknown"]);
    for package in workspace.browser_packages()? {
        clippy.args(["--package", &package]);
    }
    // As they ship; the tests below build them in one piece.
    clippy.args(["--features", "portal/split,admin/split"]);
    run(clippy.args(["--", "--deny", "warnings"]).env("CARGO_TARGET_DIR", workspace.wasm_target()))
}

/// What the applications' packages prove without a browser: the message catalogues, the typed client.
fn application_tests(workspace: &Workspace) -> Result<std::process::Command> {
    let mut test = workspace.cargo(&["test", "--locked", "--no-fail-fast"]);
    for package in workspace.browser_packages()? {
        test.args(["--package", &package]);
    }
    Ok(test)
}

/// The PostgreSQL that the tests use: a throw-away one, or the one that the environment names.
pub enum Database {
    /// Made for this run.
    Own(Cluster),
    /// Somebody keeps it running: `cargo xtask postgres`.
    Given(String),
}

impl Database {
    /// Starts a cluster unless `ANTEROOM_TEST_POSTGRES` is set.
    pub fn ready() -> Result<Self> {
        if let Ok(url) = std::env::var(URL_VARIABLE) {
            eprintln!("using the PostgreSQL that {URL_VARIABLE} names");
            return Ok(Self::Given(url));
        }
        Cluster::start().map(Self::Own).context("the tests need PostgreSQL")
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        match self {
            Self::Own(cluster) => cluster.url(),
            Self::Given(url) => url,
        }
    }
}
