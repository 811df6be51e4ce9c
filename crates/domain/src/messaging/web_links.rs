//! Which pieces of a plain text are links (M3).
//!
//! A link is what begins with `http://` or `https://` and names a host with a dot. It leads exactly where its text says:
//! the text is the address, shown as it was typed, names in other scripts included. What could look like one address and be
//! another is left as text: somebody's name before an `@`, marks that turn the direction of writing or show nothing, escapes
//! in the host. Marks before the link can still turn it round on the screen: whoever shows it isolates it, left to right.

use crate::text::is_invisible;

/// A piece of a text; all pieces together are the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// To be shown as it is.
    Plain(&'a str),
    /// To be shown as it is, and to lead there.
    Link(&'a str),
}

/// The longest address that becomes a link, in bytes: what all browsers open.
const LONGEST: usize = 2_000;

/// The pieces of a text, in their order, none of them empty.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let (mut plain_from, mut look_from) = (0, 0);
    while let Some(colon) = text[look_from..].find("://").map(|place| look_from + place) {
        let behind = colon + "://".len();
        look_from = behind;
        let Some(start) = scheme_start(text, plain_from, colon) else { continue };
        let Some(end) = link_end(text, behind) else { continue };
        if start > plain_from {
            out.push(Piece::Plain(&text[plain_from..start]));
        }
        out.push(Piece::Link(&text[start..end]));
        (plain_from, look_from) = (end, end);
    }
    if plain_from < text.len() {
        out.push(Piece::Plain(&text[plain_from..]));
    }
    out
}

/// Where `http` or `https` begins that ends at `colon`, unless it is the tail of a longer word such as `shttp`.
fn scheme_start(text: &str, from: usize, colon: usize) -> Option<usize> {
    let before = &text.as_bytes()[from..colon];
    let start = ["https", "http"].iter().find_map(|scheme| {
        let at = before.len().checked_sub(scheme.len())?;
        before[at..].eq_ignore_ascii_case(scheme.as_bytes()).then_some(from + at)
    })?;
    let goes_on = text[from..start].chars().next_back().is_some_and(|ch| ch.is_alphanumeric() || matches!(ch, '+' | '-' | '_' | '@'));
    (!goes_on).then_some(start)
}

/// The end of the link whose host begins at `from`; none when it is no link.
fn link_end(text: &str, from: usize) -> Option<usize> {
    let rest = &text[from..];
    // The host first: what is none is left here, before anything behind it is looked at.
    let authority = &rest[..rest.find(|ch: char| ends_host(ch) || never_in_links(ch)).unwrap_or(rest.len())];
    let goes_on = rest[authority.len()..].starts_with(['/', '?', '#']);
    let host = if goes_on { authority } else { without_tail(authority) };
    if !is_host(host) {
        return None;
    }
    let run = if goes_on {
        &rest[..rest.char_indices().find(|(at, ch)| *at > LONGEST || never_in_links(*ch)).map_or(rest.len(), |(at, _)| at)]
    } else {
        authority
    };
    let fits = run.len() <= LONGEST && !hides_more(&rest[run.len()..]);
    fits.then(|| from + without_tail(run).len())
}

/// What follows a host, in an address or in a sentence.
fn ends_host(ch: char) -> bool {
    "/?#!$&'()*+,;=[]".contains(ch)
}

/// Something that shows nothing, and behind it what would belong to the link.
fn hides_more(behind: &str) -> bool {
    let seen = behind.trim_start_matches(is_invisible);
    seen.len() < behind.len() && seen.starts_with(|ch: char| !never_in_links(ch))
}

/// White space, controls, what shows nothing, quotes, and brackets of other kinds than `()` and `[]`.
fn never_in_links(ch: char) -> bool {
    // Of Chinese and Japanese: full stops, commas and brackets, and full-width forms of ours.
    let wide = matches!(ch, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3030}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}')
        || matches!(ch, '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}');
    wide || ch.is_whitespace() || ch.is_control() || is_invisible(ch) || "<>\"`{}|\\^«»‹›“”„‟‘’‚‛".contains(ch)
}

/// The link without what ends the sentence: punctuation, and closing brackets that were opened before the link.
fn without_tail(run: &str) -> &str {
    let count = |bracket: char| run.matches(bracket).count();
    let (mut round, mut square) = ((count('('), count(')')), (count('['), count(']')));
    let mut link = run;
    while let Some(last) = link.chars().next_back() {
        let falls = match last {
            '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '*' | '_' | '~' | '…' | '¡' | '¿' => true,
            '(' => take(&mut round.0),
            '[' => take(&mut square.0),
            ')' => round.1 > round.0 && take(&mut round.1),
            ']' => square.1 > square.0 && take(&mut square.1),
            _ => false,
        };
        if !falls {
            break;
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    link
}

/// One bracket less.
fn take(count: &mut usize) -> bool {
    *count -= 1;
    true
}

/// A name with a dot, or four numbers, and a port or none. No user before it, no escapes in it.
fn is_host(authority: &str) -> bool {
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let port_fits =
        port.is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0));
    let last = host.rsplit_once('.').map(|(_, last)| last);
    let named = last
        .is_some_and(|last| last.chars().count() >= 2 && !last.starts_with(|ch: char| ch.is_ascii_digit()) && !last.contains(is_symbol));
    let numbered = host.split('.').count() == 4
        && host.split('.').all(|part| part.parse::<u8>().is_ok() && (part == "0" || !part.starts_with(['0', '+'])));
    port_fits && host.len() <= 253 && host.split('.').all(is_label) && (named || numbered)
}

/// Arrows, signs and emoji: part of some names, of no last part of one.
fn is_symbol(ch: char) -> bool {
    matches!(ch, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// One part of a name, in any script; 63 octets at most once it is encoded, which takes four for one at worst.
fn is_label(label: &str) -> bool {
    let fits = |ch: char| ch.is_ascii_alphanumeric() || ch == '-' || ch == '_' || (!ch.is_ascii() && !looks_like_a_mark(ch));
    !label.is_empty() && label.len() <= 63 * 4 && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(fits)
}

/// Characters of other scripts that look like the `/`, `.`, `:`, `?` or `#` of an address and so could hide its host.
fn looks_like_a_mark(ch: char) -> bool {
    const SLASHES: &str =
        "\u{2044}\u{2215}\u{2216}\u{2571}\u{29F8}\u{29F9}\u{2AFD}\u{1735}\u{2CC6}\u{2F03}\u{31D3}\u{2100}\u{2101}\u{2105}\u{2106}";
    const DOTS: &str = "\u{B7}\u{2024}\u{2025}\u{2026}\u{2027}\u{6D4}\u{701}\u{702}\u{A60E}\u{FE52}";
    const COLONS: &str = "\u{2236}\u{589}\u{5C3}\u{A789}\u{FE55}";
    const QUESTIONS: &str = "\u{294}\u{241}\u{97D}\u{203D}\u{2048}\u{2049}\u{FE56}\u{FE5F}\u{FE68}";
    [SLASHES, DOTS, COLONS, QUESTIONS].iter().any(|marks| marks.contains(ch))
}
