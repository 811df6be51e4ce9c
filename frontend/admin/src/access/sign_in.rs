//! Signing in with e-mail and password (A17, A22, A23).

use api::Attempt;
use domain::access::session::{App, Installation, SignIn};
use domain::practice::slug::Slug;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Banner, Empty, Field, FieldKind, Form, IconName, Load, Submit, Tone, fetched};

use super::door::{Door, named_practice, remember_practice, show_practice};
use crate::session::{step_of, take_next, use_session};

/// `/admin/sign-in`
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = use_session();
    let installation = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_installation()).await }
    });
    view! {
        <Door title="Sign in">
            <Load from=installation lines=4 let:found>
                {if found.set_up {
                    view! { <SignInForm installation=found /> }.into_any()
                } else {
                    view! {
                        <Empty title="There is no practice here yet"
                            text="When the program started it printed a set-up link. Open that link to make the practice and its owner." />
                    }
                    .into_any()
                }}
            </Load>
        </Door>
    }
    .into_any()
}

#[component]
fn SignInForm(installation: Installation) -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let known = installation.only_practice.or_else(named_practice);
    if let Some(slug) = known.clone() {
        show_practice(session, slug);
    }
    let asks_practice = known.is_none();
    let other = RwSignal::new(asks_practice);
    let practice = RwSignal::new(known.map(|slug| slug.0).unwrap_or_default());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let send = move || {
        let input = SignIn {
            app: App::Admin,
            practice: Slug(practice.get_untracked().trim().to_lowercase()),
            email: email.get_untracked().trim().into(),
            password: password.get_untracked().into(),
        };
        let (api, attempt, navigate) = (session.api(), attempt.clone(), navigate.clone());
        async move {
            session.may_try()?;
            let signed_in = session.ask(api.sign_in(&attempt, &input)).await?;
            session.began(signed_in.ends);
            remember_practice(&input.practice);
            let to = step_of(signed_in.kind).map_or_else(take_next, str::to_owned);
            navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    let note = use_query_map().with_untracked(|query| query.get("note")).and_then(|note| said(&note));
    let forgot = move || format!("/admin/forgot?practice={}", practice.get());
    view! {
        {note.map(|text| view! { <Banner tone=Tone::Accent icon=IconName::Info>{text}</Banner> })}
        {installation.demo.then(|| view! {
            <Banner tone=Tone::Accent icon=IconName::Info>
                <p>
                    "This is a demonstration with invented people. The program printed every login when it started; its e-mails are in the "
                    <a href="/dev/mailbox" rel="external">"mailbox"</a> "."
                </p>
            </Banner>
        })}
        <Form send>
            {move || other.get().then(|| view! {
                <Field label="Practice address" value=practice pointer="/practice" required=true autocomplete="organization"
                    hint="The last part of the portal's address, such as willow-reed" />
            })}
            <Field label="E-mail" value=email kind=FieldKind::Email pointer="/email" required=true autocomplete="username" enterkeyhint="next" />
            <Field label="Password" value=password kind=FieldKind::Password pointer="/password" required=true autocomplete="current-password"
                enterkeyhint="go" />
            <div class="actions">
                <Submit>"Sign in"</Submit>
                <a href=forgot>"Forgot your password?"</a>
            </div>
        </Form>
    }
    .into_any()
}

/// What another page wants to be said here.
fn said(note: &str) -> Option<&'static str> {
    match note {
        "late" => Some("That took too long. Please sign in again."),
        "password" => Some("Your new password is saved. Sign in with it."),
        "everywhere" => Some("You are signed out on every device."),
        _ => None,
    }
}
