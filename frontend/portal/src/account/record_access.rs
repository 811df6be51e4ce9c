//! `/p/{slug}/account/record-access`: who opened or changed the client's record, where the practice shows it (S7).

use domain::list::PageQuery;
use domain::practice::audit::RecordAccess as Look;
use leptos::prelude::*;
use ui::{Cell, Empty, IconName, Load, Pager, Row, Table, pages, time};

use super::AccountPage;
use crate::portal::use_portal;
use crate::texts::Catalogue;

/// The page.
#[component]
pub fn RecordAccess() -> impl IntoView {
    let portal = use_portal();
    let t = portal.texts;
    let looks = pages(move |cursor| async move {
        let query = PageQuery { limit: None, cursor };
        let page = portal.api().list_my_record_access(&query).await.map_err(|f| portal.tell(&f))?;
        Ok((page.items, page.next_cursor))
    });
    view! {
        <AccountPage title=t.of(|c| c.record.title) intro=t.of(|c| c.record.intro)>
            <Load from=looks.items() lines=8 let:all>
                {if all.is_empty() {
                    view! { <Empty title=t.of(|c| c.record.empty) text=t.of(|c| c.record.empty_text) icon=IconName::Shield /> }.into_any()
                } else {
                    view! { <Looks all /> }.into_any()
                }}
            </Load>
            <Pager of=looks />
        </AccountPage>
    }
    .into_any()
}

#[component]
fn Looks(all: Vec<Look>) -> impl IntoView {
    let t = use_portal().texts;
    let columns = Signal::derive(move || {
        let words = &t.all().record;
        vec![words.at.to_owned(), words.who.to_owned(), words.what.to_owned()]
    });
    let zone = StoredValue::new(time::own_zone());
    let row = move |look: Look| {
        let at = look.at.to_string();
        let datetime = at.clone();
        let when = Signal::derive(move || time::date_time(&at, &zone.get_value(), t.all().words.locale));
        let what = Signal::derive(move || in_words(t.all(), &look.act).to_owned());
        view! {
            <Row>
                <Cell label=t.of(|c| c.record.at)><time datetime=datetime>{when}</time></Cell>
                <Cell label=t.of(|c| c.record.who)>{String::from(look.by)}</Cell>
                <Cell label=t.of(|c| c.record.what)>{what}</Cell>
            </Row>
        }
    };
    view! { <Table caption=t.of(|c| c.record.title) columns=columns>{all.into_iter().map(row).collect_view()}</Table> }.into_any()
}

fn in_words(texts: &'static Catalogue, act: &str) -> &'static str {
    let words = &texts.record;
    match act {
        "client.read" => words.read,
        "client.created" => words.created,
        "client.updated" => words.updated,
        _ if act.starts_with("portal_") || act.starts_with("pin_code") => words.access,
        _ => words.other,
    }
}
