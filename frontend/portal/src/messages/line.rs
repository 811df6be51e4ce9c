//! What is new while somebody is signed in: the line of events, the count at the icon, the frame over the page.

use std::time::Duration;

use api::{Api, Attempt};
use conversation::wake::Worker;
use conversation::{Live, Work};
use domain::ConversationId;
use domain::messaging::{LiveEvent, Message, SendMessage};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::{Icon, IconName, announce, live};
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;

use super::icon::{ICON, is_below};
use super::texts::line;
use crate::parts::{Part, SectionOf};
use crate::portal::{Portal, use_portal};
use crate::session::Farewell;

/// Events that come within so many milliseconds are counted together.
const TOGETHER: u64 = 150;
/// The frame's heading.
const HEADING: &str = "messages-heading";

/// The part, which is no page.
pub fn page_at(page: &str) -> Option<AnyView> {
    page.is_empty().then(|| view! { <Here /> }.into_any())
}

/// The line of this tab, opened by whoever needs it first; none while nobody is signed in.
pub fn line_of(portal: Portal) -> Option<Live> {
    let messages = portal.messages;
    let open = || {
        let owner = messages.owner.get_value()?;
        let live = owner.with(|| Live::open(Api::live_address(&portal.api()), move || who(portal)));
        messages.live.set(Some(live));
        Some(live)
    };
    messages.live.get_untracked().or_else(open)
}

/// Asks who is signed in by now: the line says so when the session is over, and is refused to a page of somebody else's. Out of
/// reach, nobody knows, and the page stays.
fn who(portal: Portal) {
    spawn_local(async move {
        let Ok(me) = portal.api().unattended().get_me().await else { return };
        if portal.messages.live.try_get_untracked().flatten().is_none() {
            return;
        }
        let login = me.client.as_ref().map(|client| client.login_id);
        let same = me.practice.slug == portal.slug() && untrack(|| portal.session.client()).map(|client| client.login_id) == login;
        if same {
            count(portal);
        } else {
            portal.know(me);
        }
    });
}

/// Asks how much waits. An answer that there is no session any longer is heard by the portal.
fn count(portal: Portal) {
    let messages = portal.messages;
    let round = messages.next_round();
    spawn_local(async move {
        match portal.api().unattended().get_my_unread().await {
            Ok(counts) if messages.round.try_get_value() == round => messages.counted(counts),
            Ok(_) => {}
            // The right was taken away: nothing is to be said, or waited for.
            Err(failure) if failure.status() == Some(404) => {
                if let Some(Some(live)) = messages.live.try_get_untracked() {
                    live.end();
                }
            }
            Err(_) => {}
        }
    });
}

/// The worker that shows notices while this practice's pages are closed.
pub fn worker(portal: Portal) -> Worker {
    Worker::new("/portal-worker.js", portal.path("/"))
}

#[component]
fn Here() -> impl IntoView {
    let portal = use_portal();
    let messages = portal.messages;
    let Some(line) = line_of(portal) else { return ().into_any() };
    count(portal);
    let due = StoredValue::new(false);
    let soon = move || {
        if due.get_value() {
            return;
        }
        due.set_value(true);
        set_timeout(
            move || {
                if due.try_update_value(|due| *due = false).is_some() {
                    count(portal);
                }
            },
            Duration::from_millis(TOGETHER),
        );
    };
    line.follow(move |event| match event {
        LiveEvent::Message(_) | LiveEvent::Read(_) | LiveEvent::Conversation(_) | LiveEvent::Resync {} => soon(),
        // The server has the last word, and says so to the portal.
        LiveEvent::SessionEnded {} => who(portal),
        LiveEvent::Draft(_) => {}
    });
    // Nobody presses anything: it is no use of the session.
    let send = move |id: ConversationId, message: SendMessage, _: bool| -> Work<Message> {
        let api = portal.api().unattended();
        Box::pin(async move { api.send_my_message(&Attempt::new(), id, &message).await })
    };
    messages.outbox.begin(line, send);
    let path = use_location().pathname;
    let on_page = Memo::new(move |_| path.with(|path| is_below(path, &portal.path("/messages"))));
    Effect::new(move |_| {
        if on_page.get() {
            messages.open.set(false);
        }
    });
    say_what_comes(portal, on_page);
    let looked_at = window_event_listener(ev::visibilitychange, move |_| {
        messages.hidden.set(document().visibility_state() == VisibilityState::Hidden);
    });
    let of = ui::draft::subject();
    on_cleanup(move || {
        looked_at.remove();
        // Only for want of use, or from afar, does a session end without its person: then they are told on.
        let left = portal.session.farewell_untracked().is_some_and(|farewell| farewell != Farewell::Ended);
        if let Some(of) = of.filter(|_| left) {
            spawn_local(async move { worker(portal).unsubscribe_of(&of).await });
        }
    });
    live(move || messages.open.get().then(|| view! { <Frame /> }.into_any())).into_any()
}

/// Screen readers hear of a message where none is in sight; an open thread says it itself.
fn say_what_comes(portal: Portal, on_page: Memo<bool>) {
    let (say, t) = (announce(), line::texts());
    Effect::new(move |before: Option<u32>| {
        let now = portal.messages.unread.get();
        let in_sight = on_page.get_untracked() || portal.messages.open.get_untracked();
        if before.is_some_and(|before| now > before) && !in_sight {
            say(t.untracked().line.arrived.to_owned());
        }
        now
    });
}

/// The messages over the page. What stands in it is a part of its own.
#[component]
fn Frame() -> impl IntoView {
    let portal = use_portal();
    let t = line::texts();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get().filter(|dialog| !dialog.open()) {
            dialog.show();
            ui::focus(HEADING);
        }
    });
    let close = move || {
        portal.messages.open.set(false);
        ui::focus(ICON);
    };
    let keys = move |event: ev::KeyboardEvent| {
        let over = || document().query_selector("dialog:modal, :popover-open").ok().flatten().is_some();
        if event.key() == "Escape" && !event.default_prevented() && !event.is_composing() && !over() {
            event.prevent_default();
            close();
        }
    };
    let general = portal.texts;
    view! {
        <dialog class="widget" node_ref=node aria-labelledby=HEADING on:keydown=keys>
            <div class="top">
                <h2 id=HEADING tabindex="-1">{general.say(|c| c.general.messages)}</h2>
                <a class="icon-button" href=portal.path("/messages") aria-label=t.say(|c| c.line.whole) title=t.say(|c| c.line.whole)>
                    <Icon name=IconName::Expand />
                </a>
                <button type="button" class="icon-button" aria-label=general.say(|c| c.words.close) on:click=move |_| close()>
                    <Icon name=IconName::Close />
                </button>
            </div>
            <div class="inside"><SectionOf part=Part::Messages lines=6 page="widget" /></div>
        </dialog>
    }
    .into_any()
}
