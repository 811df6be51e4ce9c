//! The practice's own page of settings.

use serde::{Deserialize, Serialize};

use crate::access::rights::Rights;
use crate::check::{Check, Checker};
use crate::ids::PracticeId;
use crate::money::Currency;
use crate::practice::office::PostalAddress;
use crate::practice::slug::Slug;
use crate::text::{Email, Phone};
use crate::time::Zone;

/// What anybody may know about a practice (A1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicPractice {
    /// Its portal address.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// Its telephone number.
    pub phone: String,
    /// Its accent colour as `#rrggbb`, where it has its own.
    pub accent: Option<String>,
    /// Where its logo is, where it has one: a path on this server.
    pub logo_path: Option<String>,
    /// Whether clients may use the portal.
    pub portal_open: bool,
    /// The language a page is in before the client chose one: `en` or `es`.
    pub language: Language,
    /// How many digits an invitation's PIN has (A14).
    pub pin_length: u8,
    /// Its time zone: days of a conversation begin there.
    pub zone: Zone,
}

/// A language clients read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// The tag of BCP 47.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }
}

/// The practice as its staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Practice {
    /// Its id.
    pub id: PracticeId,
    /// Counts the changes; the ETag.
    pub version: i64,
    /// Its name, number, zone and the like.
    pub profile: PracticeProfile,
    /// Whether the address still can be changed: it locks with the first invitation.
    pub slug_locked: bool,
    /// Where clients go, in full.
    pub portal_url: String,
    /// Where its logo is, where it has one.
    pub logo_path: Option<String>,
    /// What clients meet.
    pub portal: PortalSettings,
    /// How people sign in.
    pub sign_in: SignInRules,
}

/// What a practice says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PracticeProfile {
    /// Its name.
    pub name: String,
    /// Its portal address.
    pub slug: Slug,
    /// Its telephone number, shown wherever a client is stuck.
    pub phone: Phone,
    /// Where answers to its e-mails go, where it wants them.
    pub reply_to: Option<Email>,
    /// Its time zone.
    pub zone: Zone,
    /// The currency of its books.
    pub currency: Currency,
    /// Its accent colour as `#rrggbb`; contrast with white or black text must be 4.5:1 (WCAG 2.2, 1.4.3).
    pub accent: Option<String>,
    /// The language of pages and e-mails for clients who chose none.
    pub language: Language,
}

impl Check for PracticeProfile {
    fn check(&self, c: &mut Checker) {
        c.required("name", &self.name, 120);
        c.ensure(!self.name.contains(['\n', '\r', '\t']), "name", "one_line", "This must be one line.");
        self.slug.check(c, "slug");
        self.phone.check(c, "phone");
        if let Some(reply_to) = &self.reply_to {
            reply_to.check(c, "reply_to");
        }
        self.zone.check(c, "zone");
        self.currency.check(c, "currency");
        if let Some(accent) = &self.accent {
            c.ensure(is_colour(accent), "accent", "colour", "A colour as #rrggbb.");
        }
    }
}

fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|b| b.is_ascii_hexdigit())
}

/// What clients meet in the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PortalSettings {
    /// Whether clients may use it; off, the portal page says so and gives the phone number.
    pub open: bool,
    /// What a client reads first after signing in; empty for none.
    pub welcome_message: String,
    /// What a new client may do, unless staff choose otherwise.
    pub usual_rights: Rights,
    /// Digits of an invitation's PIN: 4 to 8.
    pub pin_length: u8,
    /// Whether clients see in *My account* who looked at their record.
    pub show_record_access: bool,
}

impl Check for PortalSettings {
    fn check(&self, c: &mut Checker) {
        c.optional("welcome_message", &self.welcome_message, 2_000);
        c.between("pin_length", self.pin_length.into(), 4, 8);
    }
}

/// How people sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignInRules {
    /// Minutes without a request after which a client is signed out: 5 to 60.
    pub client_idle_minutes: u8,
    /// The same for staff.
    pub staff_idle_minutes: u8,
    /// Whether every staff member must have a second factor.
    pub second_factor_required: bool,
    /// Least length of a password: 8 to 64.
    pub password_length: u8,
    /// Least strength of a password on zxcvbn's scale: 2 to 4.
    pub password_strength: u8,
}

impl Check for SignInRules {
    fn check(&self, c: &mut Checker) {
        c.between("client_idle_minutes", self.client_idle_minutes.into(), 5, 60);
        c.between("staff_idle_minutes", self.staff_idle_minutes.into(), 5, 60);
        c.between("password_length", self.password_length.into(), 8, 64);
        c.between("password_strength", self.password_strength.into(), 2, 4);
    }
}

impl Default for SignInRules {
    fn default() -> Self {
        Self { client_idle_minutes: 15, staff_idle_minutes: 15, second_factor_required: false, password_length: 8, password_strength: 2 }
    }
}

impl Default for PortalSettings {
    fn default() -> Self {
        Self { open: true, welcome_message: String::new(), usual_rights: Rights::usual(), pin_length: 4, show_record_access: false }
    }
}

/// The first page of a new installation: the practice, its owner, the first office, service and hours (A27).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetUpPractice {
    /// The one-time token of the set-up link.
    pub token: crate::text::Secret,
    /// The practice.
    pub profile: PracticeProfile,
    /// Who runs it.
    pub owner: NewOwner,
    /// The first office.
    pub office: super::office::OfficeInput,
    /// The first service.
    pub service: super::service::ServiceInput,
    /// The owner's weekly hours; empty when the owner sees no clients.
    pub availability: Vec<super::availability::WeeklyWindow>,
}

/// The owner of a new practice.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewOwner {
    /// First name.
    pub first_name: crate::text::PersonName,
    /// Last name.
    pub last_name: crate::text::PersonName,
    /// What they sign in with.
    pub email: Email,
    /// Their password, at least 10 characters.
    pub password: crate::text::Secret,
}

impl Check for SetUpPractice {
    fn check(&self, c: &mut Checker) {
        c.required("token", self.token.as_str(), 200);
        c.within("profile", |c| self.profile.check(c));
        c.within("owner", |c| {
            self.owner.first_name.check(c, "first_name");
            self.owner.last_name.check(c, "last_name");
            self.owner.email.check(c, "email");
            crate::access::password::check_new(c, "password", &self.owner.password, 8);
        });
        c.within("office", |c| self.office.check(c));
        c.within("service", |c| self.service.check(c));
        super::availability::check_windows(c, "availability", &self.availability);
    }
}

/// What a signed-in client's first page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalHome {
    /// How the client is called.
    pub first_name: crate::text::PersonName,
    /// What the practice wrote for the first page; empty for nothing.
    pub welcome_message: String,
    /// Their clinician, where one is named.
    pub clinician: Option<super::staff::StaffName>,
    /// The practice's places.
    pub offices: Vec<PortalOffice>,
    /// What the client may do.
    pub rights: Rights,
}

/// An office as a client sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalOffice {
    /// Its name.
    pub name: String,
    /// Where it is; none for the video room.
    pub address: Option<PostalAddress>,
    /// Its own telephone number, where it has one.
    pub phone: Option<Phone>,
    /// How to get in, park, ring.
    pub directions: String,
}
