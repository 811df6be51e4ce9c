//! A new password by the link of a recovery e-mail (A18). Opening the page changes nothing.

use api::Attempt;
use domain::access::session::App;
use domain::access::welcome::RecoverPassword;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{ButtonLink, Empty, Form, Submit};

use super::door::{Door, from_fragment, named_practice, remember_practice, show_practice};
use super::new_password::NewPassword;
use crate::session::use_session;

/// `/admin/recovery?practice=slug#token=…`
#[component]
pub fn RecoveryPage() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let Some((slug, token)) = named_practice().zip(from_fragment("token")) else {
        return view! {
            <Door title="A new password">
                <Empty title="This link is not whole" text="Copy the whole link from the e-mail, or ask for a new one.">
                    <ButtonLink href="/admin/forgot">"Ask for a new link"</ButtonLink>
                </Empty>
            </Door>
        }
        .into_any();
    };
    show_practice(session, slug.clone());
    let password = RwSignal::new(String::new());
    let repeat = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let again = format!("/admin/forgot?practice={}", slug.0);
    let send = move || {
        let input = RecoverPassword {
            app: App::Admin,
            practice: slug.clone(),
            token: token.clone().into(),
            password: password.get_untracked().into(),
        };
        let (api, attempt, navigate) = (session.api(), attempt.clone(), navigate.clone());
        async move {
            session.may_try()?;
            session.ask(api.recover_password(&attempt, &input)).await?;
            remember_practice(&input.practice);
            navigate("/admin/sign-in?note=password", NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    view! {
        <Door title="A new password">
            <p>"Choose a new password. All other devices are signed out by it."</p>
            <Form send>
                <NewPassword password repeat />
                <div class="actions">
                    <Submit>"Save password"</Submit>
                    <a href=again>"Ask for a new link"</a>
                </div>
            </Form>
        </Door>
    }
    .into_any()
}
