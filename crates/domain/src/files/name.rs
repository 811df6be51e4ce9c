//! Names of files: as they are kept, and in the header `Content-Disposition` (RFC 6266, RFC 8187).

use std::fmt::Write as _;

use super::FileKind;
use crate::text::is_invisible;

/// The longest name that is kept, in bytes, so that every file system takes it.
const LONGEST: usize = 200;

/// A name as it is kept: no folders, nothing that shows nothing or turns the text, nothing file systems refuse, and an
/// ending that says what the file is. `invoice.png` with text in it is `invoice.png.txt`.
#[must_use]
pub fn kept(name: &str, kind: FileKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = |ch: &char| !ch.is_control() && !is_invisible(*ch);
    let plain = |ch: char| {
        if ch.is_whitespace() {
            ' '
        } else if "<>:\"|?*".contains(ch) {
            '_'
        } else {
            ch
        }
    };
    let clean: String = last.chars().filter(|ch| ch.is_whitespace() || shown(ch)).map(plain).collect();
    let clean = clean.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let clean = clean.trim_matches(['.', ' ']);
    let (stem, ending) = match clean.rsplit_once('.') {
        Some((stem, ending)) if kind.endings().iter().any(|known| known.eq_ignore_ascii_case(ending)) => (stem, ending),
        _ => (clean, kind.endings()[0]),
    };
    let stem = shortened(stem, LONGEST - ending.len() - 1).trim_end_matches(['.', ' ']);
    match stem {
        "" => format!("file.{ending}"),
        // Names of devices on Windows, whatever stands behind the first dot.
        stem if is_device(stem) => format!("_{stem}.{ending}"),
        stem => format!("{stem}.{ending}"),
    }
}

fn shortened(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered =
        |name: &str| first.strip_prefix(name).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    matches!(first.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// `Content-Disposition` of a file to be saved: the name in full, and before it what programs read that know ASCII only.
#[must_use]
pub fn attachment(name: &str) -> String {
    let plain: String = name.chars().map(|ch| if matches!(ch, ' '..='~') && !"\"\\%;".contains(ch) { ch } else { '_' }).collect();
    let mut out = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The name in a `Content-Disposition`: the full one where there is one.
#[must_use]
pub fn name_in(header: &str) -> Option<String> {
    let parameters =
        || parameters(header).into_iter().filter_map(|part| part.split_once('=')).map(|(key, value)| (key.trim(), value.trim()));
    let full = parameters().find(|(key, _)| key.eq_ignore_ascii_case("filename*")).and_then(|(_, value)| {
        let (charset, rest) = value.split_once('\'')?;
        let (_language, encoded) = rest.split_once('\'')?;
        charset.eq_ignore_ascii_case("utf-8").then(|| decoded(encoded))?
    });
    let plain = || parameters().find(|(key, _)| key.eq_ignore_ascii_case("filename")).map(|(_, value)| unquoted(value));
    full.or_else(plain).filter(|name| !name.is_empty())
}

/// What stands between the semicolons that are in no quotes, without the first: the type.
fn parameters(header: &str) -> Vec<&str> {
    let (mut parts, mut from, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, byte) in header.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b';' if !quoted => {
                parts.push(&header[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&header[from..]);
    parts.remove(0);
    parts
}

fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return value.to_owned() };
    let mut out = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(ch) = characters.next() {
        out.extend(if ch == '\\' { characters.next() } else { Some(ch) });
    }
    out
}

fn decoded(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        if *first == b'%' {
            let digit =
                |at: usize| behind.get(at).and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
            bytes.push(digit(0)? * 16 + digit(1)?);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).ok()
}
