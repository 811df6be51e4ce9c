//! Requests that wait for an answer.

use leptos::prelude::*;
use ui::{ButtonLink, Card};

use crate::requests::OpenRequests;

/// How many there are, and the way to them.
#[component]
pub fn Asked(open: OpenRequests) -> impl IntoView {
    let text = move || match open.count.get() {
        1 => "One client asked for a time and waits for your answer.".to_owned(),
        n => format!("{n} clients asked for a time and wait for your answer."),
    };
    view! {
        <Card title="Requests">
            <p>{text}</p>
            <div><ButtonLink href="/admin/requests" small=true>"Answer requests"</ButtonLink></div>
        </Card>
    }
    .into_any()
}
