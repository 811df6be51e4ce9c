//! Clients from a CSV file (S3, S9): choose or drop it, read what would happen row by row, then import it.

use api::Attempt;
use domain::ClientImportId;
use domain::practice::client_import::{COLUMNS, ClientImport, ImportClients, ImportState, MOST_ROWS};
use domain::practice::staff::Role;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Banner, Button, ButtonKind, Card, Failure, Heading, IconName, Load, Progress, Tone, act, fetched};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::import_report::Report;
use crate::app::NothingHere;
use crate::files;
use crate::session::use_session;
use crate::wait::repeat;
use crate::workplace::use_workplace;

/// The largest file, in bytes: 25 MiB.
const MOST_BYTES: f64 = 25.0 * 1024.0 * 1024.0;

/// `/admin/clients/import[?run={id}]`
#[component]
pub fn ImportPage() -> impl IntoView {
    if !matches!(use_workplace().role(), Role::Owner | Role::FrontDesk) {
        return view! { <NothingHere /> }.into_any();
    }
    let query = use_query_map();
    let run = Memo::new(move |_| query.with(|q| q.get("run")).and_then(|id| id.parse::<ClientImportId>().ok()));
    // The file stays in this tab between the dry run and the import; nothing of it is in the address.
    let file = StoredValue::new(None::<String>);
    view! {
        <div class="page">
            <div class="page-head">
                <div>
                    <p class="soft small"><a href="/admin/clients">"Clients"</a></p>
                    <Heading text="Import clients" />
                </div>
            </div>
            <Choose file />
            {move || run.get().map(|id| view! { <Run id file /> })}
        </div>
    }
    .into_any()
}

/// Sends the file; what becomes of it has its own address.
fn start(file: StoredValue<Option<String>>, dry_run: bool) -> impl Fn() -> StartWork + Copy {
    let session = use_session();
    let navigate = StoredValue::new(use_navigate());
    let attempt = StoredValue::new(Attempt::new());
    move || {
        let (api, attempt) = (session.api(), attempt.get_value());
        let csv = file.get_value().unwrap_or_default();
        Box::pin(async move {
            let input = ImportClients { csv: csv.into(), dry_run };
            let run = session.ask(api.import_clients(&attempt, &input)).await?;
            if let Some(navigate) = navigate.try_get_value() {
                navigate(&format!("/admin/clients/import?run={}", run.id), NavigateOptions { scroll: false, ..NavigateOptions::default() });
            }
            Ok(())
        })
    }
}

type StartWork = std::pin::Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

#[component]
fn Choose(file: StoredValue<Option<String>>) -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let look = act(start(file, true));
    let take = move |chosen: File| {
        problem.set(None);
        if chosen.size() > MOST_BYTES {
            problem.set(Some("This file is larger than 25 MB. Split it into smaller ones.".to_owned()));
            return;
        }
        spawn_local(async move {
            let Some(bytes) = files::bytes(&chosen).await else {
                let _ = problem.try_set(Some("This file could not be read. Choose it again.".to_owned()));
                return;
            };
            match String::from_utf8(bytes) {
                Ok(text) => {
                    file.set_value(Some(text));
                    look.run();
                }
                Err(_) => {
                    let text = "This file is not UTF-8 text. In your spreadsheet program, save it as \"CSV UTF-8\".";
                    let _ = problem.try_set(Some(text.to_owned()));
                }
            }
        });
    };
    let chosen = move |event: ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        if let Some(one) = input.files().and_then(|all| all.get(0)) {
            take(one);
        }
        // So that choosing the same file again, corrected, is noticed.
        input.set_value("");
    };
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(one) = event.data_transfer().and_then(|t| t.files()).and_then(|all| all.get(0)) {
            take(one);
        }
    };
    let template = move |()| files::download("clients.csv", "text/csv", format!("{}\r\n", COLUMNS.join(",")).as_bytes());
    view! {
        <Card title="Choose a CSV file">
            <div class="drop" class:over=move || over.get()
                on:dragover=move |event: ev::DragEvent| { event.prevent_default(); over.set(true); }
                on:dragleave=move |_| over.set(false) on:drop=dropped>
                <div class="field">
                    <label for="import-file">"CSV file, or drop it here"</label>
                    <input class="input" id="import-file" type="file" accept=".csv,text/csv" aria-describedby="import-hint" on:change=chosen />
                    <p class="hint" id="import-hint">
                        {format!("Up to {MOST_ROWS} rows. First you see what would happen, row by row; nothing is changed by that.")}
                    </p>
                    <p class="error" role="alert">{move || problem.get()}</p>
                </div>
                <p role="status">{move || look.busy().get().then_some("Sending the file")}</p>
            </div>
            <details>
                <summary>"Which columns it may have"</summary>
                <p>"The first row names the columns, in any order. First and last name must be there. Comma or semicolon between them."</p>
                <ul class="row">{COLUMNS.map(|name| view! { <li><code>{name}</code></li> }).collect_view()}</ul>
                <Button kind=ButtonKind::Quiet small=true icon=IconName::Download on_press=template>"Download an empty file with these columns"</Button>
            </details>
        </Card>
    }
    .into_any()
}

/// One run and its report.
#[component]
fn Run(id: ClientImportId, file: StoredValue<Option<String>>) -> impl IntoView {
    let session = use_session();
    let run = fetched(move || {
        let api = session.api();
        async move { session.ask(api.get_client_import(id)).await }
    });
    let running = move || run.with_untracked(|r| r.state == ImportState::Running).unwrap_or_default();
    repeat(1_000, move || {
        if running() {
            run.reload();
        }
    });
    view! {
        <Load from=run lines=6 let:now>
            {match now.state {
                ImportState::Running => view! { <Running now /> }.into_any(),
                ImportState::Failed => view! {
                    <Banner tone=Tone::Bad icon=IconName::Warning>
                        <p><b>"This file could not be read. "</b> {now.failure} " Nothing was changed."</p>
                    </Banner>
                }
                .into_any(),
                ImportState::Done => view! { <Outcome now file /> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn Running(now: ClientImport) -> impl IntoView {
    let doing = if now.dry_run { "Looking at the rows" } else { "Importing" };
    view! {
        <Card title=doing>
            <Progress value=now.done max=now.total.max(1) label=format!("{} of {} rows", now.done, now.total) />
            <p class="soft">"You can leave this page; it goes on. Its address shows the result."</p>
        </Card>
    }
    .into_any()
}

#[component]
fn Outcome(now: ClientImport, file: StoredValue<Option<String>>) -> impl IntoView {
    let import = act(start(file, false));
    let created = now.created;
    let clients = if created == 1 { "1 client".to_owned() } else { format!("{created} clients") };
    let next = match (now.dry_run, created) {
        (true, 0) => {
            view! { <p>"No row of this file would become a client. Correct the rows below and choose the file again."</p> }.into_any()
        }
        (true, _) if file.with_value(Option::is_some) => view! {
            <div class="row">
                <Button kind=ButtonKind::Primary busy=import.busy() on_press=move |()| import.run()>{format!("Import {clients}")}</Button>
            </div>
        }
        .into_any(),
        (true, _) => view! { <p>"Choose the file again above to import it."</p> }.into_any(),
        (false, _) => view! {
            <Banner tone=Tone::Good icon=IconName::Check>
                {format!("{clients} added. ")} <a href="/admin/clients?sort=newest">"Show the newest clients"</a>
            </Banner>
        }
        .into_any(),
    };
    let title = if now.dry_run { "What would happen" } else { "What happened" };
    view! {
        <Card title>
            <dl class="facts">
                <dt>{if now.dry_run { "Would be added" } else { "Added" }}</dt> <dd class="num">{now.created}</dd>
                <dt>"There already"</dt> <dd class="num">{now.duplicates}</dd>
                <dt>"With something wrong"</dt> <dd class="num">{now.invalid}</dd>
            </dl>
            {next}
            <Report rows=now.rows dry_run=now.dry_run />
        </Card>
    }
    .into_any()
}
