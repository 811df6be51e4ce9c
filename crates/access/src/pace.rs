//! Wrong tries cost time (A22): each is counted for the e-mail address and for the network address before anything
//! costly is done. From a device that signed in before, tries count for that device alone, so that a stranger who
//! knows the address cannot lock its owner out.

use std::net::IpAddr;

use domain::access::pace::{CountedFor, network};
use domain::access::session::App;
use domain::text::Email;
use platform::Platform;
use platform::caller::Anyone;
use platform::db::Scope;
use platform::problem::Problem;
use platform::tries::Counter;
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

/// A try that was counted for the network address alone.
pub struct NetworkTry(Option<Counter>);

impl NetworkTry {
    /// Counts a try.
    ///
    /// # Errors
    /// 429 `wait` with the seconds that are left.
    pub async fn claim(platform: &Platform, ip: Option<IpAddr>) -> Result<Self, Problem> {
        let network = by_network(platform, ip);
        if let Some(network) = &network {
            network.claim(platform).await?;
        }
        Ok(Self(network))
    }

    /// The try was right: it is given back. Only this one, or somebody could wash the network address clean with a login
    /// of their own.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn right(&self, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        match &self.0 {
            Some(network) => network.give_back(tx).await,
            None => Ok(()),
        }
    }

    /// The same in a transaction of its own: the link is a good one, whatever else may be wrong.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn good(self, platform: &Platform) -> Result<(), Problem> {
        let tx = platform.db.write().await?;
        self.right(&*tx).await?;
        tx.commit().await
    }
}

/// A guess at one of a practice's PINs and PIN codes, all of which share one budget.
pub struct PinGuess(Counter);

impl PinGuess {
    /// Counts a guess. Where there was nothing to guess at, the same is done to a budget that stands beside the
    /// practice's: so nobody who holds no live PIN can use the practice's up.
    ///
    /// # Errors
    /// 429 `wait` with the seconds that are left.
    pub async fn claim(platform: &Platform, scope: Scope, live: bool) -> Result<Self, Problem> {
        let subject = format!("{}{}", scope.practice, if live { "" } else { ":nothing to guess" });
        let budget = Counter::new(platform, CountedFor::PracticePins, &subject);
        budget.claim(platform).await?;
        Ok(Self(budget))
    }

    /// The guess was right: the budget gets it back.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn right(&self, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        self.0.give_back(tx).await
    }
}

/// A try that was counted as wrong and waits for the truth.
pub struct Pace {
    own: Counter,
    network: NetworkTry,
}

/// What is tried: each kind of try is counted by itself.
#[derive(Clone, Copy, Debug)]
pub enum Tried {
    /// A password on the sign-in page.
    Password,
    /// A link to a new password is asked for.
    Recovery,
    /// The password of somebody who is signed in, asked for again.
    PasswordAgain,
    /// A code of the second factor.
    SecondFactor,
}

impl Tried {
    fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Recovery => "recovery",
            Self::PasswordAgain => "password again",
            Self::SecondFactor => "second factor",
        }
    }
}

impl Pace {
    /// Counts a try for an address, or for `device` where that one is known to the address's owner.
    ///
    /// # Errors
    /// 429 `wait` with the seconds that are left.
    pub async fn of_address(
        platform: &Platform,
        tried: Tried,
        scope: Scope,
        app: App,
        email: &Email,
        device: Option<Uuid>,
        from: &Anyone,
    ) -> Result<Self, Problem> {
        let own = match device {
            Some(device) => by_device(platform, tried, scope, device),
            None => by_address(platform, tried, scope, app, email),
        };
        Self::claim(platform, own, from.ip).await
    }

    /// Holds nothing against an address any more: its owner has proven that the mailbox is theirs.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_address(
        platform: &Platform,
        tx: &impl ConnectionTrait,
        scope: Scope,
        app: App,
        email: &Email,
    ) -> Result<(), DbErr> {
        for tried in [Tried::Password, Tried::Recovery] {
            by_address(platform, tried, scope, app, email).forget(tx).await?;
        }
        Ok(())
    }

    /// Counts a try of somebody who has a session, or for `device` where that one is known to them.
    ///
    /// # Errors
    /// 429 `wait` with the seconds that are left.
    pub async fn of_person(
        platform: &Platform,
        tried: Tried,
        scope: Scope,
        subject: Uuid,
        device: Option<Uuid>,
        ip: Option<IpAddr>,
    ) -> Result<Self, Problem> {
        let own = match device {
            Some(device) => by_device(platform, tried, scope, device),
            None => Counter::new(platform, CountedFor::Address, &format!("{}:{}:{subject}", tried.as_str(), scope.practice)),
        };
        Self::claim(platform, own, ip).await
    }

    async fn claim(platform: &Platform, own: Counter, ip: Option<IpAddr>) -> Result<Self, Problem> {
        let network = NetworkTry::claim(platform, ip).await?;
        own.claim(platform).await?;
        Ok(Self { own, network })
    }

    /// The try was right: nothing is held against the address.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn right(&self, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        self.own.forget(tx).await?;
        self.network.right(tx).await
    }

    /// Nothing was found out: the try is taken back.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn not_tried(&self, platform: &Platform) -> Result<(), Problem> {
        let tx = platform.db.write().await?;
        self.own.give_back(&*tx).await?;
        self.network.right(&*tx).await?;
        tx.commit().await
    }
}

fn by_device(platform: &Platform, tried: Tried, scope: Scope, device: Uuid) -> Counter {
    Counter::new(platform, CountedFor::KnownDevice, &format!("{}:{}:{device}", tried.as_str(), scope.practice))
}

fn by_address(platform: &Platform, tried: Tried, scope: Scope, app: App, email: &Email) -> Counter {
    let subject = format!("{}:{}:{}:{}", tried.as_str(), scope.practice, app.as_str(), email.key());
    Counter::new(platform, CountedFor::Address, &subject)
}

fn by_network(platform: &Platform, ip: Option<IpAddr>) -> Option<Counter> {
    ip.map(|ip| Counter::new(platform, CountedFor::Ip, &network(ip).to_string()))
}
