//! `/documents`: what waits, what is done, what was shared (D3, D7, D12).

use domain::documents::{DocumentKind as K, DocumentState as S, MyDocumentSummary, MyDocuments};
use domain::list::PageQuery;
use domain::time::Date;
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, Empty, Heading, IconName, Load, Pager, pages, time};

use super::Waits;
use super::download::Pdf;
use super::send::SendFile;
use super::texts::own::{self, Pick};
use crate::portal::{Portal, use_portal};
use crate::texts::fill;

/// The page.
#[component]
pub fn All() -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let first = RwSignal::new(None);
    let others = pages(move |cursor| {
        let begins = cursor.is_none();
        async move {
            let all =
                portal.api().list_my_documents_from(&PageQuery { limit: None, cursor }).await.map_err(|failure| portal.tell(&failure))?;
            if begins {
                portal.documents.know(Waits::of_list(&all));
                first.set(Some(MyDocuments { others: Vec::new(), ..all.clone() }));
            }
            Ok((all.others, all.next_cursor))
        }
    });
    let reload = Callback::new(move |()| others.reload());
    let may_send = Memo::new(move |_| first.with(|all| all.as_ref().is_some_and(|all| all.may_upload)));
    view! {
        <div class="page documents">
            <Heading text=t.of(|c| c.list.title) />
            <Load from=others.items() lines=8 let:others>
                {first.get_untracked().map(|all| view! { <Lists all others /> }.into_any())}
            </Load>
            <Pager of=others />
            {ui::live(move || may_send.get().then(|| view! { <SendFile on_sent=reload /> }.into_any()))}
        </div>
    }
    .into_any()
}

/// Where one stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shelf {
    Shared,
    Done,
    Over,
}

impl Shelf {
    fn of(document: &MyDocumentSummary) -> Self {
        match (document.kind, document.state) {
            (K::File, _) => Self::Shared,
            (_, S::Expired | S::Void | S::Declined) => Self::Over,
            _ => Self::Done,
        }
    }
}

#[component]
fn Lists(all: MyDocuments, others: Vec<MyDocumentSummary>) -> impl IntoView {
    let (portal, t) = (use_portal(), own::texts());
    let MyDocuments { open, done_before, .. } = all;
    if open.is_empty() && others.is_empty() {
        return view! { <Empty title=t.of(|c| c.list.empty) text=t.of(|c| c.list.empty_text) icon=IconName::Document /> }.into_any();
    }
    let begun = done_before > 0 || open.iter().any(|document| document.state != S::Sent);
    let waiting = if open.is_empty() {
        view! { <p>{t.say(|c| c.list.open_none)} " " <span class="soft">{t.say(|c| c.list.open_none_text)}</span></p> }.into_any()
    } else {
        let go: Pick = if begun { |c| c.list.go_on } else { |c| c.list.start };
        view! {
            <Rows documents=open />
            <ButtonLink kind=ButtonKind::Primary href=portal.link("/documents/start")>{t.say(go)}</ButtonLink>
        }
        .into_any()
    };
    let mut shelves = [(Shelf::Shared, Vec::new()), (Shelf::Done, Vec::new()), (Shelf::Over, Vec::new())];
    for document in others {
        let on = Shelf::of(&document);
        shelves.iter_mut().filter(|(shelf, _)| *shelf == on).for_each(|(_, documents)| documents.push(document.clone()));
    }
    let shelf = |(shelf, documents): (Shelf, Vec<MyDocumentSummary>)| {
        let title: Pick = match shelf {
            Shelf::Shared => |c| c.list.shared,
            Shelf::Done => |c| c.list.done,
            Shelf::Over => |c| c.list.over,
        };
        let some = !documents.is_empty();
        some.then(|| view! { <section class="card"><h2>{t.say(title)}</h2><Rows documents /></section> }.into_any())
    };
    view! {
        <section class="card"><h2>{t.say(|c| c.list.open)}</h2>{waiting}</section>
        {shelves.into_iter().map(shelf).collect_view()}
    }
    .into_any()
}

#[component]
fn Rows(documents: Vec<MyDocumentSummary>) -> impl IntoView {
    let rows = documents.into_iter().map(|document| view! { <Row document /> }.into_any()).collect_view();
    view! { <ul class="list">{rows}</ul> }.into_any()
}

#[component]
fn Row(document: MyDocumentSummary) -> impl IntoView {
    let portal = use_portal();
    let MyDocumentSummary { id, title, kind, state, has_pdf, .. } = document.clone();
    let when = when(portal, document);
    let pdf = has_pdf.then(|| view! { <Pdf id title=title.clone() small=true /> }.into_any());
    view! {
        <li>
            <div class="stack tight">
                <a href=portal.path(&format!("/documents/{id}")) dir="auto">{title}</a>
                <small class="soft">{when}</small>
            </div>
            <span class="row"><StateTag kind state /> {pdf}</span>
        </li>
    }
    .into_any()
}

/// The day that counts.
fn when(portal: Portal, document: MyDocumentSummary) -> Signal<String> {
    let t = own::texts();
    let zone = StoredValue::new(untrack(|| portal.zone()));
    let at = move |at: String, locale: &str| zone.with_value(|zone| time::day_with_year(&at, zone, locale));
    Signal::derive(move || {
        let (list, locale) = (&t.all().list, portal.texts.all().words.locale);
        let (text, day) = match (document.state.is_open() && document.kind != K::File, document.due, document.done_at) {
            (true, Some(due), _) => (list.due, day_of(due, locale)),
            (false, _, Some(done)) if document.kind != K::File => (list.done_on, at(done.to_string(), locale)),
            _ => (list.sent_on, at(document.sent_at.to_string(), locale)),
        };
        fill(text, &[("day", &day)])
    })
}

/// "Monday, March 8, 2027"
pub fn day_of(day: Date, locale: &str) -> String {
    time::long_date(&day.to_string(), locale)
}

/// How far it is, in a word.
#[component]
pub fn StateTag(kind: K, state: S) -> impl IntoView {
    let t = own::texts();
    let word: Pick = match state {
        S::Sent if kind == K::File => |c| c.state.unread,
        S::Viewed if kind == K::File => |c| c.state.read,
        S::Sent => |c| c.state.new,
        S::Viewed | S::InProgress => |c| c.state.begun,
        S::Returned => |c| c.state.returned,
        S::Submitted => |c| c.state.submitted,
        S::Completed | S::Countersigned => |c| c.state.done,
        S::Expired => |c| c.state.expired,
        S::Void => |c| c.state.void,
        S::Declined => |c| c.state.declined,
    };
    let class = match state {
        S::Sent | S::Returned => "tag due",
        S::Submitted | S::Completed | S::Countersigned => "tag good",
        _ => "tag",
    };
    view! { <span class=class>{t.say(word)}</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::super::tests::summary;
    use super::*;

    #[test]
    fn d12_shared_files_stand_apart_from_what_was_done_and_what_is_over() {
        let of = |kind, state| Shelf::of(&MyDocumentSummary { kind, ..summary(1, state) });
        assert_eq!(of(K::File, S::Viewed), Shelf::Shared);
        assert_eq!(of(K::Form, S::Submitted), Shelf::Done);
        assert_eq!(of(K::Consent, S::Declined), Shelf::Over);
    }
}
