//! How often somebody may ask and guess, and what they are told when it does not work.

use actix_web::http::StatusCode;
use domain::access::pace::{CountedFor, network};
use domain::text::Email;
use platform::Platform;
use platform::caller::Anyone;
use platform::db::Scope;
use platform::problem::Problem;
use platform::tries::Counter;
use sea_orm::ConnectionTrait;

/// Requests are counted for the network address and for the e-mail address: nobody's mailbox is filled by a stranger.
pub struct Pace {
    network: Option<Counter>,
    address: Counter,
}

impl Pace {
    /// Of a request for `email`.
    pub fn of(platform: &Platform, from: &Anyone, scope: Scope, email: &Email) -> Self {
        let address = Counter::new(platform, CountedFor::Address, &format!("first visit:{}:{}", scope.practice, email.key()));
        Self { network: by_network(platform, from), address }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// 429 `wait` with the seconds that are left.
    pub async fn claim(&self, platform: &Platform) -> Result<(), Problem> {
        if let Some(network) = &self.network {
            network.claim(platform).await?;
        }
        self.address.claim(platform).await
    }

    /// The address is theirs: what was counted for it is forgotten.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn proven(&self, tx: &impl ConnectionTrait) -> Result<(), Problem> {
        Ok(self.address.forget(tx).await?)
    }
}

/// The counter of guesses and requests from one network address.
pub fn by_network(platform: &Platform, from: &Anyone) -> Option<Counter> {
    from.ip.map(|ip| Counter::new(platform, CountedFor::Ip, &format!("first visit:{}", network(ip))))
}

/// The six digits are others.
pub fn wrong_code() -> Problem {
    Problem::field("/code", "wrong_code", "This code does not fit. Use the one of the newest e-mail.")
}

/// The request was confirmed, is too old, or too many codes were tried.
pub fn over() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "link_refused", "This request cannot be confirmed any more")
        .detail("It was confirmed, is too old, or too many codes were tried. Please choose a time again.")
}
