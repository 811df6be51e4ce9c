//! Clients of a practice and how they come in.

use api::{Api, Failure};
use domain::ClientId;
use domain::access::password::SetPassword;
use domain::access::portal_access::{CreatePortalInvitation, PinCode, PortalAccess};
use domain::access::session::{App, SignIn};
use domain::access::welcome::{OpenWelcome, RedeemPinCode};
use domain::practice::slug::Slug;
use domain::text::Secret;

use super::{Colleague, House, PASSWORD, Post, once};

/// Somebody in care.
#[derive(Clone)]
pub struct Client {
    /// The house it is in.
    pub house: House,
    /// The practice's address.
    pub practice: Slug,
    /// Whoever of the staff looks after them.
    pub staff: Api,
    /// Their id.
    pub id: ClientId,
    /// Their address.
    pub email: String,
}

/// What an invitation's e-mail has brought.
pub struct Invitation {
    /// The e-mail.
    pub mail: Post,
    /// To which address it went.
    pub email: String,
    /// The PIN.
    pub pin: String,
    /// The link's token.
    pub token: Secret,
}

impl Client {
    /// The same client, looked after by `colleague` from now on.
    pub fn with(&self, colleague: &Colleague) -> Self {
        Self { staff: (**colleague).clone(), ..self.clone() }
    }

    /// Staff press *Send e-mail*; the client gets it.
    pub async fn invited(&self) -> Invitation {
        self.invited_at(&self.email).await
    }

    /// The same at another of the client's addresses.
    pub async fn invited_at(&self, email: &str) -> Invitation {
        self.invite(email).await.expect("the client is invited");
        self.reads_invitation(email).await
    }

    /// Staff press *Send e-mail*, whatever comes of it.
    pub async fn invite(&self, email: &str) -> Result<PortalAccess, Failure> {
        let input = CreatePortalInvitation { email: email.into(), rights: None, wording: None };
        self.staff.create_portal_invitation(&once(), self.id, &input).await
    }

    /// The invitation that came to `email`.
    pub async fn reads_invitation(&self, email: &str) -> Invitation {
        let mail = self.house.mail_to(email).await;
        assert_eq!(mail.kind, "portal_invitation");
        let (pin, token) = (mail.pin(), mail.token());
        Invitation { mail, email: email.into(), pin, token }
    }

    /// Types e-mail and `pin` on the Welcome page that the link of `invitation` opens.
    pub async fn types_pin(&self, invitation: &Invitation, pin: &str) -> Result<Api, Failure> {
        let browser = self.house.browser(App::Portal);
        let input = OpenWelcome {
            practice: self.practice.clone(),
            email: invitation.email.as_str().into(),
            pin: pin.into(),
            link_token: invitation.token.clone(),
        };
        browser.open_welcome(&once(), &input).await.map(|_| browser)
    }

    /// Comes in by the invitation and creates a password: signed in.
    pub async fn accepts(&self, invitation: &Invitation) -> Api {
        let browser = self.types_pin(invitation, &invitation.pin).await.expect("the PIN is right");
        browser.set_password(&once(), &SetPassword { password: PASSWORD.into() }).await.expect("the password is good");
        browser
    }

    /// Invited, came in, chose a password: signed in.
    pub async fn comes_in(&self) -> Api {
        self.accepts(&self.invited().await).await
    }

    /// Signs in from a browser that was never here.
    pub async fn signs_in(&self, password: &str) -> Result<Api, Failure> {
        self.signs_in_from(&self.house.browser(App::Portal), password).await
    }

    /// Signs in from this browser.
    pub async fn signs_in_from(&self, browser: &Api, password: &str) -> Result<Api, Failure> {
        let input =
            SignIn { app: App::Portal, practice: self.practice.clone(), email: self.email.as_str().into(), password: password.into() };
        browser.sign_in(&once(), &input).await.map(|_| browser.clone())
    }

    /// Types the six digits that staff read out.
    pub async fn types_code(&self, code: &Secret) -> Result<Api, Failure> {
        let browser = self.house.browser(App::Portal);
        let input = RedeemPinCode { practice: self.practice.clone(), email: self.email.as_str().into(), code: code.clone() };
        browser.redeem_pin_code(&once(), &input).await.map(|_| browser)
    }

    /// Staff make a PIN code and read it out.
    pub async fn is_read_a_code(&self) -> PinCode {
        self.staff.create_pin_code(&once(), self.id).await.expect("a PIN code")
    }

    /// The *Client Portal* tab.
    pub async fn access(&self) -> PortalAccess {
        self.staff.get_portal_access(self.id).await.expect("the client's access")
    }
}

impl Invitation {
    /// A PIN that is not the right one.
    pub fn wrong_pin(&self) -> String {
        let right: u32 = self.pin.parse().expect("digits");
        let length = self.pin.len();
        format!("{:0length$}", (right + 1) % 10_u32.pow(u32::try_from(length).expect("short")))
    }
}
