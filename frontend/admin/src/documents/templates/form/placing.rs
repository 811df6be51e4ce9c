//! Where what is wrong with a form stands on the page. The check counts questions by their place, the page knows them by their
//! number, because their place changes.

use ui::Failure;

use super::item::Item;

/// The pointer of a part of a question on the page.
pub fn pointer(question: u32, part: &str) -> String {
    format!("/question-{question}/{part}")
}

/// The pointer of a part of a choice on the page.
pub fn choice_pointer(question: u32, choice: u32, part: &str) -> String {
    format!("/question-{question}/choice-{choice}/{part}")
}

/// The numbers of the questions with those of their choices, in their order.
pub fn numbers(items: &[Item]) -> Vec<(u32, Vec<u32>)> {
    use leptos::prelude::WithUntracked;
    items.iter().map(|item| (item.id, item.choices.with_untracked(|all| all.iter().map(|choice| choice.id).collect()))).collect()
}

/// A refusal as the page shows it, and the questions that it is about.
pub fn placed(mut failure: Failure, numbers: &[(u32, Vec<u32>)]) -> (Failure, Vec<u32>) {
    let mut about = Vec::new();
    for field in &mut failure.fields {
        if let Some((question, at)) = place(&field.pointer, numbers) {
            about.push(question);
            field.pointer = at;
        }
    }
    about.dedup();
    (failure, about)
}

fn place(found: &str, numbers: &[(u32, Vec<u32>)]) -> Option<(u32, String)> {
    let (at, part) = found.strip_prefix("/questions/")?.split_once('/')?;
    let (question, choices) = numbers.get(at.parse::<usize>().ok()?)?;
    let at = match part.split_once('/') {
        Some(("choices", rest)) => {
            let (at, part) = rest.split_once('/')?;
            choice_pointer(*question, *choices.get(at.parse::<usize>().ok()?)?, part)
        }
        Some(("show_if", _)) => pointer(*question, "show_if"),
        _ => pointer(*question, part),
    };
    Some((*question, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::FieldProblem;

    #[test]
    fn d6_what_is_wrong_stands_at_its_question_wherever_that_was_moved() {
        let found =
            ["/title", "/questions/1/label", "/questions/0/choices/1/label", "/questions/1/show_if/is", "/questions", "/questions/7/label"];
        let field = |pointer: &&str| FieldProblem { pointer: (*pointer).to_owned(), code: "required".into(), message: String::new() };
        let failure = Failure::new("", "").with_fields(found.iter().map(field).collect());
        let (failure, about) = placed(failure, &[(9, vec![10, 12]), (4, Vec::new())]);
        let at: Vec<&str> = failure.fields.iter().map(|field| field.pointer.as_str()).collect();
        let expected =
            ["/title", "/question-4/label", "/question-9/choice-12/label", "/question-4/show_if", "/questions", "/questions/7/label"];
        assert_eq!((at, about), (expected.to_vec(), vec![4, 9, 4]));
    }
}
