//! One document after the other (D3): where somebody is, and what comes next.

use domain::DocumentId;
use domain::documents::{MyDocumentSummary, MyDocuments};
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Fetched, Heading, Load, Progress, fetched, live};

use super::Waits;
use super::download::Pdf;
use super::texts::{own, steps};
use crate::portal::{Portal, use_portal};
use crate::texts::fill;

/// All of the client's documents; the number at the tab follows.
pub fn mine(portal: Portal) -> Fetched<MyDocuments> {
    fetched(move || async move {
        let all = portal.api().list_my_documents().await.map_err(|failure| portal.tell(&failure))?;
        portal.documents.know(Waits::of_list(&all));
        Ok(all)
    })
}

/// What comes after this one.
pub fn next(all: &MyDocuments, id: DocumentId) -> Option<&MyDocumentSummary> {
    all.open.iter().find(|document| document.id != id)
}

/// Which of how many this one is; none where it is alone, or does not wait any more.
fn place(all: &MyDocuments, id: DocumentId) -> Option<(u32, u32)> {
    let place = u32::try_from(all.open.iter().position(|document| document.id == id)?).ok()?;
    let count = all.done_before + u32::try_from(all.open.len()).ok()?;
    (count > 1).then_some((all.done_before + place + 1, count))
}

/// "2 of 4", above a document.
#[component]
pub fn Place(all: Fetched<MyDocuments>, id: DocumentId) -> impl IntoView {
    let t = steps::texts();
    let place = Memo::new(move |_| all.with(|all| place(all, id)).flatten());
    let is_one = Memo::new(move |_| place.get().is_some());
    let (value, max) = (Signal::derive(move || place.get().map_or(0, |place| place.0)), move || place.get().map_or(0, |place| place.1));
    let max = Signal::derive(max);
    let label = Signal::derive(move || fill(t.all().walk.place, &[("n", &value.get().to_string()), ("all", &max.get().to_string())]));
    live(move || is_one.get().then(|| view! { <Progress value max label /> }.into_any())).into_any()
}

/// The button to what comes next, or to all documents.
#[component]
pub fn Next(all: Fetched<MyDocuments>, id: DocumentId) -> impl IntoView {
    let (portal, t) = (use_portal(), steps::texts());
    let all_documents = move || {
        let href = portal.path("/documents");
        view! { <ButtonLink href>{own::texts().say(|c| c.list.all)}</ButtonLink> }.into_any()
    };
    let next = Memo::new(move |_| all.with(|all| next(all, id).map(|next| (next.id, next.title.clone()))).flatten());
    live(move || match next.get() {
        Some((next, title)) => {
            let title = Signal::derive(move || fill(t.all().walk.next_named, &[("title", &title)]));
            let href = portal.path(&format!("/documents/{next}"));
            view! {
                <p class="soft">{title}</p>
                <div class="actions">
                    <ButtonLink kind=ButtonKind::Primary href>{t.say(|c| c.walk.next)}</ButtonLink>
                    {all_documents()}
                </div>
            }
            .into_any()
        }
        None => view! { <div class="actions">{all_documents()}</div> }.into_any(),
    })
    .into_any()
}

/// `/documents/{id}/done`: thank you, and what comes next.
#[component]
pub fn Done(id: DocumentId) -> impl IntoView {
    let portal = use_portal();
    let one = fetched(move || async move { portal.api().get_my_document(id).await.map_err(|failure| portal.tell(&failure)) });
    let all = mine(portal);
    view! {
        <div class="page narrow">
            <Load from=one lines=4 let:document><Thanks summary=document.summary all /></Load>
        </div>
    }
    .into_any()
}

#[component]
fn Thanks(summary: MyDocumentSummary, all: Fetched<MyDocuments>) -> impl IntoView {
    let t = steps::texts();
    let (id, title) = (summary.id, summary.title.clone());
    // Who comes here by an old address has something to do yet.
    if summary.state.is_open() {
        let href = use_portal().path(&format!("/documents/{id}"));
        return view! { <Heading text=title.clone() /> <p><a href=href dir="auto">{title}</a></p> }.into_any();
    }
    let text = Signal::derive(move || fill(t.all().walk.thanks_text, &[("title", &title)]));
    view! {
        <Heading text=t.of(|c| c.walk.thanks) />
        <p class="lead">{text}</p>
        {summary.has_pdf.then(|| view! { <Pdf id title=summary.title /> }.into_any())}
        <Next all id />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::documents::DocumentState;

    use super::super::tests::{mine, summary};
    use super::*;

    const SENT: DocumentState = DocumentState::Sent;

    fn id(n: u32) -> DocumentId {
        summary(n, SENT).id
    }

    #[test]
    fn d3_the_second_of_four_is_said_to_be_that() {
        let all = mine(&[(2, SENT), (3, SENT), (4, SENT)], 1);
        assert_eq!((place(&all, id(2)), place(&all, id(4))), (Some((2, 4)), Some((4, 4))));
        assert_eq!(place(&all, id(1)), None, "it is done");
        assert_eq!(place(&mine(&[(2, SENT)], 0), id(2)), None, "one alone is not counted");
    }

    #[test]
    fn d4_after_one_comes_the_first_that_waits() {
        let all = mine(&[(2, SENT), (3, SENT)], 1);
        assert_eq!(next(&all, id(1)).map(|next| next.id), Some(id(2)));
        assert_eq!(next(&all, id(2)).map(|next| next.id), Some(id(3)));
        assert!(next(&mine(&[(2, SENT)], 0), id(2)).is_none());
    }
}
