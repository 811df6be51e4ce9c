//! D2, D3: what is sent to a client, in which order, until when, and how they hear of it.

use domain::documents::{
    ArchiveTemplate, DocumentKind, DocumentState, DocumentTemplateInput, FormTemplateInput, PacketInput, Question, QuestionKind,
    ShareDocuments, TrailEvent,
};
use domain::practice::client::{ClientInput, ClientStatus};
use domain::practice::profile::Language;
use domain::practice::staff::Role;
use domain::{PacketId, TemplateId};
use uuid::Uuid;

use super::scene::{MAYA, Scene, consent, form, line, these, unchanged};
use crate::harness::{House, Refused as _, both_databases, client_input, once, refusal};

both_databases!(
    d2_a_packet_comes_first_then_the_others_each_once_and_in_order,
    d2_one_letter_says_that_something_waits_and_not_what,
    d2_who_has_no_way_in_gets_no_letter,
    d2_what_is_unknown_or_archived_is_not_sent_and_nothing_else_either,
    d2_what_is_sent_is_due_when_it_was_said_or_as_is_usual,
    d1_what_was_sent_stays_what_was_sent,
    d1_placeholders_are_filled_when_it_is_sent,
    d3_what_is_done_counts_on,
    d8_the_trail_begins_with_who_sent_it,
);

async fn titles(scene: &Scene) -> Vec<String> {
    scene.browser.list_my_documents().await.expect("hers").open.into_iter().map(|one| one.title).collect()
}

async fn packet(scene: &Scene, templates: Vec<TemplateId>) -> PacketId {
    let input = PacketInput { name: "Intake".into(), templates, for_new_clients: false };
    scene.robin().create_packet(&once(), &input).await.expect("made").id
}

async fn d2_a_packet_comes_first_then_the_others_each_once_and_in_order(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let (policies, privacy) = (scene.consent("Policies").await, scene.consent("Privacy").await);
    let (about, card) = (scene.form("About you", vec![line("city")]).await, scene.request_for_files("Card").await);
    let packet_id = Some(packet(&scene, vec![privacy, about]).await);
    let input = ShareDocuments { packet_id, templates: vec![card, privacy, policies], due: None };
    let page = scene.robin().share_documents(&once(), scene.maya.id, &input).await.expect("sent");
    assert_eq!(titles(&scene).await, ["Privacy", "About you", "Card", "Policies"]);
    assert_eq!(page.items.len(), 4);
    assert!(page.items.iter().all(|one| one.state == DocumentState::Sent && one.client_id == scene.maya.id));
    let kinds: Vec<_> = scene.browser.list_my_documents().await.expect("hers").open.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [DocumentKind::Consent, DocumentKind::Form, DocumentKind::Upload, DocumentKind::Consent]);
    house.advance(60);
    scene.sends(&[policies]).await;
    assert_eq!(titles(&scene).await, ["Privacy", "About you", "Card", "Policies", "Policies"], "what came later is below");
    let desk = scene.practice.staff("Ada", Role::FrontDesk).await;
    desk.share_documents(&once(), scene.maya.id, &these(&[about])).await.expect("sent by the front desk");
    assert_eq!(titles(&scene).await.len(), 6);
}

async fn d2_one_letter_says_that_something_waits_and_not_what(house: House) {
    let scene = Scene::open(&house).await;
    let (policies, about) = (scene.consent("Ketamine policies").await, scene.form("Depression form", vec![line("city")]).await);
    scene.robin().share_documents(&once(), scene.maya.id, &these(&[policies, about])).await.expect("sent");
    let mail = house.mail_to(MAYA).await;
    assert_eq!((mail.kind.as_str(), mail.page()), ("documents_shared", "/p/willow-reed/documents"));
    let text = format!("{} {}", mail.subject, mail.text);
    assert!(!text.contains("Ketamine") && !text.contains("Depression") && !text.contains("policies"), "{text}");
    house.no_mail_to(MAYA).await;
    scene.robin().share_file(&once(), scene.maya.id, "Diagnosis.txt", b"a".to_vec()).await.expect("shared");
    let mail = house.mail_to(MAYA).await;
    assert!(mail.kind == "documents_shared" && !mail.text.contains("Diagnosis"), "{}", mail.text);
}

async fn d2_who_has_no_way_in_gets_no_letter(house: House) {
    let scene = Scene::open(&house).await;
    let policies = scene.consent("Policies").await;
    let noah = scene.practice.client("Noah").await;
    scene.robin().share_documents(&once(), noah.id, &these(&[policies])).await.expect("sent");
    house.no_mail_to("noah@example.com").await;
    let browser = noah.comes_in().await;
    assert_eq!(browser.list_my_documents().await.expect("his").open.len(), 1, "it waits from the first moment");
    scene.may(|rights| rights.documents = false).await;
    scene.robin().share_documents(&once(), scene.maya.id, &these(&[policies])).await.expect("sent");
    house.no_mail_to(MAYA).await;
    scene.may(|rights| rights.documents = true).await;
    let record = scene.robin().get_client(scene.maya.id).await.expect("her record");
    let mut details = record.details;
    details.emails[0].email_ok = false;
    scene.robin().update_client(&once(), scene.maya.id, Some(record.version), &details).await.expect("saved");
    scene.robin().share_documents(&once(), scene.maya.id, &these(&[policies])).await.expect("sent");
    house.no_mail_to(MAYA).await;
    assert_eq!(titles(&scene).await.len(), 2);
}

async fn d2_what_is_unknown_or_archived_is_not_sent_and_nothing_else_either(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let (fine, old) = (scene.consent("Policies").await, scene.consent("Old").await);
    let strange = TemplateId(Uuid::nil());
    let shares = async |input: ShareDocuments| unchanged(&house, scene.robin().share_documents(&once(), scene.maya.id, &input)).await;
    assert_eq!(shares(these(&[fine, strange])).await.refused_at("/templates/1"), "template");
    assert_eq!(shares(these(&[])).await.refused_at("/templates"), "required");
    assert_eq!(shares(these(&[fine, fine])).await.refused_at("/templates/1"), "taken");
    let unknown = ShareDocuments { packet_id: Some(PacketId(Uuid::nil())), ..these(&[fine]) };
    assert_eq!(shares(unknown).await.refused_at("/packet_id"), "packet");
    let late = ShareDocuments { due: "2026-03-01".parse().ok(), ..these(&[fine]) };
    assert_eq!(shares(late).await.refused_at("/due"), "past");
    let packet_id = Some(packet(&scene, vec![fine, old]).await);
    scene.robin().archive_document_template(&once(), old, None, &ArchiveTemplate { archived: true }).await.expect("put away");
    assert_eq!(shares(these(&[fine, old])).await.refused(), refusal(409, "template_archived"));
    assert_eq!(shares(ShareDocuments { packet_id, ..these(&[]) }).await.refused(), refusal(409, "template_archived"));
    let nobody = unchanged(&house, scene.robin().share_documents(&once(), domain::ClientId(Uuid::nil()), &these(&[fine]))).await;
    assert_eq!(nobody.refused(), refusal(404, "not_found"));
    assert!(titles(&scene).await.is_empty());
}

async fn d2_what_is_sent_is_due_when_it_was_said_or_as_is_usual(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let policies = scene.consent("Policies").await;
    let due = async |due: Option<&str>| {
        let input = ShareDocuments { due: due.and_then(|day| day.parse().ok()), ..these(&[policies]) };
        let sent = scene.robin().share_documents(&once(), scene.maya.id, &input).await.expect("sent");
        house.advance(1);
        sent.items[0].due.map(|day| day.to_string())
    };
    assert_eq!(due(None).await.as_deref(), Some("2026-03-09"), "a week");
    assert_eq!(due(Some("2026-03-02")).await.as_deref(), Some("2026-03-02"), "today");
    scene.chooses(|settings| settings.due_after_days = Some(30)).await;
    assert_eq!(due(None).await.as_deref(), Some("2026-04-01"));
    scene.chooses(|settings| settings.due_after_days = None).await;
    assert_eq!(due(None).await, None);
    // In New York it is still the 2nd.
    house.advance(13 * 3600);
    let scene = Scene { practice: scene.practice.another_day().await, ..scene };
    let input = ShareDocuments { due: "2026-03-02".parse().ok(), ..these(&[policies]) };
    scene.robin().share_documents(&once(), scene.maya.id, &input).await.expect("by the practice's clocks");
}

async fn d1_what_was_sent_stays_what_was_sent(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let policies = scene.consent("Policies").await;
    let first = scene.sends(&[policies]).await[0];
    let before = scene.now(first).await;
    let newer = DocumentTemplateInput { body: "Something else.".into(), ..consent("New policies") };
    scene.robin().update_document_template(&once(), policies, None, &newer).await.expect("saved");
    assert_eq!(scene.now(first).await, before);
    assert_eq!(scene.at_desk(first).await.template_version, Some(1));
    house.advance(1);
    let second = scene.sends(&[policies]).await[0];
    assert!(scene.now(second).await.content.contains("Something else."));
    assert_eq!((scene.at_desk(second).await.template_version, scene.at_desk(first).await.template_id), (Some(2), Some(policies)));
    scene.robin().archive_document_template(&once(), policies, None, &ArchiveTemplate { archived: true }).await.expect("put away");
    scene.signs(first).await;
}

async fn d1_placeholders_are_filled_when_it_is_sent(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let body = "{client_name}, {client_first_name}, {practice_name}, {practice_phone}, {date}";
    let policies = DocumentTemplateInput { body: body.into(), ..consent("Policies") };
    let policies = scene.robin().create_document_template(&once(), &policies).await.expect("written").id;
    let question = Question::new("city", QuestionKind::ShortText, "Which?");
    let form = FormTemplateInput {
        introduction: "Hola {client_first_name}".into(),
        language: Language::Es,
        ..form("Sobre usted", vec![question])
    };
    let form = scene.robin().create_form_template(&once(), &form).await.expect("written").id;
    let braces = ClientInput { first_name: "{date}".into(), status: ClientStatus::Active, ..client_input("Braces") };
    let record = scene.robin().create_client(&once(), &braces).await.expect("created");
    let [first, second] = scene.sends(&[policies, form]).await[..] else { panic!("two") };
    let content = scene.now(first).await.content;
    assert!(content.contains("Maya Ortiz, Maya, Willow & Reed Therapy, +1 212 555 0142, March 2, 2026"), "{content}");
    assert!(scene.now(second).await.content.contains("Hola Maya"));
    let page = scene.robin().share_documents(&once(), record.id, &these(&[policies])).await.expect("sent");
    let content = scene.at_desk(page.items[0].id).await.content;
    assert!(content.contains("{date} Ortiz, {date}, Willow"), "a name that looks like a placeholder stays a name: {content}");
}

async fn d3_what_is_done_counts_on(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let policies = scene.consent("Policies").await;
    scene.sends_consent().await;
    house.advance(1);
    let about = scene.form("About you", vec![line("city")]).await;
    let card = scene.request_for_files("Card").await;
    let round = scene.sends(&[policies, about, card]).await;
    let progress = async || {
        let listed = scene.browser.list_my_documents().await.expect("hers");
        (listed.done_before, listed.open.len())
    };
    assert_eq!(progress().await, (0, 4));
    scene.signs(round[0]).await;
    assert_eq!(progress().await, (1, 3));
    scene
        .browser
        .decline_my_document(&once(), round[2], &domain::documents::DeclineDocument { reason: "".into() })
        .await
        .expect("declined");
    assert_eq!(progress().await, (2, 2), "through with it, too");
    scene.robin().void_document(&once(), round[1], &domain::documents::VoidDocument { reason: "".into() }).await.expect("taken back");
    assert_eq!(progress().await, (0, 1), "nothing of that round is open any more");
    let others = scene.browser.list_my_documents().await.expect("hers").others;
    assert_eq!(others.len(), 3);
}

async fn d8_the_trail_begins_with_who_sent_it(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let policies = scene.consent("Policies").await;
    let raw = house.raw().signed_in_as(scene.robin()).with("user-agent", "Desk/1.0").with("origin", "http://anteroom.test");
    let input = serde_json::to_value(these(&[policies])).expect("JSON");
    let reply = raw.post(&format!("/api/v1/practice/clients/{}/documents", scene.maya.id), &input).await;
    assert_eq!(reply.status, 200);
    let id = scene.browser.list_my_documents().await.expect("hers").open[0].id;
    let trail = scene.at_desk(id).await.trail;
    assert_eq!((trail.len(), trail[0].event, trail[0].at), (1, TrailEvent::Sent, house.now()));
    assert_eq!(trail[0].by.as_ref().expect("somebody").as_str(), "Robin Reed");
    assert_eq!(trail[0].ip.as_ref().expect("an address").as_str(), "127.0.0.1");
    assert_eq!(trail[0].user_agent.as_ref().expect("a program").as_str(), "Desk/1.0");
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'document.sent'").await, 1);
}
