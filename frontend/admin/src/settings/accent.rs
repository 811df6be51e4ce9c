//! The practice's colour, with a look at whether text in it can be read (WCAG 2.2, 1.4.3).

use leptos::prelude::*;
use ui::{Button, ButtonKind, Field, FormState};

/// The least contrast of text.
const ENOUGH: f64 = 4.5;
const OURS: &str = "#1b5e57";

/// A colour picker beside a field to type in, and what becomes of the colour on light and dark ground.
#[component]
pub fn AccentField(
    /// The colour as `#rrggbb`; empty for ours.
    value: RwSignal<String>,
) -> impl IntoView {
    let form = use_context::<FormState>();
    let set = move |colour: String| {
        value.set(colour);
        if let Some(form) = form {
            form.touch();
        }
    };
    let wrong = |text: String| luminance(&text).is_none().then(|| "A colour as #rrggbb, such as #1b5e57.".to_owned());
    let said = move || {
        let colour = value.get().trim().to_lowercase();
        if colour.is_empty() { None } else { luminance(&colour).map(verdict) }
    };
    let picked = move || value.with(|v| if luminance(v).is_some() { v.trim().to_lowercase() } else { OURS.to_owned() });
    view! {
        <div class="stack">
            <Field label="Accent colour" value pointer="/accent" check=wrong autocomplete="off" maxlength=7_u32
                hint="For buttons and links, as #rrggbb; empty for the colour of the product" />
            <div class="row">
                <input type="color" class="swatch" aria-label="Pick the accent colour" prop:value=picked
                    on:input:target=move |e| set(e.target().value()) />
                {move || (!value.with(String::is_empty)).then(|| view! {
                    <Button kind=ButtonKind::Quiet small=true on_press=move |()| set(String::new())>"Use the product's colour"</Button>
                })}
            </div>
            <p class="soft" role="status">{said}</p>
        </div>
    }
    .into_any()
}

/// What to say of a colour of this luminance.
fn verdict(luminance: f64) -> String {
    let on_white = ratio(luminance, 1.0);
    let text = if on_white >= ENOUGH {
        "White text on it can be read."
    } else {
        "Too light for white text; buttons and links use a darker shade of it."
    };
    format!("Contrast with white {on_white:.1} to 1 ({ENOUGH} is the least). {text} In dark mode a lighter shade is used.")
}

fn ratio(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance as WCAG defines it; `None` when the text is no colour.
fn luminance(text: &str) -> Option<f64> {
    let hex = text.trim().strip_prefix('#').filter(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).ok()?) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let black = luminance("#000000").map(|l| ratio(l, 1.0));
        assert!(black.is_some_and(|r| (r - 21.0).abs() < 0.01));
        assert!(luminance("#777777").is_some_and(|l| verdict(l).contains("Too light")), "4.48 to 1");
        assert!(luminance("#1b5e57").is_some_and(|l| verdict(l).contains("can be read")));
        for wrong in ["", "#12345", "1b5e57", "#1b5e5g", "#é1234"] {
            assert_eq!(luminance(wrong), None, "{wrong:?}");
        }
    }
}
