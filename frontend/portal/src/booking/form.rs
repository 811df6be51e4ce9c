//! The form of a client at the end of the way to a time: an optional note, and the press that sends the request (B6, B9).

use api::Attempt;
use domain::booking::portal::{OpeningsQuery, RequestAppointment};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Field, FieldKind, Form, Submit};

use super::finder::Finder;
use super::near::{UnlessTaken, lost};
use super::search::Purpose;
use super::texts::own::{self, Pick};

/// The form for a time.
pub fn of_client(finder: Finder, at: Timestamp) -> AnyView {
    view! { <OwnForm finder at /> }.into_any()
}

/// The note, unless an appointment is only moved; what follows from the press, and the press.
#[component]
fn OwnForm(finder: Finder, at: Timestamp) -> impl IntoView {
    let (portal, t) = (finder.portal, own::texts());
    let at_once = untrack(|| finder.chosen.of_service(|service| service.at_once)).unwrap_or_default();
    let attempt = StoredValue::new(Attempt::new());
    let navigate = use_navigate();
    let send = move || {
        let ids = finder.query();
        let note = finder.note.get_untracked().trim().to_owned();
        let navigate = navigate.clone();
        async move {
            let Some(ids) = ids else { return Err(lost(portal)) };
            let OpeningsQuery { staff_id, office_id, service_id, replaces, .. } = ids;
            let input = RequestAppointment { staff_id, office_id, service_id, start: at, note: note.into(), replaces };
            let made = portal.api().request_appointment(&attempt.get_value(), &input).await;
            let made = made.map_err(|failure| finder.refused(&failure))?;
            let to = portal.path(&format!("/appointments/{}", made.id));
            navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    let note = move || {
        view! {
            <Field label=t.of(|c| c.form.note) value=finder.note kind=FieldKind::Area pointer="/note" hint=t.of(|c| c.form.note_hint)
                maxlength=500u32 rows=3u32 draft="note" />
        }
        .into_any()
    };
    let (certain, submit): (Pick, Pick) = match at_once {
        true => (|c| c.form.at_once, |c| c.form.submit_at_once),
        false => (|c| c.form.by_hand, |c| c.form.submit),
    };
    view! {
        <Form send>
            <UnlessTaken finder>
                // Made within the form, which it belongs to.
                {(finder.purpose == Purpose::Request).then(note)}
                <p class="soft">{t.say(certain)}</p>
                <div class="actions"><Submit>{t.say(submit)}</Submit></div>
            </UnlessTaken>
        </Form>
    }
    .into_any()
}
