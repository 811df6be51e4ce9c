//! One small practice, made up, as the answers of the API document show it.

use domain::access::portal_access::AccessState;
use domain::access::rights::Rights;
use domain::money::{Currency, Money};
use domain::practice::audit::{ActorKind, AuditEvent, AuditEventPage, RecordAccess, RecordAccessPage};
use domain::practice::availability::{Availability, WeeklyWindow};
use domain::practice::client::{Client, ClientEmail, ClientInput, ClientPage, ClientPhone, ClientStatus, ClientSummary, ContactKind};
use domain::practice::client_import::{ClientImport, ImportRow, ImportState, RowOutcome};
use domain::practice::email_text::{EmailKind, EmailPreview, EmailText, EmailTextInput, EmailTextPage};
use domain::practice::office::{Office, OfficeInput, OfficePage, PostalAddress};
use domain::practice::profile::{
    Language, PortalHome, PortalOffice, PortalSettings, Practice, PracticeProfile, PublicPractice, SignInRules,
};
use domain::practice::service::{Service, ServiceInput, ServicePage};
use domain::practice::slug::Slug;
use domain::practice::staff::{Role, StaffInput, StaffMember, StaffName, StaffPage, StaffState};
use domain::time::{Timestamp, Weekday, Zone};
use domain::{FieldError, PracticeId};
use uuid::Uuid;

use crate::email_texts;

/// Ids whose last digits say what they are of.
fn id<T: From<Uuid>>(last: u128) -> T {
    T::from(Uuid::from_u128(0x018f_3c5e_7a10_7000_8000_0000_0000_0000 + last))
}

/// A Monday afternoon in March, and so many minutes.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_772_460_000 + minutes * 60).unwrap_or_default()
}

pub fn profile() -> PracticeProfile {
    PracticeProfile {
        name: "Willow & Reed Therapy".into(),
        slug: Slug("willow-reed".into()),
        phone: "+1 607 555 0142".into(),
        reply_to: Some("hello@willow-reed.example".into()),
        zone: Zone("America/New_York".into()),
        currency: Currency("USD".into()),
        accent: Some("#1b5e57".into()),
        language: Language::En,
    }
}

pub fn portal_settings() -> PortalSettings {
    PortalSettings { welcome_message: "Good to have you here. Call us whenever something is unclear.".into(), ..PortalSettings::default() }
}

fn logo_path() -> String {
    "/api/v1/public/willow-reed/logo?v=3f1a9c0d5e7b2468".into()
}

pub fn public_practice() -> PublicPractice {
    let profile = profile();
    PublicPractice {
        slug: profile.slug,
        name: profile.name,
        phone: profile.phone.as_str().into(),
        accent: profile.accent,
        logo_path: Some(logo_path()),
        portal_open: true,
        language: Language::En,
        pin_length: 4,
        zone: profile.zone,
    }
}

pub fn practice() -> Practice {
    Practice {
        id: id::<PracticeId>(0x01),
        version: 3,
        profile: profile(),
        slug_locked: true,
        portal_url: "https://portal.example/p/willow-reed".into(),
        logo_path: Some(logo_path()),
        portal: portal_settings(),
        sign_in: SignInRules::default(),
    }
}

fn maple_street() -> PostalAddress {
    PostalAddress {
        street: "12 Maple Street".into(),
        unit: "Suite 3".into(),
        city: "Ithaca".into(),
        region: "NY".into(),
        postal_code: "14850".into(),
        country: "US".into(),
    }
}

pub fn office() -> Office {
    Office {
        id: id(0x11),
        version: 1,
        details: OfficeInput {
            directions: "Ring at Willow & Reed; second floor, there is a lift.".into(),
            ..OfficeInput::place("Maple Street", maple_street())
        },
        archived: false,
    }
}

pub fn offices() -> OfficePage {
    let video = OfficeInput::video("Video room");
    OfficePage { items: vec![office(), Office { id: id(0x12), version: 1, details: video, archived: false }], next_cursor: None }
}

pub fn service() -> Service {
    Service {
        id: id(0x15),
        version: 1,
        details: ServiceInput {
            code: "90837".into(),
            ..ServiceInput::new("Individual session", 53, Money { amount_minor: 16_000, currency: Currency("USD".into()) })
        },
        archived: false,
    }
}

pub fn services() -> ServicePage {
    ServicePage { items: vec![service()], next_cursor: None }
}

pub fn staff_member() -> StaffMember {
    StaffMember {
        id: id(0x21),
        version: 2,
        display_name: "Jordan Hale, PhD".into(),
        email: "jordan@willow-reed.example".into(),
        details: StaffInput {
            first_name: "Jordan".into(),
            last_name: "Hale".into(),
            credentials: "PhD".into(),
            role: Role::Owner,
            npi: Some("1234567893".into()),
            license: Some("PSY 014382 (NY)".into()),
        },
        state: StaffState::Active,
        second_factor: true,
        last_sign_in_at: Some(at(0)),
    }
}

pub fn team() -> StaffPage {
    StaffPage { items: vec![staff_member()], next_cursor: None }
}

fn clinician() -> StaffName {
    StaffName { id: id(0x21), display_name: "Jordan Hale, PhD".into() }
}

pub fn availability() -> Availability {
    let day = |weekday| WeeklyWindow { office_id: Some(id(0x11)), ..WeeklyWindow::new(weekday, 9 * 60, 17 * 60) };
    Availability { staff_id: id(0x21), version: 2, windows: vec![day(Weekday::Monday), day(Weekday::Wednesday)] }
}

pub fn client_input() -> ClientInput {
    ClientInput {
        first_name: "Maya".into(),
        last_name: "López".into(),
        preferred_name: "May".into(),
        status: ClientStatus::Active,
        birth_date: "1990-04-23".parse().ok(),
        emails: vec![ClientEmail { address: "maya@example.com".into(), kind: ContactKind::Home, email_ok: true }],
        phones: vec![ClientPhone { number: "+1 607 555 0143".into(), kind: ContactKind::Mobile, text_ok: true, voicemail_ok: false }],
        address: Some(PostalAddress { unit: "".into(), ..maple_street() }),
        primary_clinician_id: Some(id(0x21)),
        language: None,
    }
}

pub fn client() -> Client {
    Client {
        id: id(0x31),
        version: 4,
        details: client_input(),
        display_name: "May López".into(),
        primary_clinician: Some(clinician()),
        access: AccessState::Invited,
        never_signed_in: true,
        created_at: at(-10_080),
        updated_at: at(0),
    }
}

pub fn clients() -> ClientPage {
    let summary = ClientSummary {
        id: id(0x31),
        display_name: "May López".into(),
        status: ClientStatus::Active,
        email: Some("maya@example.com".into()),
        phone: Some("+1 607 555 0143".into()),
        primary_clinician: Some(clinician()),
        access: AccessState::Invited,
    };
    ClientPage { items: vec![summary], next_cursor: Some("AQAAAAF3b3Jk…".into()) }
}

pub fn client_import_running() -> ClientImport {
    ClientImport {
        id: id(0x41),
        state: ImportState::Running,
        dry_run: true,
        total: 3,
        done: 0,
        created: 0,
        duplicates: 0,
        invalid: 0,
        failure: None,
        created_at: at(0),
        rows: Vec::new(),
    }
}

pub fn client_import() -> ClientImport {
    let row = |line, outcome, errors| ImportRow { line, outcome, client_id: None, errors };
    let error =
        FieldError { pointer: "birth_date".into(), code: "date".into(), message: "Write dates as YYYY-MM-DD, such as 1990-04-23.".into() };
    ClientImport {
        state: ImportState::Done,
        done: 3,
        created: 1,
        duplicates: 1,
        invalid: 1,
        rows: vec![row(2, RowOutcome::Created, vec![]), row(3, RowOutcome::Duplicate, vec![]), row(4, RowOutcome::Invalid, vec![error])],
        ..client_import_running()
    }
}

pub fn email_text_input() -> EmailTextInput {
    let kind = EmailKind::PortalInvitation;
    EmailTextInput { kind, language: Language::En, wording: email_texts::ours(kind, Language::En) }
}

pub fn email_text() -> EmailText {
    let EmailTextInput { kind, language, wording } = email_text_input();
    EmailText {
        kind,
        language,
        wording,
        changed: false,
        version: 2,
        placeholders: kind.placeholders().iter().map(|name| (*name).into()).collect(),
    }
}

pub fn email_texts() -> EmailTextPage {
    EmailTextPage { items: vec![email_text()], next_cursor: None }
}

pub fn email_preview() -> EmailPreview {
    EmailPreview {
        subject: "Your password was changed".into(),
        text: "Hello Maya,\n\nthe password of your account at Willow & Reed Therapy was just changed.\n\n-- \nWillow & Reed Therapy\n+1 607 555 0142\n".into(),
    }
}

pub fn audit_events() -> AuditEventPage {
    let event = AuditEvent {
        id: id(0x51),
        sequence: 1284,
        at: at(0),
        actor_kind: ActorKind::Staff,
        actor: Some("Jordan Hale, PhD".into()),
        act: "client.read".into(),
        client_id: Some(id(0x31)),
        client: Some("May López".into()),
        ip: Some("192.0.2.7".into()),
    };
    AuditEventPage { items: vec![event], next_cursor: None }
}

pub fn record_access() -> RecordAccessPage {
    RecordAccessPage {
        items: vec![RecordAccess { at: at(0), by: "Jordan Hale, PhD".into(), act: "client.read".into() }],
        next_cursor: None,
    }
}

pub fn portal_home() -> PortalHome {
    let office = office().details;
    PortalHome {
        first_name: "May".into(),
        welcome_message: portal_settings().welcome_message,
        clinician: Some(clinician()),
        offices: vec![PortalOffice { name: office.name, address: office.address, phone: None, directions: office.directions }],
        rights: Rights::usual(),
    }
}

/// The same practice as a row.
#[cfg(test)]
pub fn practice_row() -> crate::practices::Model {
    let (profile, portal, rules) = (profile(), portal_settings(), SignInRules::default());
    crate::practices::Model {
        id: id(0x01),
        slug: profile.slug.0,
        slug_locked: true,
        name: profile.name,
        phone: profile.phone.as_str().into(),
        reply_to: profile.reply_to.map(Into::into),
        zone: profile.zone.0,
        currency: profile.currency.0,
        accent: profile.accent,
        language: profile.language.tag().into(),
        portal_open: portal.open,
        welcome_message: portal.welcome_message,
        usual_appointments: true,
        usual_messages: true,
        usual_documents: true,
        usual_billing_documents: true,
        usual_payments: false,
        pin_length: portal.pin_length.into(),
        show_record_access: portal.show_record_access,
        client_idle_minutes: rules.client_idle_minutes.into(),
        staff_idle_minutes: rules.staff_idle_minutes.into(),
        second_factor_required: rules.second_factor_required,
        password_length: rules.password_length.into(),
        password_strength: rules.password_strength.into(),
        version: 3,
        created_at: at(0).into(),
    }
}
