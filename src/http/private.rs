//! Keeps a preview to the person who looks at it.
//!
//! A preview shows what is not public, and a browser on the same machine also runs the scripts of strangers: none of
//! them may read it, neither as a page of another site nor by a name that leads to this machine (DNS rebinding).

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use url::{Host, Url};

use super::answer;

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
    let Some(url) = host.and_then(|host| Url::parse(&format!("http://{host}/")).ok()) else { return false };
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}
