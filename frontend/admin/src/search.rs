//! Global search: clients by name, e-mail or phone, from anywhere, opened by `/`.

use domain::practice::client::ClientSummary;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use ui::{Dialog, Field, FieldKind, Load, focus};

use crate::clients::find_clients;
use crate::labels;

/// How many hits are shown; the list of clients has the rest.
const SHOWN: u32 = 8;

/// The palette: open or not.
#[derive(Clone, Copy)]
pub struct Search {
    open: RwSignal<bool>,
}

impl Search {
    /// A closed palette.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false) }
    }

    /// Opens it.
    pub fn open(self) {
        self.open.set(true);
    }
}

/// The palette itself; one stands in the shell.
#[component]
pub fn SearchPalette(search: Search) -> impl IntoView {
    let open = search.open;
    view! { <Dialog open title="Search clients"><Palette open /></Dialog> }.into_any()
}

#[component]
fn Palette(open: RwSignal<bool>) -> impl IntoView {
    let finding = find_clients(SHOWN);
    // The dialog gives focus to its cross, which comes first.
    request_animation_frame(|| focus(FIELD));
    let navigate = use_navigate();
    // Enter in the field opens the first hit; the arrows walk the hits, which are links.
    let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if in_field() => {
            let first = finding.hits.with_untracked(|all| all.first().map(|c| c.id)).flatten();
            if let Some(id) = first.filter(|_| finding.typed.with_untracked(|t| t.trim() == finding.asked.get_untracked())) {
                event.prevent_default();
                open.set(false);
                navigate(&format!("/admin/clients/{id}"), NavigateOptions::default());
            }
        }
        "ArrowDown" => walk(&event, 1),
        "ArrowUp" => walk(&event, -1),
        _ => {}
    };
    let line = move |client: ClientSummary| {
        let about = [Some(labels::status(client.status).to_owned()), client.email.map(String::from), client.phone.map(String::from)];
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        view! {
            <li>
                <A href=format!("/admin/clients/{}", client.id) attr:data-hit="" on:click=move |_| open.set(false)>
                    <b>{String::from(client.display_name)}</b> " "
                    <span class="soft small">{about}</span>
                </A>
            </li>
        }
    };
    view! {
        <div class="stack" on:keydown=keys>
            <Field id=FIELD label="Name, e-mail or phone" value=finding.typed kind=FieldKind::Search autocomplete="off" enterkeyhint="search" />
            <Load from=finding.hits lines=3 let:all>
                {
                    let nobody = finding.nobody(&all);
                    view! {
                        <ul class="list">{all.into_iter().map(line).collect_view()}</ul>
                        {nobody.then(|| view! { <p class="soft">"Nobody found. Try a part of the name, the address or the number."</p> })}
                    }
                }
            </Load>
        </div>
    }
    .into_any()
}

const FIELD: &str = "search-words";

fn in_field() -> bool {
    document().active_element().is_some_and(|e| e.id() == FIELD)
}

/// Moves focus among the field and the hits.
fn walk(event: &ev::KeyboardEvent, step: i32) {
    use wasm_bindgen::JsCast;
    let Ok(found) = document().query_selector_all(&format!("#{FIELD}, [data-hit]")) else { return };
    let count = found.length() as i32;
    let active = document().active_element();
    let at = (0..count).find(|i| found.item(*i as u32).is_some_and(|n| active.as_ref().is_some_and(|a| n.is_same_node(Some(a)))));
    let next = (at.unwrap_or(0) + step).clamp(0, count - 1);
    if let Some(element) = found.item(next as u32).and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        let _ = element.focus();
    }
}
