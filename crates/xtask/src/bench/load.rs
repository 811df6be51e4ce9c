//! Sending requests and timing the answers.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::demo::Demo;
use crate::http::Connection;

/// The server believes this machine about addresses: each request comes from another one, as if behind a proxy, so that
/// the limit on requests of one address is not what is measured.
pub const SETTINGS: [(&str, &str); 1] = [("ANTEROOM_TRUSTED_PROXIES", "[\"127.0.0.1\"]")];
/// How many addresses requests come from, in turn.
const ADDRESSES: u32 = 16_384;
/// Answers before the clock starts: the first ones find nothing prepared.
const WARM_UP: usize = 50;

/// The time each answer took, and how long all of it lasted.
pub struct Load {
    /// Sorted.
    pub times: Vec<Duration>,
    /// From the first request to the last answer.
    pub span: Duration,
}

impl Load {
    /// From times one after the other.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self { span: times.iter().sum(), times }
    }

    /// Takes in what was measured later.
    pub fn add(&mut self, later: Self) {
        self.times.extend(later.times);
        self.times.sort_unstable();
        self.span += later.span;
    }

    /// The value below which `percent` of the times lie.
    pub fn percentile(&self, percent: usize) -> Duration {
        let index = (self.times.len() * percent / 100).min(self.times.len().saturating_sub(1));
        self.times.get(index).copied().unwrap_or_default()
    }

    /// Answers a second.
    pub fn rate(&self) -> f64 {
        self.times.len() as f64 / self.span.as_secs_f64()
    }
}

/// Sends GETs of `paths` in turn over several connections for a while; every answer must be 200.
pub fn load(host: SocketAddr, paths: &[String], headers: &[String], connections: usize, span: Duration) -> Result<Load> {
    let one_line = |begin: Option<Instant>| -> Result<Vec<Duration>> {
        let mut connection = Connection::open(host)?;
        let mut times = Vec::new();
        for path in paths.iter().cycle() {
            let over = begin.map_or(times.len() == WARM_UP, |begin| begin.elapsed() >= span);
            if over {
                break;
            }
            let mut headers = headers.to_vec();
            headers.push(somewhere());
            times.push(timed(|| {
                let answer = connection.get(path, &headers).with_context(|| format!("no answer to {path}"))?;
                ensure!(answer.status == 200, "{path} answered {} after {} requests", answer.status, times.len());
                Ok(())
            })?);
        }
        Ok(times)
    };
    one_line(None)?;
    let start = Instant::now();
    let times = thread::scope(|scope| {
        let lines: Vec<_> = (0..connections).map(|_| scope.spawn(|| one_line(Some(start)))).collect();
        let joined = lines.into_iter().map(|line| line.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.collect::<Result<Vec<_>>>()
    })?;
    Ok(Load { span: start.elapsed(), ..Load::of(times.concat()) })
}

/// How long `work` takes.
pub fn timed(work: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

/// Signs in somebody who uses `app` (`portal` or `admin`) and gives the headers of their session.
pub fn sign_in(demo: &Demo, app: &str) -> Result<Vec<String>> {
    let logins = demo.logins["logins"].as_array().context("the demo's JSON has no logins")?;
    let ours = logins.iter().filter(|login| login["app"] == app && login["practice"] == demo.logins["practice"]);
    for login in ours {
        if let Ok(session) = sign_in_as(demo, login) {
            return Ok(session);
        }
    }
    bail!("nobody of the demo signs in to {app} with a password alone")
}

/// Signs in by one of the demo's logins and gives the headers of the session.
pub fn sign_in_as(demo: &Demo, login: &Value) -> Result<Vec<String>> {
    let app = login["app"].as_str().context("a login without its application")?;
    let input = json!({"app": app, "practice": login["practice"], "email": login["email"], "password": login["password"]});
    let app_header = format!("Anteroom-App: {app}");
    let answer = Connection::open(demo.host)?.post("/api/v1/auth/sessions", &[app_header.clone(), somewhere()], &input.to_string());
    let answer = answer.context("no answer to sign_in")?;
    ensure!(answer.status == 200, "sign_in answered {} to a login of the demo", answer.status);
    let signed_in: Value = serde_json::from_slice(&answer.body)?;
    ensure!(signed_in["kind"] == "full", "a second factor is asked for");
    let cookie = answer.cookie.context("sign_in set no cookie")?;
    Ok(vec![app_header, format!("Cookie: {cookie}")])
}

/// A line that names an address for tests (RFC 2544), another one each time.
fn somewhere() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed) % ADDRESSES;
    format!("X-Forwarded-For: 198.18.{}.{}", number / 256, number % 256)
}

/// As a number of milliseconds.
pub fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_taken_from_the_sorted_values() {
        let load = Load::of((1..=100).rev().map(Duration::from_millis).collect());
        assert_eq!(load.percentile(50), Duration::from_millis(51));
        assert_eq!(load.percentile(99), Duration::from_millis(100));
        assert_eq!(load.span, Duration::from_millis(5_050));
        let mut both = load;
        both.add(Load::of(vec![Duration::ZERO; 100]));
        assert_eq!((both.percentile(50), both.percentile(99)), (Duration::from_millis(1), Duration::from_millis(99)));
        assert_eq!(both.span, Duration::from_millis(5_050));
        assert_eq!(Load::of(vec![Duration::from_millis(1)]).percentile(99), Duration::from_millis(1));
        assert_eq!(Load::of(Vec::new()).percentile(99), Duration::ZERO);
    }
}
