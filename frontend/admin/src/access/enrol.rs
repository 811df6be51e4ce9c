//! Enrolling a second factor: scan or type the secret, prove it with a code, keep the recovery codes (A23).

use api::Attempt;
use domain::access::second_factor::{RecoveryCodes, SecondFactorCode, SecondFactorEnrolment};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Button, ButtonKind, Field, FieldKind, Form, IconName, Load, Submit, fetched, use_toasts};
use wasm_bindgen_futures::spawn_local;

use super::door::{Door, leave_when_over};
use super::recovery_codes::RecoveryCodeSheet;
use crate::files;
use crate::session::{take_next, use_session};

/// `/admin/enrol`: where the practice asks everybody for a second factor.
#[component]
pub fn EnrolPage() -> impl IntoView {
    leave_when_over(use_session());
    let navigate = use_navigate();
    let done = move |()| navigate(&take_next(), NavigateOptions { replace: true, ..NavigateOptions::default() });
    view! {
        <Door title="Set up your second step">
            <p>"Your practice asks everybody for a second step when signing in: a code from an app on your phone."</p>
            <Enrolment on_done=done />
        </Door>
    }
    .into_any()
}

/// The enrolment itself: the secret first, then the recovery codes.
#[component]
pub fn Enrolment(
    /// The codes were kept; go on.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let codes = RwSignal::new(None::<RecoveryCodes>);
    let attempt = Attempt::new();
    let enrolment = fetched(move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move { session.ask(api.start_second_factor(&attempt)).await }
    });
    move || match codes.get() {
        Some(codes) => view! { <RecoveryCodeSheet codes on_done /> }.into_any(),
        None => view! { <Load from=enrolment lines=8 let:made><Secret made codes /></Load> }.into_any(),
    }
}

#[component]
fn Secret(made: SecondFactorEnrolment, codes: RwSignal<Option<RecoveryCodes>>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let code = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let send = move || {
        let input = SecondFactorCode { code: code.get_untracked().trim().into() };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            session.may_try()?;
            let given = session.ask(api.confirm_second_factor(&attempt, &input)).await?;
            let _ = codes.try_set(Some(given));
            Ok(())
        }
    };
    let secret = StoredValue::new(String::from(made.secret));
    let grouped = secret.with_value(|s| in_fours(s));
    let copy = move |()| {
        spawn_local(async move {
            if files::copy(&secret.get_value()).await {
                toasts.say("The key is on the clipboard.");
            }
        });
    };
    view! {
        <ol class="stack">
            <li>
                <p>"Open an authenticator app on your phone and scan this picture."</p>
                <div class="qr" role="img" aria-label="Picture to scan with an authenticator app; the same key is below as text"
                    inner_html=String::from(made.qr_svg)></div>
            </li>
            <li>
                <p>"Or type this key into the app:"</p>
                <div class="row">
                    <code class="num">{grouped}</code>
                    <Button kind=ButtonKind::Quiet small=true icon=IconName::Copy on_press=copy>"Copy key"</Button>
                </div>
            </li>
            <li>
                <p>"Then enter the code that the app shows."</p>
                <Form send>
                    <Field label="Code" value=code kind=FieldKind::Code pointer="/code" required=true autocomplete="one-time-code"
                        enterkeyhint="done" maxlength=7_u32 hint="Six digits" />
                    <div class="actions"><Submit>"Confirm"</Submit></div>
                </Form>
            </li>
        </ol>
    }
    .into_any()
}

/// `ABCDEFGH` as `ABCD EFGH`, to be read aloud and typed.
fn in_fours(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::in_fours;

    #[test]
    fn a_key_is_shown_in_fours() {
        assert_eq!(in_fours("ABCDEFGHIJ"), "ABCD EFGH IJ");
        assert_eq!(in_fours(""), "");
    }
}
