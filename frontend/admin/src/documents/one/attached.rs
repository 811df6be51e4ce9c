//! The files of a document: pictures small, everything to be saved. Nothing of them has an address that outlives the page.

use domain::documents::{DocumentFile, DocumentKind};
use domain::files::FileKind;
use leptos::prelude::*;
use ui::{Button, Card, Icon, IconName, act, live};
use wasm_bindgen_futures::spawn_local;

use crate::files;
use crate::session::use_session;

/// Larger pictures are not fetched only to be shown small, in bytes.
const MOST_SHOWN: u64 = 5 * 1024 * 1024;

/// The card.
#[component]
pub fn FilesCard(files: Vec<DocumentFile>, kind: DocumentKind) -> impl IntoView {
    let title = if kind == DocumentKind::File { "The file" } else { "Files" };
    let line = |file: DocumentFile| view! { <Line file /> };
    view! { <Card title><ul class="files">{files.into_iter().map(line).collect_view()}</ul></Card> }.into_any()
}

/// "12 kB", "1.4 MB"
fn size(bytes: u64) -> String {
    conversation::files::size(conversation::words_in(domain::practice::profile::Language::En), bytes)
}

/// The type a picture is shown as; none for what is not shown in the page.
fn shown_as(file: &DocumentFile) -> Option<&'static str> {
    let kind = FileKind::of_media_type(&file.media_type).filter(|kind| kind.has_preview() && file.bytes <= MOST_SHOWN)?;
    Some(kind.media_type())
}

#[component]
fn Line(file: DocumentFile) -> impl IntoView {
    let session = use_session();
    let (id, name) = (file.id, String::from(file.name.clone()));
    let (saved_as, label) = (name.clone(), format!("Download {name}"));
    let saving = act(move || {
        let (api, saved_as) = (session.api(), saved_as.clone());
        async move {
            let bytes = session.ask(api.get_document_file(id)).await?;
            // Never opened, whatever it is.
            files::download(&saved_as, "application/octet-stream", &bytes);
            Ok(())
        }
    });
    let address = RwSignal::new(None::<String>);
    if let Some(media_type) = shown_as(&file) {
        spawn_local(async move {
            let Ok(bytes) = session.ask(session.api().get_document_file(id)).await else { return };
            let Some(made) = files::address(&bytes, media_type) else { return };
            if let Some(unwanted) = address.try_set(Some(made)).flatten() {
                files::let_go(&unwanted);
            }
        });
    }
    on_cleanup(move || {
        if let Some(address) = address.try_get_untracked().flatten() {
            files::let_go(&address);
        }
    });
    let alt = format!("Picture: {name}");
    let picture = live(move || match address.get() {
        Some(address) => view! { <img src=address alt=alt.clone() /> }.into_any(),
        None => view! { <Icon name=IconName::Document /> }.into_any(),
    });
    view! {
        <li>
            <div class="thumb">{picture}</div>
            <div class="about">
                <b dir="auto">{name}</b>
                <small class="soft num">{size(file.bytes)}</small>
            </div>
            <Button small=true icon=IconName::Download busy=saving.busy() label on_press=move |()| saving.run()>"Download"</Button>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::examples::id;

    #[test]
    fn d10_only_pictures_a_browser_may_show_are_shown() {
        let file = |media_type: &str, bytes| DocumentFile { id: id(1), name: "card.jpg".into(), media_type: media_type.into(), bytes };
        assert_eq!(shown_as(&file("image/jpeg", 10)), Some("image/jpeg"));
        assert_eq!(shown_as(&file("image/heic", 10)), None);
        assert_eq!(shown_as(&file("image/svg+xml", 10)), None);
        assert_eq!(shown_as(&file("image/png", MOST_SHOWN + 1)), None);
    }
}
