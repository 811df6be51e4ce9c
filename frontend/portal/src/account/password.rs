//! `/p/{slug}/account/password`: another password, by somebody who knows the old one.

use api::Attempt;
use domain::access::password::ChangePassword as Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Field, FieldKind, Form, use_toasts};

use super::{AccountPage, words};
use crate::access::new_password::NewPassword;
use crate::access::waiting::{Send, Waiting};
use crate::portal::use_portal;

/// The page.
#[component]
pub fn ChangePassword() -> impl IntoView {
    let own = words();
    view! {
        <AccountPage title=own.of(|c| c.change_password.title) intro=own.of(|c| c.change_password.intro)><PasswordForm /></AccountPage>
    }
    .into_any()
}

#[component]
fn PasswordForm() -> impl IntoView {
    let portal = use_portal();
    let own = words();
    let email = RwSignal::new(untrack(|| portal.session.of_client(|me| me.email.as_str().to_owned())));
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let waiting = Waiting::new();
    let attempt = StoredValue::new(Attempt::new());
    let (toasts, navigate) = (use_toasts(), use_navigate());
    let send = move || {
        let input = Input { current_password: current.get_untracked().into(), new_password: new.get_untracked().into() };
        let navigate = navigate.clone();
        async move {
            portal.api().change_password(&attempt.get_value(), &input).await.map_err(|f| waiting.tell(portal, &f))?;
            toasts.say(own.untracked().change_password.done);
            navigate(&portal.path("/account"), NavigateOptions::default());
            Ok(())
        }
    };
    view! {
        <Form send>
            // For password managers: whose password this is.
            <div class="visually-hidden">
                <input type="text" name="username" autocomplete="username" readonly tabindex="-1" aria-hidden="true" prop:value=move || email.get() />
            </div>
            <Field label=own.of(|c| c.change_password.current) value=current kind=FieldKind::Password id="current-password"
                pointer="/current_password" required=true autocomplete="current-password" enterkeyhint="next" />
            <NewPassword value=new email pointer="/new_password" />
            <Send waiting label=own.of(|c| c.change_password.submit) />
        </Form>
    }
    .into_any()
}
