//! O5: each mail is sent once, whatever happens on the way.

use domain::access::portal_access::{CreatePortalInvitation, DeliveryState};

use crate::harness::{Kind, Place, Program, Sink, client_input, once, within};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o5_sqlite_each_mail_is_sent_once() {
    sends(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o5_postgres_each_mail_is_sent_once_by_two_processes() {
    sends(Kind::Postgres).await;
}

async fn sends(kind: Kind) {
    let place = Place::new(kind).await;
    let sink = Sink::open().await;
    let variables =
        [("ANTEROOM_MAILBOX", "false"), ("ANTEROOM_SMTP_URL", sink.url.as_str()), ("ANTEROOM_MAIL_FROM", "Willow <no-reply@example.org>")];
    let program = Program::start(&place, &variables).await;
    let owner = program.practice().await;
    let second = if kind == Kind::Postgres { Some(Program::start(&place, &variables).await) } else { None };
    let mut clients = Vec::new();
    for n in 0..30 {
        let name = format!("Person{n}");
        let client = owner.create_client(&once(), &client_input(&name)).await.expect("created");
        let email = format!("person{n}@example.com");
        let invite = CreatePortalInvitation { email: email.as_str().into(), rights: None, wording: None };
        owner.create_portal_invitation(&once(), client.id, &invite).await.expect("invited");
        clients.push((client.id, email));
    }
    within(20, "thirty mails", async || (sink.letters().len() >= 30).then_some(())).await;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let letters = sink.letters();
    assert_eq!(letters.len(), 30, "none is sent twice");
    for (id, email) in clients {
        let letter = letters.iter().find(|letter| letter.to == email).expect("a letter");
        assert!(letter.message_id.ends_with("@example.org>"), "{}", letter.message_id);
        assert!(letter.source.contains("From:") && letter.source.contains("no-reply@example.org"));
        let access = owner.get_portal_access(id).await.expect("the tab");
        assert_eq!(access.invitation.expect("an invitation").delivery.state, DeliveryState::Sent);
    }
    assert_eq!(
        place.number("SELECT count(*) FROM outbox WHERE state <> 'sent' OR length(sealed) > 0").await,
        0,
        "what was sent is not kept"
    );
    drop((program, second));
    place.remove().await;
}

/// A mail server that is away is waited for; the rest of the program goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o8_a_mail_server_that_is_away_is_waited_for() {
    let place = Place::new(Kind::Sqlite).await;
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        format!("smtp://{}?tls=none", listener.local_addr().expect("an address"))
    };
    let program = Program::start(&place, &[("ANTEROOM_MAILBOX", "false"), ("ANTEROOM_SMTP_URL", &closed)]).await;
    let owner = program.practice().await;
    let maya = owner.create_client(&once(), &client_input("Maya")).await.expect("created");
    let invite = CreatePortalInvitation { email: "maya@example.com".into(), rights: None, wording: None };
    owner.create_portal_invitation(&once(), maya.id, &invite).await.expect("invited all the same");
    let delivery = within(10, "a first try", async || {
        let delivery = owner.get_portal_access(maya.id).await.expect("the tab").invitation.expect("an invitation").delivery;
        delivery.reason.is_some().then_some(delivery)
    })
    .await;
    assert_eq!(delivery.state, DeliveryState::Queued, "it is tried again");
    drop(program);
    place.remove().await;
}
