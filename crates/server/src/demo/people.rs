//! The invented people. None of the addresses can be anybody's (RFC 2606), nor the numbers (NANP 555-01xx).

use domain::practice::client::ClientStatus;
use domain::practice::staff::Role;

/// The password of everybody in the sample.
pub const PASSWORD: &str = "quiet river stone";

/// A staff member: first and last name, credentials, role, NPI.
pub struct Colleague(pub &'static str, pub &'static str, pub &'static str, pub Role, pub Option<&'static str>);

/// Who works at Willow & Reed beside the owner, Jordan Hale.
pub const TEAM: [Colleague; 4] = [
    Colleague("Amara", "Osei", "LCSW", Role::Clinician, Some("1234567893")),
    Colleague("Tomás", "Rivera", "LMFT", Role::Clinician, Some("1245319599")),
    Colleague("Nadia", "Petrov", "", Role::FrontDesk, None),
    Colleague("Sam", "Whitfield", "", Role::Biller, None),
];

/// What happened to a client's access.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// Invited and came in.
    Active,
    /// Invited lately.
    Invited,
    /// Invited, and the mail came back.
    Returned,
    /// Invited too long ago.
    Expired,
    /// Somebody typed five wrong PINs.
    Burnt,
    /// Came in and was shut out.
    Disabled,
    /// Not invited; there is an address.
    NotInvited,
    /// Not invited; e-mail is not ok.
    EmailNotOk,
    /// Not invited; there is no address.
    NoEmail,
}

/// A client: first and last name, how they are called, status, story, who cares for them (0 Hale, 1 Osei, 2 Rivera),
/// whether they read Spanish.
pub struct Person(pub &'static str, pub &'static str, pub &'static str, pub ClientStatus, pub Story, pub usize, pub bool);

use ClientStatus::{Active as In, Inactive as Out, Prospective as New};
use Story::{Active, Burnt, Disabled, EmailNotOk, Expired, Invited, NoEmail, NotInvited, Returned};

/// The clients of Willow & Reed.
pub const CLIENTS: [Person; 40] = [
    Person("Maya", "Ortiz", "", In, Active, 0, false),
    Person("Daniel", "Abara", "", In, Active, 0, false),
    Person("Lucía", "Fernández", "", In, Active, 2, true),
    Person("Henry", "Okafor", "", In, Active, 1, false),
    Person("Priya", "Raman", "", In, Active, 1, false),
    Person("Eleanor", "Whitcombe", "Nell", In, Active, 0, false),
    Person("Mateo", "Salazar", "", In, Active, 2, true),
    Person("Grace", "Lindqvist", "", In, Active, 1, false),
    Person("Noah", "Feldman", "", In, Active, 0, false),
    Person("Aisha", "Rahman", "", In, Active, 1, false),
    Person("Oliver", "Brandt", "", In, Active, 2, false),
    Person("Sofía", "Morales", "", In, Active, 2, true),
    Person("William", "Castellanos", "Will", In, Active, 0, false),
    Person("Chloe", "Nakamura", "", In, Active, 1, false),
    Person("Isaac", "Thornton", "", In, Invited, 0, false),
    Person("Beatriz", "Quintero", "", In, Invited, 2, true),
    Person("Rosa", "Delgado", "", In, Invited, 2, true),
    Person("Peter", "Vandermeer", "", In, Invited, 1, false),
    Person("Hannah", "Goldberg", "", In, Invited, 0, false),
    Person("Theo", "Marchetti", "", In, Invited, 1, false),
    Person("Samira", "Haddad", "", In, Invited, 2, false),
    Person("Julian", "Pruitt", "", In, Returned, 0, false),
    Person("Vera", "Kowalczyk", "", In, Expired, 1, false),
    Person("Malik", "Jefferson", "", In, Expired, 0, false),
    Person("Ingrid", "Solberg", "", In, Burnt, 2, false),
    Person("Adrian", "Petrescu", "", In, Disabled, 1, false),
    Person("Fiona", "MacLeod", "", Out, Disabled, 0, false),
    Person("Louis", "Chevalier", "", Out, NotInvited, 0, false),
    Person("Edith", "Amundsen", "", Out, NoEmail, 1, false),
    Person("Marcus", "Bell", "", Out, NotInvited, 2, false),
    Person("Yuki", "Tanaka", "", New, NotInvited, 0, false),
    Person("Carmen", "Villanueva", "", New, NotInvited, 2, true),
    Person("George", "Pappas", "", New, EmailNotOk, 1, false),
    Person("Leila", "Farahani", "", New, NotInvited, 1, false),
    Person("Dominic", "O'Sullivan", "", In, EmailNotOk, 0, false),
    Person("Ruth", "Abernathy", "", In, NoEmail, 0, false),
    Person("Elijah", "Warren", "Eli", In, NotInvited, 1, false),
    Person("Paloma", "Reyes", "", In, NotInvited, 2, true),
    Person("Astrid", "Nygaard", "", In, NotInvited, 1, false),
    Person("Benjamin", "Hartwell", "Ben", New, NotInvited, 0, false),
];

/// Streets of the invented town.
pub const STREETS: [&str; 8] =
    ["Alder Lane", "Birch Street", "Canal Road", "Dogwood Avenue", "Elm Court", "Foundry Street", "Garnet Row", "Harbor View"];

/// The client with this first name.
pub fn person(first_name: &str) -> Result<&'static Person, &'static str> {
    CLIENTS.iter().find(|person| person.0 == first_name).ok_or("no such client")
}
