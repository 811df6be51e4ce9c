//! What people read when the server said no: chosen by the problem's code in this one place.

use domain::Check;
use ui::{Failure, FieldProblem};

use crate::calendar::labels::conflict;

/// A failed call in words for a person, with times as the practice's clocks show them.
pub fn in_words(failure: &api::Failure, zone: &str) -> Failure {
    let code = failure.code().to_owned();
    let (title, text) = said(failure, zone);
    let mut fields: Vec<FieldProblem> = failure
        .fields()
        .iter()
        .map(|e| FieldProblem { pointer: e.pointer.clone(), code: e.code.clone(), message: field(&e.code, &e.message) })
        .collect();
    if let Some(pointer) = field_of(&code).filter(|_| fields.is_empty()) {
        fields.push(FieldProblem { pointer: pointer.into(), code: code.clone(), message: title.to_owned() });
        return Failure::new("Please check these fields", text).with_code(code).with_fields(fields);
    }
    Failure::new(title, text).with_code(code).with_fields(fields)
}

/// The same after a recovery code: no device made it, so neither the newest one nor a clock is any help.
pub fn of_recovery_code(mut failure: Failure) -> Failure {
    for field in failure.fields.iter_mut().filter(|field| field.code == "wrong_code") {
        field.message = "This recovery code was used already, or is mistyped. Try another one.".to_owned();
    }
    failure
}

/// The domain's own checks, before anything is sent.
pub fn refuse_wrong(input: &impl Check) -> Result<(), Failure> {
    let errors = input.errors();
    if errors.is_empty() {
        return Ok(());
    }
    let fields = errors.into_iter().map(|e| FieldProblem { pointer: e.pointer, code: e.code, message: e.message }).collect();
    Err(Failure::new("Please check these fields", "").with_code("invalid_input").with_fields(fields))
}

/// A day or time in a form that cannot be read.
pub fn no_such_time(pointer: &str) -> Failure {
    let message = "Please enter a day and a time.".to_owned();
    let field = FieldProblem { pointer: pointer.to_owned(), code: "required".to_owned(), message };
    Failure::new("Please check these fields", "").with_code("invalid_input").with_fields(vec![field])
}

/// What stands in the way of an appointment, one after the other.
fn in_the_way(failure: &api::Failure, zone: &str) -> String {
    let api::Failure::Problem(problem) = failure else { return String::new() };
    let all = problem.conflicts.iter().map(|c| conflict(c, zone)).collect::<Vec<_>>().join("; ");
    if all.is_empty() { String::new() } else { format!("{all}.") }
}

/// The field that a conflict is about.
fn field_of(code: &str) -> Option<&'static str> {
    match code {
        "slug_taken" | "slug_locked" => Some("/slug"),
        "email_taken" => Some("/email"),
        _ => None,
    }
}

/// The message beside a field: ours where the code alone says too little, the server's otherwise.
fn field(code: &str, message: &str) -> String {
    match code {
        "email_not_ok" => "\"E-mail ok\" is not ticked for this address. Tick it under Client Info first.".into(),
        "not_an_address_of_the_client" => "This is no longer one of the client's addresses.".into(),
        "email_taken" => "This address already belongs to another login of this practice. Choose another one.".into(),
        "wrong_password" => "This is not your current password.".into(),
        "wrong_code" => "This code does not fit. Use the newest one, and see that your device's clock is right.".into(),
        "password_guessable" => "This is easy to guess. A few words that do not belong together are better.".into(),
        _ => message.to_owned(),
    }
}

fn said(failure: &api::Failure, zone: &str) -> (String, String) {
    let own = match failure.code() {
        "overlap" => return ("This overlaps something.".to_owned(), in_the_way(failure, zone)),
        "settled" => ("This was answered or cancelled meanwhile.", "Here is how it stands now."),
        "taken" => ("This time was taken meanwhile.", "Choose another one."),
        "not_open" => ("This time is not open.", "Choose another one."),
        "network" => ("The server did not answer.", "What you entered is still here. Look at the connection and try again."),
        "unreadable" => ("The answer could not be read.", "Reload the page; if it stays so, tell whoever runs this server."),
        "not_signed_in" | "session_ended" => ("You are signed out.", "Sign in again; you will come back to this page."),
        "sign_in_refused" => ("E-mail and password do not fit.", "Check the spelling of both. A forgotten password can be replaced."),
        "link_refused" => ("This link does not work any more.", "It was used, replaced by a newer one, or is too old. Ask for a new one."),
        "not_found" => ("There is nothing here.", "It was removed, or it is not part of your role."),
        "invalid_input" => ("Please check these fields", ""),
        "stale" => ("Somebody else saved this meanwhile.", "Nothing was overwritten. Reload to see the newest version."),
        "slug_taken" => ("Another practice has this address.", "Choose another one."),
        "slug_locked" => ("The address is locked since the first invitation.", ""),
        "email_taken" => ("This address already belongs to another login.", "Choose another one."),
        "last_owner" => ("This is the last owner.", "Make somebody else an owner first."),
        "signed_in_already" => ("They have signed in already.", "A new invitation is not needed."),
        "too_many_today" => ("The invitation was sent again three times today.", "Try tomorrow, or generate a PIN code."),
        "portal_closed" => ("The portal is switched off.", "Open it under Settings, Portal; then invite."),
        "not_invited" => ("This client has not been invited yet.", "Send the invitation first."),
        "disabled" => ("Access is disabled.", "Send a new invitation to enable it again."),
        "second_factor_required" => ("The practice asks everybody for a second factor.", "It cannot be turned off."),
        "too_large" => ("This file is too large.", ""),
        "id_taken" => ("This message could not be kept.", "Send it again; it gets another number."),
        "left" => ("This conversation was given to somebody else.", "You can read what was said until then."),
        "document_void"
        | "document_expired"
        | "document_declined"
        | "document_completed"
        | "document_submitted"
        | "document_unfinished" => ("This document was changed meanwhile.", "Look at how it stands now; nothing you wrote was sent."),
        "redacted" => ("Somebody removed these words already.", ""),
        "unsupported_media_type" | "not_an_image" => ("This file is not a picture we can read.", "Use PNG, JPEG or WebP."),
        "busy" => ("The server is busy.", "Try again in a moment; nothing was lost."),
        "unavailable" => ("The server cannot do this right now.", "Try again in a moment; nothing was lost."),
        "idempotency_in_progress" => ("This is still being done.", "Wait a moment, then look whether it is there."),
        "wait" => return wait(failure),
        _ => return other(failure),
    };
    (own.0.to_owned(), own.1.to_owned())
}

fn wait(failure: &api::Failure) -> (String, String) {
    let text = failure.wait().map(|seconds| format!("You can try again in {}.", duration(seconds))).unwrap_or_default();
    ("There were too many tries.".into(), text)
}

/// The server's own words, with the request's number where nobody here can help.
fn other(failure: &api::Failure) -> (String, String) {
    let api::Failure::Problem(problem) = failure else {
        return ("This did not work.".into(), "Try again in a moment.".into());
    };
    let text = match (&problem.detail, problem.status) {
        (Some(detail), _) => detail.clone(),
        (None, 500..) => format!("Nothing you entered is lost. If it stays so, quote the number {}.", problem.instance),
        (None, _) => String::new(),
    };
    (problem.title.clone(), text)
}

/// "2 minutes 5 seconds"
pub fn duration(seconds: u64) -> String {
    let part = |number: u64, word: &str| match number {
        0 => String::new(),
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    };
    let both = format!("{} {}", part(seconds / 60, "minute"), part(seconds % 60, "second"));
    if seconds == 0 { "0 seconds".into() } else { both.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::booking::appointment::Conflict;
    use domain::booking::calendar::ClosedBy;
    use domain::problem::ProblemDocument;

    fn problem(code: &str, retry_after: Option<u64>) -> api::Failure {
        api::Failure::Problem(Box::new(ProblemDocument {
            kind: String::new(),
            title: "Title of the server".into(),
            status: 409,
            code: code.into(),
            detail: None,
            instance: "r-1".into(),
            retry_after,
            errors: Vec::new(),
            ..ProblemDocument::default()
        }))
    }

    #[test]
    fn a_conflict_about_a_field_stands_at_that_field() {
        let told = in_words(&problem("slug_taken", None), "UTC");
        assert_eq!(told.fields[0].pointer, "/slug");
        assert_eq!(told.fields[0].message, "Another practice has this address.");
    }

    #[test]
    fn a23_a_wrong_recovery_code_is_not_told_about_clocks() {
        let refused = |code: &str| {
            let field = FieldProblem { pointer: "/code".into(), code: code.into(), message: field(code, "As the server says it.") };
            of_recovery_code(Failure::new("", "").with_fields(vec![field])).fields.remove(0).message
        };
        assert!(refused("wrong_code").contains("used already"));
        assert_eq!(refused("too_long"), "As the server says it.");
    }

    #[test]
    fn an_unknown_problem_is_told_in_the_servers_words() {
        assert_eq!(in_words(&problem("new_kind", None), "UTC").title, "Title of the server");
    }

    #[test]
    fn b13_an_overlap_says_what_is_in_the_way() {
        let mut found = problem("overlap", None);
        if let api::Failure::Problem(problem) = &mut found {
            let conflict = |kind, text: Option<&str>| Conflict { kind, text: text.map(Into::into), start: None, end: None };
            problem.conflicts = vec![conflict(ClosedBy::Appointment, Some("Maya Ortiz, 10:00")), conflict(ClosedBy::OfficeTaken, None)];
        }
        assert_eq!(in_words(&found, "UTC").text, "Another appointment: Maya Ortiz, 10:00; The room is taken.");
    }

    #[test]
    fn a22_a_wait_says_how_long() {
        assert_eq!(in_words(&problem("wait", Some(125)), "UTC").text, "You can try again in 2 minutes 5 seconds.");
        assert_eq!(duration(60), "1 minute");
        assert_eq!(duration(1), "1 second");
        assert_eq!(duration(0), "0 seconds");
    }
}
