//! Puts the built applications where the program embeds them from; without them it embeds none and says how to build.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../frontend/dist");
    // Changes with each build of the applications.
    println!("cargo::rerun-if-changed={}", root.join(".inputs").display());
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("dist");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    fs::create_dir_all(&target)?;
    for app in ["portal", "admin"] {
        if root.join(app).join("index.html").exists() {
            copy(&root.join(app), &target.join(app))?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}
