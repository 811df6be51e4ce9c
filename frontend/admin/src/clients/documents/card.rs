//! Documents that wait, at a glance, on the client's overview.

use domain::documents::DocumentSummary;
use domain::list::{MOST_LIMIT, PageQuery};
use leptos::prelude::*;
use ui::{ButtonLink, Card, Failure, Tag, fetched, live};

use crate::clients::page::ThisClient;
use crate::documents::{Due, TitleLink, has_documents, standing, use_reading};
use crate::session::use_session;
use crate::wall;
use crate::workplace::use_workplace;

/// How many are shown.
const SHOWN: usize = 5;

/// Those that wait, for the practice first.
fn waiting(all: Vec<DocumentSummary>) -> Vec<DocumentSummary> {
    let mut all: Vec<_> = all.into_iter().filter(|one| standing::waits_for_us(one) || standing::waits_for_client(one)).collect();
    all.sort_by_key(|one| !standing::waits_for_us(one));
    all
}

/// The card; nothing where nothing waits.
#[component]
pub fn DocumentsCard(this: ThisClient) -> impl IntoView {
    let (session, workplace) = (use_session(), use_workplace());
    if !has_documents(workplace.role()) {
        return ().into_any();
    }
    let found = fetched(move || {
        let api = session.api();
        async move {
            let query = PageQuery { limit: Some(MOST_LIMIT), cursor: None };
            Ok::<_, Failure>(waiting(session.ask(api.list_client_documents(this.id, &query)).await?.items))
        }
    });
    let reading = use_reading();
    let today = wall::now(&workplace.zone()).date();
    let line = move |one: DocumentSummary| {
        let due = (one.due.is_some() && standing::waits_for_client(&one)).then(|| {
            let document = one.clone();
            view! { <span class="due"><span class="soft">"Due: "</span> <Due document today /></span> }
        });
        view! {
            <li>
                <div class="document"><TitleLink document=one.clone() reading /></div>
                <div class="row">{due} <Tag tone=standing::tone(&one)>{standing::state(&one)}</Tag></div>
            </li>
        }
    };
    let all = StoredValue::new(format!("/admin/clients/{}/documents", this.id));
    let card = move || {
        let waiting = found.get().filter(|waiting| !waiting.is_empty())?;
        let more = waiting.len().saturating_sub(SHOWN);
        let more = (more > 0).then(|| view! { <p class="soft">{format!("And {more} more.")}</p> });
        Some(view! {
            <Card title="Documents waiting">
                <ul class="list">{waiting.into_iter().take(SHOWN).map(line).collect_view()}</ul>
                {more}
                <div><ButtonLink href=all.get_value() small=true>"All documents"</ButtonLink></div>
            </Card>
        })
    };
    live(card).into_any()
}

#[cfg(test)]
mod tests {
    use domain::documents::DocumentState;

    use super::*;
    use crate::documents::examples::summary;

    #[test]
    fn d9_what_waits_for_the_practice_comes_first_and_what_is_done_is_left_out() {
        let all = [DocumentState::Sent, DocumentState::Completed, DocumentState::Submitted, DocumentState::Void];
        let states: Vec<_> =
            waiting(all.map(|state| DocumentSummary { state, ..summary() }).into()).into_iter().map(|one| one.state).collect();
        assert_eq!(states, [DocumentState::Submitted, DocumentState::Sent]);
    }
}
