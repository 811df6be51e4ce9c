//! `/p/{slug}/password`: the first password, or a new one by a PIN code (A13).

use api::Attempt;
use domain::access::password::SetPassword;
use domain::access::welcome::PasswordSetter;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{ButtonLink, Empty, Field, FieldKind, Form, IconName, Load, fetched};

use super::frame::AccessPage;
use super::new_password::NewPassword;
use super::waiting::{Send, Waiting};
use crate::link;
use crate::portal::use_portal;
use crate::texts::fill;

/// The page after PIN or PIN code.
#[component]
pub fn Password() -> impl IntoView {
    let portal = use_portal();
    // Without a session that may set a password there is nobody, which is no failure of the page.
    let setter = fetched(move || async move {
        match portal.api().get_password_setter().await {
            Ok(setter) => Ok(Some(setter)),
            Err(failure) if matches!(failure.status(), Some(401 | 404)) => Ok(None),
            Err(failure) => Err(portal.tell(&failure)),
        }
    });
    view! {
        <AccessPage title=portal.texts.of(|c| c.password.title)>
            <Load from=setter lines=6 let:setter>
                {match setter {
                    Some(setter) => view! { <PasswordForm setter /> }.into_any(),
                    None => view! { <Over /> }.into_any(),
                }}
            </Load>
        </AccessPage>
    }
    .into_any()
}

#[component]
fn PasswordForm(setter: PasswordSetter) -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let name = StoredValue::new(setter.first_name);
    let hello = Signal::derive(move || name.with_value(|name| fill(t.all().password.hello, &[("name", name.as_str())])));
    let email = RwSignal::new(String::from(setter.email));
    let password = RwSignal::new(String::new());
    let waiting = Waiting::new();
    let attempt = StoredValue::new(Attempt::new());
    let navigate = use_navigate();
    let send = move || {
        let input = SetPassword { password: password.get_untracked().into() };
        let navigate = navigate.clone();
        async move {
            portal.api().set_password(&attempt.get_value(), &input).await.map_err(|f| waiting.tell(portal, &f))?;
            link::forget(&portal.path("/welcome"));
            // Signed in now; were the server out of reach for a moment, the next page asks again.
            let _ = portal.ask_who().await;
            navigate(&portal.path("/home"), NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    view! {
        <p class="lead">{hello}</p>
        <Form send>
            <Field label=t.of(|c| c.password.email) value=email kind=FieldKind::Email id="username" required=true readonly=true
                autocomplete="username" />
            <NewPassword value=password email pointer="/password" />
            <Send waiting label=t.of(|c| c.password.submit) />
        </Form>
    }
    .into_any()
}

#[component]
fn Over() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    view! {
        <Empty title=t.of(|c| c.password.over) text=t.of(|c| c.password.over_text) icon=IconName::Clock>
            <ButtonLink href=portal.link("/sign-in")>{t.say(|c| c.general.back_to_sign_in)}</ButtonLink>
        </Empty>
    }
    .into_any()
}
