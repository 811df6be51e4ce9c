//! The two applications, from Rust to the files that the server program carries.
//!
//! Trunk builds each, [`split`] takes its program apart, and [`styles`] makes one sheet of all; both applications end in
//! `frontend/dist/<application>/`, with links that begin with `/assets/<application>/`. Beside every text file then lies its
//! brotli form (`.br`), made once and as small as possible, so that the server compresses nothing while serving.
//! `frontend/dist/.inputs` holds a digest of what they were made from; it changes whenever they do.

use std::env;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::setup;
use crate::split;
use crate::styles;
use crate::weight;
use crate::workspace::{Workspace, output, run};

/// The applications; each is a package under `frontend/` with an `index.html`.
pub const NAMES: [&str; 2] = ["portal", "admin"];

/// What the result depends on besides the tools.
const INPUTS: [&str; 10] = [
    "frontend",
    "crates/domain",
    "crates/xtask/src/split.rs",
    "crates/xtask/src/split",
    "crates/xtask/src/shorten.rs",
    "crates/xtask/src/styles.rs",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    ".cargo/config.toml",
];
/// Inside `frontend`, but made by this module.
const OUTPUT: &str = "frontend/dist";

/// Builds both applications unless nothing they depend on has changed, prints their weight and fails when the portal's is too much.
pub fn build(workspace: &Workspace) -> Result<()> {
    setup::run_setup(workspace, setup::Extent::Build, false)?;
    let _turn = turn(workspace)?;
    let stamp = workspace.at(OUTPUT).join(".inputs");
    let inputs = fingerprint(workspace)?;
    let built = NAMES.iter().all(|name| workspace.at(OUTPUT).join(name).join("index.html").is_file());
    if built && fs::read_to_string(&stamp).is_ok_and(|last| last == inputs) {
        eprintln!("the applications are up to date");
    } else {
        // Trunk is told to stay offline, for it would download tools; so what the build needs is fetched before.
        run(&mut workspace.cargo(&["fetch", "--quiet", "--locked", "--target", "wasm32-unknown-unknown"]))?;
        remove(&stamp, fs::remove_file(&stamp))?;
        for name in NAMES {
            bundle(workspace, name)?;
        }
        fs::write(&stamp, inputs).with_context(|| format!("cannot write {}", stamp.display()))?;
    }
    let weights: Vec<_> = NAMES.iter().map(|name| weight::of(name, &workspace.at(OUTPUT).join(name))).collect::<Result<_>>()?;
    for weight in &weights {
        eprint!("{weight}");
    }
    weights.iter().try_for_each(weight::Weight::check)
}

/// Who builds them; another build waits until it is dropped, for both would write the same folders.
fn turn(workspace: &Workspace) -> Result<File> {
    let dir = workspace.wasm_target().join("dist");
    fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let path = dir.join("turn");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
    Ok(file)
}

/// Builds one application beside its old form and then changes places, so that a failed build leaves the old one alone.
fn bundle(workspace: &Workspace, name: &str) -> Result<()> {
    let fresh = workspace.wasm_target().join("dist").join(name);
    let pieces = workspace.wasm_target().join("dist").join(format!("{name}-pieces"));
    for dir in [&fresh, &pieces] {
        remove_dir(dir)?;
        fs::create_dir_all(dir)?;
    }
    let mut trunk = workspace.command("trunk");
    trunk.args(["build", &format!("frontend/{name}/index.html"), "--cargo-profile", "wasm-release", "--features", "split"]);
    trunk.args(["--public-url", &format!("/assets/{name}/"), "--offline=true", "--locked=true", "--skip-version-check"]);
    // Trunk takes these to be options of its own and refuses the values that others give them.
    trunk.env_remove("NO_COLOR").env_remove("RUST_LOG");
    // By the environment rather than as an argument: a line of output should not name the machine's folders.
    trunk.env("TRUNK_BUILD_DIST", &fresh).env("CARGO_TARGET_DIR", workspace.wasm_target());
    run(&mut trunk)?;
    let program = workspace.wasm_target().join("wasm32-unknown-unknown/wasm-release").join(format!("{name}.wasm"));
    let parts = split::take_apart(workspace, name, &program, &pieces)?;
    exchange_program(name, &fresh, &pieces)?;
    styles::join(&fresh)?;
    weight::compress(&fresh)?;
    let place = workspace.at(OUTPUT).join(name);
    remove_dir(&place)?;
    copy_dir(&fresh, &place)?;
    weight::write_parts(&place, &parts)?;
    remove_dir(&pieces)?;
    remove_dir(&fresh)
}

/// Puts the pieces in the place of the whole program that Trunk made, in the folder and in the page.
fn exchange_program(name: &str, fresh: &Path, pieces: &Path) -> Result<()> {
    let whole = program_in(name, fresh)?;
    let ours = program_in(name, pieces)?;
    for suffix in [".js", "_bg.wasm"] {
        let old = fresh.join(format!("{whole}{suffix}"));
        fs::remove_file(&old).with_context(|| format!("cannot remove {}", old.display()))?;
    }
    copy_dir(pieces, fresh)?;
    let page = fresh.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    Ok(fs::write(page, page_with(&html, &whole, &ours, pieces.join(format!("{ours}{}", split::LOADER)).is_file()))?)
}

/// The page with another program in it. With `loader`, what fetches its parts later begins to come at once, too: the program
/// does not start without it.
fn page_with(html: &str, whole: &str, ours: &str, loader: bool) -> String {
    let page = html.replace(whole, ours);
    let program = format!("{ours}.js");
    let link = page.split_inclusive('>').find(|tag| tag.contains("modulepreload") && tag.contains(&program)).map(str::to_owned);
    match link {
        Some(link) if loader => {
            let both = format!("{link}{}", link.trim_start().replace(&program, &format!("{ours}{}", split::LOADER)));
            page.replacen(&link, &both, 1)
        }
        _ => page,
    }
}

/// What the names of a program's files begin with.
fn program_in(name: &str, dir: &Path) -> Result<String> {
    let files = files_below(dir)?;
    let mut stems = files.iter().filter_map(|file| file.file_name()?.to_str()?.strip_suffix("_bg.wasm"));
    let stem = stems.find(|stem| stem.starts_with(name)).with_context(|| format!("no program in {}", dir.display()))?;
    Ok(stem.to_owned())
}

fn remove_dir(dir: &Path) -> Result<()> {
    remove(dir, fs::remove_dir_all(dir))
}

/// What was not there is removed, too.
fn remove(path: &Path, removed: io::Result<()>) -> Result<()> {
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).with_context(|| format!("cannot remove {}", path.display())),
        _ => Ok(()),
    }
}

/// Copies instead of moving: the build folder is often on another disk.
fn copy_dir(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for file in files_below(from)? {
        let copy = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(copy.parent().context("a file is in a folder")?)?;
        fs::copy(&file, &copy).with_context(|| format!("cannot write {}", copy.display()))?;
    }
    Ok(())
}

/// Every file in a folder and the folders inside it, in a stable order.
pub fn files_below(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))? {
            let entry = entry?;
            if entry.file_type()?.is_dir() { open.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    files.sort();
    Ok(files)
}

/// A digest of everything that the applications are made from, the tools included.
fn fingerprint(workspace: &Workspace) -> Result<String> {
    let mut digest = DefaultHasher::new();
    for tool in ["rustc", "trunk", "wasm-bindgen"] {
        output(workspace.command(tool).arg("--version"))?.hash(&mut digest);
    }
    env::var_os("RUSTFLAGS").hash(&mut digest);
    let made_here = workspace.at(OUTPUT);
    for input in INPUTS {
        let path = workspace.at(input);
        let files = if path.is_dir() { files_below(&path)? } else { vec![path] };
        for file in files.iter().filter(|file| !file.starts_with(&made_here) && file.is_file()) {
            file.strip_prefix(workspace.at(""))?.hash(&mut digest);
            fs::read(file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut digest);
        }
    }
    Ok(format!("{:016x}\n", digest.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_starts_the_pieces_in_place_of_the_whole() {
        let html =
            "<head>\n<link rel=\"modulepreload\" href=\"/a/portal-1.js\" crossorigin><link rel=\"preload\" href=\"/a/portal-1_bg.wasm\">";
        let program = "<head>\n<link rel=\"modulepreload\" href=\"/a/portal-2.js\" crossorigin>";
        let module = "<link rel=\"preload\" href=\"/a/portal-2_bg.wasm\">";
        assert_eq!(page_with(html, "portal-1", "portal-2", false), format!("{program}{module}"));
        let loader = "<link rel=\"modulepreload\" href=\"/a/portal-2_parts.js\" crossorigin>";
        assert_eq!(page_with(html, "portal-1", "portal-2", true), format!("{program}{loader}{module}"));
    }
}
