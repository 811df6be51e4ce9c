//! PINs and codes as people type them: with spaces, hyphens and capitals that mean nothing.

use crate::text::Secret;

/// A PIN or code of digits as it was meant: without spaces and hyphens.
#[must_use]
pub fn digits(typed: &Secret) -> String {
    typed.as_str().chars().filter(|ch| !is_gap(*ch)).collect()
}

/// A recovery code as it was meant: without spaces and hyphens, in small letters.
#[must_use]
pub fn recovery_code(typed: &Secret) -> String {
    digits(typed).to_lowercase()
}

/// A recovery code as it is shown: in two halves, such as `k7p2-9xqm`.
#[must_use]
pub fn recovery_code_shown(code: &str) -> Secret {
    match code.split_at_checked(code.len() / 2) {
        Some((first, second)) if !first.is_empty() => Secret::new(format!("{first}-{second}")),
        _ => Secret::from(code),
    }
}

fn is_gap(ch: char) -> bool {
    ch.is_whitespace() || matches!(ch, '-' | '\u{2010}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_and_capitals_mean_nothing() {
        assert_eq!(digits(&" 04 27\n".into()), "0427");
        assert_eq!(digits(&"123\u{2013}456".into()), "123456");
        assert_eq!(recovery_code(&"K7P2-9xqm ".into()), "k7p29xqm");
    }

    #[test]
    fn a_shown_code_reads_back_as_itself() {
        assert_eq!(recovery_code_shown("k7p29xqm").as_str(), "k7p2-9xqm");
        assert_eq!(recovery_code(&recovery_code_shown("k7p29xqm")), "k7p29xqm");
    }
}
