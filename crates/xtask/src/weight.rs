//! What an application weighs on the wire, and the limit that the build holds it to.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use brotli::enc::BrotliEncoderParams;

use crate::applications::files_below;
use crate::split::Parts;

/// What a phone may have to fetch before the portal works: wasm, js and css, compressed, in bytes. A kilobyte is 1000 bytes.
const PORTAL_LIMIT: u64 = 240_000;
/// What may have to be fetched on the first visit to one of a part's pages: its own files and those it shares.
const PART_LIMIT: u64 = 60_000;
/// A conversation is a program of its own (thread, drafts, files, what waits to be sent). A quarter of it is there with signing in
/// (`message_line`), the rest is fetched ahead in a quiet moment after that, so nobody waits for it.
/// Documents are another one (forms of every kind of question, signing, files): fetched ahead as soon as one waits for the client.
const AHEAD: [(&str, u64); 2] = [("messages", 155_000), ("documents", 165_000)];

const FIRST_LOAD: [&str; 3] = ["wasm", "js", "css"];
/// Formats that are not compressed in themselves.
const COMPRESSIBLE: [&str; 8] = ["html", "wasm", "js", "css", "svg", "json", "webmanifest", "txt"];

/// The files of one application with their sizes.
#[derive(Debug)]
pub struct Weight {
    application: &'static str,
    files: Vec<Asset>,
    parts: Vec<(String, u64)>,
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

/// Where it stands which files belong to a part: beside the application's folder, for the server carries all that is inside.
fn list_of_parts(dir: &Path) -> PathBuf {
    dir.with_extension("parts.json")
}

/// Remembers for [`of`] which files of the application in `dir` belong to its parts.
pub fn write_parts(dir: &Path, parts: &Parts) -> Result<()> {
    let list = list_of_parts(dir);
    fs::write(&list, serde_json::to_vec(parts)?).with_context(|| format!("cannot write {}", list.display()))
}

/// Weighs an application that has been built into `dir`.
pub fn of(application: &'static str, dir: &Path) -> Result<Weight> {
    let list = list_of_parts(dir);
    let parts: Parts = serde_json::from_slice(&fs::read(&list).with_context(|| format!("cannot read {}", list.display()))?)?;
    let mut files = Vec::new();
    for file in files_below(dir)?.iter().filter(|file| !has_extension(file, &["br"])) {
        let raw = fs::metadata(file)?.len();
        let sent = fs::metadata(compressed_form(file)).map_or(raw, |compressed| compressed.len());
        let name = file.strip_prefix(dir)?.display().to_string();
        let later = parts.values().flatten().any(|of_part| *of_part == name);
        files.push(Asset { name, raw, sent, first_load: !later && has_extension(file, &FIRST_LOAD) });
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.sent));
    let sum = |of_part: &[String]| files.iter().filter(|file| of_part.contains(&file.name)).map(|file| file.sent).sum();
    let parts = parts.iter().map(|(part, of_part)| (part.clone(), sum(of_part))).collect();
    Ok(Weight { application, files, parts })
}

impl Weight {
    /// Bytes to fetch before the application works.
    pub fn first_load(&self) -> u64 {
        self.files.iter().filter(|file| file.first_load).map(|file| file.sent).sum()
    }

    /// Fails when the application, or a part of it, is heavier than it may be.
    pub fn check(&self) -> Result<()> {
        let load = self.first_load();
        if self.application == "portal" && load > PORTAL_LIMIT {
            bail!("the portal's first load is {}, more than the {} it may be", Kilobytes(load), Kilobytes(PORTAL_LIMIT));
        }
        if let Some((part, sent)) = self.parts.iter().find(|(part, sent)| *sent > limit(part)) {
            bail!("the {}'s part {part} is {}, more than the {} it may be", self.application, Kilobytes(*sent), Kilobytes(limit(part)));
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
        if self.application == "portal" {
            writeln!(f, " of {}", Kilobytes(PORTAL_LIMIT))?
        } else {
            writeln!(f)?
        }
        for (part, sent) in &self.parts {
            let name = format!("when first visited: {part}");
            writeln!(f, "  {name:42} {:>12} {:>12} of {}", "", Kilobytes(*sent).to_string(), Kilobytes(limit(part)))?;
        }
        Ok(())
    }
}

/// What this part may weigh.
fn limit(part: &str) -> u64 {
    AHEAD.iter().find(|(of, _)| *of == part).map_or(PART_LIMIT, |(_, limit)| *limit)
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

    fn portal(sent: u64, part: u64) -> Weight {
        let asset = |name: &str, sent, first_load| Asset { name: name.to_owned(), raw: sent * 3, sent, first_load };
        let files = vec![asset("app.wasm", sent, true), asset("font.woff2", 90_000, false), asset("app_account.wasm", part, false)];
        Weight { application: "portal", files, parts: vec![("account".to_owned(), part)] }
    }

    #[test]
    fn the_limit_is_240_kilobytes_and_neither_fonts_nor_parts_count() {
        assert!(portal(240_000, 60_000).check().is_ok());
        let refused = portal(240_100, 0).check().unwrap_err().to_string();
        assert_eq!(refused, "the portal's first load is 240.1 kB, more than the 240.0 kB it may be");
    }

    #[test]
    fn a_part_has_a_limit_of_its_own() {
        let refused = portal(1000, 60_100).check().unwrap_err().to_string();
        assert_eq!(refused, "the portal's part account is 60.1 kB, more than the 60.0 kB it may be");
        let printed = portal(1000, 12_300).to_string();
        assert!(
            printed.lines().any(|line| line.contains("when first visited: account") && line.contains("12.3 kB of 60.0 kB")),
            "{printed}"
        );
    }

    #[test]
    fn the_part_that_is_fetched_ahead_may_be_heavier() {
        let mut weight = portal(1000, 0);
        weight.parts = vec![("messages".to_owned(), 155_000), ("documents".to_owned(), 165_000)];
        assert!(weight.check().is_ok());
        weight.parts[0].1 += 100;
        assert_eq!(weight.check().unwrap_err().to_string(), "the portal's part messages is 155.1 kB, more than the 155.0 kB it may be");
    }

    #[test]
    fn a_part_weighs_its_own_files_and_those_it_shares() {
        let dir = std::env::temp_dir().join(format!("anteroom-parts-{}", std::process::id()));
        let place = dir.join("portal");
        fs::create_dir_all(&place).unwrap();
        for (file, size) in [("p_bg.wasm", 70), ("p_account.wasm", 20), ("p_shared_4.wasm", 9), ("p_help.wasm", 5)] {
            fs::write(place.join(file), vec![0; size]).unwrap();
        }
        let files = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let parts = [("account", files(&["p_shared_4.wasm", "p_account.wasm"])), ("help", files(&["p_help.wasm"]))];
        write_parts(&place, &parts.map(|(part, files)| (part.to_owned(), files)).into()).unwrap();
        let weight = of("portal", &place).unwrap();
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(weight.first_load(), 70);
        assert_eq!(weight.parts, [("account".to_owned(), 29), ("help".to_owned(), 5)]);
    }

    #[test]
    fn what_is_compressed_comes_back_whole() {
        let dir = std::env::temp_dir().join(format!("anteroom-weight-{}", std::process::id())).join("portal");
        fs::create_dir_all(dir.join("inner")).unwrap();
        let text = "body { color: teal }\n".repeat(500);
        fs::write(dir.join("inner/page.css"), &text).unwrap();
        fs::write(dir.join("font.woff2"), b"already small").unwrap();
        compress(&dir).unwrap();
        write_parts(&dir, &Parts::new()).unwrap();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut File::open(dir.join("inner/page.css.br")).unwrap(), &mut back).unwrap();
        let weight = of("portal", &dir).unwrap();
        let made = (dir.join("font.woff2.br").exists(), weight.files.len());
        fs::remove_dir_all(dir.parent().unwrap()).unwrap();
        assert_eq!(String::from_utf8(back).unwrap(), text);
        assert_eq!(made, (false, 2));
        assert!(weight.first_load() < 200);
    }
}
