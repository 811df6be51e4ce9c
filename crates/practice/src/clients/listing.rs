//! A page of the list of clients: filtered, searched, ordered; three queries however long the page is.

use domain::StaffId;
use domain::practice::client::{ClientPage, ClientSort, ClientSummary, ListClients};
use domain::practice::staff::StaffName;
use platform::Platform;
use platform::db::Scope;
use platform::page;
use platform::problem::Problem;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store::{Column, Entity, Model, scoped};
use super::{emails, phones, search};
use crate::staff;

/// Where a page ends; each order has its own, so that a cursor of one is none of the other.
#[derive(Serialize, Deserialize)]
enum Key {
    Name {
        sort_key: String,
        id: Uuid,
    },
    /// Ids are ordered by time.
    Newest {
        id: Uuid,
    },
}

/// The page that `asked` asks for.
///
/// # Errors
/// 422 for a cursor of another list.
pub async fn page(platform: &Platform, scope: Scope, asked: &ListClients) -> Result<ClientPage, Problem> {
    let db = platform.db.read();
    let (sort, limit) = (asked.sort.unwrap_or_default(), page::limit(asked.limit));
    let after = page::key::<Key>(&platform.secrets, "clients", asked.cursor.as_deref())?;
    let mut rows = ordered(filtered(scope, asked), sort, after)?.limit(limit + 1).all(db).await?;
    let last = page::cut(&mut rows, limit, |row| match sort {
        ClientSort::Name => Key::Name { sort_key: row.sort_key.clone(), id: row.id },
        ClientSort::Newest => Key::Newest { id: row.id },
    });
    let next_cursor = last.map(|key| page::cursor(&platform.secrets, "clients", &key)).transpose()?;
    Ok(ClientPage { items: summaries(platform, scope, &rows).await?, next_cursor })
}

fn filtered(scope: Scope, asked: &ListClients) -> Select<Entity> {
    let mut clients = scoped(scope);
    if let Some(status) = asked.status {
        clients = clients.filter(Column::Status.eq(status.as_str()));
    }
    if let Some(access) = asked.access {
        clients = clients.filter(Column::Access.eq(access.as_str()));
    }
    if let Some(clinician) = asked.clinician_id {
        clients = clients.filter(Column::PrimaryClinicianId.eq(clinician.0));
    }
    for pattern in search::patterns(asked.search.as_deref().unwrap_or_default()) {
        clients = clients.filter(Expr::col(Column::SearchText).like(pattern));
    }
    clients
}

fn ordered(clients: Select<Entity>, sort: ClientSort, after: Option<Key>) -> Result<Select<Entity>, Problem> {
    let clients = match (sort, after) {
        (_, None) => clients,
        (ClientSort::Name, Some(Key::Name { sort_key, id })) => {
            let place = Expr::tuple([Expr::col(Column::SortKey), Expr::col(Column::Id)]);
            clients.filter(place.gt(Expr::tuple([Expr::value(sort_key), Expr::value(id)])))
        }
        (ClientSort::Newest, Some(Key::Newest { id })) => clients.filter(Column::Id.lt(id)),
        _ => return Err(Problem::field("/cursor", "cursor", "This is a cursor of another order.")),
    };
    Ok(match sort {
        ClientSort::Name => clients.order_by_asc(Column::SortKey).order_by_asc(Column::Id),
        ClientSort::Newest => clients.order_by_desc(Column::Id),
    })
}

async fn summaries(platform: &Platform, scope: Scope, rows: &[Model]) -> Result<Vec<ClientSummary>, Problem> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let db = platform.db.read();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let emails = emails::first_of(db, scope, &ids).await?;
    let phones = phones::first_of(db, scope, &ids).await?;
    let clinicians = staff::names(db, scope, rows.iter().filter_map(|row| row.primary_clinician_id)).await?;
    let named = |id: Uuid| clinicians.get(&id).map(|name| StaffName { id: StaffId(id), display_name: name.clone() });
    let summary = |row: &Model| ClientSummary {
        id: row.id(),
        display_name: row.display_name(),
        status: row.status(),
        email: emails.get(&row.id).cloned(),
        phone: phones.get(&row.id).cloned(),
        primary_clinician: row.primary_clinician_id.and_then(named),
        access: row.access(),
    };
    Ok(rows.iter().map(summary).collect())
}

#[cfg(test)]
mod tests {
    use domain::PracticeId;
    use sea_orm::{DbBackend, QueryTrait as _};

    use super::*;
    use crate::testing::{Testing, on_each};

    #[test]
    fn every_query_names_the_practice_and_a_cursor_of_another_order_is_refused() {
        let scope = Scope { practice: PracticeId(Uuid::nil()) };
        let asked = ListClients { search: Some("50% maya".into()), ..ListClients::default() };
        let after = || Key::Name { sort_key: "lopez0maya".into(), id: Uuid::nil() };
        let sql =
            ordered(filtered(scope, &asked), ClientSort::Name, Some(after())).expect("a query").build(DbBackend::Postgres).to_string();
        assert!(sql.contains(r#""practice_id" = '00000000-0000-0000-0000-000000000000'"#), "{sql}");
        assert!(sql.contains(r#"LIKE E'%50\\%%' ESCAPE"#) && sql.contains(r#"LIKE '%maya%' ESCAPE"#), "{sql}");
        assert!(sql.contains(r#"("sort_key", "id") > ('lopez0maya', "#), "{sql}");
        assert!(ordered(filtered(scope, &asked), ClientSort::Newest, Some(after())).is_err());
    }

    async fn walk(t: &Testing, asked: ListClients) -> Vec<String> {
        let (mut asked, mut names) = (asked, Vec::new());
        loop {
            let page = page(&t.platform, t.scope, &asked).await.expect("a page");
            names.extend(page.items.iter().map(|item| item.display_name.as_str().to_owned()));
            match page.next_cursor {
                Some(cursor) => asked.cursor = Some(cursor),
                None => return names,
            }
        }
    }

    #[tokio::test]
    async fn s3_pages_follow_each_other_without_a_gap_or_a_repetition() {
        on_each(async |t| {
            for (first, last) in [("Zoe", "Smith"), ("Ana", "Álvarez"), ("Bea", "smith"), ("Bea", "Smith"), ("Yan", "Li")] {
                t.client(first, last).await;
            }
            let by = |sort| ListClients { sort: Some(sort), limit: Some(2), ..ListClients::default() };
            assert_eq!(walk(t, by(ClientSort::Name)).await, ["Ana Álvarez", "Yan Li", "Bea smith", "Bea Smith", "Zoe Smith"]);
            let newest = walk(t, by(ClientSort::Newest)).await;
            assert_eq!(newest.len(), 5);
            assert!(["Ana Álvarez", "Yan Li"].iter().all(|name| newest.iter().any(|other| other == name)));
        })
        .await;
    }

    #[tokio::test]
    async fn s3_a_search_finds_by_all_words_and_by_digits_and_knows_no_wildcards() {
        on_each(async |t| {
            let maya = t.client("Maya", "Núñez").await;
            t.client("Sam", "100%").await;
            let found = async |text: &str| walk(t, ListClients { search: Some(text.into()), ..ListClients::default() }).await;
            assert_eq!(found("nunez MAYA").await, ["Maya Núñez"]);
            assert_eq!(found("555-0143").await.len(), 2);
            assert_eq!(found("nunez sam").await, Vec::<String>::new());
            assert_eq!(found("%").await, ["Sam 100%"]);
            assert_eq!(found("_").await, Vec::<String>::new());
            let page =
                page(&t.platform, t.scope, &ListClients { search: Some("nunez".into()), ..ListClients::default() }).await.expect("a page");
            assert_eq!((page.items[0].id, page.items[0].email.as_ref().map(|email| email.as_str())), (maya.id(), Some("maya@example.com")));
            let other = Scope { practice: PracticeId(Uuid::nil()) };
            assert!(super::page(&t.platform, other, &ListClients::default()).await.expect("a page").items.is_empty());
        })
        .await;
    }
}
