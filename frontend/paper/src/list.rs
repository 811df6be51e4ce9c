//! What was answered, to read: before it is submitted, and ever after.

use domain::documents::answers::asked;
use domain::documents::{Answers, Question, QuestionKind};
use leptos::prelude::*;
use ui::live;

use crate::answered::in_words;
use crate::words::{Said, Words, say};

/// Every question that was asked, with its answer in words.
#[component]
pub fn AnswerList(
    /// The questions of the form.
    questions: Vec<Question>,
    /// What was answered.
    answers: Answers,
    /// The texts.
    #[prop(into)]
    words: Signal<&'static Words>,
    /// The level of the headings of sections.
    #[prop(default = 2)]
    level: u8,
) -> impl IntoView {
    let groups = groups(questions, answers).into_iter().map(|group| view! { <Group group words level /> }.into_any()).collect_view();
    view! { <div class="answers">{groups}</div> }.into_any()
}

/// Questions under one heading.
#[derive(Debug, Default, PartialEq)]
struct Grouped {
    heading: Option<String>,
    asked: Vec<(Question, Option<domain::documents::Answer>)>,
}

/// The questions that are asked, under their headings. A heading with nothing below it is none.
fn groups(questions: Vec<Question>, mut answers: Answers) -> Vec<Grouped> {
    let asked = asked(&questions, &answers);
    let mut all = vec![Grouped::default()];
    for (question, _) in questions.into_iter().zip(asked).filter(|(_, is_asked)| *is_asked) {
        if question.kind == QuestionKind::Section {
            all.push(Grouped { heading: Some(question.label), asked: Vec::new() });
        } else if let Some(group) = all.last_mut() {
            let answer = answers.remove(&question.key);
            group.asked.push((question, answer));
        }
    }
    all.retain(|group| !group.asked.is_empty());
    all
}

#[component]
fn Group(group: Grouped, words: Said, level: u8) -> impl IntoView {
    let heading = group.heading.map(|text| match level {
        ..=2 => view! { <h2 dir="auto">{text}</h2> }.into_any(),
        3 => view! { <h3 dir="auto">{text}</h3> }.into_any(),
        _ => view! { <h4 dir="auto">{text}</h4> }.into_any(),
    });
    let one = |(question, answer): (Question, Option<domain::documents::Answer>)| {
        let label = question.label.clone();
        let given = live(move || {
            let all = in_words(&question, answer.as_ref(), words.get());
            if all.is_empty() {
                return view! { <dd class="soft">{say(words, |w| w.not_answered)}</dd> }.into_any();
            }
            all.into_iter().map(|text| view! { <dd dir="auto">{text}</dd> }.into_any()).collect_view().into_any()
        });
        view! { <div><dt dir="auto">{label}</dt>{given}</div> }.into_any()
    };
    view! {
        {heading}
        <dl>{group.asked.into_iter().map(one).collect_view()}</dl>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::documents::{Answer, ShowIf};

    use super::*;

    #[test]
    fn d5_only_what_was_asked_is_listed_under_its_heading() {
        let when = |question: Question| Question { show_if: Some(ShowIf { question: "a".into(), is: vec!["yes".into()] }), ..question };
        let questions = vec![
            Question::new("a", QuestionKind::YesNo, "So?"),
            when(Question::new("s", QuestionKind::Section, "More")),
            Question::new("b", QuestionKind::ShortText, "What?"),
        ];
        let answers = Answers::from([("a".to_owned(), Answer::from("no")), ("b".to_owned(), Answer::from("kept from before"))]);
        let listed = groups(questions.clone(), answers);
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].asked.len(), 1, "an empty heading, and what is behind it, is not shown");
        let listed = groups(questions, Answers::from([("a".to_owned(), Answer::from("yes"))]));
        assert_eq!(listed[1].heading.as_deref(), Some("More"));
        assert_eq!(listed[1].asked[0].1, None);
    }
}
