//! Calendar feeds: a clinician's calendar in other programs, and other calendars' busy times in ours (B17).

use domain::practice::staff::Role;
use leptos::prelude::*;
use ui::Heading;

use super::feed::FeedCard;
use super::outside::OutsideCard;
use super::people::{People, chosen_person};
use crate::workplace::use_workplace;

/// `/admin/settings/feeds[?person={id}]`
#[component]
pub fn FeedsPage() -> impl IntoView {
    let workplace = use_workplace();
    let anybody = workplace.role() != Role::Clinician;
    let person = chosen_person(workplace);
    view! {
        <Heading text="Calendar feeds" />
        {anybody.then(|| view! { <People label="Calendars of" page="feeds" person /> })}
        {move || person.get().map(|id| view! {
            <div class="columns">
                <FeedCard id />
                <OutsideCard id />
            </div>
        })}
    }
    .into_any()
}
