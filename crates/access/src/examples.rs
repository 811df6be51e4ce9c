//! Bodies and answers as the API document shows them: one small practice, made up.

use domain::access::account::{ConfirmEmailChange, RequestEmailChange, UpdatePreferences};
use domain::access::password::{ChangePassword, SetPassword};
use domain::access::portal_access::{
    AccessState, ChangePortalEmail, CreatePortalInvitation, Delivery, DeliveryState, EmailChoice, InvitationSummary, PinCode, PortalAccess,
    PreviewPortalInvitation, UpdatePortalAccess,
};
use domain::access::rights::Rights;
use domain::access::second_factor::{ConfirmWithPassword, RecoveryCodes, SecondFactorCode, SecondFactorEnrolment};
use domain::access::session::{App, Device, DevicePage, Installation, Me, MeClient, Notices, SessionEnds, SessionKind, SignIn, SignedIn};
use domain::access::welcome::{
    AcceptStaffInvitation, OpenWelcome, PasswordSetter, RecoverPassword, RedeemPinCode, RequestPasswordRecovery,
};
use domain::money::{Currency, Money};
use domain::practice::availability::WeeklyWindow;
use domain::practice::email_text::{EmailPreview, Wording};
use domain::practice::office::{OfficeInput, PostalAddress};
use domain::practice::profile::{Language, NewOwner, PracticeProfile, PublicPractice, SetUpPractice};
use domain::practice::service::ServiceInput;
use domain::practice::slug::Slug;
use domain::practice::staff::{InviteStaff, Role, StaffInput, StaffMember, StaffState};
use domain::text::{Email, Secret};
use domain::time::{Timestamp, Weekday, Zone};
use uuid::Uuid;

/// Ids whose last digits say what they are of.
fn id<T: From<Uuid>>(last: u128) -> T {
    T::from(Uuid::from_u128(0x018f_3c5e_7a10_7000_8000_0000_0000_0000 + last))
}

/// A Monday afternoon in March, and so many minutes.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_772_460_000 + minutes * 60).unwrap_or_default()
}

fn slug() -> Slug {
    Slug("willow-reed".into())
}

fn maya() -> Email {
    "maya@example.com".into()
}

fn password() -> Secret {
    "quiet river stone".into()
}

fn token() -> Secret {
    "q3ZkT1m8b0hJx5V2cYt7LwR9sNfA4eGdUoKpIiXvB6M".into()
}

pub fn installation() -> Installation {
    Installation { set_up: true, only_practice: Some(slug()), demo: false }
}

pub fn set_up_practice() -> SetUpPractice {
    SetUpPractice {
        token: token(),
        profile: PracticeProfile {
            name: "Willow & Reed Therapy".into(),
            slug: slug(),
            phone: "+1 607 555 0142".into(),
            reply_to: None,
            zone: Zone("America/New_York".into()),
            currency: Currency("USD".into()),
            accent: None,
            language: Language::En,
        },
        owner: NewOwner {
            first_name: "Jordan".into(),
            last_name: "Hale".into(),
            email: "jordan@willow-reed.example".into(),
            password: password(),
        },
        office: OfficeInput::place(
            "Maple Street",
            PostalAddress {
                street: "14 Maple Street".into(),
                city: "Ithaca".into(),
                region: "NY".into(),
                postal_code: "14850".into(),
                country: "US".into(),
                ..PostalAddress::default()
            },
        ),
        service: ServiceInput {
            code: "90837".into(),
            ..ServiceInput::new("Individual session", 53, Money { amount_minor: 16_000, currency: Currency("USD".into()) })
        },
        availability: vec![WeeklyWindow::new(Weekday::Monday, 540, 1020)],
    }
}

pub fn sign_in() -> SignIn {
    SignIn { app: App::Portal, practice: slug(), email: maya(), password: password() }
}

pub fn session_ends() -> SessionEnds {
    SessionEnds { idle_seconds: 900, absolute_seconds: 43_200 }
}

pub fn signed_in() -> SignedIn {
    SignedIn { kind: SessionKind::Full, ends: session_ends() }
}

pub fn must_set_password() -> SignedIn {
    SignedIn { kind: SessionKind::MustSetPassword, ends: SessionEnds { idle_seconds: 900, absolute_seconds: 900 } }
}

pub fn me() -> Me {
    Me {
        kind: SessionKind::Full,
        ends: session_ends(),
        practice: PublicPractice {
            slug: slug(),
            name: "Willow & Reed Therapy".into(),
            phone: "+1 607 555 0142".into(),
            accent: Some("#1b5e57".into()),
            logo_path: None,
            portal_open: true,
            language: Language::En,
            pin_length: 4,
            zone: domain::time::Zone("America/New_York".into()),
        },
        client: Some(MeClient {
            id: id(0x31),
            login_id: id(0x41),
            first_name: "Maya".into(),
            display_name: "Maya Ortiz".into(),
            email: maya(),
            pending_email: None,
            rights: Rights::usual(),
            language: Language::En,
            notices: Notices::default(),
            sees_record_access: false,
        }),
        staff: None,
    }
}

pub fn update_preferences() -> UpdatePreferences {
    UpdatePreferences { language: Language::Es, notices: Notices::default() }
}

pub fn change_password() -> ChangePassword {
    ChangePassword { current_password: password(), new_password: "seven paper boats".into() }
}

pub fn request_email_change() -> RequestEmailChange {
    RequestEmailChange { password: password(), new_email: "maya.ortiz@example.org".into() }
}

pub fn confirm_email_change() -> ConfirmEmailChange {
    ConfirmEmailChange { practice: slug(), token: token() }
}

pub fn devices() -> DevicePage {
    let device = |last, label: &str, minutes, current| Device {
        id: id(last),
        label: label.into(),
        signed_in_at: at(minutes),
        last_used_at: at(minutes + 20),
        current,
    };
    DevicePage { items: vec![device(0x51, "Chrome on Android", 60, true), device(0x52, "Firefox on Windows", 0, false)], next_cursor: None }
}

pub fn open_welcome() -> OpenWelcome {
    OpenWelcome { practice: slug(), email: maya(), pin: "0427".into(), link_token: token() }
}

pub fn redeem_pin_code() -> RedeemPinCode {
    RedeemPinCode { practice: slug(), email: maya(), code: "042751".into() }
}

pub fn password_setter() -> PasswordSetter {
    PasswordSetter { first_name: "Maya".into(), email: maya() }
}

pub fn set_password() -> SetPassword {
    SetPassword { password: password() }
}

pub fn request_password_recovery() -> RequestPasswordRecovery {
    RequestPasswordRecovery { app: App::Portal, practice: slug(), email: maya() }
}

pub fn recover_password() -> RecoverPassword {
    RecoverPassword { app: App::Portal, practice: slug(), token: token(), password: password() }
}

pub fn enrolment() -> SecondFactorEnrolment {
    SecondFactorEnrolment {
        secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into(),
        uri: "otpauth://totp/Willow%20%26%20Reed%20Therapy:jordan%40willow-reed.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Willow%20%26%20Reed%20Therapy".into(),
        qr_svg: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 240 240\"></svg>".into(),
    }
}

pub fn second_factor_code() -> SecondFactorCode {
    SecondFactorCode { code: "287082".into() }
}

pub fn confirm_with_password() -> ConfirmWithPassword {
    ConfirmWithPassword { password: password() }
}

pub fn recovery_codes() -> RecoveryCodes {
    RecoveryCodes { codes: ["k7p2-9xqm", "w4ht-zb3f", "m8vd-rj6c"].map(Secret::from).into() }
}

pub fn invite_staff() -> InviteStaff {
    let member = staff_member();
    InviteStaff { email: member.email, details: member.details }
}

pub fn staff_member() -> StaffMember {
    StaffMember {
        id: id(0x22),
        version: 1,
        display_name: "Priya Nair, LCSW".into(),
        email: "priya@willow-reed.example".into(),
        details: StaffInput {
            first_name: "Priya".into(),
            last_name: "Nair".into(),
            credentials: "LCSW".into(),
            role: Role::Clinician,
            npi: Some("1234567893".into()),
            license: None,
        },
        state: StaffState::Invited,
        second_factor: false,
        last_sign_in_at: None,
    }
}

pub fn accept_staff_invitation() -> AcceptStaffInvitation {
    AcceptStaffInvitation { practice: slug(), email: staff_member().email, token: token(), password: password() }
}

fn wording() -> Wording {
    Wording {
        subject: "Your invitation to the portal of {practice_name}".into(),
        text: "Hello {first_name},\n\nopen the link below and enter your PIN.".into(),
    }
}

pub fn portal_access() -> PortalAccess {
    PortalAccess {
        version: 1,
        state: AccessState::Invited,
        email: Some(maya()),
        email_choices: vec![EmailChoice { address: maya(), email_ok: true }],
        rights: Rights::usual(),
        first_signed_in_at: None,
        last_signed_in_at: None,
        invitation: Some(InvitationSummary {
            id: id(0x61),
            sent_to: maya(),
            created_at: at(0),
            expires_at: at(7 * 24 * 60),
            burnt: false,
            delivery: Delivery { state: DeliveryState::Sent, at: at(1), reason: None },
        }),
        bar: None,
        resends_left: 3,
        wording: wording(),
    }
}

pub fn update_portal_access() -> UpdatePortalAccess {
    UpdatePortalAccess { rights: Rights { payments: true, ..Rights::usual() } }
}

pub fn create_portal_invitation() -> CreatePortalInvitation {
    CreatePortalInvitation { email: maya(), rights: Some(Rights::usual()), wording: None }
}

pub fn preview_portal_invitation() -> PreviewPortalInvitation {
    PreviewPortalInvitation { wording: wording() }
}

pub fn email_preview() -> EmailPreview {
    EmailPreview {
        subject: "Your invitation to the portal of Willow & Reed Therapy".into(),
        text: "Hello Maya,\n\nopen the link below and enter your PIN.\n\nYour PIN: 1234\n\nOpen the portal:\nhttps://portal.example/p/willow-reed/welcome\n".into(),
    }
}

pub fn change_portal_email() -> ChangePortalEmail {
    ChangePortalEmail { email: "maya.ortiz@example.org".into() }
}

pub fn pin_code() -> PinCode {
    PinCode { id: id(0x71), code: "042751".into(), email: maya(), expires_at: at(10) }
}
