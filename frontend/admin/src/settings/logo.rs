//! The practice's logo: shown in both applications, in place of the first letter of its name.

use api::Attempt;
use domain::practice::profile::Practice;
use leptos::ev;
use leptos::prelude::*;
use ui::{Button, Card, Failure, act, use_toasts};
use web_sys::File;

use crate::files;
use crate::session::use_session;
use crate::workplace::use_workplace;

/// The largest picture, in bytes: 1 MiB.
const MOST_BYTES: f64 = 1024.0 * 1024.0;
const TYPES: &str = "image/png,image/jpeg,image/webp";

/// Shows, replaces and removes the logo at once.
#[component]
pub fn LogoCard(
    /// The practice's version, which goes up with the logo.
    version: RwSignal<i64>,
) -> impl IntoView {
    let session = use_session();
    let workplace = use_workplace();
    let toasts = use_toasts();
    let chosen = StoredValue::new_local(None::<File>);
    let logo = Memo::new(move |_| workplace.practice.with(|p| p.logo_path.clone()));
    let show = move |practice: Practice, said: &'static str| {
        let _ = version.try_set(practice.version);
        workplace.practice.set(practice);
        toasts.say(said);
    };
    let attempt = Attempt::new();
    let upload = act(move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            let Some(file) = chosen.try_get_value().flatten() else { return Ok(()) };
            if file.size() > MOST_BYTES {
                return Err(Failure::new("This picture is larger than 1 MB.", "Choose a smaller one."));
            }
            let unreadable = || Failure::new("This file could not be read.", "Choose it again.");
            let bytes = files::bytes(&file).await.ok_or_else(unreadable)?;
            show(session.ask(api.upload_logo(&attempt, &file.type_(), bytes)).await?, "The logo is saved.");
            Ok(())
        }
    });
    let attempt = Attempt::new();
    let remove = act(move || {
        let (api, attempt) = (session.api(), attempt.clone());
        async move {
            show(session.ask(api.remove_logo(&attempt)).await?, "The logo was removed.");
            Ok(())
        }
    });
    let pick = move |event: ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        chosen.set_value(input.files().and_then(|all| all.get(0)));
        input.set_value("");
        upload.run();
    };
    view! {
        <Card title="Logo">
            {move || match logo.get() {
                Some(src) => view! { <img class="logo" src=src alt="The practice's logo" /> }.into_any(),
                None => view! { <p class="soft">"No logo yet. Until then the first letter of the name stands in its place."</p> }.into_any(),
            }}
            <div class="field">
                <label for="logo-file">{move || if logo.get().is_some() { "Replace it with a picture" } else { "Choose a picture" }}</label>
                <input class="input" id="logo-file" type="file" accept=TYPES aria-describedby="logo-hint" on:change=pick />
                <p class="hint" id="logo-hint">"PNG, JPEG or WebP, up to 1 MB; square looks best"</p>
                <p role="status">{move || upload.busy().get().then_some("Saving the picture")}</p>
            </div>
            {move || logo.get().map(|_| view! {
                <div><Button small=true busy=remove.busy() on_press=move |()| remove.run()>"Remove logo"</Button></div>
            })}
        </Card>
    }
    .into_any()
}
