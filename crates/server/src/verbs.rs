//! The verbs of the command line (O1).

mod verify;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use domain::access::link;
use domain::practice::slug::Slug;
use domain::text::Email;
use platform::clock::Clock;
use platform::config::{Config, StartError};
use platform::secrets::{self, Entropy, Secrets, reseal};
use platform::{Platform, log};
use serde::Serialize;

use crate::{app, demo, serve};

/// Anteroom: a client portal and practice admin for therapists.
///
/// Settings come from defaults, then anteroom.toml, then ANTEROOM_* variables (such as ANTEROOM_PUBLIC_URL), then flags.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
pub struct Command {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Serve both applications and the API. On an empty database it prints a one-time link that sets the practice up.
    Serve(Settings),
    /// Serve a sample practice with invented people on this machine, and print every login.
    Demo(demo::Options),
    /// Bring the database's schema up to date and stop.
    Migrate(Settings),
    /// Print the settings in force, secrets masked, and try the database, the master key and the mail server's address.
    Check(Settings),
    /// Look whether every document and every audit log is as it was written, and print what is not, a line each.
    ///
    /// Nothing is changed, and the program may serve meanwhile. What was shown, answered, signed, sent and logged is opened
    /// and hashed anew. Ends with 1 when something is broken; lines name ids, never whose they are.
    Verify(Settings),
    /// Print the API's description (OpenAPI 3.1).
    Openapi,
    /// Print a one-time link that sets up another practice on this installation.
    AddPractice(Settings),
    /// Look after a staff member's way in.
    #[command(subcommand)]
    User(UserVerb),
    /// Exchange the master key that seals messages, files and secrets.
    #[command(subcommand)]
    Keys(KeysVerb),
}

#[derive(Subcommand)]
enum KeysVerb {
    /// Print a fresh key as a line for master.key or ANTEROOM_MASTER_KEY. Nothing is changed.
    ///
    /// Put it below the others and restart every process: now each can open what the new key seals. Then move it to the top
    /// and restart again: now it seals. Then run `anteroom keys rotate`. With one process, put it to the top at once.
    Make(Settings),
    /// Seal with the first key what is sealed with older ones, some at a time, while the program serves.
    ///
    /// Afterwards the older keys can go from master.key or ANTEROOM_MASTER_KEY, once every process was restarted since the
    /// new key came to the top. Keep them with the backups they belong to. Everybody signs in again when the key at the top
    /// changes; PINs and recovery codes work as long as the key they were made with is there.
    Rotate(Settings),
}

#[derive(Subcommand)]
enum UserVerb {
    /// Print a link with which a staff member sets a new password (30 minutes, once).
    ResetPassword(UserArgs),
    /// Take a staff member's second factor away; they sign in by password and enrol again.
    ResetSecondFactor(UserArgs),
}

#[derive(Args)]
struct UserArgs {
    /// The practice's portal address, such as willow-reed.
    #[arg(long)]
    practice: String,
    /// The staff member's e-mail.
    #[arg(long)]
    email: String,
    #[command(flatten)]
    settings: Settings,
}

/// Settings that can be given as flags.
#[derive(Args, Serialize)]
pub struct Settings {
    /// The configuration file; anteroom.toml in this folder when left out.
    #[arg(long)]
    #[serde(skip)]
    config: Option<PathBuf>,
    /// Where to listen, such as 127.0.0.1:8180.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    listen: Option<SocketAddr>,
    /// How people reach this installation, such as https://portal.example.com.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    public_url: Option<String>,
    /// The folder for the database and keys.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    data_dir: Option<PathBuf>,
    /// postgres://… in place of SQLite.
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    database_url: Option<String>,
    /// Keep e-mails at /dev/mailbox instead of sending them.
    #[arg(long, num_args = 0..=1, default_missing_value = "true")]
    #[serde(skip_serializing_if = "Option::is_none")]
    mailbox: Option<bool>,
}

/// Does what the command says.
///
/// # Errors
/// One line that says what is wrong.
pub async fn run(command: Command) -> Result<(), StartError> {
    match command.verb {
        Verb::Serve(settings) => {
            let platform = start(&settings).await?;
            if let Some(token) = access::offer_set_up(&platform).await.map_err(|error| StartError::new("set-up link", error))? {
                println!(
                    "Nothing here yet. Open this link once to set your practice up:\n{}",
                    link::set_up(&platform.config.public_url, &token)
                );
            }
            println!("Anteroom listens on {} and is reached at {}", platform.config.listen, platform.config.public_url);
            serve::start(platform).await?.until_told().await
        }
        Verb::Demo(options) => demo::run(options).await,
        Verb::Migrate(settings) => {
            start(&settings).await?;
            println!("The schema is up to date.");
            Ok(())
        }
        Verb::Check(settings) => check(&settings).await,
        Verb::Verify(settings) => verify::verify(&start(&settings).await?).await,
        Verb::Openapi => {
            print!("{}", app::openapi_json());
            Ok(())
        }
        Verb::AddPractice(settings) => {
            let platform = start(&settings).await?;
            let token = access::set_up::offer_another(&platform).await.map_err(|error| StartError::new("set-up link", error))?;
            println!("Open this link once to set the practice up:\n{}", link::set_up(&platform.config.public_url, &token));
            Ok(())
        }
        Verb::User(verb) => user(verb).await,
        Verb::Keys(KeysVerb::Make(settings)) => {
            let config = Config::read(settings.config.as_deref(), &settings)?;
            let known = Secrets::open(&config, Entropy::system())?.key_ids();
            println!("{}", secrets::fresh_key(known.into_iter().max().unwrap_or_default() + 1));
            Ok(())
        }
        Verb::Keys(KeysVerb::Rotate(settings)) => rotate(&settings).await,
    }
}

async fn start(settings: &Settings) -> Result<Platform, StartError> {
    let config = Config::read(settings.config.as_deref(), settings)?;
    log::init(&config)?;
    Platform::start(config, Clock::system(), Entropy::system()).await
}

async fn check(settings: &Settings) -> Result<(), StartError> {
    let config = Config::read(settings.config.as_deref(), settings)?;
    print!("{}", config.masked());
    let platform = Platform::start(config, Clock::system(), Entropy::system()).await?;
    platform::mail::transport(&platform)?;
    println!("The database answers, its schema is up to date and the master key fits.");
    Ok(())
}

/// Every column that is sealed.
#[must_use]
pub fn sealed() -> Vec<reseal::Sealed> {
    [reseal::own(), practice::sealed(), access::sealed(), messaging::sealed(), documents::sealed(), booking::sealed()].concat()
}

async fn rotate(settings: &Settings) -> Result<(), StartError> {
    let platform = start(settings).await?;
    let keys = platform.secrets.key_ids();
    let done = reseal::reseal(&platform, &sealed()).await.map_err(|error| StartError::new("keys", error))?;
    println!("{} values were sealed anew with key {}.", done.values, keys[0]);
    if done.unopened > 0 {
        return Err(StartError::new("keys", format!("{} values open with none of the keys that are there", done.unopened)));
    }
    let old: Vec<String> = keys[1..].iter().map(ToString::to_string).collect();
    if !old.is_empty() {
        println!("Nothing is sealed with key {} any more.", old.join(", "));
    }
    Ok(())
}

async fn user(verb: UserVerb) -> Result<(), StartError> {
    let (UserVerb::ResetPassword(args) | UserVerb::ResetSecondFactor(args)) = &verb;
    let platform = start(&args.settings).await?;
    let (slug, email) = (Slug(args.practice.clone()), Email::from(args.email.as_str()));
    let failed = |error| StartError::new(&format!("staff member of {}", args.practice), error);
    match &verb {
        UserVerb::ResetPassword(_) => {
            let link = access::host::recovery_link(&platform, &slug, &email).await.map_err(failed)?;
            println!("Give this link to the staff member; it works for 30 minutes, once:\n{link}");
        }
        UserVerb::ResetSecondFactor(_) => {
            access::host::reset_second_factor(&platform, &slug, &email).await.map_err(failed)?;
            println!("The second factor is gone and all sessions have ended.");
        }
    }
    Ok(())
}
