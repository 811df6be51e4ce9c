//! The styles as one file. Trunk makes a file of each sheet; on a bad line every further request is a wait before anything is
//! seen, and what is compressed together is smaller.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// Puts all sheets that the page in `dir` names into one, in their order.
pub fn join(dir: &Path) -> Result<()> {
    let page = dir.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let sheets = sheets_in(&html);
    ensure!(!sheets.is_empty(), "{} names no style sheet", page.display());
    let mut all = String::new();
    for sheet in &sheets {
        let file = dir.join(sheet.file());
        all.push_str(&fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?);
        all.push('\n');
        fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
    }
    let mut digest = DefaultHasher::new();
    all.hash(&mut digest);
    let joined = format!("styles-{:016x}.css", digest.finish());
    fs::write(dir.join(&joined), all).with_context(|| format!("cannot write {joined}"))?;
    fs::write(&page, page_with(&html, &sheets, &joined)).with_context(|| format!("cannot write {}", page.display()))
}

/// A sheet that a page names.
#[derive(Debug, PartialEq, Eq)]
struct Sheet<'a> {
    /// The whole element.
    link: &'a str,
    /// Its address.
    href: &'a str,
}

impl Sheet<'_> {
    fn file(&self) -> &str {
        self.href.rsplit('/').next().unwrap_or(self.href)
    }
}

fn sheets_in(html: &str) -> Vec<Sheet<'_>> {
    let tags = html.split_inclusive('>').filter_map(|text| text.rfind('<').map(|begin| &text[begin..]));
    let sheet = |link: &str| link.starts_with("<link") && link.contains("rel=\"stylesheet\"");
    let href = |link| Some(Sheet { link, href: link.split_once("href=\"")?.1.split_once('"')?.0 });
    tags.filter(|link| sheet(link)).filter_map(href).collect()
}

/// The page with `joined` in place of its sheets.
fn page_with(html: &str, sheets: &[Sheet<'_>], joined: &str) -> String {
    let mut page = html.to_owned();
    for (at, sheet) in sheets.iter().enumerate() {
        let link = if at == 0 { sheet.link.replace(sheet.file(), joined) } else { String::new() };
        page = page.replacen(sheet.link, &link, 1);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head>\n<link rel=\"icon\" href=\"/a/icon.svg\">\n<link rel=\"stylesheet\" href=\"/a/one-1.css\"/>\n\
                        <link rel=\"stylesheet\" href=\"/a/two-2.css\"/></head>";

    #[test]
    fn a_page_has_one_sheet_in_place_of_all() {
        let sheets = sheets_in(PAGE);
        assert_eq!(sheets.iter().map(Sheet::file).collect::<Vec<_>>(), ["one-1.css", "two-2.css"]);
        let expected = "<head>\n<link rel=\"icon\" href=\"/a/icon.svg\">\n<link rel=\"stylesheet\" href=\"/a/styles-3.css\"/>\n</head>";
        assert_eq!(page_with(PAGE, &sheets, "styles-3.css"), expected);
    }

    #[test]
    fn the_sheets_are_joined_in_their_order_and_gone() {
        let dir = std::env::temp_dir().join(format!("anteroom-styles-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("index.html"), PAGE).unwrap();
        fs::write(dir.join("one-1.css"), "a{}").unwrap();
        fs::write(dir.join("two-2.css"), "b{}").unwrap();
        join(&dir).unwrap();
        let page = fs::read_to_string(dir.join("index.html")).unwrap();
        let sheets = sheets_in(&page);
        assert_eq!(sheets.len(), 1);
        assert_eq!(fs::read_to_string(dir.join(sheets[0].file())).unwrap(), "a{}\nb{}\n");
        assert!(!dir.join("one-1.css").exists() && !dir.join("two-2.css").exists());
        fs::remove_dir_all(dir).unwrap();
    }
}
