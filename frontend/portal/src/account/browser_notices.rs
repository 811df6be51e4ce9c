//! Notices of this browser that a message waits: opted in to, and without content. The worker beside the pages shows them.

use api::Attempt;
use conversation::wake::{Waking, Worker};
use leptos::prelude::*;
use ui::{Button, Card, Skeleton, act, live, use_toasts};
use wasm_bindgen_futures::spawn_local;

use super::words;
use crate::messages::line::worker;
use crate::portal::{Portal, use_portal};

/// The choice, for who may write.
#[component]
pub fn BrowserNotices() -> impl IntoView {
    let portal = use_portal();
    let own = words();
    let toasts = use_toasts();
    let state = RwSignal::new(None::<Waking>);
    spawn_local(async move {
        let found = waking(portal).await;
        let _ = state.try_set(Some(found));
    });
    let on = act(move || async move {
        let now = switch_on(portal).await?;
        let _ = state.try_set(Some(now));
        if now == Waking::On {
            toasts.say(own.untracked().notices.is_on);
        }
        Ok(())
    });
    let off = act(move || async move {
        switch_off(portal).await?;
        let _ = state.try_set(Some(Waking::Off));
        toasts.say(own.untracked().notices.is_off);
        Ok(())
    });
    let body = live(move || match state.get() {
        None => view! { <Skeleton lines=2 /> }.into_any(),
        Some(Waking::Unable) => view! { <p>{own.say(|c| c.notices.unable)}</p> }.into_any(),
        Some(Waking::Refused) => view! { <p>{own.say(|c| c.notices.refused)}</p> }.into_any(),
        Some(Waking::Off) => view! {
            <p>{own.say(|c| c.notices.text)}</p>
            <div><Button busy=on.busy() on_press=move |()| on.run()>{own.say(|c| c.notices.switch_on)}</Button></div>
        }
        .into_any(),
        Some(Waking::On) => view! {
            <p>{own.say(|c| c.notices.on_text)}</p>
            <div><Button busy=off.busy() on_press=move |()| off.run()>{own.say(|c| c.notices.switch_off)}</Button></div>
        }
        .into_any(),
    });
    view! { <Card title=own.of(|c| c.notices.title)>{body}</Card> }.into_any()
}

/// How it stands: what the browser says, unless the server knows of no such thing. Somebody else may have asked for it in this
/// browser, or it ended when they were signed out from another one.
async fn waking(portal: Portal) -> Waking {
    let found = worker(portal).waking().await;
    let ended = found == Waking::On && portal.api().get_my_push().await.is_ok_and(|state| !state.on);
    if ended { Waking::Off } else { found }
}

/// Asks the person, then the browser's push service, then the server.
async fn switch_on(portal: Portal) -> Result<Waking, ui::Failure> {
    let own = &words_of(portal).notices;
    let failed = || ui::Failure::new(own.failed, own.failed_text);
    let allowed = Worker::ask().await.ok_or_else(failed)?;
    if allowed != Waking::On {
        return Ok(allowed);
    }
    let key = portal.api().get_push_key().await.map_err(|failure| portal.tell(&failure))?;
    let worker = worker(portal);
    let of = untrack(|| portal.session.client()).map(|me| me.login_id.to_string()).unwrap_or_default();
    let input = worker.subscribe(&key.public_key, &of).await.ok_or_else(failed)?;
    if let Err(failure) = portal.api().subscribe_my_push(&Attempt::new(), &input).await {
        // Nobody would ever wake it.
        worker.unsubscribe().await;
        return Err(portal.tell(&failure));
    }
    Ok(Waking::On)
}

/// The server first: a browser that it still knew would be woken for nothing.
async fn switch_off(portal: Portal) -> Result<(), ui::Failure> {
    let worker = worker(portal);
    let Some(input) = worker.ending().await else { return Ok(()) };
    match portal.api().end_my_push(&Attempt::new(), &input).await {
        Err(failure) if failure.status() != Some(404) => return Err(portal.tell(&failure)),
        _ => {}
    }
    worker.unsubscribe().await;
    Ok(())
}

/// The texts of this moment, where no page is around.
fn words_of(portal: Portal) -> &'static super::texts::Catalogue {
    portal.texts.of_part::<super::texts::Catalogue>().untracked()
}
