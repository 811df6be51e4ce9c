//! Of a series: this one, or this and those that follow (B14).

use domain::booking::appointment::Reach;
use leptos::prelude::*;
use ui::{Choice, Radios};

/// The choice.
#[component]
pub fn ReachChoice(
    /// What is chosen, by its name in the API.
    value: RwSignal<String>,
    /// The question.
    legend: &'static str,
) -> impl IntoView {
    let choices = vec![
        Choice::new(Reach::ThisOne.as_str(), "This one"),
        Choice::new(Reach::ThisAndLater.as_str(), "This and later").hint("All that follow in the series"),
    ];
    view! { <Radios legend value choices required=true /> }.into_any()
}

/// What was chosen.
pub fn reach_of(name: &str) -> Reach {
    Reach::named(name).unwrap_or(Reach::ThisOne)
}
