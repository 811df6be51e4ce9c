//! English.

use super::Words;

/// The texts.
pub static EN: Words = Words {
    locale: "en-US",
    required_note: "Questions with a star (*) need an answer.",
    required: "(needs an answer)",
    yes: "Yes",
    no: "No",
    not_answered: "Not answered",
    clear: "Clear my answer",
    clear_of: "Clear my answer: {question}",
    choose: "Please choose",
    many: "Choose all that apply.",
    signature: "Please type your full name.",
    ends: "{from}: {from_label}. {to}: {to_label}.",
    new_tab: "(opens in a new tab)",
    wrong_required: "Please answer this.",
    wrong_choice: "Please choose one of the answers.",
    wrong_number: "Please write a number, such as 12 or 3.5.",
    wrong_date: "Please enter a whole date, with day, month and year.",
    wrong_line: "This must be one line.",
    wrong_long: "At most {n} characters.",
    wrong_characters: "This contains characters that cannot be saved.",
    wrong_other: "Please check this.",
};
