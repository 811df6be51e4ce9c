//! `/p/{slug}/account/record-access`: who opened or changed the client's record, where the practice shows it (S7).

use domain::list::PageQuery;
use domain::practice::audit::RecordAccess as Look;
use leptos::prelude::*;
use ui::{Empty, IconName, Load, Pager, pages, time};

use super::AccountPage;
use crate::address::city;
use crate::portal::use_portal;
use crate::texts::{Texts, fill};

mod texts;

/// What the page says.
fn words() -> Texts<texts::Catalogue> {
    use_portal().texts.of_part()
}

/// The page at `/p/{slug}/account/record-access`.
pub fn page_at(page: &str) -> Option<AnyView> {
    page.is_empty().then(|| view! { <RecordAccess /> }.into_any())
}

/// The page.
#[component]
fn RecordAccess() -> impl IntoView {
    let portal = use_portal();
    let own = words();
    let looks = pages(move |cursor| async move {
        let query = PageQuery { limit: None, cursor };
        let page = portal.api().list_my_record_access(&query).await.map_err(|f| portal.tell(&f))?;
        Ok((page.items, page.next_cursor))
    });
    view! {
        <AccountPage title=own.of(|c| c.record.title) intro=own.of(|c| c.record.intro)>
            <Load from=looks.items() lines=8 let:all>
                {if all.is_empty() {
                    view! { <Empty title=own.of(|c| c.record.empty) text=own.of(|c| c.record.empty_text) icon=IconName::Shield /> }.into_any()
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
    let own = words();
    let zone = StoredValue::new(time::own_zone());
    let line = move |look: Look| {
        let at = look.at.to_string();
        let when = Signal::derive(move || time::date_time(&at, &zone.get_value(), t.all().words.locale));
        let what = Signal::derive(move || in_words(own.all(), &look.act).to_owned());
        view! {
            <li>
                <div>
                    <span class="name">{String::from(look.by)}</span>
                    <span class="soft small">{what}</span>
                </div>
                <span class="soft small num">{when}</span>
            </li>
        }
        .into_any()
    };
    let note = Signal::derive(move || zone.with_value(|zone| fill(own.all().record.zone, &[("zone", &city(zone))])));
    view! {
        <ul class="card list looks">{all.into_iter().map(line).collect_view()}</ul>
        <p class="soft small">{note}</p>
    }
    .into_any()
}

fn in_words(texts: &'static texts::Catalogue, act: &str) -> &'static str {
    let words = &texts.record;
    match act {
        "client.created" => words.created,
        "client.updated" => words.updated,
        _ if act.ends_with(".read") => words.read,
        _ if act.starts_with("portal_") || act.starts_with("pin_code") => words.access,
        _ => words.other,
    }
}
