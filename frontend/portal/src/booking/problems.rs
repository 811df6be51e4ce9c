//! What the server refused, in words: what booking knows beyond what every page knows.

use api::Failure;
use domain::time::Timestamp;

use super::moment;
use super::texts::refused;
use crate::portal::Portal;
use crate::texts::fill;

/// The failure in words for a person; moments in the practice's zone.
pub fn tell(portal: Portal, zone: &str, failure: &Failure) -> ui::Failure {
    let r = &portal.texts.of_part::<refused::Catalogue>().untracked().refused;
    let phone = phone(portal, failure);
    let call = |text: &str| fill(text, &[("phone", &phone)]);
    let (title, text) = match failure.code() {
        "taken" => (r.taken, r.taken_text.to_owned()),
        "not_open" => (r.not_open, r.not_open_text.to_owned()),
        "settled" => (r.settled, r.settled_text.to_owned()),
        "phone_only" => (r.phone_only, call(r.phone_only_text)),
        "too_late_to_cancel" => match deadline(failure) {
            Some(at) => {
                let when = moment::short(at, zone, portal.texts.untracked().words.locale);
                (r.too_late, fill(r.too_late_until, &[("when", &when), ("phone", &phone)]))
            }
            None => (r.too_late, call(r.too_late_text)),
        },
        _ => return portal.tell(failure),
    };
    ui::Failure::new(title, text).with_code(failure.code())
}

/// Free times near one that was taken.
pub fn free(failure: &Failure) -> Vec<Timestamp> {
    match failure {
        Failure::Problem(problem) => problem.free.clone(),
        Failure::Network | Failure::Unreadable(_) => Vec::new(),
    }
}

/// Whether the week as it is shown no longer holds.
pub fn week_is_old(failure: &Failure) -> bool {
    matches!(failure.code(), "taken" | "not_open")
}

fn deadline(failure: &Failure) -> Option<Timestamp> {
    match failure {
        Failure::Problem(problem) => problem.deadline,
        Failure::Network | Failure::Unreadable(_) => None,
    }
}

fn phone(portal: Portal, failure: &Failure) -> String {
    let told = match failure {
        Failure::Problem(problem) => problem.phone.clone().map(String::from),
        Failure::Network | Failure::Unreadable(_) => None,
    };
    told.unwrap_or_else(|| leptos::prelude::untrack(|| portal.phone()))
}
