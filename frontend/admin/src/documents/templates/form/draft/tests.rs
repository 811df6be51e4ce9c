//! What follows when questions are added, moved and taken away.

use domain::documents::{Choice, FieldOf, Scale, ShowIf};

use super::*;

fn template() -> FormTemplateInput {
    let choice = |key: &str, label: &str, score| Choice { key: key.into(), label: label.into(), score: Some(score) };
    let choices = vec![choice("never", "Never", 0), choice("often", "Often", 3)];
    let scale = Scale { from: 1, to: 5, from_label: "Low".into(), to_label: "High".into() };
    let after = |question: &str, is: &str| Some(ShowIf { question: question.into(), is: vec![is.into()] });
    FormTemplateInput {
        title: "Sleep".into(),
        language: Language::Es,
        introduction: "Hola".into(),
        questions: vec![
            Question { choices, required: true, ..Question::new("sleep", QuestionKind::OneChoice, "How do you sleep?") },
            Question { show_if: after("sleep", "often"), help: "In words".into(), ..Question::new("why", QuestionKind::LongText, "Why?") },
            Question { scale: Some(scale), ..Question::new("mood", QuestionKind::Scale, "Mood") },
            Question { show_if: after("mood", "5"), ..Question::new("part", QuestionKind::Section, "More") },
            Question { field: Some(FieldOf::City), ..Question::new("town", QuestionKind::ShortText, "Town") },
        ],
        renew_after_months: Some(12),
        expire_after_days: None,
    }
}

fn with_draft(test: impl FnOnce(FormDraft, Vec<u32>)) {
    Owner::new().with(|| {
        let draft = FormDraft::of(Some(&template()), Language::En, None);
        let ids = draft.items.with_untracked(|items| items.iter().map(|item| item.id).collect());
        test(draft, ids);
    });
}

fn broken(draft: FormDraft, id: u32) -> Option<String> {
    draft.find(id).and_then(|item| item.broken.get_untracked())
}

#[test]
fn d1_what_is_opened_and_not_changed_is_the_same() {
    with_draft(|draft, _| assert_eq!(draft.input(), template()));
}

#[test]
fn d1_a_question_above_the_one_it_waits_for_says_so_until_it_is_below_again() {
    with_draft(|draft, ids| {
        draft.put(ids[1], 0);
        assert_eq!(broken(draft, ids[1]).as_deref(), Some("This waits for a question that does not stand above it."));
        draft.put(ids[1], 1);
        assert_eq!((broken(draft, ids[1]), draft.input()), (None, template()));
    });
}

#[test]
fn d1_what_was_taken_away_comes_back_with_who_waits_for_it() {
    with_draft(|draft, ids| {
        let (place, item) = draft.remove(ids[0]).unwrap();
        assert!(
            broken(draft, ids[1]).is_some() && draft.input().errors().iter().any(|error| error.pointer == "/questions/0/show_if/question")
        );
        draft.put_back(place, item);
        assert_eq!((broken(draft, ids[1]), draft.input()), (None, template()));
    });
}

#[test]
fn d1_keys_are_made_of_the_first_words_that_were_saved() {
    with_draft(|draft, ids| {
        let new = draft.add(QuestionKind::YesNo, Some(ids[0]));
        draft.find(new).unwrap().label.set("Town?".into());
        assert_eq!(draft.input().questions[1].key, "town_2");
        draft.fix_keys(&draft.input());
        draft.find(new).unwrap().label.set("City?".into());
        assert_eq!(draft.input().questions[1].key, "town_2", "the words changed after it was saved");
        assert_eq!(draft.input().errors(), []);
    });
}

#[test]
fn d1_another_one_like_it_waits_for_the_same_and_is_about_nothing_of_the_record() {
    with_draft(|draft, ids| {
        let (why, town) = (draft.duplicate(ids[1]).unwrap(), draft.duplicate(ids[4]).unwrap());
        let input = draft.input();
        assert_eq!((input.questions.len(), input.errors()), (7, Vec::new()));
        assert_eq!(input.questions[2].show_if, input.questions[1].show_if);
        assert_eq!((input.questions[2].key.as_str(), input.questions[6].field), ("why_2", None));
        assert!(broken(draft, why).is_none() && broken(draft, town).is_none());
    });
}

#[test]
fn d1_answered_another_way_it_keeps_what_it_had() {
    with_draft(|draft, ids| {
        let item = draft.find(ids[0]).unwrap();
        item.kind.set("scale".into());
        draft.changed();
        assert!(broken(draft, ids[1]).is_some(), "nobody can answer often any more");
        item.kind.set("one_choice".into());
        draft.changed();
        assert_eq!((broken(draft, ids[1]), draft.input()), (None, template()));
    });
}

#[test]
fn d1_a_number_that_is_none_is_refused_where_it_stands() {
    with_draft(|draft, ids| {
        draft.find(ids[2]).unwrap().scale.to.set("many".into());
        draft.find(ids[0]).unwrap().choices.get_untracked()[1].score.set("x".into());
        let wrong: Vec<String> = draft.input().errors().into_iter().map(|error| error.pointer).collect();
        assert_eq!(wrong, ["/questions/0/choices/1/score", "/questions/2/scale/to"]);
    });
}
