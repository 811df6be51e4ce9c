//! How many requests one network address may send (O11): so many a second over a burst of five times as many, told in
//! the headers `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10).

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, ResponseError as _, web};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use crate::config::Config;
use crate::problem::Problem;

/// Seconds of the usual pace that may come at once.
const BURST_SECONDS: u32 = 5;
/// After so many requests, addresses that have been quiet are forgotten.
const FORGET_EVERY: u32 = 4096;

/// The header that says what is left.
pub(crate) const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Who has sent how much of late; clones count together. Goes in as `app_data(web::Data::new(limiter.clone()))`, made
/// once, outside of the factory that runs for each of the server's threads.
#[derive(Clone)]
pub struct Limiter(Arc<Counts>);

struct Counts {
    recent: RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>,
    clock: DefaultClock,
    burst: NonZeroU32,
    seen: AtomicU32,
}

/// What one more request means.
struct Verdict {
    left: u32,
    wait_seconds: Option<u64>,
}

impl Limiter {
    /// As the configuration says.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let pace = NonZeroU32::new(config.requests_per_second).unwrap_or(NonZeroU32::MIN);
        let burst = pace.saturating_mul(NonZeroU32::MIN.saturating_add(BURST_SECONDS - 1));
        let clock = DefaultClock::default();
        let recent = RateLimiter::keyed(Quota::per_second(pace).allow_burst(burst)).with_middleware();
        Self(Arc::new(Counts { recent, clock, burst, seen: AtomicU32::new(0) }))
    }
}

impl Counts {
    fn count(&self, address: IpAddr) -> Verdict {
        if self.seen.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.recent.retain_recent();
            self.recent.shrink_to_fit();
        }
        match self.recent.check_key(&household(address)) {
            Ok(state) => Verdict { left: state.remaining_burst_capacity(), wait_seconds: None },
            Err(until) => Verdict { left: 0, wait_seconds: Some(until.wait_time_from(self.clock.now()).as_secs() + 1) },
        }
    }

    fn tell(&self, verdict: &Verdict, headers: &mut HeaderMap) {
        let policy = format!("\"address\";q={};w={BURST_SECONDS}", self.burst);
        let state = format!("\"address\";r={};t={}", verdict.left, verdict.wait_seconds.unwrap_or(BURST_SECONDS.into()));
        for (name, value) in [(RATE_LIMIT_POLICY, policy), (RATE_LIMIT, state)] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
    }
}

/// What one household or host has: an IPv4 address, or a /64 of IPv6, of which each device has as many as it likes.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

/// Middleware: counts requests under `/api` and answers 429 `wait` to an address that sends too many.
///
/// # Errors
/// Those of the layers behind it.
pub async fn limit(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let address = crate::peer::address(request.request());
    let limiter = request.app_data::<web::Data<Limiter>>().cloned();
    let (Some(address), Some(limiter), true) = (address, limiter, request.path().starts_with("/api/")) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let verdict = limiter.0.count(address);
    let mut response = match verdict.wait_seconds {
        Some(seconds) => request.into_response(Problem::wait(seconds).error_response()),
        None => next.call(request).await?.map_into_boxed_body(),
    };
    limiter.0.tell(&verdict, response.headers_mut());
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn o11_an_address_has_its_burst_and_then_waits_while_others_do_not() {
        let limiter = Limiter::new(&Config { requests_per_second: 1, ..Config::default() });
        let passed = (0..20).filter(|_| limiter.0.count(ip("203.0.113.9")).wait_seconds.is_none()).count();
        // One more may have become free while we counted.
        assert!((5..=6).contains(&passed), "{passed}");
        let refused = limiter.0.count(ip("203.0.113.9"));
        assert_eq!((refused.left, refused.wait_seconds.is_some_and(|seconds| (1..=2).contains(&seconds))), (0, true));
        assert_eq!(limiter.0.count(ip("203.0.113.10")).left, 4);

        let mut headers = HeaderMap::new();
        limiter.0.tell(&refused, &mut headers);
        assert_eq!(headers.get("RateLimit-Policy").map(HeaderValue::as_bytes), Some(&b"\"address\";q=5;w=5"[..]));
        assert!(
            headers.get("RateLimit").and_then(|value| value.to_str().ok()).is_some_and(|value| value.starts_with("\"address\";r=0;t="))
        );
    }

    #[test]
    fn o11_addresses_of_one_ipv6_network_count_as_one() {
        assert_eq!(household(ip("2001:db8:1:2:3:4:5:6")), household(ip("2001:db8:1:2::1")));
        assert_ne!(household(ip("2001:db8:1:3::1")), household(ip("2001:db8:1:2::1")));
    }
}
