//! Documents that wait for the practice: to look at, and to countersign (S2).

use domain::documents::{DocumentCounts, DocumentFilter};
use leptos::prelude::*;
use ui::{ButtonLink, Card, live};

use crate::documents::{WaitingDocuments, Wish};

/// How many there are, and the way to them.
#[component]
pub fn DocumentsWaiting(waiting: WaitingDocuments) -> impl IntoView {
    let text = Signal::derive(move || waiting.counts.with(said));
    let ways = move || {
        let counts = waiting.counts.get();
        let way = |number: u32, filter: DocumentFilter, label: &'static str| {
            let href = Wish { filter, ..Wish::default() }.address();
            (number > 0).then(|| view! { <ButtonLink href small=true>{label}</ButtonLink> })
        };
        view! {
            {way(counts.submitted, DocumentFilter::Submitted, "Look at documents")}
            {way(counts.to_countersign, DocumentFilter::ToCountersign, "Countersign")}
        }
    };
    view! {
        <Card title="Documents">
            <p>{text}</p>
            <div class="row">{live(ways)}</div>
        </Card>
    }
    .into_any()
}

fn said(counts: &DocumentCounts) -> String {
    let look = match counts.submitted {
        0 => None,
        1 => Some("One document was submitted and waits to be looked at.".to_owned()),
        n => Some(format!("{n} documents were submitted and wait to be looked at.")),
    };
    let sign = match counts.to_countersign {
        0 => None,
        1 => Some("One waits for the practice's signature.".to_owned()),
        n => Some(format!("{n} wait for the practice's signature.")),
    };
    [look, sign].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s2_what_waits_for_the_practice_is_said_in_words() {
        let said = |submitted, to_countersign| said(&DocumentCounts { submitted, to_countersign, overdue: 3 });
        assert_eq!(said(1, 0), "One document was submitted and waits to be looked at.");
        assert_eq!(said(0, 2), "2 wait for the practice's signature.");
        assert_eq!(said(2, 1), "2 documents were submitted and wait to be looked at. One waits for the practice's signature.");
        assert_eq!(said(0, 0), "");
    }
}
