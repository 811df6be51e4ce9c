//! D9: clients are reminded of what is due, each time once, whatever the clock, the processes and the mail server do.

use std::time::Duration;

use documents::rounds::{expire_all, remind_all, renew_all};
use domain::DocumentId;
use domain::documents::{DocumentState, TrailEvent};
use platform::config::Config;

use super::scene::MAYA;
use super::sent::{DAY, Sent, about_you, events, policies};
use crate::harness::{House, Kind, Sink, both_databases, within};

both_databases!(
    d9_a_client_is_reminded_three_days_and_one_day_before_and_then_no_more,
    d9_all_that_is_due_goes_into_one_letter_however_many_processes_look,
    d9_a_process_that_dies_in_between_reminds_once_all_the_same,
    d9_a_clock_that_goes_back_and_forth_reminds_once,
    d9_who_cannot_be_written_to_is_reminded_when_they_can_in_time,
    d9_a_practice_that_does_not_remind_reminds_nobody,
);

/// All rounds, at once and twice, in this process and another.
pub async fn rounds(house: &House) {
    let (here, there) = (house.platform().clone(), house.another_process().await);
    let (a, b, c) = tokio::join!(remind_all(here.clone()), remind_all(there.clone()), remind_all(here.clone()));
    let (d, e, f) = tokio::join!(expire_all(here.clone()), expire_all(there.clone()), expire_all(here.clone()));
    let (g, h, i) = tokio::join!(renew_all(here.clone()), renew_all(there.clone()), renew_all(here));
    for outcome in [a, b, c, d, e, f, g, h, i] {
        outcome.expect("a round");
    }
}

/// The kinds of letters about documents that came to Maya.
pub async fn letters(house: &House) -> Vec<String> {
    let mut kinds = Vec::new();
    while let Some(mail) = house.maybe_mail_to(MAYA).await {
        if mail.kind.starts_with("documents_") {
            kinds.push(mail.kind);
        }
    }
    kinds
}

pub async fn begin(house: &House) -> Sent {
    house.mail_does_not_matter();
    Sent::begin(house).await
}

/// A form for Maya that is due on `day`.
async fn due(sent: &Sent, day: &str) -> DocumentId {
    sent.gives(sent.asks(about_you()).await, Some(day)).await
}

async fn reminders(sent: &Sent, id: DocumentId) -> usize {
    events(&sent.at_desk(id).await).into_iter().filter(|event| *event == TrailEvent::Reminded).count()
}

async fn d9_a_client_is_reminded_three_days_and_one_day_before_and_then_no_more(house: House) {
    let mut sent = begin(&house).await;
    let document = due(&sent, "2026-03-10").await;
    letters(&house).await;
    // It is the 2nd, ten in the morning.
    let mut days = Vec::new();
    for day in 2..14 {
        rounds(&house).await;
        if letters(&house).await == ["documents_due"] {
            days.push(day);
        }
        sent = sent.later(DAY).await;
    }
    assert_eq!(days, [7, 9]);
    assert_eq!(reminders(&sent, document).await, 2);
    let line = &sent.at_desk(document).await.trail[1];
    assert_eq!((line.by.is_none(), line.ip.is_none()), (true, true), "the program did it");

    let late = due(&sent, "2026-03-16").await;
    letters(&house).await;
    rounds(&house).await;
    assert_eq!(letters(&house).await, [""; 0], "there was a letter today, when it was sent");
    let sent = sent.later(DAY).await;
    rounds(&house).await;
    assert_eq!(letters(&house).await, ["documents_due"]);
    sent.fills(late, &[("well", "yes")]).await;
    house.advance(DAY);
    rounds(&house).await;
    assert_eq!(letters(&house).await, [""; 0], "it is done");
}

async fn d9_all_that_is_due_goes_into_one_letter_however_many_processes_look(house: House) {
    let sent = begin(&house).await;
    let (one, other) = (due(&sent, "2026-03-05").await, due(&sent, "2026-03-06").await);
    let signed = sent.gives(sent.writes(policies()).await, Some("2026-03-05")).await;
    sent.signs(signed).await;
    let lena = sent.practice.client("Lena").await;
    lena.comes_in().await;
    sent.gives_to(lena.id, sent.asks(about_you()).await, Some("2026-03-05")).await;
    let far = due(&sent, "2026-03-20").await;
    letters(&house).await;
    while house.maybe_mail_to("lena@example.com").await.is_some() {}
    let sent = sent.later(DAY).await;
    rounds(&house).await;
    rounds(&house).await;
    assert_eq!(letters(&house).await, ["documents_due"]);
    assert_eq!(house.mail_to("lena@example.com").await.kind, "documents_due");
    house.no_mail_to("lena@example.com").await;
    assert_eq!((reminders(&sent, one).await, reminders(&sent, other).await, reminders(&sent, far).await), (1, 1, 0));
    assert_eq!(reminders(&sent, signed).await, 0);
    assert!(sent.owner().verify_document(one).await.expect("looked at").whole);
}

async fn d9_a_process_that_dies_in_between_reminds_once_all_the_same(house: House) {
    let sent = begin(&house).await;
    let template = sent.asks(about_you()).await;
    let mut clients = Vec::new();
    for name in ["Ann", "Ben", "Cleo", "Dan"] {
        let client = sent.practice.client(name).await;
        client.comes_in().await;
        sent.gives_to(client.id, template, Some("2026-03-05")).await;
        while house.maybe_mail_to(&client.email).await.is_some() {}
        clients.push(client);
    }
    house.advance(DAY);
    // Each round ends at another moment of the work.
    for pause in 0..25 {
        let dying = tokio::spawn(remind_all(house.another_process().await));
        tokio::time::sleep(Duration::from_millis(pause)).await;
        dying.abort();
        let _ = dying.await;
    }
    rounds(&house).await;
    for client in clients {
        assert_eq!(house.mail_to(&client.email).await.kind, "documents_due");
        house.no_mail_to(&client.email).await;
    }
    assert_eq!(house.number("SELECT count(*) FROM document_trail WHERE event = 'reminded'").await, 4);
}

async fn d9_a_clock_that_goes_back_and_forth_reminds_once(house: House) {
    let sent = begin(&house).await;
    let document = due(&sent, "2026-03-06").await;
    letters(&house).await;
    // To half past midnight of the 3rd, and back and forth over it.
    house.advance(14 * 3600 + 1800);
    for seconds in [0, -3600, 3600, -3600, 3600] {
        house.advance(seconds);
        rounds(&house).await;
    }
    assert_eq!(letters(&house).await, ["documents_due"]);
    let sent = sent.later(2 * DAY).await;
    for seconds in [0, -3600, 3600, -2 * DAY, 2 * DAY] {
        house.advance(seconds);
        rounds(&house).await;
    }
    assert_eq!(letters(&house).await, ["documents_due"], "the other one");
    assert_eq!(house.number("SELECT count(*) FROM document_trail WHERE event = 'reminded'").await, 2);
    assert_eq!(sent.later(60).await.state(document).await, DocumentState::Sent);
}

async fn d9_who_cannot_be_written_to_is_reminded_when_they_can_in_time(house: House) {
    let sent = begin(&house).await;
    let document = due(&sent, "2026-03-05").await;
    letters(&house).await;
    house.tamper("UPDATE client_emails SET email_ok = false").await;
    let sent = sent.later(DAY).await;
    rounds(&house).await;
    assert_eq!((letters(&house).await, reminders(&sent, document).await), (vec![], 0));
    house.tamper("UPDATE client_emails SET email_ok = true").await;
    rounds(&house).await;
    assert_eq!((letters(&house).await, reminders(&sent, document).await), (vec!["documents_due".to_owned()], 1));
}

async fn d9_a_practice_that_does_not_remind_reminds_nobody(house: House) {
    let sent = begin(&house).await;
    due(&sent, "2026-03-05").await;
    letters(&house).await;
    sent.chooses(|settings| settings.remind = false).await;
    let sent = sent.later(DAY).await;
    rounds(&house).await;
    assert_eq!(letters(&house).await, [""; 0]);
    sent.chooses(|settings| settings.remind = true).await;
    rounds(&house).await;
    assert_eq!(letters(&house).await, ["documents_due"]);
}

mod sqlite_alone {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn d9_a_mail_server_that_is_away_loses_no_reminder() {
        super::mail_server_away(crate::harness::Kind::Sqlite).await;
    }
}

mod postgres_alone {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn d9_a_mail_server_that_is_away_loses_no_reminder() {
        super::mail_server_away(crate::harness::Kind::Postgres).await;
    }
}

/// Reminded while the mail server is away: the letter arrives when it is back, once.
async fn mail_server_away(kind: Kind) {
    let address = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.local_addr().expect("an address")
    };
    let tweak = |config: &mut Config| {
        config.mailbox = false;
        config.smtp_url = Some(format!("smtp://{address}?tls=none"));
        config.mail_from = "no-reply@example.org".into();
    };
    House::run(kind, tweak, async |house| {
        let sent = begin(&house).await;
        let document = due(&sent, "2026-03-05").await;
        let sent = sent.later(DAY).await;
        rounds(&house).await;
        rounds(&house).await;
        assert_eq!(reminders(&sent, document).await, 1, "it is noted with the letter, not with its arrival");
        let tried = "SELECT count(*) FROM outbox WHERE kind = 'documents_due' AND reason IS NOT NULL AND leased_until IS NULL";
        within(20, "a first try", async || (house.number(tried).await == 1).then_some(())).await;
        let sink = Sink::open_at(address).await;
        let reminded = || sink.letters().into_iter().filter(|letter| letter.source.contains("Subject: A reminder from")).count();
        house.advance(60);
        within(20, "the letter", async || (reminded() == 1).then_some(())).await;
        rounds(&house).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(reminded(), 1, "once");
    })
    .await;
}
