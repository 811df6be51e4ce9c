//! The frame around every page of somebody who is signed in: navigation, search, account menu, the watch over the session.

use api::Attempt;
use domain::access::session::{Me, SessionKind};
use domain::practice::profile::Practice;
use domain::practice::staff::Role;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_navigate;
use ui::{
    AdminShell, Avatar, ConfirmDialog, Failure, IconButton, IconName, Load, Menu, MenuAction, MenuLink, MenuRule, SessionGuard,
    SessionWords, ShellLink, ShortcutHelp, Shortcuts, fetched, use_shortcut,
};
use wasm_bindgen_futures::spawn_local;

use crate::documents::{has_documents, provide_waiting_documents};
use crate::messages::provide_incoming;
use crate::refusal::duration;
use crate::requests::provide_open_requests;
use crate::search::{Search, SearchPalette};
use crate::session::{keep_next, step_of, unsent_words, use_session};
use crate::wait::WaitNote;
use crate::workplace::Workplace;

/// Finds out who is signed in; leads to the sign-in page, or to the step that is still to be done, where it must.
#[component]
pub fn Shell() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let go = Callback::new(move |to: String| navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() }));
    Effect::new(move |_| {
        if session.over.get() {
            session.over.set(false);
            session.ends.set(f64::INFINITY);
            keep_next();
            go.run("/admin/sign-in".to_owned());
        }
    });
    let who = fetched(move || {
        let api = session.api();
        async move {
            let me = session.ask(api.get_me()).await?;
            session.began(me.ends);
            let practice = if me.kind == SessionKind::Full { Some(session.ask(api.get_practice()).await?) } else { None };
            Ok((me, practice))
        }
    });
    view! {
        <Load from=who lines=8 let:found>
            {
                let (me, practice) = found;
                match practice {
                    Some(practice) => view! { <Room me practice /> }.into_any(),
                    None => {
                        go.run(step_of(me.kind).unwrap_or("/admin/sign-in").to_owned());
                        ().into_any()
                    }
                }
            }
        </Load>
    }
    .into_any()
}

/// The frame with the page inside.
#[component]
fn Room(me: Me, practice: Practice) -> impl IntoView {
    let session = use_session();
    let workplace = Workplace { me: RwSignal::new(me), practice: RwSignal::new(practice) };
    provide_context(workplace);
    let subject = Signal::derive(move || workplace.staff().map(|staff| staff.id.to_string()));
    ui::draft::provide_drafts(subject);
    let requests = provide_open_requests(workplace);
    let incoming = provide_incoming();
    let documents = provide_waiting_documents(workplace);
    let search = Search::new();
    provide_context(search);
    Effect::new(move |_| {
        workplace.practice.with(|p| {
            ui::accent::set_accent(p.profile.accent.as_deref());
            session.place.set(p.profile.name.clone());
            session.zone.set(p.profile.zone.0.clone());
        });
    });
    let navigate = use_navigate();
    let go = Callback::new(move |to: &'static str| navigate(to, NavigateOptions::default()));
    use_shortcut("/", "Search clients", move || search.open());
    use_shortcut("g h", "Go to Home", move || go.run("/admin"));
    use_shortcut("g a", "Go to Calendar", move || go.run("/admin/calendar"));
    let answers = workplace.role() != Role::Biller;
    if answers {
        use_shortcut("g r", "Go to Requests", move || go.run("/admin/requests"));
    }
    let sends = has_documents(workplace.role());
    use_shortcut("g m", "Go to Messages", move || go.run("/admin/messages"));
    if sends {
        use_shortcut("g d", "Go to Documents", move || go.run("/admin/documents"));
    }
    use_shortcut("g c", "Go to Clients", move || go.run("/admin/clients"));
    use_shortcut("n", "New client", move || go.run("/admin/clients/new"));
    let settings = settings_of(workplace.role());
    if let Some(settings) = settings {
        use_shortcut("g s", "Go to Settings", move || go.run(settings));
    }
    let unread = Memo::new(move |_| incoming.counts.with(|counts| counts.messages));
    let links = move || {
        let mut links = vec![
            ShellLink::new("/admin", "Home", IconName::Home).exact(),
            ShellLink::new("/admin/calendar", "Calendar", IconName::Calendar),
        ];
        if answers {
            links.push(ShellLink::new("/admin/requests", "Requests", IconName::Inbox).count(requests.count.get()));
        }
        links.push(ShellLink::new("/admin/clients", "Clients", IconName::People));
        links.push(ShellLink::new("/admin/messages", "Messages", IconName::Message).count(unread.get()));
        if sends {
            links.push(ShellLink::new("/admin/documents", "Documents", IconName::Document).count(documents.for_us()));
        }
        if settings.is_some() {
            links.push(ShellLink::new("/admin/settings", "Settings", IconName::Settings).apart());
        }
        links
    };
    let leave = move || async move {
        session.sign_out(workplace.me.try_get_untracked()).await;
        let _ = go.try_run("/admin/sign-in");
        Ok(())
    };
    // What is not sent yet goes with them: they are asked first.
    let (asked, unsent) = (RwSignal::new(false), RwSignal::new(String::new()));
    let sign_out = Callback::new(move |()| match unsent_words(subject.get_untracked().map_or(0, |subject| ui::draft::waiting(&subject))) {
        Some(text) => {
            unsent.set(text);
            asked.set(true);
        }
        None => spawn_local(async move {
            let _: Result<(), Failure> = leave().await;
        }),
    });
    view! {
        <AdminShell name=move || workplace.practice.with(|p| p.profile.name.clone())
            logo=Signal::derive(move || workplace.practice.with(|p| p.logo_path.clone()))
            nav_label="Practice" links=Signal::derive(links)
            account=move || view! { <AccountMenu workplace search sign_out /> }
            notice=|| view! { <WaitNote /> }>
            <Outlet />
        </AdminShell>
        <SearchPalette search />
        <ShortcutHelp title="Keyboard shortcuts" help_label="Show this list" switch_label="Use single-key shortcuts" />
        <Watch sign_out />
        <ConfirmDialog open=asked title="Sign out now?" text=unsent confirm="Sign out" keep="Stay" danger=true on_confirm=leave />
    }
    .into_any()
}

/// Where *Settings* leads for a role; `None` where it has none.
pub fn settings_of(role: Role) -> Option<&'static str> {
    match role {
        Role::Owner => Some("/admin/settings/practice"),
        Role::Clinician => Some("/admin/settings/availability"),
        Role::FrontDesk => Some("/admin/settings/emails"),
        Role::Biller => None,
    }
}

#[component]
fn AccountMenu(workplace: Workplace, search: Search, sign_out: Callback<()>) -> impl IntoView {
    let name = Signal::derive(move || workplace.staff().map(|s| String::from(s.display_name)).unwrap_or_default());
    // The letters behind the name are no part of the initials.
    let plain = Signal::derive(move || name.with(|n| n.split(',').next().unwrap_or_default().to_owned()));
    let shortcuts = expect_context::<Shortcuts>();
    view! {
        <IconButton icon=IconName::Search label="Search clients" on_press=move |()| search.open() />
        <Menu label=move || format!("Account: {}", name.get()) trigger=move || view! { <Avatar name=plain /> }>
            <MenuLink href="/admin/account" icon=IconName::Person>"My account"</MenuLink>
            <MenuAction icon=IconName::Info on_press=move |()| shortcuts.show_help()>"Keyboard shortcuts"</MenuAction>
            <MenuRule />
            <MenuAction icon=IconName::SignOut on_press=sign_out>"Sign out"</MenuAction>
        </Menu>
    }
    .into_any()
}

/// Warns before the session ends, and ends it when nobody is there (A20).
#[component]
fn Watch(sign_out: Callback<()>) -> impl IntoView {
    let session = use_session();
    let renew = move |()| {
        let api = session.api();
        spawn_local(async move {
            if let Ok(ends) = session.ask(api.renew_session(&Attempt::new())).await {
                session.began(ends);
            }
        });
    };
    // Another tab may have renewed it meanwhile; the server knows. If it is over, the answer says so.
    let end = move |()| {
        let api = session.api();
        spawn_local(async move {
            if let Ok(me) = session.ask(api.get_me()).await {
                session.began(me.ends);
            }
        });
    };
    let words = SessionWords {
        title: "Are you still there?".into(),
        text: "To protect your clients you will be signed out soon. What you were writing is kept.".into(),
        stay: "Stay signed in".into(),
        sign_out: "Sign out".into(),
    };
    view! {
        <SessionGuard ends=session.ends idle_seconds=session.idle_seconds on_renew=renew on_sign_out=sign_out on_end=end
            words=Signal::stored(words) remaining_text=move |seconds: u32| duration(seconds.into()) />
    }
    .into_any()
}
