//! The line to the server for a request whose sending is watched: `fetch` cannot say how much has gone.

use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

use crate::Watcher;
use crate::call::{Request, Response};

/// `None` when there was no answer. Given up half-way, it ends with the request's patience.
pub(crate) async fn send(request: Request, watcher: &Watcher) -> Option<Response> {
    let call = XmlHttpRequest::new().ok()?;
    call.open_with_async(request.method.as_str(), &request.path, true).ok()?;
    call.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    call.set_timeout(request.patience * 1_000);
    for (name, value) in &request.headers {
        call.set_request_header(name, value).ok()?;
    }
    let told = {
        let watcher = watcher.clone();
        Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| watcher(event.loaded() as u64, event.total() as u64))
    };
    call.upload().ok()?.set_onprogress(Some(told.as_ref().unchecked_ref()));
    let done = Promise::new(&mut |resolve, _| call.set_onloadend(Some(&resolve)));
    call.send_with_opt_js_u8_array(request.body.as_deref().map(Uint8Array::from).as_ref()).ok()?;
    JsFuture::from(done).await.ok()?;
    // No status: no answer came.
    let status = call.status().ok().filter(|status| *status > 0)?;
    let body = call.response().ok()?.dyn_into::<ArrayBuffer>().ok()?;
    Some(Response { status, body: Uint8Array::new(&body).to_vec() })
}
