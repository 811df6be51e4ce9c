//! Choosing a password, typed twice, with a hint how it looks (A13). Whether it is guessable is the server's verdict.

use domain::access::password::{Strength, check_new, quick_strength};
use domain::check::Checker;
use domain::text::Email;
use leptos::prelude::*;
use ui::{Field, FieldKind};

use crate::portal::use_portal;
use crate::texts::{Catalogue, fill, problems};

/// The two fields and the hint.
#[component]
pub fn NewPassword(
    /// The password.
    value: RwSignal<String>,
    /// The e-mail it belongs to, where it is known: it must not be the password.
    #[prop(into)]
    email: Signal<String>,
    /// JSON pointer of the password in the request.
    pointer: &'static str,
) -> impl IntoView {
    let t = use_portal().texts;
    let again = RwSignal::new(String::new());
    let check = move |password: String| wrong(t.untracked(), password, &email.get_untracked());
    let same = move |again: String| (again != value.get_untracked()).then(|| t.untracked().password.differs.to_owned());
    view! {
        <Field label=t.of(|c| c.password.new) value=value kind=FieldKind::Password id="new-password" pointer=pointer required=true
            hint=t.of(|c| c.password.hint) check=check autocomplete="new-password" enterkeyhint="next" />
        <StrengthLine password=value email />
        <Field label=t.of(|c| c.password.again) value=again kind=FieldKind::Password id="new-password-again" required=true check=same
            autocomplete="new-password" enterkeyhint="go" />
    }
    .into_any()
}

fn wrong(texts: &Catalogue, password: String, email: &str) -> Option<String> {
    if !email.is_empty() && Email::from(password.as_str()).key() == Email::from(email).key() {
        return Some(texts.password.is_email.to_owned());
    }
    let mut c = Checker::default();
    check_new(&mut c, "password", &password.into(), 8);
    let error = c.into_errors().into_iter().next()?;
    Some(problems::message(texts, &error.code, &error.message))
}

#[component]
fn StrengthLine(password: RwSignal<String>, email: Signal<String>) -> impl IntoView {
    let t = use_portal().texts;
    let strength = move || password.with(|p| (!p.is_empty()).then(|| quick_strength(p, &email.get())));
    let level = Signal::derive(move || strength().map_or(String::new(), |strength| (strength as u8 + 1).to_string()));
    let text = Signal::derive(move || {
        let words = &t.all().password;
        let Some(strength) = strength() else { return String::new() };
        let level = match strength {
            Strength::Weak => words.weak,
            Strength::Fair => words.fair,
            Strength::Good => words.good,
            Strength::Strong => words.strong,
        };
        fill(words.strength, &[("level", level)])
    });
    view! {
        <div class="strength" data-level=level>
            <span class="bar" aria-hidden="true"></span>
            <p class="soft small" role="status">{text}</p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::{Catalogue, Spoken as _};

    #[test]
    fn a13_not_short_and_not_the_address() {
        let texts = Catalogue::in_language(domain::practice::profile::Language::En);
        let wrong = |password: &str| wrong(texts, password.into(), "maya@example.com");
        assert_eq!(wrong("short").as_deref(), Some("At least 8 characters."));
        assert_eq!(wrong(" Maya@Example.com").as_deref(), Some(texts.password.is_email));
        assert_eq!(wrong("quiet river stone"), None);
    }
}
