//! Building the server program with both applications inside, and starting it.

use std::path::PathBuf;

use anyhow::Result;

use crate::applications;
use crate::workspace::{Workspace, become_command, run};

/// Builds the whole product and gives the program's path.
pub fn build(workspace: &Workspace, release: bool) -> Result<PathBuf> {
    applications::build(workspace)?;
    let mut build = workspace.cargo(&["build", "--locked", "--bin", "anteroom"]);
    if release {
        build.arg("--release");
    }
    run(&mut build)?;
    Ok(workspace.server(release))
}

/// Builds the product and becomes it, so that the terminal and its signals belong to the server.
pub fn start(workspace: &Workspace, release: bool, verb: &str, arguments: &[String]) -> Result<()> {
    let server = build(workspace, release)?;
    // In the caller's folder: paths among the arguments are meant from there.
    become_command(std::process::Command::new(server).arg(verb).args(arguments))
}
