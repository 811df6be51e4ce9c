//! What differs from somebody's week: time off and extra hours that are not over.

use api::Attempt;
use domain::StaffId;
use domain::booking::exception::{AvailabilityException, ListAvailabilityExceptions};
use leptos::prelude::*;
use ui::{Button, ButtonKind, ButtonLink, Card, Fetched, IconName, Load, act, fetched, use_toasts};

use crate::calendar::labels;
use crate::session::use_session;
use crate::wall;

/// The list, with the way to a new one.
#[component]
pub fn Exceptions(id: StaffId) -> impl IntoView {
    let session = use_session();
    let list = fetched(move || {
        let api = session.api();
        async move {
            Ok::<_, ui::Failure>(session.ask(api.list_availability_exceptions(id, &ListAvailabilityExceptions::default())).await?.items)
        }
    });
    view! {
        <Card title="Time off and extra hours">
            <Load from=list lines=3 let:all>
                {if all.is_empty() {
                    view! { <p class="soft">"Nothing differs from the weekly hours."</p> }.into_any()
                } else {
                    let lines = all.into_iter().map(|exception| view! { <Line exception list /> }).collect_view();
                    view! { <ul class="list">{lines}</ul> }.into_any()
                }}
            </Load>
            <div><ButtonLink href=format!("/admin/calendar/exceptions/new?staff={id}") icon=IconName::Plus>"Add time off or extra hours"</ButtonLink></div>
        </Card>
    }
    .into_any()
}

#[component]
fn Line(exception: AvailabilityException, list: Fetched<Vec<AvailabilityException>>) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let attempt = Attempt::new();
    let id = exception.id;
    let what = labels::exception(exception.details.kind);
    let when = wall::span(exception.details.from, exception.details.to);
    let note = String::from(exception.details.note);
    let label = format!("Remove {}, {when}", what.to_lowercase());
    let remove = act(move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            session.ask(api.delete_availability_exception(&attempt, id)).await?;
            list.update(|all| all.retain(|e| e.id != id));
            toasts.say(format!("{what} was removed."));
            Ok(())
        }
    });
    view! {
        <li>
            <div>
                <p>{format!("{what}, {when}")}</p>
                {(!note.is_empty()).then(|| view! { <p class="soft small">{note}</p> })}
            </div>
            <Button kind=ButtonKind::Quiet small=true label busy=remove.busy() on_press=move |()| remove.run()>"Remove"</Button>
        </li>
    }
    .into_any()
}
