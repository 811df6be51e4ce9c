//! B4: with whom, where and for what clients may ask, and in which order they meet it.

use domain::access::session::App;
use domain::booking::appointment::CreateAppointment;
use domain::booking::settings::CancellationPolicy;
use domain::practice::availability::{SetAvailability, WeeklyWindow};
use domain::practice::client::ClientInput;
use domain::practice::service::ServiceInput;
use domain::practice::staff::Role;
use domain::time::Weekday;

use super::clinic::works;
use super::portal::{begin, day};
use crate::harness::{House, both_databases, office, once, service};

both_databases!(b4_one_may_ask_for_what_some_hours_are_for, b4_the_own_clinician_comes_first, b4_what_the_client_had_last_comes_first,);

async fn b4_one_may_ask_for_what_some_hours_are_for(house: House) {
    let (clinic, maya) = begin(&house).await;
    let owner = clinic.owner();
    let sam = clinic.practice.staff("Sam", Role::Clinician).await;
    let options = maya.get_booking_options().await.expect("the choices");
    let names = |options: &domain::booking::portal::BookingOptions| {
        options.clinicians.iter().map(|clinician| clinician.name.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&options), ["Robin Reed"], "Sam has no hours");
    assert_eq!((options.zone.0.as_str(), options.zone_abbreviation.as_deref()), ("America/New_York", Some("EST")));
    assert_eq!((options.horizon_end, options.at_once_note), (day("2026-05-01"), false));
    assert_eq!((options.phone.as_str(), options.cancellation), ("+1 212 555 0142", CancellationPolicy::Hours24));
    let place = &options.clinicians[0].offices[0];
    assert_eq!((options.clinicians[0].offices.len(), place.id, place.name.as_str()), (1, clinic.office, "Maple Street"));
    assert!(place.address.is_some());
    assert_eq!((place.services.len(), place.services[0].id, place.services[0].minutes), (1, clinic.service, 60));

    // A service of Sam's only, at a second office only; Sam works there, and nowhere else.
    let second = owner.create_office(&once(), &office("Harbor Street")).await.expect("made").id;
    let only = ServiceInput { clinicians: vec![sam.id], offices: vec![second], ..service("Couples session") };
    let couples = owner.create_service(&once(), &only).await.expect("made");
    assert_eq!((&couples.details.clinicians, &couples.details.offices), (&vec![sam.id], &vec![second]));
    let windows = vec![WeeklyWindow { office_id: Some(second), ..WeeklyWindow::new(Weekday::Friday, 600, 720) }];
    owner.set_availability(&once(), sam.id, None, &SetAvailability { windows }).await.expect("saved");
    let hidden = ServiceInput { bookable_online: false, ..service("On the telephone") };
    owner.create_service(&once(), &hidden).await.expect("made");
    let options = maya.get_booking_options().await.expect("the choices");
    assert_eq!(names(&options), ["Sam Hale", "Robin Reed"], "by last name");
    let offers: Vec<(&str, Vec<&str>)> = options.clinicians[0]
        .offices
        .iter()
        .map(|office| (office.name.as_str(), office.services.iter().map(|service| service.name.as_str()).collect()))
        .collect();
    assert_eq!(offers, [("Harbor Street", vec!["Couples session", "Individual session"])]);
    assert_eq!(options.clinicians[1].offices.len(), 2, "hours at any office");

    owner.archive_office(&once(), second).await.expect("archived");
    assert_eq!(names(&maya.get_booking_options().await.expect("the choices")), ["Robin Reed"]);
}

async fn b4_the_own_clinician_comes_first(house: House) {
    let (clinic, maya) = begin(&house).await;
    let owner = clinic.owner();
    let (sam, zoe) = (clinic.practice.staff("Sam", Role::Clinician).await, clinic.practice.staff("Zoe", Role::Clinician).await);
    for colleague in [&sam, &zoe] {
        works(owner, colleague.id).await;
    }
    let names = async || {
        let options = maya.get_booking_options().await.expect("the choices");
        options.clinicians.iter().map(|clinician| clinician.name.as_str().to_owned()).collect::<Vec<_>>()
    };
    let is_cared_for_by = async |clinician| {
        let before = owner.get_client(clinic.maya.id).await.expect("the client");
        let input = ClientInput { primary_clinician_id: clinician, ..before.details };
        owner.update_client(&once(), clinic.maya.id, Some(before.version), &input).await.expect("saved");
    };
    assert_eq!(names().await, ["Sam Hale", "Zoe Hale", "Robin Reed"], "nobody's in particular: by last name");
    is_cared_for_by(Some(clinic.staff)).await;
    assert_eq!(names().await, ["Robin Reed", "Sam Hale", "Zoe Hale"]);
    is_cared_for_by(Some(zoe.id)).await;
    assert_eq!(names().await, ["Zoe Hale", "Sam Hale", "Robin Reed"], "the others stay by name");
    owner.set_availability(&once(), zoe.id, None, &SetAvailability { windows: Vec::new() }).await.expect("saved");
    assert_eq!(names().await, ["Sam Hale", "Robin Reed"], "who cannot be asked for is not there");
    clinic.offers(|service| service.for_new_clients = true).await;
    let door = house.browser(App::Portal).get_new_client_options(&clinic.practice.slug).await.expect("the choices");
    assert_eq!(door.booking.clinicians.len(), 2, "who is nobody's client has them by name");
}

async fn b4_what_the_client_had_last_comes_first(house: House) {
    let (clinic, maya) = begin(&house).await;
    let owner = clinic.owner();
    let second = owner.create_office(&once(), &office("Annex")).await.expect("made").id;
    let another = owner.create_service(&once(), &service("Couples session")).await.expect("made").id;
    works(owner, clinic.staff).await;
    let first = async || {
        let options = maya.get_booking_options().await.expect("the choices");
        let place = &options.clinicians[0].offices[0];
        (options.clinicians[0].id, place.id, place.services[0].id)
    };
    assert_eq!(first().await, (clinic.staff, second, another), "nothing yet: by name");
    clinic.books("2026-03-04T10:00").await;
    assert_eq!(first().await, (clinic.staff, clinic.office, clinic.service));
    let sam = clinic.practice.staff("Sam", Role::Clinician).await;
    works(owner, sam.id).await;
    assert_eq!(first().await, (clinic.staff, clinic.office, clinic.service), "Sam would be first by name");
    let later = CreateAppointment { staff_id: sam.id, office_id: second, service_id: another, ..clinic.session("2026-03-05T10:00") };
    owner.create_appointment(&once(), &later).await.expect("booked");
    assert_eq!(first().await, (sam.id, second, another), "the latest");
}
