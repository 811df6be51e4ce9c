//! The line to the server in the browser: `fetch` to the page's own origin, cookies included.

use domain::access::session::App;
use gloo_net::http::{Method as Verb, RequestBuilder};
use web_sys::AbortSignal;

use crate::Api;
use crate::call::{Method, Request, Response};

#[derive(Clone, Copy)]
pub(crate) struct Line;

impl Api {
    /// Speaks to the server this page came from.
    #[must_use]
    pub fn browser(app: App) -> Self {
        Self { app, line: Line, listener: None, unattended: false, watcher: None }
    }
}

impl Line {
    /// `None` when there was no answer.
    pub(crate) async fn send(&self, request: Request) -> Option<Response> {
        let verb = match request.method {
            Method::Get => Verb::GET,
            Method::Post => Verb::POST,
            Method::Put => Verb::PUT,
            Method::Delete => Verb::DELETE,
        };
        let signal = AbortSignal::timeout_with_u32(request.patience * 1_000);
        let mut builder = RequestBuilder::new(&request.path).method(verb).abort_signal(Some(&signal));
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let ready = match request.body {
            Some(body) => builder.body(js_sys::Uint8Array::from(body.as_slice())),
            None => builder.build(),
        };
        let response = ready.ok()?.send().await.ok()?;
        let status = response.status();
        let body = response.binary().await.ok()?;
        Some(Response { status, body })
    }
}
