//! What tabs of one browser share a line with: a lock that one of them holds (Web Locks), and a channel on which that one
//! hands on what it is told (BroadcastChannel). A browser has both only where the page came by TLS or from this machine.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, BroadcastChannel, MessageEvent};

use super::word::Word;

/// The channel between the tabs. Letting it go closes it.
pub(super) struct Channel {
    channel: BroadcastChannel,
    _heard: Closure<dyn Fn(MessageEvent)>,
}

impl Channel {
    /// Listens to the others; none where tabs of this browser cannot share.
    pub(super) fn open(name: &str, heard: impl Fn(Word<'_>) + 'static) -> Option<Self> {
        locks()?;
        let channel = BroadcastChannel::new(name).ok()?;
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            if let Some(word) = Word::read(&text) {
                heard(word);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Self { channel, _heard: heard })
    }

    /// Says something to all others.
    pub(super) fn say(&self, word: Word<'_>) {
        let _ = self.channel.post_message(&word.written().into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// How far a tab is in the queue for the lock.
enum Place {
    Waiting,
    /// It has it, until this is called.
    Holding(Function),
    /// It is not in the queue any longer.
    Left,
}

/// A tab's place in the queue for the lock. Letting it go leaves the queue, or gives the lock to the next.
pub(super) struct Turn {
    place: Rc<RefCell<Place>>,
    abort: Option<AbortController>,
    _granted: Closure<dyn FnMut(JsValue) -> JsValue>,
}

/// How a place in the queue was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// Another tab took the lock away, since nobody answered it.
    Taken,
    /// The browser gives no locks to this page.
    Refused,
}

impl Turn {
    /// Stands in line for the lock `name`, or takes it away from whoever holds it. `granted` is called when this tab has it,
    /// `lost` when it is not its own doing that it has it no longer, or will never have it.
    pub(super) fn wait(name: &str, take: bool, granted: impl FnOnce() + 'static, lost: impl FnOnce(Lost) + 'static) -> Option<Self> {
        let locks = locks()?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        let options = Object::new();
        let abort = if take { None } else { Some(AbortController::new().ok()?) };
        match &abort {
            Some(abort) => Reflect::set(&options, &"signal".into(), &abort.signal()).ok()?,
            // Nothing can be called off that happens at once.
            None => Reflect::set(&options, &"steal".into(), &JsValue::TRUE).ok()?,
        };
        let place = Rc::new(RefCell::new(Place::Waiting));
        let held = Rc::clone(&place);
        let granted = Closure::<dyn FnMut(JsValue) -> JsValue>::once(move |_: JsValue| {
            if matches!(*held.borrow(), Place::Left) {
                return JsValue::UNDEFINED;
            }
            let until = Promise::new(&mut |done, _| *held.borrow_mut() = Place::Holding(done));
            granted();
            until.into()
        });
        let asked = request.call3(&locks, &name.into(), &options, granted.as_ref()).ok()?.dyn_into::<Promise>().ok()?;
        let seen = Rc::clone(&place);
        spawn_local(async move {
            let refused = JsFuture::from(asked).await.is_err();
            let before = seen.replace(Place::Left);
            match before {
                Place::Waiting if refused => lost(Lost::Refused),
                Place::Holding(_) => lost(Lost::Taken),
                Place::Waiting | Place::Left => {}
            }
        });
        Some(Self { place, abort, _granted: granted })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        match self.place.replace(Place::Left) {
            Place::Holding(done) => {
                let _ = done.call0(&JsValue::UNDEFINED);
            }
            Place::Waiting => {
                if let Some(abort) = &self.abort {
                    abort.abort();
                }
            }
            Place::Left => {}
        }
    }
}

/// The browser's locks, where it has them for this page.
fn locks() -> Option<JsValue> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    locks.is_object().then_some(locks)
}
