//! What an application weighs on the wire, and the limit that the build holds it to.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use brotli::enc::BrotliEncoderParams;

use crate::applications::files_below;

/// What a phone may have to fetch before the portal works: wasm, js and css, compressed, in bytes. A kilobyte is 1000 bytes.
const PORTAL_LIMIT: u64 = 250_000;

const FIRST_LOAD: [&str; 3] = ["wasm", "js", "css"];
/// Formats that are not compressed in themselves.
const COMPRESSIBLE: [&str; 8] = ["html", "wasm", "js", "css", "svg", "json", "webmanifest", "txt"];

/// The files of one application with their sizes.
#[derive(Debug)]
pub struct Weight {
    application: &'static str,
    files: Vec<Asset>,
}

#[derive(Debug)]
struct Asset {
    name: String,
    raw: u64,
    /// What is sent: the brotli form where there is one.
    sent: u64,
    first_load: bool,
}

/// Writes the brotli form of every compressible file beside it, at the highest quality.
pub fn compress(dir: &Path) -> Result<()> {
    for file in files_below(dir)?.iter().filter(|file| has_extension(file, &COMPRESSIBLE)) {
        let content = fs::read(file)?;
        let target = compressed_form(file);
        let write = || brotli::BrotliCompress(&mut content.as_slice(), &mut File::create(&target)?, &smallest(content.len()));
        write().with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(())
}

/// The highest quality, with the largest window that browsers accept.
fn smallest(size: usize) -> BrotliEncoderParams {
    BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: size, ..BrotliEncoderParams::default() }
}

/// Weighs an application that has been built into `dir`.
pub fn of(application: &'static str, dir: &Path) -> Result<Weight> {
    let mut files = Vec::new();
    for file in files_below(dir)?.iter().filter(|file| !has_extension(file, &["br"])) {
        let raw = fs::metadata(file)?.len();
        let sent = fs::metadata(compressed_form(file)).map_or(raw, |compressed| compressed.len());
        let name = file.strip_prefix(dir)?.display().to_string();
        files.push(Asset { name, raw, sent, first_load: has_extension(file, &FIRST_LOAD) });
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.sent));
    Ok(Weight { application, files })
}

impl Weight {
    /// Bytes to fetch before the application works.
    pub fn first_load(&self) -> u64 {
        self.files.iter().filter(|file| file.first_load).map(|file| file.sent).sum()
    }

    /// Fails when the application is heavier than it may be.
    pub fn check(&self) -> Result<()> {
        let load = self.first_load();
        if self.application == "portal" && load > PORTAL_LIMIT {
            bail!("the portal's first load is {}, more than the {} it may be", Kilobytes(load), Kilobytes(PORTAL_LIMIT));
        }
        Ok(())
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:44} {:>12} {:>12}", self.application, "raw", "sent")?;
        for Asset { name, raw, sent, .. } in &self.files {
            writeln!(f, "  {name:42} {:>12} {:>12}", Kilobytes(*raw).to_string(), Kilobytes(*sent).to_string())?;
        }
        write!(f, "  {:42} {:>12} {:>12}", "first load (wasm + js + css)", "", Kilobytes(self.first_load()).to_string())?;
        if self.application == "portal" { writeln!(f, " of {}", Kilobytes(PORTAL_LIMIT)) } else { writeln!(f) }
    }
}

struct Kilobytes(u64);

impl fmt::Display for Kilobytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} kB", self.0 / 1000, self.0 % 1000 / 100)
    }
}

fn has_extension(file: &Path, extensions: &[&str]) -> bool {
    file.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| extensions.contains(&extension))
}

fn compressed_form(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portal(sent: u64) -> Weight {
        let asset = |name: &str, sent, first_load| Asset { name: name.to_owned(), raw: sent * 3, sent, first_load };
        Weight { application: "portal", files: vec![asset("app.wasm", sent, true), asset("font.woff2", 90_000, false)] }
    }

    #[test]
    fn the_limit_is_250_kilobytes_and_fonts_do_not_count() {
        assert!(portal(250_000).check().is_ok());
        let refused = portal(250_100).check().unwrap_err().to_string();
        assert_eq!(refused, "the portal's first load is 250.1 kB, more than the 250.0 kB it may be");
    }

    #[test]
    fn what_is_compressed_comes_back_whole() {
        let dir = std::env::temp_dir().join(format!("anteroom-weight-{}", std::process::id()));
        fs::create_dir_all(dir.join("inner")).unwrap();
        let text = "body { color: teal }\n".repeat(500);
        fs::write(dir.join("inner/page.css"), &text).unwrap();
        fs::write(dir.join("font.woff2"), b"already small").unwrap();
        compress(&dir).unwrap();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut File::open(dir.join("inner/page.css.br")).unwrap(), &mut back).unwrap();
        let weight = of("portal", &dir).unwrap();
        let made = (dir.join("font.woff2.br").exists(), weight.files.len());
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(String::from_utf8(back).unwrap(), text);
        assert_eq!(made, (false, 2));
        assert!(weight.first_load() < 200);
    }
}
