//! S7: who did or read what, and whether the log is whole.

use domain::practice::audit::{ActorKind, AuditChain, AuditEvent, ListAuditEvents};
use domain::practice::staff::Role;
use futures_util::future::join_all;

use crate::harness::{House, PASSWORD, Practice, Refused as _, both_databases, client_input, once, refusal};

both_databases!(
    s7_each_act_is_written_with_who_for_whom_when_and_from_where,
    s7_filters_narrow_the_log,
    s7_the_export_has_the_same_lines,
    s7_a_changed_line_shows,
    s7_a_missing_line_shows,
    s7_a_line_that_was_added_shows,
    s7_lines_written_at_once_make_one_chain,
    s7_only_the_owner_reads_it,
);

async fn events(practice: &Practice, filter: ListAuditEvents) -> Vec<AuditEvent> {
    practice.owner().list_audit_events(&filter).await.expect("the log").items
}

async fn s7_each_act_is_written_with_who_for_whom_when_and_from_where(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    house.advance(60);
    practice.owner().get_client(maya.id).await.expect("a look");
    let last = events(&practice, ListAuditEvents { act: Some("client.read".into()), ..ListAuditEvents::default() }).await.remove(0);
    assert_eq!((last.actor_kind, last.at, last.client_id), (ActorKind::Staff, house.now(), Some(maya.id)));
    assert_eq!(last.actor.expect("a name").as_str(), "Robin Reed");
    assert_eq!(last.client.expect("a name").as_str(), "Maya Ortiz");
    assert_eq!(last.ip.expect("an address").as_str(), "127.0.0.1");

    let invitation = maya.invited().await;
    maya.types_pin(&invitation, &invitation.wrong_pin()).await.map(|_| ()).refused();
    let browser = maya.accepts(&invitation).await;
    browser.sign_out(&once()).await.expect("signed out");
    maya.signs_in("wrong").await.map(|_| ()).refused();
    maya.signs_in(PASSWORD).await.expect("in again");
    maya.staff.disable_portal_access(&once(), maya.id).await.expect("disabled");
    house.mail_does_not_matter();
    let log = events(&practice, ListAuditEvents::default()).await;
    let acts: Vec<(&str, ActorKind)> = log.iter().rev().map(|event| (event.act.as_str(), event.actor_kind)).collect();
    for expected in [
        ("client.created", ActorKind::Staff),
        ("portal_invitation.created", ActorKind::Staff),
        ("sign_in", ActorKind::Client),
        ("sign_out", ActorKind::Client),
        ("sign_in.failed", ActorKind::Anyone),
        ("portal_access.disabled", ActorKind::Staff),
    ] {
        assert!(acts.contains(&expected), "{expected:?} is missing: {acts:?}");
    }
    let sequences: Vec<i64> = log.iter().rev().map(|event| event.sequence).collect();
    assert_eq!(sequences, (1..=i64::try_from(log.len()).expect("few")).collect::<Vec<_>>(), "from 1 without gaps");
}

async fn s7_filters_narrow_the_log(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    let (maya, lena) = (practice.client("Maya").await, practice.client("Lena").await);
    let before = house.now();
    house.advance(600);
    sam.get_client(maya.id).await.expect("a look");
    sam.get_client(lena.id).await.expect("a look");
    practice.owner().get_client(maya.id).await.expect("a look");
    let all = ListAuditEvents::default;
    assert!(
        events(&practice, ListAuditEvents { client_id: Some(maya.id), ..all() }).await.iter().all(|event| event.client_id == Some(maya.id))
    );
    let of_sam = events(&practice, ListAuditEvents { staff_id: Some(sam.id), act: Some("client.".into()), ..all() }).await;
    assert_eq!(of_sam.len(), 2);
    let later = events(&practice, ListAuditEvents { from: Some(house.now()), ..all() }).await;
    assert_eq!(later.len(), 3);
    let earlier = events(&practice, ListAuditEvents { until: Some(house.now()), ..all() }).await;
    assert!(earlier.iter().all(|event| event.at <= before) && !earlier.is_empty());
    assert!(events(&practice, ListAuditEvents { act: Some("client%".into()), ..all() }).await.is_empty(), "a sign is a sign");

    let (mut cursor, mut seen) = (None, Vec::new());
    loop {
        let page = practice.owner().list_audit_events(&ListAuditEvents { limit: Some(2), cursor, ..all() }).await.expect("a page");
        seen.extend(page.items.iter().map(|event| event.sequence));
        // The log grows at its head while it is read.
        practice.owner().get_client(maya.id).await.expect("a look");
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1] + 1), "the newest first, each once: {seen:?}");
    assert_eq!(seen.last(), Some(&1));
}

async fn s7_the_export_has_the_same_lines(house: House) {
    let practice = house.practice().await;
    let mut input = client_input("=1+1");
    input.last_name = "O\"Neill, Jr.".into();
    let maya = practice.owner().create_client(&once(), &input).await.expect("created");
    let filter = ListAuditEvents { client_id: Some(maya.id), ..ListAuditEvents::default() };
    let file = practice.owner().export_audit_events(&filter).await.expect("a file");
    let text = String::from_utf8(file).expect("UTF-8");
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(lines[0], "sequence,at,actor_kind,actor,act,client_id,client,ip");
    assert_eq!(lines.len(), 1 + events(&practice, filter).await.len());
    assert!(lines[1].contains("client.created") && lines[1].contains("\"'=1+1 O\"\"Neill, Jr.\""), "{}", lines[1]);
    let told = events(&practice, ListAuditEvents { act: Some("audit_log.exported".into()), ..ListAuditEvents::default() }).await;
    assert_eq!(told.len(), 1, "the export itself is in the log");
    let raw = house.raw().signed_in_as(practice.owner());
    let reply = raw.get("/api/v1/practice/audit-events.csv").await;
    assert!(reply.header("content-disposition").is_some_and(|value| value.starts_with("attachment")));
    assert_eq!(raw.get("/api/v1/practice/audit-events.csv?limit=3").await.refused(), refusal(400, "unknown_parameter"));
}

async fn written(house: &House) -> Practice {
    let practice = house.practice().await;
    for name in ["Maya", "Lena", "Tom"] {
        practice.client(name).await;
    }
    assert!(chain(&practice).await.whole);
    practice
}

async fn chain(practice: &Practice) -> AuditChain {
    practice.owner().get_audit_chain().await.expect("the chain")
}

async fn s7_a_changed_line_shows(house: House) {
    let practice = written(&house).await;
    assert_eq!(house.tamper("UPDATE audit_events SET act = 'client.read' WHERE sequence = 3").await, 1);
    let found = chain(&practice).await;
    assert_eq!((found.whole, found.broken_at), (false, Some(3)));
}

async fn s7_a_missing_line_shows(house: House) {
    let practice = written(&house).await;
    let last = chain(&practice).await.events;
    assert_eq!(house.tamper(&format!("DELETE FROM audit_events WHERE sequence = {last}")).await, 1);
    let found = chain(&practice).await;
    assert_eq!((found.whole, found.broken_at), (false, Some(last)), "the last line, too");
    assert_eq!(house.tamper("DELETE FROM audit_events WHERE sequence = 2").await, 1);
    assert_eq!(chain(&practice).await.broken_at, Some(2));
}

async fn s7_a_line_that_was_added_shows(house: House) {
    let practice = written(&house).await;
    let last = chain(&practice).await.events;
    let columns = "practice_id, id, at, actor_kind, actor_id, act, client_id, subject_id, ip, hash";
    // The copy of a line under the next number, with an id of its own.
    let id = match house.kind() {
        crate::harness::Kind::Sqlite => "randomblob(16)",
        crate::harness::Kind::Postgres => "gen_random_uuid()",
    };
    let values = columns.replace(" id,", &format!(" {id},"));
    let copied = format!("INSERT INTO audit_events (sequence, {columns}) SELECT {last} + 1, {values} FROM audit_events WHERE sequence = 2");
    assert_eq!(house.tamper(&copied).await, 1);
    assert_eq!(chain(&practice).await.broken_at, Some(last + 1));
}

async fn s7_lines_written_at_once_make_one_chain(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let looks = join_all((0..40).map(|_| practice.owner().get_client(maya.id))).await;
    assert!(looks.iter().all(Result::is_ok));
    let found = chain(&practice).await;
    assert!(found.whole && found.events >= 40, "{found:?}");
}

async fn s7_only_the_owner_reads_it(house: House) {
    let practice = house.practice().await;
    for (name, role) in [("Sam", Role::Clinician), ("Kim", Role::Biller), ("Ada", Role::FrontDesk)] {
        let colleague = practice.staff(name, role).await;
        assert_eq!(colleague.list_audit_events(&ListAuditEvents::default()).await.refused(), refusal(404, "not_found"));
        assert_eq!(colleague.export_audit_events(&ListAuditEvents::default()).await.refused(), refusal(404, "not_found"));
        assert_eq!(colleague.get_audit_chain().await.refused(), refusal(404, "not_found"));
    }
}
