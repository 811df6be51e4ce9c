//! What is done by the day (D9, D11), in the background and over all practices: clients are reminded, what nobody finished
//! in time expires, what holds no longer is sent anew.
//!
//! Days are those at the practice. Several processes may do a round at once, and one may die in it: whatever is done is
//! noted in the held document, in the transaction that does it.

mod expiry;
mod reminders;
mod renewal;

use std::collections::BTreeMap;

use domain::PracticeId;
use domain::time::Date;
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use platform::Platform;
use platform::db::Scope;
use platform::jobs::Handlers;
use platform::problem::Problem;
use practice::practices;
use uuid::Uuid;

pub use expiry::expire_all;
pub use reminders::remind_all;
pub use renewal::renew_all;

/// Adds the rounds in the background.
pub fn jobs(handlers: &mut Handlers) {
    handlers.also_tidy(remind_all).also_tidy(expire_all).also_tidy(renew_all);
}

/// A practice in a round.
struct Place {
    practice: practices::Model,
    /// The day it is there.
    today: Date,
}

impl Place {
    /// The practice `id`, as it is now; none when it is gone.
    async fn of(platform: &Platform, id: Uuid) -> Result<Option<Self>, Problem> {
        let scope = Scope { practice: PracticeId(id) };
        let Some(practice) = practices::get(platform.db.read(), scope).await? else { return Ok(None) };
        let today = access::letters::local_day(&practice, platform.clock.now());
        Ok(Some(Self { practice, today }))
    }

    fn scope(&self) -> Scope {
        self.practice.scope()
    }
}

/// So many days from today in UTC, as the database writes a day. Anywhere it is that day, the one before or the one after.
fn day_from_now(platform: &Platform, days: i64) -> String {
    let today = TimeZone::UTC.to_datetime(platform.clock.now()).date();
    today.saturating_add(days.days()).to_string()
}

/// What was found, by practice.
fn by_practice(found: Vec<(Uuid, Uuid)>) -> BTreeMap<Uuid, Vec<Uuid>> {
    let mut all: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for (practice, one) in found {
        all.entry(practice).or_default().push(one);
    }
    all
}
