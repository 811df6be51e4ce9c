//! The line to the server from a program: a base address, and a jar of cookies or a Bearer token.

use std::sync::Arc;
use std::time::Duration;

use domain::access::session::App;
use reqwest::cookie::{CookieStore, Jar};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Method as Verb, Response as ReqwestResponse, StatusCode, Url};

use crate::call::{Method, Request, Response, read};
use crate::{Api, Failure};

/// How long a stream may stay open; a test's ends before.
const STREAM: Duration = Duration::from_secs(24 * 60 * 60);

/// A request and its answer as they went over the line.
pub struct Exchange<'a> {
    /// `GET`, ….
    pub method: &'a str,
    /// Path and query.
    pub path: &'a str,
    /// The answer's HTTP status.
    pub status: u16,
    /// The answer's `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The answer's body.
    pub body: &'a [u8],
}

type Witness = Arc<dyn Fn(&Exchange<'_>) + Send + Sync>;

#[derive(Clone)]
pub(crate) struct Line {
    client: Client,
    base: Url,
    jar: Arc<Jar>,
    bearer: Option<String>,
    witness: Option<Witness>,
}

impl Api {
    /// Speaks to the server at `base`, such as `http://127.0.0.1:8080`, with an empty jar: like a browser that was
    /// never there.
    ///
    /// # Errors
    /// When `base` is no address, or TLS cannot be set up.
    pub fn connect(base: &str, app: App) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        // An error says that the program has chosen its own provider already, which is as good.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let base = Url::parse(base)?;
        let jar = Arc::new(Jar::default());
        let mut builder = Client::builder().cookie_provider(jar.clone());
        if base.scheme() == "http" {
            // Nobody's certificate will be looked at; reading those of the machine takes a while.
            builder = builder.tls_certs_only([]);
        }
        let client = builder.build()?;
        Ok(Self { app, line: Line { client, base, jar, bearer: None, witness: None }, listener: None, unattended: false })
    }

    /// The same with a session's token in `Authorization: Bearer`, in place of cookies.
    #[must_use]
    pub fn bearer(mut self, token: impl Into<String>) -> Self {
        self.line.bearer = Some(token.into());
        self
    }

    /// Shows `witness` every request with its answer, whole: for tests that hold answers against their description.
    #[must_use]
    pub fn on_exchange(mut self, witness: impl Fn(&Exchange<'_>) + Send + Sync + 'static) -> Self {
        self.line.witness = Some(Arc::new(witness));
        self
    }

    /// The cookies it would send, as in the header `Cookie`.
    #[must_use]
    pub fn cookies(&self) -> Option<String> {
        let header = self.line.jar.cookies(&self.line.base)?;
        header.to_str().ok().map(Into::into)
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
        let mut builder = self.client.request(verb.clone(), self.base.join(&request.path).ok()?);
        builder = builder.timeout(Duration::from_secs(request.patience.into()));
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        if let Some(token) = &self.bearer {
            builder = builder.bearer_auth(token);
        }
        if let Some(body) = request.body {
            builder = builder.body(body);
        }
        let response = builder.send().await.ok()?;
        let status = response.status().as_u16();
        let content_type = response.headers().get(CONTENT_TYPE).cloned();
        let body = response.bytes().await.ok()?.to_vec();
        if let Some(witness) = &self.witness {
            let content_type = content_type.as_ref().and_then(|value| value.to_str().ok());
            witness(&Exchange { method: verb.as_str(), path: &request.path, status, content_type, body: &body });
        }
        Some(Response { status, body })
    }

    /// Opens a stream of events; `last` is the id of the last one that was had.
    pub(crate) async fn stream(&self, path: &str, last: Option<&str>, app: App) -> Result<ReqwestResponse, Failure> {
        let address = self.base.join(path).map_err(|_| Failure::Network)?;
        let mut builder =
            self.client.get(address).header("Anteroom-App", app.as_str()).header("Accept", "text/event-stream").timeout(STREAM);
        if let Some(last) = last {
            builder = builder.header("Last-Event-ID", last);
        }
        if let Some(token) = &self.bearer {
            builder = builder.bearer_auth(token);
        }
        let response = builder.send().await.map_err(|_| Failure::Network)?;
        if response.status() == StatusCode::OK {
            return Ok(response);
        }
        let status = response.status().as_u16();
        let body = response.bytes().await.map_err(|_| Failure::Network)?.to_vec();
        // A success that is no stream is none of ours.
        read(Response { status, body }).and(Err(Failure::Unreadable(status)))
    }
}
