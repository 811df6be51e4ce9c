//! How names are put together, ordered and compared.

use domain::text::PersonName;

/// First and last name.
#[must_use]
pub fn full(first: &str, last: &str) -> PersonName {
    PersonName::new(format!("{} {}", first.trim(), last.trim()).trim())
}

/// `text` in lower case and without the marks on Latin letters, so that *Núñez* is found by `nunez` and stands at N.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for ch in text.chars().flat_map(char::to_lowercase) {
        match plain(ch) {
            Some(letters) => folded.push_str(letters),
            // Marks that follow their letter (decomposed spelling).
            None if ('\u{300}'..='\u{36f}').contains(&ch) => {}
            None => folded.push(ch),
        }
    }
    folded
}

/// The plain letters for a lower-case letter of Latin-1 or Latin Extended-A.
fn plain(ch: char) -> Option<&'static str> {
    Some(match ch {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '‘' | '’' | 'ʼ' => "'",
        _ => return None,
    })
}

/// What a list of people is ordered by: last name, first name. Only letters and digits, parted by `0`: databases differ
/// in where they put blanks and hyphens, and in nothing else.
#[must_use]
pub fn sort_key(first: &str, last: &str) -> String {
    let letters = |name: &str| fold(name).chars().filter(|ch| ch.is_alphanumeric()).collect::<String>();
    format!("{}0{}", letters(last), letters(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_make_no_difference() {
        for (written, folded) in [
            ("Núñez", "nunez"),
            ("N\u{75}\u{301}n\u{303}ez", "nunez"),
            ("ŁUKASZ", "lukasz"),
            ("Groß", "gross"),
            ("O’Brien", "o'brien"),
            ("李", "李"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn a_shorter_last_name_comes_first_whatever_follows() {
        let mut keys = [sort_key("Anna", "Smithers"), sort_key("Zoe", "Smith"), sort_key("Bea", "Smith-Jones"), sort_key("Ana", "Álvarez")];
        keys.sort();
        assert_eq!(keys, ["alvarez0ana", "smith0zoe", "smithers0anna", "smithjones0bea"]);
    }

    #[test]
    fn a_name_of_one_part_has_no_blank_around_it() {
        assert_eq!(full(" Maya ", "Lopez").as_str(), "Maya Lopez");
        assert_eq!(full("", "Lopez").as_str(), "Lopez");
    }
}
