//! Where one is signed in (A21).

use api::Attempt;
use domain::SessionId;
use domain::access::session::{Device, DevicePage};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Button, ButtonKind, Card, ConfirmDialog, Fetched, Load, Tag, Tone, act, fetched, use_toasts};

use crate::session::{forget, unsent_words, use_session};
use crate::workplace::use_workplace;

/// The list of devices, each with *Sign out*, and *Sign out everywhere*.
#[component]
pub fn Devices() -> impl IntoView {
    let session = use_session();
    let navigate = StoredValue::new(use_navigate());
    let devices = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_devices()).await }
    });
    let open = RwSignal::new(false);
    let unsent = RwSignal::new(None::<String>);
    let subject = StoredValue::new(ui::draft::subject());
    let everywhere = move || {
        let api = session.api();
        async move {
            session.ask(api.sign_out_everywhere(&Attempt::new())).await?;
            session.ends.set(f64::INFINITY);
            if let Some(Some(subject)) = subject.try_get_value() {
                forget(subject);
            }
            if let Some(navigate) = navigate.try_get_value() {
                navigate("/admin/sign-in?note=everywhere", NavigateOptions::default());
            }
            Ok(())
        }
    };
    let ask = move |()| {
        unsent.set(unsent_words(subject.with_value(|subject| subject.as_deref().map_or(0, ui::draft::waiting))));
        open.set(true);
    };
    let text = Signal::derive(move || {
        let all = "Every device is signed out, this one too. You sign in again with your password.";
        unsent.with(|unsent| unsent.as_ref().map_or_else(|| all.to_owned(), |unsent| format!("{all} {unsent}")))
    });
    view! {
        <Card title="Devices">
            <Load from=devices lines=3 let:page>
                <ul class="list">{page.items.into_iter().map(|device| view! { <Line device devices /> }).collect_view()}</ul>
            </Load>
            <div><Button kind=ButtonKind::Danger on_press=ask>"Sign out everywhere"</Button></div>
            <ConfirmDialog open title="Sign out everywhere?" text
                confirm="Sign out everywhere" keep="Stay signed in" danger=true on_confirm=everywhere />
        </Card>
    }
    .into_any()
}

#[component]
fn Line(device: Device, devices: Fetched<DevicePage>) -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let toasts = use_toasts();
    let id: SessionId = device.id;
    let label = String::from(device.label);
    let sign_out = act(move || {
        let api = session.api();
        async move {
            session.ask(api.sign_out_device(&Attempt::new(), id)).await?;
            devices.update(|page| page.items.retain(|d| d.id != id));
            toasts.say("The device is signed out.");
            Ok(())
        }
    });
    let name = label.clone();
    view! {
        <li class="row">
            <div>
                <span>{label}</span> {device.current.then(|| view! { " " <Tag tone=Tone::Good>"This device"</Tag> })}
                <p class="soft small">
                    "Signed in on " {workplace.time(device.signed_in_at)} ", last used " {workplace.soon(device.last_used_at)}
                </p>
            </div>
            {(!device.current).then(|| view! {
                <Button small=true busy=sign_out.busy() label=format!("Sign out {name}") on_press=move |()| sign_out.run()>"Sign out"</Button>
            })}
        </li>
    }
    .into_any()
}
