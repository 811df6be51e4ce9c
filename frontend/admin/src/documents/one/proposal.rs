//! Answers that differ from the client's record: staff take them over field by field, and leave the others (D9).

use api::Attempt;
use domain::documents::{FieldOf, ProposedField, SettleProposal, StaffDocument};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Card, Failure, Fetched, Form, Submit, unique_id, use_toasts};

use crate::refusal::refuse_wrong;
use crate::session::use_session;
use crate::words::browser_locale;

/// What a field of the record is called.
fn label(field: FieldOf) -> &'static str {
    match field {
        FieldOf::FirstName => "First name",
        FieldOf::LastName => "Last name",
        FieldOf::PreferredName => "Preferred name",
        FieldOf::BirthDate => "Birth date",
        FieldOf::Phone => "Phone",
        FieldOf::Street => "Street",
        FieldOf::Unit => "Unit",
        FieldOf::City => "City",
        FieldOf::Region => "State",
        FieldOf::PostalCode => "Postal code",
    }
}

/// What the button does with so many of so many fields.
fn outcome(accepted: usize, all: usize) -> String {
    match (accepted, all - accepted.min(all)) {
        (0, _) => "Leave the record as it is".to_owned(),
        (1, 0) => "Take it over".to_owned(),
        (_, 0) => format!("Take over all {all}"),
        (some, rest) => format!("Take over {some}, leave {rest}"),
    }
}

/// The card: the record beside the answers, with a tick for each field.
#[component]
pub fn ProposalCard(document: StaffDocument, found: Fetched<StaffDocument>) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let (id, client, fields) = (document.summary.id, document.summary.client_id, document.proposal.fields);
    let number = fields.len();
    let ticks: Vec<(FieldOf, RwSignal<bool>)> = fields.iter().map(|one| (one.field, RwSignal::new(false))).collect();
    let ticks = StoredValue::new(ticks);
    let accepted = move || ticks.with_value(|all| all.iter().filter(|(_, tick)| tick.get()).map(|(field, _)| *field).collect::<Vec<_>>());
    let attempt = Attempt::new();
    let send = move || {
        let input = SettleProposal { accept: untrack(accepted) };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            refuse_wrong(&input)?;
            let answer = session.ask(api.settle_document_proposal(&attempt, id, &input)).await;
            match answer {
                Ok(now) => {
                    toasts.say(if input.accept.is_empty() { "The record stays as it is." } else { "The record is changed." });
                    found.set(now);
                    Ok(())
                }
                Err(failure) if failure.code == "settled" => {
                    found.reload();
                    Err(Failure::new("Somebody else decided this meanwhile.", "Here is how it stands now.").with_code("settled"))
                }
                Err(failure) => Err(at_the_ticks(failure, &input.accept)),
            }
        }
    };
    let tick_all = move |()| ticks.with_value(|all| all.iter().for_each(|(_, tick)| tick.set(true)));
    let lines = fields.into_iter().zip(ticks.get_value()).map(|(one, (_, tick))| view! { <Line one tick /> }).collect_view();
    let record = format!("/admin/clients/{client}/edit");
    view! {
        <Card title="Answers that differ from the record">
            <p class="soft">"Tick what is to be taken over into " <a href=record>"Client Info"</a> ". The rest of the record stays as it is."</p>
            <Form send>
                <ul class="proposal">{lines}</ul>
                <div class="row">
                    <Submit kind=ButtonKind::Plain>{move || outcome(accepted().len(), number)}</Submit>
                    {(number > 1).then(|| view! { <Button kind=ButtonKind::Quiet on_press=tick_all>"Tick all"</Button> })}
                </div>
            </Form>
        </Card>
    }
    .into_any()
}

/// The server counts what was chosen: each refusal gets the name of its field.
fn at_the_ticks(mut failure: Failure, chosen: &[FieldOf]) -> Failure {
    for problem in &mut failure.fields {
        let place = problem.pointer.strip_prefix("/accept/").and_then(|place| place.parse::<usize>().ok());
        if let Some(field) = place.and_then(|place| chosen.get(place)) {
            problem.message = format!("{}: {}", label(*field), problem.message);
        }
    }
    failure
}

#[component]
fn Line(one: ProposedField, tick: RwSignal<bool>) -> impl IntoView {
    let (id, told) = (unique_id("proposed"), unique_id("differs"));
    let (now, proposed) = (shown(one.field, one.now.as_str()), shown(one.field, one.proposed.as_str()));
    view! {
        <li>
            <div class="field tick">
                <input type="checkbox" id=id.clone() aria-describedby=told.clone() prop:checked=tick
                    on:change:target=move |e| tick.set(e.target().checked()) />
                <label for=id>{label(one.field)}</label>
            </div>
            <dl id=told>
                <div><dt>"Record says"</dt> <dd>{now}</dd></div>
                <div><dt>"Client answered"</dt> <dd><b>{proposed}</b></dd></div>
            </dl>
        </li>
    }
    .into_any()
}

/// A value as a person reads it.
fn shown(field: FieldOf, value: &str) -> String {
    match (field, value) {
        (_, "") => "Nothing".to_owned(),
        (FieldOf::BirthDate, day) => ui::time::birthday(day, &browser_locale()),
        (_, value) => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use ui::FieldProblem;

    use super::*;

    #[test]
    fn d9_the_button_says_what_it_will_do() {
        assert_eq!(outcome(0, 3), "Leave the record as it is");
        assert_eq!(outcome(1, 1), "Take it over");
        assert_eq!(outcome(3, 3), "Take over all 3");
        assert_eq!(outcome(1, 3), "Take over 1, leave 2");
    }

    #[test]
    fn d9_what_the_record_refuses_is_said_with_the_name_of_the_field() {
        let problem = FieldProblem { pointer: "/accept/1".into(), code: "too_long".into(), message: "At most 100.".into() };
        let told = at_the_ticks(Failure::new("", "").with_fields(vec![problem]), &[FieldOf::City, FieldOf::Street]);
        assert_eq!(told.fields[0].message, "Street: At most 100.");
    }
}
