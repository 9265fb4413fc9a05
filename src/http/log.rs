//! The access log. Must never tell more than what was asked for and how it was answered.

use axum::extract::Request;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;

/// Logs a request and its answer, once the answer begins.
pub(super) async fn access(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let agent = request.headers().get(header::USER_AGENT).cloned();
    let response = next.run(request).await;
    let length = response.headers().get(header::CONTENT_LENGTH).filter(|_| method != Method::HEAD);
    let bytes: u64 = length.and_then(|length| length.to_str().ok()?.parse().ok()).unwrap_or(0);
    let ms = begun.elapsed().as_micros() as f64 / 1000.0;
    let status = response.status().as_u16();
    // What a client sends is recorded as a string, so that whoever prints it quotes it: it can't forge lines.
    let agent = agent.as_ref().and_then(|agent| agent.to_str().ok());
    tracing::info!(target: "dateline::access", %method, path, status, bytes, ms, agent);
    response
}
