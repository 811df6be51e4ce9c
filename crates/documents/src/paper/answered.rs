//! Questions with their answers, in words.

use domain::documents::answers::asked;
use domain::documents::{Answer, Answers, Question, QuestionKind};
use domain::practice::profile::Language;
use serde::Serialize;

use super::words::{self, Words};

/// A line of a form on paper.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Line {
    /// A heading over those that follow.
    Section { label: String, help: String },
    /// A question that was asked.
    Answer { question: String, answers: Vec<String>, given: bool },
}

/// What was asked, and what was answered.
pub fn lines(questions: &[Question], answers: &Answers, language: Language) -> Vec<Line> {
    let fixed = words::of(language);
    let asked = questions.iter().zip(asked(questions, answers)).filter(|(_, asked)| *asked);
    asked.map(|(question, _)| line(question, answers.get(&question.key), language, fixed)).collect()
}

fn line(question: &Question, answer: Option<&Answer>, language: Language, fixed: &Words) -> Line {
    if question.kind == QuestionKind::Section {
        return Line::Section { label: question.label.clone(), help: question.help.clone() };
    }
    let given = answer.filter(|answer| !answer.is_blank());
    let answers = match given {
        Some(answer) => answer.texts().map(|text| in_words(question, text, language, fixed)).collect(),
        None => vec![fixed.not_answered.to_owned()],
    };
    Line::Answer { question: question.label.clone(), answers, given: given.is_some() }
}

fn in_words(question: &Question, text: &str, language: Language, fixed: &Words) -> String {
    match question.kind {
        QuestionKind::OneChoice | QuestionKind::ManyChoices => {
            question.choices.iter().find(|choice| choice.key == text).map_or_else(|| text.to_owned(), |choice| choice.label.clone())
        }
        QuestionKind::YesNo if text == "yes" => fixed.yes.to_owned(),
        QuestionKind::YesNo if text == "no" => fixed.no.to_owned(),
        QuestionKind::Date => text.parse().map_or_else(|_| text.to_owned(), |day| words::day(day, language)),
        QuestionKind::Scale => step(question, text),
        _ => text.to_owned(),
    }
}

/// The step, and what the ends mean: `7 (0: not at all, 10: very much)`.
fn step(question: &Question, text: &str) -> String {
    let Some(scale) = &question.scale else { return text.to_owned() };
    let ends = [(scale.from, &scale.from_label), (scale.to, &scale.to_label)];
    let told: Vec<String> = ends.iter().filter(|(_, label)| !label.is_empty()).map(|(at, label)| format!("{at}: {label}")).collect();
    if told.is_empty() { format!("{text} ({}–{})", scale.from, scale.to) } else { format!("{text} ({})", told.join(", ")) }
}

#[cfg(test)]
mod tests {
    use domain::documents::{Choice, Scale, ShowIf};

    use super::*;

    fn one(question: Question, answer: Answer) -> String {
        let answers = Answers::from([(question.key.clone(), answer)]);
        match lines(&[question], &answers, Language::En).remove(0) {
            Line::Answer { answers, .. } => answers.join("; "),
            Line::Section { label, .. } => label,
        }
    }

    #[test]
    fn d7_answers_are_said_in_words() {
        let of = |kind| Question::new("q", kind, "What?");
        let choices: Vec<_> =
            [("a", "Apples"), ("b", "Pears")].map(|(key, label)| Choice { key: key.into(), label: label.into(), score: None }).into();
        let scale = |label: &str| Some(Scale { from: 0, to: 10, from_label: String::new(), to_label: label.into() });
        assert_eq!(one(Question { choices: choices.clone(), ..of(QuestionKind::OneChoice) }, "b".into()), "Pears");
        let both = Answer::Many(vec!["a".into(), "b".into()]);
        assert_eq!(one(Question { choices, ..of(QuestionKind::ManyChoices) }, both), "Apples; Pears");
        assert_eq!(one(of(QuestionKind::YesNo), "no".into()), "No");
        assert_eq!(one(of(QuestionKind::Date), "1984-02-29".into()), "February 29, 1984");
        assert_eq!(one(Question { scale: scale("very much"), ..of(QuestionKind::Scale) }, "7".into()), "7 (10: very much)");
        assert_eq!(one(Question { scale: scale(""), ..of(QuestionKind::Scale) }, "7".into()), "7 (0–10)");
        assert_eq!(one(of(QuestionKind::LongText), "a\nb".into()), "a\nb");
        assert_eq!(one(of(QuestionKind::ShortText), " ".into()), "Not answered");
    }

    #[test]
    fn d7_what_was_not_asked_is_not_there() {
        let show_if = Some(ShowIf { question: "a".into(), is: vec!["yes".into()] });
        let questions = [
            Question::new("a", QuestionKind::YesNo, "So?"),
            Question { show_if, ..Question::new("s", QuestionKind::Section, "More") },
            Question::new("b", QuestionKind::ShortText, "What?"),
        ];
        let answers = |text: &str| Answers::from([("a".to_owned(), text.into())]);
        assert_eq!(lines(&questions, &answers("no"), Language::Es).len(), 1);
        let all = lines(&questions, &answers("yes"), Language::Es);
        let missing = Line::Answer { question: "What?".into(), answers: vec!["Sin respuesta".into()], given: false };
        assert_eq!((all.len(), &all[2]), (3, &missing));
    }
}
