//! `/p/{slug}/trouble`: what helps most people, in plain words (A19).

use leptos::prelude::*;
use leptos_router::components::A;
use ui::live;

use super::frame::{AccessPage, PhoneLink};
use super::words;
use crate::portal::use_portal;

/// The page for somebody who cannot get in.
#[component]
pub fn Trouble() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let own = words();
    let advice = move || {
        let words = &own.all().trouble;
        let all = [
            (words.spam, words.spam_text),
            (words.pin, words.pin_text),
            (words.address, words.address_text),
            (words.autofill, words.autofill_text),
            (words.sender, words.sender_text),
        ];
        all.map(|(title, text)| view! { <section><h2>{title}</h2><p>{text}</p></section> }).collect_view()
    };
    view! {
        <AccessPage title=own.of(|c| c.trouble.title) intro=own.of(|c| c.trouble.intro) no_help=true>
            <div class="advice">
                {live(advice)}
                <section>
                    <h2>{own.say(|c| c.trouble.forgot)}</h2>
                    <p>
                        {own.say(|c| c.trouble.forgot_text)} " "
                        <A href=portal.path("/forgot")>{own.say(|c| c.recovery.ask_again)}</A>
                    </p>
                </section>
                <section>
                    <h2>{own.say(|c| c.trouble.call)}</h2>
                    <p>{own.say(|c| c.trouble.call_text)}</p>
                    <p class="row">
                        <PhoneLink button=true />
                        <A href=portal.path("/code")>{t.say(|c| c.sign_in.code)}</A>
                    </p>
                </section>
            </div>
            <ul class="ways"><li><A href=portal.path("/sign-in")>{t.say(|c| c.general.back_to_sign_in)}</A></li></ul>
        </AccessPage>
    }
    .into_any()
}
