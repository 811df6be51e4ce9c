//! A form that is being answered: each question with signals of its own.

use domain::FieldError;
use domain::check::Checker;
use domain::documents::answers::{asked, check_one};
use domain::documents::{Answer, Answers, Question, QuestionKind};
use leptos::prelude::*;

use crate::words::Said;

/// A form that is being answered.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    questions: StoredValue<Vec<Question>>,
    answers: RwSignal<Answers>,
    on_change: Callback<String>,
    states: StoredValue<Vec<State>>,
    /// The texts.
    pub words: Said,
}

/// One question of it.
#[derive(Clone, Copy)]
pub(super) struct State {
    /// Its answer; a blank one where there is none.
    pub value: RwSignal<Answer>,
    /// Whether it is asked.
    pub shown: RwSignal<bool>,
    /// What is wrong with its answer.
    pub wrong: RwSignal<Option<FieldError>>,
    /// Whether the person changed it.
    edited: StoredValue<bool>,
    /// Whether other questions wait for it.
    awaited: bool,
}

impl Sheet {
    pub fn new(questions: StoredValue<Vec<Question>>, answers: RwSignal<Answers>, on_change: Callback<String>, words: Said) -> Self {
        let states = questions.with_value(|all| answers.with_untracked(|answers| states(all, answers)));
        Self { questions, answers, on_change, states: StoredValue::new(states), words }
    }

    /// Follows what is set from outside: answers, and what is wrong with them.
    pub fn listen(self, errors: Signal<Vec<FieldError>>) {
        Effect::new(move |_| {
            self.answers.track();
            self.follow();
        });
        Effect::new(move |before: Option<bool>| {
            let any = errors.with(|errors| !errors.is_empty());
            // Without errors from outside, what the questions found out themselves stays.
            if any || before == Some(true) {
                errors.with(|errors| self.told(errors));
            }
            any
        });
    }

    /// The question at this place.
    pub fn question(self, place: usize) -> Option<Question> {
        self.questions.with_value(|all| all.get(place).cloned())
    }

    /// Its signals.
    pub fn state(self, place: usize) -> Option<State> {
        self.states.try_with_value(|all| all.get(place).copied()).flatten()
    }

    /// The person answers.
    pub fn answer(self, place: usize, answer: Answer) {
        let (Some(state), Some(key)) = (self.state(place), self.key(place)) else { return };
        state.edited.set_value(true);
        state.value.set(answer.clone());
        // Its own question has it already: the others need not be looked through with each key.
        self.answers.update_untracked(|all| {
            if answer.is_blank() {
                all.remove(&key);
            } else {
                all.insert(key.clone(), answer);
            }
        });
        if state.awaited {
            self.ask_anew();
        }
        if state.wrong.with_untracked(Option::is_some) {
            self.check(place);
        }
        self.on_change.run(key);
    }

    /// The person left it.
    pub fn left(self, place: usize) {
        // A control that goes away while it has the focus is left after its state is gone.
        let edited = self.states.try_with_value(|all| all.get(place).and_then(|state| state.edited.try_get_value())).flatten();
        if edited == Some(true) {
            self.check(place);
        }
    }

    /// Says that what stands in the control cannot be read.
    pub fn unreadable(self, place: usize, code: &str) {
        if let (Some(state), Some(key)) = (self.state(place), self.key(place)) {
            state.wrong.set(Some(FieldError { pointer: pointer(&key), code: code.to_owned(), message: String::new() }));
        }
    }

    fn key(self, place: usize) -> Option<String> {
        self.questions.try_with_value(|all| all.get(place).map(|question| question.key.clone())).flatten()
    }

    /// Says what is wrong with an answer, or that nothing is any more.
    fn check(self, place: usize) {
        let Some(state) = self.state(place) else { return };
        let found = state.value.with_untracked(|given| self.questions.with_value(|all| all.get(place).and_then(|one| wrong(one, given))));
        if state.wrong.with_untracked(|before| *before != found) {
            state.wrong.set(found);
        }
    }

    /// What the server, or the check of the whole form, found.
    fn told(self, errors: &[FieldError]) {
        self.each(|question, state| {
            let pointer = pointer(&question.key);
            let now = errors.iter().find(|error| error.pointer == pointer).cloned();
            if state.wrong.with_untracked(|before| *before != now) {
                state.wrong.set(now);
            }
        });
    }

    /// The answers may have been set from outside.
    fn follow(self) {
        let mut awaited = false;
        self.answers.with_untracked(|answers| {
            self.each(|question, state| {
                let given = answers.get(&question.key).filter(|given| !given.is_blank());
                let same = state.value.with_untracked(|value| given.map_or_else(|| value.is_blank(), |given| given == value));
                if !same {
                    state.value.set(given.cloned().unwrap_or_else(|| blank(question.kind)));
                    awaited |= state.awaited;
                }
            });
        });
        if awaited {
            self.ask_anew();
        }
    }

    /// Works out which questions are asked.
    fn ask_anew(self) {
        let now = self.questions.with_value(|all| self.answers.with_untracked(|answers| asked(all, answers)));
        self.states.with_value(|states| {
            for (state, shown) in states.iter().zip(now) {
                if state.shown.get_untracked() != shown {
                    state.shown.set(shown);
                }
            }
        });
    }

    fn each(self, mut act: impl FnMut(&Question, &State)) {
        let _ = self.questions.try_with_value(|all| {
            let _ = self.states.try_with_value(|states| all.iter().zip(states).for_each(|(question, state)| act(question, state)));
        });
    }
}

fn states(questions: &[Question], answers: &Answers) -> Vec<State> {
    let awaited: Vec<&str> = questions.iter().filter_map(|one| Some(one.show_if.as_ref()?.question.as_str())).collect();
    let state = |(question, shown): (&Question, bool)| State {
        value: RwSignal::new(answers.get(&question.key).cloned().unwrap_or_else(|| blank(question.kind))),
        shown: RwSignal::new(shown),
        wrong: RwSignal::new(None),
        edited: StoredValue::new(false),
        awaited: awaited.contains(&question.key.as_str()),
    };
    questions.iter().zip(asked(questions, answers)).map(state).collect()
}

fn pointer(key: &str) -> String {
    format!("/answers/{key}")
}

/// No answer to a question of this kind.
fn blank(kind: QuestionKind) -> Answer {
    if kind == QuestionKind::ManyChoices { Answer::Many(Vec::new()) } else { Answer::from("") }
}

/// What is wrong with an answer, by the rules of the server.
fn wrong(question: &Question, given: &Answer) -> Option<FieldError> {
    let mut c = Checker::default();
    c.within("answers", |c| {
        if given.is_blank() {
            c.ensure(!question.required, &question.key, "required", "");
        } else {
            check_one(c, question, given);
        }
    });
    c.into_errors().into_iter().next()
}

#[cfg(test)]
mod tests {
    use domain::documents::ShowIf;

    use super::*;

    fn sheet() -> (Sheet, RwSignal<Answers>, StoredValue<Vec<String>>) {
        let show_if = Some(ShowIf { question: "a".into(), is: vec!["yes".into()] });
        let questions = vec![
            Question::new("a", QuestionKind::YesNo, "So?"),
            Question { show_if, required: true, ..Question::new("b", QuestionKind::Number, "How many?") },
        ];
        let (answers, told) = (RwSignal::new(Answers::new()), StoredValue::new(Vec::new()));
        let on_change = Callback::new(move |key| told.update_value(|told| told.push(key)));
        let words = Signal::derive(crate::Words::en);
        (Sheet::new(StoredValue::new(questions), answers, on_change, words), answers, told)
    }

    #[test]
    fn d1_a_question_appears_with_the_answer_it_waits_for_and_says_what_is_wrong_when_it_is_left() {
        Owner::new().with(|| {
            let (sheet, answers, told) = sheet();
            let (a, b) = (sheet.state(0).unwrap(), sheet.state(1).unwrap());
            assert!(a.shown.get_untracked() && !b.shown.get_untracked());
            sheet.answer(0, "yes".into());
            assert!(b.shown.get_untracked());
            sheet.left(1);
            assert_eq!(b.wrong.get_untracked(), None, "nobody has answered it yet");
            sheet.answer(1, "1x".into());
            assert_eq!(b.wrong.get_untracked(), None, "not with each key");
            sheet.left(1);
            assert_eq!(b.wrong.get_untracked().map(|error| error.code), Some("number".into()));
            sheet.answer(1, "1".into());
            assert_eq!(b.wrong.get_untracked(), None);
            assert_eq!(told.get_value(), ["a", "b", "b"]);
            sheet.answer(0, "".into());
            assert!(!b.shown.get_untracked());
            assert_eq!(answers.with_untracked(|all| all.keys().cloned().collect::<Vec<_>>()), ["b"], "what was taken back is gone");
        });
    }

    #[test]
    fn d5_answers_of_another_device_reach_the_controls() {
        Owner::new().with(|| {
            let (sheet, answers, told) = sheet();
            answers.set(Answers::from([("a".to_owned(), "yes".into()), ("b".to_owned(), "3".into())]));
            sheet.follow();
            let (a, b) = (sheet.state(0).unwrap(), sheet.state(1).unwrap());
            assert_eq!((a.value.get_untracked(), b.value.get_untracked()), ("yes".into(), "3".into()));
            assert!(b.shown.get_untracked() && told.with_value(Vec::is_empty));
        });
    }

    #[test]
    fn d6_each_error_of_the_server_stands_at_its_question() {
        Owner::new().with(|| {
            let error = FieldError { pointer: "/answers/b".into(), code: "required".into(), message: String::new() };
            let (sheet, ..) = sheet();
            sheet.told(std::slice::from_ref(&error));
            assert_eq!(sheet.state(0).unwrap().wrong.get_untracked(), None);
            assert_eq!(sheet.state(1).unwrap().wrong.get_untracked(), Some(error));
        });
    }
}
