//! E-mails that did not arrive, each with its reason and another try.

use api::Attempt;
use domain::practice::overview::{PracticeOverview, UndeliveredMail};
use leptos::prelude::*;
use ui::{Button, Card, Fetched, IconName, act, use_toasts};

use crate::labels;
use crate::mail_reply::{MailReply, plain};
use crate::session::use_session;
use crate::workplace::use_workplace;

/// The e-mails; a second try takes the line away.
#[component]
pub fn Undelivered(mails: Vec<UndeliveredMail>, overview: Fetched<PracticeOverview>) -> impl IntoView {
    view! {
        <Card title="E-mails that were not delivered">
            <ul class="list">{mails.into_iter().map(|mail| view! { <Line mail overview /> }).collect_view()}</ul>
        </Card>
    }
    .into_any()
}

#[component]
fn Line(mail: UndeliveredMail, overview: Fetched<PracticeOverview>) -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let toasts = use_toasts();
    let attempt = Attempt::new();
    let id = mail.id;
    let to = StoredValue::new(String::from(mail.to.clone()));
    let retry = act(move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            session.ask(api.retry_email(&attempt, id)).await?;
            toasts.say("The e-mail is queued again.");
            overview.update(|now| now.undelivered.retain(|m| m.id != id));
            Ok(())
        }
    });
    let name = mail.client.map(String::from);
    let about = match (mail.client_id, name) {
        (Some(id), Some(name)) => view! { <a href=format!("/admin/clients/{id}/portal")>{name}</a> }.into_any(),
        _ => view! { <span>{String::from(mail.to.clone())}</span> }.into_any(),
    };
    view! {
        <li class="row">
            <div>
                {about} <span class="soft">{format!(" · {} to {}", labels::email_kind_named(&mail.kind), to.get_value())}</span>
                <p class="soft small">{workplace.time(mail.failed_at)} ": " {plain(&mail.reason)}</p>
                <MailReply reason=mail.reason />
            </div>
            <Button small=true icon=IconName::Mail busy=retry.busy() label=format!("Retry the e-mail to {}", to.get_value())
                on_press=move |()| retry.run()>"Retry"</Button>
        </li>
    }
    .into_any()
}
