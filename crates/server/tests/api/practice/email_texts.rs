//! S5: the words of the practice's e-mails.

use domain::access::session::App;
use domain::access::welcome::RequestPasswordRecovery;
use domain::practice::email_text::{EmailKind, EmailTextInput, ResetEmailText, Wording};
use domain::practice::profile::Language;
use domain::practice::staff::Role;

use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    s5_each_email_has_words_in_each_language,
    s5_own_words_are_used_and_can_be_reset,
    s5_what_would_not_work_is_refused,
    s5_a_preview_shows_the_mail_and_sends_nothing,
);

fn input(kind: EmailKind, subject: &str, text: &str) -> EmailTextInput {
    EmailTextInput { kind, language: Language::En, wording: Wording { subject: subject.into(), text: text.into() } }
}

async fn s5_each_email_has_words_in_each_language(house: House) {
    let practice = house.practice().await;
    let texts = practice.owner().list_email_texts().await.expect("the texts").items;
    assert_eq!(texts.len(), EmailKind::ALL.len() * 2);
    for text in &texts {
        let as_input = EmailTextInput { kind: text.kind, language: text.language, wording: text.wording.clone() };
        assert!(domain::Check::errors(&as_input).is_empty(), "our own words follow the rules: {:?} {:?}", text.kind, text.language);
        assert_eq!((text.changed, text.version), (false, 0));
    }
    let desk = practice.staff("Ada", Role::FrontDesk).await;
    assert_eq!(desk.list_email_texts().await.expect("the front desk reads them").items, texts);
    let own = input(EmailKind::PasswordChanged, "Hello", "Hello");
    assert_eq!(desk.update_email_text(&once(), None, &own).await.refused(), refusal(404, "not_found"));
}

async fn s5_own_words_are_used_and_can_be_reset(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    let own = input(
        EmailKind::PasswordRecovery,
        "For {first_name} from {practice_name}",
        "Call {practice_phone}.\n\n{first_name}, not { this } one.",
    );
    let refused = owner.update_email_text(&once(), Some(0), &own).await;
    assert_eq!(refused.refused_at("/wording/text"), "unknown_placeholder");
    let own = input(EmailKind::PasswordRecovery, "For {first_name} from {practice_name}", "Call {practice_phone}, {first_name}.");
    let saved = owner.update_email_text(&once(), Some(0), &own).await.expect("saved");
    assert!(saved.changed && saved.version > 0);
    assert_eq!(owner.update_email_text(&once(), Some(0), &own).await.refused(), refusal(412, "stale"));
    let ask = RequestPasswordRecovery { app: App::Portal, practice: practice.slug.clone(), email: maya.email.as_str().into() };
    house.browser(App::Portal).request_password_recovery(&once(), &ask).await.expect("asked for");
    let mail = house.mail_to(&maya.email).await;
    assert_eq!(mail.subject, "For Maya from Willow & Reed Therapy");
    assert!(mail.text.starts_with("Call +1 212 555 0142, Maya.") && mail.link.is_some(), "{}", mail.text);

    let reset = ResetEmailText { kind: EmailKind::PasswordRecovery, language: Language::En };
    let ours = owner.reset_email_text(&once(), &reset).await.expect("reset");
    assert!(!ours.changed && ours.wording != own.wording);
    house.browser(App::Portal).request_password_recovery(&once(), &ask).await.expect("asked for");
    assert_ne!(house.mail_to(&maya.email).await.subject, mail.subject);
}

async fn s5_what_would_not_work_is_refused(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let kind = EmailKind::PortalInvitation;
    for (own, pointer, code) in [
        (input(kind, "", "x"), "/wording/subject", "required"),
        (input(kind, "x", " "), "/wording/text", "required"),
        (input(kind, "Hello\r\nBcc: everybody@example.com", "x"), "/wording/subject", "one_line"),
        (input(kind, &"x".repeat(151), "x"), "/wording/subject", "too_long"),
        (input(kind, "x", &"x".repeat(5_001)), "/wording/text", "too_long"),
        (input(kind, "{pin}", "x"), "/wording/subject", "unknown_placeholder"),
    ] {
        assert_eq!(owner.update_email_text(&once(), None, &own).await.refused_at(pointer), code);
        assert_eq!(owner.preview_email_text(&once(), &own).await.refused_at(pointer), code);
    }
    let texts = owner.list_email_texts().await.expect("the texts").items;
    assert!(texts.iter().all(|text| !text.changed));
}

async fn s5_a_preview_shows_the_mail_and_sends_nothing(house: House) {
    let practice = house.practice().await;
    for kind in EmailKind::ALL {
        let preview =
            practice.owner().preview_email_text(&once(), &input(kind, "To {first_name}", "From {practice_name}")).await.expect("a preview");
        assert!(!preview.subject.contains('{') && preview.text.contains("Willow & Reed Therapy"), "{kind:?}: {}", preview.text);
    }
    assert_eq!(house.number("SELECT count(*) FROM outbox").await, 0);
}
