//! The next appointment, on the portal's first page.

use domain::booking::portal::{PortalAppointment, When as Time};
use leptos::prelude::*;
use ui::{ButtonLink, Card, Load};

use super::cancel::is_ahead;
use super::list::mine;
use super::one::When;
use super::texts::visit;
use crate::portal::use_portal;

/// The card, which is no page of its own.
pub fn page_at(page: &str) -> Option<AnyView> {
    page.is_empty().then(|| view! { <Next /> }.into_any())
}

/// The card.
#[component]
fn Next() -> impl IntoView {
    let (portal, t) = (use_portal(), visit::texts());
    let all = mine(portal, Time::Upcoming);
    view! {
        <Card title=t.of(|c| c.next.title)>
            <Load from=all.items() lines=3 let:items><First visit=items.into_iter().find(is_ahead) /></Load>
        </Card>
    }
    .into_any()
}

#[component]
fn First(visit: Option<PortalAppointment>) -> impl IntoView {
    let (portal, t) = (use_portal(), visit::texts());
    match visit {
        Some(visit) => {
            let (one, all) = (portal.path(&format!("/appointments/{}", visit.id)), portal.path("/appointments"));
            let place = visit.office.name.clone();
            view! {
                <When visit />
                <p class="soft">{place}</p>
                <div class="actions">
                    <ButtonLink href=one small=true>{t.say(|c| c.next.details)}</ButtonLink>
                    <a href=all>{t.say(|c| c.next.all)}</a>
                </div>
            }
            .into_any()
        }
        None => view! {
            <p class="soft">{t.say(|c| c.next.none)}</p>
            <p><ButtonLink href=portal.path("/appointments")>{t.say(|c| c.next.request)}</ButtonLink></p>
        }
        .into_any(),
    }
}
