//! *Add to calendar* (B6): a file, and links to calendars elsewhere, which learn the time only when they are pressed.

use domain::AppointmentId;
use domain::time::Timestamp;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use ui::{Icon, IconName, act};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::texts::there::{self, Pick};
use crate::portal::use_portal;

/// Where the file comes from.
#[derive(Clone)]
pub enum File {
    /// The client's own appointment, from the server.
    Of(AppointmentId),
    /// It is here already.
    Here(String),
}

/// The three ways.
#[component]
pub fn AddToCalendar(file: File, start: Timestamp, end: Timestamp) -> impl IntoView {
    let (portal, t) = (use_portal(), there::texts());
    let file = StoredValue::new(file);
    let fetch = act(move || async move {
        let content = match file.get_value() {
            File::Here(text) => text.into_bytes(),
            File::Of(id) => portal.api().get_my_appointment_ics(id).await.map_err(|failure| {
                let told = portal.tell(&failure);
                ui::Failure::new(format!("{}.", t.untracked().calendar.failed), told.text)
            })?,
        };
        download(&content);
        Ok(())
    });
    let google = Signal::derive(move || google(t.all().calendar.name, start, end));
    let outlook = Signal::derive(move || outlook(t.all().calendar.name, start, end));
    let elsewhere = |href: Signal<String>, name: Pick| {
        view! {
            <li>
                <a class="button quiet" href=href target="_blank" rel="noopener noreferrer">
                    {t.say(name)} <span class="visually-hidden">{portal.texts.say(|c| c.general.new_tab)}</span>
                </a>
            </li>
        }
        .into_any()
    };
    view! {
        <details class="calendar">
            <summary><Icon name=IconName::Calendar /> {t.say(|c| c.calendar.title)}</summary>
            <ul>
                <li>
                    <ui::Button icon=IconName::Download busy=fetch.busy() on_press=move |()| fetch.run()>{t.say(|c| c.calendar.file)}</ui::Button>
                </li>
                {elsewhere(google, |c| c.calendar.google)}
                {elsewhere(outlook, |c| c.calendar.outlook)}
            </ul>
            <p class="soft small">{t.say(|c| c.calendar.hint)}</p>
        </details>
    }
    .into_any()
}

fn google(name: &str, start: Timestamp, end: Timestamp) -> String {
    let compact = |at: Timestamp| at.to_string().replace(['-', ':'], "");
    format!("https://calendar.google.com/calendar/render?action=TEMPLATE&text={name}&dates={}/{}", compact(start), compact(end))
}

fn outlook(name: &str, start: Timestamp, end: Timestamp) -> String {
    let way = "path=/calendar/action/compose&rru=addevent";
    format!("https://outlook.live.com/calendar/0/deeplink/compose?{way}&subject={name}&startdt={start}&enddt={end}")
}

/// Gives the file to the person. Its name says nothing of what it is about.
fn download(content: &[u8]) {
    let settings = BlobPropertyBag::new();
    settings.set_type("text/calendar");
    let parts = Array::of1(&Uint8Array::from(content));
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &settings) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    if let Some(link) = document().create_element("a").ok().and_then(|a| a.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&address);
        link.set_download("appointment.ics");
        link.click();
    }
    let _ = Url::revoke_object_url(&address);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b6_links_say_the_time_and_a_neutral_name() {
        let (start, end) = ("2026-03-10T14:00:00Z".parse().unwrap(), "2026-03-10T14:50:00Z".parse().unwrap());
        assert!(google("Appointment", start, end).ends_with("&text=Appointment&dates=20260310T140000Z/20260310T145000Z"));
        assert!(outlook("Cita", start, end).ends_with("&subject=Cita&startdt=2026-03-10T14:00:00Z&enddt=2026-03-10T14:50:00Z"));
    }
}
