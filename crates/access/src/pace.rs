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

/// A try at a link, counted for the network address alone: nobody guesses 256 bits.
pub struct LinkTry(Option<Counter>);

impl LinkTry {
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

    /// The link is a good one: whatever else may be wrong, nothing is held against the network address.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn good(self, platform: &Platform) -> Result<(), Problem> {
        let Some(network) = self.0 else { return Ok(()) };
        let tx = platform.db.write().await?;
        network.give_back(&*tx, platform.clock.now()).await?;
        tx.commit().await
    }
}

/// A try that was counted as wrong and waits for the truth.
pub struct Pace {
    own: Counter,
    network: Option<Counter>,
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

    /// Counts a try at a PIN or PIN code for the whole practice. Only who holds a live link or asks for an address with
    /// a live code draws from the practice's budget; all others draw from one that stands beside it, by the same work.
    ///
    /// # Errors
    /// 429 `wait` with the seconds that are left.
    pub async fn of_pin(platform: &Platform, scope: Scope, live: bool, ip: Option<IpAddr>) -> Result<Self, Problem> {
        let subject = format!("{}{}", scope.practice, if live { "" } else { ":nothing to guess" });
        Self::claim(platform, Counter::new(platform, CountedFor::PracticePins, &subject), ip).await
    }

    async fn claim(platform: &Platform, own: Counter, ip: Option<IpAddr>) -> Result<Self, Problem> {
        let network = by_network(platform, ip);
        if let Some(network) = &network {
            network.claim(platform).await?;
        }
        own.claim(platform).await?;
        Ok(Self { own, network })
    }

    /// The try was right: nothing is held against the address. The network address gets only this try back, or
    /// somebody could wash it clean with a login of their own.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn right(&self, platform: &Platform, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        self.own.forget(tx).await?;
        self.back(platform, tx).await
    }

    /// The try was right, and others draw from the same budget: it gets this try back.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn right_of_many(&self, platform: &Platform, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        self.own.give_back(tx, platform.clock.now()).await?;
        self.back(platform, tx).await
    }

    /// Nothing was found out: the try is taken back.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn not_tried(&self, platform: &Platform) -> Result<(), Problem> {
        let tx = platform.db.write().await?;
        self.right_of_many(platform, &*tx).await?;
        tx.commit().await
    }

    async fn back(&self, platform: &Platform, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        match &self.network {
            Some(network) => network.give_back(tx, platform.clock.now()).await,
            None => Ok(()),
        }
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
