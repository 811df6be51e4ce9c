//! The practice's own accent colour, brought to a contrast that can be read on light and on dark ground.

use leptos::prelude::document;
use wasm_bindgen::JsCast;

/// WCAG AA asks 4.5 for text; the rest is lost where the text stands on a wash of its own colour.
const ENOUGH: f64 = 5.75;
const LIGHT_GROUND: Rgb = Rgb(0xfa, 0xf8, 0xf4);
const DARK_GROUND: Rgb = Rgb(0x1b, 0x22, 0x23);

/// Uses this colour (`#1b5e57`) in place of ours; one that cannot be read, or `None`, brings ours back. It is darkened for
/// light ground and lightened for dark ground until text in it can be read.
pub fn set_accent(colour: Option<&str>) {
    let Some(root) = document().document_element().and_then(|r| r.dyn_into::<web_sys::HtmlElement>().ok()) else { return };
    let style = root.style();
    match colour.and_then(Rgb::read) {
        Some(colour) => {
            let _ = style.set_property("--practice-light", &colour.until_readable(LIGHT_GROUND, Rgb(0, 0, 0)).written());
            let _ = style.set_property("--practice-dark", &colour.until_readable(DARK_GROUND, Rgb(255, 255, 255)).written());
        }
        None => {
            let _ = style.remove_property("--practice-light");
            let _ = style.remove_property("--practice-dark");
        }
    }
}

/// To the power of 2.4. The browser has that built in; ours would be one kB more.
fn power(base: f64) -> f64 {
    #[cfg(target_arch = "wasm32")]
    return js_sys::Math::pow(base, 2.4);
    #[cfg(not(target_arch = "wasm32"))]
    base.powf(2.4)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rgb(u8, u8, u8);

impl Rgb {
    fn read(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|h| h.len() == 6 && h.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    fn written(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Relative luminance as WCAG defines it, 0 to 1.
    fn luminance(self) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { power((value + 0.055) / 1.055) }
        };
        0.2126 * channel(self.0) + 0.7152 * channel(self.1) + 0.0722 * channel(self.2)
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The first of twenty steps from this colour towards another that can be read on `ground`.
    fn until_readable(self, ground: Self, towards: Self) -> Self {
        let mix = |from: u8, to: u8, step: i32| {
            let (from, to) = (i32::from(from), i32::from(to));
            u8::try_from(from + (to - from) * step / 20).unwrap_or(from as u8)
        };
        (0..=20)
            .map(|step| Self(mix(self.0, towards.0, step), mix(self.1, towards.1, step), mix(self.2, towards.2, step)))
            .find(|colour| colour.contrast(ground) >= ENOUGH)
            .unwrap_or(towards)
    }
}

#[cfg(test)]
mod tests {
    use super::{DARK_GROUND, ENOUGH, LIGHT_GROUND, Rgb};

    #[test]
    fn black_on_white_has_the_contrast_of_the_standard() {
        assert!((Rgb(0, 0, 0).contrast(Rgb(255, 255, 255)) - 21.0).abs() < 0.01);
    }

    #[test]
    fn a_readable_colour_stays() {
        let ours = Rgb(0x1b, 0x5e, 0x57);
        assert_eq!(ours.until_readable(LIGHT_GROUND, Rgb(0, 0, 0)), ours);
    }

    #[test]
    fn every_colour_becomes_readable_on_both_grounds() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let colour = Rgb(red, green, blue);
                    assert!(colour.until_readable(LIGHT_GROUND, Rgb(0, 0, 0)).contrast(LIGHT_GROUND) >= ENOUGH);
                    assert!(colour.until_readable(DARK_GROUND, Rgb(255, 255, 255)).contrast(DARK_GROUND) >= ENOUGH);
                }
            }
        }
    }

    #[test]
    fn only_six_hexadecimal_digits_are_a_colour() {
        assert_eq!(Rgb::read("#1b5e57"), Some(Rgb(0x1b, 0x5e, 0x57)));
        for wrong in ["", "1b5e57", "#1b5e5", "#1b5e5g", "red", "#üüü"] {
            assert_eq!(Rgb::read(wrong), None, "{wrong:?}");
        }
    }
}
