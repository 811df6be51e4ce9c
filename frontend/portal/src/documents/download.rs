//! PDFs and files, saved by the browser under their name (D7, D12).

use domain::documents::DocumentFile;
use domain::{DocumentId, FileId};
use leptos::prelude::*;
use ui::{Act, Button, ButtonKind, Icon, IconName, act};

use super::page::{file_name, save};
use super::texts::own;
use crate::portal::{Portal, use_portal};
use crate::texts::fill;

/// What is fetched.
#[derive(Clone, Copy)]
enum What {
    Pdf(DocumentId),
    File(FileId),
}

/// Fetches it and has the browser save it; a failure becomes a toast.
fn saving(portal: Portal, what: What, name: String) -> Act {
    let name = StoredValue::new(name);
    act(move || async move {
        let fetched = match what {
            What::Pdf(id) => portal.api().get_my_document_pdf(id).await,
            What::File(id) => portal.api().get_my_document_file(id).await,
        };
        let bytes = fetched.map_err(|failure| portal.tell(&failure))?;
        let saved = name.try_with_value(|name| save(&bytes, name)).flatten();
        saved.ok_or_else(|| {
            let file = &portal.texts.of_part::<own::Catalogue>().untracked().file;
            ui::Failure::new(file.failed, file.failed_text)
        })
    })
}

/// "Download PDF"
#[component]
pub fn Pdf(
    id: DocumentId,
    /// The document's title, which is the file's name.
    title: String,
    /// Whether it stands in a row.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let download = saving(portal, What::Pdf(id), file_name(&title, "pdf"));
    let label = Signal::derive(move || fill(t.all().file.download_of, &[("title", &title)]));
    view! {
        <Button small icon=IconName::Download busy=download.busy() label on_press=move |()| download.run()>
            {t.say(|c| c.file.download)}
        </Button>
    }
    .into_any()
}

/// Files to save.
#[component]
pub fn Files(files: Vec<DocumentFile>) -> impl IntoView {
    let file = |file: DocumentFile| view! { <li><FileName file=file.clone() /> <Save file /></li> }.into_any();
    view! { <ul class="list">{files.into_iter().map(file).collect_view()}</ul> }.into_any()
}

/// A file's name and size.
#[component]
pub fn FileName(file: DocumentFile) -> impl IntoView {
    let portal = use_portal();
    let size = Signal::derive(move || conversation::files::size(conversation::words_in(portal.texts.language()), file.bytes));
    view! {
        <span class="row">
            <Icon name=IconName::Document />
            <span class="name" dir="auto">{String::from(file.name)}</span>
            <small class="num soft">{size}</small>
        </span>
    }
    .into_any()
}

#[component]
fn Save(file: DocumentFile) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let name = String::from(file.name);
    let download = saving(portal, What::File(file.id), name.clone());
    let label = Signal::derive(move || fill(t.all().file.save_of, &[("name", &name)]));
    view! {
        <Button small=true kind=ButtonKind::Quiet icon=IconName::Download busy=download.busy() on_press=move |()| download.run()>{label}</Button>
    }
    .into_any()
}
