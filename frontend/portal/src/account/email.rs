//! `/p/{slug}/account/email`: another address to sign in with, confirmed there and told to the old one.

use api::Attempt;
use domain::access::account::RequestEmailChange;
use domain::text::Email;
use leptos::prelude::*;
use ui::{Banner, Field, FieldKind, Form, IconName, live, use_toasts};

use super::{AccountPage, words};
use crate::access::forgot::email_wrong;
use crate::access::waiting::{Send, Waiting};
use crate::portal::use_portal;
use crate::texts::fill;

/// The page.
#[component]
pub fn ChangeEmail() -> impl IntoView {
    let portal = use_portal();
    let own = words();
    let email = move || portal.session.of_client(|me| me.email.as_str().to_owned());
    let intro = Signal::derive(move || fill(own.all().change_email.intro, &[("email", &email())]));
    let pending = live(move || {
        let email = portal.session.of_client(|me| me.pending_email.clone())?;
        let text = fill(own.all().change_email.pending, &[("email", email.as_str())]);
        Some(view! { <Banner icon=IconName::Clock>{text}</Banner> })
    });
    view! {
        <AccountPage title=own.of(|c| c.change_email.title) intro=intro>
            {pending}
            <EmailForm />
        </AccountPage>
    }
    .into_any()
}

#[component]
fn EmailForm() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let own = words();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let waiting = Waiting::new();
    let attempt = StoredValue::new(Attempt::new());
    let toasts = use_toasts();
    let check = move |text: String| {
        let own = untrack(|| portal.session.of_client(|me| me.email.key()));
        if email_wrong(&text) {
            return Some(t.untracked().general.email_wrong.to_owned());
        }
        (Email::from(text).key() == own).then(|| t.untracked().fields.same_email.to_owned())
    };
    let send = move || {
        let new = email.get_untracked().trim().to_owned();
        let input = RequestEmailChange { password: password.get_untracked().into(), new_email: new.as_str().into() };
        async move {
            portal.api().request_email_change(&attempt.get_value(), &input).await.map_err(|f| waiting.tell(portal, &f))?;
            toasts.say(fill(own.untracked().change_email.done, &[("email", &new)]));
            email.set(String::new());
            password.set(String::new());
            // Shows the address that waits; were the server out of reach now, the next visit shows it.
            if let Ok(me) = portal.api().get_me().await {
                portal.know(me);
            }
            Ok(())
        }
    };
    view! {
        <Form send>
            <Field label=own.of(|c| c.change_email.new) value=email kind=FieldKind::Email id="new-email" pointer="/new_email" required=true
                check=check autocomplete="email" enterkeyhint="next" maxlength=254u32 draft="new-email" />
            <Field label=own.of(|c| c.change_email.password) value=password kind=FieldKind::Password id="password" pointer="/password"
                required=true hint=own.of(|c| c.change_email.password_hint) autocomplete="current-password" enterkeyhint="send" />
            <Send waiting label=own.of(|c| c.change_email.submit) />
        </Form>
    }
    .into_any()
}
