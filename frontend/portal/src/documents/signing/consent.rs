//! What is told before the first electronic signature (D4): what it means, and the right to paper.

use api::Attempt;
use domain::documents::{ElectronicConsent as Told, ElectronicConsentGiven};
use leptos::prelude::*;
use paper::Text;
use ui::{Button, ButtonKind, Fetched, Load, act, announce, fetched};

use super::super::problems::tell;
use super::super::texts::own;
use super::super::words;
use super::form::HEADING;
use crate::access::PhoneLink;
use crate::portal::use_portal;

/// What is told, and the button that agrees.
#[component]
pub fn ElectronicConsent(
    /// Whether it is still to be agreed to.
    needs: RwSignal<bool>,
) -> impl IntoView {
    let portal = use_portal();
    let told = fetched(move || async move { portal.api().get_my_electronic_consent().await.map_err(|failure| portal.tell(&failure)) });
    view! { <section class="card"><Load from=told lines=8 let:said><Agree said again=told needs /></Load></section> }.into_any()
}

#[component]
fn Agree(said: Told, again: Fetched<Told>, needs: RwSignal<bool>) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let attempt = StoredValue::new(Attempt::new());
    let say = announce();
    let sha256 = said.sha256;
    let agree = act(move || {
        let input = ElectronicConsentGiven { sha256: sha256.clone() };
        async move {
            match portal.api().give_my_electronic_consent(&attempt.get_value(), &input).await {
                Ok(_) => {
                    needs.set(false);
                    say(t.untracked().sign.consent_given.to_owned());
                    request_animation_frame(|| ui::focus(HEADING));
                    Ok(())
                }
                Err(failure) => {
                    if failure.is("consent_changed") {
                        again.reload();
                    }
                    Err(tell(portal, &failure))
                }
            }
        }
    });
    view! {
        <Text blocks=said.blocks words=words(portal) />
        <div class="actions">
            <Button kind=ButtonKind::Primary busy=agree.busy() on_press=move |()| agree.run()>{t.say(|c| c.sign.consent_agree)}</Button>
        </div>
        <p class="soft">{t.say(|c| c.sign.consent_paper)} " " <PhoneLink /></p>
    }
    .into_any()
}
