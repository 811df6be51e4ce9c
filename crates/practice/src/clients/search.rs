//! What a search looks into, and what it looks for.

use domain::practice::client::ClientInput;
use sea_orm::sea_query::LikeExpr;

use crate::names::fold;

/// The most words a search looks for; more only make it slower.
const MOST_WORDS: usize = 8;
const ESCAPE: char = '\\';

/// What a search looks into: names, addresses, digits of numbers; folded, parted by blanks.
pub fn text(input: &ClientInput) -> String {
    let names = [&input.first_name, &input.last_name, &input.preferred_name].map(|name| fold(name.as_str().trim()));
    let addresses = input.emails.iter().map(|email| fold(&email.address.key()));
    let numbers = input.phones.iter().map(|phone| digits(phone.number.as_str()));
    let parts: Vec<String> = names.into_iter().chain(addresses).chain(numbers).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// One pattern for each word that was typed; all must be found. A number is looked for by its digits, however it is
/// written.
pub fn patterns(typed: &str) -> Vec<LikeExpr> {
    words(typed).iter().map(|word| LikeExpr::new(format!("%{}%", escaped(word))).escape(ESCAPE)).collect()
}

/// A pattern for what begins with `start`.
pub fn beginning(start: &str) -> LikeExpr {
    LikeExpr::new(format!("{}%", escaped(start))).escape(ESCAPE)
}

fn words(typed: &str) -> Vec<String> {
    typed.split_whitespace().map(word).filter(|word| !word.is_empty()).take(MOST_WORDS).collect()
}

fn word(typed: &str) -> String {
    if typed.chars().all(|ch| ch.is_ascii_digit() || "+()-./#".contains(ch)) { digits(typed) } else { fold(typed) }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        if matches!(ch, '%' | '_' | ESCAPE) {
            out.push(ESCAPE);
        }
        out.push(ch);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_a_record_is_found_by_names_addresses_and_digits() {
        let record = text(&crate::examples::client_input());
        assert_eq!(record, "maya lopez may maya@example.com 16075550143");
        for typed in ["Maya", "LÓPEZ", "lopez maya", "maya@", "555-0143", "+1 (607) 555-0143", "6075550143"] {
            assert!(words(typed).iter().all(|word| record.contains(word.as_str())), "{typed}");
        }
        assert!(!words("555-0144").iter().all(|word| record.contains(word.as_str())));
    }

    #[test]
    fn signs_of_the_pattern_language_are_only_signs() {
        assert_eq!(escaped(r"50%_\a"), r"50\%\_\\a");
        assert_eq!(words("%"), ["%"]);
        assert_eq!(words(" - ( "), Vec::<String>::new());
        assert_eq!(words(&"a ".repeat(50)).len(), MOST_WORDS);
    }
}
