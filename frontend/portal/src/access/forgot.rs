//! `/p/{slug}/forgot`: asking for a link to a new password; the same answer for every address (A18).

use api::Attempt;
use domain::access::session::App;
use domain::access::welcome::RequestPasswordRecovery;
use domain::check::Checker;
use domain::text::Email;
use leptos::prelude::*;
use leptos_router::components::A;
use ui::{Button, Form, Icon, IconName, live};

use super::frame::AccessPage;
use super::waiting::{EmailField, Send, Waiting};
use super::words;
use crate::portal::use_portal;
use crate::texts::fill;

/// The page for a forgotten password.
#[component]
pub fn Forgot() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let own = words();
    let email = RwSignal::new(String::new());
    let sent = RwSignal::new(false);
    let intro = Signal::derive(move || if sent.get() { String::new() } else { own.all().forgot.intro.to_owned() });
    view! {
        <AccessPage title=own.of(|c| c.forgot.title) intro=intro>
            {live(move || if sent.get() { view! { <Sent email sent /> }.into_any() } else { view! { <ForgotForm email sent /> }.into_any() })}
            <ul class="ways"><li><A href=portal.path("/sign-in")>{t.say(|c| c.general.back_to_sign_in)}</A></li></ul>
        </AccessPage>
    }
    .into_any()
}

#[component]
fn ForgotForm(email: RwSignal<String>, sent: RwSignal<bool>) -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let own = words();
    let waiting = Waiting::new();
    let attempt = StoredValue::new(Attempt::new());
    let check = move |text: String| email_wrong(&text).then(|| t.untracked().general.email_wrong.to_owned());
    let send = move || {
        let input = RequestPasswordRecovery { app: App::Portal, practice: portal.slug(), email: email.get_untracked().trim().into() };
        async move {
            portal.api().request_password_recovery(&attempt.get_value(), &input).await.map_err(|f| waiting.tell(portal, &f))?;
            sent.set(true);
            request_animation_frame(|| ui::focus("sent"));
            Ok(())
        }
    };
    view! {
        <Form send>
            <EmailField value=email check=check />
            <Send waiting label=own.of(|c| c.forgot.submit) />
        </Form>
    }
    .into_any()
}

/// Whether this cannot be an e-mail address.
pub fn email_wrong(text: &str) -> bool {
    let mut c = Checker::default();
    Email::from(text).check(&mut c, "email");
    !c.into_errors().is_empty()
}

#[component]
fn Sent(email: RwSignal<String>, sent: RwSignal<bool>) -> impl IntoView {
    let own = words();
    let text = Signal::derive(move || fill(own.all().forgot.sent_text, &[("email", email.get().trim())]));
    let again = move |()| {
        sent.set(false);
        request_animation_frame(|| ui::focus("email"));
    };
    view! {
        <div class="note" id="sent" tabindex="-1">
            <Icon name=IconName::Mail />
            <h2>{own.say(|c| c.forgot.sent)}</h2>
            <p>{text}</p>
            <Button on_press=again>{own.say(|c| c.forgot.other)}</Button>
        </div>
    }
    .into_any()
}
