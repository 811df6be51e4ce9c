//! B11, B12: people who asked before they were clients are invited with the first answer that needs the portal.

use api::Api;
use domain::access::password::SetPassword;
use domain::access::portal_access::AccessState;
use domain::access::session::App;
use domain::access::welcome::OpenWelcome;
use domain::booking::appointment::{Appointment, AppointmentStatus};
use domain::booking::new_client::{ConfirmNewClientRequest, NewClientRequest, Proof, is_solved};
use domain::booking::portal::ChooseProposal;
use domain::booking::request::{AcceptRequest, DeclineRequest, ListAppointmentRequests, ProposeTimes};
use domain::practice::client::{ClientStatus, ClientSummary, ListClients};
use domain::practice::profile::Language;

use super::clinic::{Clinic, local, moment, wall};
use super::desk::recorded;
use crate::harness::{House, PASSWORD, Post, both_databases, once};

both_databases!(
    b11_accepting_somebody_new_invites_them,
    b11_who_is_offered_other_times_is_invited_and_chooses_one,
    b11_who_is_declined_is_not_invited,
    b11_who_was_invited_before_is_not_invited_again,
    b11_who_is_in_the_portal_already_is_led_there,
    b11_who_cannot_come_in_is_asked_to_call,
);

const JO: &str = "jo@example.com";
const INVITED: &str = "portal_invitation.created";

/// Who asks at the door.
pub struct Newcomer {
    /// Their first name; the address begins with it.
    pub first_name: &'static str,
    /// Their last name.
    pub last_name: &'static str,
}

/// Nobody knows her here.
pub const JO_PARK: Newcomer = Newcomer { first_name: "Jo", last_name: "Park" };

impl Newcomer {
    fn email(&self) -> String {
        format!("{}@example.com", self.first_name.to_lowercase())
    }

    /// They ask for `start`; what they send once they have read the code, and their browser.
    pub async fn asks(&self, clinic: &Clinic, start: &str) -> (Api, ConfirmNewClientRequest) {
        let (house, slug) = (&clinic.house, &clinic.practice.slug);
        let browser = house.browser(App::Portal);
        let challenge = browser.create_booking_challenge(&once(), slug).await.expect("a challenge");
        let proof = (0_u64..)
            .map(|nonce| Proof { challenge: challenge.challenge.clone(), nonce: nonce.to_string() })
            .find(|proof| {
                let hash: [u8; 32] = platform::secrets::hash(proof.hashed_text()).try_into().expect("32 bytes");
                is_solved(&hash, challenge.difficulty_bits)
            })
            .expect("a solution");
        let wish = clinic.wish(start);
        let input = NewClientRequest {
            first_name: self.first_name.into(),
            last_name: self.last_name.into(),
            email: self.email().as_str().into(),
            phone: "+1 212 555 0177".into(),
            note: "A friend told me of you.".into(),
            answers: Vec::new(),
            staff_id: wish.staff_id,
            office_id: wish.office_id,
            service_id: wish.service_id,
            start: wish.start,
            proof,
            language: Language::En,
        };
        let sent = browser.request_first_appointment(&once(), slug, &input).await.expect("sent");
        let code = house.mail_to(&self.email()).await.pin();
        (browser, ConfirmNewClientRequest { token: sent.token, code: code.as_str().into() })
    }
}

/// A clinic whose door is open, and what waits there: the request of somebody who asked for `start`.
pub async fn begin(house: &House, newcomer: Newcomer, start: &str) -> (Clinic, Appointment) {
    let clinic = Clinic::open(house).await;
    clinic.offers(|service| service.for_new_clients = true).await;
    let request = waits(&clinic, newcomer, start).await;
    (clinic, request)
}

async fn waits(clinic: &Clinic, newcomer: Newcomer, start: &str) -> Appointment {
    let (browser, input) = newcomer.asks(clinic, start).await;
    browser.confirm_first_appointment(&once(), &clinic.practice.slug, &input).await.expect("confirmed");
    assert_eq!(clinic.house.mail_to(&newcomer.email()).await.kind, "appointment_requested");
    assert_eq!(clinic.house.mail_to("robin@willow-reed.example").await.kind, "request_received");
    clinic.owner().list_appointment_requests(&ListAppointmentRequests::default()).await.expect("the requests").items.remove(0)
}

async fn record(clinic: &Clinic, name: &str) -> ClientSummary {
    let query = ListClients { search: Some(name.into()), ..ListClients::default() };
    clinic.owner().list_clients(&query).await.expect("a page").items.remove(0)
}

async fn offers(clinic: &Clinic, request: &Appointment, starts: &[&str]) {
    let offer = ProposeTimes { starts: starts.iter().map(|start| local(start)).collect() };
    let offered = clinic.owner().propose_appointment_times(&once(), request.id, &offer).await.expect("offered");
    assert_eq!((offered.status, offered.proposals.len()), (AppointmentStatus::Proposed, starts.len()));
}

/// The two letters that came: the invitation and the other one.
async fn invitation_and(house: &House, kind: &str) -> (Post, Post) {
    let (one, other) = (house.mail_to(JO).await, house.mail_to(JO).await);
    let (invitation, other) = if one.kind == "portal_invitation" { (one, other) } else { (other, one) };
    assert_eq!((invitation.kind.as_str(), other.kind.as_str()), ("portal_invitation", kind));
    house.no_mail_to(JO).await;
    (invitation, other)
}

/// Comes in by the invitation.
pub async fn comes_in(clinic: &Clinic, invitation: &Post) -> Api {
    let browser = clinic.house.browser(App::Portal);
    let input = OpenWelcome {
        practice: clinic.practice.slug.clone(),
        email: JO.into(),
        pin: invitation.pin().as_str().into(),
        link_token: invitation.token(),
    };
    browser.open_welcome(&once(), &input).await.expect("the PIN is right");
    browser.set_password(&once(), &SetPassword { password: PASSWORD.into() }).await.expect("the password is good");
    browser
}

async fn b11_accepting_somebody_new_invites_them(house: House) {
    let (clinic, request) = begin(&house, JO_PARK, "2026-03-05T10:00").await;
    assert_eq!((request.client_name.as_str(), request.new_client), ("Jo Park", true));
    let client = record(&clinic, "park").await;
    assert_eq!((client.status, client.access), (ClientStatus::Prospective, AccessState::NotInvited));
    clinic.owner().accept_appointment_request(&once(), request.id, &AcceptRequest::default()).await.expect("accepted");
    let (invitation, _) = invitation_and(&house, "appointment_confirmed").await;
    assert_eq!((record(&clinic, "park").await.access, recorded(&clinic, INVITED).await), (AccessState::Invited, 1));
    let browser = comes_in(&clinic, &invitation).await;
    let own = browser.get_my_appointment(request.id).await.expect("there");
    assert_eq!(own.status, AppointmentStatus::Confirmed);
}

async fn b11_who_is_offered_other_times_is_invited_and_chooses_one(house: House) {
    let (clinic, request) = begin(&house, JO_PARK, "2026-03-05T10:00").await;
    offers(&clinic, &request, &["2026-03-05T15:00", "2026-03-06T09:00"]).await;
    let (invitation, letter) = invitation_and(&house, "appointment_proposed").await;
    assert!(letter.text.contains("3:00") && letter.text.contains("link and the PIN of the e-mail that invites you"), "{}", letter.text);
    assert_eq!(letter.page(), format!("/p/willow-reed/appointments/{}", request.id));
    assert_eq!((record(&clinic, "park").await.access, recorded(&clinic, INVITED).await), (AccessState::Invited, 1));

    // Other times once more: the invitation that went out still holds, and its PIN, too.
    offers(&clinic, &request, &["2026-03-09T11:00", "2026-03-06T09:00"]).await;
    assert_eq!(house.mail_to(JO).await.kind, "appointment_proposed");
    house.no_mail_to(JO).await;
    assert_eq!(recorded(&clinic, INVITED).await, 1);

    let browser = comes_in(&clinic, &invitation).await;
    let own = browser.get_my_appointment(request.id).await.expect("there");
    assert_eq!((own.status, own.proposals.len()), (AppointmentStatus::Proposed, 2));
    let choice = ChooseProposal { start: moment("2026-03-09T11:00") };
    let chosen = browser.choose_proposed_time(&once(), request.id, &choice).await.expect("chosen");
    assert_eq!((chosen.status, wall(chosen.start).as_str()), (AppointmentStatus::Confirmed, "2026-03-09T11:00"));
    assert_eq!(house.mail_to(JO).await.kind, "appointment_confirmed");

    // Now that she is in, letters do not tell her how to come in.
    let again = browser.request_appointment(&once(), &clinic.wish("2026-03-12T10:00")).await.expect("asked");
    assert_eq!(house.mail_to(JO).await.kind, "appointment_requested");
    assert_eq!(house.mail_to("robin@willow-reed.example").await.kind, "request_received");
    offers(&clinic, &clinic.shown(again.id).await, &["2026-03-12T14:00"]).await;
    let letter = house.mail_to(JO).await;
    assert!(letter.kind == "appointment_proposed" && !letter.text.contains("PIN"), "{}", letter.text);
}

async fn b11_who_is_declined_is_not_invited(house: House) {
    let (clinic, request) = begin(&house, JO_PARK, "2026-03-05T10:00").await;
    let no = DeclineRequest { reason: "Away that day.".into(), message: "".into() };
    clinic.owner().decline_appointment_request(&once(), request.id, &no).await.expect("declined");
    assert_eq!(house.mail_to(JO).await.kind, "appointment_declined");
    house.no_mail_to(JO).await;
    assert_eq!((record(&clinic, "park").await.access, recorded(&clinic, INVITED).await), (AccessState::NotInvited, 0));
}

async fn b11_who_was_invited_before_is_not_invited_again(house: House) {
    let (clinic, request) = begin(&house, JO_PARK, "2026-03-05T10:00").await;
    let id = record(&clinic, "park").await.id;
    let input = domain::access::portal_access::CreatePortalInvitation { email: JO.into(), rights: None, wording: None };
    clinic.owner().create_portal_invitation(&once(), id, &input).await.expect("invited by hand");
    let invitation = house.mail_to(JO).await;
    offers(&clinic, &request, &["2026-03-05T15:00"]).await;
    let letter = house.mail_to(JO).await;
    assert!(letter.kind == "appointment_proposed" && letter.text.contains("the e-mail that invites you"), "{}", letter.text);
    house.no_mail_to(JO).await;
    assert_eq!(recorded(&clinic, INVITED).await, 1);
    comes_in(&clinic, &invitation).await;
}

async fn b11_who_is_in_the_portal_already_is_led_there(house: House) {
    let clinic = Clinic::open(&house).await;
    let maya = clinic.maya.comes_in().await;
    clinic.offers(|service| service.for_new_clients = true).await;
    let request = waits(&clinic, Newcomer { first_name: "Maya", last_name: "Ortiz" }, "2026-03-05T10:00").await;
    assert_eq!(request.client_id, Some(clinic.maya.id), "the door knows her by name and address");
    offers(&clinic, &request, &["2026-03-05T15:00"]).await;
    let letter = house.mail_to("maya@example.com").await;
    assert!(letter.kind == "appointment_proposed" && !letter.text.contains("PIN"), "{}", letter.text);
    assert_eq!(letter.page(), format!("/p/willow-reed/appointments/{}", request.id));
    house.no_mail_to("maya@example.com").await;
    assert_eq!((record(&clinic, "ortiz").await.access, recorded(&clinic, INVITED).await), (AccessState::Active, 1));
    maya.choose_proposed_time(&once(), request.id, &ChooseProposal { start: moment("2026-03-05T15:00") }).await.expect("chosen");
    assert_eq!(house.mail_to("maya@example.com").await.kind, "appointment_confirmed");
}

async fn b11_who_cannot_come_in_is_asked_to_call(house: House) {
    let (clinic, request) = begin(&house, JO_PARK, "2026-03-05T10:00").await;
    house.tamper("UPDATE practices SET portal_open = FALSE").await;
    offers(&clinic, &request, &["2026-03-05T15:00"]).await;
    let letter = house.mail_to(JO).await;
    assert_eq!((letter.kind.as_str(), letter.link.as_deref()), ("appointment_proposed", None), "nothing leads to a closed door");
    assert!(letter.text.contains("please call us at +1 212 555 0142."), "{}", letter.text);
    house.no_mail_to(JO).await;
    assert_eq!((record(&clinic, "park").await.access, recorded(&clinic, INVITED).await), (AccessState::NotInvited, 0));
}
