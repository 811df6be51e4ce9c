//! What the pages before signing in have in common: one column, and a way out for somebody who is stuck.

use leptos::prelude::*;
use leptos_router::components::A;
use ui::{Heading, Icon, IconName, live};

use crate::address::tel;
use crate::portal::use_portal;
use crate::texts::fill;

/// The practice's number as a link that dials it.
#[component]
pub fn PhoneLink(
    /// Another number than the practice's own.
    #[prop(optional, into)]
    phone: Option<String>,
    /// Whether it looks like a button.
    #[prop(optional)]
    button: bool,
) -> impl IntoView {
    let portal = use_portal();
    let phone = Signal::derive(move || phone.clone().unwrap_or_else(|| portal.phone()));
    let text = Signal::derive(move || match button {
        true => fill(portal.texts.all().general.call, &[("phone", &phone.get())]),
        false => phone.get(),
    });
    view! {
        <a class=if button { "button" } else { "tel" } href=Signal::derive(move || tel(&phone.get()))>
            {button.then(|| view! { <Icon name=IconName::Phone /> }.into_any())}
            {text}
        </a>
    }
    .into_any()
}

/// A page before signing in: its heading, what it is for, and help below. While the practice has switched the portal
/// off it says so instead (A1).
#[component]
pub fn AccessPage(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What it is for.
    #[prop(optional, into)]
    intro: MaybeProp<String>,
    /// Whether it already is the help.
    #[prop(optional)]
    no_help: bool,
    /// What is done here.
    children: ChildrenFn,
) -> impl IntoView {
    let portal = use_portal();
    let open = Memo::new(move |_| portal.practice.with(|p| p.as_ref().is_none_or(|p| p.portal_open)));
    let children = StoredValue::new(children);
    let page = live(move || {
        if !open.get() {
            return view! { <Closed /> }.into_any();
        }
        view! {
            <Heading text=title />
            {live(move || intro.get().map(|text| view! { <p class="lead">{text}</p> }.into_any()))}
            {children.with_value(|c| c())}
            {(!no_help).then(|| view! { <Help /> }.into_any())}
        }
        .into_any()
    });
    view! { <div class="page narrow middle">{page}</div> }.into_any()
}

#[component]
fn Closed() -> impl IntoView {
    let portal = use_portal();
    let text = Signal::derive(move || fill(portal.texts.all().doors.closed_text, &[("practice", &portal.name())]));
    view! {
        <Heading text=portal.texts.of(|c| c.doors.closed) />
        <p class="lead">{text}</p>
        <p><PhoneLink button=true /></p>
    }
}

#[component]
fn Help() -> impl IntoView {
    let portal = use_portal();
    view! {
        <p class="help soft">
            <A href=portal.path("/trouble")>{portal.texts.say(|c| c.sign_in.trouble)}</A>
            " " <span>{portal.texts.say(|c| c.general.footer_call)} " " <PhoneLink /></span>
        </p>
    }
}
