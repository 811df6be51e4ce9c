//! `/p/{slug}/email-change#token=…`: confirming a new address; opening the link changes nothing (A21).

use api::Attempt;
use domain::access::account::ConfirmEmailChange;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{ButtonLink, Form};

use super::frame::AccessPage;
use super::waiting::{Send, Waiting};
use super::words;
use crate::link;
use crate::portal::use_portal;
use crate::session::Farewell;

/// The page of the link that was sent to the new address.
#[component]
pub fn EmailChange() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let own = words();
    if link::held(&portal.path("/email-change")).is_none() {
        return view! {
            <AccessPage title=own.of(|c| c.recovery.no_link) intro=own.of(|c| c.email_link.no_link_text)>
                <p class="actions"><ButtonLink href=portal.link("/account/email")>{t.say(|c| c.general.my_account)}</ButtonLink></p>
            </AccessPage>
        }
        .into_any();
    }
    view! {
        <AccessPage title=own.of(|c| c.email_link.title) intro=own.of(|c| c.email_link.intro)>
            <ConfirmForm />
        </AccessPage>
    }
    .into_any()
}

#[component]
fn ConfirmForm() -> impl IntoView {
    let portal = use_portal();
    let own = words();
    let waiting = Waiting::new();
    let attempt = StoredValue::new(Attempt::new());
    let navigate = use_navigate();
    let send = move || {
        let token = link::held(&portal.path("/email-change")).map(|link| link.token).unwrap_or_default();
        let input = ConfirmEmailChange { practice: portal.slug(), token: token.into() };
        let navigate = navigate.clone();
        async move {
            portal.api().confirm_email_change(&attempt.get_value(), &input).await.map_err(|f| waiting.tell(portal, &f))?;
            link::forget(&portal.path("/email-change"));
            // The new address ends sessions (A20); one that may live on in this browser would only confuse.
            let _ = portal.api().sign_out(&Attempt::new()).await;
            portal.left(Farewell::NewEmail);
            navigate(&portal.path("/sign-in"), NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    view! {
        <Form send>
            <Send waiting label=own.of(|c| c.email_link.submit) />
        </Form>
    }
    .into_any()
}
