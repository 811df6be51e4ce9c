//! The same practice and client by the program in a process of its own: what can be killed and read from outside.

use api::Api;
use domain::access::password::SetPassword;
use domain::access::portal_access::CreatePortalInvitation;
use domain::access::session::App;
use domain::access::welcome::OpenWelcome;
use domain::messaging::OpenConversation;
use domain::practice::slug::Slug;
use domain::{ClientId, ConversationId};
use serde_json::Value;

use super::thread::MAYA;
use crate::harness::{PASSWORD, Program, client_input, http, once, within};

/// The practice's address.
pub fn slug() -> Slug {
    Slug("willow-reed".into())
}

/// A client who has come in, her clinician, who is the owner, and their conversation.
pub struct Talk {
    /// The clinician.
    pub owner: Api,
    /// The client's browser.
    pub maya: Api,
    /// Their conversation.
    pub id: ConversationId,
}

impl Talk {
    /// Sets the practice up, invites the client and begins the conversation.
    pub async fn begin(program: &Program) -> Self {
        let owner = program.practice().await;
        let client = owner.create_client(&once(), &client_input("Maya")).await.expect("created").id;
        let maya = comes_in(program, &owner, client).await;
        let staff = owner.get_me().await.expect("signed in").staff.expect("staff").id;
        let input = OpenConversation { client_id: client, staff_id: Some(staff) };
        let id = owner.open_conversation(&once(), &input).await.expect("opened").id;
        Self { owner, maya, id }
    }
}

/// The newest e-mail of this kind to `address`, as the built-in mailbox has it.
pub async fn mail(program: &Program, address: &str, kind: &str) -> Value {
    within(10, kind, async || {
        let mails: Value = http().get(format!("{}/dev/mailbox.json?to={address}", program.base)).send().await.ok()?.json().await.ok()?;
        mails.as_array()?.iter().find(|mail| mail["kind"] == kind).cloned()
    })
    .await
}

/// The token of the link in it.
pub fn token(mail: &Value) -> String {
    let link = mail["link"].as_str().expect("a link");
    link.split_once("token=").expect("a token").1.split('&').next().expect("a token").to_owned()
}

/// The token of the session that `api` holds for the application.
pub fn session(api: &Api) -> String {
    let cookies = api.cookies().expect("cookies");
    let name = format!("anteroom-{}=", api.app().as_str());
    cookies.split("; ").find_map(|pair| pair.strip_prefix(name.as_str())).expect("the session's cookie").to_owned()
}

async fn comes_in(program: &Program, owner: &Api, client: ClientId) -> Api {
    let invite = CreatePortalInvitation { email: MAYA.into(), rights: None, wording: None };
    owner.create_portal_invitation(&once(), client, &invite).await.expect("invited");
    let invitation = mail(program, MAYA, "portal_invitation").await;
    let browser = program.browser(App::Portal);
    let pin = invitation["pin"].as_str().expect("a PIN");
    let input = OpenWelcome { practice: slug(), email: MAYA.into(), pin: pin.into(), link_token: token(&invitation).as_str().into() };
    browser.open_welcome(&once(), &input).await.expect("opened");
    browser.set_password(&once(), &SetPassword { password: PASSWORD.into() }).await.expect("set");
    browser
}
