//! Another password; all other devices are signed out by it.

use api::Attempt;
use domain::access::password::ChangePassword;
use leptos::prelude::*;
use ui::{Card, Field, FieldKind, Form, Submit, use_toasts};

use crate::access::NewPassword;
use crate::session::use_session;
use crate::workplace::use_workplace;

/// The form.
#[component]
pub fn PasswordCard() -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let toasts = use_toasts();
    let least = usize::from(workplace.practice.with_untracked(|p| p.sign_in.password_length));
    let email = Signal::derive(move || workplace.staff().map(|s| String::from(s.email)).unwrap_or_default());
    let (current, password, repeat) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let attempt = Attempt::new();
    let send = move || {
        let input = ChangePassword { current_password: current.get_untracked().into(), new_password: password.get_untracked().into() };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            session.may_try()?;
            session.ask(api.change_password(&attempt, &input)).await?;
            for field in [current, password, repeat] {
                let _ = field.try_set(String::new());
            }
            toasts.say("Your password is changed. All other devices are signed out.");
            Ok(())
        }
    };
    view! {
        <Card title="Password">
            <Form send guard=true>
                <Field label="Current password" value=current kind=FieldKind::Password pointer="/current_password" required=true
                    autocomplete="current-password" />
                <NewPassword password repeat email pointer="/new_password" least />
                <div class="actions"><Submit>"Change password"</Submit></div>
            </Form>
        </Card>
    }
    .into_any()
}
