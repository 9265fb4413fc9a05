//! Connections as they come: old, odd, slow, many.

use std::net::SocketAddr;
use std::time::Duration;

use dateline::http::{self, Limits};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::newsroom::{LARGE, Newsroom};

/// Short enough for a test to wait for, long enough for any answer.
const SOON: Duration = Duration::from_millis(300);

struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
    newsroom: Newsroom,
}

impl Server {
    async fn start(limits: Limits) -> Self {
        let newsroom = Newsroom::open();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let router = newsroom.router.clone();
        let serving = tokio::spawn(http::serve(listener, router, limits, async { drop(stopped.await) }));
        Self { address, stop, serving, newsroom }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends bytes as they are, and returns whatever comes back until the server closes.
    async fn send(&self, request: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect().await;
        stream.write_all(request.as_ref()).await.unwrap();
        rest(&mut stream).await
    }
}

/// What is still to come; a connection that is cut ends as one that is closed.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The head of the next answer.
async fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap().to_ascii_lowercase()
}

#[tokio::test]
async fn old_and_odd_requests_are_answered() {
    let server = Server::start(Limits::default()).await;
    for request in [
        "GET /feeds/all.rss HTTP/1.0\r\n\r\n",
        "GET /feeds/all.rss HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET http://other.example/feeds/all.rss HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /feeds/all.rss?%00 HTTP/1.1\r\nhOST:\r\nCONNECTION: CLOSE\r\n\r\n",
        "GET /feeds/all.rss HTTP/1.1\r\nAccept-Encoding: é\r\nIf-None-Match: é\r\nConnection: close\r\n\r\n",
        "GET /feeds/all.rss HTTP/1.1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
    ] {
        let answer = server.send(request).await;
        assert!(answer.contains(" 200 OK\r\n") && answer.contains("</rss>"), "{request}\n{answer:.300}");
    }
}

#[tokio::test]
async fn nonsense_is_refused_and_harms_nobody() {
    let server = Server::start(Limits::default()).await;
    let many = "X: y\r\n".repeat(500);
    let large = "z".repeat(40_000);
    for (request, status) in [
        ("\r\n\r\nhello\r\n\r\n".to_owned(), "400"),
        ("GET  /  HTTP/9.9\r\n\r\n".to_owned(), "400"),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\r\n\r\n".to_owned(), "400"),
        ("GET /\u{0} HTTP/1.1\r\n\r\n".to_owned(), "400"),
        (format!("GET / HTTP/1.1\r\n{many}\r\n"), "431"),
        (format!("GET / HTTP/1.1\r\nCookie: {large}\r\n\r\n"), "431"),
        ("CONNECT a.example:443 HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned(), "405"),
        ("POST / HTTP/1.1\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\nx".to_owned(), "405"),
    ] {
        let answer = server.send(&request).await;
        assert_eq!(answer.get(9..12), Some(status), "{request:.60?}\n{answer:.200}");
    }
    let answer = server.send("GET /healthz HTTP/1.0\r\n\r\n").await;
    assert!(answer.ends_with("alive\n"), "{answer}");
}

#[tokio::test]
async fn a_304_leaves_the_connection_clean_for_the_next_request() {
    let server = Server::start(Limits::default()).await;
    let mut stream = server.connect().await;
    for (request, status) in [
        ("GET /feeds/all.rss HTTP/1.1\r\nIf-None-Match: *\r\n\r\n", "304"),
        ("OPTIONS /feeds/all.rss HTTP/1.1\r\n\r\n", "204"),
        ("HEAD /feeds/all.rss HTTP/1.1\r\n\r\n", "200"),
        ("OPTIONS * HTTP/1.1\r\n\r\n", "204"),
        ("HEAD /nowhere HTTP/1.1\r\n\r\n", "404"),
    ] {
        stream.write_all(request.as_bytes()).await.unwrap();
        let head = head(&mut stream).await;
        assert_eq!(&head[9..12], status, "{request}");
        assert_eq!(head.contains("content-length:"), request.starts_with("HEAD"), "{head}");
        assert!(!head.contains("transfer-encoding"), "{head}");
    }
}

#[tokio::test]
async fn those_who_only_hold_a_place_lose_it() {
    let limits = Limits { header_time: SOON, patience: SOON, connections: 3, ..Limits::default() };
    let server = Server::start(limits).await;
    let mut silent = server.connect().await;
    let mut slow = server.connect().await;
    slow.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX-").await.unwrap();
    let mut resting = server.connect().await;
    resting.write_all(b"GET /healthz HTTP/1.1\r\n\r\n").await.unwrap();

    let answer = server.send("GET /healthz HTTP/1.0\r\n\r\n").await;
    assert!(answer.ends_with("alive\n"), "{answer}");
    assert_eq!(rest(&mut silent).await, "");
    assert!(!rest(&mut slow).await.contains("200 OK"));
    assert!(rest(&mut resting).await.ends_with("alive\n"));
}

#[tokio::test]
async fn one_who_asks_and_never_reads_loses_its_place() {
    let server = Server::start(Limits { patience: SOON, connections: 1, ..Limits::default() }).await;
    let mut deaf = server.connect().await;
    deaf.write_all(format!("GET {LARGE} HTTP/1.1\r\n\r\n").as_bytes()).await.unwrap();
    let answer = server.send("GET /healthz HTTP/1.0\r\n\r\n").await;
    assert!(answer.ends_with("alive\n"), "{answer}");
    assert!((rest(&mut deaf).await.len() as u64) < server.newsroom.large());
}

#[tokio::test]
async fn more_connections_than_places_wait_their_turn() {
    let server = Server::start(Limits { connections: 4, ..Limits::default() }).await;
    let asked = (0..100).map(|_| server.send("GET /feeds/all.rss HTTP/1.1\r\nConnection: close\r\n\r\n"));
    for answer in futures_util::future::join_all(asked).await {
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("</rss>"), "{answer:.200}");
    }
}

#[tokio::test]
async fn connections_end_after_their_answer_where_places_are_scarce() {
    let server = Server::start(Limits { connections: 4, ..Limits::default() }).await;
    let mut kept = Vec::new();
    let mut closes = Vec::new();
    for _ in 0..4 {
        let mut stream = server.connect().await;
        stream.write_all(b"GET /healthz HTTP/1.1\r\n\r\n").await.unwrap();
        closes.push(head(&mut stream).await.contains("connection: close"));
        kept.push(stream);
    }
    // The place for the next client is taken ahead of it, so the third finds none free.
    assert_eq!(closes, [false, false, true, true]);
}

#[tokio::test]
async fn http_2_is_spoken_to_those_who_know() {
    let server = Server::start(Limits::default()).await;
    let client = reqwest::Client::builder().http2_prior_knowledge().no_proxy().build().unwrap();
    let url = format!("http://{}/feeds/all.rss", server.address);
    let answer = client.get(&url).send().await.unwrap();
    assert_eq!((answer.version(), answer.status().as_u16()), (reqwest::Version::HTTP_2, 200));
    let tag = answer.headers()["etag"].clone();
    assert!(answer.text().await.unwrap().contains("</rss>"));
    let again = client.get(&url).header("if-none-match", tag).send().await.unwrap();
    assert_eq!(again.status(), 304);
}

#[tokio::test]
async fn what_is_under_way_ends_before_the_server_does() {
    let server = Server::start(Limits::default()).await;
    let mut resting = server.connect().await;
    resting.write_all(b"GET /healthz HTTP/1.1\r\n\r\n").await.unwrap();
    head(&mut resting).await;
    let mut loading = server.connect().await;
    loading.write_all(format!("GET {LARGE} HTTP/1.1\r\n\r\n").as_bytes()).await.unwrap();
    head(&mut loading).await;

    server.stop.send(()).unwrap();
    let mut bytes = 0;
    let mut buffer = vec![0; 1 << 20];
    while let read @ 1.. = loading.read(&mut buffer).await.unwrap() {
        bytes += read as u64;
    }
    assert_eq!(bytes, server.newsroom.large());
    assert_eq!(rest(&mut resting).await, "alive\n");
    server.serving.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn a_client_that_never_ends_does_not_keep_the_server() {
    let server = Server::start(Limits { drain: SOON, ..Limits::default() }).await;
    let mut deaf = server.connect().await;
    deaf.write_all(format!("GET {LARGE} HTTP/1.1\r\n\r\n").as_bytes()).await.unwrap();
    head(&mut deaf).await;
    server.stop.send(()).unwrap();
    server.serving.await.unwrap();
}
