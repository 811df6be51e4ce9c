//! A failed call in words: what happened, what was kept, what to do (by the problem's `code`).

use api::Failure;
use domain::FieldError;
use ui::FieldProblem;

use super::{Catalogue, fill};

/// The failure in words for a person.
pub fn tell(texts: &Catalogue, failure: &Failure) -> ui::Failure {
    let p = &texts.problems;
    let (title, text) = match failure.code() {
        "sign_in_refused" => (p.sign_in_refused, p.sign_in_refused_text),
        "pin_refused" => (p.pin_refused, p.pin_refused_text),
        "link_refused" => (p.link_refused, p.link_refused_text),
        "wait" => (p.wait, p.wait_text),
        "portal_closed" => (p.portal_closed, p.portal_closed_text),
        "invalid_input" => (p.invalid_input, p.invalid_input_text),
        "not_found" => (p.not_found, p.not_found_text),
        "session_ended" | "not_signed_in" => (p.session_ended, p.session_ended_text),
        "stale" => (p.stale, p.stale_text),
        "busy" | "unavailable" | "idempotency_in_progress" => (p.busy, p.busy_text),
        "network" => (p.network, p.network_text),
        _ if !failure.fields().is_empty() => (p.invalid_input, p.invalid_input_text),
        _ => return unknown(texts, failure),
    };
    let fields = failure.fields().iter().map(|error| field(texts, error)).collect();
    ui::Failure::new(title, text).with_code(failure.code()).with_fields(fields)
}

/// What nobody foresaw: the request's id helps to find out.
fn unknown(texts: &Catalogue, failure: &Failure) -> ui::Failure {
    let p = &texts.problems;
    let quote = failure.request_id().map(|id| fill(p.quote, &[("id", id)])).unwrap_or_default();
    ui::Failure::new(p.other, format!("{} {quote}", p.other_text).trim()).with_code(failure.code())
}

fn field(texts: &Catalogue, error: &FieldError) -> FieldProblem {
    let message = message(texts, &error.code, &error.message);
    FieldProblem { pointer: error.pointer.clone(), code: error.code.clone(), message }
}

/// What is wrong with a field. A bound stands as a number in the API's own message.
pub fn message(texts: &Catalogue, code: &str, message: &str) -> String {
    let f = &texts.fields;
    let with_bound = |plain: &str, bounded: &str| match number(message) {
        Some(n) => fill(bounded, &[("n", n)]),
        None => plain.to_owned(),
    };
    match code {
        "required" => texts.words.required.to_owned(),
        "email" => texts.general.email_wrong.to_owned(),
        "wrong_password" => f.wrong_password.to_owned(),
        "too_long" => with_bound(f.too_long, f.too_long_n),
        "password_short" => with_bound(f.password_short, f.password_short_n),
        "password_guessable" => f.password_weak.to_owned(),
        "password_is_email" => texts.password.is_email.to_owned(),
        "email_taken" => f.email_taken.to_owned(),
        "same_email" => f.same_email.to_owned(),
        "control_characters" => f.control_characters.to_owned(),
        _ => f.other.to_owned(),
    }
}

/// The first number in a text.
fn number(text: &str) -> Option<&str> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let digits = &text[start..];
    Some(&digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())])
}

#[cfg(test)]
mod tests {
    use domain::problem::ProblemDocument;

    use super::*;
    use crate::texts::{en::EN, es::ES};

    fn problem(code: &str, errors: Vec<FieldError>) -> Failure {
        Failure::Problem(Box::new(ProblemDocument {
            kind: String::new(),
            title: "In English".into(),
            status: 422,
            code: code.into(),
            detail: None,
            instance: "req-7".into(),
            retry_after: None,
            errors,
            ..ProblemDocument::default()
        }))
    }

    #[test]
    fn an_unknown_code_gives_the_general_text_with_the_request() {
        let told = tell(&ES, &problem("something_new", vec![]));
        assert_eq!(told.title, ES.problems.other);
        assert!(told.text.contains("req-7"));
    }

    #[test]
    fn a_field_is_told_in_the_persons_language_with_its_bound() {
        let short = FieldError { pointer: "/password".into(), code: "password_short".into(), message: "At least 12 characters.".into() };
        let told = tell(&ES, &problem("invalid_input", vec![short]));
        assert_eq!(told.fields[0].message, "Al menos 12 caracteres.");
        assert_eq!(tell(&EN, &Failure::Network).title, "No connection");
    }
}
