//! The secret address under which other programs read a clinician's calendar: made, shown once, revoked.

use api::Attempt;
use domain::StaffId;
use domain::booking::calendar::CalendarFeed;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Card, ConfirmDialog, Fetched, IconName, Load, act, fetched, use_toasts};
use wasm_bindgen_futures::spawn_local;

use crate::files::copy;
use crate::session::use_session;
use crate::workplace::use_workplace;

/// The card.
#[component]
pub fn FeedCard(id: StaffId) -> impl IntoView {
    let session = use_session();
    let feed = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_staff_calendar_feed(id)).await }
    });
    view! {
        <Card title="This calendar in other programs">
            <p>"Subscribe to a secret address, and appointments show up there with initials only. Whoever has the address can read it."</p>
            <Load from=feed lines=3 let:now><State id now feed /></Load>
        </Card>
    }
    .into_any()
}

#[component]
fn State(id: StaffId, now: CalendarFeed, feed: Fetched<CalendarFeed>) -> impl IntoView {
    let (session, workplace, toasts) = (use_session(), use_workplace(), use_toasts());
    let attempt = Attempt::new();
    let make = act(move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            feed.set(session.ask(api.create_staff_calendar_feed(&attempt, id)).await?);
            Ok(())
        }
    });
    let ending = RwSignal::new(false);
    let attempt = Attempt::new();
    let revoke = move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            session.ask(api.revoke_staff_calendar_feed(&attempt, id)).await?;
            feed.set(CalendarFeed { url: None, created_at: None });
            toasts.say("The address no longer works.");
            Ok(())
        }
    };
    let Some(created) = now.created_at else {
        return view! {
            <div><Button kind=ButtonKind::Primary icon=IconName::Key busy=make.busy() on_press=move |()| make.run()>"Make an address"</Button></div>
        }
        .into_any();
    };
    let shown = now.url.map(|url| {
        let url = StoredValue::new(url.as_str().to_owned());
        let take = move |()| {
            spawn_local(async move {
                let done = copy(&url.get_value()).await;
                toasts.say(if done { "Copied." } else { "The browser does not allow copying. Mark the address and copy it." });
            });
        };
        view! {
            <div class="stack tight">
                <p><b>"Copy it now: it is shown only once."</b></p>
                <output class="address">{url.get_value()}</output>
                <div><Button small=true icon=IconName::Copy on_press=take>"Copy the address"</Button></div>
            </div>
        }
    });
    view! {
        <p class="soft">"In use since " {workplace.time(created)} "."</p>
        {shown}
        <div class="actions">
            <Button busy=make.busy() on_press=move |()| make.run()>"Make a new address"</Button>
            <Button kind=ButtonKind::Danger on_press=move |()| ending.set(true)>"Revoke"</Button>
        </div>
        <p class="soft small">"A new address replaces the old one, which stops working."</p>
        <ConfirmDialog open=ending title="Revoke the address?" danger=true confirm="Revoke" keep="Keep it" on_confirm=revoke
            text="Programs that are subscribed to it no longer see this calendar." />
    }
    .into_any()
}
