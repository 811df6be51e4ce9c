//! O9: no personal data in logs and addresses. The program is walked through what it can do with names, addresses, PINs
//! and tokens that occur nowhere else, and then everything it said is searched for them.

use api::Api;
use domain::access::account::{ConfirmEmailChange, RequestEmailChange};
use domain::access::password::{ChangePassword, SetPassword};
use domain::access::portal_access::CreatePortalInvitation;
use domain::access::session::{App, SignIn};
use domain::access::welcome::{AcceptStaffInvitation, OpenWelcome, RecoverPassword, RedeemPinCode, RequestPasswordRecovery};
use domain::practice::audit::ListAuditEvents;
use domain::practice::client::{ClientInput, ClientPhone, ContactKind, ListClients};
use domain::practice::client_import::ImportClients;
use domain::practice::office::PostalAddress;
use domain::practice::slug::Slug;
use domain::practice::staff::{InviteStaff, Role};
use serde_json::Value;

use crate::harness::{Kind, Place, Program, client_input, details, http, once, within};

const PASSWORD: &str = "Vermilion-Otter-Password-91";
const NEW_PASSWORD: &str = "Vermilion-Otter-Password-92";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o9_sqlite_nothing_of_anybody_is_in_the_logs() {
    walk(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn o9_postgres_nothing_of_anybody_is_in_the_logs() {
    walk(Kind::Postgres).await;
}

fn slug() -> Slug {
    Slug("willow-reed".into())
}

async fn walk(kind: Kind) {
    let place = Place::new(kind).await;
    // Everything there is to be said, by the product and by what it is made of.
    let program = Program::start(&place, &[("ANTEROOM_LOG_FILTER", "debug,h2=info"), ("ANTEROOM_LOG_FORMAT", "json")]).await;
    let owner = program.practice().await;
    let mut planted: Vec<String> =
        ["Quinzelotte", "Zyxwvander", "quinzelotte", "555-019-7733", "Pomegranate Crescent", "1971-11-23", PASSWORD, NEW_PASSWORD]
            .map(Into::into)
            .into();
    planted.extend(client_walks(&program, &owner).await);
    planted.extend(staff_walk(&program, &owner).await);
    refused(&program, &owner).await;

    let (out, err) = (program.said("stdout"), program.said("stderr"));
    assert!(err.lines().count() > 50, "it has said something");
    for line in err.lines() {
        let said: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("a line that is not JSON: {line}"));
        assert!(said["level"].is_string() && said["timestamp"].is_string(), "{line}");
    }
    assert!(err.contains("\"route\":\"/api/v1/practice/clients/{id}\""), "routes are logged by their pattern");
    let spoken = out.split("/admin/setup#token=").next().unwrap_or_default().to_owned() + &err;
    for secret in &planted {
        if let Some(line) = spoken.lines().find(|line| line.contains(secret.as_str())) {
            panic!("{secret} is in the log: {line}");
        }
    }
    drop(program);
    place.remove().await;
}

/// The text of the newest e-mail to `address`, as the mailbox has it.
async fn mail(program: &Program, address: &str) -> Value {
    within(5, "an e-mail", async || {
        let mails: Value = http().get(format!("{}/dev/mailbox.json?to={address}", program.base)).send().await.ok()?.json().await.ok()?;
        mails.as_array()?.first().cloned()
    })
    .await
}

fn link_token(mail: &Value) -> String {
    let link = mail["link"].as_str().expect("a link");
    link.split_once("token=").expect("a token").1.split('&').next().expect("a token").to_owned()
}

async fn client_walks(program: &Program, owner: &Api) -> Vec<String> {
    let email = "quinzelotte@zyxw.example";
    let mut input: ClientInput = client_input("Quinzelotte");
    input.last_name = "Zyxwvander".into();
    input.birth_date = Some("1971-11-23".parse().expect("a date"));
    input.emails[0].address = email.into();
    input.phones = vec![ClientPhone { number: "555-019-7733".into(), kind: ContactKind::Home, text_ok: true, voicemail_ok: true }];
    input.address = Some(PostalAddress { street: "7 Pomegranate Crescent".into(), city: "Zyxwville".into(), ..PostalAddress::default() });
    let client = owner.create_client(&once(), &input).await.expect("created");
    owner.list_clients(&ListClients { search: Some("Quinzelotte".into()), ..ListClients::default() }).await.expect("found");
    let csv = "first_name,last_name,email\nQuinzelotte,Zyxwvander,second@zyxw.example\nQuinzelotte,,bad\n".into();
    owner.import_clients(&once(), &ImportClients { csv, dry_run: false }).await.expect("imported");
    let invite = CreatePortalInvitation { email: email.into(), rights: None, wording: None };
    owner.create_portal_invitation(&once(), client.id, &invite).await.expect("invited");
    let invitation = mail(program, email).await;
    let (pin, token) = (invitation["pin"].as_str().expect("a PIN").to_owned(), link_token(&invitation));

    let browser = program.browser(App::Portal);
    let open = |pin: &str| OpenWelcome { practice: slug(), email: email.into(), pin: pin.into(), link_token: token.as_str().into() };
    assert!(browser.open_welcome(&once(), &open("wrong-Zyxwvander")).await.is_err());
    browser.open_welcome(&once(), &open(&pin)).await.expect("opened");
    browser.set_password(&once(), &SetPassword { password: PASSWORD.into() }).await.expect("set");
    browser.get_my_home().await.expect("home");
    let sign_in =
        |email: &str, password: &str| SignIn { app: App::Portal, practice: slug(), email: email.into(), password: password.into() };
    assert!(program.browser(App::Portal).sign_in(&once(), &sign_in(email, NEW_PASSWORD)).await.is_err());
    program.browser(App::Portal).sign_in(&once(), &sign_in(email, PASSWORD)).await.expect("signed in");

    let ask = RequestPasswordRecovery { app: App::Portal, practice: slug(), email: email.into() };
    browser.request_password_recovery(&once(), &ask).await.expect("asked for");
    let recovery = link_token(&mail(program, email).await);
    let recover = RecoverPassword { app: App::Portal, practice: slug(), token: recovery.as_str().into(), password: NEW_PASSWORD.into() };
    browser.recover_password(&once(), &recover).await.expect("recovered");
    browser.sign_in(&once(), &sign_in(email, NEW_PASSWORD)).await.expect("signed in");
    let change = ChangePassword { current_password: NEW_PASSWORD.into(), new_password: PASSWORD.into() };
    browser.change_password(&once(), &change).await.expect("changed");
    let moved = "quinzelotte.new@zyxw.example";
    let change = RequestEmailChange { password: PASSWORD.into(), new_email: moved.into() };
    browser.request_email_change(&once(), &change).await.expect("asked for");
    let confirm = link_token(&mail(program, moved).await);
    let input = ConfirmEmailChange { practice: slug(), token: confirm.as_str().into() };
    browser.confirm_email_change(&once(), &input).await.expect("confirmed");

    let code = owner.create_pin_code(&once(), client.id).await.expect("a code");
    let redeem = RedeemPinCode { practice: slug(), email: moved.into(), code: code.code.clone() };
    let other = program.browser(App::Portal);
    other.redeem_pin_code(&once(), &redeem).await.expect("redeemed");
    let session = other.cookies().unwrap_or_default();
    let session = session.split_once('=').map(|(_, token)| token.split('.').next_back().unwrap_or_default().to_owned());
    owner.export_audit_events(&ListAuditEvents::default()).await.expect("exported");
    owner.disable_portal_access(&once(), client.id).await.expect("disabled");
    // A PIN of four digits occurs in ids and times by chance; six and more do not stand alone.
    let quoted_pin = format!("\"{pin}\"");
    [quoted_pin, token, recovery, confirm, format!("\"{}\"", code.code.as_str())].into_iter().chain(session).collect()
}

async fn staff_walk(program: &Program, owner: &Api) -> Vec<String> {
    let email = "quinzelotte.staff@zyxw.example";
    let mut colleague = details("Quinzelotte", Role::Clinician);
    colleague.last_name = "Zyxwvander".into();
    owner.invite_staff(&once(), &InviteStaff { email: email.into(), details: colleague }).await.expect("invited");
    let token = link_token(&mail(program, email).await);
    let browser = program.browser(App::Admin);
    let accept = AcceptStaffInvitation { practice: slug(), email: email.into(), token: token.as_str().into(), password: PASSWORD.into() };
    browser.accept_staff_invitation(&once(), &accept).await.expect("accepted");
    let secret = browser.start_second_factor(&once()).await.expect("a secret").secret;
    vec![token, secret.as_str().to_owned()]
}

/// What goes wrong is told without what was sent.
async fn refused(program: &Program, owner: &Api) {
    let raw = crate::harness::Raw::new(&program.base).signed_in_as(owner);
    for body in [r#"{"first_name":"Quinzelotte"#, r#"{"first_name":7,"Zyxwvander":1}"#, r#""Quinzelotte""#, r#"{"status":"Zyxwvander"}"#] {
        let request = raw.request(reqwest::Method::POST, "/api/v1/practice/clients").header("content-type", "application/json");
        let reply = raw.send(request.body(body)).await;
        assert!(reply.status >= 400 && !reply.text().contains("Quinzelotte"), "{}", reply.text());
    }
    raw.get("/api/v1/practice/clients?search=Quinzelotte&status=Zyxwvander").await;
    raw.get("/api/v1/practice/clients/Quinzelotte").await;
    raw.get("/Quinzelotte/Zyxwvander?email=quinzelotte@zyxw.example").await;
    raw.get("/p/quinzelotte/welcome").await;
}
