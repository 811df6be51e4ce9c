//! `/p/{slug}/messages` and one conversation below it. On a phone they are the whole screen; with room, the list stands
//! beside the thread.

use domain::ConversationId;
use domain::messaging::{Conversation, MyConversations};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::{Fetched, Heading, Icon, IconName, Load, fetched, live};

use super::inbox::{Conversations, Opens, inbox, only, several};
use super::line::line_of;
use super::one::One;
use super::side::Mine;
use super::texts::own;
use crate::app::Missing;
use crate::portal::use_portal;

/// With this in the address the list is shown, even where there is one conversation only.
const LIST: &str = "list";

/// All conversations; where there is one, it opens at once.
#[component]
pub fn All() -> impl IntoView {
    let portal = use_portal();
    let t = own::texts();
    let list = inbox(portal);
    // Decided once: somebody else to write to must not close what is being read.
    let single = RwSignal::new(None::<Conversation>);
    Effect::new(move |_| {
        let found = list.with(|all| only(all).cloned()).flatten();
        if found.is_some() && single.with_untracked(Option::is_none) {
            single.set(found);
        }
    });
    let listed = use_query_map();
    let listed = Memo::new(move |_| listed.with(|query| query.get(LIST).is_some()));
    let more = Memo::new(move |_| list.with(several).unwrap_or_default());
    live(move || match single.get().filter(|_| !listed.get()) {
        Some(conversation) => view! { <div class="page messages"><Open conversation back=more /></div> }.into_any(),
        None => view! {
            <div class="page narrow">
                <Heading text=portal.texts.of(|c| c.general.messages) />
                <p class="lead">{t.say(|c| c.list.intro)}</p>
                <Load from=list lines=4 let:all><div class="card"><Conversations all opens=Opens::ByAddress /></div></Load>
            </div>
        }
        .into_any(),
    })
    .into_any()
}

/// One conversation, with the list beside it.
#[component]
pub fn Chosen(id: ConversationId) -> impl IntoView {
    let portal = use_portal();
    let list = inbox(portal);
    let one = fetched(move || async move { portal.api().get_my_conversation(id).await.map_err(|failure| portal.tell(&failure)) });
    let missing = Memo::new(move |_| one.failure().is_some_and(|failure| failure.code == "not_found"));
    let more = Memo::new(move |_| list.with(several).unwrap_or_default());
    live(move || {
        if missing.get() {
            return view! { <Missing /> }.into_any();
        }
        view! {
            <div class="page messages">
                {live(move || more.get().then(|| view! { <Beside list id /> }.into_any()))}
                <Load from=one lines=8 let:conversation><Open conversation back=more /></Load>
            </div>
        }
        .into_any()
    })
    .into_any()
}

#[component]
fn Beside(list: Fetched<MyConversations>, id: ConversationId) -> impl IntoView {
    let label = use_portal().texts.of(|c| c.general.messages);
    view! {
        <nav class="beside only-wide" aria-label=label>
            <Load from=list lines=4 let:all><Conversations all opens=Opens::ByAddress current=id /></Load>
        </nav>
    }
    .into_any()
}

#[component]
fn Open(
    conversation: Conversation,
    /// Whether there are others to go back to.
    back: Memo<bool>,
) -> impl IntoView {
    let portal = use_portal();
    let t = own::texts();
    let Some(line) = line_of(portal) else { return ().into_any() };
    let name = Signal::stored(conversation.with.name.as_str().to_owned());
    let head = view! {
        <div class="head">
            {live(move || back.get().then(|| view! {
                <a class="icon-button" href=portal.path(&format!("/messages?{LIST}=1")) aria-label=t.say(|c| c.list.all) title=t.say(|c| c.list.all)>
                    <Icon name=IconName::ChevronLeft />
                </a>
            }.into_any()))}
            <Heading text=name />
        </div>
    }
    .into_any();
    view! { <One conversation side=Mine::signed_in(portal) line head /> }.into_any()
}
