//! Booking: a client asks for a time, the practice answers.
//!
//! Clients see a week of free times, ask for one, and later cancel it or choose another; people who are no clients yet
//! come in by a door of their own. The practice accepts, declines or offers other times, keeps its calendar, and is told
//! why a time is closed. Nobody's time is given twice, however many press at once: there is one way to take time
//! ([`take`]), and the database has a wall behind it.

pub mod day;
mod refusals;
pub mod store;
pub mod take;

pub use day::zone;
use platform::jobs::Handlers;
use utoipa_actix_web::service_config::ServiceConfig;

// core: until letters' modules stand here
mod expiry {
    pub async fn lapse_due(
        _: &platform::Platform,
        _: &impl sea_orm::ConnectionTrait,
        _: platform::db::Scope,
        _: Option<domain::StaffId>,
    ) -> Result<u64, platform::problem::Problem> {
        Ok(0)
    }
}
mod outside {
    use domain::time::Timestamp;
    pub async fn busy_between(
        _: &impl sea_orm::ConnectionTrait,
        _: platform::db::Scope,
        _: domain::StaffId,
        _: Timestamp,
        _: Timestamp,
    ) -> Result<Vec<(Timestamp, Timestamp)>, sea_orm::DbErr> {
        Ok(Vec::new())
    }
}

/// Adds this capability's operations, below `/api/v1`.
pub fn routes(_config: &mut ServiceConfig<'_>) {}

/// Adds who does this capability's work in the background.
pub fn jobs(_handlers: &mut Handlers) {}
