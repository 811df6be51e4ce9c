//! A sample practice with invented people: *Willow & Reed Therapy*, and a second one next door. Everything in it was
//! done through the API, by a clock that was turned back six weeks, so it has a history. Names, passwords and what
//! happened to whom are the same each time; the days are counted from today.

mod appointments;
mod build;
mod documents;
mod inputs;
mod messages;
mod people;
mod print;
mod templates;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use platform::clock::Clock;
use platform::config::{Config, LogFormat, StartError};
use platform::secrets::Entropy;
use platform::{Platform, log};
use serde_json::json;

use crate::serve;

/// How the demonstration runs.
#[derive(Args)]
pub struct Options {
    /// The port on 127.0.0.1.
    #[arg(long, default_value_t = 8180)]
    port: u16,
    /// Keep the sample practice in this folder and find it there next time; left out, it is made anew and forgotten.
    #[arg(long)]
    data: Option<PathBuf>,
    /// postgres://… (an empty database) in place of SQLite.
    #[arg(long)]
    database_url: Option<String>,
    /// Print addresses and logins as one JSON object.
    #[arg(long)]
    json: bool,
}

const SEED: u64 = 0x0a17_e700;

/// Builds the sample practice, prints every login, serves.
///
/// # Errors
/// When the port is taken, the folder cannot be written, or the sample practice cannot be built.
pub async fn run(options: Options) -> Result<(), StartError> {
    let scratch = Scratch::new(options.data.as_ref())?;
    let folder = options.data.clone().unwrap_or_else(|| scratch.folder());
    let address = SocketAddr::from(([127, 0, 0, 1], options.port));
    let settings = json!({
        "listen": address,
        "public_url": format!("http://127.0.0.1:{}", options.port),
        "data_dir": folder,
        "database_url": options.database_url,
        "smtp_url": null,
        "mailbox": true,
        "demo": true,
        "log_format": LogFormat::Text,
        "log_filter": "warn",
        // One person clicks quickly; a script that tries everything is welcome too.
        "requests_per_second": 1_000,
    });
    let config = Config::read(None, &settings)?;
    log::init(&config)?;
    let shown = folder.join("demo.json");
    let sheet = match std::fs::read_to_string(&shown) {
        Ok(text) => serde_json::from_str(&text).map_err(|error| StartError::new(&shown.display().to_string(), error))?,
        Err(_) => {
            let sheet = made(config.clone()).await?;
            let text = serde_json::to_string_pretty(&sheet).map_err(|error| StartError::new("logins", error))?;
            std::fs::write(&shown, text).map_err(|error| StartError::new(&shown.display().to_string(), error))?;
            sheet
        }
    };
    let platform = Platform::start(config, Clock::system(), Entropy::system()).await?;
    let running = serve::start(platform).await?;
    if options.json {
        println!("{}", serde_json::to_string(&sheet).unwrap_or_default());
    } else {
        print::people(&sheet);
    }
    running.until_told().await
}

/// Builds the sample by a server of its own whose clock starts six weeks ago.
async fn made(config: Config) -> Result<print::Sheet, StartError> {
    let public_url = config.public_url.clone();
    let today = Clock::system().now();
    let begin = domain::time::Timestamp::from_second(today.as_second() - build::DAYS * 86_400).unwrap_or(today);
    let clock = Clock::frozen(begin);
    let platform = Platform::start(config, clock.clone(), Entropy::seeded(SEED)).await?;
    let running = serve::start(platform.clone()).await?;
    let built = build::all(&platform, &public_url).await;
    running.stop().await;
    built.map_err(|error| StartError::new("sample practice", error))
}

/// A folder that goes away with the program, unless the caller brought one.
struct Scratch(Option<PathBuf>);

impl Scratch {
    fn new(given: Option<&PathBuf>) -> Result<Self, StartError> {
        if given.is_some() {
            return Ok(Self(None));
        }
        let folder = std::env::temp_dir().join(format!("anteroom-demo-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| StartError::new(&folder.display().to_string(), error))?;
        Ok(Self(Some(folder)))
    }

    fn folder(&self) -> PathBuf {
        self.0.clone().unwrap_or_default()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(folder) = &self.0 {
            // Nothing to be done about a failure at the end of a demonstration; the system empties this place.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
