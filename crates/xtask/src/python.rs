//! The Python tools: a virtual environment in the target folder, made from `e2e/outside/requirements.txt`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::{Workspace, output, run};

const WANTED: &str = "e2e/outside/requirements.txt";

/// One of the environment's programs.
pub fn program(workspace: &Workspace, name: &str) -> Command {
    let mut command = workspace.command(&folder(workspace).join("bin").join(name).display().to_string());
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONUTF8", "1");
    command
}

/// Whether there is a Python that is new enough and can make environments.
pub fn is_usable(workspace: &Workspace) -> bool {
    let check = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";
    output(workspace.command("python3").args(["-c", check])).is_ok()
}

/// Whether the environment works and holds what is wanted now.
pub fn is_ready(workspace: &Workspace) -> bool {
    let installed = fs::read(installed(workspace)).ok();
    installed.is_some() && installed == fs::read(workspace.at(WANTED)).ok() && output(program(workspace, "python").arg("--version")).is_ok()
}

/// Makes the environment anew.
pub fn install(workspace: &Workspace) -> Result<()> {
    let folder = folder(workspace);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    run(workspace.command("python3").args(["-m", "venv"]).arg(&folder))?;
    let mut pip = program(workspace, "python");
    run(pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(workspace.at(WANTED)))?;
    fs::copy(workspace.at(WANTED), installed(workspace)).context("cannot note what was installed")?;
    Ok(())
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.outside_target().join("python")
}

/// A copy of what was wanted when the environment was made.
fn installed(workspace: &Workspace) -> PathBuf {
    folder(workspace).join("requirements.txt")
}
