//! The frames of the two applications: a side bar that becomes icons and then a drawer; a top bar whose tabs move to the
//! bottom of a phone.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

use crate::dom::{focus, live};
use crate::words::word;
use crate::{Heading, Icon, IconName, ToastRegion};

/// An entry of the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellLink {
    /// Where it leads.
    pub href: String,
    /// Its text.
    pub label: String,
    /// Its picture.
    pub icon: IconName,
    /// A number beside it, as of things that wait; nothing when zero.
    pub count: u32,
    /// Whether it stands at the end, apart from the others.
    pub apart: bool,
    /// Whether it is current only at exactly its address, not below it.
    pub exact: bool,
}

impl ShellLink {
    /// An entry with its address, text and picture.
    pub fn new(href: impl Into<String>, label: impl Into<String>, icon: IconName) -> Self {
        Self { href: href.into(), label: label.into(), icon, count: 0, apart: false, exact: false }
    }

    /// The same with a number beside it.
    pub fn count(mut self, count: u32) -> Self {
        self.count = count;
        self
    }

    /// The same at the end, apart from the others.
    pub fn apart(mut self) -> Self {
        self.apart = true;
        self
    }

    /// The same, current only at exactly its address.
    pub fn exact(mut self) -> Self {
        self.exact = true;
        self
    }

    fn view(self) -> impl IntoView {
        let Self { href, label, icon, count, apart, exact } = self;
        let tip = label.clone();
        view! {
            <A href=href exact=exact attr:class=if apart { "apart" } else { "" } attr:title=tip>
                <Icon name=icon />
                <span class="text">{label}</span>
                {(count > 0).then(|| view! { <span class="tag count">{count}</span> }.into_any())}
            </A>
        }
    }
}

fn links_view(links: Signal<Vec<ShellLink>>) -> impl IntoView {
    live(move || links.get().into_iter().map(ShellLink::view).collect_view())
}

/// The name of the practice with its logo, or its first letter where there is none.
#[component]
fn Brand(name: Signal<String>, logo: MaybeProp<String>, #[prop(into)] home: Signal<String>) -> impl IntoView {
    let mark = move || match logo.get() {
        Some(src) => view! { <img class="mark" src=src alt="" /> }.into_any(),
        None => {
            let letter = Signal::derive(move || name.with(|n| n.chars().next().map(String::from).unwrap_or_default()));
            view! { <span class="mark" aria-hidden="true">{letter}</span> }.into_any()
        }
    };
    view! { <a class="brand" href=home>{live(mark)} <span class="text">{name}</span></a> }
}

#[component]
fn SkipLink() -> impl IntoView {
    let text = word(|w| &w.skip_to_content);
    let skip = |event: ev::MouseEvent| {
        event.prevent_default();
        focus("content");
    };
    view! { <a class="skip" href="#content" on:click=skip>{text}</a> }
}

/// The clinicians' frame: side bar, which becomes icons below 1100 px and a drawer below 760 px.
#[component]
pub fn AdminShell(
    /// The practice's name.
    #[prop(into)]
    name: Signal<String>,
    /// The practice's logo, an address of our own.
    #[prop(optional, into)]
    logo: MaybeProp<String>,
    /// Where the name leads.
    #[prop(default = "/admin")]
    home: &'static str,
    /// What the navigation is called for screen readers.
    #[prop(into)]
    nav_label: Signal<String>,
    /// The entries.
    #[prop(into)]
    links: Signal<Vec<ShellLink>>,
    /// At the foot of the side bar, and at the right of the bar on a phone: the account menu.
    #[prop(into)]
    account: ViewFn,
    /// Above every page, as for "you are viewing as a client".
    #[prop(optional, into)]
    notice: ViewFn,
    /// The page.
    children: Children,
) -> impl IntoView {
    let drawer = NodeRef::<html::Dialog>::new();
    let (open_menu, close) = (word(|w| &w.open_menu), word(|w| &w.close));
    let show = move |_| {
        if let Some(drawer) = drawer.get_untracked() {
            let _ = drawer.show_modal();
        }
    };
    let hide = move || {
        if let Some(drawer) = drawer.get_untracked().filter(|d| d.open()) {
            drawer.close();
        }
    };
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        hide();
    });
    let (side_account, bar_account) = (account.clone(), account);
    view! {
        <div class="admin-shell">
            <SkipLink />
            <aside class="side">
                <Brand name logo home />
                <nav aria-label=nav_label>{links_view(links)}</nav>
                <div class="account">{side_account.run()}</div>
            </aside>
            <header class="bar">
                <button type="button" class="icon-button" aria-label=open_menu on:click=show><Icon name=IconName::Menu /></button>
                <Brand name logo home />
                <div class="account">{bar_account.run()}</div>
            </header>
            <dialog class="drawer" node_ref=drawer aria-label=nav_label>
                <button type="button" class="icon-button" aria-label=close on:click=move |_| hide()><Icon name=IconName::Close /></button>
                <nav aria-label=nav_label>{links_view(links)}</nav>
            </dialog>
            <main id="content" tabindex="-1">{notice.run()} {children()}</main>
            <ToastRegion />
        </div>
    }
    .into_any()
}

/// The clients' frame: name and tabs above; below 640 px the tabs are at the bottom, in reach of a thumb.
#[component]
pub fn PortalShell(
    /// The practice's name.
    #[prop(into)]
    name: Signal<String>,
    /// The practice's logo, an address of our own.
    #[prop(optional, into)]
    logo: MaybeProp<String>,
    /// Where the name leads.
    #[prop(into)]
    home: Signal<String>,
    /// What the navigation is called for screen readers.
    #[prop(into)]
    nav_label: Signal<String>,
    /// The tabs; none hides them, as before signing in.
    #[prop(into)]
    links: Signal<Vec<ShellLink>>,
    /// At the right: message icon, account menu, language.
    #[prop(optional, into)]
    actions: ViewFn,
    /// Below the page: the practice's phone and address.
    #[prop(optional, into)]
    footer: ViewFn,
    /// The page.
    children: Children,
) -> impl IntoView {
    let none = Signal::derive(move || links.with(Vec::is_empty));
    view! {
        <div class="portal-shell">
            <SkipLink />
            <header class="bar">
                <div class="inner">
                    <Brand name logo home />
                    <nav class="tabs" aria-label=nav_label hidden=none>{links_view(links)}</nav>
                    <div class="actions">{live(move || actions.run())}</div>
                </div>
            </header>
            <main id="content" tabindex="-1">{children()}</main>
            <footer class="foot">{live(move || footer.run())}</footer>
            <nav class="dock" aria-label=nav_label hidden=none>{links_view(links)}</nav>
            <ToastRegion />
        </div>
    }
    .into_any()
}

/// Details beside a list, with an address of their own; below 900 px they take the whole screen. Escape goes back to the list.
#[component]
pub fn SidePanel(
    /// The heading; it also names the tab while the panel is open.
    #[prop(into)]
    title: Signal<String>,
    /// The list's address.
    #[prop(into)]
    close_href: Signal<String>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let close = word(|w| &w.close);
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape"
            && !event.default_prevented()
            && document().query_selector("dialog[open], :popover-open").ok().flatten().is_none()
        {
            // By its link rather than by address, so that unsaved changes are asked about.
            let cross =
                document().query_selector(".panel > header a").ok().flatten().and_then(|a| a.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(cross) = cross {
                // The same press must not close the question that may open.
                event.prevent_default();
                cross.click();
            }
        }
    };
    view! {
        <aside class="panel" aria-label=title on:keydown=keys>
            <header>
                <Heading text=title panel=true />
                <a href=close_href class="icon-button" aria-label=close><Icon name=IconName::Close /></a>
            </header>
            {children()}
        </aside>
    }
    .into_any()
}
