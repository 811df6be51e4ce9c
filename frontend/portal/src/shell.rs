//! The frame around every page: the practice's name, the navigation with what exists and is allowed (A25), the account
//! menu, and the watch over the session (A20).

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{
    Avatar, ConfirmDialog, IconName, Menu, MenuAction, MenuLink, MenuRule, PortalShell, SessionGuard, SessionWords, ShellLink, Words, act,
    live, use_toasts,
};
use wasm_bindgen_futures::spawn_local;

use crate::access::PhoneLink;
use crate::messages::icon::{MessagesHere, MessagesIcon};
use crate::parts::{Part, PieceOf};
use crate::portal::{Portal, use_portal};
use crate::session::Stage;
use crate::texts::{self, Catalogue, duration, fill};

/// The frame.
#[component]
pub fn Shell(
    /// The pages.
    children: Children,
) -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let signed_in = Memo::new(move |_| portal.session.stage() == Stage::Client);
    let logo = Signal::derive(move || portal.practice.with(|p| p.as_ref()?.logo_path.clone()));
    let books = Memo::new(move |_| portal.session.of_client(|me| me.rights.appointments));
    let writes = Memo::new(move |_| portal.session.of_client(|me| me.rights.messages));
    let reads = Memo::new(move |_| portal.session.of_client(|me| me.rights.documents));
    let links = Signal::derive(move || {
        let general = &t.all().general;
        let home = || ShellLink::new(portal.path("/home"), general.home, IconName::Home);
        let appointments = || ShellLink::new(portal.path("/appointments"), general.appointments, IconName::Calendar);
        let documents = || ShellLink::new(portal.path("/documents"), general.documents, IconName::Document).count(portal.documents.open());
        let all = [signed_in.get().then(home), books.get().then(appointments), reads.get().then(documents)];
        all.into_iter().flatten().collect::<Vec<_>>()
    });
    let home = Signal::derive(move || portal.path(if signed_in.get() { "/home" } else { "" }));
    let unsent = Unsent::new();
    let actions = move || match signed_in.get() {
        true => view! { <MessagesIcon /> <AccountMenu unsent /> }.into_any(),
        false => view! { <OtherLanguage /> }.into_any(),
    };
    let footer =
        move || signed_in.get().then(|| view! { <p class="soft">{t.say(|c| c.general.footer_call)} " " <PhoneLink /></p> }.into_any());
    view! {
        <PortalShell name=Signal::derive(move || portal.name()) logo=logo home=home nav_label=t.of(|c| c.general.navigation) links actions footer>
            {children()}
        </PortalShell>
        {live(move || signed_in.get().then(|| view! { <Watch unsent /> }.into_any()))}
        {live(move || reads.get().then(|| view! { <PieceOf part=Part::DocumentsWaiting page="count" /> }.into_any()))}
        {live(move || writes.get().then(|| view! { <MessagesHere /> }.into_any()))}
    }
    .into_any()
}

/// What is not sent yet when somebody presses *Sign out*: they are asked first.
#[derive(Clone, Copy)]
struct Unsent {
    asked: RwSignal<bool>,
    /// So many messages, and forms.
    waits: RwSignal<(u64, u64)>,
}

impl Unsent {
    fn new() -> Self {
        Self { asked: RwSignal::new(false), waits: RwSignal::new((0, 0)) }
    }

    /// Signs out, or asks.
    fn sign_out(self, portal: Portal) -> Callback<()> {
        let leave = sign_out(portal);
        Callback::new(move |()| match portal.unsent() {
            (0, 0) => leave.run(()),
            waits => {
                self.waits.set(waits);
                self.asked.set(true);
            }
        })
    }
}

#[component]
fn AccountMenu(unsent: Unsent) -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let name = Signal::derive(move || portal.session.of_client(|me| me.display_name.as_str().to_owned()));
    let label = Signal::derive(move || fill(t.all().general.account_of, &[("name", &name.get())]));
    let leave = unsent.sign_out(portal);
    view! {
        <Menu label trigger=move || view! { <Avatar name /> }>
            <MenuLink href=portal.path("/account") icon=IconName::Person>{t.say(|c| c.general.my_account)}</MenuLink>
            <MenuRule />
            <MenuAction icon=IconName::SignOut on_press=leave>{t.say(|c| c.general.sign_out)}</MenuAction>
        </Menu>
    }
    .into_any()
}

/// Signs out and goes to the sign-in page.
fn sign_out(portal: Portal) -> Callback<()> {
    let toasts = use_toasts();
    let navigate = use_navigate();
    let leaving = act(move || {
        let navigate = navigate.clone();
        async move {
            match portal.sign_out().await {
                Ok(()) => navigate(&portal.path("/sign-in"), NavigateOptions { replace: true, ..NavigateOptions::default() }),
                Err(failure) => {
                    let told = portal.tell(&failure);
                    toasts.failed(&ui::Failure::new(format!("{}.", portal.texts.untracked().problems.sign_out), told.text));
                }
            }
            Ok(())
        }
    });
    Callback::new(move |()| leaving.run())
}

/// The same page in the other language, named in that language.
#[component]
fn OtherLanguage() -> impl IntoView {
    use domain::practice::profile::Language;
    let t = use_portal().texts;
    let change = move |_| {
        t.choose(match t.language() {
            Language::En => Language::Es,
            Language::Es => Language::En,
        });
    };
    view! {
        <button type="button" class="button quiet" lang=move || t.all().general.other_language_tag on:click=change>
            {t.say(|c| c.general.other_language)}
        </button>
    }
    .into_any()
}

/// Asks whoever signs out while something is not sent.
#[component]
fn AskFirst(unsent: Unsent) -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let navigate = use_navigate();
    let text = Signal::derive(move || texts::unsent(t.all(), unsent.waits.get()));
    let leave = move || {
        let navigate = navigate.clone();
        async move {
            portal.sign_out().await.map_err(|failure| portal.tell(&failure))?;
            navigate(&portal.path("/sign-in"), NavigateOptions { replace: true, ..NavigateOptions::default() });
            Ok(())
        }
    };
    view! {
        <ConfirmDialog open=unsent.asked title=t.of(|c| c.session.leave) text confirm=t.of(|c| c.general.sign_out)
            keep=t.of(|c| c.session.leave_not) danger=true on_confirm=leave />
    }
    .into_any()
}

#[component]
fn Watch(unsent: Unsent) -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let renew = move |()| {
        spawn_local(async move {
            // Out of reach: the watch goes on with the time that is left.
            if let Ok(ends) = portal.api().renew_session(&api::Attempt::new()).await {
                portal.session.lasts(ends);
            }
        });
    };
    let ended = move |()| {
        spawn_local(async move {
            // The server has the last word; out of reach, the page is hidden all the same.
            let _ = portal.ask_who().await;
        });
    };
    let words = move || {
        let words = &t.all().session;
        SessionWords {
            title: words.title.into(),
            text: words.text.into(),
            stay: words.stay.into(),
            sign_out: t.all().general.sign_out.into(),
        }
    };
    let left = move |seconds: u32| fill(t.all().session.left, &[("time", &duration(t.all(), seconds.into()))]);
    let leave = unsent.sign_out(portal);
    view! {
        <SessionGuard ends=portal.session.ends() idle_seconds=portal.session.idle_seconds() on_renew=renew on_sign_out=leave on_end=ended
            words=Signal::derive(words) remaining_text=left />
        <AskFirst unsent />
    }
    .into_any()
}

/// What the shared parts say.
pub fn words(texts: &Catalogue) -> Words {
    let w = &texts.words;
    Words {
        locale: w.locale.into(),
        optional: w.optional.into(),
        required: w.required.into(),
        date_unreadable: w.date_unreadable.into(),
        show_password: w.show_password.into(),
        hide_password: w.hide_password.into(),
        pick_date: w.pick_date.into(),
        check_fields: w.check_fields.into(),
        working: w.working.into(),
        loading: w.loading.into(),
        try_again: w.try_again.into(),
        close: w.close.into(),
        cancel: w.cancel.into(),
        undo: w.undo.into(),
        show_more: w.show_more.into(),
        open_menu: w.open_menu.into(),
        skip_to_content: w.skip_to_content.into(),
        unsaved_title: w.unsaved_title.into(),
        unsaved_text: w.unsaved_text.into(),
        unsaved_stay: w.unsaved_stay.into(),
        unsaved_leave: w.unsaved_leave.into(),
    }
}
