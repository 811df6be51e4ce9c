//! Coming in: the doors, signing in, the first visit, a forgotten password (`access.md` A1, A12 to A22).

pub mod code;
pub mod doors;
mod email_change;
pub mod forgot;
mod frame;
pub mod new_password;
pub mod password;
mod recovery;
pub mod sign_in;
mod texts;
mod trouble;
pub mod waiting;
pub mod welcome;

use leptos::prelude::*;

use self::email_change::EmailChange;
use self::forgot::Forgot;
pub use self::frame::{AccessPage, PhoneLink};
use self::recovery::Recovery;
use self::trouble::Trouble;
use crate::portal::use_portal;
use crate::texts::Texts;

/// What the pages of [`page_at`] say.
fn words() -> Texts<texts::Catalogue> {
    use_portal().texts.of_part()
}

/// The pages for somebody who cannot get in, and those that links in e-mails lead to later than the first visit.
pub fn page_at(page: &str) -> Option<AnyView> {
    Some(match page {
        "/forgot" => view! { <Forgot /> }.into_any(),
        "/recovery" => view! { <Recovery /> }.into_any(),
        "/email-change" => view! { <EmailChange /> }.into_any(),
        "/trouble" => view! { <Trouble /> }.into_any(),
        _ => return None,
    })
}
