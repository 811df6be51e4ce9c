//! A23, S6: the team comes in by invitation, password and second factor.

use domain::access::second_factor::{ConfirmWithPassword, SecondFactorCode};
use domain::access::session::{App, SessionKind};
use domain::access::welcome::AcceptStaffInvitation;
use domain::practice::staff::{InviteStaff, Role, StaffInput, StaffState};
use futures_util::future::join_all;

use crate::harness::{House, OTHER_PASSWORD, PASSWORD, Refused as _, both_databases, details, once, refusal};

both_databases!(
    s6_an_invitation_leads_to_a_password_once,
    s6_only_the_newest_invitation_works_for_seven_days,
    s6_one_address_is_one_colleague,
    s6_deactivation_ends_sessions_and_reactivation_lets_in_again,
    s6_the_last_owner_cannot_go,
    s6_of_two_owners_who_go_at_once_one_stays,
    a23_a_second_factor_is_asked_for_at_each_sign_in,
    a23_where_it_is_demanded_nobody_works_without,
    a23_a_code_works_once,
    a23_a_recovery_code_works_once_in_place_of_the_app,
    a23_turning_it_off_asks_for_the_password,
    a23_the_owner_resets_a_lost_device,
    a23_the_host_resets_password_and_second_factor,
);

async fn s6_an_invitation_leads_to_a_password_once(house: House) {
    let practice = house.practice().await;
    let member = practice.invites("Sam", Role::Clinician).await;
    assert_eq!(member.state, StaffState::Invited);
    let mail = house.mail_to("sam@example.com").await;
    assert_eq!((mail.kind.as_str(), mail.page()), ("staff_invitation", "/admin/join?practice=willow-reed"));
    let accept = |token, password: &str| AcceptStaffInvitation {
        practice: practice.slug.clone(),
        email: "sam@example.com".into(),
        token,
        password: password.into(),
    };
    let browser = house.browser(App::Admin);
    let guessable = browser.accept_staff_invitation(&once(), &accept(mail.token(), "password1")).await;
    assert!(guessable.refused_at("/password").starts_with("password_"));
    let signed_in = browser.accept_staff_invitation(&once(), &accept(mail.token(), PASSWORD)).await.expect("accepted");
    assert_eq!(signed_in.kind, SessionKind::Full);
    let me = browser.get_me().await.expect("signed in").staff.expect("a staff member");
    assert_eq!((me.id, me.role), (member.id, Role::Clinician));
    let again = house.browser(App::Admin).accept_staff_invitation(&once(), &accept(mail.token(), OTHER_PASSWORD)).await;
    assert_eq!(again.refused(), refusal(401, "link_refused"));
    assert_eq!(practice.owner().resend_staff_invitation(&once(), member.id).await.refused(), refusal(409, "signed_in_already"));
}

async fn s6_only_the_newest_invitation_works_for_seven_days(house: House) {
    let practice = house.practice().await;
    let member = practice.invites("Sam", Role::Clinician).await;
    let first = house.mail_to("sam@example.com").await;
    practice.owner().resend_staff_invitation(&once(), member.id).await.expect("sent again");
    let second = house.mail_to("sam@example.com").await;
    let accept = async |token, email: &str| {
        let input = AcceptStaffInvitation { practice: practice.slug.clone(), email: email.into(), token, password: PASSWORD.into() };
        house.browser(App::Admin).accept_staff_invitation(&once(), &input).await
    };
    assert_eq!(accept(first.token(), "sam@example.com").await.refused(), refusal(401, "link_refused"));
    assert_eq!(accept(second.token(), "eve@example.com").await.refused(), refusal(401, "link_refused"), "the address belongs to the link");
    house.advance(7 * 86_400);
    assert_eq!(accept(second.token(), "sam@example.com").await.refused(), refusal(401, "link_refused"));
    let practice = practice.another_day().await;
    practice.owner().resend_staff_invitation(&once(), member.id).await.expect("sent again");
    accept(house.mail_to("sam@example.com").await.token(), "SAM@example.com ").await.expect("the new one works");
}

async fn s6_one_address_is_one_colleague(house: House) {
    let practice = house.practice().await;
    practice.staff("Sam", Role::Clinician).await;
    let input = InviteStaff { email: " SAM@example.com".into(), details: details("Another", Role::Biller) };
    assert_eq!(practice.owner().invite_staff(&once(), &input).await.refused(), refusal(409, "email_taken"));
    let invites = (0..8).map(|_| async {
        let input = InviteStaff { email: "lee@example.com".into(), details: details("Lee", Role::Biller) };
        practice.owner().invite_staff(&once(), &input).await
    });
    let taken = join_all(invites).await;
    assert_eq!(taken.iter().filter(|invited| invited.is_ok()).count(), 1);
    assert!(taken.into_iter().filter(Result::is_err).all(|invited| invited.refused() == refusal(409, "email_taken")));
    house.mail_to("lee@example.com").await;
    house.no_mail_to("lee@example.com").await;
}

async fn s6_deactivation_ends_sessions_and_reactivation_lets_in_again(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    let gone = practice.owner().deactivate_staff(&once(), sam.id).await.expect("deactivated");
    assert_eq!(gone.state, StaffState::Deactivated);
    assert_eq!(sam.get_practice().await.refused(), refusal(401, "session_ended"));
    assert_eq!(sam.signs_in(PASSWORD).await.map(|_| ()).refused(), refusal(401, "sign_in_refused"));
    practice.owner().reactivate_staff(&once(), sam.id).await.expect("reactivated");
    assert_eq!(sam.get_practice().await.refused().0, 401, "an ended session stays ended");
    sam.signs_in(PASSWORD).await.expect("in again");
}

async fn s6_the_last_owner_cannot_go(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    practice.invites("Invited", Role::Owner).await;
    house.mail_does_not_matter();
    assert_eq!(
        owner.deactivate_staff(&once(), owner.id).await.refused(),
        refusal(409, "last_owner"),
        "an owner who never came counts for nothing"
    );
    let me = owner.get_staff_member(owner.id).await.expect("the owner");
    let less = StaffInput { role: Role::Clinician, ..me.details.clone() };
    assert_eq!(owner.update_staff(&once(), owner.id, Some(me.version), &less).await.refused(), refusal(409, "last_owner"));
    owner.get_practice().await.expect("still the owner");
    let second = practice.staff("Second", Role::Owner).await;
    second.deactivate_staff(&once(), owner.id).await.expect("now there is another one");
    assert_eq!(second.deactivate_staff(&once(), second.id).await.refused(), refusal(409, "last_owner"));
}

async fn s6_of_two_owners_who_go_at_once_one_stays(house: House) {
    let practice = house.practice().await;
    let second = practice.staff("Second", Role::Owner).await;
    let owner = practice.owner();
    let (first_goes, second_goes) = (once(), once());
    let (one, other) = tokio::join!(owner.deactivate_staff(&first_goes, second.id), second.deactivate_staff(&second_goes, owner.id));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    let left = house.number("SELECT count(*) FROM staff WHERE role = 'owner' AND state = 'active'").await;
    assert_eq!(left, 1);
}

async fn a23_a_second_factor_is_asked_for_at_each_sign_in(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    let (other_device, _) = sam.signs_in(PASSWORD).await.expect("a second device");
    let enrolment = sam.start_second_factor(&once()).await.expect("a secret");
    assert!(enrolment.uri.as_str().starts_with("otpauth://totp/") && enrolment.qr_svg.as_str().contains("<svg"));
    sam.get_practice().await.expect("until it is confirmed nothing changes");
    assert_eq!(sam.signs_in(PASSWORD).await.expect("the password is enough").1.kind, SessionKind::Full);
    let wrong = SecondFactorCode { code: "000000".into() };
    assert_eq!(sam.confirm_second_factor(&once(), &wrong).await.refused_at("/code"), "wrong_code");
    let codes = sam.confirm_second_factor(&once(), &sam.code(&enrolment.secret)).await.expect("confirmed").codes;
    assert_eq!(codes.len(), 10);
    assert_eq!(other_device.get_practice().await.refused().0, 401, "a new second factor ends the other sessions");
    assert_eq!(
        sam.start_second_factor(&once()).await.refused(),
        refusal(409, "second_factor_enrolled"),
        "it is turned off first, with the password"
    );

    house.advance(60);
    let (again, signed_in) = sam.signs_in(PASSWORD).await.expect("the password is right");
    assert_eq!(signed_in.kind, SessionKind::MustGiveSecondFactor);
    assert_eq!(again.get_practice().await.refused().0, 401, "half a sign-in opens nothing");
    assert_eq!(again.start_second_factor(&once()).await.refused().0, 401, "nor may it enrol another device");
    assert_eq!(again.verify_second_factor(&once(), &wrong).await.refused_at("/code"), "wrong_code");
    let full = again.verify_second_factor(&once(), &again.code(&enrolment.secret)).await.expect("the code is right");
    assert_eq!(full.kind, SessionKind::Full);
    assert!(again.get_me().await.expect("signed in").staff.expect("a staff member").second_factor);
}

async fn a23_where_it_is_demanded_nobody_works_without(house: House) {
    let practice = house.practice().await;
    practice.rules(|rules| rules.second_factor_required = true).await;
    practice.invites("Sam", Role::Clinician).await;
    let mail = house.mail_to("sam@example.com").await;
    let browser = house.browser(App::Admin);
    let accept = AcceptStaffInvitation {
        practice: practice.slug.clone(),
        email: "sam@example.com".into(),
        token: mail.token(),
        password: PASSWORD.into(),
    };
    let signed_in = browser.accept_staff_invitation(&once(), &accept).await.expect("accepted");
    assert_eq!(signed_in.kind, SessionKind::MustEnrolSecondFactor);
    assert_eq!(browser.get_practice().await.refused().0, 401);
    let secret = browser.start_second_factor(&once()).await.expect("a secret").secret;
    let code = SecondFactorCode { code: ::access::second_factor::code_at(&secret, house.now()).expect("a code") };
    browser.confirm_second_factor(&once(), &code).await.expect("confirmed");
    browser.get_practice().await.expect("now the work can begin");
    let remove = ConfirmWithPassword { password: PASSWORD.into() };
    assert_eq!(browser.remove_second_factor(&once(), &remove).await.refused(), refusal(409, "second_factor_required"));
    let (_, signed_in) = practice.owner().signs_in(PASSWORD).await.expect("the password is right");
    assert_eq!(signed_in.kind, SessionKind::MustEnrolSecondFactor, "it holds for the owner, too");
}

async fn a23_a_code_works_once(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    let secret = sam.enrols().await;
    let (first, _) = sam.signs_in(PASSWORD).await.expect("the password is right");
    let replayed = first.verify_second_factor(&once(), &first.code(&secret)).await;
    assert_eq!(replayed.refused_at("/code"), "wrong_code", "the code of the enrolment was used");
    house.advance(30);
    let code = first.code(&secret);
    let (second, _) = sam.signs_in(PASSWORD).await.expect("the password is right");
    let presses = (once(), once());
    let (one, other) = tokio::join!(first.verify_second_factor(&presses.0, &code), second.verify_second_factor(&presses.1, &code));
    assert!(one.is_ok() != other.is_ok(), "of two at once one counts");
    house.advance(30);
    let (third, _) = sam.signs_in(PASSWORD).await.expect("the password is right");
    assert_eq!(third.verify_second_factor(&once(), &code).await.refused_at("/code"), "wrong_code", "an older code, seen over a shoulder");
    third.verify_second_factor(&once(), &third.code(&secret)).await.expect("the next one works");
    house.advance(300);
    let (fourth, _) = sam.signs_in(PASSWORD).await.expect("the password is right");
    let old = fourth.code(&secret);
    house.advance(120);
    assert_eq!(fourth.verify_second_factor(&once(), &old).await.refused_at("/code"), "wrong_code", "two minutes old");
}

async fn a23_a_recovery_code_works_once_in_place_of_the_app(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    let secret = sam.start_second_factor(&once()).await.expect("a secret").secret;
    let codes = sam.confirm_second_factor(&once(), &sam.code(&secret)).await.expect("confirmed").codes;
    house.advance(60);
    let (lost, _) = sam.signs_in(PASSWORD).await.expect("the password is right");
    let typed = SecondFactorCode { code: codes[0].as_str().to_uppercase().into() };
    lost.verify_second_factor(&once(), &typed).await.expect("a recovery code, as people type it");
    assert_eq!(lost.get_me().await.expect("signed in").staff.expect("a staff member").recovery_codes_left, 9);
    let (again, _) = sam.signs_in(PASSWORD).await.expect("the password is right");
    let used = SecondFactorCode { code: codes[0].clone() };
    assert_eq!(again.verify_second_factor(&once(), &used).await.refused_at("/code"), "wrong_code", "once");

    let renewed = lost.renew_recovery_codes(&once(), &ConfirmWithPassword { password: PASSWORD.into() }).await.expect("renewed").codes;
    let older = SecondFactorCode { code: codes[1].clone() };
    assert_eq!(again.verify_second_factor(&once(), &older).await.refused_at("/code"), "wrong_code", "the older ones are dead");
    again.verify_second_factor(&once(), &SecondFactorCode { code: renewed[1].clone() }).await.expect("the new ones work");
}

async fn a23_turning_it_off_asks_for_the_password(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    sam.enrols().await;
    let wrong = ConfirmWithPassword { password: "wrong".into() };
    assert_eq!(sam.remove_second_factor(&once(), &wrong).await.refused_at("/password"), "wrong_password");
    assert_eq!(sam.renew_recovery_codes(&once(), &wrong).await.refused_at("/password"), "wrong_password");
    sam.remove_second_factor(&once(), &ConfirmWithPassword { password: PASSWORD.into() }).await.expect("turned off");
    assert_eq!(sam.signs_in(PASSWORD).await.expect("the password is enough").1.kind, SessionKind::Full);
}

async fn a23_the_owner_resets_a_lost_device(house: House) {
    let practice = house.practice().await;
    let sam = practice.staff("Sam", Role::Clinician).await;
    sam.enrols().await;
    let member = practice.owner().reset_second_factor(&once(), sam.id).await.expect("reset");
    assert!(!member.second_factor);
    assert_eq!(sam.get_practice().await.refused().0, 401, "their sessions end");
    assert_eq!(sam.signs_in(PASSWORD).await.expect("the password is enough").1.kind, SessionKind::Full);
}

async fn a23_the_host_resets_password_and_second_factor(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    owner.enrols().await;
    let email = domain::text::Email::from(owner.email.as_str());
    ::access::host::reset_second_factor(house.platform(), &practice.slug, &email).await.expect("reset");
    assert_eq!(owner.get_practice().await.refused().0, 401);
    assert_eq!(owner.signs_in(PASSWORD).await.expect("the password is enough").1.kind, SessionKind::Full);
    let link = ::access::host::recovery_link(house.platform(), &practice.slug, &email).await.expect("a link");
    let token = link.split_once("#token=").expect("a token").1;
    let input = domain::access::welcome::RecoverPassword {
        app: App::Admin,
        practice: practice.slug.clone(),
        token: token.into(),
        password: OTHER_PASSWORD.into(),
    };
    house.browser(App::Admin).recover_password(&once(), &input).await.expect("a new password");
    owner.signs_in(OTHER_PASSWORD).await.expect("it works");
    house.mail_does_not_matter();
}
