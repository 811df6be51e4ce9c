//! D4, D8: what was read to its end is signed once, by who agreed to electronic records, and as it was shown.

use api::Api;
use domain::access::account::UpdatePreferences;
use domain::access::session::App;
use domain::documents::{
    Block, Capacity, DeclineDocument, DocumentKind, DocumentState, ElectronicConsentGiven, SignDocument, SubmitMyForm, TrailEvent,
    ViewMyDocument, VoidDocument,
};
use domain::practice::profile::Language;
use futures_util::future::join_all;
use serde_json::json;

use super::scene::{Scene, consent, line, sha256, signature, unchanged};
use crate::harness::{House, PASSWORD, Refused as _, both_databases, once, refusal};

both_databases!(
    d4_a_document_is_signed_after_it_was_read_and_electronic_records_agreed_to,
    d4_each_step_is_noted_once,
    d4_who_signs_says_who_they_are,
    d4_of_many_devices_one_signs,
    d4_the_same_key_gives_the_same_answer,
    d4_what_is_told_before_the_first_signature_is_agreed_to_once,
    d4_what_is_told_is_in_the_clients_language,
    d11_what_is_over_is_not_signed,
    d11_what_is_signed_does_not_change_any_more,
    d11_what_is_declined_is_not_asked_for_any_more,
    d11_what_holds_for_a_time_says_until_when,
    d8_the_trail_says_what_happened_and_with_what,
    a26_somebody_elses_documents_are_not_there,
);

async fn d4_a_document_is_signed_after_it_was_read_and_electronic_records_agreed_to(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    let sent = scene.now(id).await;
    assert_eq!((sent.summary.kind, sent.summary.state), (DocumentKind::Consent, DocumentState::Sent));
    assert!(sent.content.contains("Dear Maya Ortiz, these are the policies of Willow & Reed Therapy."), "{}", sent.content);
    assert!(sent.needs_electronic_consent && !sent.read_to_end && !sent.summary.has_pdf);

    let sign = signature(&sent);
    let tries = async |input: &SignDocument| scene.refuses(scene.browser.sign_my_document(&once(), id, input)).await;
    assert_eq!(tries(&sign).await, refusal(409, "document_not_read"), "before it was opened");
    let opened = scene.browser.view_my_document(&once(), id, &ViewMyDocument { to_end: false }).await.expect("noted");
    assert_eq!(opened.summary.state, DocumentState::Viewed);
    assert_eq!(tries(&sign).await, refusal(409, "document_not_read"), "before its end was seen");
    assert!(scene.reads(id).await.read_to_end);
    assert_eq!(tries(&sign).await, refusal(409, "electronic_consent_required"));
    scene.agrees().await;
    let other = SignDocument { content_sha256: "0a".repeat(32), ..sign.clone() };
    assert_eq!(tries(&other).await, refusal(409, "document_changed"), "what was shown was something else");
    assert!(!scene.now(id).await.needs_electronic_consent);

    let signed = scene.browser.sign_my_document(&once(), id, &sign).await.expect("signed");
    assert_eq!((signed.summary.state, signed.summary.done_at), (DocumentState::Completed, Some(house.now())));
    assert!(signed.summary.has_pdf);
    let [by_maya] = signed.signatures.as_slice() else { panic!("{:?}", signed.signatures.len()) };
    assert_eq!((by_maya.name.as_str(), by_maya.capacity, by_maya.signed_at), ("Maya Ortiz", Capacity::Self_, house.now()));
    assert_eq!(signed.content, sent.content, "what was signed is what was shown");
    assert_eq!(scene.now(id).await, signed);
}

async fn d4_each_step_is_noted_once(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    unchanged(&house, async { scene.now(id).await }).await;
    unchanged(&house, async { scene.browser.list_my_documents().await.expect("hers") }).await;
    scene.browser.view_my_document(&once(), id, &ViewMyDocument { to_end: false }).await.expect("noted");
    house.advance(60);
    scene.reads(id).await;
    house.advance(60);
    for to_end in [true, false] {
        unchanged(&house, async { scene.browser.view_my_document(&once(), id, &ViewMyDocument { to_end }).await.expect("noted before") })
            .await;
    }
    let events: Vec<_> = scene.at_desk(id).await.trail.iter().map(|line| (line.event, line.at)).collect();
    let at = |minutes: i64| house.now() - jiff::SignedDuration::from_mins(2 - minutes);
    assert_eq!(events, [(TrailEvent::Sent, at(0)), (TrailEvent::Opened, at(0)), (TrailEvent::ReadToEnd, at(1))]);
}

async fn d4_who_signs_says_who_they_are(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    let shown = scene.reads(id).await;
    scene.agrees().await;
    let sign = signature(&shown);
    for (input, pointer, code) in [
        (SignDocument { agreed: false, ..sign.clone() }, "/agreed", "required"),
        (SignDocument { name: " ".into(), ..sign.clone() }, "/name", "required"),
        (SignDocument { name: "Maya\u{7}".into(), ..sign.clone() }, "/name", "control_characters"),
        (SignDocument { name: "M".repeat(101).into(), ..sign.clone() }, "/name", "too_long"),
        (SignDocument { capacity: Capacity::Other, ..sign.clone() }, "/relationship", "required"),
        (SignDocument { relationship: "aunt".into(), ..sign.clone() }, "/relationship", "not_here"),
        (SignDocument { content_sha256: "none".into(), ..sign.clone() }, "/content_sha256", "sha256"),
    ] {
        let answer = unchanged(&house, scene.browser.sign_my_document(&once(), id, &input)).await;
        assert_eq!(answer.refused_at(pointer), code);
    }
    let aunt = SignDocument { name: " Ana Ortiz ".into(), capacity: Capacity::Other, relationship: "aunt".into(), ..sign };
    let signed = scene.browser.sign_my_document(&once(), id, &aunt).await.expect("signed");
    let [by_ana] = signed.signatures.as_slice() else { panic!("one signature") };
    assert_eq!((by_ana.name.as_str(), by_ana.capacity, by_ana.relationship.as_str()), ("Ana Ortiz", Capacity::Other, "aunt"));
}

async fn d4_of_many_devices_one_signs(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    let sign = signature(&scene.reads(id).await);
    scene.agrees().await;
    let mut devices = vec![scene.browser.clone()];
    for _ in 0..3 {
        devices.push(scene.maya.signs_in(PASSWORD).await.expect("signed in"));
    }
    let presses: Vec<_> = devices.iter().map(|device| (device, once())).collect();
    let answers = join_all(presses.iter().map(|(device, press)| device.sign_my_document(press, id, &sign))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for late in answers.into_iter().filter(Result::is_err) {
        assert_eq!(late.refused(), refusal(409, "document_completed"));
    }
    assert_eq!(house.number("SELECT count(*) FROM document_signatures").await, 1);
    assert_eq!(house.number("SELECT count(*) FROM document_trail WHERE event = 'signed'").await, 1);
    assert_eq!(house.number("SELECT count(*) FROM audit_events WHERE act = 'document.signed'").await, 1);
}

async fn d4_the_same_key_gives_the_same_answer(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    let sign = signature(&scene.reads(id).await);
    scene.agrees().await;
    let (raw, path) = (scene.with_one_key(), format!("/api/v1/portal/documents/{id}/signature"));
    let sign = serde_json::to_value(sign).expect("JSON");
    let first = raw.post(&path, &sign).await;
    let again = unchanged(&house, raw.post(&path, &sign)).await;
    assert_eq!((first.status, again.status), (200, 200));
    assert_eq!(first.json(), again.json());
}

async fn d4_what_is_told_before_the_first_signature_is_agreed_to_once(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let told = scene.browser.get_my_electronic_consent().await.expect("told");
    assert_eq!(told.agreed_at, None);
    let strange = ElectronicConsentGiven { sha256: "0a".repeat(32) };
    assert_eq!(scene.refuses(scene.browser.give_my_electronic_consent(&once(), &strange)).await, refusal(409, "consent_changed"));
    let given = ElectronicConsentGiven { sha256: told.sha256.clone() };
    let agreed = scene.browser.give_my_electronic_consent(&once(), &given).await.expect("noted");
    assert_eq!((agreed.agreed_at, &agreed.sha256), (Some(house.now()), &told.sha256));
    house.advance(60);
    let again = unchanged(&house, scene.browser.give_my_electronic_consent(&once(), &given)).await.expect("it stands");
    assert_eq!(again.agreed_at, agreed.agreed_at, "the first time stands");
    let id = scene.sends_consent().await;
    assert!(!scene.now(id).await.needs_electronic_consent);

    // Another number to call: what was agreed to is not what is told.
    let now = scene.robin().get_practice().await.expect("the practice");
    let mut profile = now.profile;
    profile.phone = "+1 212 555 0199".into();
    scene.robin().update_practice(&once(), Some(now.version), &profile).await.expect("saved");
    assert_eq!(scene.browser.get_my_electronic_consent().await.expect("told").agreed_at, None);
    let shown = scene.reads(id).await;
    assert!(shown.needs_electronic_consent);
    assert_eq!(scene.refuses(scene.browser.give_my_electronic_consent(&once(), &given)).await, refusal(409, "consent_changed"));
    assert_eq!(
        scene.refuses(scene.browser.sign_my_document(&once(), id, &signature(&shown))).await,
        refusal(409, "electronic_consent_required")
    );
    scene.signs(id).await;
}

async fn d4_what_is_told_is_in_the_clients_language(house: House) {
    let scene = Scene::open(&house).await;
    let title = async || match scene.browser.get_my_electronic_consent().await.expect("told").blocks.remove(0) {
        Block::Heading { spans, .. } => spans[0].text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(title().await, "Signing on a screen");
    scene.agrees().await;
    let me = scene.browser.get_me().await.expect("signed in").client.expect("a client");
    let spanish = UpdatePreferences { language: Language::Es, notices: me.notices };
    scene.browser.update_preferences(&once(), &spanish).await.expect("saved");
    assert_eq!(title().await, "Firmar en pantalla");
    assert!(scene.browser.get_my_electronic_consent().await.expect("told").agreed_at.is_some(), "it says the same");
}

async fn d11_what_is_over_is_not_signed(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    let sign = signature(&scene.reads(id).await);
    scene.agrees().await;
    scene.robin().void_document(&once(), id, &VoidDocument { reason: "Sent by mistake".into() }).await.expect("taken back");
    let gone = refusal(409, "document_void");
    assert_eq!(scene.refuses(scene.browser.sign_my_document(&once(), id, &sign)).await, gone);
    let declines = DeclineDocument { reason: "".into() };
    assert_eq!(scene.refuses(scene.browser.decline_my_document(&once(), id, &declines)).await, gone);
    assert_eq!(scene.refuses(scene.browser.view_my_document(&once(), id, &ViewMyDocument { to_end: true })).await, gone);
    let there = scene.now(id).await;
    assert_eq!((there.summary.state, there.note), (DocumentState::Void, None), "why is for colleagues");
    let listed = scene.browser.list_my_documents().await.expect("hers");
    assert_eq!((listed.open.len(), listed.others.len()), (0, 1));
}

async fn d11_what_is_signed_does_not_change_any_more(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    let signed = scene.signs(id).await;
    let done = refusal(409, "document_completed");
    assert_eq!(scene.refuses(scene.browser.sign_my_document(&once(), id, &signature(&signed))).await, done);
    assert_eq!(scene.refuses(scene.browser.decline_my_document(&once(), id, &DeclineDocument { reason: "".into() })).await, done);
    let kind = refusal(409, "document_kind");
    assert_eq!(scene.refuses(scene.browser.save_my_answers(&once(), id, &super::scene::answers(&[("a", "b")]))).await, kind);
    assert_eq!(scene.refuses(scene.browser.submit_my_form(&once(), id, &SubmitMyForm { answers_version: 0 })).await, kind);
    assert_eq!(scene.refuses(scene.browser.upload_my_document_file(&once(), id, "a.txt", b"a".to_vec())).await, kind);
    let form = scene.sends_form(vec![line("city")]).await;
    scene.browser.view_my_document(&once(), form, &ViewMyDocument { to_end: true }).await.expect("noted");
    let sign = SignDocument { content_sha256: sha256(&scene.now(form).await), ..signature(&signed) };
    assert_eq!(scene.refuses(scene.browser.sign_my_document(&once(), form, &sign)).await, kind, "a form is not signed so");
}

async fn d11_what_is_declined_is_not_asked_for_any_more(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    let long = DeclineDocument { reason: "x".repeat(1_001).into() };
    assert_eq!(scene.browser.decline_my_document(&once(), id, &long).await.refused_at("/reason"), "too_long");
    let reason = DeclineDocument { reason: "Let us talk first".into() };
    let declined = scene.browser.decline_my_document(&once(), id, &reason).await.expect("declined");
    assert_eq!(declined.summary.state, DocumentState::Declined);
    let over = refusal(409, "document_declined");
    assert_eq!(scene.refuses(scene.browser.decline_my_document(&once(), id, &reason)).await, over);
    assert_eq!(scene.refuses(scene.browser.view_my_document(&once(), id, &ViewMyDocument { to_end: true })).await, over);
    let at_desk = scene.at_desk(id).await;
    assert_eq!(at_desk.note.expect("a reason").as_str(), "Let us talk first");
    assert_eq!(at_desk.trail.last().expect("a line").event, TrailEvent::Declined);
}

async fn d11_what_holds_for_a_time_says_until_when(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let yearly = domain::documents::DocumentTemplateInput { renew_after_months: Some(12), ..consent("Yearly") };
    let template = scene.robin().create_document_template(&once(), &yearly).await.expect("written").id;
    let id = scene.sends(&[template]).await[0];
    assert_eq!(scene.at_desk(id).await.summary.renews_on, None);
    scene.signs(id).await;
    assert_eq!(scene.at_desk(id).await.summary.renews_on, "2027-03-02".parse().ok());
}

async fn d8_the_trail_says_what_happened_and_with_what(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    let firefox = format!("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 {}", "x".repeat(500));
    let raw = house.raw().signed_in_as(&scene.browser).with("user-agent", &firefox).with("origin", "http://anteroom.test");
    assert_eq!(raw.post(&format!("/api/v1/portal/documents/{id}/view"), &json!({ "to_end": true })).await.status, 200);
    scene.agrees().await;
    let sign = serde_json::to_value(signature(&scene.now(id).await)).expect("JSON");
    assert_eq!(raw.post(&format!("/api/v1/portal/documents/{id}/signature"), &sign).await.status, 200);
    let trail = scene.at_desk(id).await.trail;
    let events: Vec<_> = trail.iter().map(|line| line.event).collect();
    let expected = [TrailEvent::Sent, TrailEvent::Opened, TrailEvent::ReadToEnd, TrailEvent::Consented, TrailEvent::Signed];
    assert_eq!(events, expected);
    assert_eq!(trail[0].by.as_ref().expect("somebody").as_str(), "Robin Reed");
    for line in &trail[1..] {
        assert_eq!(line.by.as_ref().expect("somebody").as_str(), "Maya Ortiz");
    }
    for place in [1, 2, 4] {
        assert_eq!(trail[place].ip.as_ref().expect("an address").as_str(), "127.0.0.1");
        assert_eq!(trail[place].user_agent.as_ref().expect("a browser").as_str(), &firefox[..400]);
    }
    assert_eq!((&trail[3].ip, &trail[3].user_agent), (&None, &None), "it was given elsewhere");
}

async fn a26_somebody_elses_documents_are_not_there(house: House) {
    house.mail_does_not_matter();
    let scene = Scene::open(&house).await;
    let id = scene.sends_consent().await;
    let noah = scene.practice.client("Noah").await.comes_in().await;
    let gone = refusal(404, "not_found");
    let everything = async |api: &Api| {
        let sign = SignDocument { content_sha256: "0a".repeat(32), ..signature(&scene.now(id).await) };
        [
            unchanged(&house, api.get_my_document(id)).await.refused(),
            unchanged(&house, api.view_my_document(&once(), id, &ViewMyDocument { to_end: true })).await.refused(),
            unchanged(&house, api.sign_my_document(&once(), id, &sign)).await.refused(),
            unchanged(&house, api.decline_my_document(&once(), id, &DeclineDocument { reason: "".into() })).await.refused(),
            unchanged(&house, api.save_my_answers(&once(), id, &super::scene::answers(&[("a", "b")]))).await.refused(),
            unchanged(&house, api.submit_my_form(&once(), id, &SubmitMyForm { answers_version: 0 })).await.refused(),
            unchanged(&house, api.upload_my_document_file(&once(), id, "a.txt", b"a".to_vec())).await.refused(),
        ]
    };
    for refused in everything(&noah).await {
        assert_eq!(refused, gone);
    }
    let phone = scene.maya.signs_in(PASSWORD).await.expect("signed in");
    let still = scene.now(id).await;
    scene.may(|rights| rights.documents = false).await;
    for refused in [
        phone.list_my_documents().await.refused(),
        phone.get_my_document(id).await.refused(),
        phone.get_my_electronic_consent().await.refused(),
        phone.sign_my_document(&once(), id, &signature(&still)).await.refused(),
        phone.send_my_file(&once(), "a.txt", b"a".to_vec()).await.refused(),
    ] {
        assert_eq!(refused, gone, "A25: without the right");
    }
    assert_eq!(house.browser(App::Portal).list_my_documents().await.refused(), refusal(401, "not_signed_in"));
}
