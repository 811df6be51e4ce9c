//! S3, I5: lists that can be searched, filtered and walked to their end.

use std::collections::BTreeSet;

use domain::access::portal_access::AccessState;
use domain::practice::audit::ListAuditEvents;
use domain::practice::client::{ClientInput, ClientPhone, ClientSort, ClientStatus, ContactKind, ListClients};
use domain::practice::staff::Role;

use crate::harness::{Colleague, House, Refused as _, both_databases, client_input, once, refusal};

both_databases!(
    s3_a_search_finds_names_addresses_and_numbers,
    s3_filters_go_together,
    i5_pages_hold_everything_once_while_others_write,
    i5_a_page_size_has_its_bounds,
    i5_a_cursor_belongs_to_its_list_and_order,
);

async fn names(owner: &Colleague, query: ListClients) -> Vec<String> {
    let page = owner.list_clients(&query).await.expect("a page");
    assert!(page.next_cursor.is_none(), "all on one page");
    page.items.iter().map(|client| client.display_name.as_str().split(' ').next().unwrap_or_default().to_owned()).collect()
}

fn search(words: &str) -> ListClients {
    ListClients { search: Some(words.into()), ..ListClients::default() }
}

async fn s3_a_search_finds_names_addresses_and_numbers(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let phone = ClientPhone { number: "+1 (212) 555-0143".into(), kind: ContactKind::Home, text_ok: true, voicemail_ok: true };
    for input in [
        ClientInput { last_name: "Núñez".into(), phones: vec![phone], ..client_input("Zoë") },
        ClientInput { last_name: "Percent 50%".into(), ..client_input("Under_score") },
        client_input("Maya"),
    ] {
        owner.create_client(&once(), &input).await.expect("created");
    }
    for (words, found) in [
        ("nunez", vec!["Zoë"]),
        ("ZOE NÚÑ", vec!["Zoë"]),
        ("555-0143", vec!["Zoë"]),
        ("maya@example", vec!["Maya"]),
        ("ortiz", vec!["Maya"]),
        ("50%", vec!["Under_score"]),
        ("r_s", vec!["Under_score"]),
        ("maya nunez", vec![]),
        ("'; DROP TABLE clients; --", vec![]),
        ("", vec!["Zoë", "Maya", "Under_score"]),
    ] {
        assert_eq!(names(owner, search(words)).await, found, "{words}");
    }
}

async fn s3_filters_go_together(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let sam = practice.staff("Sam", Role::Clinician).await;
    let make = async |name: &str, status, clinician| {
        let input = ClientInput { status, primary_clinician_id: clinician, ..client_input(name) };
        owner.create_client(&once(), &input).await.expect("created").id
    };
    make("Ana", ClientStatus::Active, Some(sam.id)).await;
    make("Ben", ClientStatus::Inactive, Some(sam.id)).await;
    make("Cleo", ClientStatus::Active, None).await;
    practice.client("Dora").await.invited().await;
    let all = ListClients::default;
    assert_eq!(names(owner, ListClients { status: Some(ClientStatus::Active), ..all() }).await, ["Ana", "Cleo", "Dora"]);
    assert_eq!(names(owner, ListClients { clinician_id: Some(sam.id), ..all() }).await, ["Ana", "Ben"]);
    assert_eq!(names(owner, ListClients { access: Some(AccessState::Invited), ..all() }).await, ["Dora"]);
    let active_of_sam = ListClients { status: Some(ClientStatus::Active), clinician_id: Some(sam.id), ..search("ortiz") };
    assert_eq!(names(owner, active_of_sam).await, ["Ana"]);
    house.advance(60);
    make("Aaron", ClientStatus::Active, None).await;
    assert_eq!(names(owner, ListClients { sort: Some(ClientSort::Newest), ..all() }).await[0], "Aaron");
    let nobody = ListClients { clinician_id: Some(owner.id), ..all() };
    assert_eq!(names(owner, nobody).await, Vec::<String>::new());
}

async fn i5_pages_hold_everything_once_while_others_write(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    for n in 0..23 {
        // Some have the same name: the id decides.
        let input = ClientInput { emails: Vec::new(), ..client_input(&format!("Person{:02}", n / 3)) };
        owner.create_client(&once(), &input).await.expect("created");
        house.advance(1);
    }
    for sort in [ClientSort::Name, ClientSort::Newest] {
        let before: BTreeSet<_> = house_ids(owner).await;
        let (mut seen, mut cursor, mut pages) = (Vec::new(), None, 0);
        loop {
            let query = ListClients { sort: Some(sort), limit: Some(4), cursor, ..ListClients::default() };
            let page = owner.list_clients(&query).await.expect("a page");
            seen.extend(page.items.iter().map(|client| client.id));
            pages += 1;
            // Somebody else writes, before and behind the place we are at.
            for name in ["AAA", "Person03", "zzz"] {
                owner.create_client(&once(), &ClientInput { emails: Vec::new(), ..client_input(name) }).await.expect("created");
            }
            cursor = page.next_cursor;
            if cursor.is_none() || pages > 60 {
                break;
            }
        }
        let unique: BTreeSet<_> = seen.iter().copied().collect();
        assert_eq!(unique.len(), seen.len(), "nobody twice ({sort:?})");
        assert!(before.is_subset(&unique), "everybody who was there before ({sort:?})");
    }
}

async fn house_ids(owner: &Colleague) -> BTreeSet<domain::ClientId> {
    let query = ListClients { limit: Some(200), ..ListClients::default() };
    owner.list_clients(&query).await.expect("a page").items.iter().map(|client| client.id).collect()
}

async fn i5_a_page_size_has_its_bounds(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    practice.client("Maya").await;
    for limit in [0, 201, u32::MAX] {
        let clients = ListClients { limit: Some(limit), ..ListClients::default() };
        assert_eq!(owner.list_clients(&clients).await.refused_at("/limit"), "out_of_range", "{limit}");
        let events = ListAuditEvents { limit: Some(limit), ..ListAuditEvents::default() };
        assert_eq!(owner.list_audit_events(&events).await.refused_at("/limit"), "out_of_range", "{limit}");
    }
    let raw = house.raw().signed_in_as(owner);
    for query in ["limit=-1", "limit=x", "limit=99999999999999999999", "offset=10", "limit=1&limit=2", "sort=size", "status=%00"] {
        let reply = raw.get(&format!("/api/v1/practice/clients?{query}")).await;
        assert!(matches!(reply.refused().0, 400 | 422), "{query}: {}", reply.status);
    }
    let reply = raw.get("/api/v1/practice/clients?offset=10").await;
    assert_eq!(reply.refused(), refusal(400, "unknown_parameter"));
    assert_eq!(raw.get("/api/v1/practice?x=1").await.refused(), refusal(400, "unknown_parameter"), "where none is known, too");
}

async fn i5_a_cursor_belongs_to_its_list_and_order(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    for name in ["Ana", "Ben", "Cleo"] {
        practice.client(name).await;
    }
    let first = owner.list_clients(&ListClients { limit: Some(1), ..ListClients::default() }).await.expect("a page");
    let cursor = first.next_cursor.expect("there is more");
    assert!(!cursor.contains("Ana") && !cursor.to_lowercase().contains("ortiz"), "no names in addresses");
    let newest = ListClients { sort: Some(ClientSort::Newest), cursor: Some(cursor.clone()), ..ListClients::default() };
    assert_eq!(owner.list_clients(&newest).await.refused_at("/cursor"), "cursor");
    let events = ListAuditEvents { cursor: Some(cursor.clone()), ..ListAuditEvents::default() };
    assert_eq!(owner.list_audit_events(&events).await.refused_at("/cursor"), "cursor");
    for forged in ["", "x", "AAAA", &cursor[1..]] {
        let query = ListClients { cursor: Some(forged.into()), ..ListClients::default() };
        assert_eq!(owner.list_clients(&query).await.refused_at("/cursor"), "cursor", "{forged}");
    }
}
