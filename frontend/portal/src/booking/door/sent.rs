//! A request of a new client that was sent: its token while the code is on its way, then that it counts.

use std::cell::RefCell;

use domain::booking::new_client::{NewClientRequestConfirmed, NewClientRequestSent};
use domain::time::Timestamp;
use leptos::prelude::*;
use ui::{Card, Heading};

use crate::booking::calendar::{AddToCalendar, File};
use crate::booking::moment;
use crate::booking::place::Place;
use crate::booking::texts::{door, visit};
use crate::portal::{Portal, use_portal};
use crate::texts::fill;

/// What is kept for this tab, so that looking at the e-mail loses nothing on a phone that forgets its pages.
#[derive(Clone)]
pub struct Waiting {
    /// Names the request.
    pub token: String,
    /// Where the code went.
    pub email: String,
}

thread_local! {
    /// The same for this page alone: a browser may lend a page in another site's frame no storage.
    static HELD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps a request that waits for its code.
pub fn keep(portal: Portal, made: &NewClientRequestSent) {
    let kept = format!("{}\n{}\n{}", made.expires_at, made.token.as_str(), made.email.as_str());
    if let Some(storage) = storage() {
        let _ = storage.set_item(&key(portal), &kept);
    }
    HELD.set(Some(kept));
}

/// The request that waits in this tab, unless its time is over.
pub fn held(portal: Portal) -> Option<Waiting> {
    let stored = storage().and_then(|storage| storage.get_item(&key(portal)).ok()?);
    let kept = stored.or_else(|| HELD.with_borrow(Clone::clone))?;
    let mut lines = kept.splitn(3, '\n');
    let expires: Timestamp = lines.next()?.parse().ok()?;
    let (token, email) = (lines.next()?.to_owned(), lines.next()?.to_owned());
    (moment::now()? < expires).then_some(Waiting { token, email })
}

/// Lets it go.
pub fn forget(portal: Portal) {
    HELD.set(None);
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&key(portal));
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

fn key(portal: Portal) -> String {
    format!("request{}", portal.path("/new"))
}

/// The request counts: what was asked for, where, and the calendar file.
#[component]
pub fn Done(done: NewClientRequestConfirmed, email: String) -> impl IntoView {
    let (portal, t, of_visit) = (use_portal(), door::texts(), visit::texts());
    let NewClientRequestConfirmed { clinician, office, service, start, end, zone, calendar_file, .. } = done;
    let text = Signal::derive(move || fill(t.all().door.done_text, &[("email", &email)]));
    let when = {
        let zone = zone.0.clone();
        Signal::derive(move || moment::full(start, &zone, moment::locale(portal)))
    };
    let clinician = String::from(clinician);
    let what = Signal::derive(move || fill(of_visit.all().visit.with, &[("service", &service), ("clinician", &clinician)]));
    forget(portal);
    view! {
        <Heading text=t.of(|c| c.door.done) />
        <p class="lead">{text}</p>
        <Card>
            <div class="visit-when">
                <h2><time datetime=start.to_string()>{when}</time></h2>
                <p>{what}</p>
            </div>
            <Place office />
            <AddToCalendar file=File::Here(calendar_file) start end />
        </Card>
    }
    .into_any()
}
