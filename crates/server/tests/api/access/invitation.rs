//! A1 to A6, A10: the portal page, who may be invited and when, what the e-mail says.

use domain::access::portal_access::{
    AccessState, CreatePortalInvitation, DeliveryState, InvitationBar, PreviewPortalInvitation, UpdatePortalAccess,
};
use domain::access::rights::Rights;
use domain::access::session::App;
use domain::practice::client::{ClientEmail, ClientInput, ContactKind};
use domain::practice::email_text::Wording;

use crate::harness::{House, PASSWORD, Refused as _, both_databases, client_input, once, refusal, within};

both_databases!(
    a1_anybody_sees_name_phone_and_whether_the_portal_is_open,
    a1_a_closed_portal_lets_nobody_in_and_invites_nobody,
    a2_the_tab_shows_where_the_client_stands_and_what_became_of_the_mail,
    a2_rights_are_given_with_the_invitation_and_changed_later,
    a2_staff_may_choose_the_words_and_see_them_before,
    a3_an_address_is_invited_only_where_email_is_ok,
    a4_the_mail_has_name_link_pin_validity_and_the_address_to_bookmark,
    a4_an_invitation_ends_after_seven_days,
    a5_a_client_who_never_signed_in_is_marked,
    a6_only_the_newest_pin_works_and_it_works_behind_every_link,
    a6_three_resends_a_day_and_the_day_is_the_practices,
    a6_nothing_is_resent_once_the_client_has_signed_in,
    a10_one_address_belongs_to_one_login,
);

async fn a1_anybody_sees_name_phone_and_whether_the_portal_is_open(house: House) {
    let practice = house.practice().await;
    let stranger = house.browser(App::Portal);
    let public = stranger.get_public_practice(&practice.slug).await.expect("the portal page");
    assert_eq!((public.name.as_str(), public.phone.as_str(), public.portal_open), ("Willow & Reed Therapy", "+1 212 555 0142", true));
    let nobody = stranger.get_public_practice(&domain::practice::slug::Slug("nobody-here".into())).await;
    assert_eq!(nobody.refused(), refusal(404, "not_found"));
}

async fn a1_a_closed_portal_lets_nobody_in_and_invites_nobody(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    let lena = practice.client("Lena").await;

    let now = owner.get_practice().await.expect("the practice");
    let mut portal = now.portal.clone();
    portal.open = false;
    let closed = owner.update_portal_settings(&once(), Some(now.version), &portal).await.expect("the portal is closed");
    let public = house.browser(App::Portal).get_public_practice(&practice.slug).await.expect("the portal page");
    assert!(!public.portal_open);
    assert_eq!(browser.get_my_home().await.refused().0, 401);
    assert_eq!(maya.signs_in(PASSWORD).await.refused(), refusal(409, "portal_closed"));
    assert_eq!(lena.invite(&lena.email).await.refused(), refusal(409, "portal_closed"));
    assert_eq!(lena.access().await.bar, Some(InvitationBar::PortalClosed));

    portal.open = true;
    owner.update_portal_settings(&once(), Some(closed.version), &portal).await.expect("the portal is open again");
    maya.signs_in(PASSWORD).await.expect("Maya comes in again");
    house.mail_does_not_matter();
}

async fn a2_the_tab_shows_where_the_client_stands_and_what_became_of_the_mail(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let before = maya.access().await;
    assert_eq!((before.state, before.email, before.invitation, before.bar), (AccessState::NotInvited, None, None, None));
    assert_eq!(before.email_choices.len(), 1);
    assert!(!before.wording.subject.is_empty() && !before.wording.text.is_empty());

    let invitation = maya.invited().await;
    let sent = within(5, "the delivery", async || {
        let access = maya.access().await;
        access.invitation.filter(|invitation| invitation.delivery.state == DeliveryState::Sent)
    })
    .await;
    assert_eq!((sent.sent_to.as_str(), sent.burnt), (maya.email.as_str(), false));
    let invited = maya.access().await;
    assert_eq!((invited.state, invited.first_signed_in_at), (AccessState::Invited, None));

    house.advance(600);
    maya.accepts(&invitation).await;
    let active = maya.access().await;
    assert_eq!((active.state, active.first_signed_in_at), (AccessState::Active, Some(house.now())));
    assert_eq!(active.bar, Some(InvitationBar::SignedInAlready));
}

async fn a2_rights_are_given_with_the_invitation_and_changed_later(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    assert_eq!(maya.access().await.rights, Rights::usual());
    let few = Rights { appointments: true, ..Rights::default() };
    let input = CreatePortalInvitation { email: maya.email.as_str().into(), rights: Some(few), wording: None };
    maya.staff.create_portal_invitation(&once(), maya.id, &input).await.expect("Maya is invited");
    let browser = maya.accepts(&maya.reads_invitation(&maya.email).await).await;
    let rights = async || browser.get_me().await.expect("signed in").client.expect("a client").rights;
    assert_eq!(rights().await, few);

    let more = Rights { payments: true, ..few };
    let version = maya.access().await.version;
    maya.staff.update_portal_access(&once(), maya.id, Some(version), &UpdatePortalAccess { rights: more }).await.expect("saved");
    assert_eq!(rights().await, more, "rights hold at once, in the session that is open");
    let stale = maya.staff.update_portal_access(&once(), maya.id, Some(version), &UpdatePortalAccess { rights: few }).await;
    assert_eq!(stale.refused(), refusal(412, "stale"));
    assert_eq!(rights().await, more);
}

async fn a2_staff_may_choose_the_words_and_see_them_before(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let wording = Wording { subject: "Hello {first_name}".into(), text: "Dear {first_name},\n\nask us at {practice_phone}.".into() };
    let preview = PreviewPortalInvitation { wording: wording.clone() };
    let preview = maya.staff.preview_portal_invitation(&once(), maya.id, &preview).await.expect("a preview");
    assert_eq!(preview.subject, "Hello Maya");
    house.no_mail_to(&maya.email).await;

    let input = CreatePortalInvitation { email: maya.email.as_str().into(), rights: None, wording: Some(wording.clone()) };
    maya.staff.create_portal_invitation(&once(), maya.id, &input).await.expect("Maya is invited");
    let mail = maya.reads_invitation(&maya.email).await.mail;
    assert_eq!(mail.subject, preview.subject);
    assert!(mail.text.starts_with("Dear Maya,\n\nask us at +1 212 555 0142."), "{}", mail.text);
    assert!(mail.text.contains(&mail.pin()) && mail.text.contains(mail.link()), "link and PIN are always put in");

    let unknown = Wording { text: "Dear {name}".into(), ..wording };
    let preview = PreviewPortalInvitation { wording: unknown.clone() };
    assert_eq!(maya.staff.preview_portal_invitation(&once(), maya.id, &preview).await.refused_at("/wording/text"), "unknown_placeholder");
    let input = CreatePortalInvitation { wording: Some(unknown), ..input };
    assert_eq!(maya.staff.create_portal_invitation(&once(), maya.id, &input).await.refused_at("/wording/text"), "unknown_placeholder");
    house.no_mail_to(&maya.email).await;
}

async fn a3_an_address_is_invited_only_where_email_is_ok(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let email = |address: &str, email_ok| ClientEmail { address: address.into(), kind: ContactKind::Home, email_ok };
    let input = ClientInput { emails: vec![email("maya@example.com", false), email("work@example.com", true)], ..client_input("Maya") };
    let mut maya = practice.client("Maya").await;
    maya.id = owner.create_client(&once(), &input).await.expect("created").id;

    assert_eq!(maya.invite("maya@example.com").await.refused_at("/email"), "email_not_ok");
    assert_eq!(maya.invite("lena@example.com").await.refused_at("/email"), "not_an_address_of_the_client");
    house.no_mail_to("maya@example.com").await;
    maya.invited_at("Work@Example.com").await;

    let input = ClientInput { emails: vec![email("lena@example.com", false)], ..client_input("Lena") };
    let lena = owner.create_client(&once(), &input).await.expect("created");
    assert_eq!(owner.get_portal_access(lena.id).await.expect("the tab").bar, Some(InvitationBar::EmailNotOk));
    let input = ClientInput { emails: Vec::new(), ..client_input("Tom") };
    let tom = owner.create_client(&once(), &input).await.expect("created");
    assert_eq!(owner.get_portal_access(tom.id).await.expect("the tab").bar, Some(InvitationBar::NoEmail));
}

async fn a4_the_mail_has_name_link_pin_validity_and_the_address_to_bookmark(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let invitation = maya.invited().await;
    let mail = &invitation.mail;
    assert!(invitation.pin.len() == 4 && invitation.pin.bytes().all(|byte| byte.is_ascii_digit()), "{}", invitation.pin);
    assert_eq!(mail.page(), "/p/willow-reed/welcome");
    assert_eq!(mail.in_fragment("email").as_deref(), Some("maya@example.com"));
    assert!(invitation.token.as_str().len() >= 43, "256 bits");
    for part in ["Willow & Reed Therapy", "http://anteroom.test/p/willow-reed", "7 days", "+1 212 555 0142"] {
        assert!(mail.text.contains(part), "{part} is missing: {}", mail.text);
    }
    assert!(!mail.text.contains("Ortiz") && !mail.subject.contains("Ortiz"), "nothing more of the client than needed");

    let owner = practice.owner();
    let now = owner.get_practice().await.expect("the practice");
    let mut portal = now.portal;
    portal.pin_length = 8;
    owner.update_portal_settings(&once(), Some(now.version), &portal).await.expect("longer PINs");
    assert_eq!(maya.invited().await.pin.len(), 8);
}

async fn a4_an_invitation_ends_after_seven_days(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let lena = practice.client("Lena").await;
    let (first, second) = (maya.invited().await, lena.invited().await);
    house.advance(7 * 86_400 - 1);
    lena.types_pin(&second, &second.pin).await.expect("a second before the end it works");
    house.advance(1);
    assert_eq!(maya.types_pin(&first, &first.pin).await.refused(), refusal(401, "pin_refused"));
}

async fn a5_a_client_who_never_signed_in_is_marked(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let maya = practice.client("Maya").await;
    let marked = async || owner.get_client(maya.id).await.expect("the client").never_signed_in;
    let waiting = async || owner.get_practice_overview().await.expect("the overview").waiting_clients.len();
    assert_eq!((marked().await, waiting().await), (false, 0));
    let invitation = maya.invited().await;
    assert_eq!((marked().await, waiting().await), (true, 1));
    let browser = maya.types_pin(&invitation, &invitation.pin).await.expect("the PIN is right");
    assert!(marked().await, "a PIN alone is no sign-in");
    drop(browser);
    let lena = practice.client("Lena").await;
    lena.comes_in().await;
    assert!(!owner.get_client(lena.id).await.expect("the client").never_signed_in);
}

async fn a6_only_the_newest_pin_works_and_it_works_behind_every_link(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let first = maya.invited().await;
    house.advance(60);
    let second = maya.invited().await;
    assert_ne!(first.token, second.token);
    if first.pin != second.pin {
        assert_eq!(maya.types_pin(&first, &first.pin).await.refused(), refusal(401, "pin_refused"));
        assert_eq!(maya.types_pin(&second, &first.pin).await.refused(), refusal(401, "pin_refused"));
    }
    maya.types_pin(&first, &second.pin).await.expect("the older link opens with the newer PIN");
    assert_eq!(maya.types_pin(&second, &second.pin).await.refused(), refusal(401, "pin_refused"), "a PIN works once");
}

async fn a6_three_resends_a_day_and_the_day_is_the_practices(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.invited().await;
    for left in [2, 1, 0] {
        assert_eq!(maya.access().await.resends_left, left + 1);
        maya.invited().await;
        assert_eq!(maya.access().await.resends_left, left);
    }
    let refused = maya.invite(&maya.email).await.expect_err("a fourth resend");
    // From ten in the morning to midnight in New York.
    assert_eq!((refused.code(), refused.status(), refused.wait()), ("too_many_today", Some(429), Some(14 * 3600)));
    assert_eq!(maya.access().await.bar, Some(InvitationBar::TooManyToday));
    house.advance(14 * 3600 - 1);
    let practice = practice.another_day().await;
    let maya = maya.with(practice.owner());
    assert_eq!(maya.invite(&maya.email).await.refused(), refusal(429, "too_many_today"));
    house.advance(1);
    maya.invited().await;
}

async fn a6_nothing_is_resent_once_the_client_has_signed_in(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.comes_in().await;
    assert_eq!(maya.invite(&maya.email).await.refused(), refusal(409, "signed_in_already"));
    house.no_mail_to(&maya.email).await;
}

async fn a10_one_address_belongs_to_one_login(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    maya.invited().await;
    let email = ClientEmail { address: " MAYA@example.com".into(), kind: ContactKind::Home, email_ok: true };
    let input = ClientInput { emails: vec![email], ..client_input("Lena") };
    let lena = practice.owner().create_client(&once(), &input).await.expect("created");
    let input = CreatePortalInvitation { email: "maya@example.com".into(), rights: None, wording: None };
    let refused = practice.owner().create_portal_invitation(&once(), lena.id, &input).await.expect_err("taken");
    let field = refused.field("/email").expect("the field is named");
    assert_eq!(field.code, "email_taken");
    assert!(
        !field.message.contains("Maya") && !field.message.contains(&maya.id.to_string()),
        "the other client is not named: {}",
        field.message
    );
    house.no_mail_to("maya@example.com").await;
}
