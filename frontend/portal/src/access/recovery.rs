//! `/p/{slug}/recovery#token=…`: a new password by the link of an e-mail; opening it changes nothing (A18).

use api::Attempt;
use domain::access::session::App;
use domain::access::welcome::RecoverPassword;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use ui::{ButtonLink, Form};

use super::frame::AccessPage;
use super::new_password::NewPassword;
use super::waiting::{Send, Waiting};
use super::words;
use crate::link;
use crate::portal::use_portal;
use crate::session::Farewell;

/// The page of a recovery link, or what to do when it was opened without one.
#[component]
pub fn Recovery() -> impl IntoView {
    let portal = use_portal();
    let own = words();
    if link::held(&portal.path("/recovery")).is_none() {
        return view! {
            <AccessPage title=own.of(|c| c.recovery.no_link) intro=own.of(|c| c.recovery.no_link_text)>
                <p class="actions"><ButtonLink href=portal.link("/forgot")>{own.say(|c| c.recovery.ask_again)}</ButtonLink></p>
            </AccessPage>
        }
        .into_any();
    }
    view! {
        <AccessPage title=own.of(|c| c.recovery.title) intro=own.of(|c| c.recovery.intro)>
            <RecoveryForm />
            <ul class="ways"><li><A href=portal.path("/forgot")>{own.say(|c| c.recovery.ask_again)}</A></li></ul>
        </AccessPage>
    }
    .into_any()
}

#[component]
fn RecoveryForm() -> impl IntoView {
    let portal = use_portal();
    let own = words();
    let password = RwSignal::new(String::new());
    let waiting = Waiting::new();
    let attempt = StoredValue::new(Attempt::new());
    let navigate = use_navigate();
    let send = move || {
        let token = link::held(&portal.path("/recovery")).map(|link| link.token).unwrap_or_default();
        let input =
            RecoverPassword { app: App::Portal, practice: portal.slug(), token: token.into(), password: password.get_untracked().into() };
        let navigate = navigate.clone();
        async move {
            portal.api().recover_password(&attempt.get_value(), &input).await.map_err(|f| waiting.tell(portal, &f))?;
            link::forget(&portal.path("/recovery"));
            // The new password ends sessions (A20); one that may live on in this browser would only confuse.
            let _ = portal.api().sign_out(&Attempt::new()).await;
            portal.left(Farewell::NewPassword);
            navigate(&portal.path("/sign-in"), NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    view! {
        <Form send>
            <NewPassword value=password email=String::new() pointer="/password" />
            <Send waiting label=own.of(|c| c.recovery.submit) />
        </Form>
    }
    .into_any()
}
