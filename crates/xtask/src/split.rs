//! Takes an application apart: what is needed at once, and files of its own for every part that can come later.
//!
//! The compiler leaves a program whose functions have names and whose references to each other are written down
//! (`--emit-relocs`). What only one part's entry reaches becomes that part's file; what several parts need and the rest does
//! not becomes a file that they share. `wasm-bindgen` joins the rest to the browser. All files of one program carry one
//! digest in their names: they fit no other program's.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use crate::applications::files_below;
use crate::workspace::{Workspace, run};

/// How the pieces are called until their digest is known. They refer to each other by these names.
const REST: &str = "anteroom_rest.wasm";
const PROGRAM: &str = "anteroom_program";
const LINKS: &str = "anteroom_links.js";

/// The parts of an application, each with the files that are fetched when it is first needed.
pub type Parts = BTreeMap<String, Vec<String>>;

/// Takes `program`, as the compiler left it, apart into the empty folder `into`. The program then starts with
/// `{name}-{digest}.js`, which fetches `{name}-{digest}_bg.wasm`.
pub fn take_apart(workspace: &Workspace, name: &str, program: &Path, into: &Path) -> Result<Parts> {
    let whole = fs::read(program).with_context(|| format!("cannot read {}", program.display()))?;
    let (rest, main) = (into.join(REST), format!("./{PROGRAM}.js"));
    let link = format!("./{LINKS}");
    let mut options = Options::new(&whole);
    options.output_dir = into;
    options.main_out_path = &rest;
    options.main_module = &main;
    options.link_name = &link;
    let split = transform(options).map_err(|error| anyhow!("{name} cannot be taken apart: {error:#}"))?;
    // What the splitter exports for the parts is to stay, under its name.
    let mut bindgen = workspace.command("wasm-bindgen");
    bindgen.args(["--target=web", "--no-typescript", "--keep-lld-exports", "--no-demangle", "--out-name", PROGRAM]);
    run(bindgen.args(["--out-dir=.", REST]).current_dir(into))?;
    fs::remove_file(rest)?;
    for module in files_below(into)?.iter().filter(|file| file.extension().is_some_and(|extension| extension == "wasm")) {
        fs::write(module, without_notes(&fs::read(module)?)?)?;
    }
    let names = name_by_content(name, into)?;
    let named = |piece: String| names.get(&format!("{piece}.wasm")).cloned().context("a piece without a file");
    let files = |pieces: Vec<String>| pieces.into_iter().map(named).collect::<Result<Vec<_>>>();
    split.prefetch_map.into_iter().map(|(part, pieces)| Ok((part, files(pieces)?))).collect()
}

/// Gives every file in the folder a name with the digest of all of them; says which became which.
fn name_by_content(name: &str, dir: &Path) -> Result<BTreeMap<String, String>> {
    let files = files_below(dir)?;
    let mut digest = DefaultHasher::new();
    for file in &files {
        digest.write(&fs::read(file)?);
    }
    let base = format!("{name}-{:016x}", digest.finish());
    let mut names = BTreeMap::new();
    for file in &files {
        let old = file.file_name().and_then(|name| name.to_str()).context("a piece without a name")?;
        names.insert(old.to_owned(), final_name(&base, old)?);
    }
    for file in &files {
        let new = dir.join(&names[&file.file_name().unwrap_or_default().to_string_lossy().into_owned()]);
        if new.extension().is_some_and(|extension| extension == "js") {
            let text = names.iter().fold(fs::read_to_string(file)?, |text, (old, new)| text.replace(old, new));
            fs::write(file, text)?;
        }
        fs::rename(file, new)?;
    }
    Ok(names)
}

fn final_name(base: &str, piece: &str) -> Result<String> {
    Ok(match piece {
        LINKS => format!("{base}_parts.js"),
        _ if piece.starts_with(PROGRAM) => piece.replacen(PROGRAM, base, 1),
        _ => match (piece.strip_prefix("split_"), piece.strip_prefix("chunk_")) {
            (Some(part), _) => format!("{base}_{part}"),
            (_, Some(shared)) => format!("{base}_shared_{shared}"),
            _ => bail!("{piece} is no piece of a program"),
        },
    })
}

/// A WebAssembly module without its custom sections: names and the like, of use to tools only.
fn without_notes(module: &[u8]) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    let mut kept = module.get(..HEADER).context("not a WebAssembly module")?.to_vec();
    let mut rest = &module[HEADER..];
    while let Some((kind, behind)) = rest.split_first() {
        let (size, prefix) = read_size(behind)?;
        let end = 1 + prefix + size;
        let section = rest.get(..end).context("a section that does not end")?;
        if *kind != 0 {
            kept.extend_from_slice(section);
        }
        rest = &rest[end..];
    }
    Ok(kept)
}

/// A number in LEB128, and how many bytes it takes.
fn read_size(bytes: &[u8]) -> Result<(usize, usize)> {
    let mut value = 0;
    for (place, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok((value, place + 1));
        }
    }
    bail!("a section without a size")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_go_and_everything_else_stays() {
        let header = b"\0asm\x01\0\0\0";
        let types = [1, 4, 1, 0x60, 0, 0];
        let notes = [0, 0x85, 0x00, 4, b'n', b'a', b'm', b'e'];
        let module = [&header[..], &notes, &types, &notes].concat();
        assert_eq!(without_notes(&module).unwrap(), [&header[..], &types].concat());
        assert!(without_notes(&module[..module.len() - 1]).is_err());
    }

    #[test]
    fn pieces_that_name_each_other_still_do_under_their_digest() {
        let dir = std::env::temp_dir().join(format!("anteroom-split-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join(LINKS), "import './anteroom_program.js'; fetch('./split_account.wasm'); fetch('./chunk_2.wasm')").unwrap();
        fs::write(dir.join("anteroom_program.js"), "import './anteroom_links.js'; fetch('anteroom_program_bg.wasm')").unwrap();
        for module in ["anteroom_program_bg.wasm", "split_account.wasm", "chunk_2.wasm"] {
            fs::write(dir.join(module), module).unwrap();
        }
        let names = name_by_content("portal", &dir).unwrap();
        let links = fs::read_to_string(dir.join(&names[LINKS])).unwrap();
        let program = fs::read_to_string(dir.join(&names["anteroom_program.js"])).unwrap();
        let here: Vec<_> = files_below(&dir).unwrap().iter().map(|f| f.file_name().unwrap().to_string_lossy().into_owned()).collect();
        fs::remove_dir_all(&dir).unwrap();
        let base = names["anteroom_program.js"].strip_suffix(".js").unwrap();
        assert_eq!(links, format!("import './{base}.js'; fetch('./{base}_account.wasm'); fetch('./{base}_shared_2.wasm')"));
        assert_eq!(program, format!("import './{base}_parts.js'; fetch('{base}_bg.wasm')"));
        assert_eq!(here.len(), 5);
        assert!(here.iter().all(|name| name.starts_with(base)), "{here:?}");
    }
}
