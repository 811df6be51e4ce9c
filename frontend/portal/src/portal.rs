//! What all pages of the portal share, handed down through context.

use api::{Api, Attempt, Failure};
use domain::access::session::{App, Me, SessionKind};
use domain::practice::profile::PublicPractice;
use domain::practice::slug::Slug;
use leptos::prelude::*;

use crate::address;
use crate::documents::Documents;
use crate::early::Early;
use crate::messages::Messages;
use crate::session::{Farewell, Session};
use crate::texts::{Texts, problems};

/// Under this name, with the practice's address, the browser remembers who signed in.
const SIGNED_IN: &str = "signed-in";

/// The portal of one practice. Copy it anywhere; get it with [`use_portal`].
#[derive(Clone, Copy)]
pub struct Portal {
    /// What people read, in their language.
    pub texts: Texts,
    /// Who is signed in.
    pub session: Session,
    /// What was typed before this program arrived.
    pub early: Early,
    /// What waits to be read, and whether the messages are open over the page.
    pub messages: Messages,
    /// How many documents wait, and what their pages tell each other.
    pub documents: Documents,
    /// The practice, once it is known.
    pub practice: RwSignal<Option<PublicPractice>>,
    api: StoredValue<Api>,
    slug: StoredValue<Slug>,
}

/// The portal these pages belong to.
pub fn use_portal() -> Portal {
    expect_context::<Portal>()
}

/// Speaks to the server the page came from.
#[cfg(target_arch = "wasm32")]
fn line() -> Api {
    Api::browser(App::Portal)
}

/// Natively only the tests of pure functions run: there is no page, and nobody to ask.
#[cfg(not(target_arch = "wasm32"))]
fn line() -> Api {
    unreachable!("pages run in a browser, as {}", App::Portal.as_str())
}

impl Portal {
    /// The portal at the address of this page.
    pub fn here() -> Self {
        let session = Session::new();
        let path = window().location().pathname().unwrap_or_default();
        Self {
            texts: Texts::new(),
            session,
            early: Early::new(),
            messages: Messages::new(),
            documents: Documents::new(),
            practice: RwSignal::new(None),
            api: StoredValue::new(line().on_answer(move |answer| session.heard(answer))),
            slug: StoredValue::new(address::slug_of(&path)),
        }
    }

    /// The typed client of the API.
    pub fn api(self) -> Api {
        self.api.get_value()
    }

    /// The practice's address.
    pub fn slug(self) -> Slug {
        self.slug.get_value()
    }

    /// The address of one of the portal's pages, such as `/sign-in`; the doors for an empty one.
    pub fn path(self, page: &str) -> String {
        self.slug.with_value(|slug| format!("/p/{}{page}", slug.0))
    }

    /// The same as a signal, for parts that want one.
    pub fn link(self, page: &'static str) -> Signal<String> {
        Signal::stored(self.path(page))
    }

    /// The practice's name. Tracks.
    pub fn name(self) -> String {
        self.practice.with(|p| p.as_ref().map(|p| p.name.clone())).unwrap_or_default()
    }

    /// The practice's telephone number. Tracks.
    pub fn phone(self) -> String {
        self.practice.with(|p| p.as_ref().map(|p| p.phone.clone())).unwrap_or_default()
    }

    /// The practice's time zone. Tracks.
    pub fn zone(self) -> String {
        self.practice.with(|p| p.as_ref().map(|p| p.zone.0.clone())).unwrap_or_default()
    }

    /// A failure in words.
    pub fn tell(self, failure: &Failure) -> ui::Failure {
        problems::tell(self.texts.untracked(), failure)
    }

    /// Asks the server who is signed in.
    ///
    /// # Errors
    /// When the server could not be asked; *nobody* is no error.
    pub async fn ask_who(self) -> Result<(), Failure> {
        match self.api().get_me().await {
            Ok(me) => self.know(me),
            Err(failure) if failure.status() == Some(401) => self.nobody(),
            Err(failure) => {
                self.session.is_unclear(failure.clone());
                return Err(failure);
            }
        }
        Ok(())
    }

    /// The server said who is signed in. One browser holds one session, which may be another practice's.
    pub fn know(self, me: Me) {
        let ours = me.kind == SessionKind::Full && me.practice.slug == self.slug();
        let Some(client) = me.client.as_ref().filter(|_| ours) else { return self.nobody() };
        // Somebody else signed in meanwhile in another tab: nothing of the one before stays on the page.
        let before = untrack(|| self.session.client());
        if before.is_some_and(|before| before.login_id != client.login_id) {
            let _ = window().location().reload();
            return;
        }
        self.texts.choose(client.language);
        self.remember(Some(&client.login_id.to_string()));
        self.session.is(Some(me));
    }

    /// Nobody is signed in.
    pub fn nobody(self) {
        self.remember(None);
        self.session.is(None);
    }

    /// Signs out because the person said so; what they had begun to write is forgotten.
    ///
    /// # Errors
    /// When the server could not be told: then they are still signed in.
    pub async fn sign_out(self) -> Result<(), Failure> {
        self.leave(Farewell::SignedOut, self.api().sign_out(&Attempt::new())).await
    }

    /// Ends the session by `end`, as the person wished, and forgets what they had begun to write and what was not sent: also
    /// where another answer said before this one that the session is over.
    ///
    /// # Errors
    /// As those of `end`, while they are still signed in.
    pub async fn leave(self, farewell: Farewell, end: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
        let login = self.login();
        match end.await {
            Err(failure) if failure.status() != Some(401) => return Err(failure),
            _ => {}
        }
        if let Some(login) = login {
            ui::draft::forget_all(&login);
        }
        self.left(farewell);
        Ok(())
    }

    /// How many messages wait to be sent on this device, and how many forms have answers that wait to be saved; signing out on
    /// purpose deletes them.
    pub fn unsent(self) -> (u64, u64) {
        let Some(login) = self.login() else { return (0, 0) };
        let (all, forms) = (ui::draft::waiting(&login), ui::draft::waiting_below(&login, crate::documents::SHELF));
        (all.saturating_sub(forms) as u64, forms as u64)
    }

    /// They are signed out. With a new password or address they come back at once: what they sent still waits.
    pub fn left(self, farewell: Farewell) {
        if let Some(login) = self.login() {
            ui::draft::forget_drafts(&login);
        }
        self.remember(None);
        self.session.over(farewell);
    }

    /// Whose drafts are kept on this device: who is signed in.
    fn login(self) -> Option<String> {
        untrack(|| self.session.client()).map(|me| me.login_id.to_string())
    }

    /// Whether somebody signed in on this device and did not sign out: pages for anyone ask the server only then.
    pub fn somebody_was_here(self) -> bool {
        let storage = window().local_storage().ok().flatten();
        storage.and_then(|s| s.get_item(&self.mark()).ok()?).is_some()
    }

    /// Whether another tab has just noted, under `key`, that somebody else signed in with this browser.
    pub fn is_somebody_elses(self, key: Option<&str>, login: Option<&str>) -> bool {
        let ours = self.login();
        // Staff's pages note the same elsewhere.
        let of_portal = key.and_then(|key| key.strip_prefix(SIGNED_IN)).is_some_and(|page| page.starts_with("/p/"));
        of_portal && ours.is_some_and(|ours| login.is_some_and(|login| login != ours))
    }

    fn remember(self, login: Option<&str>) {
        let Some(storage) = window().local_storage().ok().flatten() else { return };
        let _ = match login {
            Some(login) => storage.set_item(&self.mark(), login),
            None => storage.remove_item(&self.mark()),
        };
    }

    fn mark(self) -> String {
        format!("{SIGNED_IN}{}", self.path(""))
    }
}
