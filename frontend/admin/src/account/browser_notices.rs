//! Notices of this browser that a message waits: opted in to, and without content. The worker beside the pages shows them.

use api::Attempt;
use conversation::wake::{Waking, Worker};
use leptos::prelude::*;
use ui::{Button, Card, Failure, Skeleton, act, live, use_toasts};
use wasm_bindgen_futures::spawn_local;

use crate::session::{Session, use_session};

/// The worker of the practice's pages.
pub fn worker() -> Worker {
    Worker::new("/admin-worker.js", "/admin")
}

/// The choice.
#[component]
pub fn BrowserNotices() -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let of = StoredValue::new(ui::draft::subject().unwrap_or_default());
    let state = RwSignal::new(None::<Waking>);
    spawn_local(async move {
        let found = waking(session).await;
        let _ = state.try_set(Some(found));
    });
    let on = act(move || async move {
        let now = switch_on(session, &of.get_value()).await?;
        let _ = state.try_set(Some(now));
        if now == Waking::On {
            toasts.say("This browser tells you of messages.");
        }
        Ok(())
    });
    let off = act(move || async move {
        switch_off(session).await?;
        let _ = state.try_set(Some(Waking::Off));
        toasts.say("This browser no longer tells you of messages.");
        Ok(())
    });
    let body = live(move || {
        match state.get() {
        None => view! { <Skeleton lines=2 /> }.into_any(),
        Some(Waking::Unable) => view! { <p>"This browser cannot tell you of messages. E-mails do, whatever you choose here."</p> }.into_any(),
        Some(Waking::Refused) => view! {
            <p>"Notices of this site are blocked in this browser. Allow them in the browser's settings; then they can be switched on here."</p>
        }
        .into_any(),
        Some(Waking::Off) => view! {
            <p>"This browser can tell you when a message waits, also while these pages are closed. It says that there is one, never what it says or who wrote it."</p>
            <div><Button busy=on.busy() on_press=move |()| on.run()>"Tell me in this browser"</Button></div>
        }
        .into_any(),
        Some(Waking::On) => view! {
            <p>"This browser tells you when a message waits. It never says what is in it or who wrote it."</p>
            <div><Button busy=off.busy() on_press=move |()| off.run()>"Stop telling me"</Button></div>
        }
        .into_any(),
    }
    });
    view! { <Card title="Notices in this browser">{body}</Card> }.into_any()
}

/// How it stands: what the browser says, unless the server knows of no such thing. Somebody else may have asked for it in this
/// browser, or it ended when they were signed out from another one.
async fn waking(session: Session) -> Waking {
    let found = worker().waking().await;
    let ended = found == Waking::On && session.ask(session.api().get_push()).await.is_ok_and(|state| !state.on);
    if ended { Waking::Off } else { found }
}

/// Asks the person, then the browser's push service, then the server.
async fn switch_on(session: Session, of: &str) -> Result<Waking, Failure> {
    let failed = || Failure::new("The browser did not switch it on.", "Its push service may be out of reach. Try again later.");
    let allowed = Worker::ask().await.ok_or_else(failed)?;
    if allowed != Waking::On {
        return Ok(allowed);
    }
    let key = session.ask(session.api().get_push_key()).await?;
    let worker = worker();
    let input = worker.subscribe(&key.public_key, of).await.ok_or_else(failed)?;
    let kept = session.ask(session.api().subscribe_push(&Attempt::new(), &input)).await;
    if kept.is_err() {
        // Nobody would ever wake it.
        worker.unsubscribe().await;
    }
    kept.map(|()| Waking::On)
}

/// The server first: a browser that it still knew would be woken for nothing.
async fn switch_off(session: Session) -> Result<(), Failure> {
    let worker = worker();
    let Some(input) = worker.ending().await else { return Ok(()) };
    match session.ask(session.api().end_push(&Attempt::new(), &input)).await {
        Err(failure) if failure.code != "not_found" => return Err(failure),
        _ => {}
    }
    worker.unsubscribe().await;
    Ok(())
}
