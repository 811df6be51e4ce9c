//! How long somebody waits after wrong tries (A22): nothing at first, then a delay that doubles up to a quarter of an
//! hour. Tries are forgotten a day after the last.

use std::net::{IpAddr, Ipv6Addr};

/// What tries are counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountedFor {
    /// One e-mail address in one practice, from devices that never signed in.
    Address,
    /// One e-mail address from one device that signed in before.
    KnownDevice,
    /// One network address.
    Ip,
    /// All PINs of one practice.
    PracticePins,
}

impl CountedFor {
    /// Wrong tries that cost no wait.
    #[must_use]
    pub const fn free_tries(self) -> u32 {
        match self {
            Self::Address | Self::KnownDevice => 5,
            Self::Ip => 50,
            Self::PracticePins => 200,
        }
    }

    /// The name it has in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::KnownDevice => "known_device",
            Self::Ip => "ip",
            Self::PracticePins => "practice_pins",
        }
    }
}

/// What one network address stands for: itself, or in IPv6 the whole /64 that one connection usually has (RFC 6177).
#[must_use]
pub fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX))),
    }
}

/// The longest wait, in seconds.
pub const LONGEST_WAIT: u64 = 15 * 60;
/// Seconds after which old tries are forgotten.
pub const FORGOTTEN_AFTER: i64 = 24 * 60 * 60;

/// Seconds to wait after the `failures`-th wrong try.
#[must_use]
pub fn wait_after(counted: CountedFor, failures: u32) -> u64 {
    match failures.checked_sub(counted.free_tries()) {
        None => 0,
        Some(over) => 15_u64.checked_shl(over).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a22_one_connection_counts_once_however_many_addresses_it_has() {
        let network = |text: &str| network(text.parse().expect("an address")).to_string();
        assert_eq!(network("203.0.113.9"), "203.0.113.9");
        assert_eq!(network("2001:db8:1:2:aaaa::7"), "2001:db8:1:2::");
    }

    #[test]
    fn a22_the_wait_grows_and_has_an_end() {
        let waits: Vec<u64> = (3..14).map(|n| wait_after(CountedFor::Address, n)).collect();
        assert_eq!(waits, [0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(wait_after(CountedFor::Ip, u32::MAX), LONGEST_WAIT);
    }
}
