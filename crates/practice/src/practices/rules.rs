//! What only the server can say about a profile: whether the time zone is in the zone database, and whether text on the
//! accent colour can be read.

use domain::practice::profile::PracticeProfile;
use domain::time::Zone;
use jiff::tz::TimeZone;
use platform::problem::Problem;

/// WCAG 2.2, 1.4.3 (AA), for text of any size.
const LEAST_CONTRAST: f64 = 4.5;
/// The two inks that stand on an accent: white, and the dark one of the dark theme.
const INKS: [[u8; 3]; 2] = [[0xff, 0xff, 0xff], [0x0d, 0x1a, 0x18]];

/// Refuses a zone that does not exist and an accent that neither ink can be read on.
///
/// # Errors
/// 422 at `/zone` (`zone`) or `/accent` (`contrast`).
pub fn check(profile: &PracticeProfile) -> Result<(), Problem> {
    if !zone_exists(&profile.zone) {
        return Err(Problem::field("/zone", "zone", "There is no such time zone. Example: America/New_York"));
    }
    if profile.accent.as_deref().and_then(colour).is_some_and(|accent| INKS.iter().all(|ink| contrast(accent, *ink) < LEAST_CONTRAST)) {
        return Err(Problem::field(
            "/accent",
            "contrast",
            "Neither white nor dark text can be read on this colour. Choose a darker or a lighter one.",
        ));
    }
    Ok(())
}

/// By its exact IANA name: other spellings would not be found in a browser's list.
fn zone_exists(zone: &Zone) -> bool {
    TimeZone::get(&zone.0).is_ok_and(|found| !found.is_unknown() && found.iana_name() == Some(zone.0.as_str()))
}

fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// The contrast ratio of WCAG 2.2: 1 to 21.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance (WCAG 2.2), 0 to 1.
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.001);
        assert!((contrast([0x77, 0x77, 0x77], [255, 255, 255]) - 4.478).abs() < 0.001);
    }

    #[test]
    fn zones_are_known_by_their_exact_name() {
        for good in ["America/New_York", "Europe/Madrid", "UTC", "Asia/Kolkata"] {
            assert!(zone_exists(&Zone(good.into())), "{good}");
        }
        for bad in ["america/new_york", "America/New_Yorke", "Mars/Olympus", "Etc/Unknown", ""] {
            assert!(!zone_exists(&Zone(bad.into())), "{bad}");
        }
    }

    #[test]
    fn s5_an_accent_must_carry_readable_text() {
        let with = |accent: &str| check(&PracticeProfile { accent: Some(accent.into()), ..crate::examples::profile() });
        for good in ["#1b5e57", "#ffffff", "#000000", "#FFD400"] {
            assert!(with(good).is_ok(), "{good}");
        }
        // Between the two: 4.3 against white and 4.1 against the dark ink.
        let refused = with("#7a7a7a").expect_err("refused");
        assert_eq!((refused.errors[0].pointer.as_str(), refused.errors[0].code.as_str()), ("/accent", "contrast"));
    }
}
