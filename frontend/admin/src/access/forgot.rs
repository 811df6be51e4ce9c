//! A forgotten password: ask for a link (A18).

use api::Attempt;
use domain::access::session::App;
use domain::access::welcome::RequestPasswordRecovery;
use domain::practice::slug::Slug;
use leptos::prelude::*;
use ui::{Banner, Field, FieldKind, Form, IconName, Submit, Tone, fetched};

use super::door::{Door, named_practice, show_practice};
use crate::session::use_session;

/// `/admin/forgot`
#[component]
pub fn ForgotPage() -> impl IntoView {
    let session = use_session();
    let named = named_practice();
    if let Some(slug) = named.clone() {
        show_practice(session, slug);
    }
    let asks = RwSignal::new(named.is_none());
    let practice = RwSignal::new(named.map(|slug| slug.0).unwrap_or_default());
    let only = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_installation()).await }
    });
    Effect::new(move |_| {
        if let Some(slug) = only.with(|found| found.only_practice.clone()).flatten() {
            practice.set(slug.0);
            asks.set(false);
        }
    });
    let email = RwSignal::new(String::new());
    let sent = RwSignal::new(false);
    let attempt = Attempt::new();
    let send = move || {
        let input = RequestPasswordRecovery {
            app: App::Admin,
            practice: Slug(practice.get_untracked().trim().to_lowercase()),
            email: email.get_untracked().trim().into(),
        };
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            session.may_try()?;
            session.ask(api.request_password_recovery(&attempt, &input)).await?;
            let _ = sent.try_set(true);
            Ok(())
        }
    };
    view! {
        <Door title="Forgot your password?">
            {move || sent.get().then(|| view! {
                <div role="status">
                    <Banner tone=Tone::Good icon=IconName::Mail>
                        "If somebody works here with this address, an e-mail with a link is on its way. The link works for 30 minutes. "
                        "Look in spam and junk, too."
                    </Banner>
                </div>
            })}
            <p>"Enter the address you sign in with. We send a link to a new password."</p>
            <Form send>
                {move || asks.get().then(|| view! {
                    <Field label="Practice address" value=practice pointer="/practice" required=true autocomplete="organization"
                        hint="The last part of the portal's address, such as willow-reed" />
                })}
                <Field label="E-mail" value=email kind=FieldKind::Email pointer="/email" required=true autocomplete="username" enterkeyhint="send" />
                <div class="actions">
                    <Submit>"Send link"</Submit>
                    <a href="/admin/sign-in">"Back to sign in"</a>
                </div>
            </Form>
        </Door>
    }
    .into_any()
}
