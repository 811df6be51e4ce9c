//! The dialog *Update Client Portal access?* (A7): move the access to another address, or keep it.

use api::Attempt;
use domain::access::portal_access::{ChangePortalEmail, EmailChoice};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Choice, Dialog, Select, act, use_toasts};

use super::page::ThisClient;
use crate::session::use_session;

/// Asks what becomes of the access when the address it belongs to changes.
#[component]
pub fn UpdateAccess(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Whose access.
    this: ThisClient,
    /// The client's addresses.
    #[prop(into)]
    choices: Signal<Vec<EmailChoice>>,
    /// The address it would move to.
    chosen: RwSignal<String>,
    /// Whether the address is chosen in here.
    #[prop(default = true)]
    asks: bool,
    /// The access stays as it is.
    #[prop(into)]
    on_keep: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open title="Update Client Portal access?" on_close=on_keep>
            <Question open this choices chosen asks on_keep />
        </Dialog>
    }
    .into_any()
}

#[component]
fn Question(
    open: RwSignal<bool>,
    this: ThisClient,
    choices: Signal<Vec<EmailChoice>>,
    chosen: RwSignal<String>,
    asks: bool,
    on_keep: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let old = this.access.with_untracked(|a| a.email.as_ref().map(|e| e.as_str().to_owned())).flatten().unwrap_or_default();
    let bar = Memo::new(move |_| {
        let address = chosen.get();
        choices.with(|all| match all.iter().find(|c| c.address.as_str() == address) {
            None => Some("There is no other address to send an invitation to. Add one under Client Info, or keep the access as it is."),
            Some(choice) if !choice.email_ok => {
                Some("\"E-mail ok\" is not ticked for this address, so no invitation can be sent there. Tick it under Client Info first.")
            }
            Some(_) => None,
        })
    });
    let attempt = Attempt::new();
    let id = this.id;
    let moving = act(move || {
        let (api, attempt) = (session.api(), attempt.clone());
        let email = chosen.get_untracked();
        async move {
            let input = ChangePortalEmail { email: email.as_str().into() };
            let access = session.ask(api.change_portal_email(&attempt, id, &input)).await?;
            this.set_access(access);
            toasts.say(format!("The old login has ended. A new invitation is on its way to {email}."));
            let _ = open.try_set(false);
            Ok(())
        }
    });
    let keep = move |()| {
        open.set(false);
        on_keep.run(());
    };
    let options = move || choices.get().into_iter().map(|c| Choice::new(c.address.as_str(), c.address.as_str())).collect::<Vec<_>>();
    let name = this.name();
    view! {
        <p>{move || format!("{} signs in with {old}.", name.get())}</p>
        {move || (asks && choices.with(|all| all.len() > 1)).then(|| view! {
            <Select label="New address" value=chosen choices=Signal::derive(options) />
        })}
        <p>
            {move || match bar.get() {
                Some(text) => text.to_owned(),
                None => format!(
                    "If you move the access to {}, the old login ends at once on every device, and a new invitation with a new PIN goes there.",
                    chosen.get()
                ),
            }}
        </p>
        <p class="error" role="alert">{move || moving.failure().get().map(|f| told(&f))}</p>
        <div class="actions">
            <Button on_press=keep>"No, keep it"</Button>
            <Button kind=ButtonKind::Primary busy=moving.busy() disabled=Signal::derive(move || bar.with(Option::is_some))
                on_press=move |()| moving.run()>"Yes, disable and resend"</Button>
        </div>
    }
    .into_any()
}

fn told(failure: &ui::Failure) -> String {
    let fields = failure.fields.iter().map(|f| f.message.as_str());
    [failure.title.as_str(), failure.text.as_str()].into_iter().chain(fields).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ")
}
