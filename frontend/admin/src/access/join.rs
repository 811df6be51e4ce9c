//! A staff member's first password, by the link of their invitation (S6).

use api::Attempt;
use domain::access::welcome::AcceptStaffInvitation;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Empty, Field, FieldKind, Form, Submit};

use super::door::{Door, from_fragment, named_practice, remember_practice, show_practice};
use super::new_password::NewPassword;
use crate::session::{step_of, take_next, use_session};

/// `/admin/join?practice=slug#token=…&email=…`
#[component]
pub fn JoinPage() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let Some((slug, token)) = named_practice().zip(from_fragment("token")) else {
        return view! {
            <Door title="Join your practice">
                <Empty title="This link is not whole"
                    text="Copy the whole link from the invitation, or ask the owner of the practice to send it again." />
            </Door>
        }
        .into_any();
    };
    show_practice(session, slug.clone());
    let email = RwSignal::new(from_fragment("email").unwrap_or_default());
    let password = RwSignal::new(String::new());
    let repeat = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let send = move || {
        let input = AcceptStaffInvitation {
            practice: slug.clone(),
            email: email.get_untracked().trim().into(),
            token: token.clone().into(),
            password: password.get_untracked().into(),
        };
        let (api, attempt, navigate) = (session.api(), attempt.clone(), navigate.clone());
        async move {
            session.may_try()?;
            let signed_in = session.ask(api.accept_staff_invitation(&attempt, &input)).await?;
            session.began(signed_in.ends);
            remember_practice(&input.practice);
            let to = step_of(signed_in.kind).map_or_else(take_next, str::to_owned);
            navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    view! {
        <Door title="Join your practice">
            <p>"You were invited to work with "<b>{move || session.place.get()}</b>". Choose the password you will sign in with."</p>
            <Form send>
                <Field label="E-mail" value=email kind=FieldKind::Email pointer="/email" required=true autocomplete="username"
                    hint="The address the invitation was sent to" />
                <NewPassword password repeat email />
                <div class="actions"><Submit>"Save and sign in"</Submit></div>
            </Form>
        </Door>
    }
    .into_any()
}
