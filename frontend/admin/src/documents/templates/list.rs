//! All templates, in use or put away.

use api::Attempt;
use domain::documents::{ArchiveTemplate, DocumentFilter, ListTemplates, TemplateSummary};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::{Button, ButtonKind, ButtonLink, Cell, Empty, Failure, Heading, IconName, Load, Pager, Pages, Row, Table, act, pages, use_toasts};

use crate::documents::frame::writes_templates;
use crate::documents::standing;
use crate::documents::wish::Wish;
use crate::labels;
use crate::session::{Session, use_session};
use crate::workplace::use_workplace;

/// Where the list is.
pub const LIST: &str = "/admin/documents/templates";

/// `/admin/documents/templates`
#[component]
pub fn TemplatesPage() -> impl IntoView {
    let session = use_session();
    let writes = writes_templates(use_workplace().role());
    let query = use_query_map();
    let archived = Memo::new(move |_| query.with(|query| query.get("show").as_deref() == Some("archived")));
    let list = pages(move |cursor| {
        let request = ListTemplates { archived: Some(archived.get()), limit: None, cursor };
        let api = session.api();
        async move {
            let page = session.ask(api.list_document_templates(&request)).await?;
            Ok((page.items, page.next_cursor))
        }
    });
    let chip = move |label: &'static str, away: bool| {
        let href = if away { format!("{LIST}?show=archived") } else { LIST.to_owned() };
        let current = Signal::derive(move || (archived.get() == away).then_some("page"));
        view! { <a href=href aria-current=current>{label}</a> }
    };
    let new = writes.then(|| {
        view! {
            <div class="row">
                <ButtonLink href=format!("{LIST}/new-form") icon=IconName::Plus>"New form"</ButtonLink>
                <ButtonLink href=format!("{LIST}/new-document") kind=ButtonKind::Primary icon=IconName::Plus>"New document"</ButtonLink>
            </div>
        }
    });
    let title = Signal::derive(move || if archived.get() { "Archived templates" } else { "Templates" }.to_owned());
    view! {
        <div class="stack">
            <div class="page-head"><Heading text=title /> {new}</div>
            <nav class="chips" aria-label="Which templates">{chip("In use", false)} {chip("Archived", true)}</nav>
            <Load from=list.items() lines=8 let:all>
                {if all.is_empty() {
                    view! { <Nothing archived=archived.get_untracked() writes /> }.into_any()
                } else {
                    view! { <Templates all list writes /> }.into_any()
                }}
            </Load>
            <Pager of=list />
        </div>
    }
    .into_any()
}

#[component]
fn Nothing(archived: bool, writes: bool) -> impl IntoView {
    if archived {
        return view! { <Empty title="Nothing is archived" text="What you no longer send can be put away here." icon=IconName::Document /> }
            .into_any();
    }
    let text = "Write what clients sign, or put together what you ask them. Then share it from a client’s page.";
    if !writes {
        return view! { <Empty title="No templates yet" text="Owners and clinicians write them." icon=IconName::Document /> }.into_any();
    }
    view! {
        <Empty title="No templates yet" text icon=IconName::Document>
            <div class="row">
                <ButtonLink href=format!("{LIST}/new-document")>"Write a document"</ButtonLink>
                <ButtonLink href=format!("{LIST}/new-form")>"Make a form"</ButtonLink>
            </div>
        </Empty>
    }
    .into_any()
}

#[component]
fn Templates(all: Vec<TemplateSummary>, list: Pages<TemplateSummary>, writes: bool) -> impl IntoView {
    const COLUMNS: [&str; 7] = ["Title", "Kind", "Language", "Saved", "Version", "Open", ""];
    let workplace = use_workplace();
    let line = move |template: TemplateSummary| {
        let TemplateSummary { id, title, kind, language, number, archived, saved_at, open } = template;
        let name = match writes {
            true => view! { <a href=format!("{LIST}/{id}")>{title.clone()}</a> }.into_any(),
            false => title.clone().into_any(),
        };
        let who = Wish { filter: DocumentFilter::Open, template: Some(id) }.address();
        let count = match open {
            0 => "0".into_any(),
            1 => view! { <a href=who aria-label=format!("1 client has {title} open")>"1"</a> }.into_any(),
            n => view! { <a href=who aria-label=format!("{n} clients have {title} open")>{n}</a> }.into_any(),
        };
        let act = writes.then(|| view! { <Archive id title archived list /> });
        view! {
            <Row>
                <Cell label=COLUMNS[0] head=true>{name}</Cell>
                <Cell label=COLUMNS[1]>{standing::kind(kind)}</Cell>
                <Cell label=COLUMNS[2]>{labels::language(language)}</Cell>
                <Cell label=COLUMNS[3]>{workplace.time(saved_at)}</Cell>
                <Cell label=COLUMNS[4] num=true>{number}</Cell>
                <Cell label=COLUMNS[5] num=true>{count}</Cell>
                <Cell>{act}</Cell>
            </Row>
        }
    };
    view! {
        <Table class="many" caption="Templates" columns=COLUMNS.map(str::to_owned).to_vec()>{all.into_iter().map(line).collect_view()}</Table>
    }
    .into_any()
}

/// Puts a template away or takes it out again, as it is right now.
async fn put(session: Session, attempt: &Attempt, id: domain::TemplateId, archived: bool) -> Result<(), Failure> {
    let api = session.api();
    let version = session.ask(api.get_document_template(id)).await?.version;
    session.ask(api.archive_document_template(attempt, id, Some(version), &ArchiveTemplate { archived })).await?;
    Ok(())
}

/// Takes a template off the list, with a way back; or into use again.
#[component]
fn Archive(id: domain::TemplateId, title: String, archived: bool, list: Pages<TemplateSummary>) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let word = if archived { "Restore" } else { "Archive" };
    let label = format!("{word} {title}");
    let attempt = Attempt::new();
    let put_away = act(move || {
        let (attempt, title) = (attempt.clone(), title.clone());
        async move {
            put(session, &attempt, id, !archived).await?;
            list.items().update(|all| all.retain(|template| template.id != id));
            let undo = move || {
                leptos::task::spawn_local(async move {
                    match put(session, &Attempt::new(), id, archived).await {
                        Ok(()) => list.reload(),
                        Err(failure) => toasts.failed(&failure),
                    }
                });
            };
            let done = if archived { "can be sent again" } else { "is archived: it is not sent any more" };
            toasts.undo(format!("“{title}” {done}."), undo);
            Ok(())
        }
    });
    let busy = put_away.busy();
    view! { <Button kind=ButtonKind::Quiet small=true busy label on_press=move |()| put_away.run()>{word}</Button> }.into_any()
}
