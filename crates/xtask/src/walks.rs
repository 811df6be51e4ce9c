//! The browser walks: Playwright drives Chromium through the product, as a person would.
//!
//! The walks start the server themselves (`e2e/fixtures.ts`), as many as they want; here they learn which program and which database.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::checks::Database;
use crate::postgres::URL_VARIABLE;
use crate::product;
use crate::setup::{Extent, run_setup};
use crate::workspace::{Workspace, output, run};

/// The variable that tells the walks which server program to start.
pub const SERVER_VARIABLE: &str = "ANTEROOM_BIN";

/// `cargo xtask e2e`: builds the product and walks through it.
pub fn build_and_walk(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    run_setup(workspace, Extent::Tests, false)?;
    let server = product::build(workspace, false)?;
    let database = Database::ready()?;
    walk(workspace, &server, database.url(), arguments)
}

/// Checks the walks' types and runs them; `arguments` go to Playwright.
pub fn walk(workspace: &Workspace, server: &Path, database: &str, arguments: &[String]) -> Result<()> {
    run(&mut node_program(workspace, "tsc", &["--noEmit"]))?;
    let mut walk = node_program(workspace, "playwright", &["test"]);
    run(walk.args(arguments).env(SERVER_VARIABLE, server).env(URL_VARIABLE, database))
}

/// How many walks have `filter` in their title.
pub fn matching(workspace: &Workspace, filter: &str) -> Result<usize> {
    let arguments = ["test", "--list", "--pass-with-no-tests", "--reporter=list", "--grep", filter];
    let listed = output(&mut node_program(workspace, "playwright", &arguments))?;
    let total = listed.lines().find_map(|line| line.trim().strip_prefix("Total: ")?.split(' ').next()?.parse().ok());
    total.with_context(|| format!("Playwright's list has no total:\n{listed}"))
}

fn node_program(workspace: &Workspace, program: &str, arguments: &[&str]) -> Command {
    let mut command = workspace.command(&workspace.at("e2e/node_modules/.bin").join(program).display().to_string());
    command.current_dir(workspace.at("e2e")).args(arguments);
    command
}
