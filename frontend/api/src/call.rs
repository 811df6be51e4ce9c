//! One request on its way: what every operation has in common.

use std::fmt::Display;

use domain::files::name::attachment;
use domain::problem::ProblemDocument;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Answer, Api, Attempt, Failure};

const JSON: &str = "application/json";
/// Seconds that an answer is waited for.
const PATIENCE: u32 = 30;
/// The same for a file of 25 MB on a slow line, one way or the other.
const PATIENCE_WITH_FILES: u32 = 600;

/// The methods the API knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

/// What goes over the line.
pub(crate) struct Request {
    pub method: Method,
    /// Path and query, from `/api/v1` on.
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<Vec<u8>>,
    /// Seconds after which an answer is not waited for any longer.
    pub patience: u32,
}

/// What comes back.
pub(crate) struct Response {
    pub status: u16,
    pub body: Vec<u8>,
}

/// A request being put together.
pub(crate) struct Call<'a> {
    api: &'a Api,
    request: Request,
    attempt: Option<&'a Attempt>,
    of_session: bool,
}

impl Api {
    pub(crate) fn get(&self, path: impl Display) -> Call<'_> {
        self.call(Method::Get, path, None)
    }

    pub(crate) fn post<'a>(&'a self, attempt: &'a Attempt, path: impl Display) -> Call<'a> {
        self.call(Method::Post, path, Some(attempt))
    }

    pub(crate) fn put<'a>(&'a self, attempt: &'a Attempt, path: impl Display) -> Call<'a> {
        self.call(Method::Put, path, Some(attempt))
    }

    pub(crate) fn delete<'a>(&'a self, attempt: &'a Attempt, path: impl Display) -> Call<'a> {
        self.call(Method::Delete, path, Some(attempt))
    }

    fn call<'a>(&'a self, method: Method, path: impl Display, attempt: Option<&'a Attempt>) -> Call<'a> {
        let mut headers = vec![("Anteroom-App", self.app.as_str().to_owned())];
        if self.unattended {
            headers.push(("Anteroom-Unattended", "yes".to_owned()));
        }
        let request = Request { method, path: format!("/api/v1{path}"), headers, body: None, patience: PATIENCE };
        Call { api: self, request, attempt, of_session: !self.unattended }
    }
}

impl Method {
    /// The name it has in HTTP.
    #[cfg(target_arch = "wasm32")]
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl Call<'_> {
    /// The operation is for anyone: it does not look at the session.
    pub(crate) fn anyone(mut self) -> Self {
        self.of_session = false;
        self
    }

    /// Filters and paging.
    pub(crate) fn query(mut self, query: &impl Serialize) -> Result<Self, Failure> {
        let text = serde_urlencoded::to_string(query).map_err(|_| Failure::Unreadable(0))?;
        if !text.is_empty() {
            self.request.path.push('?');
            self.request.path.push_str(&text);
        }
        Ok(self)
    }

    /// Only if nobody changed it since this version.
    pub(crate) fn if_version(mut self, version: Option<i64>) -> Self {
        if let Some(version) = version {
            self.request.headers.push(("If-Match", format!("\"{version}\"")));
        }
        self
    }

    /// A body of JSON.
    pub(crate) fn json(self, body: &impl Serialize) -> Result<Self, Failure> {
        let bytes = serde_json::to_vec(body).map_err(|_| Failure::Unreadable(0))?;
        Ok(self.bytes(JSON, bytes))
    }

    /// A body of any type.
    pub(crate) fn bytes(mut self, content_type: &str, body: Vec<u8>) -> Self {
        self.request.headers.push(("Content-Type", content_type.to_owned()));
        self.request.body = Some(body);
        self
    }

    /// A file with its name, to be taken as it is.
    pub(crate) fn upload(mut self, name: &str, body: Vec<u8>) -> Self {
        self.request.headers.push(("Content-Disposition", attachment(name)));
        self.bytes("application/octet-stream", body).patient()
    }

    /// It may take minutes.
    pub(crate) fn patient(mut self) -> Self {
        self.request.patience = PATIENCE_WITH_FILES;
        self
    }

    /// Sends it and reads the JSON of the answer.
    pub(crate) async fn answer<T: DeserializeOwned>(self) -> Result<T, Failure> {
        let response = self.send().await?;
        serde_json::from_slice(&response.body).map_err(|_| Failure::Unreadable(response.status))
    }

    /// Sends it; the answer has nothing to read.
    pub(crate) async fn done(self) -> Result<(), Failure> {
        self.send().await.map(|_| ())
    }

    /// Sends it and gives the answer's bytes.
    pub(crate) async fn file(self) -> Result<Vec<u8>, Failure> {
        Ok(self.send().await?.body)
    }

    async fn send(mut self) -> Result<Response, Failure> {
        if let Some(attempt) = self.attempt {
            let key = attempt.key(&self.request.path, self.request.body.as_deref().unwrap_or_default());
            self.request.headers.push(("Idempotency-Key", key.to_string()));
        }
        #[cfg(target_arch = "wasm32")]
        let answer = match &self.api.watcher {
            Some(watcher) => crate::watched::send(self.request, watcher).await,
            None => self.api.line.send(self.request).await,
        };
        #[cfg(not(target_arch = "wasm32"))]
        let answer = self.api.line.send(self.request).await;
        let outcome = answer.map_or(Err(Failure::Network), read);
        if let Some(attempt) = self.attempt {
            attempt.came_out(&outcome);
        }
        if let Some(listener) = &self.api.listener {
            let (status, code) = match &outcome {
                Ok(response) => (Some(response.status), None),
                Err(failure) => (failure.status(), Some(failure.code().to_owned())),
            };
            if let Some(status) = status {
                listener(&Answer { status, code, of_session: self.of_session });
            }
        }
        outcome
    }
}

/// Tells success from failure.
pub(crate) fn read(response: Response) -> Result<Response, Failure> {
    if (200..300).contains(&response.status) {
        return Ok(response);
    }
    match serde_json::from_slice::<ProblemDocument>(&response.body) {
        Ok(problem) if problem.status == response.status => Err(Failure::Problem(Box::new(problem))),
        _ => Err(Failure::Unreadable(response.status)),
    }
}

/// A text as one segment of a path (RFC 3986, 3.3), whatever it holds.
pub(crate) fn segment(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte.into());
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_cannot_leave_its_place() {
        assert_eq!(segment("willow-reed"), "willow-reed");
        assert_eq!(segment("../admin?x#é"), "..%2Fadmin%3Fx%23%C3%A9");
    }

    #[test]
    fn a_page_of_a_proxy_is_no_problem_of_ours() {
        let answer = |status, body: &str| read(Response { status, body: body.as_bytes().to_vec() }).err();
        assert_eq!(answer(502, "<html>Bad gateway</html>"), Some(Failure::Unreadable(502)));
        let ours = r#"{"type":"x","title":"Not found","status":404,"code":"not_found","instance":"r1"}"#;
        assert_eq!(answer(404, ours).map(|f| f.code().to_owned()), Some("not_found".into()));
        assert_eq!(answer(200, ours), None);
    }
}
