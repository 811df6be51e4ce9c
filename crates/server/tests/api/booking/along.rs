//! B12: documents that are sent along with *yes*.

use domain::TemplateId;
use domain::booking::appointment::AppointmentStatus;
use domain::booking::request::{AcceptRequest, ListAppointmentRequests};
use domain::documents::{ArchiveTemplate, Asks, DocumentState, DocumentTemplateInput, PacketInput};
use domain::list::PageQuery;
use domain::practice::profile::Language;
use domain::practice::staff::Role;

use super::clinic::Clinic;
use super::newcomers::{JO_PARK, begin, comes_in};
use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    b12_documents_go_along_with_yes_to_somebody_new,
    b12_documents_go_along_with_yes_to_a_client,
    b12_what_is_not_sent_any_more_keeps_the_request_waiting,
);

const JO: &str = "jo@example.com";

async fn writes(clinic: &Clinic, title: &str) -> TemplateId {
    let input = DocumentTemplateInput {
        title: title.into(),
        language: Language::En,
        asks: Asks::Signature,
        body: "Please be on time.".into(),
        countersign: false,
        renew_after_months: None,
        expire_after_days: None,
    };
    clinic.owner().create_document_template(&once(), &input).await.expect("written").id
}

async fn b12_documents_go_along_with_yes_to_somebody_new(house: House) {
    let (clinic, request) = begin(&house, JO_PARK, "2026-03-05T10:00").await;
    let (policies, privacy, fees) = (writes(&clinic, "Policies").await, writes(&clinic, "Privacy").await, writes(&clinic, "Fees").await);
    let packet = PacketInput { name: "Intake".into(), templates: vec![privacy, policies], for_new_clients: true };
    let packet = clinic.owner().create_packet(&once(), &packet).await.expect("put together").id;
    let input = AcceptRequest { packet_id: Some(packet), templates: vec![fees, policies], ..AcceptRequest::default() };
    clinic.owner().accept_appointment_request(&once(), request.id, &input).await.expect("accepted");
    let (one, other) = (house.mail_to(JO).await, house.mail_to(JO).await);
    let invitation = if one.kind == "portal_invitation" { &one } else { &other };
    // What waits for her she finds when she comes in: no further letter.
    house.no_mail_to(JO).await;
    let browser = comes_in(&clinic, invitation).await;
    let open = browser.list_my_documents().await.expect("hers").open;
    let titles: Vec<_> = open.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["Privacy", "Policies", "Fees"], "the packet first, each once, in order");
    assert!(open.iter().all(|one| one.state == DocumentState::Sent));
    let trail = clinic.owner().get_document(open[0].id).await.expect("theirs").trail;
    assert_eq!(trail[0].by.as_ref().map(|by| by.as_str()), Some("Robin Reed"));
}

async fn b12_documents_go_along_with_yes_to_a_client(house: House) {
    house.mail_does_not_matter();
    let clinic = Clinic::open(&house).await;
    let browser = clinic.maya.comes_in().await;
    let policies = writes(&clinic, "Policies").await;
    let asked = browser.request_appointment(&once(), &clinic.wish("2026-03-05T10:00")).await.expect("asked");
    while house.maybe_mail_to("maya@example.com").await.is_some() {}
    let ada = clinic.practice.staff("Ada", Role::FrontDesk).await;
    let input = AcceptRequest { templates: vec![policies], ..AcceptRequest::default() };
    ada.accept_appointment_request(&once(), asked.id, &input).await.expect("accepted");
    let mut kinds = vec![house.mail_to("maya@example.com").await.kind, house.mail_to("maya@example.com").await.kind];
    kinds.sort();
    assert_eq!(kinds, ["appointment_confirmed", "documents_shared"]);
    assert_eq!(browser.list_my_documents().await.expect("hers").open.len(), 1);
    assert!(clinic.owner().get_audit_chain().await.expect("the chain").whole);
}

async fn b12_what_is_not_sent_any_more_keeps_the_request_waiting(house: House) {
    house.mail_does_not_matter();
    let (clinic, request) = begin(&house, JO_PARK, "2026-03-05T10:00").await;
    while house.maybe_mail_to(JO).await.is_some() {}
    let policies = writes(&clinic, "Policies").await;
    clinic.owner().archive_document_template(&once(), policies, None, &ArchiveTemplate { archived: true }).await.expect("put away");
    let input = AcceptRequest { templates: vec![policies], ..AcceptRequest::default() };
    let refused = clinic.owner().accept_appointment_request(&once(), request.id, &input).await;
    assert_eq!(refused.refused(), refusal(409, "template_archived"));
    let twice = AcceptRequest { templates: vec![policies, policies], ..AcceptRequest::default() };
    assert_eq!(clinic.owner().accept_appointment_request(&once(), request.id, &twice).await.refused_at("/templates/1"), "taken");
    let waits = clinic.owner().list_appointment_requests(&ListAppointmentRequests::default()).await.expect("the requests").items;
    assert_eq!((waits.len(), waits[0].status), (1, AppointmentStatus::Requested));
    house.no_mail_to(JO).await;
    let nothing = clinic.owner().list_client_documents(request.client_id.expect("hers"), &PageQuery::default()).await.expect("a page");
    assert!(nothing.items.is_empty());
}
