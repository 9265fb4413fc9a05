//! The connections: how many, how large, how slow. Must never refuse or cut off a reader that merely waits its turn.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Version, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time;
use tokio_util::io::InspectWriter;

/// How many bytes a client must take within [`Limits::patience`], lest it be taken for one that only holds a place.
const LEAST: u64 = 8 * 1024;

/// What a server bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many connections are open at once; more wait, unanswered, until one ends.
    pub connections: usize,
    /// How many bytes the head of a request may have, at least 8,192; a larger one gets 431.
    pub header_bytes: u32,
    /// How long the head of a request may take, and so how long a connection may rest between two requests.
    pub header_time: Duration,
    /// How long a connection may go without taking 8 KiB: after this it is asked to end, after twice this it is cut.
    pub patience: Duration,
    /// How long requests under way may take once the server is to stop.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            header_bytes: 16 * 1024,
            header_time: Duration::from_secs(15),
            patience: Duration::from_secs(30),
            drain: Duration::from_secs(10),
        }
    }
}

impl Limits {
    /// HTTP/1.0 and 1.1, and HTTP/2 for clients that know beforehand that it is spoken.
    fn protocol(&self) -> Builder<TokioExecutor> {
        let mut builder = Builder::new(TokioExecutor::new());
        let header_bytes = self.header_bytes.max(8 * 1024);
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(self.header_time)
            .max_buf_size(usize::try_from(header_bytes).unwrap_or(usize::MAX))
            .half_close(true);
        builder
            .http2()
            .timer(TokioTimer::new())
            .max_header_list_size(header_bytes)
            .max_concurrent_streams(64);
        builder
    }
}

/// Serves connections until `shutdown` is there, then lets what is under way end, within [`Limits::drain`].
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let router = router.layer(from_fn_with_state((Arc::clone(&places), limits.connections / 4), make_room));
    let (closing, closes) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let (place, stream) = tokio::select! {
            () = &mut shutdown => break,
            accepted = accept(&listener, &places) => accepted,
        };
        connections.spawn(converse(stream, router.clone(), limits.clone(), closes.clone(), place));
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    closing.send_replace(true);
    let drained =
        time::timeout(limits.drain, async { while connections.join_next().await.is_some() {} }).await;
    if drained.is_err() {
        tracing::warn!(connections = connections.len(), "stopping with requests under way");
    }
    connections.shutdown().await;
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (Option<OwnedSemaphorePermit>, TcpStream) {
    // The semaphore is never closed, so there is always a place in the end.
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (place, stream),
            Err(error) => {
                // A client that has left already, or no file handle to spare: what ends next may free one.
                tracing::warn!(%error, "can't accept a connection");
                time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

/// Ends connections after their answer while fewer than `least` places are free: resting ones take places from others.
async fn make_room(
    State((places, least)): State<(Arc<Semaphore>, usize)>,
    request: Request,
    next: Next,
) -> Response {
    let can_end = request.version() <= Version::HTTP_11;
    let mut response = next.run(request).await;
    if can_end && places.available_permits() < least {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// One connection from its first byte to its end.
async fn converse(
    stream: TcpStream,
    router: Router,
    limits: Limits,
    mut closes: watch::Receiver<bool>,
    _place: Option<OwnedSemaphorePermit>,
) {
    let _ = stream.set_nodelay(true);
    let taken = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&taken);
    let io = InspectWriter::new(stream, move |bytes: &[u8]| {
        count.fetch_add(bytes.len() as u64, Ordering::Relaxed);
    });
    let protocol = limits.protocol();
    let mut connection = pin!(protocol.serve_connection(TokioIo::new(io), TowerToHyperService::new(router)));
    let mut was_slow = false;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke");
                }
                return;
            }
            _ = closes.changed() => connection.as_mut().graceful_shutdown(),
            () = time::sleep(limits.patience) => {
                let is_slow = taken.swap(0, Ordering::Relaxed) < LEAST;
                if is_slow && was_slow {
                    return;
                }
                if is_slow {
                    connection.as_mut().graceful_shutdown();
                }
                was_slow = is_slow;
            }
        }
    }
}
