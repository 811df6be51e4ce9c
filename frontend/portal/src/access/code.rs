//! `/p/{slug}/code`: the six digits that the practice reads out on the telephone (A9).

use api::Attempt;
use domain::access::welcome::RedeemPinCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use ui::{Field, FieldKind, Form};

use super::frame::AccessPage;
use super::waiting::{EmailField, Send, Waiting};
use crate::portal::use_portal;

/// The page for a PIN code.
#[component]
pub fn Code() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    view! {
        <AccessPage title=t.of(|c| c.code.title) intro=t.of(|c| c.code.intro)>
            <CodeForm />
            <ul class="ways"><li><A href=portal.path("/sign-in")>{t.say(|c| c.code.back)}</A></li></ul>
        </AccessPage>
    }
    .into_any()
}

#[component]
fn CodeForm() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let email = RwSignal::new(String::new());
    let code = RwSignal::new(String::new());
    let waiting = Waiting::new();
    let attempt = StoredValue::new(Attempt::new());
    let navigate = use_navigate();
    let digits = move || code.with_untracked(|c| c.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>());
    let six = move |_: String| {
        let typed = digits();
        (typed.len() != 6 || !typed.bytes().all(|b| b.is_ascii_digit())).then(|| t.untracked().code.code_wrong.to_owned())
    };
    let send = move || {
        let input = RedeemPinCode { practice: portal.slug(), email: email.get_untracked().trim().into(), code: digits().into() };
        let navigate = navigate.clone();
        async move {
            portal.api().redeem_pin_code(&attempt.get_value(), &input).await.map_err(|f| waiting.tell(portal, &f))?;
            navigate(&portal.path("/password"), NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    view! {
        <Form send>
            <EmailField value=email />
            <Field label=t.of(|c| c.code.code) value=code kind=FieldKind::Code id="code" pointer="/code" required=true
                hint=t.of(|c| c.code.code_hint) check=six autocomplete="one-time-code" enterkeyhint="go" maxlength=9u32 />
            <Send waiting label=t.of(|c| c.code.submit) />
        </Form>
    }
    .into_any()
}
