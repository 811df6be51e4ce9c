//! What placeholders are filled with.

use domain::access::day_in_words::day_in_words;
use domain::documents::Placeholder;
use domain::practice::office::OfficeKind;
use domain::practice::profile::Language;
use domain::text::PersonName;
use domain::time::Date;
use platform::problem::Problem;
use practice::{clients, offices, practices, staff};
use sea_orm::ConnectionTrait;

/// What stands where something is not known: a line, to be filled by hand.
const LINE: &str = "____________";

/// What is filled in, of one client and the practice.
#[derive(Clone)]
pub struct Values {
    client_name: PersonName,
    client_first_name: PersonName,
    client_birth_date: Option<Date>,
    clinician_name: PersonName,
    practice_name: String,
    practice_phone: String,
    practice_address: String,
}

platform::opaque_debug!(Values);

impl Values {
    /// Those of `client`. The clinician is who they are with, as long as that is one; the practice's address is that of its
    /// first office, by name.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(db: &impl ConnectionTrait, practice: &practices::Model, client: &clients::Model) -> Result<Self, Problem> {
        let clinician = match client.primary_clinician_id {
            Some(id) => staff::find(db, practice.scope(), id.into()).await?.filter(staff::is_clinician),
            None => None,
        };
        Ok(Self {
            client_name: PersonName::new(format!("{} {}", client.first_name, client.last_name).trim()),
            client_first_name: client.called().into(),
            client_birth_date: client.birth_date.as_deref().and_then(|day| day.parse().ok()),
            clinician_name: clinician.map_or_else(|| practice.name.as_str().into(), |clinician| staff::display_name(&clinician)),
            ..Self::of_practice(db, practice).await?
        })
    }

    /// Invented ones, to look at a text: a client who does not exist, with `clinician`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn invented(db: &impl ConnectionTrait, practice: &practices::Model, clinician: &staff::Model) -> Result<Self, Problem> {
        Ok(Self {
            client_name: "Alex Rivera".into(),
            client_first_name: "Alex".into(),
            client_birth_date: Some(Date::constant(1990, 4, 12)),
            clinician_name: staff::display_name(clinician),
            ..Self::of_practice(db, practice).await?
        })
    }

    /// Those of nobody.
    async fn of_practice(db: &impl ConnectionTrait, practice: &practices::Model) -> Result<Self, Problem> {
        let offices = offices::in_use(db, practice.scope()).await?;
        let places = offices.iter().filter(|office| office.kind() == OfficeKind::Place);
        let address = places.filter_map(offices::Model::address).map(|address| address.one_line()).find(|line| !line.is_empty());
        Ok(Self {
            client_name: PersonName::default(),
            client_first_name: PersonName::default(),
            client_birth_date: None,
            clinician_name: PersonName::default(),
            practice_name: practice.name.clone(),
            practice_phone: practice.phone.clone(),
            practice_address: address.unwrap_or_default(),
        })
    }

    /// What stands for `placeholder` in a text in `language`.
    pub(super) fn of_placeholder(&self, placeholder: Placeholder, language: Language, today: Date) -> String {
        let text = match placeholder {
            Placeholder::ClientName => self.client_name.as_str().to_owned(),
            Placeholder::ClientFirstName => self.client_first_name.as_str().to_owned(),
            Placeholder::ClientBirthDate => self.client_birth_date.map(|day| day_of(day, language)).unwrap_or_default(),
            Placeholder::ClinicianName => self.clinician_name.as_str().to_owned(),
            Placeholder::PracticeName => self.practice_name.clone(),
            Placeholder::PracticePhone => self.practice_phone.clone(),
            Placeholder::PracticeAddress => self.practice_address.clone(),
            Placeholder::Date => day_of(today, language),
        };
        let text = text.trim();
        if text.is_empty() { LINE.to_owned() } else { text.replace(char::is_control, " ") }
    }

    /// Invented ones, without a practice.
    #[cfg(test)]
    pub(super) fn for_tests() -> Self {
        Self {
            client_name: "Maya Lopez".into(),
            client_first_name: "Maya".into(),
            client_birth_date: Some(Date::constant(1991, 5, 17)),
            clinician_name: "Jordan Hale, LCSW".into(),
            practice_name: "Willow & Reed".into(),
            practice_phone: "+1 (212) 555-0100".into(),
            practice_address: "12 Maple Street, Ithaca, NY 14850".into(),
        }
    }

    /// The same with another name of the client.
    #[cfg(test)]
    pub(super) fn named(name: &str) -> Self {
        Self { client_name: name.into(), ..Self::for_tests() }
    }
}

/// *March 3, 2026* or *3 de marzo de 2026*.
fn day_of(day: Date, language: Language) -> String {
    let whole = day_in_words(day, language);
    // The weekday stands in front, in both languages.
    whole.split_once(", ").map_or_else(|| whole.clone(), |(_, day)| day.to_owned())
}
