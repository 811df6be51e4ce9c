//! Choosing a client by name, e-mail or number.

use domain::ClientId;
use domain::practice::client::ClientSummary;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Field, FieldKind, FormState, Load, focus};
use wasm_bindgen_futures::spawn_local;

use crate::clients::find_clients;
use crate::labels;
use crate::session::use_session;

/// How many hits are shown.
const SHOWN: u32 = 6;
const FIELD: &str = "pick-client";
/// Where the choice stands in the request.
const POINTER: &str = "/client_id";

/// Who was chosen: id and name.
pub type Chosen = RwSignal<Option<(ClientId, String)>>;

/// The name of who was chosen, or a field to look for somebody.
#[component]
pub fn ClientPicker(chosen: Chosen) -> impl IntoView {
    let name = Memo::new(move |_| chosen.with(|c| c.as_ref().map(|(_, name)| name.clone())));
    let again = move |()| {
        chosen.set(None);
        request_animation_frame(|| focus(FIELD));
    };
    move || match name.get() {
        Some(name) => view! {
            <div class="row between picked">
                <p><span class="soft">"Client: "</span> <b>{name}</b></p>
                <Button kind=ButtonKind::Quiet small=true label="Choose another client" on_press=again>"Change"</Button>
            </div>
        }
        .into_any(),
        None => view! { <Finder chosen /> }.into_any(),
    }
}

/// Fills in a client who is known by id, as from their page.
pub fn prefill(chosen: Chosen, id: ClientId) {
    let session = use_session();
    spawn_local(async move {
        if let Ok(client) = session.ask(session.api().get_client(id)).await {
            let _ = chosen.try_set(Some((id, String::from(client.display_name))));
        }
    });
}

#[component]
fn Finder(chosen: Chosen) -> impl IntoView {
    let finding = find_clients(SHOWN);
    let form = use_context::<FormState>();
    let line = move |client: ClientSummary| {
        let name = String::from(client.display_name);
        let (id, shown) = (client.id, name.clone());
        let about = [Some(labels::status(client.status).to_owned()), client.email.map(String::from)];
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let choose = move |_| {
            if let Some(form) = form {
                form.touch_at(POINTER);
            }
            chosen.set(Some((id, name.clone())));
        };
        view! {
            <li>
                <button type="button" class="hit" on:click=choose>
                    <span>{shown}</span> <span class="soft small">{about}</span>
                </button>
            </li>
        }
    };
    view! {
        <div class="stack tight">
            <Field id=FIELD label="Client" value=finding.typed kind=FieldKind::Search required=true autocomplete="off" pointer=POINTER
                check=|_: String| Some("Choose somebody from the list.".to_owned()) hint="Name, e-mail or phone" />
            <Load from=finding.hits lines=2 let:all>
                {
                    let nobody = finding.nobody(&all);
                    view! {
                        <ul class="hits">{all.into_iter().map(line).collect_view()}</ul>
                        {nobody.then(|| view! { <p class="soft">"Nobody found. Try a part of the name."</p> })}
                    }
                }
            </Load>
        </div>
    }
    .into_any()
}
