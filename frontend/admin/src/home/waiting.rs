//! Clients who were invited and have not come in yet (A5).

use domain::practice::overview::WaitingClient;
use leptos::prelude::*;
use ui::{Card, Tag, Tone};

use crate::workplace::use_workplace;

/// Each with when the PIN ends, and the way to their portal tab.
#[component]
pub fn Waiting(clients: Vec<WaitingClient>) -> impl IntoView {
    let workplace = use_workplace();
    let line = move |client: WaitingClient| {
        let over = client.expires_at.as_millisecond() as f64 <= ui::now();
        let (tone, word) = if over { (Tone::Bad, "PIN expired") } else { (Tone::Due, "Not signed in yet") };
        let until = if over { "The PIN ended on " } else { "The PIN works until " };
        view! {
            <li class="row">
                <div>
                    <a href=format!("/admin/clients/{}/portal", client.client_id)>{String::from(client.display_name)}</a>
                    <p class="soft small">
                        "Invited on " {workplace.time(client.invited_at)} ". " {until} {workplace.time(client.expires_at)} "."
                    </p>
                </div>
                <Tag tone>{word}</Tag>
            </li>
        }
    };
    view! {
        <Card title="Not signed in yet">
            <ul class="list">{clients.into_iter().map(line).collect_view()}</ul>
        </Card>
    }
    .into_any()
}
