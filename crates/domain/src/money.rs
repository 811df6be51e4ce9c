//! Money: whole minor units and a currency, never a fraction.

use serde::{Deserialize, Serialize};

use crate::check::Checker;

/// An ISO 4217 code, such as `USD`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "USD"))]
#[serde(transparent)]
pub struct Currency(pub String);

/// Currencies a practice may keep its books in: code and digits after the point (ISO 4217).
pub const CURRENCIES: [(&str, u8); 12] = [
    ("USD", 2),
    ("EUR", 2),
    ("GBP", 2),
    ("CAD", 2),
    ("AUD", 2),
    ("NZD", 2),
    ("CHF", 2),
    ("SEK", 2),
    ("NOK", 2),
    ("DKK", 2),
    ("MXN", 2),
    ("JPY", 0),
];

impl Currency {
    /// Notes a currency that is not in [`CURRENCIES`].
    pub fn check(&self, c: &mut Checker, field: &str) {
        let known = CURRENCIES.iter().any(|(code, _)| *code == self.0);
        c.ensure(known, field, "currency", "Choose a currency from the list.");
    }

    /// Digits after the point.
    #[must_use]
    pub fn digits(&self) -> u8 {
        CURRENCIES.iter().find(|(code, _)| *code == self.0).map_or(2, |(_, digits)| *digits)
    }
}

/// An amount: `{"amount_minor": 12000, "currency": "USD"}` is 120 dollars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// In the currency's smallest unit (cents).
    pub amount_minor: i64,
    /// Which currency.
    pub currency: Currency,
}

impl Money {
    /// The most a single price may be: keeps every sum far from the ends of `i64`.
    pub const MOST: i64 = 100_000_000;

    /// Notes a price below zero, above [`Money::MOST`], or in an unknown currency.
    pub fn check_price(&self, c: &mut Checker, field: &str) {
        c.within(field, |c| {
            c.between("amount_minor", self.amount_minor, 0, Self::MOST);
            self.currency.check(c, "currency");
        });
    }
}
