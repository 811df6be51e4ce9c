//! The fields of a client, for a new one and for *Client Info*.

use domain::practice::client::{Client, ClientInput};
use domain::practice::office::PostalAddress;
use domain::text::PersonalText;
use leptos::prelude::*;
use ui::{Choice, DateField, Field, Fieldset, Select, fetched};

use super::contacts::{ContactFields, ContactList, Contacts};
use crate::labels;
use crate::saving::{Lines, line, yes_no};
use crate::session::use_session;

/// What is entered about a client.
#[derive(Clone, Copy)]
pub struct ClientDraft {
    first_name: RwSignal<String>,
    last_name: RwSignal<String>,
    preferred_name: RwSignal<String>,
    status: RwSignal<String>,
    birth_date: RwSignal<String>,
    emails: Contacts,
    phones: Contacts,
    street: RwSignal<String>,
    unit: RwSignal<String>,
    city: RwSignal<String>,
    region: RwSignal<String>,
    postal_code: RwSignal<String>,
    country: RwSignal<String>,
    clinician: RwSignal<String>,
    language: RwSignal<String>,
    /// Who may be the primary clinician.
    clinicians: RwSignal<Vec<Choice>>,
}

impl ClientDraft {
    /// A form filled with what is known.
    pub fn new(known: &ClientInput) -> Self {
        let text = |value: &str| RwSignal::new(value.to_owned());
        let address = known.address.clone().unwrap_or_default();
        let part = |value: &PersonalText| text(value.as_str());
        Self {
            first_name: text(known.first_name.as_str()),
            last_name: text(known.last_name.as_str()),
            preferred_name: text(known.preferred_name.as_str()),
            status: text(known.status.as_str()),
            birth_date: text(&known.birth_date.map(|d| d.to_string()).unwrap_or_default()),
            emails: Contacts::of_emails(&known.emails),
            phones: Contacts::of_phones(&known.phones),
            street: part(&address.street),
            unit: part(&address.unit),
            city: part(&address.city),
            region: part(&address.region),
            postal_code: part(&address.postal_code),
            country: part(&address.country),
            clinician: text(&known.primary_clinician_id.map(|id| id.to_string()).unwrap_or_default()),
            language: text(known.language.map(|l| l.tag()).unwrap_or_default()),
            clinicians: RwSignal::new(vec![Choice::new("", NOBODY)]),
        }
    }

    /// What the fields say, as a person reads it.
    pub fn lines(self) -> Lines {
        let input = self.input();
        let id = input.primary_clinician_id.map(|id| id.to_string()).unwrap_or_default();
        let name = self.clinicians.with_untracked(|all| all.iter().find(|c| c.value == id).map(|c| c.label.clone()));
        lines(&input, &name.unwrap_or(id))
    }

    /// What the fields say now.
    pub fn input(self) -> ClientInput {
        let text = |signal: RwSignal<String>| signal.with_untracked(|t| t.trim().to_owned());
        let address = PostalAddress {
            street: text(self.street).into(),
            unit: text(self.unit).into(),
            city: text(self.city).into(),
            region: text(self.region).into(),
            postal_code: text(self.postal_code).into(),
            country: text(self.country).to_uppercase().into(),
        };
        ClientInput {
            first_name: text(self.first_name).into(),
            last_name: text(self.last_name).into(),
            preferred_name: text(self.preferred_name).into(),
            status: labels::status_of(&self.status.get_untracked()).unwrap_or(domain::practice::client::ClientStatus::Active),
            birth_date: self.birth_date.with_untracked(|d| d.parse().ok()),
            emails: self.emails.emails(),
            phones: self.phones.phones(),
            address: (!address.is_blank()).then_some(address),
            primary_clinician_id: self.clinician.with_untracked(|id| id.parse().ok()),
            language: self.language.with_untracked(|tag| labels::language_of(tag)),
        }
    }
}

const NOBODY: &str = "Nobody yet";

/// A stored client's values as a person reads them.
pub fn record_lines(client: &Client) -> Lines {
    let clinician = client.primary_clinician.as_ref().map_or(NOBODY, |c| c.display_name.as_str());
    lines(&client.details, clinician)
}

fn lines(input: &ClientInput, clinician: &str) -> Lines {
    let mut lines = vec![
        line("First name", input.first_name.as_str()),
        line("Last name", input.last_name.as_str()),
        line("Preferred name", input.preferred_name.as_str()),
        line("Status", labels::status(input.status)),
        line("Birth date", input.birth_date.map(|d| d.to_string()).unwrap_or_default()),
        line("Address", input.address.as_ref().map(address_text).unwrap_or_default()),
        line("Language", input.language.map(labels::language).unwrap_or_default()),
        line("Primary clinician", clinician),
    ];
    for (i, email) in input.emails.iter().enumerate() {
        let ok = yes_no(email.email_ok);
        lines.push(line(
            &format!("E-mail {}", i + 1),
            format!("{} ({}), e-mail ok: {ok}", email.address.as_str(), labels::contact(email.kind)),
        ));
    }
    for (i, phone) in input.phones.iter().enumerate() {
        let (number, kind) = (phone.number.as_str(), labels::contact(phone.kind));
        let (text, voicemail) = (yes_no(phone.text_ok), yes_no(phone.voicemail_ok));
        lines.push(line(&format!("Phone {}", i + 1), format!("{number} ({kind}), text ok: {text}, voicemail ok: {voicemail}")));
    }
    lines
}

/// An address on one line.
pub fn address_text(address: &PostalAddress) -> String {
    let region = [&address.region, &address.postal_code].map(PersonalText::as_str).join(" ");
    let parts = [address.street.as_str(), address.unit.as_str(), address.city.as_str(), region.trim(), address.country.as_str()];
    parts.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

/// All the fields.
#[component]
pub fn ClientFields(draft: ClientDraft) -> impl IntoView {
    let session = use_session();
    let staff = fetched(move || {
        let api = session.api();
        async move { session.ask(api.list_staff()).await }
    });
    let clinicians = draft.clinicians;
    Effect::new(move |_| {
        if let Some(people) = staff.with(|page| page.items.iter().map(|s| Choice::new(s.id.to_string(), s.display_name.as_str())).collect())
        {
            let people: Vec<Choice> = people;
            clinicians.set([vec![Choice::new("", NOBODY)], people].concat());
        }
    });
    let languages = [vec![Choice::new("", "The practice's language")], labels::language_choices()].concat();
    view! {
        <div class="columns">
            <div class="stack loose">
                <Fieldset legend="Name">
                    <Field label="First name" value=draft.first_name pointer="/first_name" required=true autocomplete="off" maxlength=100_u32 draft="first_name" />
                    <Field label="Last name" value=draft.last_name pointer="/last_name" required=true autocomplete="off" maxlength=100_u32 draft="last_name" />
                    <Field label="Preferred name" value=draft.preferred_name pointer="/preferred_name" autocomplete="off" maxlength=100_u32
                        draft="preferred_name" hint="How they like to be called, where it differs" />
                </Fieldset>
                <Fieldset legend="Care">
                    <Select label="Status" value=draft.status pointer="/status" required=true choices=labels::status_choices() />
                    <Select label="Primary clinician" value=draft.clinician pointer="/primary_clinician_id" choices=clinicians />
                    <DateField label="Birth date" value=draft.birth_date pointer="/birth_date" />
                    <Select label="Language" value=draft.language pointer="/language" choices=languages hint="Of their portal and e-mails" />
                </Fieldset>
                <Fieldset legend="Address">
                    <Field label="Street and number" value=draft.street pointer="/address/street" autocomplete="off" maxlength=120_u32 draft="street" />
                    <Field label="Apartment or suite" value=draft.unit pointer="/address/unit" autocomplete="off" maxlength=60_u32 draft="unit" />
                    <Field label="City" value=draft.city pointer="/address/city" autocomplete="off" maxlength=80_u32 draft="city" />
                    <Field label="State or region" value=draft.region pointer="/address/region" autocomplete="off" maxlength=60_u32 draft="region" />
                    <Field label="Postal code" value=draft.postal_code pointer="/address/postal_code" autocomplete="off" maxlength=20_u32 draft="postal_code" />
                    <Field label="Country" value=draft.country pointer="/address/country" autocomplete="off" maxlength=2_u32 draft="country" hint="Two letters, such as US" />
                </Fieldset>
            </div>
            <div class="stack loose">
                <ContactFields list=ContactList::Emails of=draft.emails />
                <ContactFields list=ContactList::Phones of=draft.phones />
            </div>
        </div>
    }
    .into_any()
}
