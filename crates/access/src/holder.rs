//! Whoever can have a password here: a client by their login, or a staff member.

use domain::access::rights::Rights;
use domain::access::session::App;
use domain::practice::audit::ActorKind;
use domain::practice::profile::Language;
use domain::practice::staff::StaffState;
use domain::text::{Email, PersonName, Secret};
use domain::{ClientId, LoginId, StaffId};
use platform::audit::{Act, Actor};
use platform::db::Scope;
use platform::problem::Problem;
use practice::practices;
use practice::{clients, staff};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use crate::passwords::Judge;
use crate::store::{grants, logins, staff_rows};

/// A login with the client it reaches, or a staff member.
pub enum Holder {
    /// A client's login.
    Login(Box<logins::Model>, Box<clients::Model>),
    /// A staff member.
    Staff(Box<staff::Model>),
}

impl Holder {
    /// Whoever signs in to `app` with this address. As many rows are looked for when nobody does.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn by_email(db: &impl ConnectionTrait, scope: Scope, app: App, email: &Email) -> Result<Option<Self>, DbErr> {
        match app {
            App::Portal => {
                let login = logins::by_email(db, scope, email).await?;
                Self::reached_by(db, scope, login).await
            }
            App::Admin => Ok(staff::by_email(db, scope, email).await?.map(|staff| Self::Staff(Box::new(staff)))),
        }
    }

    /// The login or staff member `subject` of `app`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn by_id(db: &impl ConnectionTrait, scope: Scope, app: App, subject: Uuid) -> Result<Option<Self>, DbErr> {
        match app {
            App::Portal => {
                let login = logins::find(db, scope, LoginId(subject)).await?;
                Self::reached_by(db, scope, login).await
            }
            App::Admin => Ok(staff::find(db, scope, StaffId(subject)).await?.map(|staff| Self::Staff(Box::new(staff)))),
        }
    }

    /// Whoever reaches `client` and may come in now, with what they may do; none where nobody does.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of_client(db: &impl ConnectionTrait, scope: Scope, client: ClientId) -> Result<Option<(Self, Rights)>, DbErr> {
        let Some(grant) = grants::of_client(db, scope, client).await? else { return Ok(None) };
        let holder = Self::by_id(db, scope, App::Portal, grant.login().0).await?;
        Ok(holder.filter(|holder| holder.usable_password().is_some()).map(|holder| (holder, grant.rights())))
    }

    async fn reached_by(db: &impl ConnectionTrait, scope: Scope, login: Option<logins::Model>) -> Result<Option<Self>, DbErr> {
        let id = login.as_ref().map_or(LoginId(Uuid::nil()), logins::Model::id);
        let client = grants::of_login(db, scope, id).await?.map_or(ClientId(Uuid::nil()), |grant| grant.client());
        let client = clients::find(db, scope, client).await?;
        Ok(login.zip(client).map(|(login, client)| Self::Login(Box::new(login), Box::new(client))))
    }

    /// The login's or staff member's id.
    #[must_use]
    pub fn id(&self) -> Uuid {
        match self {
            Self::Login(login, _) => login.id,
            Self::Staff(staff) => staff.id,
        }
    }

    /// Which application they use.
    #[must_use]
    pub fn app(&self) -> App {
        match self {
            Self::Login(..) => App::Portal,
            Self::Staff(_) => App::Admin,
        }
    }

    /// The client, where it is one.
    #[must_use]
    pub fn client_id(&self) -> Option<ClientId> {
        match self {
            Self::Login(_, client) => Some(client.id()),
            Self::Staff(_) => None,
        }
    }

    /// What they sign in with.
    #[must_use]
    pub fn email(&self) -> Email {
        Email::from(match self {
            Self::Login(login, _) => login.email.as_str(),
            Self::Staff(staff) => staff.email.as_str(),
        })
    }

    /// How they are called.
    #[must_use]
    pub fn first_name(&self) -> PersonName {
        match self {
            Self::Login(_, client) => PersonName::from(client.called()),
            Self::Staff(staff) => PersonName::from(staff.first_name.as_str()),
        }
    }

    /// The language they read.
    #[must_use]
    pub fn language(&self, practice: &practices::Model) -> Language {
        match self {
            Self::Login(login, _) => login.language(),
            Self::Staff(_) => practice.language(),
        }
    }

    /// The hash of their password, where they may sign in with it now.
    #[must_use]
    pub fn usable_password(&self) -> Option<&str> {
        match self {
            Self::Login(login, _) => login.password_hash.as_deref().filter(|_| !login.disabled),
            Self::Staff(staff) => staff.password_hash.as_deref().filter(|_| staff.state() == StaffState::Active),
        }
    }

    /// For the audit log, when they act themselves.
    #[must_use]
    pub fn actor(&self, ip: Option<std::net::IpAddr>) -> Actor {
        let kind = if self.app() == App::Portal { ActorKind::Client } else { ActorKind::Staff };
        Actor { kind, id: Some(self.id()), ip }
    }

    /// The act `name` on them, for the audit log.
    #[must_use]
    pub fn act(&self, name: &'static str) -> Act {
        let act = Act::new(name).on(self.id());
        match self.client_id() {
            Some(client) => act.client(client),
            None => act,
        }
    }

    /// Who judges a new password of theirs.
    #[must_use]
    pub fn judge(&self, practice: &practices::Model) -> Judge {
        let names = match self {
            Self::Login(_, client) => [client.first_name.as_str(), client.last_name.as_str(), client.preferred_name.as_str()],
            Self::Staff(staff) => [staff.first_name.as_str(), staff.last_name.as_str(), ""],
        };
        Judge::new(practice.rules(), self.email(), names.into_iter().chain([practice.name.as_str()]).filter(|name| !name.is_empty()))
    }

    /// Holds the row until the transaction ends, if they still may sign in with the password that was verified;
    /// whether they may.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn still_fits(&self, tx: &impl ConnectionTrait, scope: Scope) -> Result<bool, DbErr> {
        let Some(hash) = self.usable_password() else { return Ok(false) };
        match self {
            Self::Login(login, _) => logins::still_fits(tx, scope, login.id(), hash).await,
            Self::Staff(staff) => staff_rows::still_fits(tx, scope, staff.id(), hash).await,
        }
    }

    /// Sets their password, unless they may no longer come in.
    ///
    /// # Errors
    /// 401 when they were disabled or deactivated in between.
    pub async fn set_password(&self, tx: &impl ConnectionTrait, scope: Scope, hash: &str) -> Result<(), Problem> {
        let done = match self {
            Self::Login(login, _) => logins::set_password(tx, scope, login.id(), hash).await?,
            Self::Staff(staff) => staff_rows::set_password(tx, scope, staff.id(), hash).await?,
        };
        if done { Ok(()) } else { Err(Problem::session_ended()) }
    }
}

/// A hash for the new password, made where few are made at once.
///
/// # Errors
/// 503 `busy` when too many wait already.
pub async fn hashed(platform: &platform::Platform, password: &Secret) -> Result<String, Problem> {
    platform.passwords.hash(&platform.secrets, password).await
}
