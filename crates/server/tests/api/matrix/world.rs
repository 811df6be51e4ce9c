//! Everybody who may call, and their sessions.

use domain::access::session::{App, SessionKind};
use domain::practice::staff::Role;
use domain::text::Secret;
use domain::{ClientId, ConversationId, LoginId, PracticeId, SessionId, StaffId};
use jiff::SignedDuration;
use platform::session::store;
use uuid::Uuid;

use super::requests::messaging;
use crate::harness::{Client, Colleague, House, Practice, Raw, once};

/// A kind of caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    Anyone,
    Client,
    OtherClient,
    ForeignClient,
    SetsPassword,
    LinkHolder,
    GivesSecondFactor,
    EnrolsSecondFactor,
    Owner,
    Clinician,
    Biller,
    FrontDesk,
    ForeignStaff,
}

impl Caller {
    pub const ALL: [Self; 13] = [
        Self::Anyone,
        Self::Client,
        Self::OtherClient,
        Self::ForeignClient,
        Self::SetsPassword,
        Self::LinkHolder,
        Self::GivesSecondFactor,
        Self::EnrolsSecondFactor,
        Self::Owner,
        Self::Clinician,
        Self::Biller,
        Self::FrontDesk,
        Self::ForeignStaff,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Client => "client",
            Self::OtherClient => "other_client",
            Self::ForeignClient => "foreign_client",
            Self::SetsPassword => "sets_password",
            Self::LinkHolder => "link_holder",
            Self::GivesSecondFactor => "gives_factor",
            Self::EnrolsSecondFactor => "enrols_factor",
            Self::Owner => "owner",
            Self::Clinician => "clinician",
            Self::Biller => "biller",
            Self::FrontDesk => "front_desk",
            Self::ForeignStaff => "foreign_staff",
        }
    }

    pub fn meaning(self) -> &'static str {
        match self {
            Self::Anyone => "nobody is signed in",
            Self::Client => "the client it is about, signed in, with all rights",
            Self::OtherClient => "another client of the practice",
            Self::ForeignClient => "a client of another practice",
            Self::SetsPassword => "after a PIN: may only set a password",
            Self::LinkHolder => "the client it is about, by the link of a notice: in one conversation only",
            Self::GivesSecondFactor => "staff after the password: may only give the second factor",
            Self::EnrolsSecondFactor => "staff after the password: may only enrol a second factor",
            Self::Owner => "an owner of the practice",
            Self::Clinician => "a clinician; where it is about a colleague, this one",
            Self::Biller => "a biller",
            Self::FrontDesk => "the front desk",
            Self::ForeignStaff => "an owner of another practice",
        }
    }

    pub fn is_foreign(self) -> bool {
        matches!(self, Self::ForeignClient | Self::ForeignStaff)
    }

    pub fn is_client(self) -> bool {
        matches!(self, Self::Client | Self::OtherClient | Self::ForeignClient | Self::SetsPassword | Self::LinkHolder)
    }

    pub fn is_staff(self) -> bool {
        self != Self::Anyone && !self.is_client()
    }
}

/// Two practices with everybody in them.
pub struct World {
    pub house: House,
    pub willow: Practice,
    /// A client of Willow & Reed who has come in.
    pub maya: Client,
    pub clinician: Colleague,
    /// A colleague with a second factor, and its secret.
    pub enrolled: (Colleague, Secret),
    /// What nobody of another practice may see.
    pub of_ours: Vec<String>,
    /// Maya's conversation with the clinician.
    pub conversation: ConversationId,
    /// Maya's login.
    pub login: LoginId,
    /// Willow & Reed's id.
    pub practice: PracticeId,
    subjects: Vec<(Caller, PracticeId, Uuid)>,
    made: u32,
}

impl World {
    pub async fn new(house: &House) -> Self {
        let (willow, harbor) = (house.practice().await, house.another_practice().await);
        for practice in [&willow, &harbor] {
            let now = practice.owner().get_practice().await.expect("the practice");
            let mut portal = now.portal;
            portal.show_record_access = true;
            practice.owner().update_portal_settings(&once(), Some(now.version), &portal).await.expect("saved");
        }
        let (maya, lena, stranger) = (willow.client("Maya").await, willow.client("Lena").await, harbor.client("Nora").await);
        let login = async |client: &Client| client.comes_in().await.get_me().await.expect("signed in").client.expect("a client").login_id;
        let logins = (login(&maya).await, login(&lena).await, login(&stranger).await);
        let clinician = willow.staff("Sam", Role::Clinician).await;
        let (biller, desk) = (willow.staff("Kim", Role::Biller).await, willow.staff("Ada", Role::FrontDesk).await);
        let (half, enrolled) = (willow.staff("Hal", Role::Biller).await, willow.staff("Tess", Role::Biller).await);
        let secret = enrolled.enrols().await;
        house.advance(60);
        let practice = |of: &Practice| {
            let of = of.owner().clone();
            async move { of.get_practice().await.expect("the practice").id }
        };
        let (here, there) = (practice(&willow).await, practice(&harbor).await);
        let subjects = vec![
            (Caller::Client, here, logins.0.0),
            (Caller::OtherClient, here, logins.1.0),
            (Caller::ForeignClient, there, logins.2.0),
            (Caller::SetsPassword, here, logins.0.0),
            (Caller::LinkHolder, here, logins.0.0),
            (Caller::GivesSecondFactor, here, enrolled.id.0),
            (Caller::EnrolsSecondFactor, here, half.id.0),
            (Caller::Owner, here, willow.owner().id.0),
            (Caller::Clinician, here, clinician.id.0),
            (Caller::Biller, here, biller.id.0),
            (Caller::FrontDesk, here, desk.id.0),
            (Caller::ForeignStaff, there, harbor.owner().id.0),
        ];
        let of_ours = vec![maya.id.to_string(), lena.id.to_string(), clinician.id.to_string(), here.to_string(), "Willow".into()];
        let mut world = Self {
            house: house.clone(),
            willow,
            maya,
            clinician,
            enrolled: (enrolled, secret),
            of_ours,
            conversation: ConversationId(Uuid::nil()),
            login: logins.0,
            practice: here,
            subjects,
            made: 0,
        };
        world.conversation = messaging::conversation(&world.willow, &world).await;
        world
    }

    /// Takes back what the request before has left that would stand in the next one's way.
    pub async fn begin_anew(&self) {
        self.house.tamper("DELETE FROM wrong_tries").await;
        self.house.tamper("UPDATE staff SET totp_sealed = NULL, totp_pending_sealed = NULL WHERE email_key <> 'tess@example.com'").await;
    }

    /// A number that was not used before.
    pub fn next(&mut self) -> u32 {
        self.made += 1;
        self.made
    }

    /// The last of these numbers.
    pub fn made(&self) -> u32 {
        self.made
    }

    fn subject(&self, caller: Caller) -> Option<(PracticeId, Uuid)> {
        self.subjects.iter().find(|(other, ..)| *other == caller).map(|(_, practice, subject)| (*practice, *subject))
    }

    /// A new session of `caller`: its id and token.
    pub async fn session(&self, caller: Caller) -> Option<(SessionId, String)> {
        let (practice, subject) = self.subject(caller)?;
        let kind = match caller {
            Caller::SetsPassword => SessionKind::MustSetPassword,
            Caller::GivesSecondFactor => SessionKind::MustGiveSecondFactor,
            Caller::EnrolsSecondFactor => SessionKind::MustEnrolSecondFactor,
            _ => SessionKind::Full,
        };
        let platform = self.house.platform();
        let tx = platform.db.write().await.expect("a transaction");
        let device = "Firefox on Linux";
        let begun = if caller == Caller::LinkHolder {
            let now = platform.clock.now();
            let link = store::ByLink {
                session: platform.secrets.id(now).into(),
                login: self.login,
                conversation: self.conversation,
                expires_at: now + SignedDuration::from_mins(15),
            };
            store::begin_by_link(platform, &*tx, practice, link, device).await
        } else {
            store::begin(platform, &*tx, practice, app_of(caller), kind, subject, device).await
        };
        let begun = begun.expect("a session");
        tx.commit().await.expect("committed");
        Some((begun.named.session, begun.token))
    }

    /// Sends as `caller`, as a browser would.
    pub async fn raw(&self, caller: Caller) -> Raw {
        let app = app_of(caller).as_str();
        let raw = self.house.raw().with("Anteroom-App", app).with("origin", "http://anteroom.test");
        match self.session(caller).await {
            Some((_, token)) => raw.with("cookie", &format!("anteroom-{app}={token}")),
            None => raw,
        }
    }

    /// A client nobody has touched yet; their address ends in `@example.com`.
    pub async fn fresh_client(&mut self) -> Client {
        let name = format!("Fresh{}", self.next());
        let practice = self.owner().await;
        practice.client(&name).await
    }

    /// The owner, signed in now.
    pub async fn owner(&self) -> Practice {
        let (_, token) = self.session(Caller::Owner).await.expect("an owner");
        self.willow.with_token(&token)
    }

    /// A colleague who was invited and has not come.
    pub async fn fresh_colleague(&mut self) -> StaffId {
        let name = format!("Colleague{}", self.next());
        self.owner().await.invites(&name, Role::Biller).await.id
    }

    /// A client who may be changed.
    pub async fn fresh_client_id(&mut self) -> ClientId {
        self.fresh_client().await.id
    }
}

fn app_of(caller: Caller) -> App {
    if caller.is_staff() { App::Admin } else { App::Portal }
}
