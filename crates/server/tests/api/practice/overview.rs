//! S2, S10: what needs an answer, and the first steps.

use domain::practice::overview::Step;

use crate::harness::{House, Place, Program, Refused as _, both_databases, once, refusal, within};

both_databases!(s10_the_checklist_leads_to_the_first_invitation, s2_clients_who_have_not_come_in_are_named);

async fn s10_the_checklist_leads_to_the_first_invitation(house: House) {
    let practice = house.practice().await;
    let open = async || {
        let overview = practice.owner().get_practice_overview().await.expect("the overview");
        overview.checklist.into_iter().filter(|step| !step.done).map(|step| step.step).collect::<Vec<_>>()
    };
    assert_eq!(open().await, [Step::FirstClient, Step::FirstInvitation]);
    let maya = practice.client("Maya").await;
    assert_eq!(open().await, [Step::FirstInvitation]);
    maya.invited().await;
    assert_eq!(open().await, []);
}

async fn s2_clients_who_have_not_come_in_are_named(house: House) {
    let practice = house.practice().await;
    let (maya, lena) = (practice.client("Maya").await, practice.client("Lena").await);
    let invitation = maya.invited().await;
    house.advance(60);
    lena.invited().await;
    let waiting = async || {
        let overview = practice.owner().get_practice_overview().await.expect("the overview");
        (overview.active_clients, overview.waiting_clients.iter().map(|client| client.client_id).collect::<Vec<_>>())
    };
    assert_eq!(waiting().await, (2, vec![maya.id, lena.id]));
    maya.accepts(&invitation).await;
    assert_eq!(waiting().await, (2, vec![lena.id]));
}

/// S2, O5: a mail server that says no, and one that is away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s2_mail_that_cannot_be_delivered_is_shown_and_sent_again_on_request() {
    let place = Place::new(crate::harness::Kind::Sqlite).await;
    let sink = crate::harness::Sink::open().await;
    sink.refuse("maya@example.com");
    let program = Program::start(&place, &[("ANTEROOM_MAILBOX", "false"), ("ANTEROOM_SMTP_URL", &sink.url)]).await;
    let owner = program.practice().await;
    let maya = owner.create_client(&once(), &crate::harness::client_input("Maya")).await.expect("created");
    let invite = domain::access::portal_access::CreatePortalInvitation { email: "maya@example.com".into(), rights: None, wording: None };
    owner.create_portal_invitation(&once(), maya.id, &invite).await.expect("invited");
    let failed = within(10, "the refusal", async || {
        let overview = owner.get_practice_overview().await.expect("the overview");
        overview.undelivered.into_iter().next()
    })
    .await;
    assert_eq!((failed.to.as_str(), failed.client_id, failed.kind.as_str()), ("maya@example.com", Some(maya.id), "portal_invitation"));
    assert!(failed.reason.contains("550") && !failed.reason.contains("maya"), "{}", failed.reason);
    let delivery = owner.get_portal_access(maya.id).await.expect("the tab").invitation.expect("an invitation").delivery;
    assert_eq!(delivery.state, domain::access::portal_access::DeliveryState::Failed);
    sink.take_all();
    owner.retry_email(&once(), failed.id).await.expect("sent again");
    within(10, "the delivery", async || (sink.letters().len() == 1).then_some(())).await;
    assert!(owner.get_practice_overview().await.expect("the overview").undelivered.is_empty());
    assert_eq!(owner.retry_email(&once(), failed.id).await.refused(), refusal(404, "not_found"), "it is no longer undelivered");
    drop(program);
    place.remove().await;
}
