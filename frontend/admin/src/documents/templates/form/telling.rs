//! A form in words: what a person reads who must choose between two versions of it (S8).

use domain::documents::{Choice, FormTemplateInput, Question};

use super::words;
use crate::documents::templates::document::text_lines;
use crate::documents::templates::terms;
use crate::labels;
use crate::saving::{Lines, line};

/// What two versions differ in.
pub fn lines(form: &FormTemplateInput) -> Lines {
    let mut lines = vec![line("Title", form.title.clone()), line("Language", labels::language(form.language))];
    lines.extend(terms::lines(form.renew_after_months, form.expire_after_days));
    lines.extend(text_lines(&form.introduction));
    lines.extend(form.questions.iter().enumerate().map(|(n, question)| line(&format!("Question {}", n + 1), told(question, form))));
    lines
}

/// A question in a few words: what is asked, how it is answered, when.
fn told(question: &Question, form: &FormTemplateInput) -> String {
    let mut parts = vec![words::kind(question.kind).to_owned()];
    parts.extend((!question.choices.is_empty()).then(|| question.choices.iter().map(choice).collect::<Vec<_>>().join(", ")));
    parts.extend(question.scale.as_ref().map(|s| format!("{} {} to {} {}", s.from, s.from_label, s.to, s.to_label)));
    parts.extend(question.required.then(|| "must be answered".to_owned()));
    parts.extend(question.field.map(|field| format!("fills in {}", words::field(field).to_lowercase())));
    parts.extend(question.show_if.as_ref().map(|show_if| {
        let asked = form.questions.iter().find(|other| other.key == show_if.question);
        format!("after “{}”: {}", asked.map(|other| other.label.as_str()).unwrap_or_default(), show_if.is.join(", "))
    }));
    let help = if question.help.is_empty() { String::new() } else { format!(" {}", question.help) };
    format!("{}{help} ({})", question.label, parts.join("; "))
}

fn choice(choice: &Choice) -> String {
    match choice.score {
        Some(score) => format!("{} ({score})", choice.label),
        None => choice.label.clone(),
    }
}

#[cfg(test)]
mod tests {
    use domain::documents::{QuestionKind, ShowIf};
    use domain::practice::profile::Language;

    use super::*;

    #[test]
    fn s8_a_question_is_told_with_all_that_two_versions_may_differ_in() {
        let show_if = Some(ShowIf { question: "a".into(), is: vec!["yes".into()] });
        let form = FormTemplateInput {
            title: "T".into(),
            language: Language::En,
            introduction: String::new(),
            questions: vec![
                Question::new("a", QuestionKind::YesNo, "So?"),
                Question { show_if, required: true, help: "In years".into(), ..Question::new("b", QuestionKind::Number, "How long?") },
            ],
            renew_after_months: None,
            expire_after_days: None,
        };
        assert_eq!(told(&form.questions[0], &form), "So? (Yes or no)");
        assert_eq!(told(&form.questions[1], &form), "How long? In years (Number; must be answered; after “So?”: yes)");
    }
}
