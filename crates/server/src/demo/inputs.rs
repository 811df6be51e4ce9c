//! What was typed when the sample came about: the set-up pages and the clients' records.

use domain::StaffId;
use domain::money::{Currency, Money};
use domain::practice::availability::WeeklyWindow;
use domain::practice::client::{ClientEmail, ClientInput, ClientPhone, ContactKind};
use domain::practice::office::{OfficeInput, PostalAddress};
use domain::practice::profile::{Language, NewOwner, PracticeProfile, SetUpPractice};
use domain::practice::service::ServiceInput;
use domain::practice::slug::Slug;
use domain::text::{Email, Secret};
use domain::time::{Date, Weekday, Zone};

use super::people::{PASSWORD, Person, STREETS, Story};

/// Willow & Reed as its owner set it up; without the token.
pub fn willow() -> SetUpPractice {
    SetUpPractice {
        token: Secret::default(),
        profile: profile("Willow & Reed Therapy", "willow-reed", "+1 212 555 0142"),
        owner: NewOwner {
            first_name: "Jordan".into(),
            last_name: "Hale".into(),
            email: "jordan@willow-reed.example".into(),
            password: PASSWORD.into(),
        },
        office: OfficeInput {
            directions: "Ring at Willow & Reed. The house has a ramp on the left side.".into(),
            ..OfficeInput::place("Maple Street", address("31 Maple Street", "", "10012"))
        },
        service: service("Individual session", "90837", 60, 15_000),
        availability: week(540, 1_020),
    }
}

/// The practice next door, likewise.
pub fn harbor() -> SetUpPractice {
    SetUpPractice {
        profile: profile("Harbor Street Counseling", "harbor-street", "+1 212 555 0190"),
        owner: NewOwner {
            first_name: "Miriam".into(),
            last_name: "Castle".into(),
            email: "miriam@harbor-street.example".into(),
            password: PASSWORD.into(),
        },
        office: OfficeInput::place("Harbor Street", address("4 Harbor Street", "", "10038")),
        service: service("Session", "90834", 45, 13_000),
        ..willow()
    }
}

fn profile(name: &str, slug: &str, phone: &str) -> PracticeProfile {
    PracticeProfile {
        name: name.into(),
        slug: Slug(slug.into()),
        phone: phone.into(),
        reply_to: Some(Email::from(format!("hello@{slug}.example"))),
        zone: Zone("America/New_York".into()),
        currency: Currency("USD".into()),
        accent: None,
        language: Language::En,
    }
}

/// A service for `fee` cents.
pub fn service(name: &str, code: &str, minutes: u16, fee: i64) -> ServiceInput {
    let fee = Money { amount_minor: fee, currency: Currency("USD".into()) };
    ServiceInput { code: code.into(), ..ServiceInput::new(name, minutes, fee) }
}

/// Monday to Friday from and to these minutes of the day.
pub fn week(from_minute: u16, to_minute: u16) -> Vec<WeeklyWindow> {
    Weekday::ALL[..5].iter().map(|&weekday| WeeklyWindow::new(weekday, from_minute, to_minute)).collect()
}

/// An address in New York.
pub fn address(street: &str, unit: &str, postal_code: &str) -> PostalAddress {
    PostalAddress {
        street: street.into(),
        unit: unit.into(),
        city: "New York".into(),
        region: "NY".into(),
        postal_code: postal_code.into(),
        country: "US".into(),
    }
}

/// The `place`-th client as the front desk wrote them down.
pub fn input(place: usize, person: &Person, clinicians: &[StaffId]) -> ClientInput {
    let Person(first, last, preferred, status, story, clinician, spanish) = *person;
    let mut emails =
        vec![ClientEmail { address: address_of(person).into(), kind: ContactKind::Home, email_ok: story != Story::EmailNotOk }];
    match story {
        Story::NoEmail => emails.clear(),
        // Some have a second address, to choose from.
        _ if place.is_multiple_of(5) => {
            let work = format!("{}.{}@work.example", plain(&first[..first.chars().next().map_or(0, char::len_utf8)]), plain(last));
            emails.push(ClientEmail { address: work.into(), kind: ContactKind::Work, email_ok: true });
        }
        _ => {}
    }
    let year = 1958 + i16::try_from(place * 37 % 46).unwrap_or_default();
    let (month, day) = (i8::try_from(1 + place * 5 % 12).unwrap_or(1), i8::try_from(1 + place * 11 % 28).unwrap_or(1));
    ClientInput {
        first_name: first.into(),
        last_name: last.into(),
        preferred_name: preferred.into(),
        status,
        birth_date: Date::new(year, month, day).ok(),
        emails,
        phones: vec![ClientPhone {
            number: format!("+1 917 555 {:04}", 100 + place).into(),
            kind: ContactKind::Mobile,
            text_ok: !place.is_multiple_of(3),
            voicemail_ok: !place.is_multiple_of(4),
        }],
        address: Some(address(
            &format!("{} {}", 3 + place * 7 % 180, STREETS[place % STREETS.len()]),
            "",
            &format!("100{:02}", 10 + place % 30),
        )),
        primary_clinician_id: clinicians.get(clinician).copied(),
        language: spanish.then_some(Language::Es),
    }
}

/// The e-mail of a client.
pub fn address_of(person: &Person) -> String {
    let domain = if person.4 == Story::Returned { "mail.invalid" } else { "example.com" };
    format!("{}.{}@{domain}", plain(person.0), plain(person.1))
}

/// Small letters without marks: what people make of their name for an address.
pub fn plain(name: &str) -> String {
    let letter = |ch: char| match ch {
        'á' => Some('a'),
        'é' => Some('e'),
        'í' => Some('i'),
        'ó' => Some('o'),
        'ú' => Some('u'),
        'ñ' => Some('n'),
        ch if ch.is_ascii_alphabetic() => Some(ch),
        _ => None,
    };
    name.to_lowercase().chars().filter_map(letter).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::Check as _;

    use super::super::people::{CLIENTS, TEAM};
    use super::*;

    #[test]
    fn the_sample_passes_its_own_checks() {
        for (place, person) in CLIENTS.iter().enumerate() {
            assert_eq!(input(place, person, &[]).errors(), [], "{} {}", person.0, person.1);
        }
        let with_token = |input: SetUpPractice| SetUpPractice { token: "x".into(), ..input };
        assert_eq!(with_token(willow()).errors(), []);
        assert_eq!(with_token(harbor()).errors(), []);
        assert!(TEAM.iter().filter_map(|member| member.4).chain(["1679576722"]).all(domain::practice::staff::is_npi));
        let addresses: HashSet<String> = CLIENTS.iter().map(address_of).collect();
        assert_eq!(addresses.len(), CLIENTS.len());
    }
}
