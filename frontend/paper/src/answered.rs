//! An answer in words.

use domain::documents::{Answer, Question, QuestionKind};

use crate::words::Words;

/// What was answered, in words: the labels of choices, a day as the language writes it. None where nothing was. Words that were
/// typed stay as they are.
#[must_use]
pub fn in_words(question: &Question, answer: Option<&Answer>, words: &Words) -> Vec<String> {
    let Some(answer) = answer.filter(|answer| !answer.is_blank()) else { return Vec::new() };
    let word = |text: &str| match question.kind {
        QuestionKind::OneChoice | QuestionKind::ManyChoices => label(question, text),
        QuestionKind::YesNo if text == "yes" => words.yes.to_owned(),
        QuestionKind::YesNo if text == "no" => words.no.to_owned(),
        QuestionKind::Scale => step(question, text),
        QuestionKind::Date => day(text, words),
        _ => text.to_owned(),
    };
    answer.texts().map(word).collect()
}

fn label(question: &Question, key: &str) -> String {
    question.choices.iter().find(|choice| choice.key == key).map_or_else(|| key.to_owned(), |choice| choice.label.clone())
}

/// A step with what it means, where it is one of the ends.
fn step(question: &Question, text: &str) -> String {
    let Some(scale) = &question.scale else { return text.to_owned() };
    let meaning = match text.parse::<i32>() {
        Ok(step) if step == scale.from => scale.from_label.as_str(),
        Ok(step) if step == scale.to => scale.to_label.as_str(),
        _ => "",
    };
    if meaning.is_empty() { text.to_owned() } else { format!("{text} ({meaning})") }
}

#[cfg(target_arch = "wasm32")]
fn day(text: &str, words: &Words) -> String {
    ui::time::birthday(text, words.locale)
}

/// Natively there is no browser that knows how a language writes a day.
#[cfg(not(target_arch = "wasm32"))]
fn day(text: &str, _: &Words) -> String {
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use domain::documents::{Choice, Scale};

    use super::*;

    #[test]
    fn d5_the_confirmation_lists_what_the_client_chose_as_they_read_it() {
        let choices = [("often", "Often"), ("never", "Never")];
        let choices = choices.map(|(key, label)| Choice { key: key.into(), label: label.into(), score: None });
        let question = Question { choices: choices.into(), ..Question::new("q", QuestionKind::ManyChoices, "How often?") };
        let both = Answer::Many(vec!["often".into(), "never".into()]);
        assert_eq!(in_words(&question, Some(&both), Words::en()), ["Often", "Never"]);
        assert!(in_words(&question, Some(&Answer::Many(Vec::new())), Words::en()).is_empty());
        assert!(in_words(&question, None, Words::en()).is_empty());
    }

    #[test]
    fn d5_yes_and_the_ends_of_a_scale_are_said_in_words() {
        let yes = Question::new("q", QuestionKind::YesNo, "So?");
        assert_eq!(in_words(&yes, Some(&"yes".into()), Words::es()), ["Sí"]);
        let scale = Scale { from: 0, to: 3, from_label: "not at all".into(), to_label: String::new() };
        let scale = Question { scale: Some(scale), ..Question::new("q", QuestionKind::Scale, "How much?") };
        for (step, words) in [("0", "0 (not at all)"), ("3", "3"), ("2", "2")] {
            assert_eq!(in_words(&scale, Some(&step.into()), Words::en()), [words]);
        }
    }
}
