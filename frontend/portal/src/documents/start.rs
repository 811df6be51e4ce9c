//! `/documents/start`: goes to the first document that waits (D3), and says so when there is none any more.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use ui::{ButtonKind, ButtonLink, Heading, Load};

use super::texts::{own, steps};
use super::walk::mine;
use crate::portal::use_portal;

/// The page.
#[component]
pub fn Start() -> impl IntoView {
    let (portal, t) = (use_portal(), steps::texts());
    let all = mine(portal);
    view! {
        <div class="page narrow">
            <Load from=all lines=4 let:all>
                {match all.open.first() {
                    Some(first) => {
                        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
                        view! { <Redirect path=portal.path(&format!("/documents/{}", first.id)) options /> }.into_any()
                    }
                    None => view! {
                        <Heading text=t.of(|c| c.walk.all_done) />
                        <p class="lead">{t.say(|c| c.walk.all_done_text)}</p>
                        <div class="actions">
                            <ButtonLink kind=ButtonKind::Primary href=portal.link("/home")>{t.say(|c| c.walk.home)}</ButtonLink>
                            <ButtonLink href=portal.link("/documents")>{own::texts().say(|c| c.list.all)}</ButtonLink>
                        </div>
                    }
                    .into_any(),
                }}
            </Load>
        </div>
    }
    .into_any()
}
