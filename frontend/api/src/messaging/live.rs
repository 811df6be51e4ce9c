//! The stream of what is new (M5): its address, for a browser's `EventSource`, and natively the stream itself.

#[cfg(not(target_arch = "wasm32"))]
use std::mem;

use domain::access::session::App;
use domain::messaging::LiveEvent;
#[cfg(not(target_arch = "wasm32"))]
use reqwest::Response;

use crate::Api;
#[cfg(not(target_arch = "wasm32"))]
use crate::Failure;

impl Api {
    /// Where the stream is. A browser that loses it comes back by itself, says what it had last, and misses nothing.
    #[must_use]
    pub fn live_address(&self) -> &'static str {
        match self.app() {
            App::Portal => "/api/v1/portal/live",
            App::Admin => "/api/v1/practice/live",
        }
    }

    /// The event with this name and data; none for events that a newer server may know.
    #[must_use]
    pub fn live_event(name: &str, data: &str) -> Option<LiveEvent> {
        // From bytes, as answers are read: each way of reading is a program of its own for every type.
        LiveEvent::read(name, &mut serde_json::Deserializer::from_slice(data.as_bytes()))
    }
}

/// An event and its place in the person's stream.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What to say in `Last-Event-ID` to go on behind it; none for an event that has no place.
    pub id: Option<String>,
    /// The event.
    pub event: LiveEvent,
}

/// An open stream, in programs and tests.
#[cfg(not(target_arch = "wasm32"))]
pub struct LiveStream {
    response: Response,
    lines: Lines,
}

#[cfg(not(target_arch = "wasm32"))]
impl Api {
    /// Opens the stream; with the id of the last event, what came after it comes first.
    pub async fn open_live(&self, last: Option<&str>) -> Result<LiveStream, Failure> {
        let response = self.line.stream(self.live_address(), last, self.app()).await?;
        Ok(LiveStream { response, lines: Lines::default() })
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl LiveStream {
    /// The next event; none when the stream ended.
    pub async fn next(&mut self) -> Option<Told> {
        loop {
            if let Some(told) = self.lines.next() {
                return Some(told);
            }
            let piece = self.response.chunk().await.ok()??;
            self.lines.take(&piece);
        }
    }
}

/// Bytes on their way to events (WHATWG HTML, 9.2.6), as far as our server writes them: lines end with `\n`.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Default)]
struct Lines {
    bytes: Vec<u8>,
    name: String,
    data: String,
    id: Option<String>,
}

#[cfg(not(target_arch = "wasm32"))]
impl Lines {
    fn take(&mut self, piece: &[u8]) {
        self.bytes.extend_from_slice(piece);
    }

    fn next(&mut self) -> Option<Told> {
        while let Some(end) = self.bytes.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.bytes.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches(['\n', '\r']);
            if line.is_empty() {
                let (name, data) = (mem::take(&mut self.name), mem::take(&mut self.data));
                if let Some(event) = Api::live_event(&name, &data) {
                    return Some(Told { id: self.id.clone(), event });
                }
                continue;
            }
            let (field, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "event" => self.name = value.to_owned(),
                "data" if self.data.is_empty() => self.data = value.to_owned(),
                "data" => self.data.extend(["\n", value]),
                "id" => self.id = Some(value.to_owned()),
                // `retry` is for browsers, and a comment for nobody.
                _ => {}
            }
        }
        None
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use domain::ConversationId;
    use domain::messaging::ConversationEvent;

    use super::*;

    #[test]
    fn m5_events_are_read_however_the_bytes_arrive() {
        let stream = ": ping\n\nevent: beat\ndata: {}\n\nid: 7\nevent: draft\ndata: {\"conversation_id\":\ndata: \"00000000-0000-7000-8000-000000000007\"}\n\nevent: later\ndata: {}\n\nretry: 1000\n\nevent: resync\r\ndata: {}\r\n\r\n";
        let conversation_id = ConversationId(uuid::Uuid::from_u128(0x7000_8000_0000_0000_0007));
        let draft = LiveEvent::Draft(ConversationEvent { conversation_id });
        let told = |event| Told { id: Some("7".into()), event };
        for length in 1..=stream.len() {
            let mut lines = Lines::default();
            let mut events = Vec::new();
            for piece in stream.as_bytes().chunks(length) {
                lines.take(piece);
                events.extend(std::iter::from_fn(|| lines.next()));
            }
            assert_eq!(events, [told(draft), told(LiveEvent::Resync {})], "pieces of {length}");
        }
    }

    #[test]
    fn m5_half_an_event_is_none() {
        let mut lines = Lines::default();
        lines.take(b"event: resync\ndata: {}\n");
        assert_eq!(lines.next(), None);
        lines.take(b"\n");
        assert_eq!(lines.next().map(|told| told.event), Some(LiveEvent::Resync {}));
    }
}
