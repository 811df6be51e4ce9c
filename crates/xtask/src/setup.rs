//! What has to be on the machine, and how it gets there.
//!
//! Nothing here downloads a prebuilt program: tools come from crates.io, npm and the system's packages through their own clients.
//! wasm-opt is not among them: taken apart and shortened by `split`, the applications weigh the same without it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::postgres;
use crate::python;
use crate::workspace::{Workspace, output, run};

const TRUNK: &str = "0.21.14";
/// The oldest Node.js that the browser test runner supports.
const NODE: u32 = 20;
/// Looked for in this order; the variable `CHROMIUM` names another one. `e2e/playwright.config.ts` looks for the same.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// How much of it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Building and running the product.
    Build,
    /// That, and the tests on PostgreSQL and in a browser.
    Tests,
}

/// One thing that must be there.
struct Part {
    name: String,
    why: &'static str,
    found: fn(&Workspace) -> Result<bool>,
    install: fn(&Workspace) -> Result<()>,
}

/// Installs what is missing and says so, a line each; with `show` it also names what was there already.
pub fn run_setup(workspace: &Workspace, extent: Extent, show: bool) -> Result<()> {
    for part in parts(workspace, extent)? {
        if (part.found)(workspace)? {
            if show {
                eprintln!("present     {}", part.name);
            }
            continue;
        }
        eprintln!("installing  {} ({})", part.name, part.why);
        (part.install)(workspace)?;
        let now_found = (part.found)(workspace)?;
        ensure!(
            now_found,
            "{} was installed but is not found: is another version first on PATH, or does CHROMIUM name something else?",
            part.name
        );
    }
    Ok(())
}

fn parts(workspace: &Workspace, extent: Extent) -> Result<Vec<Part>> {
    let mut parts = vec![
        Part {
            name: "a C compiler".to_owned(),
            why: "for SQLite and the cryptography",
            found: |workspace| Ok(workspace.find("cc").is_some()),
            install: |workspace| system_package(workspace, "build-essential", "a C compiler"),
        },
        Part {
            name: "Rust target wasm32-unknown-unknown".to_owned(),
            why: "the two applications run in the browser",
            found: |workspace| {
                let sysroot = output(workspace.command("rustc").args(["--print", "sysroot"]))?;
                Ok(Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown").is_dir())
            },
            install: |workspace| run(workspace.command("rustup").args(["target", "add", "wasm32-unknown-unknown"])),
        },
        Part {
            name: format!("wasm-bindgen {}", workspace.locked_version("wasm-bindgen")?),
            why: "joins the applications to the browser; exactly the library's version; some minutes, once",
            found: |workspace| tool_is(workspace, "wasm-bindgen", &workspace.locked_version("wasm-bindgen")?),
            install: |workspace| {
                let version = workspace.locked_version("wasm-bindgen")?;
                // Without --locked: the lock file that comes with it holds versions that no longer build everywhere.
                cargo_install(workspace, &["wasm-bindgen-cli", "--version", &version])
            },
        },
        Part {
            name: format!("trunk {TRUNK}"),
            why: "bundles the applications; some minutes, once",
            found: |workspace| tool_is(workspace, "trunk", TRUNK),
            install: |workspace| cargo_install(workspace, &["trunk", "--version", TRUNK, "--locked"]),
        },
    ];
    if extent == Extent::Tests {
        parts.extend([
            Part {
                name: "PostgreSQL server programs".to_owned(),
                why: "the tests run on SQLite and on PostgreSQL",
                found: |_| Ok(postgres::programs().is_some()),
                install: |workspace| system_package(workspace, "postgresql", "the PostgreSQL server, version 14 or newer"),
            },
            Part {
                name: "Chromium".to_owned(),
                why: "the browser walks",
                found: |workspace| Ok(browser(workspace).is_some()),
                install: |workspace| system_package(workspace, "chromium", "Chromium or Chrome (or let CHROMIUM name one)"),
            },
            Part {
                name: format!("Node.js {NODE} or newer, with npm"),
                why: "runs the browser walks",
                found: node_is_new_enough,
                install: |_| bail!("install Node.js {NODE} or newer with npm, from nodejs.org or your system's packages"),
            },
            Part {
                name: "the browser walks' packages".to_owned(),
                why: "Playwright and axe, from e2e/package-lock.json",
                found: |workspace| Ok(packages_are_current(workspace, "e2e")),
                install: |workspace| install_packages(workspace, "e2e"),
            },
            Part {
                name: "the outside tools for Node.js".to_owned(),
                why: "they lint the API and generate a client, from e2e/outside/package-lock.json",
                found: |workspace| Ok(packages_are_current(workspace, "e2e/outside")),
                install: |workspace| install_packages(workspace, "e2e/outside"),
            },
            Part {
                name: "qpdf, Poppler and OpenSSL".to_owned(),
                why: "they look at signed documents from outside",
                found: |workspace| Ok(["qpdf", "pdffonts", "openssl"].iter().all(|program| workspace.find(program).is_some())),
                install: |workspace| {
                    let packages = [("qpdf", "qpdf"), ("poppler-utils", "Poppler's programs"), ("openssl", "OpenSSL")];
                    packages.into_iter().try_for_each(|(package, wanted)| system_package(workspace, package, wanted))
                },
            },
            Part {
                name: "Python 3.11 or newer, with venv".to_owned(),
                why: "runs the outside tools that are written in it",
                found: |workspace| Ok(python::is_usable(workspace)),
                install: |workspace| system_package(workspace, "python3-venv", "Python 3.11 or newer, with venv"),
            },
            Part {
                name: "the outside tools for Python".to_owned(),
                why: "they send random requests, generate a client and read calendar files, from e2e/outside/requirements.txt",
                found: |workspace| Ok(python::is_ready(workspace)),
                install: python::install,
            },
        ]);
    }
    Ok(parts)
}

/// The browser to walk with.
fn browser(workspace: &Workspace) -> Option<PathBuf> {
    match env::var_os("CHROMIUM") {
        Some(named) => Some(PathBuf::from(named)).filter(|path| path.is_file()),
        None => BROWSERS.iter().find_map(|name| workspace.find(name)),
    }
}

fn tool_is(workspace: &Workspace, program: &str, version: &str) -> Result<bool> {
    let printed = output(workspace.command(program).arg("--version"));
    Ok(printed.is_ok_and(|line| line.split_whitespace().nth(1) == Some(version)))
}

fn node_is_new_enough(workspace: &Workspace) -> Result<bool> {
    let version = output(workspace.command("node").arg("--version")).unwrap_or_default();
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    Ok(major.is_some_and(|major| major >= NODE) && workspace.find("npm").is_some())
}

/// npm leaves a copy of the lock file behind; an older copy than ours means that the lock changed since.
fn packages_are_current(workspace: &Workspace, folder: &str) -> bool {
    let changed = |path: &str| fs::metadata(workspace.at(folder).join(path)).and_then(|file| file.modified());
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Ok(installed), Ok(wanted)) => installed >= wanted,
        _ => false,
    }
}

fn install_packages(workspace: &Workspace, folder: &str) -> Result<()> {
    run(workspace.command("npm").args(["ci", "--prefix", folder, "--no-audit", "--no-fund"]))
}

/// What makes a tool quicker to build: it works for seconds, and its own building would take minutes.
const QUICKLY: [(&str, &str); 3] =
    [("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"), ("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")];

fn cargo_install(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let target = workspace.tools_target();
    run(workspace.cargo(&["install", "--force"]).args(arguments).envs(QUICKLY).env("CARGO_TARGET_DIR", &target))?;
    // Of no use once the tool is installed, and about a gigabyte.
    fs::remove_dir_all(&target).with_context(|| format!("cannot remove {}", target.display()))
}

/// Installs a package of Debian or Ubuntu when that is possible here, and otherwise says what is wanted.
fn system_package(workspace: &Workspace, package: &str, wanted: &str) -> Result<()> {
    let root = output(workspace.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if workspace.find("apt-get").is_none() {
        bail!("install {wanted} with your system's packages, then run this again");
    }
    if !root {
        bail!("run `sudo apt-get install {package}`, then run this again: {wanted} is missing");
    }
    let apt = |arguments: &[&str]| run(workspace.command("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"));
    apt(&["update", "-qq"])?;
    apt(&["install", "-y", "-qq", "--no-install-recommends", package])
}
