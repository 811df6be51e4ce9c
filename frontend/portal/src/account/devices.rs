//! `/p/{slug}/account/devices`: where the client is signed in, and signing out there.

use api::Attempt;
use domain::access::session::Device;
use leptos::prelude::*;
use ui::{Button, ConfirmDialog, Fetched, Icon, IconName, Load, Tag, Tone, act, fetched, time, use_toasts};

use super::{AccountPage, texts, words};
use crate::portal::use_portal;
use crate::session::Farewell;
use crate::texts::fill;

/// The page.
#[component]
pub fn Devices() -> impl IntoView {
    let portal = use_portal();
    let own = words();
    let devices = fetched(move || async move { portal.api().list_devices().await.map(|page| page.items).map_err(|f| portal.tell(&f)) });
    view! {
        <AccountPage title=own.of(|c| c.devices.title) intro=own.of(|c| c.devices.intro)>
            <Load from=devices lines=6 let:all>
                <ul class="card list devices">
                    {all.into_iter().map(|device| view! { <DeviceRow device devices /> }.into_any()).collect_view()}
                </ul>
                <Everywhere />
            </Load>
        </AccountPage>
    }
    .into_any()
}

#[component]
fn DeviceRow(device: Device, devices: Fetched<Vec<Device>>) -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let own = words();
    let toasts = use_toasts();
    let Device { id, label, signed_in_at, last_used_at, current } = device;
    let label = String::from(label);
    let name = Signal::derive(move || named(own.all(), &label));
    let (used, since) = (last_used_at.to_string(), signed_in_at.to_string());
    let zone = StoredValue::new(time::own_zone());
    let when = move |at: &str| time::relative(at, ui::now(), &zone.get_value(), t.all().words.locale);
    let used_text = Signal::derive(move || fill(own.all().devices.last_used, &[("when", &when(&used))]));
    let since_text = Signal::derive(move || fill(own.all().devices.signed_in, &[("when", &when(&since))]));
    let attempt = StoredValue::new(Attempt::new());
    let sign_out = act(move || async move {
        portal.api().sign_out_device(&attempt.get_value(), id).await.map_err(|f| portal.tell(&f))?;
        toasts.say(own.untracked().devices.done);
        devices.reload();
        Ok(())
    });
    let full = Signal::derive(move || fill(own.all().devices.sign_out_of, &[("device", &name.get())]));
    let act = match current {
        true => view! { <Tag tone=Tone::Good>{own.say(|c| c.devices.this)}</Tag> }.into_any(),
        false => view! {
            <Button small=true busy=sign_out.busy() label=full on_press=move |()| sign_out.run()>{own.say(|c| c.devices.sign_out)}</Button>
        }
        .into_any(),
    };
    view! {
        <li>
            <Icon name=IconName::Device />
            <div>
                <span class="name">{name}</span>
                <span class="soft small">{used_text}</span>
                <span class="soft small">{since_text}</span>
            </div>
            {act}
        </li>
    }
    .into_any()
}

/// What the server calls a device, in the person's language: "Firefox on Windows", a browser or a system alone, or neither.
fn named(texts: &texts::Catalogue, label: &str) -> String {
    match label.split_once(" on ") {
        Some((browser, system)) => fill(texts.devices.on, &[("browser", browser), ("system", system)]),
        None if label == "Another program" => texts.devices.unknown.to_owned(),
        None => label.to_owned(),
    }
}

#[component]
fn Everywhere() -> impl IntoView {
    let portal = use_portal();
    let own = words();
    let open = RwSignal::new(false);
    let unsent = RwSignal::new((0, 0));
    let attempt = StoredValue::new(Attempt::new());
    let text = Signal::derive(move || {
        let text = own.all().devices.everywhere_text;
        format!("{text} {}", crate::texts::unsent(portal.texts.all(), unsent.get())).trim_end().to_owned()
    });
    let ask = move |()| {
        unsent.set(portal.unsent());
        open.set(true);
    };
    let sign_out = move || async move {
        let attempt = attempt.get_value();
        portal.leave(Farewell::SignedOutEverywhere, portal.api().sign_out_everywhere(&attempt)).await.map_err(|f| portal.tell(&f))
    };
    view! {
        <div class="actions"><Button on_press=ask>{own.say(|c| c.devices.everywhere)}</Button></div>
        <ConfirmDialog open title=own.of(|c| c.devices.everywhere_title) text
            confirm=own.of(|c| c.devices.everywhere) on_confirm=sign_out />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::practice::profile::Language;

    use super::*;
    use crate::texts::Spoken as _;

    #[test]
    fn a_device_is_named_in_the_persons_language() {
        let of = |label| named(texts::Catalogue::in_language(Language::Es), label);
        assert_eq!(of("Chrome on Android"), "Chrome en Android");
        assert_eq!(of("Firefox"), "Firefox");
        assert_eq!(of("Another program"), "Navegador desconocido");
    }
}
