//! The page: the list of conversations, and beside it the one that is open; on a phone one after the other.

use domain::practice::staff::Role;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_navigate};
use ui::{Button, ButtonKind, ButtonLink, Choice, Empty, Field, FieldKind, Heading, IconName, Load, Pager, Select, focus, use_shortcut};

use super::inbox::{Inbox, provide_inbox};
use super::row::Rows;
use super::wish::{LIST, Whose, Wish};
use crate::app::NothingHere;

const SEARCH: &str = "messages-search";

/// `/admin/messages` and below
#[component]
pub fn MessagesPage() -> impl IntoView {
    let Some(inbox) = provide_inbox() else { return view! { <NothingHere /> }.into_any() };
    let path = use_location().pathname;
    let beside = Memo::new(move |_| path.with(|path| path.trim_end_matches('/') != LIST));
    let begins = inbox.reader.role != Role::Biller;
    let new = Signal::derive(move || inbox.wish.get().address("/new"));
    view! {
        <div class="page inbox-page" class:beside=move || beside.get()>
            <div class="page-head">
                <Heading text="Messages" />
                {begins.then(|| view! { <ButtonLink href=new kind=ButtonKind::Primary icon=IconName::Plus>"New message"</ButtonLink> })}
            </div>
            <div class="inbox">
                <section class="conversations" aria-label="Conversations">
                    <Filters inbox />
                    <List inbox begins />
                </section>
                <Outlet />
            </div>
        </div>
    }
    .into_any()
}

/// What stands beside the list while no conversation is open.
#[component]
pub fn NothingOpen() -> impl IntoView {
    view! {
        <div class="thread-pane none">
            <Empty title="No conversation is open" text="Choose one from the list. The keys j and k walk through it, Enter opens one." icon=IconName::Message />
        </div>
    }
    .into_any()
}

#[component]
fn Filters(inbox: Inbox) -> impl IntoView {
    let navigate = use_navigate();
    let whose = RwSignal::new(String::new());
    Effect::new(move |_| whose.set(inbox.wish.with(|wish| wish.whose.as_str().to_owned())));
    let changed = move |name: String| {
        let wish = Wish { whose: Whose::named(&name), ..inbox.wish.get_untracked() };
        navigate(&wish.address(""), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    let mut choices = vec![Choice::new(Whose::All.as_str(), "All that I may see"), Choice::new(Whose::Mine.as_str(), "Assigned to me")];
    if matches!(inbox.reader.role, Role::Owner | Role::FrontDesk) {
        choices.push(Choice::new(Whose::FrontDesk.as_str(), "Front desk"));
    }
    let several = inbox.reader.role != Role::Biller;
    let folder = move |archived: bool, text: &'static str| {
        let href = Signal::derive(move || Wish { archived, ..inbox.wish.get() }.address(""));
        let current = Signal::derive(move || (inbox.wish.with(|wish| wish.archived) == archived).then_some("true"));
        view! { <a class="button small" href=href aria-current=current>{text}</a> }
    };
    use_shortcut("s", "Search conversations", || focus(SEARCH));
    view! {
        <search class="narrowing">
            <div class="row spans" role="group" aria-label="Folder">{folder(false, "Inbox")} {folder(true, "Archived")}</div>
            <Field id=SEARCH label="Client" value=inbox.typed kind=FieldKind::Search autocomplete="off" enterkeyhint="search" maxlength=100_u32 />
            {several.then(|| view! { <Select label="Show" value=whose choices on_change=changed /> })}
        </search>
    }
    .into_any()
}

/// The list, or why there is none. It is made once: a row that has focus keeps it whatever comes in.
#[component]
fn List(inbox: Inbox, begins: bool) -> impl IntoView {
    let filled = Memo::new(move |_| inbox.list.items().with(|all| !all.is_empty()));
    let body = move || match filled.get() {
        Some(true) => view! { <Rows inbox /> }.into_any(),
        Some(false) => view! { <Nobody inbox begins /> }.into_any(),
        None => view! { <Load from=inbox.list.items() lines=8 let:_all>{}</Load> }.into_any(),
    };
    view! {
        {body}
        <Pager of=inbox.list />
    }
    .into_any()
}

/// Nothing in the list: because nothing was written yet, or because nothing fits.
#[component]
fn Nobody(inbox: Inbox, begins: bool) -> impl IntoView {
    move || {
        let (wish, searched) = (inbox.wish.get(), inbox.asked.with(|words| !words.is_empty()));
        let new = wish.address("/new");
        if searched {
            let clear = move |()| inbox.typed.set(String::new());
            return view! {
                <Empty title="No client fits" text="Try a part of the name, or look in the other folder." icon=IconName::Search>
                    <Button on_press=clear>"Show all conversations"</Button>
                </Empty>
            }
            .into_any();
        }
        if wish.archived {
            return view! { <Empty title="Nothing here yet" text="Conversations that you put away are kept here until somebody writes again." icon=IconName::Inbox /> }
                .into_any();
        }
        if wish.whose != Whose::All {
            return view! {
                <Empty title="Nothing assigned" text="There may be conversations that somebody else looks after." icon=IconName::Inbox>
                    <ButtonLink href=LIST>"Show all that I may see"</ButtonLink>
                </Empty>
            }
            .into_any();
        }
        view! {
            <Empty title="No messages yet" icon=IconName::Message
                text="What clients write in the portal comes here, and you can write first.">
                {begins.then(|| view! { <ButtonLink href=new>"Write to a client"</ButtonLink> })}
            </Empty>
        }
        .into_any()
    }
}
