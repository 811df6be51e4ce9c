//! Requests that no browser of ours would send, and answers to the last byte.

use api::Api;
use domain::problem::ProblemDocument;
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue};
use reqwest::{Method, RequestBuilder, redirect};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::spec;

/// An HTTP client with nothing of its own: no cookies, no header of ours, no redirects followed.
#[derive(Clone)]
pub struct Raw {
    client: reqwest::Client,
    base: String,
    headers: HeaderMap,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

/// A plain HTTP client that follows no redirects.
pub fn http() -> reqwest::Client {
    // An error says that another test was first, which is as good.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    reqwest::Client::builder().redirect(redirect::Policy::none()).tls_certs_only([]).build().expect("an HTTP client")
}

impl Raw {
    /// For the server at `base`.
    pub fn new(base: &str) -> Self {
        Self { client: http(), base: base.into(), headers: HeaderMap::new() }
    }

    /// The same with the session and application of `api`.
    pub fn signed_in_as(&self, api: &Api) -> Self {
        let cookies = api.cookies().expect("somebody who is signed in");
        self.with("Anteroom-App", api.app().as_str()).with(COOKIE.as_str(), &cookies)
    }

    /// The same with a header on every request.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut other = self.clone();
        other.headers.insert(name, HeaderValue::from_str(value).expect("a header's value"));
        other
    }

    /// A request to `path`.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base)).headers(self.headers.clone())
    }

    /// `GET path`
    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }

    /// The status of `GET path`, the path sent as it is written: who makes a URL of it resolves `..` first.
    pub async fn status_as_written(&self, path: &str) -> u16 {
        let host = self.base.trim_start_matches("http://");
        let headers: String = self.headers.iter().map(|(name, value)| format!("{name}: {}\r\n", value.to_str().expect("text"))).collect();
        let mut stream = TcpStream::connect(host).await.expect("a connection");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("an answer");
        let answer = String::from_utf8_lossy(&answer);
        answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{path}: no status: {answer}"))
    }

    /// `POST path` with JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// `PUT path` with JSON.
    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        self.send(self.request(Method::PUT, path).json(body)).await
    }

    /// `DELETE path`
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Sends what was put together; the answer must be one that the OpenAPI document promises.
    pub async fn send(&self, request: RequestBuilder) -> Reply {
        let request = request.build().expect("a request");
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let mut response = self.client.execute(request).await.unwrap_or_else(|error| panic!("{method} {path}: no answer: {error}"));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let endless = headers.get(CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        // Of a stream that does not end, what it begins with.
        let body = if endless { response.chunk().await.map(Option::unwrap_or_default) } else { response.bytes().await };
        let body = body.expect("a body").to_vec();
        let reply = Reply { status, headers, body };
        if method != Method::HEAD {
            spec::check(method.as_str(), &path, status, reply.header("content-type"), &reply.body);
        }
        reply
    }
}

impl Reply {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON ({}): {}", self.status, self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Status and code of a refusal, which must be a problem document with the request's id.
    #[track_caller]
    pub fn refused(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}: {}", self.status, self.text());
        let problem: ProblemDocument = serde_json::from_slice(&self.body).expect("a problem document");
        assert_eq!(problem.status, self.status);
        assert!(problem.kind.starts_with("https://") && !problem.instance.is_empty() && !problem.title.is_empty(), "{}", self.text());
        (self.status, problem.code)
    }

    /// What is wrong with the field at `pointer`.
    pub fn field(&self, pointer: &str) -> Option<String> {
        let problem: ProblemDocument = serde_json::from_slice(&self.body).ok()?;
        problem.errors.into_iter().find(|error| error.pointer == pointer).map(|error| error.code)
    }
}
