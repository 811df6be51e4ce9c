//! `/p/{slug}/welcome#token=…&email=…`: the invitation's link, and its PIN (A6, A12 to A15). Opening it changes nothing.

use api::Attempt;
use domain::access::welcome::OpenWelcome;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use ui::{ButtonLink, Field, FieldKind, Form};

use super::frame::AccessPage;
use super::waiting::{EmailField, Send, Waiting};
use crate::link::{self, Link};
use crate::portal::use_portal;
use crate::texts::{count, fill};

/// The Welcome page, or what to do when it was opened without the link.
#[component]
pub fn Welcome() -> impl IntoView {
    let portal = use_portal();
    match link::held(&portal.path("/welcome")) {
        Some(link) => view! { <Invited link /> }.into_any(),
        None => view! { <NoLink /> }.into_any(),
    }
}

#[component]
fn Invited(link: Link) -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let intro = Signal::derive(move || fill(t.all().welcome.intro, &[("practice", &portal.name())]));
    let link = StoredValue::new(link);
    view! {
        <AccessPage title=t.of(|c| c.welcome.title) intro=intro>
            <WelcomeForm link=link.get_value() />
            <p class="soft">{t.say(|c| c.welcome.pin_newest)}</p>
        </AccessPage>
    }
    .into_any()
}

#[component]
fn WelcomeForm(link: Link) -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let typed = portal.early.typed("email");
    let email = RwSignal::new(if typed.is_empty() { link.email } else { typed });
    let pin = RwSignal::new(portal.early.typed("pin"));
    let token = StoredValue::new(link.token);
    let length = move || portal.practice.with(|p| p.as_ref().map_or(4, |p| u64::from(p.pin_length)));
    let hint = Signal::derive(move || count(&t.all().plurals.digits, length()));
    let waiting = Waiting::new();
    let attempt = StoredValue::new(Attempt::new());
    let navigate = use_navigate();
    let send = move || {
        let input = OpenWelcome {
            practice: portal.slug(),
            email: email.get_untracked().trim().into(),
            pin: pin.with_untracked(|p| p.split_whitespace().collect::<String>()).into(),
            link_token: token.get_value().into(),
        };
        let navigate = navigate.clone();
        async move {
            portal.api().open_welcome(&attempt.get_value(), &input).await.map_err(|f| waiting.tell(portal, &f))?;
            navigate(&portal.path("/password"), NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    view! {
        <Form send>
            <EmailField value=email />
            <Field label=t.of(|c| c.welcome.pin) value=pin kind=FieldKind::Code id="pin" pointer="/pin" required=true hint=hint
                autocomplete="one-time-code" enterkeyhint="go" maxlength=16u32 />
            <Send waiting label=t.of(|c| c.welcome.submit) />
        </Form>
    }
    .into_any()
}

#[component]
fn NoLink() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    view! {
        <AccessPage title=t.of(|c| c.welcome.no_link) intro=t.of(|c| c.welcome.no_link_text)>
            <p class="actions">
                <ButtonLink href=portal.link("/sign-in")>{t.say(|c| c.general.back_to_sign_in)}</ButtonLink>
            </p>
            <ul class="ways"><li><A href=portal.path("/code")>{t.say(|c| c.sign_in.code)}</A></li></ul>
        </AccessPage>
    }
    .into_any()
}
