//! The *Client Portal* tab (A2–A9).

use api::Attempt;
use domain::access::portal_access::{AccessState, EmailChoice, PinCode, PortalAccess, UpdatePortalAccess};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Card, Choice, ConfirmDialog, FormState, IconName, Load, Select, Submit, act, use_toasts};

use super::page::{ThisClient, use_client};
use super::pin_code::PinCodeDialog;
use super::portal_invitation::Invitation;
use super::portal_rights::{RightFields, RightsDraft, lines};
use super::portal_state::PortalState;
use super::update_access::UpdateAccess;
use crate::labels;
use crate::saving::{Record, SavingForm};
use crate::session::use_session;

/// `/admin/clients/{id}/portal`
#[component]
pub fn PortalPage() -> impl IntoView {
    let this = use_client();
    // Made once, when the access is known; from then on its parts follow it, so that nothing typed is lost.
    let there = Memo::new(move |_| this.access.with(|_| ()).is_some());
    move || {
        if there.get() {
            view! { <Tab this /> }.into_any()
        } else {
            view! { <Load from=this.access lines=10 let:_access>{}</Load> }.into_any()
        }
    }
}

#[component]
fn Tab(this: ThisClient) -> impl IntoView {
    let state = Memo::new(move |_| this.access.with(|a| a.state));
    let known = this.access.with_untracked(|a| (first_address(a), a.rights));
    let (address, rights) = known.unwrap_or_default();
    let chosen = RwSignal::new(address);
    let draft = RightsDraft::new(rights);
    // After each change of the login's address the dropdown shows it.
    Effect::new(move |before: Option<Option<String>>| {
        let login = this.access.with(|a| a.email.as_ref().map(|e| e.as_str().to_owned())).flatten();
        if let Some(login) = login.clone().filter(|_| before.is_some_and(|b| b != login)) {
            chosen.set(login);
        }
        login
    });
    let live = Memo::new(move |_| matches!(state.get(), Some(AccessState::Invited | AccessState::Active)));
    let active = Memo::new(move |_| state.get() == Some(AccessState::Active));
    view! {
        <div class="columns">
            <Card title="Client Portal access">
                <PortalState this />
                <Address this chosen live />
                {move || if live.get() {
                    view! { <LiveRights this draft /> }.into_any()
                } else {
                    view! { <RightFields draft legend="What the client may do" hint="Given with the invitation" /> }.into_any()
                }}
                {move || live.get().then(|| view! { <Acts this /> })}
            </Card>
            {move || if active.get() {
                view! { <InAlready this /> }.into_any()
            } else {
                view! { <Invitation this chosen rights=draft /> }.into_any()
            }}
        </div>
    }
    .into_any()
}

/// The login's address, or the first that may be written to.
fn first_address(access: &PortalAccess) -> String {
    let usable = access.email_choices.iter().find(|c| c.email_ok).or(access.email_choices.first());
    let address = access.email.as_ref().or(usable.map(|c| &c.address));
    address.map(|a| a.as_str().to_owned()).unwrap_or_default()
}

/// The dropdown of the client's addresses. Changing it for somebody who was invited asks first (A7).
#[component]
fn Address(this: ThisClient, chosen: RwSignal<String>, live: Memo<bool>) -> impl IntoView {
    let open = RwSignal::new(false);
    let emails = Signal::derive(move || this.access.with(|a| a.email_choices.clone()).unwrap_or_default());
    let login = Memo::new(move |_| this.access.with(|a| a.email.as_ref().map(|e| e.as_str().to_owned())).flatten());
    let choices = move || {
        let kinds = this.record.with(|c| c.details.emails.clone()).unwrap_or_default();
        let label = |choice: &EmailChoice| {
            let kind = kinds.iter().find(|e| e.address.key() == choice.address.key()).map(|e| labels::contact(e.kind).to_lowercase());
            let ok = if choice.email_ok { "" } else { ", e-mail not ok" };
            format!("{} ({}{ok})", choice.address.as_str(), kind.unwrap_or_else(|| "other".into()))
        };
        let mut all: Vec<Choice> = emails.with(|all| all.iter().map(|c| Choice::new(c.address.as_str(), label(c))).collect());
        if let Some(login) = login.get().filter(|login| all.iter().all(|c| c.value != *login)) {
            all.insert(0, Choice::new(login.clone(), format!("{login} (no longer under Client Info)")));
        }
        if all.is_empty() {
            all.push(Choice::new("", "No address yet"));
        }
        all
    };
    let hint = move || {
        let ok = emails.with(|all| all.iter().find(|c| c.address.as_str() == chosen.get()).map(|c| c.email_ok));
        let ok = match ok {
            Some(true) => "\"E-mail ok\" is ticked.",
            Some(false) => "\"E-mail ok\" is not ticked for this address.",
            None => "",
        };
        let change = if live.get() { "Changing it disables this access and invites the new address." } else { "" };
        Some(format!("{ok} {change}").trim().to_owned()).filter(|text| !text.is_empty())
    };
    let changed = move |address: String| {
        if live.get_untracked() && login.get_untracked().is_some_and(|login| login != address) {
            open.set(true);
        }
    };
    let keep = move |()| chosen.set(login.get_untracked().unwrap_or_default());
    view! {
        <Select label="E-mail" value=chosen choices=Signal::derive(choices) hint=Signal::derive(hint) on_change=changed />
        <UpdateAccess open this choices=emails chosen asks=false on_keep=keep />
    }
    .into_any()
}

/// The rights of somebody who was invited: saved by themselves.
#[component]
fn LiveRights(this: ThisClient, draft: RightsDraft) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let (version, base) = this.access.with_untracked(|a| (a.version, a.rights)).unwrap_or_default();
    let version = RwSignal::new(version);
    let base = StoredValue::new(base);
    draft.set(base.get_value());
    let state = FormState::new();
    // The version goes up with every invitation, too. It is followed as long as the rights are those this form was made of;
    // when somebody else changed them meanwhile, saving must notice.
    Effect::new(move |_| {
        let Some((now, rights)) = this.access.with(|a| (a.version, a.rights)) else { return };
        if rights == base.get_value() {
            version.set(now);
        } else if !state.dirty().get_untracked() {
            base.set_value(rights);
            draft.set(rights);
            version.set(now);
        }
    });
    let attempt = Attempt::new();
    let id = this.id;
    let save = move |version: i64| {
        let input = UpdatePortalAccess { rights: draft.rights() };
        let (api, attempt) = (session.api(), attempt.clone());
        async move { session.ask(api.update_portal_access(&attempt, id, Some(version), &input)).await }
    };
    let read = move || {
        let api = session.api();
        async move { session.ask(api.get_portal_access(id)).await }
    };
    let take = move |access: PortalAccess| {
        base.set_value(access.rights);
        draft.set(access.rights);
        version.set(access.version);
        this.set_access(access);
    };
    let saved = move |access: PortalAccess| {
        take(access);
        toasts.say("Saved.");
    };
    let record = Record { version: |a: &PortalAccess| a.version, lines: |a: &PortalAccess| lines(a.rights) };
    view! {
        <SavingForm version record save read mine=move |()| lines(draft.rights()) on_saved=saved on_theirs=take state>
            <RightFields draft legend="What the client may do" />
            <div class="actions"><Submit kind=ButtonKind::Plain>"Save rights"</Submit></div>
        </SavingForm>
    }
    .into_any()
}

/// What can be done about the access of somebody who was invited.
#[component]
fn Acts(this: ThisClient) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let id = this.id;
    let (asking, showing) = (RwSignal::new(false), RwSignal::new(false));
    let code = RwSignal::new(None::<PinCode>);
    let attempt = Attempt::new();
    let generate = act(move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            session.may_try()?;
            let made = session.ask(api.create_pin_code(&attempt, id)).await?;
            let _ = code.try_set(Some(made));
            let _ = showing.try_set(true);
            Ok(())
        }
    });
    let attempt = Attempt::new();
    let disable = move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            let access = session.ask(api.disable_portal_access(&attempt, id)).await?;
            this.set_access(access);
            toasts.say("Access is disabled.");
            Ok(())
        }
    };
    let name = this.name();
    view! {
        <div class="row acts">
            <Button icon=IconName::Key busy=generate.busy() on_press=move |()| generate.run()>"Generate PIN code"</Button>
            <Button kind=ButtonKind::Danger on_press=move |()| asking.set(true)>"Disable access"</Button>
        </div>
        <PinCodeDialog open=showing code this />
        <ConfirmDialog open=asking title=Signal::derive(move || format!("Disable access for {}?", name.get()))
            text="Every device is signed out at once, and signing in is refused. Nothing is deleted. To enable it again, send a new invitation."
            confirm="Disable access" keep="Keep access" danger=true on_confirm=disable />
    }
    .into_any()
}

/// In place of the invitation, for somebody who has come in.
#[component]
fn InAlready(this: ThisClient) -> impl IntoView {
    let workplace = crate::workplace::use_workplace();
    let last = move || this.access.with(|a| a.last_signed_in_at).flatten().map(|at| format!("Last signed in on {}.", workplace.moment(at)));
    view! {
        <Card title="Signed in">
            <p>{last}</p>
            <p class="soft">
                "An invitation is no longer needed. If they cannot get in, they can use \"Forgot your password?\" on the sign-in page, or you generate a PIN code and tell them on the phone."
            </p>
        </Card>
    }
    .into_any()
}
