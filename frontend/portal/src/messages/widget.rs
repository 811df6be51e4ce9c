//! What stands in the frame over the page: the list, or one conversation.

use domain::messaging::Conversation;
use leptos::prelude::*;
use ui::{Button, ButtonKind, FailureNote, IconName, Skeleton, live};
use wasm_bindgen::JsCast;

use super::inbox::{Conversations, Opens, inbox, only, several};
use super::line::line_of;
use super::one::One;
use super::side::Mine;
use super::texts::own;
use crate::portal::use_portal;

/// The frame's content.
#[component]
pub fn Inside() -> impl IntoView {
    let portal = use_portal();
    let t = own::texts();
    let list = inbox(portal);
    let chosen = RwSignal::new(None::<Conversation>);
    // The only one opens at once, and stays open when others come.
    let looked = StoredValue::new(false);
    Effect::new(move |_| {
        let Some(found) = list.with(|all| only(all).cloned()) else { return };
        if !looked.get_value() {
            looked.set_value(true);
            chosen.set(found);
        }
    });
    let more = Memo::new(move |_| list.with(several).unwrap_or_default());
    let open = Callback::new(move |conversation: Conversation| {
        chosen.set(Some(conversation));
        list.reload();
    });
    live(move || match chosen.get() {
        Some(conversation) => {
            let Some(line) = line_of(portal) else { return ().into_any() };
            let name = String::from(conversation.with.name.clone());
            let back = move || {
                more.get().then(|| {
                    let press = move |()| {
                        chosen.set(None);
                        ui::focus("messages-heading");
                    };
                    view! {
                        <Button small=true kind=ButtonKind::Quiet icon=IconName::ChevronLeft on_press=press>{t.say(|c| c.list.all)}</Button>
                    }
                    .into_any()
                })
            };
            let head = view! { <div class="head">{live(back)} <h3>{name}</h3></div> }.into_any();
            write_at_once();
            view! { <One conversation side=Mine::signed_in(portal) line head /> }.into_any()
        }
        None => view! { <div class="choose-talk"><List list opens=Opens::Here(open) /></div> }.into_any(),
    })
    .into_any()
}

/// The list follows what is new without losing its place: only its lines are made anew.
#[component]
fn List(list: ui::Fetched<domain::messaging::MyConversations>, opens: Opens) -> impl IntoView {
    live(move || match (list.get(), list.failure()) {
        (Some(all), _) => view! { <Conversations all opens /> }.into_any(),
        (None, None) => view! { <Skeleton lines=4 /> }.into_any(),
        (None, Some(failure)) => view! { <FailureNote failure on_retry=Callback::new(move |()| list.reload()) /> }.into_any(),
    })
    .into_any()
}

/// Whoever opened the frame and did nothing else since goes on in the box.
fn write_at_once() {
    request_animation_frame(|| {
        request_animation_frame(|| {
            let waits = document().active_element().is_none_or(|active| active.id() == "messages-heading" || active.tag_name() == "BODY");
            let field = document().query_selector(".widget textarea").ok().flatten().filter(|_| waits);
            if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = field.focus();
            }
        });
    });
}
