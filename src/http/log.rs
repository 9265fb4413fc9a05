//! The access log. Must never tell more than what was asked for and how it was answered.

use axum::extract::Request;
use axum::http::header;
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
    tracing::info!(
        target: "dateline::access",
        %method,
        // Whatever a client sends is quoted and escaped, so that it can't forge lines.
        ?path,
        status = response.status().as_u16(),
        bytes = response.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()),
        ms = begun.elapsed().as_secs_f64() * 1000.0,
        ?agent,
    );
    response
}
