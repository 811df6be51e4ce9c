//! S3, S4: a client's record.

use domain::access::portal_access::AccessState;
use domain::practice::client::{ClientEmail, ClientInput, ClientPhone, ClientStatus, ContactKind};
use domain::practice::office::PostalAddress;
use domain::practice::profile::Language;

use crate::harness::{House, Refused as _, both_databases, client_input, once, refusal};

both_databases!(
    s3_a_record_comes_back_as_it_was_written,
    s3_what_cannot_be_right_is_refused_at_its_field,
    s4_a_record_is_changed_whole,
    s8_of_two_saves_one_is_told,
);

fn whole() -> ClientInput {
    ClientInput {
        first_name: "María José".into(),
        last_name: "O'Neill-Ångström".into(),
        preferred_name: "Majo".into(),
        status: ClientStatus::Prospective,
        birth_date: Some("1987-02-28".parse().expect("a date")),
        emails: vec![
            ClientEmail { address: "Majo@Example.com".into(), kind: ContactKind::Home, email_ok: true },
            ClientEmail { address: "work@example.com".into(), kind: ContactKind::Work, email_ok: false },
        ],
        phones: vec![ClientPhone { number: "+1 (212) 555-0143".into(), kind: ContactKind::Mobile, text_ok: true, voicemail_ok: false }],
        address: Some(PostalAddress {
            street: "8 Quay Street".into(),
            unit: "4B".into(),
            city: "New York".into(),
            region: "NY".into(),
            postal_code: "10004".into(),
            country: "US".into(),
        }),
        primary_clinician_id: None,
        language: Some(Language::Es),
    }
}

async fn s3_a_record_comes_back_as_it_was_written(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let input = ClientInput { primary_clinician_id: Some(owner.id), ..whole() };
    let made = owner.create_client(&once(), &input).await.expect("created");
    assert_eq!((&made.details, made.version, made.access, made.never_signed_in), (&input, 1, AccessState::NotInvited, false));
    assert_eq!(made.display_name.as_str(), "Majo O'Neill-Ångström");
    assert_eq!((made.created_at, made.updated_at), (house.now(), house.now()));
    assert_eq!(owner.get_client(made.id).await.expect("the client"), made);
    let least = ClientInput { emails: Vec::new(), ..client_input("Tom") };
    assert_eq!(owner.create_client(&once(), &least).await.expect("a name is enough").details, least);
}

async fn s3_what_cannot_be_right_is_refused_at_its_field(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let email = |address: &str| ClientEmail { address: address.into(), kind: ContactKind::Home, email_ok: true };
    let phone = ClientPhone { number: "555".into(), kind: ContactKind::Home, text_ok: false, voicemail_ok: false };
    let bad = [
        (ClientInput { first_name: "".into(), ..whole() }, "/first_name", "required"),
        (ClientInput { last_name: " \t ".into(), ..whole() }, "/last_name", "required"),
        (ClientInput { first_name: "é".repeat(101).into(), ..whole() }, "/first_name", "too_long"),
        (ClientInput { preferred_name: "Ma\njo".into(), ..whole() }, "/preferred_name", "one_line"),
        (ClientInput { first_name: "Ma\u{7}jo".into(), ..whole() }, "/first_name", "control_characters"),
        (ClientInput { birth_date: Some("9999-12-31".parse().expect("a date")), ..whole() }, "/birth_date", "out_of_range"),
        (ClientInput { birth_date: Some("1899-12-31".parse().expect("a date")), ..whole() }, "/birth_date", "out_of_range"),
        (ClientInput { emails: vec![email("maya@example")], ..whole() }, "/emails/0/address", "email"),
        (ClientInput { emails: vec![email("a@example.com"), email("A@example.com ")], ..whole() }, "/emails/1/address", "duplicate"),
        (ClientInput { emails: (0..11).map(|n| email(&format!("a{n}@example.com"))).collect(), ..whole() }, "/emails", "too_many"),
        (ClientInput { phones: vec![ClientPhone { number: "call me".into(), ..phone.clone() }], ..whole() }, "/phones/0/number", "phone"),
        (ClientInput { phones: vec![phone; 11], ..whole() }, "/phones", "too_many"),
    ];
    for (input, pointer, code) in bad {
        assert_eq!(owner.create_client(&once(), &input).await.refused_at(pointer), code);
    }
    assert_eq!(house.number("SELECT count(*) FROM clients").await, 0);
}

async fn s4_a_record_is_changed_whole(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let made = owner.create_client(&once(), &whole()).await.expect("created");
    house.advance(60);
    let mut input = ClientInput { phones: Vec::new(), address: None, birth_date: None, language: None, ..whole() };
    input.emails.reverse();
    let saved = owner.update_client(&once(), made.id, Some(made.version), &input).await.expect("saved");
    assert_eq!((&saved.details, saved.version), (&input, 2), "what was left out is gone, the order is the new one");
    assert_eq!((saved.created_at, saved.updated_at), (made.created_at, house.now()));
    assert_eq!(owner.get_client(made.id).await.expect("the client"), saved);
}

async fn s8_of_two_saves_one_is_told(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let made = owner.create_client(&once(), &whole()).await.expect("created");
    let (one, other) = (ClientInput { first_name: "One".into(), ..whole() }, ClientInput { first_name: "Other".into(), ..whole() });
    let presses = (once(), once());
    let (first, second) = tokio::join!(
        owner.update_client(&presses.0, made.id, Some(made.version), &one),
        owner.update_client(&presses.1, made.id, Some(made.version), &other),
    );
    let (kept, lost) = if first.is_ok() { (first, second) } else { (second, first) };
    assert_eq!(lost.refused(), refusal(412, "stale"));
    assert_eq!(owner.get_client(made.id).await.expect("the client"), kept.expect("one was saved"));
}
