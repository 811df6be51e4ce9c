//! Takes an application apart: what is needed at once, and files of its own for every part that can come later.
//!
//! The compiler leaves a program whose functions have names and whose references to each other are written down
//! (`--emit-relocs`). What only one part's entry reaches becomes that part's file; what several parts need and the rest does
//! not becomes a piece that they share; [`join`] makes fewer files of these. `wasm-bindgen` joins the rest to the browser. All
//! files of one program carry one digest in their names: they fit no other program's.

mod join;
mod merge;
mod order;
mod piece;

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use crate::applications::files_below;
use crate::shorten;
use crate::workspace::{Workspace, run};

/// How the pieces are called until their digest is known. They refer to each other by these names.
const REST: &str = "anteroom_rest.wasm";
const PROGRAM: &str = "anteroom_program";
const LINKS: &str = "anteroom_links.js";
/// The end of the name of the script that fetches parts.
pub const LOADER: &str = "_parts.js";

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
    let parts = join::join(into, &split.prefetch_map.into_iter().collect())?;
    let links = into.join(LINKS);
    if parts.is_empty() {
        fs::remove_file(links)?;
    } else {
        fs::write(&links, join::loader(&fs::read_to_string(&links)?, &parts)?)?;
    }
    let (script, module) = (into.join(format!("{PROGRAM}.js")), into.join(format!("{PROGRAM}_bg.wasm")));
    let short =
        shorten::with_short_names(&order::ordered(&fs::read(&module)?)?, &fs::read_to_string(&script)?, &format!("./{PROGRAM}_bg.js"))?;
    fs::write(module, short.0)?;
    fs::write(script, short.1)?;
    let names = name_by_content(name, into)?;
    let named = |piece: String| names.get(&format!("{piece}.wasm")).cloned().context("a piece without a file");
    let files = |pieces: Vec<String>| pieces.into_iter().map(named).collect::<Result<Vec<_>>>();
    parts.into_iter().map(|(part, pieces)| Ok((part, files(pieces)?))).collect()
}

/// Gives every file in the folder a name with the digest of all of them; says which became which.
fn name_by_content(name: &str, dir: &Path) -> Result<BTreeMap<String, String>> {
    let files = files_below(dir)?;
    let old_names =
        files.iter().map(|file| Ok(file.file_name().and_then(|name| name.to_str()).context("a piece without a name")?.to_owned()));
    let old_names = old_names.collect::<Result<Vec<_>>>()?;
    let named = |base: &str| old_names.iter().map(|old| Ok((old.clone(), final_name(base, old)?))).collect::<Result<BTreeMap<_, _>>>();
    // As they will be but for the digest itself.
    let with_names = |file: &Path, names: &BTreeMap<String, String>| -> Result<Vec<u8>> {
        let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let script = file.extension().is_some_and(|extension| extension == "js");
        Ok(if script { with_new_addresses(String::from_utf8(content)?, names).into_bytes() } else { content })
    };
    let mut digest = DefaultHasher::new();
    let plain = named(name)?;
    for file in &files {
        digest.write(&with_names(file, &plain)?);
    }
    let names = named(&format!("{name}-{:016x}", digest.finish()))?;
    for (file, old) in files.iter().zip(&old_names) {
        fs::write(dir.join(&names[old]), with_names(file, &names)?)?;
        fs::remove_file(file)?;
    }
    Ok(names)
}

/// Where a script fetches a piece it finds the new name. The same name as a key of WebAssembly's imports stays as it is.
fn with_new_addresses(script: String, names: &BTreeMap<String, String>) -> String {
    let openings = ["from \"./", "file(\"./", "URL('"];
    let addresses = names.iter().flat_map(|names| openings.map(|opening| (opening, names)));
    addresses.fold(script, |text, (opening, (old, new))| text.replace(&format!("{opening}{old}"), &format!("{opening}{new}")))
}

fn final_name(base: &str, piece: &str) -> Result<String> {
    Ok(match piece {
        LINKS => format!("{base}{LOADER}"),
        _ if piece.starts_with(PROGRAM) => piece.replacen(PROGRAM, base, 1),
        _ => match (piece.strip_prefix("split_"), piece.strip_prefix("chunk_")) {
            (Some(part), _) => format!("{base}_{part}"),
            (_, Some(shared)) => format!("{base}_shared_{shared}"),
            _ => bail!("{piece} is no piece of a program"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_name_each_other_still_do_under_their_digest() {
        let dir = std::env::temp_dir().join(format!("anteroom-split-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join(LINKS), r#"import a from "./anteroom_program.js"; file("./split_account.wasm"); file("./chunk_2.wasm")"#)
            .unwrap();
        fs::write(
            dir.join("anteroom_program.js"),
            r#"import b from "./anteroom_links.js"; { "./anteroom_links.js": b }; new URL('anteroom_program_bg.wasm')"#,
        )
        .unwrap();
        for module in ["anteroom_program_bg.wasm", "split_account.wasm", "chunk_2.wasm"] {
            fs::write(dir.join(module), module).unwrap();
        }
        let names = name_by_content("portal", &dir).unwrap();
        let links = fs::read_to_string(dir.join(&names[LINKS])).unwrap();
        let program = fs::read_to_string(dir.join(&names["anteroom_program.js"])).unwrap();
        let here: Vec<_> = files_below(&dir).unwrap().iter().map(|f| f.file_name().unwrap().to_string_lossy().into_owned()).collect();
        fs::remove_dir_all(&dir).unwrap();
        let base = names["anteroom_program.js"].strip_suffix(".js").unwrap();
        assert_eq!(links, format!(r#"import a from "./{base}.js"; file("./{base}_account.wasm"); file("./{base}_shared_2.wasm")"#));
        assert_eq!(program, format!(r#"import b from "./{base}_parts.js"; {{ "./anteroom_links.js": b }}; new URL('{base}_bg.wasm')"#));
        assert_eq!(here.len(), 5);
        assert!(here.iter().all(|name| name.starts_with(base)), "{here:?}");
    }
}
