//! Who has what open (D9): the documents of all clients, by what is to be done about them.

use domain::documents::{DocumentFilter, DocumentSummary, StaffDocument};
use domain::time::Date;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::{Banner, Cell, Empty, Heading, IconName, Load, Pager, Pages, Row, Table, Tag, Tone, fetched, live, pages};

use super::acts::RowActs;
use super::reading::{has_documents, use_reading};
use super::standing;
use super::waiting::use_waiting_documents;
use super::wish::{Wish, count, label};
use crate::app::NothingHere;
use crate::session::use_session;
use crate::wall;
use crate::workplace::use_workplace;

/// `/admin/documents`
#[component]
pub fn OpenPage() -> impl IntoView {
    let session = use_session();
    if !has_documents(use_workplace().role()) {
        return view! { <NothingHere /> }.into_any();
    }
    let query = use_query_map();
    let wish = Memo::new(move |_| query.with(Wish::read));
    let list = pages(move |cursor| {
        let (api, request) = (session.api(), wish.get().request(cursor));
        async move {
            let page = session.ask(api.list_documents(&request)).await?;
            Ok((page.items, page.next_cursor))
        }
    });
    let reading = use_reading();
    let note = move || {
        (reading.get() == Some(false)).then(|| {
            view! { <p class="soft">"You see who has what, and can share, remind and take back. What clients sign and answer is read by clinicians."</p> }
        })
    };
    let title = Signal::derive(move || match wish.get().filter {
        DocumentFilter::Open => "Who has what open".to_owned(),
        filter => format!("Documents: {}", label(filter).to_lowercase()),
    });
    view! {
        <div class="stack">
            <div class="page-head"><Heading text=title /></div>
            <Filters wish />
            {live(move || wish.get().template.map(|_| view! { <OfTemplate wish /> }))}
            {live(note)}
            <Load from=list.items() lines=10 let:all>
                {if all.is_empty() {
                    let filter = wish.get_untracked().filter;
                    view! { <Nothing filter /> }.into_any()
                } else {
                    view! { <Documents all list reading filter=wish.get_untracked().filter /> }.into_any()
                }}
            </Load>
            <Pager of=list />
        </div>
    }
    .into_any()
}

/// One of several lists, each with its address.
#[component]
fn Filters(wish: Memo<Wish>) -> impl IntoView {
    let waiting = use_waiting_documents();
    waiting.reload();
    let chip = move |filter: DocumentFilter| {
        let href = Signal::derive(move || Wish { filter, ..wish.get() }.address());
        let current = Signal::derive(move || (wish.get().filter == filter).then_some("page"));
        let number = Memo::new(move |_| waiting.counts.with(|counts| count(filter, *counts)));
        let shown = live(move || Some(number.get()).filter(|n| *n > 0).map(|n| view! { <span class="tag due">{n}</span> }));
        view! { <a href=href aria-current=current>{label(filter)} {shown}</a> }
    };
    view! {
        <nav class="chips" aria-label="Which documents">{DocumentFilter::ALL.iter().map(|filter| chip(*filter)).collect_view()}</nav>
    }
    .into_any()
}

/// Says that the list is narrowed to one template, and leads back to all.
#[component]
fn OfTemplate(wish: Memo<Wish>) -> impl IntoView {
    let session = use_session();
    let template = fetched(move || {
        let (api, id) = (session.api(), wish.get().template);
        async move {
            match id {
                Some(id) => Ok(Some(session.ask(api.get_document_template(id)).await?.details.title().to_owned())),
                None => Ok(None),
            }
        }
    });
    let text = move || match template.with(Clone::clone).flatten() {
        Some(title) => format!("Only “{title}”."),
        None => "Only what was made from one template.".to_owned(),
    };
    let all = Signal::derive(move || Wish { template: None, ..wish.get() }.address());
    view! {
        <Banner tone=Tone::Accent icon=IconName::Document>
            <p>{text}</p>
            <a href=all>"Show all documents"</a>
        </Banner>
    }
    .into_any()
}

/// Nothing in the list.
#[component]
fn Nothing(filter: DocumentFilter) -> impl IntoView {
    let (title, text) = match filter {
        DocumentFilter::Open => ("Nobody has anything open", "What you share from a client's page waits here until they have finished it."),
        DocumentFilter::Overdue => ("Nothing is overdue", "Clients are reminded three days and one day before a document is due."),
        DocumentFilter::Submitted => ("Nothing to look at", "Forms and files that clients submit come here."),
        DocumentFilter::ToCountersign => ("Nothing to sign", "What clients signed, and the practice signs too, comes here."),
        DocumentFilter::Done => ("Nothing is done yet", "What is signed, or was looked at, is kept here."),
        DocumentFilter::Over => ("Nothing here", "What was taken back, declined or not finished in time is kept here."),
    };
    view! { <Empty title text icon=IconName::Document /> }.into_any()
}

/// What the last column tells.
fn last_column(filter: DocumentFilter) -> &'static str {
    match filter {
        DocumentFilter::Open | DocumentFilter::Overdue => "Due",
        DocumentFilter::Submitted | DocumentFilter::ToCountersign | DocumentFilter::Done => "Finished",
        DocumentFilter::Over => "Was due",
    }
}

#[component]
fn Documents(
    all: Vec<DocumentSummary>,
    list: Pages<DocumentSummary>,
    reading: Memo<Option<bool>>,
    filter: DocumentFilter,
) -> impl IntoView {
    let workplace = use_workplace();
    let (role, today) = (workplace.role(), wall::now(&workplace.zone()).date());
    let columns = ["Document", "Client", "State", "Sent", last_column(filter), ""].map(str::to_owned).to_vec();
    let changed = Callback::new(move |now: StaffDocument| put(list, now.summary));
    let line = move |document: DocumentSummary| {
        let client = format!("/admin/clients/{}/documents", document.client_id);
        let last = if filter == DocumentFilter::Over || last_column(filter) == "Due" {
            view! { <Due document=document.clone() today /> }.into_any()
        } else {
            document.done_at.map(|at| standing::day_of(at, workplace)).into_any()
        };
        let (tone, state) = (standing::tone(&document), standing::state(&document));
        let (name, sent, named) = (String::from(document.client_name.clone()), document.sent_at, document.clone());
        view! {
            <Row>
                <Cell label="Document" head=true><TitleLink document=named reading /></Cell>
                <Cell label="Client"><a href=client>{name}</a></Cell>
                <Cell label="State"><Tag tone>{state}</Tag></Cell>
                <Cell label="Sent">{standing::day_of(sent, workplace)}</Cell>
                <Cell label=last_column(filter)>{last}</Cell>
                <Cell><RowActs document role on_done=changed /></Cell>
            </Row>
        }
    };
    view! { <Table class="many documents" caption="Documents" columns>{all.into_iter().map(line).collect_view()}</Table> }.into_any()
}

/// Shows a document as it is now, where it stands in a list.
pub fn put(list: Pages<DocumentSummary>, now: DocumentSummary) {
    list.items().update(|all| {
        if let Some(known) = all.iter_mut().find(|known| known.id == now.id) {
            *known = now;
        }
    });
}

/// A document's title, which leads to it for who reads it, and what it asks.
#[component]
pub fn TitleLink(
    /// The document.
    document: DocumentSummary,
    /// Whether the person reads it.
    reading: Memo<Option<bool>>,
) -> impl IntoView {
    let href = format!("/admin/documents/{}", document.id);
    let title = document.title;
    let name = live(move || {
        let title = title.clone();
        match reading.get() {
            Some(true) => view! { <a href=href.clone()>{title}</a> }.into_any(),
            _ => view! { <span>{title}</span> }.into_any(),
        }
    });
    view! { {name} <small class="kind">{standing::kind(document.kind)}</small> }.into_any()
}

/// The day it is due, and whether that is over.
#[component]
pub fn Due(
    /// The document.
    document: DocumentSummary,
    /// The day it is at the practice.
    today: Date,
) -> impl IntoView {
    // Nothing at all where there is no day: an empty cell of a card is left out.
    let Some(due) = document.due else { return ().into_any() };
    let late = standing::overdue(&document, today).map(|days| {
        view! { " " <Tag tone=Tone::Bad>{standing::overdue_in_words(days)}</Tag> }
    });
    view! { <time datetime=due.to_string()>{standing::day(due, today)}</time> {late} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d9_what_is_done_says_when_and_what_is_open_until_when() {
        assert_eq!(last_column(DocumentFilter::Open), "Due");
        assert_eq!(last_column(DocumentFilter::Submitted), "Finished");
    }
}
