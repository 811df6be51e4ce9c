//! What clients answer, and the rules for it (D5, D6): the same in the browser and on the server.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::form::{Question, QuestionKind};
use crate::check::Checker;
use crate::text::PersonalText;
use crate::time::Date;

/// The most characters of an answer on one line.
pub const LONGEST_LINE: usize = 500;
/// The most characters of an answer on several lines.
pub const LONGEST_TEXT: usize = 10_000;

/// One answer: a text, or several choices.
///
/// Of a question with one choice the text is the choice's key, of a scale the step, of a number its digits with a point for
/// decimals, of a date `YYYY-MM-DD`, of yes or no `yes` or `no`, of a signature the typed name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
// New clients' answers to questions are called so in the description already.
#[cfg_attr(feature = "openapi", schema(as = FormAnswer))]
#[serde(untagged)]
pub enum Answer {
    /// A text.
    One(PersonalText),
    /// The keys of choices.
    Many(Vec<PersonalText>),
}

/// Read by what it is, and not by trying one after the other, as `untagged` would: that weighs more in the portal.
impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnswerVisitor)
    }
}

struct AnswerVisitor;

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = Answer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or the keys of choices")
    }

    fn visit_str<E>(self, text: &str) -> Result<Answer, E> {
        Ok(Answer::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut keys: A) -> Result<Answer, A::Error> {
        let mut all = Vec::new();
        while let Some(key) = keys.next_element()? {
            all.push(key);
        }
        Ok(Answer::Many(all))
    }
}

impl Answer {
    /// Nothing was said.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::One(text) => text.is_blank(),
            Self::Many(keys) => keys.is_empty(),
        }
    }

    /// The texts of it: one, or those of several choices.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(keys) => keys.as_slice(),
        }
        .iter()
        .map(PersonalText::as_str)
    }

    /// The text, where it is one.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::One(text) => text.as_str(),
            Self::Many(_) => "",
        }
    }
}

impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Self::One(text.into())
    }
}

/// Answers by the keys of their questions.
pub type Answers = BTreeMap<String, Answer>;

/// Which of the `questions` are asked, given the `answers` so far: for each, whether it is. One whose condition does not
/// hold is not; nor is one whose section, or whose question to wait for, is not.
#[must_use]
pub fn asked(questions: &[Question], answers: &Answers) -> Vec<bool> {
    let mut shown: HashSet<&str> = HashSet::new();
    let mut section = true;
    let mut all = Vec::with_capacity(questions.len());
    for question in questions {
        let holds = question.show_if.as_ref().is_none_or(|condition| {
            let given = answers.get(&condition.question);
            shown.contains(condition.question.as_str())
                && given.is_some_and(|given| given.texts().any(|text| condition.is.iter().any(|is| is == text)))
        });
        if question.kind == QuestionKind::Section {
            section = holds;
        }
        let is_asked = holds && section;
        if is_asked {
            shown.insert(&question.key);
        }
        all.push(is_asked);
    }
    all
}

/// Those of the `answers` whose questions are asked: what is submitted. The others were given before an earlier answer
/// changed.
#[must_use]
pub fn given(questions: &[Question], answers: &Answers) -> Answers {
    let asked = asked(questions, answers);
    let kept = questions.iter().zip(asked).filter(|(_, is_asked)| *is_asked);
    kept.filter_map(|(question, _)| Some((question.key.clone(), answers.get(&question.key).filter(|given| !given.is_blank())?.clone())))
        .collect()
}

/// Notes, below `answers`, everything for which these answers cannot be submitted: required ones that are missing, and
/// those that are not as their question wants them. Questions that are not asked are not looked at.
pub fn check_submission(c: &mut Checker, questions: &[Question], answers: &Answers) {
    let asked = asked(questions, answers);
    c.within("answers", |c| {
        for (question, _) in questions.iter().zip(asked).filter(|(_, is_asked)| *is_asked) {
            match answers.get(&question.key).filter(|given| !given.is_blank()) {
                Some(given) => check_one(c, question, given),
                None => c.ensure(!question.required, &question.key, "required", "Please answer this."),
            }
        }
    });
}

/// Notes what cannot even be kept while somebody is answering: what is no answer to any of the questions, or too long.
pub fn check_changes(c: &mut Checker, questions: &[Question], changes: &Answers) {
    c.within("changes", |c| {
        for (key, given) in changes {
            let Some(question) = questions.iter().find(|question| question.key == *key && question.kind != QuestionKind::Section) else {
                c.fail(key, "unknown_question", "There is no such question.");
                continue;
            };
            let many = matches!(given, Answer::Many(_));
            c.ensure(
                given.is_blank() || many == (question.kind == QuestionKind::ManyChoices),
                key,
                "answer_kind",
                "This question is answered another way.",
            );
            let longest = longest(question.kind);
            for text in given.texts() {
                c.optional(key, text, longest);
            }
            c.ensure(given.texts().count() <= super::form::MOST_CHOICES, key, "too_many", "These are more choices than there are.");
        }
    });
}

/// Notes what is wrong with an answer that is not blank.
pub fn check_one(c: &mut Checker, question: &Question, given: &Answer) {
    let key = question.key.as_str();
    if matches!(given, Answer::Many(_)) != (question.kind == QuestionKind::ManyChoices) {
        return c.fail(key, "answer_kind", "This question is answered another way.");
    }
    let text = given.text();
    match question.kind {
        QuestionKind::ShortText | QuestionKind::Signature => {
            c.optional(key, text, longest(question.kind));
            c.ensure(!text.contains(['\n', '\r']), key, "one_line", "This must be one line.");
        }
        QuestionKind::LongText => c.optional(key, text, LONGEST_TEXT),
        QuestionKind::OneChoice | QuestionKind::YesNo | QuestionKind::Scale | QuestionKind::ManyChoices => {
            let known = question.known_answers();
            let mut seen = HashSet::new();
            let fits = given.texts().all(|text| known.iter().any(|one| one == text) && seen.insert(text));
            c.ensure(fits, key, "choice", "Please choose one of the answers.");
        }
        QuestionKind::Number => c.ensure(is_number(text), key, "number", "Please write a number, such as 12 or 3.5."),
        QuestionKind::Date => {
            let fits = text.parse::<Date>().is_ok_and(|day| (1900..=2200).contains(&day.year()));
            c.ensure(fits, key, "date", "Please write a date, such as 2026-03-02.");
        }
        QuestionKind::Section => c.fail(key, "unknown_question", "A heading is not answered."),
    }
}

const fn longest(kind: QuestionKind) -> usize {
    if matches!(kind, QuestionKind::LongText) { LONGEST_TEXT } else { LONGEST_LINE }
}

/// A sign, up to 15 digits, a point and up to 6 more.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let all = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    all(whole, 15) && rest.is_none_or(|rest| all(rest, 6))
}

/// What the answers add up to; none where no question counts. Questions that are not asked count nothing.
#[must_use]
pub fn total(questions: &[Question], answers: &Answers) -> Option<i64> {
    if !questions.iter().any(|question| question.choices.iter().any(|choice| choice.score.is_some())) {
        return None;
    }
    let given = given(questions, answers);
    let of = |question: &Question| -> i64 {
        let Some(given) = given.get(&question.key) else { return 0 };
        let chosen = question.choices.iter().filter(|choice| given.texts().any(|text| text == choice.key));
        chosen.filter_map(|choice| choice.score).map(i64::from).sum()
    };
    Some(questions.iter().map(of).sum())
}

#[cfg(test)]
mod tests {
    use super::super::form::{Choice, Scale, ShowIf};
    use super::*;

    fn question(key: &str, kind: QuestionKind) -> Question {
        let choices = match kind {
            QuestionKind::OneChoice | QuestionKind::ManyChoices => ["never", "often"]
                .into_iter()
                .zip(0..)
                .map(|(key, score)| Choice { key: key.into(), label: key.into(), score: Some(score) })
                .collect(),
            _ => Vec::new(),
        };
        let scale = (kind == QuestionKind::Scale).then(|| Scale { from: 0, to: 3, from_label: String::new(), to_label: String::new() });
        Question { required: kind != QuestionKind::Section, choices, scale, ..Question::new(key, kind, key) }
    }

    fn when(question: Question, other: &str, is: &str) -> Question {
        Question { show_if: Some(ShowIf { question: other.into(), is: vec![is.into()] }), ..question }
    }

    fn answers(given: &[(&str, &str)]) -> Answers {
        given.iter().map(|(key, text)| ((*key).to_owned(), Answer::from(*text))).collect()
    }

    fn wrong(questions: &[Question], answers: &Answers) -> Vec<String> {
        let mut c = Checker::default();
        check_submission(&mut c, questions, answers);
        c.into_errors().into_iter().map(|error| format!("{} {}", error.pointer, error.code)).collect()
    }

    #[test]
    fn d6_each_question_names_what_is_wrong_with_its_answer() {
        for (kind, good, bad, code) in [
            (QuestionKind::ShortText, "a", "a\nb", "one_line"),
            (QuestionKind::LongText, "a\nb", "a\u{0}", "control_characters"),
            (QuestionKind::OneChoice, "often", "always", "choice"),
            (QuestionKind::Scale, "3", "4", "choice"),
            (QuestionKind::Number, "-3.25", "1e9", "number"),
            (QuestionKind::Number, "123456789012345", "1234567890123456", "number"),
            (QuestionKind::Date, "1984-02-29", "1983-02-29", "date"),
            (QuestionKind::YesNo, "no", "nope", "choice"),
            (QuestionKind::Signature, "Maya Lopez", "Maya\rLopez", "one_line"),
        ] {
            let questions = [question("q", kind)];
            assert_eq!(wrong(&questions, &answers(&[("q", good)])), [""; 0], "{kind:?} {good}");
            assert_eq!(wrong(&questions, &answers(&[("q", bad)])), [format!("/answers/q {code}")], "{kind:?} {bad:?}");
            assert_eq!(wrong(&questions, &answers(&[("q", " ")])), ["/answers/q required"], "{kind:?}");
            let many = Answers::from([("q".into(), Answer::Many(vec!["often".into()]))]);
            assert_eq!(wrong(&questions, &many), ["/answers/q answer_kind"], "{kind:?}");
        }
        let many = |keys: &[&str]| Answers::from([("q".into(), Answer::Many(keys.iter().map(|key| (*key).into()).collect()))]);
        let questions = [question("q", QuestionKind::ManyChoices)];
        assert_eq!(wrong(&questions, &many(&["often", "never"])), [""; 0]);
        assert_eq!(wrong(&questions, &many(&["often", "often"])), ["/answers/q choice"]);
        assert_eq!(wrong(&questions, &many(&[])), ["/answers/q required"]);
        assert_eq!(wrong(&questions, &answers(&[("q", "often")])), ["/answers/q answer_kind"]);
    }

    #[test]
    fn d1_what_is_not_asked_is_neither_required_nor_kept() {
        let questions = [
            question("a", QuestionKind::YesNo),
            when(question("b", QuestionKind::OneChoice), "a", "yes"),
            when(question("c", QuestionKind::ShortText), "b", "often"),
            when(question("s", QuestionKind::Section), "a", "yes"),
            question("d", QuestionKind::ShortText),
        ];
        let no = answers(&[("a", "no"), ("b", "often"), ("c", "kept?"), ("d", "x")]);
        assert_eq!(asked(&questions, &no), [true, false, false, false, false], "a chain ends where it breaks");
        assert_eq!(wrong(&questions, &no), [""; 0]);
        assert_eq!(given(&questions, &no), answers(&[("a", "no")]));
        let yes = answers(&[("a", "yes"), ("b", "often")]);
        assert_eq!(wrong(&questions, &yes), ["/answers/c required", "/answers/d required"]);
    }

    #[test]
    fn d5_what_is_half_written_is_kept_and_what_is_no_answer_is_not() {
        let questions = [question("a", QuestionKind::Date), question("m", QuestionKind::ManyChoices), question("s", QuestionKind::Section)];
        let wrong = |key: &str, answer: Answer| {
            let mut c = Checker::default();
            check_changes(&mut c, &questions, &BTreeMap::from([(key.to_owned(), answer)]));
            c.into_errors().into_iter().map(|error| format!("{} {}", error.pointer, error.code)).collect::<Vec<_>>()
        };
        assert_eq!(wrong("a", "198".into()), [""; 0]);
        assert_eq!(wrong("a", "".into()), [""; 0]);
        assert_eq!(wrong("x", "".into()), ["/changes/x unknown_question"]);
        assert_eq!(wrong("s", "x".into()), ["/changes/s unknown_question"]);
        assert_eq!(wrong("m", "often".into()), ["/changes/m answer_kind"]);
        assert_eq!(wrong("a", "x".repeat(501).as_str().into()), ["/changes/a too_long"]);
    }

    #[test]
    fn d5_an_answer_is_a_text_or_several_keys() {
        let read = |json: &str| serde_json::from_str::<Answer>(json);
        assert_eq!(read(r#""yes""#).unwrap(), "yes".into());
        let many = Answer::Many(vec!["a".into(), "b".into()]);
        assert_eq!(read(r#"["a","b"]"#).unwrap(), many);
        assert_eq!(serde_json::to_string(&many).unwrap(), r#"["a","b"]"#);
        for wrong in ["1", "null", "true", "{}", "[1]", "[[]]"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn d9_choices_that_count_add_up() {
        let questions = [question("a", QuestionKind::OneChoice), when(question("b", QuestionKind::OneChoice), "a", "often")];
        assert_eq!(total(&questions, &answers(&[("a", "often"), ("b", "often")])), Some(2));
        assert_eq!(total(&questions, &answers(&[("a", "never"), ("b", "often")])), Some(0));
        assert_eq!(total(&[question("q", QuestionKind::YesNo)], &answers(&[("q", "yes")])), None);
    }
}
