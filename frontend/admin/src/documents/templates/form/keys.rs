//! The names that questions and choices have in a form: made of their words once, and kept when the words change. People do
//! not see them.

use std::collections::HashSet;

/// The most characters of a key.
const LONGEST: usize = 40;

/// The keys of some questions, or of the choices of one: those known stay, the others are made of their words; `plain` where
/// these give nothing. No two are the same.
pub fn keys<'a>(all: impl Iterator<Item = (Option<String>, &'a str)> + Clone, plain: &str) -> Vec<String> {
    let mut taken: HashSet<String> = all.clone().filter_map(|(known, _)| known).collect();
    all.map(|(known, words)| {
        let key = known.unwrap_or_else(|| free(&of_words(words, plain), &taken));
        taken.insert(key.clone());
        key
    })
    .collect()
}

/// `base`, or the first of `base_2`, `base_3`, … that nothing else has.
fn free(base: &str, taken: &HashSet<String>) -> String {
    let numbered = |n: usize| {
        let end = format!("_{n}");
        let room = LONGEST - end.len();
        format!("{}{end}", base.get(..room).unwrap_or(base).trim_end_matches('_'))
    };
    std::iter::once(base.to_owned()).chain((2..).map(numbered)).find(|key| !taken.contains(key)).unwrap_or_default()
}

/// Words as small letters, digits and underscores.
fn of_words(words: &str, plain: &str) -> String {
    let mut key = String::new();
    for letter in words.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => key.push(letter),
            'á' | 'à' | 'â' | 'ä' | 'ã' => key.push('a'),
            'é' | 'è' | 'ê' | 'ë' => key.push('e'),
            'í' | 'ì' | 'î' | 'ï' => key.push('i'),
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' => key.push('o'),
            'ú' | 'ù' | 'û' | 'ü' => key.push('u'),
            'ñ' => key.push('n'),
            'ç' => key.push('c'),
            '\'' | '’' => {}
            _ if key.is_empty() || key.ends_with('_') => {}
            _ => key.push('_'),
        }
        if key.len() >= LONGEST {
            break;
        }
    }
    let key = key.trim_end_matches('_');
    if key.is_empty() { plain.to_owned() } else { key.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d1_a_key_is_made_of_the_words() {
        assert_eq!(of_words("How do you sleep?", "question"), "how_do_you_sleep");
        assert_eq!(of_words("  ¿Qué año?  ", "question"), "que_ano");
        assert_eq!(of_words("You're 18+", "question"), "youre_18");
        assert_eq!(of_words("睡眠?", "question"), "question");
        assert_eq!(of_words("", "choice"), "choice");
        let long = of_words(&"so on and ".repeat(20), "question");
        assert!(long.len() <= LONGEST && long.starts_with("so_on_and") && !long.ends_with('_'), "{long}");
    }

    #[test]
    fn d1_known_keys_stay_and_no_two_are_the_same() {
        let of = |all: &[(Option<&str>, &str)]| keys(all.iter().map(|(known, words)| (known.map(str::to_owned), *words)), "question");
        assert_eq!(of(&[(None, "Sleep"), (Some("sleep"), "Something else now"), (None, "Sleep?")]), ["sleep_2", "sleep", "sleep_3"]);
        assert_eq!(of(&[(None, ""), (None, "")]), ["question", "question_2"]);
        let long = "x".repeat(60);
        let both = of(&[(None, &long), (None, &long)]);
        assert!(both[0] != both[1] && both.iter().all(|key| key.len() <= LONGEST), "{both:?}");
    }
}
