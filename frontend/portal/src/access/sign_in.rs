//! `/p/{slug}/sign-in`: e-mail and password (A14, A17).

use api::Attempt;
use domain::access::session::{App, SignIn as Input};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Banner, Field, FieldKind, Form, IconName, Tone, live};

use super::frame::AccessPage;
use super::waiting::{EmailField, Send, Waiting};
use crate::address::after_sign_in;
use crate::portal::use_portal;
use crate::session::{Farewell, Stage};

/// The sign-in page. Whoever is signed in goes on to where they were going.
#[component]
pub fn SignIn() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let query = use_query_map();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if portal.session.stage() == Stage::Client {
            let asked = query.with_untracked(|q| q.get("next"));
            let to = after_sign_in(&portal.path("/home"), &portal.path(""), asked.as_deref());
            navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    view! {
        <AccessPage title=t.of(|c| c.sign_in.title)>
            <Goodbye />
            <SignInForm />
            <ul class="ways">
                <li><A href=portal.path("/forgot")>{t.say(|c| c.sign_in.forgot)}</A></li>
                <li><A href=portal.path("/code")>{t.say(|c| c.sign_in.code)}</A></li>
            </ul>
            <p class="soft" id="first-visit">{t.say(|c| c.sign_in.first_visit)}</p>
        </AccessPage>
    }
    .into_any()
}

#[component]
fn SignInForm() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let email = RwSignal::new(portal.early.typed("email"));
    let password = RwSignal::new(portal.early.typed("password"));
    let waiting = Waiting::new();
    let attempt = StoredValue::new(Attempt::new());
    let send = move || {
        let input = Input {
            app: App::Portal,
            practice: portal.slug(),
            email: email.get_untracked().trim().into(),
            password: password.get_untracked().into(),
        };
        async move {
            portal.api().sign_in(&attempt.get_value(), &input).await.map_err(|f| waiting.tell(portal, &f))?;
            portal.ask_who().await.map_err(|f| portal.tell(&f))
        }
    };
    view! {
        <Form send>
            <EmailField value=email />
            <Field label=t.of(|c| c.sign_in.password) value=password kind=FieldKind::Password id="password" pointer="/password"
                required=true autocomplete="current-password" enterkeyhint="go" />
            <Send waiting label=t.of(|c| c.sign_in.submit) />
        </Form>
    }
    .into_any()
}

/// Why they are here, when it is not plain.
#[component]
fn Goodbye() -> impl IntoView {
    let portal = use_portal();
    let banner = live(move || {
        let farewell = portal.session.farewell()?;
        let words = &portal.texts.all().sign_in;
        let (tone, icon, text) = match farewell {
            Farewell::Ended => (Tone::Due, IconName::Clock, words.ended),
            Farewell::SignedOut => (Tone::Good, IconName::Check, words.signed_out),
            Farewell::SignedOutEverywhere => (Tone::Good, IconName::Check, words.signed_out_everywhere),
            Farewell::NewPassword => (Tone::Good, IconName::Check, words.new_password),
            Farewell::NewEmail => (Tone::Good, IconName::Check, words.new_email),
        };
        Some(view! { <Banner tone icon>{text}</Banner> })
    });
    view! { <div role="status">{banner}</div> }
}
