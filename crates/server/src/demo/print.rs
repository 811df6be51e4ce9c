//! What the demonstration prints: addresses and every login.

use serde::{Deserialize, Serialize};

/// Everything somebody needs to walk through.
#[derive(Serialize, Deserialize)]
pub struct Sheet {
    /// The first practice's address.
    pub practice: String,
    /// The server.
    pub url: String,
    /// Where clients come in.
    pub portal: String,
    /// Where staff come in.
    pub admin: String,
    /// Where e-mails can be read.
    pub mailbox: String,
    /// The description of the API.
    pub api: String,
    /// Everybody with a password.
    pub logins: Vec<Login>,
}

/// Somebody with a password.
#[derive(Serialize, Deserialize)]
pub struct Login {
    /// `portal` or `admin`.
    pub app: String,
    /// The practice's address.
    pub practice: String,
    /// Their role, or `client`.
    pub role: String,
    /// Their name.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// Their password.
    pub password: String,
    /// For their authenticator app, where they have a second factor.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub totp_secret: Option<String>,
}

/// The sheet for people: staff first, then clients.
pub fn people(sheet: &Sheet) {
    println!("\nAnteroom is ready, with invented people in it. Press Ctrl-C to stop.\n");
    for (what, address) in [("Clients", &sheet.portal), ("Staff", &sheet.admin), ("E-mails", &sheet.mailbox), ("API", &sheet.api)] {
        println!("  {what:<9} {address}");
    }
    for (app, title) in [("admin", "Staff"), ("portal", "Clients")] {
        println!("\n{title}");
        for login in sheet.logins.iter().filter(|login| login.app == app) {
            let factor = login.totp_secret.as_ref().map_or_else(String::new, |secret| format!("   second factor {secret}"));
            let name = format!("{} ({})", login.name, if app == "admin" { &login.role } else { &login.practice });
            println!("  {name:<42} {:<34} {}{factor}", login.email, login.password);
        }
    }
    println!("\nClients who were invited and have not come in yet find link and PIN in the mailbox.\n");
}
