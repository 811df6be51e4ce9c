//! Which pieces of a program become one file. The splitter makes a piece for every set of parts that share something, and with
//! a dozen parts that is a hundred pieces, most of them smaller than what a file costs by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{Parts, merge};
use crate::shorten;

/// What a file costs by itself, in bytes as they are sent: what it says again, and what compresses worse alone.
const FILE: usize = 250;

/// A file to be: the pieces in it, and the parts that need it.
struct File {
    pieces: Vec<String>,
    parts: BTreeSet<String>,
    size: usize,
}

impl File {
    /// What it costs a part that does not need it, as it is sent: two fifths of what it is.
    fn in_vain(&self) -> usize {
        self.size * 2 / 5
    }
}

/// Puts pieces together where that makes the parts lighter, and writes each file anew. Says which files each part needs.
pub fn join(dir: &Path, parts: &Parts) -> Result<Parts> {
    let mut needed_by: BTreeMap<&String, BTreeSet<String>> = BTreeMap::new();
    for (part, pieces) in parts {
        for piece in pieces {
            needed_by.entry(piece).or_default().insert(part.clone());
        }
    }
    let mut files = Vec::new();
    for (piece, parts) in needed_by {
        let size = merge::joined(&[fs::read(at(dir, piece))?])?.len();
        files.push(File { pieces: vec![piece.clone()], parts, size });
    }
    let mut joined: Parts = parts.keys().map(|part| (part.clone(), Vec::new())).collect();
    for File { pieces, parts, .. } in lightest(files) {
        let contents = pieces.iter().map(|piece| Ok(fs::read(at(dir, piece))?)).collect::<Result<Vec<_>>>()?;
        for piece in &pieces {
            fs::remove_file(at(dir, piece))?;
        }
        fs::write(at(dir, &pieces[0]), merge::joined(&contents)?)?;
        for part in parts {
            joined.entry(part).or_default().push(pieces[0].clone());
        }
    }
    Ok(joined)
}

fn at(dir: &Path, piece: &str) -> PathBuf {
    dir.join(format!("{piece}.wasm"))
}

/// Joins two files again and again, always those that save most, until nothing is saved by it.
fn lightest(mut files: Vec<File>) -> Vec<File> {
    loop {
        let pairs = (0..files.len()).flat_map(|a| (a + 1..files.len()).map(move |b| (a, b)));
        let savings = pairs.filter_map(|(a, b)| Some((saved(&files[a], &files[b])?, a, b)));
        let Some((_, a, b)) = savings.max_by_key(|(saved, ..)| *saved) else { return files };
        let other = files.remove(b);
        files[a].pieces.extend(other.pieces);
        files[a].parts.extend(other.parts);
        files[a].size += other.size;
    }
}

/// What all parts together save when these two are one; `None` when nothing. The file that only one part needs stays alone: it
/// has the part's name.
fn saved(a: &File, b: &File) -> Option<usize> {
    if a.parts.len() == 1 || b.parts.len() == 1 {
        return None;
    }
    let both = a.parts.intersection(&b.parts).count();
    let costs = a.in_vain() * (b.parts.len() - both) + b.in_vain() * (a.parts.len() - both);
    (FILE * both).checked_sub(costs).filter(|saved| *saved > 0)
}

/// The script that fetches the files of parts, in the place of the splitter's.
pub fn loader(splitters: &str, parts: &Parts) -> Result<String> {
    let loaders = splitters.find("/* ").into_iter().chain(splitters.find("export const")).min().context("a script without loaders")?;
    let mut script = splitters[..loaders].to_owned();
    script.push_str(
        "const file = (name) => makeLoad(() => {\nconst src = fetch(new URL(name, import.meta.url));\nsrc.catch(() => {});\n\
         return (imports) => WebAssembly.instantiateStreaming(src, imports);\n}, []);\n",
    );
    for piece in parts.values().flatten().collect::<BTreeSet<_>>() {
        writeln!(script, "const {piece} = file(\"./{piece}.wasm\");")?;
    }
    for (part, files) in parts {
        writeln!(
            script,
            "export const __wasm_split_load_{part} = wrapAsyncCb(() => Promise.all([{}].map((load) => load())));",
            files.join(", ")
        )?;
    }
    shorten::without_comments(&script)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, parts: &[&str], size: usize) -> File {
        File { pieces: vec![name.to_owned()], parts: parts.iter().map(|part| (*part).to_owned()).collect(), size }
    }

    #[test]
    fn small_pieces_go_along_with_others_and_large_ones_only_where_they_are_needed() {
        let files = vec![
            file("large", &["account", "messages"], 50_000),
            file("small", &["account", "messages", "recovery"], 90),
            file("of_all", &["account", "messages", "recovery"], 9_000),
            file("other", &["messages", "recovery"], 20_000),
            file("split_account", &["account"], 10),
            file("split_recovery", &["recovery"], 10),
        ];
        let files = lightest(files);
        let pieces: Vec<_> = files.iter().map(|file| file.pieces.join(" ")).collect();
        assert_eq!(pieces, ["large", "small of_all", "other", "split_account", "split_recovery"]);
        assert_eq!((files[1].parts.len(), files[1].size), (3, 9_090));
    }

    #[test]
    fn the_loader_fetches_each_file_once_and_all_that_a_part_needs() {
        let splitters =
            "import { initSync } from \"./p.js\";\nfunction makeLoad() {\n    // About.\n}\n/* account, help */\nconst old = 1;\n";
        let files = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let parts = [("account", files(&["chunk_2", "split_account"])), ("help", files(&["chunk_2"]))];
        let script = loader(splitters, &parts.map(|(part, files)| (part.to_owned(), files)).into()).unwrap();
        assert!(script.starts_with("import { initSync } from \"./p.js\";\nfunction makeLoad() {\n}\nconst file = "), "{script}");
        assert!(!script.contains("old"));
        assert_eq!(script.matches("file(\"./chunk_2.wasm\")").count(), 1);
        let loads = |part: &str, files: &str| {
            format!("export const __wasm_split_load_{part} = wrapAsyncCb(() => Promise.all([{files}].map((load) => load())));\n")
        };
        assert!(script.ends_with(&(loads("account", "chunk_2, split_account") + &loads("help", "chunk_2"))), "{script}");
    }
}
