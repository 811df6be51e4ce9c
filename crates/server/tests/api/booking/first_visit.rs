//! B11: people who are no clients yet ask for a first time.

use api::Api;
use domain::access::session::App;
use domain::booking::appointment::AppointmentStatus;
use domain::booking::new_client::{ConfirmNewClientRequest, NewClientRequest, NewClientRequestSent, Proof, is_solved};
use domain::booking::request::ListAppointmentRequests;
use domain::booking::settings::PrescreenQuestion;
use domain::practice::client::{ClientStatus, ListClients};
use domain::practice::profile::Language;
use domain::practice::slug::Slug;
use platform::secrets::hash;

use super::clinic::{Clinic, moment};
use crate::harness::{House, Post, Refused as _, both_databases, client_input, once, refusal};

both_databases!(
    b11_a_code_makes_a_request_of_somebody_who_may_become_a_client,
    b11_nothing_is_held_before_the_code_and_one_of_two_gets_the_time,
    b11_five_codes_may_be_tried_and_each_proof_counts_once,
    b11_a_known_address_is_answered_the_same_and_its_client_is_found,
    b11_an_address_is_not_flooded,
    b11_the_door_opens_for_what_is_for_new_clients_only,
    b11_the_page_may_be_framed_by_the_listed_sites_alone,
);

const LENA: &str = "lena@example.com";
const ROBIN: &str = "robin@willow-reed.example";

/// A clinic whose door is open, and the browser of somebody who was never here.
async fn begin(house: &House) -> (Clinic, Api, Slug) {
    let clinic = Clinic::open(house).await;
    clinic.offers(|service| service.for_new_clients = true).await;
    let slug = clinic.practice.slug.clone();
    (clinic, house.browser(App::Portal), slug)
}

/// The work of a browser.
async fn proof(browser: &Api, slug: &Slug) -> Proof {
    let work = browser.create_booking_challenge(&once(), slug).await.expect("a challenge");
    let solved = |nonce: &u64| {
        let text = Proof { challenge: work.challenge.clone(), nonce: nonce.to_string() }.hashed_text();
        hash(text).try_into().is_ok_and(|hash: [u8; 32]| is_solved(&hash, work.difficulty_bits))
    };
    let nonce = (0_u64..).find(solved).expect("there is one");
    Proof { challenge: work.challenge.clone(), nonce: nonce.to_string() }
}

async fn input(clinic: &Clinic, browser: &Api, slug: &Slug, email: &str, start: &str) -> NewClientRequest {
    NewClientRequest {
        first_name: "Lena".into(),
        last_name: "Fox".into(),
        email: email.into(),
        phone: "+1 212 555 0199".into(),
        note: "Mornings are best.".into(),
        answers: Vec::new(),
        staff_id: clinic.staff,
        office_id: clinic.office,
        service_id: clinic.service,
        start: moment(start),
        proof: proof(browser, slug).await,
        language: Language::En,
    }
}

/// Asks, and reads the code.
async fn asks(clinic: &Clinic, browser: &Api, slug: &Slug, email: &str, start: &str) -> (NewClientRequestSent, Post) {
    let input = input(clinic, browser, slug, email, start).await;
    let sent = browser.request_first_appointment(&once(), slug, &input).await.expect("the code is on its way");
    let mail = clinic.house.mail_to(email).await;
    assert_eq!(mail.kind, "first_visit_code");
    (sent, mail)
}

fn confirmation(sent: &NewClientRequestSent, code: &str) -> ConfirmNewClientRequest {
    ConfirmNewClientRequest { token: sent.token.clone(), code: code.into() }
}

/// A code that is not `code`.
fn other_than(code: &str) -> String {
    code.chars().map(|digit| if digit == '0' { '1' } else { '0' }).collect()
}

async fn b11_a_code_makes_a_request_of_somebody_who_may_become_a_client(house: House) {
    let (clinic, browser, slug) = begin(&house).await;
    let question = |text: &str, required| PrescreenQuestion { text: text.into(), required };
    clinic
        .rules(|rules| rules.prescreen_questions = vec![question("How did you hear of us?", false), question("How old are you?", true)])
        .await;
    let options = browser.get_new_client_options(&slug).await.expect("the choices");
    assert_eq!((options.booking.clinicians.len(), options.questions.len()), (1, 2));
    let unanswered = input(&clinic, &browser, &slug, LENA, "2026-03-05T10:00").await;
    assert_eq!(browser.request_first_appointment(&once(), &slug, &unanswered).await.refused_at("/answers/1"), "required");

    let answered = NewClientRequest { answers: vec!["".into(), "41".into()], ..unanswered };
    let sent = browser.request_first_appointment(&once(), &slug, &answered).await.expect("the code is on its way");
    assert_eq!(sent.expires_at.as_second() - house.now().as_second(), 20 * 60);
    let mail = house.mail_to(LENA).await;
    assert_eq!((mail.pin().len(), house.number("SELECT count(*) FROM appointments").await), (6, 0));
    house.no_mail_to(ROBIN).await;

    let done = browser.confirm_first_appointment(&once(), &slug, &confirmation(&sent, &mail.pin())).await.expect("confirmed");
    assert_eq!((done.start, done.clinician.as_str()), (moment("2026-03-05T10:00"), "Robin Reed"));
    assert!(
        done.calendar_file.contains("STATUS:TENTATIVE") && done.calendar_file.contains("SUMMARY:Appointment"),
        "{}",
        done.calendar_file
    );
    let requests = clinic.owner().list_appointment_requests(&ListAppointmentRequests::default()).await.expect("the requests").items;
    let request = &requests[0];
    assert_eq!((requests.len(), request.status, request.new_client), (1, AppointmentStatus::Requested, true));
    assert_eq!((request.client_name.as_str(), request.note.as_str()), ("Lena Fox", "Mornings are best."));
    assert_eq!(request.answers.iter().map(|a| (a.question.as_str(), a.answer.as_str())).collect::<Vec<_>>(), [("How old are you?", "41")]);
    let client = clinic.owner().get_client(request.client_id.expect("a client")).await.expect("there");
    assert_eq!((client.details.status, client.details.emails[0].address.as_str()), (ClientStatus::Prospective, LENA));
    let received = house.mail_to(LENA).await;
    assert!(received.kind == "appointment_requested" && received.link.is_none(), "no portal to look into yet: {:?}", received.link);
    assert_eq!(house.mail_to(ROBIN).await.kind, "request_received");

    let again = browser.confirm_first_appointment(&once(), &slug, &confirmation(&sent, &mail.pin())).await;
    assert_eq!(again.refused(), refusal(401, "link_refused"), "a code works once");
    let sealed = house.number("SELECT count(*) FROM first_requests WHERE length(sealed) > 0").await;
    assert_eq!(sealed, 0, "what was written stays with the appointment alone");
}

async fn b11_nothing_is_held_before_the_code_and_one_of_two_gets_the_time(house: House) {
    let (clinic, browser, slug) = begin(&house).await;
    let (one, code) = asks(&clinic, &browser, &slug, LENA, "2026-03-05T10:00").await;
    let (two, other) = asks(&clinic, &browser, &slug, "jo@example.com", "2026-03-05T10:00").await;
    let (first, second) = (confirmation(&one, &code.pin()), confirmation(&two, &other.pin()));
    let (key_a, key_b) = (once(), once());
    let (a, b) =
        tokio::join!(browser.confirm_first_appointment(&key_a, &slug, &first), browser.confirm_first_appointment(&key_b, &slug, &second));
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1, "one of two");
    let Err(api::Failure::Problem(loser)) = (if a.is_ok() { b } else { a }) else { panic!("a problem") };
    assert_eq!((loser.status, loser.code.as_str(), loser.free.len()), (409, "taken", 3));
    assert_eq!(house.number("SELECT count(*) FROM clients WHERE status = 'prospective'").await, 1, "who lost is no client");
    house.mail_does_not_matter();
}

async fn b11_five_codes_may_be_tried_and_each_proof_counts_once(house: House) {
    let (clinic, browser, slug) = begin(&house).await;
    let input = input(&clinic, &browser, &slug, LENA, "2026-03-05T10:00").await;
    let sent = browser.request_first_appointment(&once(), &slug, &input).await.expect("sent");
    let code = house.mail_to(LENA).await.pin();
    assert_eq!(browser.request_first_appointment(&once(), &slug, &input).await.refused_at("/proof"), "proof_refused", "handed in before");
    for proof in
        [Proof { nonce: "x".into(), ..proof(&browser, &slug).await }, Proof { challenge: "9999999999.aa.bb".into(), nonce: "1".into() }]
    {
        let forged = NewClientRequest { proof, ..input.clone() };
        assert_eq!(browser.request_first_appointment(&once(), &slug, &forged).await.refused_at("/proof"), "proof_refused");
    }
    let late = NewClientRequest { proof: proof(&browser, &slug).await, ..input.clone() };
    house.advance(601);
    assert_eq!(browser.request_first_appointment(&once(), &slug, &late).await.refused_at("/proof"), "proof_refused");

    for _ in 0..5 {
        let wrong = browser.confirm_first_appointment(&once(), &slug, &confirmation(&sent, &other_than(&code))).await;
        assert_eq!(wrong.refused_at("/code"), "wrong_code");
    }
    let right = browser.confirm_first_appointment(&once(), &slug, &confirmation(&sent, &code)).await;
    assert_eq!(right.refused(), refusal(401, "link_refused"));

    let (sent, mail) = asks(&clinic, &browser, &slug, LENA, "2026-03-05T10:00").await;
    house.advance(20 * 60);
    let late = browser.confirm_first_appointment(&once(), &slug, &confirmation(&sent, &mail.pin())).await;
    assert_eq!(late.refused(), refusal(401, "link_refused"));
    assert_eq!(house.number("SELECT count(*) FROM appointments").await, 0);
}

async fn b11_a_known_address_is_answered_the_same_and_its_client_is_found(house: House) {
    let (clinic, browser, slug) = begin(&house).await;
    let mut known = client_input("Lena");
    known.last_name = "Fox".into();
    let known = clinic.owner().create_client(&once(), &known).await.expect("a client").id;
    let (sent, mail) = asks(&clinic, &browser, &slug, "LENA@example.com", "2026-03-05T10:00").await;
    browser.confirm_first_appointment(&once(), &slug, &confirmation(&sent, &mail.pin())).await.expect("confirmed");
    let requests = clinic.owner().list_appointment_requests(&ListAppointmentRequests::default()).await.expect("the requests").items;
    assert_eq!((requests.len(), requests[0].client_id), (1, Some(known)), "attached to who they are");

    // The same address under another name: somebody they share it with.
    let shared = NewClientRequest { first_name: "Otto".into(), ..input(&clinic, &browser, &slug, LENA, "2026-03-06T10:00").await };
    house.mail_to(LENA).await;
    house.mail_to(ROBIN).await;
    let sent = browser.request_first_appointment(&once(), &slug, &shared).await.expect("sent");
    let code = house.mail_to(LENA).await.pin();
    browser.confirm_first_appointment(&once(), &slug, &confirmation(&sent, &code)).await.expect("confirmed");
    let clients =
        clinic.owner().list_clients(&ListClients { search: Some("Fox".into()), ..ListClients::default() }).await.expect("clients");
    assert_eq!(clients.items.len(), 2);
    house.mail_does_not_matter();
}

async fn b11_an_address_is_not_flooded(house: House) {
    let (clinic, browser, slug) = begin(&house).await;
    for _ in 0..5 {
        let input = input(&clinic, &browser, &slug, LENA, "2026-03-05T10:00").await;
        if let Err(failure) = browser.request_first_appointment(&once(), &slug, &input).await {
            panic!("{failure:?}");
        }
    }
    let input = input(&clinic, &browser, &slug, LENA, "2026-03-05T10:00").await;
    assert_eq!(browser.request_first_appointment(&once(), &slug, &input).await.refused(), refusal(429, "wait"));
    let mut mails = 0;
    while house.maybe_mail_to(LENA).await.is_some() {
        mails += 1;
    }
    assert_eq!(mails, 5);
}

async fn b11_the_door_opens_for_what_is_for_new_clients_only(house: House) {
    let clinic = Clinic::open(&house).await;
    let (browser, slug) = (house.browser(App::Portal), clinic.practice.slug.clone());
    assert!(browser.get_new_client_options(&slug).await.expect("the choices").booking.clinicians.is_empty());
    let inside = input(&clinic, &browser, &slug, LENA, "2026-03-05T10:00").await;
    assert_eq!(browser.request_first_appointment(&once(), &slug, &inside).await.refused(), refusal(409, "not_open"));
    clinic.offers(|service| service.for_new_clients = true).await;
    clinic.rules(|rules| rules.new_client_door = false).await;
    assert!(browser.get_new_client_options(&slug).await.expect("the choices").booking.clinicians.is_empty());
    let shut = input(&clinic, &browser, &slug, LENA, "2026-03-05T10:00").await;
    assert_eq!(browser.request_first_appointment(&once(), &slug, &shut).await.refused(), refusal(404, "not_found"));
    assert_eq!(browser.get_new_client_options(&Slug("nobody".into())).await.refused(), refusal(404, "not_found"));
}

async fn b11_the_page_may_be_framed_by_the_listed_sites_alone(house: House) {
    let clinic = Clinic::open(&house).await;
    let policy = async |path: &str| {
        let reply = house.raw().get(path).await;
        (reply.status, reply.header("content-security-policy").unwrap_or_default().to_owned())
    };
    let nobody = "frame-ancestors 'none'";
    assert!(policy("/p/willow-reed/new").await.1.contains(nobody));
    clinic.rules(|rules| rules.framing_sites = vec!["https://willow-reed.example".into()]).await;
    let (status, framed) = policy("/p/willow-reed/new").await;
    // Without the built applications there is no page to frame.
    if status == 200 {
        assert!(framed.contains("frame-ancestors 'self' https://willow-reed.example"), "{framed}");
    }
    for path in ["/p/willow-reed", "/p/willow-reed/appointments", "/admin"] {
        assert!(policy(path).await.1.contains(nobody), "{path}");
    }
    let script = house.raw().get("/embed/booking.js").await;
    assert_eq!((script.status, script.header("content-type")), (200, Some("text/javascript; charset=utf-8")));
    assert_eq!(script.header("cross-origin-resource-policy"), Some("cross-origin"), "other sites load it");
}
