//! The facts about a document: whose, what it asks, when, and of which version it was made.

use domain::documents::StaffDocument;
use leptos::prelude::*;
use ui::Card;

use crate::documents::frame::writes_templates;
use crate::documents::open::Due;
use crate::documents::standing;
use crate::wall;
use crate::workplace::use_workplace;

/// The card.
#[component]
pub fn FactsCard(document: StaffDocument) -> impl IntoView {
    let workplace = use_workplace();
    let today = wall::now(&workplace.zone()).date();
    let one = document.summary;
    let version = document.template_version.map(|number| {
        let text = format!("Version {number}");
        let text = match document.template_id.filter(|_| writes_templates(workplace.role())) {
            Some(id) => view! { <a href=format!("/admin/documents/templates/{id}")>{text}</a> }.into_any(),
            None => text.into_any(),
        };
        view! { <dt>"Template"</dt> <dd>{text}</dd> }
    });
    let client = format!("/admin/clients/{}", one.client_id);
    let settled = document.proposal.settled_at.map(|at| view! { <dt>"Record compared"</dt> <dd>{workplace.time(at)}</dd> });
    let due = one.due.is_some().then(|| view! { <dt>"Due"</dt> <dd><Due document=one.clone() today /></dd> });
    let done = one.done_at.map(|at| view! { <dt>"Finished"</dt> <dd>{workplace.time(at)}</dd> });
    let renews = one.renews_on.map(|day| view! { <dt>"Asked anew on"</dt> <dd>{wall::day_with_year(day)}</dd> });
    view! {
        <Card title="At a glance">
            <dl class="facts">
                <dt>"Client"</dt> <dd><a href=client>{String::from(one.client_name)}</a></dd>
                <dt>"Kind"</dt> <dd>{standing::kind(one.kind)}</dd>
                <dt>"Sent"</dt> <dd>{workplace.time(one.sent_at)}</dd>
                {due} {done} {renews} {version} {settled}
            </dl>
        </Card>
    }
    .into_any()
}
