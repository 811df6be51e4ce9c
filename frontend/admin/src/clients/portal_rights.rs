//! The five rights, as ticks.

use domain::access::rights::Rights;
use leptos::prelude::*;
use ui::{Checkbox, Fieldset};

use crate::saving::{Lines, line, yes_no};

const LABELS: [&str; 5] = [
    "Appointments",
    "Secure messages",
    "Documents and forms",
    "Access billing documents",
    "Pay a balance with credit card using online payments",
];

/// Rights being chosen.
#[derive(Clone, Copy)]
pub struct RightsDraft([RwSignal<bool>; 5]);

impl RightsDraft {
    /// Ticks as these rights are.
    pub fn new(rights: Rights) -> Self {
        Self(ticks(rights).map(RwSignal::new))
    }

    /// The rights as ticked.
    pub fn rights(self) -> Rights {
        let [appointments, messages, documents, billing_documents, payments] = self.0.map(|tick| tick.get_untracked());
        Rights { appointments, messages, documents, billing_documents, payments }
    }

    /// Ticks them as these rights are.
    pub fn set(self, rights: Rights) {
        for (signal, tick) in self.0.into_iter().zip(ticks(rights)) {
            signal.set(tick);
        }
    }
}

fn ticks(rights: Rights) -> [bool; 5] {
    [rights.appointments, rights.messages, rights.documents, rights.billing_documents, rights.payments]
}

/// Rights as a person reads them.
pub fn lines(rights: Rights) -> Lines {
    LABELS.into_iter().zip(ticks(rights)).map(|(label, tick)| line(label, yes_no(tick))).collect()
}

/// The ticks.
#[component]
pub fn RightFields(
    /// The rights.
    draft: RightsDraft,
    /// What they are about.
    #[prop(into)]
    legend: Signal<String>,
    /// Help below the legend.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
) -> impl IntoView {
    let boxes = LABELS.into_iter().zip(draft.0).map(|(label, value)| view! { <Checkbox label value /> }).collect_view();
    view! { <Fieldset legend hint>{boxes}</Fieldset> }.into_any()
}
