//! `/p/{slug}/message#token=…&conversation=…`: the link of a notice (M9). Opening the page changes nothing; its button opens
//! the one conversation in this browser until the link's time is over.

use std::time::Duration;

use api::Attempt;
use conversation::{Live, is_kept_in_tab};
use domain::ConversationId;
use domain::access::session::SessionKind;
use domain::messaging::{Conversation, OpenMessageLink};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Button, ButtonKind, ButtonLink, Heading, Load, Skeleton, act, fetched, live};
use wasm_bindgen_futures::spawn_local;

use super::one::One;
use super::side::Mine;
use super::texts::own::{self, Pick};
use crate::access::AccessPage;
use crate::link;
use crate::portal::{Portal, use_portal};
use crate::session::Stage;
use crate::texts::fill;

/// So many milliseconds before the time of a link is over, whoever writes is told.
const SOON: f64 = 120_000.0;

/// How far somebody is with the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The page was opened without one.
    NoLink,
    /// The button waits.
    Ask,
    /// It was pressed before this page was loaded anew.
    Looking,
    /// The conversation is open.
    Open(ConversationId),
    /// Another browser has it.
    Elsewhere,
    /// Its time is over.
    Over,
    /// The practice lets only devices in that signed in before.
    UnknownDevice,
}

impl Step {
    /// Where an answer leads that is a refusal of the link; none for other failures.
    fn refused(code: &str) -> Option<Self> {
        match code {
            "opened_elsewhere" => Some(Self::Elsewhere),
            "link_over" | "session_ended" | "not_signed_in" => Some(Self::Over),
            "unknown_device" => Some(Self::UnknownDevice),
            _ => None,
        }
    }

    fn says(self) -> (Pick, Pick) {
        match self {
            Self::NoLink => (|c| c.link.none, |c| c.link.none_text),
            Self::Ask | Self::Looking | Self::Open(_) => (|c| c.link.title, |c| c.link.intro),
            Self::Elsewhere => (|c| c.link.elsewhere, |c| c.link.elsewhere_text),
            Self::Over => (|c| c.link.over, |c| c.link.over_text),
            Self::UnknownDevice => (|c| c.link.device, |c| c.link.device_text),
        }
    }
}

/// The page.
#[component]
pub fn LinkPage() -> impl IntoView {
    let portal = use_portal();
    let page = StoredValue::new(portal.path("/message"));
    let held = page.with_value(|page| link::held(page));
    let about = held.as_ref().and_then(|link| link.conversation.parse::<ConversationId>().ok());
    let pressed = page.with_value(|page| link::was_pressed(page));
    let first = match (held.is_some(), pressed) {
        (false, _) => Step::NoLink,
        (true, false) => Step::Ask,
        (true, true) => Step::Looking,
    };
    let step = RwSignal::new(first);
    let until = RwSignal::new(None::<f64>);
    if first == Step::Looking {
        look(portal, about, step, until);
    }
    // Signed in, they need no link.
    let navigate = use_navigate();
    let target = StoredValue::new(about.map_or_else(|| portal.path("/messages"), |id| portal.path(&format!("/messages/{id}"))));
    Effect::new(move |_| {
        if portal.session.stage() == Stage::Client {
            target.with_value(|to| navigate(to, NavigateOptions { replace: true, ..NavigateOptions::default() }));
        }
    });
    let shown = Memo::new(move |_| step.get());
    live(move || match shown.get() {
        Step::Open(id) => view! { <Narrow id step until sign_in=sign_in(portal, target) /> }.into_any(),
        Step::Looking => view! { <div class="page narrow middle"><Skeleton lines=4 /></div> }.into_any(),
        asked => {
            // What they wrote here waits in this tab for the conversation to be opened after signing in.
            let kept = asked == Step::Over && about.is_some_and(is_kept_in_tab);
            view! { <Asking asked kept step until page sign_in=sign_in(portal, target) /> }.into_any()
        }
    })
    .into_any()
}

/// The sign-in page, which leads on to that conversation.
fn sign_in(portal: Portal, target: StoredValue<String>) -> String {
    format!("{}?next={}", portal.path("/sign-in"), target.with_value(|to| String::from(js_sys::encode_uri_component(to))))
}

/// Whether the session that the button began is still there.
fn look(portal: Portal, about: Option<ConversationId>, step: RwSignal<Step>, until: RwSignal<Option<f64>>) {
    spawn_local(async move {
        let now = match (portal.api().get_me().await, about) {
            (Ok(me), Some(id)) if me.kind == SessionKind::MessageLink && me.practice.slug == portal.slug() => {
                let _ = until.try_set(Some(ui::now() + f64::from(me.ends.absolute_seconds) * 1_000.0));
                Step::Open(id)
            }
            (Err(api::Failure::Network), _) => Step::Ask,
            _ => Step::Over,
        };
        let _ = step.try_set(now);
    });
}

/// The button, or why there is none.
#[component]
fn Asking(
    asked: Step,
    /// Whether something was written that is not sent.
    kept: bool,
    step: RwSignal<Step>,
    until: RwSignal<Option<f64>>,
    page: StoredValue<String>,
    sign_in: String,
) -> impl IntoView {
    let portal = use_portal();
    let t = own::texts();
    let attempt = StoredValue::new(Attempt::new());
    let open = act(move || async move {
        let token = page.with_value(|page| link::held(page)).map(|link| link.token).unwrap_or_default();
        let input = OpenMessageLink { practice: portal.slug(), token: token.into() };
        match portal.api().open_message_link(&attempt.get_value(), &input).await {
            Ok(opened) => {
                page.with_value(|page| link::press(page));
                until.set(Some(ui::now() + f64::from(opened.ends.absolute_seconds) * 1_000.0));
                step.set(Step::Open(opened.conversation_id));
                Ok(())
            }
            Err(failure) => {
                let refused = Step::refused(failure.code()).ok_or_else(|| portal.tell(&failure))?;
                step.set(refused);
                Ok(())
            }
        }
    });
    let (title, intro) = asked.says();
    let actions = move || {
        if asked == Step::Ask {
            return view! {
                <Button kind=ButtonKind::Primary busy=open.busy() on_press=move |()| open.run()>{t.say(|c| c.link.read)}</Button>
            }
            .into_any();
        }
        view! { <ButtonLink kind=ButtonKind::Primary href=sign_in.clone()>{t.say(|c| c.link.sign_in)}</ButtonLink> }.into_any()
    };
    view! {
        <AccessPage title=t.of(title) intro=t.of(intro)>
            {kept.then(|| view! { <p>{t.say(|c| c.link.kept)}</p> }.into_any())}
            <div class="actions">{actions()}</div>
        </AccessPage>
    }
    .into_any()
}

/// The one conversation, and until when.
#[component]
fn Narrow(id: ConversationId, step: RwSignal<Step>, until: RwSignal<Option<f64>>, sign_in: String) -> impl IntoView {
    let portal = use_portal();
    let over = Callback::new(move |()| {
        let _ = step.try_set(Step::Over);
    });
    let left = until.get_untracked().map_or(0.0, |until| (until - ui::now()).max(0.0));
    let soon = RwSignal::new(false);
    let ending = set_timeout_with_handle(move || over.run(()), Duration::from_millis(left as u64)).ok();
    let told = move || {
        let _ = soon.try_set(true);
    };
    let telling = set_timeout_with_handle(told, Duration::from_millis((left - SOON).max(0.0) as u64)).ok();
    // A device that slept has not counted.
    let awake = window_event_listener_untyped("visibilitychange", move |_| {
        match until.try_get_untracked().flatten().map(|until| until - ui::now()) {
            Some(left) if left <= 0.0 => over.run(()),
            Some(left) if left <= SOON => told(),
            Some(_) | None => {}
        }
    });
    on_cleanup(move || {
        awake.remove();
        for timer in [ending, telling].into_iter().flatten() {
            timer.clear();
        }
    });
    let line = Live::open(api::Api::live_address(&portal.api()), move || still_here(portal, over));
    line.follow(move |event| {
        if event == (domain::messaging::LiveEvent::SessionEnded {}) {
            over.run(());
        }
    });
    let one = fetched(move || async move {
        portal.api().get_my_conversation(id).await.map_err(|failure| {
            if Step::refused(failure.code()).is_some() {
                over.run(());
            }
            portal.tell(&failure)
        })
    });
    let sign_in = StoredValue::new(sign_in);
    view! {
        <div class="page messages">
            <Load from=one lines=8 let:conversation><ByLink conversation line over until soon sign_in /></Load>
        </div>
    }
    .into_any()
}

/// Asks whether the session is still there; out of reach, nobody knows.
fn still_here(portal: Portal, over: Callback<()>) {
    spawn_local(async move {
        if portal.api().unattended().get_me().await.is_err_and(|failure| failure.status() == Some(401)) {
            over.try_run(());
        }
    });
}

#[component]
fn ByLink(
    conversation: Conversation,
    line: Live,
    over: Callback<()>,
    until: RwSignal<Option<f64>>,
    /// The time is nearly over.
    soon: RwSignal<bool>,
    sign_in: StoredValue<String>,
) -> impl IntoView {
    let portal = use_portal();
    let t = own::texts();
    let name = Signal::stored(conversation.with.name.as_str().to_owned());
    let clock = Signal::derive(move || {
        let at = until.get().and_then(|at| domain::time::Timestamp::from_millisecond(at as i64).ok());
        let locale = portal.texts.all().words.locale;
        let time = at.map(|at| ui::time::clock(&at.to_string(), &ui::time::own_zone(), locale)).unwrap_or_default();
        fill(t.all().link.until, &[("time", &time)])
    });
    let soon = Signal::derive(move || if soon.get() { t.all().link.soon } else { "" });
    let head = view! {
        <div class="head"><Heading text=name /></div>
        <p>{clock} " " <a href=sign_in.get_value()>{t.say(|c| c.link.sign_in_all)}</a> " " <span role="status">{soon}</span></p>
    }
    .into_any();
    view! { <One conversation side=Mine::by_link(portal, over) line head /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn m9_each_refusal_of_a_link_has_its_own_words() {
        let steps = ["opened_elsewhere", "link_over", "unknown_device"].map(|code| Step::refused(code).unwrap());
        assert_eq!(steps, [Step::Elsewhere, Step::Over, Step::UnknownDevice]);
        assert_eq!(Step::refused("network"), None, "an answer that did not come refuses nothing");
        let titles: Vec<_> = steps
            .iter()
            .map(|step| {
                step.says().0(<crate::messages::texts::own::Catalogue as crate::texts::Spoken>::in_language(
                    domain::practice::profile::Language::En,
                ))
            })
            .collect();
        assert!(titles[0] != titles[1] && titles[1] != titles[2] && titles[0] != titles[2], "{titles:?}");
    }
}
