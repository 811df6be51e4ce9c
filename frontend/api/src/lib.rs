//! The typed client of `/api/v1`: one method for each operation, the same in the browser and natively.
//!
//! In the browser it speaks to the server the page came from and the session lives in a cookie that no code here can
//! see. Natively (the server's tests, other programs) it speaks to a base address, with a jar of cookies or a Bearer
//! token. The methods stand in one module for each capability; all of them are methods of [`Api`].
//!
//! ```no_run
//! # use api::{Api, Attempt, Failure};
//! # use domain::access::session::{App, SignIn};
//! # async fn f(api: Api, input: SignIn) -> Result<(), Failure> {
//! let signed_in = api.sign_in(&Attempt::new(), &input).await?;
//! let home = api.get_my_home().await?;
//! # Ok(()) }
//! ```

mod access;
mod account;
mod answer;
mod attempt;
mod audit;
mod booking;
#[cfg(target_arch = "wasm32")]
mod browser;
mod call;
mod clients;
mod documents;
mod email_texts;
mod failure;
mod messaging;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod offices;
mod portal_access;
mod practice;
mod second_factor;
mod services;
mod staff;
#[cfg(target_arch = "wasm32")]
mod watched;

use std::sync::Arc;

use domain::access::session::App;

pub use answer::Answer;
pub use attempt::Attempt;
pub use documents::{WaitingDocument, WaitingDocuments};
pub use failure::Failure;
#[cfg(not(target_arch = "wasm32"))]
pub use messaging::{LiveStream, Told};
#[cfg(not(target_arch = "wasm32"))]
pub use native::Exchange;

#[cfg(target_arch = "wasm32")]
use browser::Line;
#[cfg(not(target_arch = "wasm32"))]
use native::Line;

type Listener = Arc<dyn Fn(&Answer) + Send + Sync>;
/// Told how many bytes of how many have been sent.
#[cfg(target_arch = "wasm32")]
type Watcher = Arc<dyn Fn(u64, u64) + Send + Sync>;

/// Everything one application can ask of the server. Cheap to clone; clones share cookies and listener.
#[derive(Clone)]
pub struct Api {
    app: App,
    line: Line,
    listener: Option<Listener>,
    unattended: bool,
    #[cfg(target_arch = "wasm32")]
    watcher: Option<Watcher>,
}

impl Api {
    /// Calls `listener` after every answer, so that the application knows that the session was used, or is no more.
    #[must_use]
    pub fn on_answer(mut self, listener: impl Fn(&Answer) + Send + Sync + 'static) -> Self {
        self.listener = Some(Arc::new(listener));
        self
    }

    /// The same for what a page asks by itself, as when an event told it that something is new: it does not count as use of
    /// the session, so nobody stays signed in only because others write to them (A20).
    #[must_use]
    pub fn unattended(&self) -> Self {
        Self { unattended: true, ..self.clone() }
    }

    /// The same for a large file: `watcher` is told, as it goes, how many bytes of how many have been sent.
    #[cfg(target_arch = "wasm32")]
    #[must_use]
    pub fn watched(&self, watcher: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        Self { watcher: Some(Arc::new(watcher)), ..self.clone() }
    }

    /// The application it speaks for.
    #[must_use]
    pub fn app(&self) -> App {
        self.app
    }
}
