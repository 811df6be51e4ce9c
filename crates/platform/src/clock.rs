//! What time it is: the system's clock, or one that stands still until a test moves it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::time::Timestamp;

/// A clock; clones show the same time.
#[derive(Clone)]
pub struct Clock(Kind);

#[derive(Clone)]
enum Kind {
    System,
    Frozen(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's own.
    #[must_use]
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// One that shows `at` until it is moved.
    #[must_use]
    pub fn frozen(at: Timestamp) -> Self {
        Self(Kind::Frozen(Arc::new(AtomicI64::new(at.as_microsecond()))))
    }

    /// Now, to the microsecond: what both databases keep.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let micros = match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "the one place that asks the system's clock")]
            Kind::System => Timestamp::now().as_microsecond(),
            Kind::Frozen(at) => at.load(Ordering::SeqCst),
        };
        Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX)
    }

    /// Moves a frozen clock by `seconds`, also backwards; the system's clock does not move.
    pub fn advance(&self, seconds: i64) {
        if let Kind::Frozen(at) = &self.0 {
            at.fetch_add(seconds.saturating_mul(1_000_000), Ordering::SeqCst);
        }
    }
}
