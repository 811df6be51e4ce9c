//! D7, O8: `kill -9` between a signature and its PDF: what was signed has one all the same, whole, and each time the same.

use std::time::Duration;

use api::Api;
use domain::DocumentId;
use domain::access::session::App;
use domain::documents::{ElectronicConsentGiven, ViewMyDocument};
use tokio::time::sleep;

use super::paper::{asked, text_of};
use super::scene::{consent, signature, these};
use crate::harness::{Kind, Place, Program, once};
use crate::messaging::outside::{Talk, session};

/// Each round ends at another moment of the work.
const ROUNDS: u64 = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn d7_sqlite_what_was_signed_has_its_pdf_after_kill_9() {
    storm(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn d7_postgres_what_was_signed_has_its_pdf_after_kill_9() {
    storm(Kind::Postgres).await;
}

async fn storm(kind: Kind) {
    let place = Place::new(kind).await;
    let variables = [("ANTEROOM_LOG_FILTER", "error")];
    let mut program = Program::start(&place, &variables).await;
    let talk = Talk::begin(&program).await;
    let (client, staff) = (session(&talk.maya), session(&talk.owner));
    let template = talk.owner.create_document_template(&once(), &consent("Policies")).await.expect("written").id;
    let told = talk.maya.get_my_electronic_consent().await.expect("told").sha256;
    talk.maya.give_my_electronic_consent(&once(), &ElectronicConsentGiven { sha256: told }).await.expect("noted");
    let whose = talk.owner.list_clients(&domain::practice::client::ListClients::default()).await.expect("the clients").items[0].id;
    let mut signed = Vec::new();
    for round in 0..ROUNDS {
        let (maya, owner) = (program.browser(App::Portal).bearer(&client), program.browser(App::Admin).bearer(&staff));
        owner.share_documents(&once(), whose, &these(&[template])).await.expect("sent");
        let id = sign(&maya).await;
        // Somebody asks for it while the worker makes it.
        let (asked, ()) = tokio::join!(maya.get_my_document_pdf(id), async {
            sleep(Duration::from_millis(round * 120)).await;
            program.kill();
        });
        signed.push((id, asked.ok()));
        program = Program::start(&place, &variables).await;
    }
    assert!(signed.iter().any(|(_, given)| given.is_none()), "none was killed in time");
    let (maya, owner) = (program.browser(App::Portal).bearer(&client), program.browser(App::Admin).bearer(&staff));
    for (id, given) in &signed {
        let pdf = maya.get_my_document_pdf(*id).await.expect("the file");
        assert!(given.as_ref().is_none_or(|given| *given == pdf), "what was handed out is what stays");
        assert!(text_of(&pdf).contains("Maya Ortiz The client"));
        assert!(asked(&maya, &pdf).await.expect("an answer"));
        assert!(owner.verify_document(*id).await.expect("looked at").whole);
    }
    let one_each = "SELECT count(*) FROM document_pdfs";
    assert_eq!(place.number(one_each).await, i64::try_from(ROUNDS).expect("few"));
    drop(program);
    place.remove().await;
}

/// Maya signs what waits for her.
async fn sign(maya: &Api) -> DocumentId {
    let id = maya.list_my_documents().await.expect("hers").open[0].id;
    let shown = maya.view_my_document(&once(), id, &ViewMyDocument { to_end: true }).await.expect("noted");
    maya.sign_my_document(&once(), id, &signature(&shown)).await.expect("signed");
    id
}
