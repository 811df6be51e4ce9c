//! A new password: typed twice, with a hint how strong it looks (A13).

use domain::access::password::{MOST, Strength, quick_strength};
use leptos::prelude::*;
use ui::{Field, FieldKind};

/// The two fields of a new password.
#[component]
pub fn NewPassword(
    /// The password.
    password: RwSignal<String>,
    /// The same again.
    repeat: RwSignal<String>,
    /// Whose it is: it should not hold this address.
    #[prop(optional, into)]
    email: Signal<String>,
    /// JSON pointer of the password in the request.
    #[prop(default = "/password")]
    pointer: &'static str,
    /// Least characters.
    #[prop(default = 8)]
    least: usize,
    /// The label of the first field.
    #[prop(default = "New password")]
    label: &'static str,
) -> impl IntoView {
    let length = move |text: String| {
        let count = text.chars().count();
        match count {
            _ if count < least => Some(format!("At least {least} characters.")),
            _ if count > MOST => Some(format!("At most {MOST} characters.")),
            _ => None,
        }
    };
    let same = move |text: String| (password.get_untracked() != text).then(|| "The two passwords differ.".to_owned());
    let hint = Memo::new(move |_| {
        let strength = password.with(|p| (!p.is_empty()).then(|| email.with(|e| quick_strength(p, e))));
        match strength {
            None => format!("{least} characters or more. A few words that do not belong together are easy to keep in mind."),
            Some(Strength::Weak) => "Easy to guess so far. Make it longer, or less like your e-mail.".to_owned(),
            Some(Strength::Fair) => "Fair. A few characters more make it good.".to_owned(),
            Some(Strength::Good) => "Good.".to_owned(),
            Some(Strength::Strong) => "Strong.".to_owned(),
        }
    });
    view! {
        <Field label value=password kind=FieldKind::Password pointer required=true autocomplete="new-password"
            hint=Signal::derive(move || hint.get()) check=length enterkeyhint="next" />
        <Field label="The same again" value=repeat kind=FieldKind::Password required=true autocomplete="new-password" check=same />
    }
    .into_any()
}
