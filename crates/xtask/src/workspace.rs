//! Where things are, and how programs are called so that all of them agree on it.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use crate::interrupt;

/// The repository and its build folders.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
    path: OsString,
}

impl Workspace {
    /// The workspace that this program was built from.
    pub fn locate() -> Result<Self> {
        let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here.ancestors().nth(2).context("crates/xtask is not inside the repository")?.to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        // Tools that `setup` installs are found even where the shell's PATH does not name cargo's folder.
        let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
        let old_path = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(cargo_home.map(|home| home.join("bin")).into_iter().chain(env::split_paths(&old_path)))?;
        Ok(Self { root, target, path })
    }

    /// A path inside the repository.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Where the applications are built: a folder of its own, so that neither build waits for the other's lock.
    pub fn wasm_target(&self) -> PathBuf {
        self.target.join("wasm")
    }

    /// Where the tools are built while they are being installed.
    pub fn tools_target(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// Where the outside tools live and leave what they make.
    pub fn outside_target(&self) -> PathBuf {
        self.target.join("outside")
    }

    /// The server program as `cargo build` leaves it.
    pub fn server(&self, release: bool) -> PathBuf {
        self.target.join(if release { "release" } else { "debug" }).join("anteroom")
    }

    /// A program to be run in the repository's folder.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", &self.path).env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// Cargo for the machine's own target.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.command("cargo");
        command.args(arguments);
        command
    }

    /// Where a program is found, if it is.
    pub fn find(&self, program: &str) -> Option<PathBuf> {
        env::split_paths(&self.path).map(|dir| dir.join(program)).find(|path| path.is_file())
    }

    /// The exact version of a package in `Cargo.lock`.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let lock = fs::read_to_string(self.at("Cargo.lock")).context("cannot read Cargo.lock")?;
        let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\"")).skip(1);
        let version = lines.next().and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
        version.map(str::to_owned).with_context(|| format!("{package} is not in Cargo.lock"))
    }

    /// The names of the workspace's packages that run in the browser: its members that a plain `cargo build` leaves out.
    pub fn browser_packages(&self) -> Result<Vec<String>> {
        let out = self.cargo(&["metadata", "--format-version=1", "--no-deps"]).output().context("cannot run cargo")?;
        if !out.status.success() {
            bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&out.stderr));
        }
        let metadata: Value = serde_json::from_slice(&out.stdout)?;
        let defaults = metadata["workspace_default_members"].as_array().context("no workspace_default_members")?;
        let packages = metadata["packages"].as_array().context("no packages")?;
        let outside = packages.iter().filter(|package| !defaults.contains(&package["id"]));
        Ok(outside.filter_map(|package| package["name"].as_str().map(str::to_owned)).collect())
    }
}

/// Runs a command to its end, showing it and its output; fails when it does.
pub fn run(command: &mut Command) -> Result<()> {
    eprintln!("$ {}", spoken(command));
    let mut child = interrupt::spawn(command).map_err(|error| not_started(command, &error))?;
    let status = child.wait();
    interrupt::forget(child.id());
    let status = status?;
    if !status.success() {
        bail!("`{}` failed ({status})", spoken(command));
    }
    Ok(())
}

/// Runs a command quietly and gives what it printed; fails with its complaint.
pub fn output(command: &mut Command) -> Result<String> {
    let child = interrupt::spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()));
    let child = child.map_err(|error| not_started(command, &error))?;
    let id = child.id();
    let out = child.wait_with_output();
    interrupt::forget(id);
    let out = out?;
    if !out.status.success() {
        bail!("`{}` failed ({})\n{}", spoken(command), out.status, String::from_utf8_lossy(&out.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Becomes the command: it gets the terminal, the signals and the exit status.
pub fn become_command(command: &mut Command) -> Result<()> {
    let error = command.exec();
    Err(not_started(command, &error))
}

fn not_started(command: &Command, error: &std::io::Error) -> anyhow::Error {
    anyhow!("cannot start `{}`: {error}", command.get_program().display())
}

/// A command as one would type it, with the folders of the machine left out.
fn spoken(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}
