//! Answers requests from the current snapshot, and nothing else: what is not in it is not served.
//!
//! It must never build, wait for the store, or tell why nothing stands at an address.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use futures_util::FutureExt;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::snapshot::Snapshot;

use makers::Makers;

pub use limits::{Limits, serve};

mod accept;
mod answer;
mod caching;
mod conditional;
mod file;
mod headers;
mod limits;
mod log;
mod makers;
mod private;
mod range;

/// What every request is answered from.
#[derive(Clone)]
struct Newsroom {
    snapshots: watch::Receiver<Arc<Snapshot>>,
    clock: Clock,
    makers: Makers,
}

impl Newsroom {
    /// The snapshot that is served now; whoever has it keeps it, even if it is replaced meanwhile.
    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshots.borrow())
    }
}

/// The whole of the newsroom's HTTP, to be called with or without a socket.
///
/// The clock tells how long answers last, nothing more: what is public, the snapshot says.
pub fn router(snapshots: watch::Receiver<Arc<Snapshot>>, clock: Clock) -> Router {
    Router::new()
        .route("/healthz", get(alive))
        .route("/readyz", get(ready))
        .fallback(answer::answer)
        .layer(from_fn(contain))
        .layer(from_fn(log::access))
        .with_state(Newsroom { snapshots, clock, makers: Makers::default() })
}

/// The same for a preview: for the person at this machine only, and for no other site's scripts.
pub fn private_router(snapshots: watch::Receiver<Arc<Snapshot>>, clock: Clock) -> Router {
    router(snapshots, clock).layer(from_fn(private::only_here))
}

/// Whether the process answers at all.
async fn alive() -> Response {
    health(StatusCode::OK, "alive\n")
}

/// Whether what it answers is kept up to date.
async fn ready(State(newsroom): State<Newsroom>) -> Response {
    if newsroom.snapshots.has_changed().is_ok() {
        health(StatusCode::OK, "ready\n")
    } else {
        health(StatusCode::SERVICE_UNAVAILABLE, "nothing is published any more\n")
    }
}

fn health(status: StatusCode, text: &'static str) -> Response {
    let mut response = answer::text(status, text);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Makes a panic the trouble of one request.
async fn contain(request: Request, next: Next) -> Response {
    AssertUnwindSafe(next.run(request)).catch_unwind().await.unwrap_or_else(|_| answer::failure())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use tower::ServiceExt;

    use super::*;

    async fn broken() -> Response {
        panic!("on purpose")
    }

    #[tokio::test]
    async fn a_panic_is_the_trouble_of_one_request() {
        let router: Router = Router::new().route("/broken", get(broken)).route("/", get(alive));
        let router = router.layer(from_fn(contain));
        for (path, status) in [("/broken", 500), ("/", 200)] {
            let request = Request::builder().uri(path).body(Body::empty()).unwrap();
            assert_eq!(router.clone().oneshot(request).await.unwrap().status(), status);
        }
    }
}
