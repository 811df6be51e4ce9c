//! Practices and the people who work there.

use std::ops::Deref;

use api::Api;
use domain::StaffId;
use domain::access::second_factor::SecondFactorCode;
use domain::access::session::{App, SignIn, SignedIn};
use domain::access::welcome::AcceptStaffInvitation;
use domain::money::{Currency, Money};
use domain::practice::client::{ClientEmail, ClientInput, ClientStatus, ContactKind};
use domain::practice::office::{OfficeInput, PostalAddress};
use domain::practice::profile::{Language, NewOwner, PracticeProfile, SetUpPractice, SignInRules};
use domain::practice::service::ServiceInput;
use domain::practice::slug::Slug;
use domain::practice::staff::{InviteStaff, Role, StaffInput, StaffMember};
use domain::text::Secret;
use domain::time::Zone;

use super::{Client, House, PASSWORD, once};

/// A practice that was set up, with its owner signed in.
#[derive(Clone)]
pub struct Practice {
    /// The house it is in.
    pub house: House,
    /// Its address.
    pub slug: Slug,
    owner: Colleague,
}

/// Somebody who works at a practice, signed in to the admin application. Calls of the API are made as this person.
#[derive(Clone)]
pub struct Colleague {
    /// The house it is in.
    pub house: House,
    /// The practice's address.
    pub practice: Slug,
    /// Their id.
    pub id: StaffId,
    /// What they sign in with.
    pub email: String,
    api: Api,
}

impl Deref for Colleague {
    type Target = Api;
    fn deref(&self) -> &Api {
        &self.api
    }
}

impl House {
    /// Willow & Reed, set up through the link that an empty installation prints.
    pub async fn practice(&self) -> Practice {
        let token = access::offer_set_up(self.platform()).await.expect("a set-up link").expect("nothing is set up yet");
        self.set_up(set_up(token, "Willow & Reed Therapy", "willow-reed")).await
    }

    /// A further practice on the same installation.
    pub async fn another_practice(&self) -> Practice {
        let token = access::set_up::offer_another(self.platform()).await.expect("a set-up link");
        self.set_up(set_up(token, "Harbor Street Counseling", "harbor-street")).await
    }

    async fn set_up(&self, input: SetUpPractice) -> Practice {
        let api = self.browser(App::Admin);
        api.set_up_practice(&once(), &input).await.expect("the practice is set up");
        let me = api.get_me().await.expect("the owner is signed in").staff.expect("a staff member");
        let (slug, email) = (input.profile.slug, input.owner.email.as_str().to_owned());
        let owner = Colleague { house: self.clone(), practice: slug.clone(), id: me.id, email, api };
        Practice { house: self.clone(), slug, owner }
    }
}

impl Practice {
    /// Its owner, signed in.
    pub fn owner(&self) -> &Colleague {
        &self.owner
    }

    /// The same when the sessions of before have ended: the owner signs in again.
    pub async fn another_day(&self) -> Self {
        let (owner, _) = self.owner.signs_in(PASSWORD).await.expect("the owner signs in");
        Self { owner, ..self.clone() }
    }

    /// The same with the owner's session of this token.
    pub fn with_token(&self, token: &str) -> Self {
        let owner = Colleague { api: self.owner.api.clone().bearer(token), ..self.owner.clone() };
        Self { owner, ..self.clone() }
    }

    /// A new client with one address where e-mail is ok.
    pub async fn client(&self, first_name: &str) -> Client {
        self.owner.client(first_name).await
    }

    /// Somebody new who works here, signed in.
    pub async fn staff(&self, first_name: &str, role: Role) -> Colleague {
        let email = address(first_name);
        let member = self.invites(first_name, role).await;
        let mail = self.house.mail_to(&email).await;
        let api = self.house.browser(App::Admin);
        let accept = AcceptStaffInvitation {
            practice: self.slug.clone(),
            email: email.as_str().into(),
            token: mail.token(),
            password: PASSWORD.into(),
        };
        api.accept_staff_invitation(&once(), &accept).await.expect("the invitation is accepted");
        Colleague { house: self.house.clone(), practice: self.slug.clone(), id: member.id, email, api }
    }

    /// Invites somebody to work here.
    pub async fn invites(&self, first_name: &str, role: Role) -> StaffMember {
        let input = InviteStaff { email: address(first_name).into(), details: details(first_name, role) };
        self.owner.invite_staff(&once(), &input).await.expect("the colleague is invited")
    }

    /// Changes how people sign in.
    pub async fn rules(&self, change: impl FnOnce(&mut SignInRules)) {
        let practice = self.owner.get_practice().await.expect("the practice");
        let mut rules = practice.sign_in;
        change(&mut rules);
        self.owner.update_sign_in_rules(&once(), Some(practice.version), &rules).await.expect("the rules are saved");
    }
}

impl Colleague {
    /// A new client with one address where e-mail is ok.
    pub async fn client(&self, first_name: &str) -> Client {
        let record = self.api.create_client(&once(), &client_input(first_name)).await.expect("the client is created");
        let email = address(first_name);
        Client { house: self.house.clone(), practice: self.practice.clone(), staff: self.api.clone(), id: record.id, email }
    }

    /// Signs in again, on another device.
    pub async fn signs_in(&self, password: &str) -> Result<(Self, SignedIn), api::Failure> {
        let api = self.house.browser(App::Admin);
        let input =
            SignIn { app: App::Admin, practice: self.practice.clone(), email: self.email.as_str().into(), password: password.into() };
        let signed_in = api.sign_in(&once(), &input).await?;
        Ok((Self { api, ..self.clone() }, signed_in))
    }

    /// Somebody else of the team signs in, on a device of their own.
    pub async fn signs_in_as(&self, email: &str) -> Self {
        let api = self.house.browser(App::Admin);
        let input = SignIn { app: App::Admin, practice: self.practice.clone(), email: email.into(), password: PASSWORD.into() };
        api.sign_in(&once(), &input).await.expect("signed in");
        let id = api.get_me().await.expect("signed in").staff.expect("a staff member").id;
        Self { api, id, email: email.into(), ..self.clone() }
    }

    /// Enrols a second factor and gives its secret.
    pub async fn enrols(&self) -> Secret {
        let enrolment = self.api.start_second_factor(&once()).await.expect("a secret");
        let code = self.code(&enrolment.secret);
        self.api.confirm_second_factor(&once(), &code).await.expect("the second factor is confirmed");
        enrolment.secret
    }

    /// What the authenticator app shows now.
    pub fn code(&self, secret: &Secret) -> SecondFactorCode {
        let code = access::second_factor::code_at(secret, self.house.now()).expect("a code");
        SecondFactorCode { code }
    }
}

/// The address of whoever is called so.
pub fn address(first_name: &str) -> String {
    format!("{}@example.com", first_name.to_lowercase())
}

/// What staff write about a new client.
pub fn client_input(first_name: &str) -> ClientInput {
    ClientInput {
        first_name: first_name.into(),
        last_name: "Ortiz".into(),
        preferred_name: "".into(),
        status: ClientStatus::Active,
        birth_date: None,
        emails: vec![ClientEmail { address: address(first_name).into(), kind: ContactKind::Home, email_ok: true }],
        phones: Vec::new(),
        address: None,
        primary_clinician_id: None,
        language: None,
    }
}

/// What is said of a colleague.
pub fn details(first_name: &str, role: Role) -> StaffInput {
    StaffInput { first_name: first_name.into(), last_name: "Hale".into(), credentials: String::new(), role, npi: None, license: None }
}

/// A practice's profile.
pub fn profile(name: &str, slug: &str) -> PracticeProfile {
    PracticeProfile {
        name: name.into(),
        slug: Slug(slug.into()),
        phone: "+1 212 555 0142".into(),
        reply_to: None,
        zone: Zone("America/New_York".into()),
        currency: Currency("USD".into()),
        accent: None,
        language: Language::En,
    }
}

/// A place to go to.
pub fn office(name: &str) -> OfficeInput {
    let address = PostalAddress {
        street: "31 Maple Street".into(),
        city: "New York".into(),
        postal_code: "10012".into(),
        ..PostalAddress::default()
    };
    OfficeInput::place(name, address)
}

/// Something to book.
pub fn service(name: &str) -> ServiceInput {
    let fee = Money { amount_minor: 15_000, currency: Currency("USD".into()) };
    ServiceInput { code: "90837".into(), ..ServiceInput::new(name, 60, fee) }
}

/// Everything the set-up page asks for.
pub fn set_up(token: Secret, name: &str, slug: &str) -> SetUpPractice {
    let owner = NewOwner {
        first_name: "Robin".into(),
        last_name: "Reed".into(),
        email: format!("robin@{slug}.example").into(),
        password: PASSWORD.into(),
    };
    let (profile, office, service) = (profile(name, slug), office("Maple Street"), service("Individual session"));
    SetUpPractice { token, profile, owner, office, service, availability: Vec::new() }
}
