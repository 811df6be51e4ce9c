//! What a form asks (D1), as the practice puts it together.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::check::Checker;

/// The most questions of a form, sections included.
pub const MOST_QUESTIONS: usize = 500;
/// The most choices of a question.
pub const MOST_CHOICES: usize = 50;
/// The most characters of a question's words.
pub const LONGEST_LABEL: usize = 500;

named! {
    /// How a question is answered.
    QuestionKind {
        /// Words on one line.
        ShortText = "short_text",
        /// Words on several lines.
        LongText = "long_text",
        /// One of some choices.
        OneChoice = "one_choice",
        /// Any of some choices.
        ManyChoices = "many_choices",
        /// A step between two ends.
        Scale = "scale",
        /// A number, with a point for decimals.
        Number = "number",
        /// A day.
        Date = "date",
        /// Yes or no.
        YesNo = "yes_no",
        /// Not a question: a heading over those that follow. Where it is hidden, so are they.
        Section = "section",
        /// The client's typed name.
        Signature = "signature",
    }
}

named! {
    /// What of a client's record a question is about: an answer that differs becomes a proposal (D9).
    FieldOf {
        /// First name.
        FirstName = "first_name",
        /// Last name.
        LastName = "last_name",
        /// How they like to be called.
        PreferredName = "preferred_name",
        /// Birth date.
        BirthDate = "birth_date",
        /// The first telephone number.
        Phone = "phone",
        /// Street and number.
        Street = "street",
        /// Flat, floor, suite.
        Unit = "unit",
        /// Town.
        City = "city",
        /// State or province.
        Region = "region",
        /// Postal code.
        PostalCode = "postal_code",
    }
}

/// One of the answers there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name among the question's: small letters, digits and underscores.
    pub key: String,
    /// What the client reads.
    pub label: String,
    /// What it counts, where the form adds up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<i32>,
}

/// The steps of a scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The first step.
    pub from: i32,
    /// The last step; at most 20 after the first.
    pub to: i32,
    /// What the first step means.
    #[serde(default)]
    pub from_label: String,
    /// What the last step means.
    #[serde(default)]
    pub to_label: String,
}

/// When a question is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ShowIf {
    /// The key of an earlier question.
    pub question: String,
    /// It is asked when the answer there is one of these, or has one of these among others: keys of choices, `yes` or `no`,
    /// steps.
    pub is: Vec<String>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name in the form: small letters, digits and underscores. It stays when the words change.
    pub key: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What is asked.
    pub label: String,
    /// What helps to answer it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Whether it must be answered, where it is asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// The answers there are, of a question with choices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// The steps, of a scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// When it is asked; always, where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<ShowIf>,
    /// What of the client's record it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldOf>,
}

impl Question {
    /// A question of `kind` that need not be answered.
    #[must_use]
    pub fn new(key: &str, kind: QuestionKind, label: &str) -> Self {
        Self {
            key: key.into(),
            kind,
            label: label.into(),
            help: String::new(),
            required: false,
            choices: Vec::new(),
            scale: None,
            show_if: None,
            field: None,
        }
    }

    /// The answers that another question may wait for; none where any text can be the answer.
    #[must_use]
    pub fn known_answers(&self) -> Vec<String> {
        match self.kind {
            QuestionKind::OneChoice | QuestionKind::ManyChoices => self.choices.iter().map(|choice| choice.key.clone()).collect(),
            QuestionKind::YesNo => vec!["yes".into(), "no".into()],
            QuestionKind::Scale => self
                .scale
                .iter()
                .flat_map(|scale| scale.from..=scale.to.min(scale.from.saturating_add(20)))
                .map(|step| step.to_string())
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whether `field` of the record can be filled from an answer of this kind.
    fn fills(&self, field: FieldOf) -> bool {
        match field {
            FieldOf::BirthDate => self.kind == QuestionKind::Date,
            _ => self.kind == QuestionKind::ShortText,
        }
    }

    fn check(&self, c: &mut Checker, earlier: &[Self]) {
        check_key(c, &self.key);
        c.ensure(earlier.iter().all(|other| other.key != self.key), "key", "taken", "Another question has this key.");
        c.required("label", &self.label, LONGEST_LABEL);
        c.optional("help", &self.help, 1_000);
        self.check_choices(c);
        match &self.scale {
            Some(scale) if self.kind == QuestionKind::Scale => c.within("scale", |c| {
                let steps = i64::from(scale.to) - i64::from(scale.from);
                c.between("from", scale.from.into(), -100, 100);
                c.ensure((1..=20).contains(&steps), "to", "out_of_range", "From 1 to 20 steps after the first.");
                c.optional("from_label", &scale.from_label, 80);
                c.optional("to_label", &scale.to_label, 80);
            }),
            Some(_) => c.fail("scale", "not_here", "Only a scale has steps."),
            None => c.ensure(self.kind != QuestionKind::Scale, "scale", "required", "Say from where to where."),
        }
        if self.kind == QuestionKind::Section {
            c.ensure(!self.required, "required", "not_here", "A heading is not answered.");
        }
        if let Some(field) = self.field {
            c.ensure(self.fills(field), "field", "kind", "An answer of this kind does not fit there.");
            c.ensure(earlier.iter().all(|other| other.field != Some(field)), "field", "taken", "Another question is about this already.");
        }
        if let Some(show_if) = &self.show_if {
            c.within("show_if", |c| show_if.check(c, earlier));
        }
    }

    fn check_choices(&self, c: &mut Checker) {
        if !matches!(self.kind, QuestionKind::OneChoice | QuestionKind::ManyChoices) {
            c.ensure(self.choices.is_empty(), "choices", "not_here", "Only a question with choices has these.");
            return;
        }
        c.ensure(self.choices.len() >= 2, "choices", "required", "At least two.");
        let mut seen = HashSet::new();
        c.each("choices", &self.choices, MOST_CHOICES, |c, choice| {
            check_key(c, &choice.key);
            c.ensure(seen.insert(choice.key.clone()), "key", "taken", "Another choice has this key.");
            c.required("label", &choice.label, 200);
            if let Some(score) = choice.score {
                c.between("score", score.into(), -1_000, 1_000);
            }
        });
    }
}

impl ShowIf {
    fn check(&self, c: &mut Checker, earlier: &[Question]) {
        let Some(asked) = earlier.iter().find(|question| question.key == self.question) else {
            return c.fail("question", "not_earlier", "This must be a question further up.");
        };
        let known = asked.known_answers();
        c.ensure(!known.is_empty(), "question", "kind", "Choose a question with choices, yes or no, or a scale.");
        c.ensure(!self.is.is_empty(), "is", "required", "Choose at least one answer.");
        c.ensure(self.is.iter().all(|answer| known.contains(answer)), "is", "choice", "This is no answer there.");
    }
}

fn check_key(c: &mut Checker, key: &str) {
    let form = !key.is_empty() && key.len() <= 40 && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    c.ensure(form, "key", "key", "Small letters, digits and underscores, at most 40.");
}

/// Notes what is wrong with the questions of a form.
pub(super) fn check(c: &mut Checker, questions: &[Question]) {
    c.ensure(
        questions.iter().any(|question| question.kind != QuestionKind::Section),
        "questions",
        "required",
        "Ask at least one question.",
    );
    let mut place = 0;
    c.each("questions", questions, MOST_QUESTIONS, |c, question| {
        question.check(c, &questions[..place]);
        place += 1;
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(questions: &[Question]) -> Vec<String> {
        let mut c = Checker::default();
        check(&mut c, questions);
        c.into_errors().into_iter().map(|error| format!("{} {}", error.pointer, error.code)).collect()
    }

    fn yes_no(key: &str) -> Question {
        Question::new(key, QuestionKind::YesNo, "Is it so?")
    }

    fn after(question: &str, is: &[&str]) -> Question {
        let show_if = ShowIf { question: question.into(), is: is.iter().map(|one| (*one).to_owned()).collect() };
        Question { show_if: Some(show_if), ..Question::new("more", QuestionKind::LongText, "Tell more") }
    }

    #[test]
    fn d1_a_condition_names_an_answer_of_a_question_further_up() {
        assert_eq!(codes(&[yes_no("a"), after("a", &["yes"])]), [""; 0]);
        assert_eq!(codes(&[after("a", &["yes"]), yes_no("a")]), ["/questions/0/show_if/question not_earlier"]);
        assert_eq!(codes(&[yes_no("a"), after("a", &["maybe"])]), ["/questions/1/show_if/is choice"]);
        assert_eq!(codes(&[yes_no("a"), after("a", &[])]), ["/questions/1/show_if/is required"]);
        let text = Question::new("a", QuestionKind::ShortText, "What?");
        assert_eq!(codes(&[text, after("a", &["x"])]), ["/questions/1/show_if/question kind", "/questions/1/show_if/is choice"]);
    }

    #[test]
    fn d1_each_kind_has_what_it_needs_and_nothing_else() {
        assert_eq!(codes(&[Question::new("a", QuestionKind::OneChoice, "Which?")]), ["/questions/0/choices required"]);
        assert_eq!(codes(&[Question::new("a", QuestionKind::Scale, "How much?")]), ["/questions/0/scale required"]);
        let scale = Some(Scale { from: 0, to: 10, from_label: String::new(), to_label: String::new() });
        assert_eq!(codes(&[Question { scale, ..yes_no("a") }]), ["/questions/0/scale not_here"]);
        assert_eq!(codes(&[Question::new("a", QuestionKind::Section, "About you")]), ["/questions required"]);
        assert_eq!(codes(&[yes_no("a"), yes_no("a")]), ["/questions/1/key taken"]);
        assert_eq!(codes(&[Question { field: Some(FieldOf::BirthDate), ..yes_no("a") }]), ["/questions/0/field kind"]);
        assert_eq!(codes(&[yes_no("A b")]), ["/questions/0/key key"]);
    }
}
