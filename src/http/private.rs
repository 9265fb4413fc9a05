//! Keeps a preview to the person who looks at it.
//!
//! A preview shows what is not public, and a browser on the same machine also runs the scripts of strangers: none of
//! them may read it, neither as a page of another site nor by a name that leads to this machine (DNS rebinding).

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::answer;
use crate::site::BaseUrl;

/// Answers only who asks this machine by a name of its own, lets no other site read the answer, and nobody keep it.
pub(super) async fn only_here(request: Request, next: Next) -> Response {
    if !is_for_this_machine(request.headers()) {
        return answer::text(StatusCode::MISDIRECTED_REQUEST, "a preview is for this machine only\n");
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let open: Vec<_> =
        headers.keys().filter(|name| name.as_str().starts_with("access-control-")).cloned().collect();
    for name in open {
        headers.remove(name);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

fn is_for_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let base = host.and_then(|host| BaseUrl::parse(&format!("http://{host}/")).ok());
    base.is_some_and(|base| base.is_loopback())
}
