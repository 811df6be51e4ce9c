//! The browser's end of a line.

use domain::messaging::LiveEvent;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{EventSource, MessageEvent};

/// The event by which the server shows that the line is alive; it says nothing else.
pub(super) const BEAT: &str = "beat";

/// An open line, or one that is being opened. Letting it go closes it.
pub(super) struct Connection {
    source: EventSource,
    _opened: Closure<dyn Fn()>,
    _failed: Closure<dyn Fn()>,
    _told: Closure<dyn Fn(MessageEvent)>,
}

impl Connection {
    /// Opens a line; none where the browser cannot.
    pub(super) fn open(
        address: &str,
        opened: impl Fn() + 'static,
        failed: impl Fn() + 'static,
        told: impl Fn(&str, &str) + 'static,
    ) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let opened = Closure::<dyn Fn()>::new(opened);
        let failed = Closure::<dyn Fn()>::new(failed);
        let told = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            told(&event.type_(), &event.data().as_string().unwrap_or_default());
        });
        source.set_onopen(Some(opened.as_ref().unchecked_ref()));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        for name in LiveEvent::NAMES.into_iter().chain([BEAT]) {
            let _ = source.add_event_listener_with_callback(name, told.as_ref().unchecked_ref());
        }
        Some(Self { source, _opened: opened, _failed: failed, _told: told })
    }

    /// Closes it; nothing more is told.
    pub(super) fn close(&self) {
        self.source.set_onopen(None);
        self.source.set_onerror(None);
        self.source.close();
    }

    /// Whether the browser does not come back by itself.
    pub(super) fn is_given_up(&self) -> bool {
        self.source.ready_state() == EventSource::CLOSED
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.close();
    }
}
