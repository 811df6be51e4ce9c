//! How long a template is asked for: when anew, and until when.

use leptos::prelude::*;
use ui::{Field, FieldKind, Fieldset};

use crate::saving::{Lines, line};

/// Both being written.
#[derive(Clone, Copy)]
pub struct Terms {
    renew: RwSignal<String>,
    expire: RwSignal<String>,
}

impl Terms {
    /// These.
    pub fn new(renew_after_months: Option<u16>, expire_after_days: Option<u16>) -> Self {
        let text = |number: Option<u16>| RwSignal::new(number.map(|number| number.to_string()).unwrap_or_default());
        Self { renew: text(renew_after_months), expire: text(expire_after_days) }
    }

    /// Months until it is asked for anew.
    pub fn renew_after_months(self) -> Option<u16> {
        self.renew.with_untracked(|text| number(text))
    }

    /// Days until one that nobody finished is no longer asked for.
    pub fn expire_after_days(self) -> Option<u16> {
        self.expire.with_untracked(|text| number(text))
    }
}

/// A number that may be left out; what is none becomes one that the check refuses.
pub fn number(text: &str) -> Option<u16> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(|text| text.parse().unwrap_or(u16::MAX))
}

/// Both as a person reads them.
pub fn lines(renew_after_months: Option<u16>, expire_after_days: Option<u16>) -> Lines {
    let text = |number: Option<u16>, unit: &str| number.map_or_else(|| "Never".to_owned(), |number| format!("After {number} {unit}"));
    vec![line("Asked for anew", text(renew_after_months, "months")), line("No longer asked for", text(expire_after_days, "days"))]
}

/// The fields.
#[component]
pub fn TermFields(
    /// What they change.
    terms: Terms,
    /// Whether it is signed.
    #[prop(into)]
    signed: Signal<bool>,
) -> impl IntoView {
    let hint = Signal::derive(move || {
        let done = if signed.get() { "A signed one holds" } else { "What was sent in holds" };
        format!("{done} so long; then it is asked for again. Empty: once is enough.")
    });
    view! {
        <Fieldset legend="How long">
            <div class="fields">
                <Field label="Ask anew after" value=terms.renew kind=FieldKind::Number inputmode="numeric" unit="months"
                    pointer="/renew_after_months" autocomplete="off" hint />
                <Field label="Stop asking after" value=terms.expire kind=FieldKind::Number inputmode="numeric" unit="days"
                    pointer="/expire_after_days" autocomplete="off" hint="What nobody finished by then has expired. Empty: it waits." />
            </div>
        </Fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d11_a_number_that_is_left_out_is_none_and_one_that_is_no_number_is_refused() {
        assert_eq!((number(""), number(" 12 "), number("soon"), number("-1")), (None, Some(12), Some(u16::MAX), Some(u16::MAX)));
        assert_eq!(lines(None, Some(90)), [line("Asked for anew", "Never"), line("No longer asked for", "After 90 days")]);
    }
}
