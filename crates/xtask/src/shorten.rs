//! What the browser does not need to know is taken out of a program: the indentation and comments of its script, and the long
//! names by which the script hands functions to WebAssembly. Compressed, that is 3 % of the portal, for most of those names are
//! digests.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

const HEADER: usize = 8;
const IMPORTS: u8 = 2;
const FUNCTION: u8 = 0;

/// The old names of what a script hands over, and their new ones.
type Names = BTreeMap<String, String>;

/// The same module and script with short names between them. `from` is the name by which the module imports from the script.
pub fn with_short_names(module: &[u8], script: &str, from: &str) -> Result<(Vec<u8>, String)> {
    let mut names = Names::new();
    let mut out = module.get(..HEADER).context("not a WebAssembly module")?.to_vec();
    for section in Sections::of(module) {
        let section = section?;
        if section.kind == IMPORTS {
            let content = short_imports(section.content, from, &mut names)?;
            out.push(IMPORTS);
            write_number(&mut out, content.len());
            out.extend(content);
        } else {
            out.extend_from_slice(section.whole);
        }
    }
    Ok((out, short_script(script, &names)?))
}

/// A script without its indentation and comments.
pub fn without_comments(script: &str) -> Result<String> {
    short_script(script, &Names::new())
}

fn short_imports(content: &[u8], from: &str, names: &mut Names) -> Result<Vec<u8>> {
    let mut reader = Reader(content);
    let mut out = Vec::with_capacity(content.len());
    let count = reader.number()?;
    write_number(&mut out, count);
    for _ in 0..count {
        let (module, field) = (reader.text()?, reader.text()?);
        ensure!(reader.byte()? == FUNCTION, "{field} is imported and no function");
        let kind = reader.number()?;
        let next = format!("{:x}", names.len());
        let field = if module == from { names.entry(field.to_owned()).or_insert(next) } else { field };
        for text in [module, field] {
            write_number(&mut out, text.len());
            out.extend_from_slice(text.as_bytes());
        }
        out.push(FUNCTION);
        write_number(&mut out, kind);
    }
    Ok(out)
}

/// Every name stands at the beginning of a line, as a key of the object that is handed over.
fn short_script(script: &str, names: &Names) -> Result<String> {
    let mut out = String::with_capacity(script.len());
    let (mut found, mut in_comment) = (0, false);
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            match line.split_once(':').and_then(|(key, rest)| Some((names.get(key)?, rest))) {
                Some((short, rest)) => {
                    found += 1;
                    out.extend(["\"", short, "\":", rest]);
                }
                None => out.push_str(line),
            }
            out.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    ensure!(found == names.len(), "the script hands over {found} of {} functions", names.len());
    Ok(out)
}

struct Section<'a> {
    kind: u8,
    content: &'a [u8],
    whole: &'a [u8],
}

struct Sections<'a>(Reader<'a>);

impl<'a> Sections<'a> {
    fn of(module: &'a [u8]) -> Self {
        Self(Reader(module.get(HEADER..).unwrap_or_default()))
    }

    fn read(&mut self) -> Result<Section<'a>> {
        let all = self.0.0;
        let kind = self.0.byte()?;
        let size = self.0.number()?;
        let content = self.0.bytes(size)?;
        Ok(Section { kind, content, whole: &all[..all.len() - self.0.0.len()] })
    }
}

impl<'a> Iterator for Sections<'a> {
    type Item = Result<Section<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.0.is_empty() {
            return None;
        }
        let section = self.read();
        if section.is_err() {
            self.0 = Reader(&[]);
        }
        Some(section)
    }
}

/// What is still to be read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> Result<&'a [u8]> {
        let (read, rest) = self.0.split_at_checked(count).context("the WebAssembly module ends too early")?;
        self.0 = rest;
        Ok(read)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.bytes(1)?[0])
    }

    /// An unsigned number of 32 bits in LEB128.
    fn number(&mut self) -> Result<usize> {
        let mut value = 0;
        for place in 0..5 {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        bail!("the WebAssembly module has a number that does not end")
    }

    fn text(&mut self) -> Result<&'a str> {
        let size = self.number()?;
        Ok(std::str::from_utf8(self.bytes(size)?)?)
    }
}

fn write_number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = value as u8 & 0x7f;
        value >>= 7;
        if value == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE: &[u8] = b"\0asm\x01\0\0\0";

    fn section(kind: u8, content: &[u8]) -> Vec<u8> {
        let mut section = vec![kind];
        write_number(&mut section, content.len());
        section.extend_from_slice(content);
        section
    }

    fn imports(all: &[(&str, &str)]) -> Vec<u8> {
        let mut content = Vec::new();
        write_number(&mut content, all.len());
        for (module, field) in all {
            for text in [module, field] {
                write_number(&mut content, text.len());
                content.extend_from_slice(text.as_bytes());
            }
            content.extend([FUNCTION, 7]);
        }
        section(IMPORTS, &content)
    }

    #[test]
    fn module_and_script_agree_on_short_names() {
        let code = section(10, &[0]);
        let before =
            [("./p.js", "__wbg_now_463ac5"), ("./links.js", "load_account"), ("./p.js", "__wbg_log_81f0"), ("./p.js", "__wbg_now_463ac5")];
        let after = [("./p.js", "0"), ("./links.js", "load_account"), ("./p.js", "1"), ("./p.js", "0")];
        let script = "/**\n * About.\n */\nreturn {\n    __wbg_now_463ac5: function() {\n        // Milliseconds.\n        return a ? b : c;\n    },\n    \
                      __wbg_log_81f0: f,\n};\n";
        let (module, script) = with_short_names(&[MODULE, &imports(&before), &code].concat(), script, "./p.js").unwrap();
        assert_eq!(module, [MODULE, &imports(&after), &code].concat());
        assert_eq!(script, "return {\n\"0\": function() {\nreturn a ? b : c;\n},\n\"1\": f,\n};\n");
    }

    #[test]
    fn a_script_that_lacks_a_function_is_refused() {
        let module = [MODULE, &imports(&[("./p.js", "__wbg_now_463ac5")])].concat();
        assert!(with_short_names(&module, "return {};", "./p.js").is_err());
    }
}
