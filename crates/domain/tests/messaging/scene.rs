//! Moments, and how long lies between them.

use domain::time::Timestamp;
use jiff::SignedDuration;

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

pub fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}
