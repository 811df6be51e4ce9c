//! One template: which editor it has, and what stands above it.

use api::Attempt;
use domain::TemplateId;
use domain::documents::{ArchiveTemplate, DocumentKind, TemplateDetails};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use ui::{Banner, Button, ButtonKind, ButtonLink, Empty, Heading, IconName, Load, Tag, Tone, act, fetched, live, use_toasts};

use super::document::EditDocument;
use super::form::EditForm;
use super::list::LIST;
use crate::app::NothingHere;
use crate::documents::standing;
use crate::session::use_session;

/// `/admin/documents/templates/{id}`
#[component]
pub fn OneTemplate() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<TemplateId>().ok()));
    move || match id.get() {
        Some(id) => view! { <Edit id /> }.into_any(),
        None => view! { <NothingHere /> }.into_any(),
    }
}

#[component]
fn Edit(id: TemplateId) -> impl IntoView {
    let session = use_session();
    let found = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_document_template(id)).await }
    });
    let missing = Memo::new(move |_| found.failure().is_some_and(|failure| failure.code == "not_found"));
    move || {
        if missing.get() {
            return view! {
                <Heading text="Template" />
                <Empty title="There is no such template" text="The address may be misspelt." icon=IconName::Document>
                    <ButtonLink href=LIST>"Go to templates"</ButtonLink>
                </Empty>
            }
            .into_any();
        }
        view! {
            <Load from=found lines=14 let:template>
                {match template.details.clone() {
                    TemplateDetails::Document(document) => view! { <EditDocument document template found /> }.into_any(),
                    TemplateDetails::Form(form) => view! { <EditForm form template found /> }.into_any(),
                }}
            </Load>
        }
        .into_any()
    }
}

/// Its title, what it is, and that it is archived where it is.
#[component]
pub fn Head(
    /// Which one.
    id: TemplateId,
    /// Its title, as it was saved.
    title: RwSignal<String>,
    /// Its version; kept up to date.
    version: RwSignal<i64>,
    /// Whether it is put away.
    archived: RwSignal<bool>,
    /// What it asks.
    #[prop(into)]
    kind: Signal<DocumentKind>,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let attempt = Attempt::new();
    let restore = act(move || {
        let (api, attempt, seen) = (session.api(), attempt.clone(), version.get_untracked());
        async move {
            let now = session.ask(api.archive_document_template(&attempt, id, Some(seen), &ArchiveTemplate { archived: false })).await?;
            let _ = version.try_set(now.version);
            let _ = archived.try_set(now.archived);
            toasts.say(format!("“{}” can be sent again.", now.details.title()));
            Ok(())
        }
    });
    let away = move || {
        archived.get().then(|| {
            view! {
                <Banner tone=Tone::Plain icon=IconName::Info>
                    <p>"This is archived: it is not sent any more."</p>
                    <Button kind=ButtonKind::Quiet small=true busy=restore.busy() on_press=move |()| restore.run()>"Restore"</Button>
                </Banner>
            }
        })
    };
    view! {
        <div class="page-head">
            <div>
                <p class="soft small"><a href=LIST>"Templates"</a></p>
                <div class="row"><Heading text=title /> <Tag>{move || standing::kind(kind.get())}</Tag></div>
            </div>
            {children.map(|children| children())}
        </div>
        {live(away)}
    }
    .into_any()
}
