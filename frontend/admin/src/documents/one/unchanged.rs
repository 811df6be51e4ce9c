//! Whether nothing of a document was changed since: part by part, in plain words (D8).

use domain::DocumentId;
use domain::documents::{Part, PartCheck, Verification};
use leptos::prelude::*;
use ui::{Button, Card, Icon, IconName, act, announce, live};

use crate::session::use_session;

/// What was looked at.
fn label(part: Part) -> &'static str {
    match part {
        Part::Content => "The text that was shown",
        Part::Answers => "The answers",
        Part::Evidence => "The record of the signature",
        Part::Trail => "What happened, line by line",
        Part::Pdf => "The PDF",
        Part::File => "A file",
    }
}

/// The whole of it in a sentence.
fn verdict(found: &Verification) -> String {
    let wrong = found.checks.iter().filter(|check| !check.whole).count();
    match wrong {
        0 if found.whole => "Nothing was changed. Every part is as it was when it was sent, answered and signed.".to_owned(),
        0 | 1 => "One part is not as it was. Do not rely on this document; tell whoever runs this server.".to_owned(),
        n => format!("{n} parts are not as they were. Do not rely on this document; tell whoever runs this server."),
    }
}

/// The card: the question, and its answer by part.
#[component]
pub fn UnchangedCard(id: DocumentId) -> impl IntoView {
    let (session, say) = (use_session(), announce());
    let found = RwSignal::new(None::<Verification>);
    let checking = act(move || {
        let api = session.api();
        async move {
            let answer = session.ask(api.verify_document(id)).await?;
            say(verdict(&answer));
            let _ = found.try_set(Some(answer));
            Ok(())
        }
    });
    let answer = move || {
        found.get().map(|found| {
            let text = verdict(&found);
            let class = if found.whole { "verdict good" } else { "verdict bad" };
            view! {
                <p class=class><Icon name=if found.whole { IconName::Shield } else { IconName::Warning } /> {text}</p>
                <ul class="parts">{found.checks.into_iter().map(line).collect_view()}</ul>
            }
        })
    };
    view! {
        <Card title="Proof">
            <p class="soft">"What was shown, answered and signed is kept with its fingerprints. They can be compared at any time."</p>
            {live(answer)}
            <div><Button icon=IconName::Shield busy=checking.busy() on_press=move |()| checking.run()>"Check that nothing was changed"</Button></div>
        </Card>
    }
    .into_any()
}

fn line(check: PartCheck) -> impl IntoView {
    let word = if check.whole { "As it was" } else { "Changed" };
    let detail = (!check.detail.is_empty()).then(|| view! { <p class="soft small">{check.detail}</p> });
    view! {
        <li class:wrong=!check.whole>
            <Icon name=if check.whole { IconName::Check } else { IconName::Warning } />
            <div><span>{label(check.part)}</span> {detail}</div>
            <span class="small">{word}</span>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d8_one_changed_part_is_enough_not_to_rely_on_it() {
        let check = |whole| PartCheck { part: Part::Content, whole, detail: String::new() };
        let said = |checks: Vec<PartCheck>| verdict(&Verification { whole: checks.iter().all(|check| check.whole), checks });
        assert!(said(vec![check(true)]).starts_with("Nothing was changed"));
        assert!(said(vec![check(true), check(false)]).starts_with("One part"));
        assert!(said(vec![check(false), check(false)]).starts_with("2 parts"));
    }
}
