//! Notices of this browser that a message waits, seen from the page: the worker beside the pages, what its person allowed, and
//! what the browser's push service knows. What is said about it stands in the applications.

use domain::messaging::{EndPush, PushSubscription};
use js_sys::{Array, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Notification, NotificationPermission, PushSubscription as Subscribed, ServiceWorkerContainer, ServiceWorkerRegistration, Storage,
};

/// So many milliseconds a worker has to come to work.
const PATIENCE: i32 = 10_000;

/// Whether this browser tells its person of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waking {
    /// This browser cannot.
    Unable,
    /// Its person said no; only they can take that back, in the browser's settings.
    Refused,
    /// It does not.
    Off,
    /// It does.
    On,
}

/// The worker that shows notices: an application's, for its own pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    script: &'static str,
    scope: String,
}

impl Worker {
    /// The worker at the address `script`, for the pages below `scope`.
    #[must_use]
    pub fn new(script: &'static str, scope: impl Into<String>) -> Self {
        Self { script, scope: scope.into() }
    }

    /// How it stands, without asking anybody for anything.
    pub async fn waking(&self) -> Waking {
        if workers().is_none() {
            return Waking::Unable;
        }
        if Notification::permission() == NotificationPermission::Denied {
            return Waking::Refused;
        }
        let subscribed = match self.registered().await {
            Some(registration) => subscribed(&registration).await,
            None => None,
        };
        let granted = Notification::permission() == NotificationPermission::Granted;
        if granted && subscribed.is_some() { Waking::On } else { Waking::Off }
    }

    /// Asks the person, and gives how it stands then: [`Waking::On`] when they allow it. `None` when the browser failed.
    pub async fn ask() -> Option<Waking> {
        JsFuture::from(Notification::request_permission().ok()?).await.ok()?;
        Some(match Notification::permission() {
            NotificationPermission::Granted => Waking::On,
            NotificationPermission::Denied => Waking::Refused,
            _ => Waking::Off,
        })
    }

    /// Subscribes to the browser's push service under the server's `key`, for the person `of`; gives what the server needs to
    /// wake this browser.
    pub async fn subscribe(&self, key: &str, of: &str) -> Option<PushSubscription> {
        let registration = self.registration().await?;
        let options = Object::new();
        Reflect::set(&options, &"userVisibleOnly".into(), &JsValue::TRUE).ok()?;
        Reflect::set(&options, &"applicationServerKey".into(), &key.into()).ok()?;
        let asked = registration.push_manager().ok()?.subscribe_with_options(options.unchecked_ref()).ok()?;
        let subscription = wire(&JsFuture::from(asked).await.ok()?.dyn_into().ok()?)?;
        if let Some(store) = storage() {
            let _ = store.set_item(&self.mark(), of);
        }
        Some(subscription)
    }

    /// What the server is told when it is to wake this browser no longer; none where it is not subscribed.
    pub async fn ending(&self) -> Option<EndPush> {
        let subscription = subscribed(&self.registered().await?).await?;
        Some(EndPush { endpoint: subscription.endpoint().into() })
    }

    /// Lets the subscription go if `of` asked for it: they signed out, and the server knows. Somebody else's in the same browser
    /// stays.
    pub async fn unsubscribe_of(&self, of: &str) {
        if storage().and_then(|store| store.get_item(&self.mark()).ok()?).as_deref() == Some(of) {
            self.unsubscribe().await;
        }
    }

    /// Lets the subscription go. The server is told first: a browser that it still knew would be woken for nothing.
    pub async fn unsubscribe(&self) {
        if let Some(store) = storage() {
            let _ = store.remove_item(&self.mark());
        }
        let Some(registration) = self.registered().await else { return };
        if let Some(Ok(ended)) = subscribed(&registration).await.map(|subscription| subscription.unsubscribe()) {
            let _ = JsFuture::from(ended).await;
        }
    }

    /// Under this name the browser remembers who asked for it.
    fn mark(&self) -> String {
        format!("woken{}", self.scope)
    }

    /// The worker that is there already.
    async fn registered(&self) -> Option<ServiceWorkerRegistration> {
        JsFuture::from(workers()?.get_registration_with_document_url(&self.scope)).await.ok()?.dyn_into().ok()
    }

    /// The worker at work; registered now unless it is there. One that does not come to work counts as none.
    async fn registration(&self) -> Option<ServiceWorkerRegistration> {
        let options = Object::new();
        Reflect::set(&options, &"scope".into(), &self.scope.as_str().into()).ok()?;
        let registered = workers()?.register_with_options(self.script, options.unchecked_ref());
        JsFuture::from(registered).await.ok()?;
        // Only one that is at work can be told.
        let ready = workers()?.ready().ok()?;
        let late = Promise::new(&mut |resolve, _| {
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PATIENCE);
        });
        JsFuture::from(Promise::race(&Array::of2(&ready, &late))).await.ok()?.dyn_into().ok()
    }
}

/// The browser's workers, where it has such things for this page.
fn workers() -> Option<ServiceWorkerContainer> {
    let (window, has) = (window(), |of: &JsValue, name: &str| Reflect::has(of, &name.into()).unwrap_or(false));
    let navigator = window.navigator();
    let able = has(&navigator, "serviceWorker") && has(&window, "PushManager") && has(&window, "Notification");
    able.then(|| navigator.service_worker())
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What the browser is subscribed to.
async fn subscribed(registration: &ServiceWorkerRegistration) -> Option<Subscribed> {
    let asked = registration.push_manager().ok()?.get_subscription().ok()?;
    JsFuture::from(asked).await.ok()?.dyn_into().ok()
}

fn wire(subscription: &Subscribed) -> Option<PushSubscription> {
    let json: JsValue = subscription.to_json().ok()?.into();
    let keys = Reflect::get(&json, &"keys".into()).ok()?;
    let key = |name: &str| Reflect::get(&keys, &name.into()).ok()?.as_string();
    Some(PushSubscription { endpoint: subscription.endpoint().into(), p256dh: key("p256dh")?.into(), auth: key("auth")?.into() })
}
