//! `/p/{slug}/verify`: whether a file is one that was signed here, for anybody who has it (D8). The file is hashed in the
//! browser; only the hash is sent.

use domain::documents::VerifySignedDocument;
use leptos::html;
use leptos::prelude::*;
use ui::{Banner, Button, ButtonKind, Heading, IconName, Tone, live};
use wasm_bindgen_futures::spawn_local;

use super::page::{bytes_of, files_of, sha256};
use super::texts::verify;
use crate::portal::{Portal, use_portal};
use crate::texts::fill;

/// The page.
pub fn page_at(page: &str) -> Option<AnyView> {
    page.is_empty().then(|| view! { <Verify /> }.into_any())
}

/// How far it is.
#[derive(Clone, PartialEq)]
enum Step {
    Nothing,
    Looking,
    SignedHere(bool),
    Unreadable,
    Failed(ui::Failure),
}

#[component]
fn Verify() -> impl IntoView {
    let portal = use_portal();
    let t = verify::texts();
    let step = RwSignal::new(Step::Nothing);
    let name = RwSignal::new(String::new());
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let take = move |files: Vec<web_sys::File>| {
        if let Some(file) = files.into_iter().next().filter(|_| step.with_untracked(|step| *step != Step::Looking)) {
            name.set(file.name());
            look(portal, file, step);
        }
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            take(files_of(input.files()));
            // The same file may be chosen again.
            input.set_value("");
        }
    };
    let choose = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let hold = move |event: leptos::ev::DragEvent, is_over: bool| {
        event.prevent_default();
        over.set(is_over);
    };
    let dropped = move |event: leptos::ev::DragEvent| {
        hold(event.clone(), false);
        take(event.data_transfer().map(|data| files_of(data.files())).unwrap_or_default());
    };
    let busy = Signal::derive(move || step.with(|step| *step == Step::Looking));
    let label = Signal::derive(move || {
        let words = &t.all().verify;
        if step.with(|step| *step == Step::Nothing) { words.choose } else { words.again }
    });
    let intro = Signal::derive(move || fill(t.all().verify.intro, &[("practice", &portal.name())]));
    view! {
        <div class="page narrow middle">
            <Heading text=t.of(|c| c.verify.title) />
            <p class="lead">{intro}</p>
            <div class="drop" class:over=over on:dragover=move |e| hold(e, true) on:dragleave=move |e| hold(e, false) on:drop=dropped>
                <input type="file" accept=".pdf,application/pdf" node_ref=input hidden on:change=chosen />
                <Button kind=ButtonKind::Primary icon=IconName::Document busy on_press=choose>{label}</Button>
                <span class="soft">{t.say(|c| c.verify.drop)}</span>
            </div>
            <div role="status" class="stack">{live(move || outcome(step.get(), name))}</div>
            <p class="soft">{t.say(|c| c.verify.private)}</p>
        </div>
    }
    .into_any()
}

fn look(portal: Portal, file: web_sys::File, step: RwSignal<Step>) {
    step.set(Step::Looking);
    spawn_local(async move {
        let Some(bytes) = bytes_of(&file).await else {
            let _ = step.try_set(Step::Unreadable);
            return;
        };
        let input = VerifySignedDocument { sha256: sha256(&bytes) };
        drop(bytes);
        let now = match portal.api().verify_signed_document(&portal.slug(), &input).await {
            Ok(answer) => Step::SignedHere(answer.signed_here),
            Err(failure) => Step::Failed(portal.tell(&failure)),
        };
        let _ = step.try_set(now);
    });
}

fn outcome(step: Step, name: RwSignal<String>) -> Option<AnyView> {
    let t = verify::texts();
    let named =
        move |pick: fn(&'static verify::Catalogue) -> &'static str| Signal::derive(move || fill(pick(t.all()), &[("name", &name.get())]));
    Some(match step {
        Step::Nothing => return None,
        Step::Looking => view! { <p>{named(|c| c.verify.looking)}</p> }.into_any(),
        Step::SignedHere(true) => view! {
            <Banner tone=Tone::Good icon=IconName::Check><b>{t.say(|c| c.verify.yes)}</b> <span>{named(|c| c.verify.yes_text)}</span></Banner>
        }
        .into_any(),
        Step::SignedHere(false) => view! {
            <Banner tone=Tone::Bad icon=IconName::Warning><b>{t.say(|c| c.verify.no)}</b> <span>{named(|c| c.verify.no_text)}</span></Banner>
        }
        .into_any(),
        Step::Unreadable => view! { <p class="error">{named(|c| c.verify.unreadable)}</p> }.into_any(),
        Step::Failed(failure) => view! { <p class="error">{failure.title} " " {failure.text}</p> }.into_any(),
    })
}
