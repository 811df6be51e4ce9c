//! Configuration: defaults that work, then `anteroom.toml`, then `ANTEROOM_*` variables, then flags (O2).

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// Why the program does not start: one line that names what is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StartError(pub String);

impl StartError {
    /// `what` could not be done because of `why`.
    pub fn new(what: &str, why: impl std::fmt::Display) -> Self {
        Self(format!("{what}: {why}"))
    }
}

/// Everything that can be set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the server listens.
    pub listen: SocketAddr,
    /// How people reach it; links in e-mails begin with it. No slash at the end.
    pub public_url: String,
    /// The one folder for the database and keys.
    pub data_dir: PathBuf,
    /// `postgres://…`; left out, SQLite in the data folder.
    pub database_url: Option<String>,
    /// The most connections to the database, readers included.
    pub database_connections: u32,
    /// `smtp://user:password@host:587` (STARTTLS), `smtps://…`, or `smtp://host:25?tls=none` on the same machine.
    pub smtp_url: Option<String>,
    /// Keep e-mails readable at `/dev/mailbox` instead of sending them.
    pub mailbox: bool,
    /// From which address e-mails are sent.
    pub mail_from: String,
    /// A demonstration: says so on every page.
    pub demo: bool,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// The keys that seal secrets, as `id:base64` lines; left out, the file `master.key` in the data folder.
    pub master_key: Option<String>,
    /// `json` or `text`.
    pub log_format: LogFormat,
    /// What is logged, in the form of `RUST_LOG`.
    pub log_filter: String,
    /// Password hashes at work at once; each takes 19 MiB.
    pub password_workers: usize,
    /// Requests a second from one address, over a burst of five times as many.
    pub requests_per_second: u32,
    /// Seconds a request's body may take to arrive.
    pub body_seconds: u64,
    /// Let clinicians subscribe to calendars on private addresses, too, such as a server in the practice's own network;
    /// `webcal://` at such an address is then read without TLS.
    pub private_calendars: bool,
    /// Serve without TLS on an address that is not this machine's own: only behind a proxy that adds it.
    pub allow_plain_http: bool,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For people.
    Text,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8180)),
            public_url: "http://127.0.0.1:8180".into(),
            data_dir: "anteroom-data".into(),
            database_url: None,
            database_connections: 10,
            smtp_url: None,
            mailbox: false,
            mail_from: "Anteroom <no-reply@localhost.localdomain>".into(),
            demo: false,
            trusted_proxies: Vec::new(),
            master_key: None,
            log_format: LogFormat::Json,
            log_filter: "info".into(),
            password_workers: std::thread::available_parallelism().map_or(2, usize::from).min(4),
            requests_per_second: 50,
            body_seconds: 20,
            private_calendars: false,
            allow_plain_http: false,
        }
    }
}

impl Config {
    /// Reads file and variables over the defaults; `flags` come last.
    ///
    /// # Errors
    /// On a value or name that cannot be used, naming it.
    pub fn read(file: Option<&Path>, flags: &impl Serialize) -> Result<Self, StartError> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        figment = match file {
            Some(path) if !path.exists() => return Err(StartError::new("configuration", format!("{} is not there", path.display()))),
            Some(path) => figment.merge(Toml::file_exact(path)),
            None => figment.merge(Toml::file("anteroom.toml")),
        };
        let mut config: Self = figment
            .merge(Env::prefixed("ANTEROOM_").filter(|name| !name.starts_with("test_")))
            .merge(Serialized::defaults(flags))
            .extract()
            .map_err(|error| StartError::new("configuration", error))?;
        config.public_url = config.public_url.trim_end_matches('/').to_owned();
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), StartError> {
        let bad = |name: &str, why: &str| Err(StartError::new(name, why));
        let secure = self.public_url.starts_with("https://");
        if !secure && !self.public_url.starts_with("http://") {
            return bad("public_url", "must begin with https:// (or http:// on this machine)");
        }
        let host = self.public_url.split("://").nth(1).unwrap_or_default();
        if host.is_empty() || host.contains(['/', '?', '#', '@', ' ']) {
            return bad("public_url", "must be scheme and host only, such as https://portal.example.com");
        }
        let own = ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == *name || host.starts_with(&format!("{name}:")));
        if !secure && !own && !self.allow_plain_http {
            return bad("public_url", "must begin with https:// unless it names this machine; set allow_plain_http to override");
        }
        if !self.mailbox && self.smtp_url.is_none() {
            return bad(
                "smtp_url",
                "is missing, so no e-mail could be sent; set it, or set mailbox = true to read e-mails at /dev/mailbox",
            );
        }
        for (name, value, least, most) in [
            ("password_workers", self.password_workers as u64, 1, 64),
            ("database_connections", self.database_connections.into(), 2, 1000),
            ("requests_per_second", self.requests_per_second.into(), 1, 1_000_000),
            ("body_seconds", self.body_seconds, 1, 600),
        ] {
            if !(least..=most).contains(&value) {
                return bad(name, &format!("must be from {least} to {most}"));
            }
        }
        Ok(())
    }

    /// Whether people come by TLS: cookies are then `__Host-` and `Secure`.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// What is in force, a line each, with secrets masked.
    #[must_use]
    pub fn masked(&self) -> String {
        let mut shown = self.clone();
        for url in [&mut shown.database_url, &mut shown.smtp_url].into_iter().flatten() {
            *url = mask_password(url);
        }
        if let Some(key) = &mut shown.master_key {
            *key = "…".into();
        }
        let Ok(serde_json::Value::Object(values)) = serde_json::to_value(&shown) else { return String::new() };
        values.iter().map(|(name, value)| format!("{name} = {value}\n")).collect()
    }
}

/// `scheme://user:password@host` with the password replaced by `…`.
fn mask_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "…".into() };
    match rest.rsplit_once('@') {
        None => url.to_owned(),
        Some((user, host)) => format!("{scheme}://{}:…@{host}", user.split(':').next().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Result<Config, StartError> {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), toml).expect("written");
        Config::read(Some(file.path()), &serde_json::json!({}))
    }

    #[test]
    fn o2_a_bad_value_is_named_in_one_line() {
        for (toml, name) in [
            ("mailbox = true\nlisten = 'nowhere'", "listen"),
            ("mailbox = true\npublic_url = 'http://portal.example.com'", "public_url"),
            ("mailbox = true\nspeed = 3", "speed"),
            ("mailbox = true\npassword_workers = 0", "password_workers"),
            ("", "smtp_url"),
        ] {
            let error = read(toml).expect_err(toml).to_string();
            assert!(error.contains(name) && !error.trim().contains('\n'), "{error}");
        }
    }

    #[test]
    fn o2_secrets_are_masked() {
        let config = read("smtp_url = 'smtp://me:hunter2@mail.example.com'\nmaster_key = '1:abc'").expect("good");
        let shown = config.masked();
        assert!(shown.contains("smtp://me:…@mail.example.com") && !shown.contains("hunter2") && !shown.contains("1:abc"), "{shown}");
    }
}
