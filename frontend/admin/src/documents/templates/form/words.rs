//! What the parts of a form are called on the screen.

use domain::documents::{FieldOf, QuestionKind};
use ui::Choice;

/// How a question is answered.
pub fn kind(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::ShortText => "Short text",
        QuestionKind::LongText => "Long text",
        QuestionKind::OneChoice => "One choice",
        QuestionKind::ManyChoices => "Several choices",
        QuestionKind::Scale => "Scale",
        QuestionKind::Number => "Number",
        QuestionKind::Date => "Date",
        QuestionKind::YesNo => "Yes or no",
        QuestionKind::Section => "Heading",
        QuestionKind::Signature => "Signature",
    }
}

/// The kinds of question, to choose from.
pub fn kinds() -> Vec<Choice> {
    QuestionKind::ALL.iter().filter(|one| **one != QuestionKind::Section).map(|one| Choice::new(one.as_str(), kind(*one))).collect()
}

/// What of the record a question is about.
pub fn field(field: FieldOf) -> &'static str {
    match field {
        FieldOf::FirstName => "First name",
        FieldOf::LastName => "Last name",
        FieldOf::PreferredName => "Preferred name",
        FieldOf::BirthDate => "Birth date",
        FieldOf::Phone => "Telephone number",
        FieldOf::Street => "Street and number",
        FieldOf::Unit => "Flat, floor, suite",
        FieldOf::City => "Town",
        FieldOf::Region => "State or province",
        FieldOf::PostalCode => "Postal code",
    }
}

/// What of the record a question of this kind can be about, to choose from; none where nothing fits.
pub fn fields(kind: QuestionKind) -> Vec<Choice> {
    let fits = |one: &&FieldOf| match kind {
        QuestionKind::Date => **one == FieldOf::BirthDate,
        QuestionKind::ShortText => **one != FieldOf::BirthDate,
        _ => false,
    };
    let all: Vec<Choice> = FieldOf::ALL.iter().filter(fits).map(|one| Choice::new(one.as_str(), field(*one))).collect();
    if all.is_empty() { all } else { std::iter::once(Choice::new("", "Nothing")).chain(all).collect() }
}

/// Whether another question can wait for its answer.
pub fn can_be_awaited(kind: QuestionKind) -> bool {
    matches!(kind, QuestionKind::OneChoice | QuestionKind::ManyChoices | QuestionKind::YesNo | QuestionKind::Scale)
}

/// Whether it has choices.
pub fn has_choices(kind: QuestionKind) -> bool {
    matches!(kind, QuestionKind::OneChoice | QuestionKind::ManyChoices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Check;
    use domain::documents::{FormTemplateInput, Question};

    #[test]
    fn d9_only_what_fits_the_record_is_offered() {
        for kind in QuestionKind::ALL.iter().copied() {
            let offered: Vec<String> = fields(kind).into_iter().map(|choice| choice.value).collect();
            for field in FieldOf::ALL.iter().copied() {
                let question = Question { field: Some(field), ..Question::new("q", kind, "So?") };
                let form = FormTemplateInput {
                    title: "Form".into(),
                    language: domain::practice::profile::Language::En,
                    introduction: String::new(),
                    questions: vec![question],
                    renew_after_months: None,
                    expire_after_days: None,
                };
                let refused = form.errors().iter().any(|error| error.pointer.ends_with("/field"));
                assert_eq!(offered.iter().any(|one| one == field.as_str()), !refused, "{kind:?} {field:?}");
            }
        }
    }

    #[test]
    fn d1_what_can_be_awaited_has_answers_that_are_known() {
        for kind in QuestionKind::ALL.iter().copied() {
            let scale = domain::documents::Scale { from: 0, to: 3, from_label: String::new(), to_label: String::new() };
            let choices = vec![domain::documents::Choice { key: "a".into(), label: "A".into(), score: None }];
            let question = Question { scale: Some(scale), choices, ..Question::new("q", kind, "So?") };
            assert_eq!(can_be_awaited(kind), !question.known_answers().is_empty(), "{kind:?}");
        }
    }
}
