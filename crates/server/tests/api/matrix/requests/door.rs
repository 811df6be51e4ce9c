//! Booking for those who are no clients yet, and calendars that go out and come in.

use domain::access::session::App;
use domain::booking::calendar::OutsideCalendarInput;
use domain::booking::new_client::{ConfirmNewClientRequest, NewClientRequest, NewClientRequestSent, Proof, is_solved};
use domain::practice::profile::Language;
use platform::secrets::hash;

use super::portal::{free_time, open};
use super::{Body, to_json};
use crate::harness::{Practice, once};
use crate::matrix::world::{Caller, World};

/// What the operation `name` needs: the id or secret in its path, the query, and its body; none when it is another file's.
pub(super) async fn of(world: &mut World, name: &str, _: Caller) -> Option<(String, Body)> {
    let owner = world.owner().await;
    let none = String::new();
    let clinician = world.clinician.id;
    Some(match name {
        "get_staff_calendar_feed" | "create_staff_calendar_feed" | "list_outside_calendars" => (clinician.to_string(), Body::None),
        "revoke_staff_calendar_feed" => {
            owner.owner().create_staff_calendar_feed(&once(), clinician).await.expect("a feed");
            (clinician.to_string(), Body::None)
        }
        "get_calendar_feed" => {
            let feed = owner.owner().create_staff_calendar_feed(&once(), clinician).await.expect("a feed");
            let url = feed.url.expect("an address");
            let token = url.as_str().rsplit('/').next().and_then(|name| name.strip_suffix(".ics")).expect("a token").to_owned();
            (token, Body::None)
        }
        "create_outside_calendar" => {
            // Ten are the most, and more than ten callers try.
            for old in owner.owner().list_outside_calendars(clinician).await.expect("the calendars").items {
                owner.owner().delete_outside_calendar(&once(), old.id).await.expect("removed");
            }
            (clinician.to_string(), to_json(&elsewhere()))
        }
        "delete_outside_calendar" => {
            let made = owner.owner().create_outside_calendar(&once(), clinician, &elsewhere()).await.expect("made");
            (made.id.to_string(), Body::None)
        }
        "get_new_client_options" | "create_booking_challenge" => (none, Body::None),
        "list_new_client_openings" => {
            let (staff, office, service) = opened(&owner).await;
            (none, Body::Query(format!("staff_id={staff}&office_id={office}&service_id={service}&week=2026-03-11")))
        }
        "request_first_appointment" => (none, to_json(&first_request(world, &owner).await)),
        "confirm_first_appointment" => {
            let input = first_request(world, &owner).await;
            let browser = world.house.browser(App::Portal);
            let NewClientRequestSent { token, email, .. } =
                browser.request_first_appointment(&once(), &owner.slug, &input).await.expect("the code is on its way");
            let code = world.house.mail_to(email.as_str()).await.pin();
            (none, to_json(&ConfirmNewClientRequest { token, code: code.as_str().into() }))
        }
        _ => return None,
    })
}

/// An address that is refused before anybody is asked.
fn elsewhere() -> OutsideCalendarInput {
    OutsideCalendarInput { url: "https://127.0.0.1/a.ics".into(), name: "Home".into() }
}

/// The owner's hours, and a service that is open to new clients.
async fn opened(owner: &Practice) -> (domain::StaffId, domain::OfficeId, domain::ServiceId) {
    let (staff, office, service) = open(owner).await;
    let mut services = owner.owner().list_services().await.expect("services").items.into_iter();
    let found = services.find(|it| it.id == service).expect("there");
    if !found.details.for_new_clients {
        let details = domain::practice::service::ServiceInput { for_new_clients: true, ..found.details };
        owner.owner().update_service(&once(), service, Some(found.version), &details).await.expect("saved");
    }
    (staff, office, service)
}

async fn first_request(world: &mut World, owner: &Practice) -> NewClientRequest {
    let (staff_id, office_id, service_id) = opened(owner).await;
    let start = free_time(world);
    let browser = world.house.browser(App::Portal);
    let work = browser.create_booking_challenge(&once(), &owner.slug).await.expect("a challenge");
    let proof = |nonce: u64| Proof { challenge: work.challenge.clone(), nonce: nonce.to_string() };
    let solved =
        |nonce: &u64| hash(proof(*nonce).hashed_text()).try_into().is_ok_and(|hash: [u8; 32]| is_solved(&hash, work.difficulty_bits));
    let nonce = (0_u64..).find(solved).expect("there is one");
    NewClientRequest {
        first_name: "Lena".into(),
        last_name: "Fox".into(),
        email: format!("lena{}@example.com", world.next()).as_str().into(),
        phone: "+1 212 555 0199".into(),
        note: "".into(),
        answers: Vec::new(),
        staff_id,
        office_id,
        service_id,
        start,
        proof: proof(nonce),
        language: Language::En,
    }
}
