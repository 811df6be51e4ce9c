//! What was entered so far.

use domain::Check;
use domain::money::{Currency, Money};
use domain::practice::office::{OfficeInput, PostalAddress};
use domain::practice::profile::{NewOwner, PracticeProfile, SetUpPractice};
use domain::practice::service::ServiceInput;
use domain::practice::slug::Slug;
use domain::time::Zone;
use leptos::prelude::*;
use ui::FieldProblem;

use crate::hours::Week;
use crate::labels;
use crate::locales::amount_of;

/// The fields of all four steps.
#[derive(Clone, Copy)]
pub struct Answers {
    token: StoredValue<String>,
    pub name: RwSignal<String>,
    pub slug: RwSignal<String>,
    /// Whether the address was typed rather than made from the name.
    pub own_slug: RwSignal<bool>,
    pub phone: RwSignal<String>,
    pub zone: RwSignal<String>,
    pub currency: RwSignal<String>,
    pub language: RwSignal<String>,
    pub first_name: RwSignal<String>,
    pub last_name: RwSignal<String>,
    pub email: RwSignal<String>,
    pub password: RwSignal<String>,
    pub repeat: RwSignal<String>,
    pub office_kind: RwSignal<String>,
    pub office_name: RwSignal<String>,
    pub street: RwSignal<String>,
    pub city: RwSignal<String>,
    pub region: RwSignal<String>,
    pub postal_code: RwSignal<String>,
    pub service_name: RwSignal<String>,
    pub code: RwSignal<String>,
    pub minutes: RwSignal<String>,
    pub fee: RwSignal<String>,
    pub sees_clients: RwSignal<bool>,
    pub week: Week,
}

impl Answers {
    /// Nothing but what the browser knows and what is usual.
    pub fn new(token: String) -> Self {
        let text = |value: &str| RwSignal::new(value.to_owned());
        Self {
            token: StoredValue::new(token),
            name: text(""),
            slug: text(""),
            own_slug: RwSignal::new(false),
            phone: text(""),
            zone: RwSignal::new(ui::time::own_zone()),
            currency: text("USD"),
            language: text("en"),
            first_name: text(""),
            last_name: text(""),
            email: text(""),
            password: text(""),
            repeat: text(""),
            office_kind: text("place"),
            office_name: text("Main office"),
            street: text(""),
            city: text(""),
            region: text(""),
            postal_code: text(""),
            service_name: text("Individual session"),
            code: text(""),
            minutes: text("50"),
            fee: text(""),
            sees_clients: RwSignal::new(true),
            week: Week::usual(),
        }
    }

    /// Digits after the point in the chosen currency.
    pub fn digits(self) -> u8 {
        Currency(self.currency.get_untracked()).digits()
    }

    /// The request as it stands.
    pub fn input(self) -> SetUpPractice {
        let trimmed = |signal: RwSignal<String>| signal.with_untracked(|text| text.trim().to_owned());
        let currency = Currency(self.currency.get_untracked());
        let place = self.office_kind.with_untracked(|kind| kind != "video");
        let address = PostalAddress {
            street: trimmed(self.street).into(),
            city: trimmed(self.city).into(),
            region: trimmed(self.region).into(),
            postal_code: trimmed(self.postal_code).into(),
            ..PostalAddress::default()
        };
        SetUpPractice {
            token: self.token.get_value().into(),
            profile: PracticeProfile {
                name: trimmed(self.name),
                slug: Slug(trimmed(self.slug)),
                phone: trimmed(self.phone).into(),
                reply_to: None,
                zone: Zone(self.zone.get_untracked()),
                currency: currency.clone(),
                accent: None,
                language: labels::language_of(&self.language.get_untracked()).unwrap_or_default(),
            },
            owner: NewOwner {
                first_name: trimmed(self.first_name).into(),
                last_name: trimmed(self.last_name).into(),
                email: trimmed(self.email).into(),
                password: self.password.get_untracked().into(),
            },
            office: {
                let name = trimmed(self.office_name);
                if place { OfficeInput::place(name, address) } else { OfficeInput::video(name) }
            },
            service: {
                let fee = Money { amount_minor: amount_of(&self.fee.get_untracked(), currency.digits()).unwrap_or(-1), currency };
                let minutes = trimmed(self.minutes).parse().unwrap_or(0);
                ServiceInput { code: trimmed(self.code), ..ServiceInput::new(trimmed(self.service_name), minutes, fee) }
            },
            availability: if self.sees_clients.get_untracked() { self.week.windows() } else { Vec::new() },
        }
    }

    /// What is wrong with the answers of one step.
    pub fn errors(self, step: usize) -> Vec<FieldProblem> {
        let part = ["/profile", "/owner", "/office /service", "/availability"][step - 1];
        let wrong = self.input().errors().into_iter().filter(|e| part.split(' ').any(|p| e.pointer.starts_with(p)));
        wrong.map(|e| FieldProblem { pointer: e.pointer, code: e.code, message: e.message }).collect()
    }
}
