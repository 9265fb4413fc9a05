//! Files from disk, whole or in part. Must never send bytes other than those that the snapshot knows.

use std::io::{self, SeekFrom};
use std::ops::Range;

use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use super::answer::{Asked, empty, outdated};
use super::conditional::{Condition, is_outdated};
use super::headers;
use super::range::Part;
use crate::snapshot::ServedFile;

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// Sends a file, or the part that is asked for; `None` where its bytes are not on the disk any more.
pub(super) async fn send(served: &ServedFile, method: &Method, asked: &Asked) -> Option<Response> {
    let file = &served.file;
    let etag = format!("\"{}\"", file.hash.to_hex());
    if is_outdated(&asked.headers, |tag| tag == etag.as_bytes(), None) {
        return Some(outdated());
    }
    let mut response = empty(StatusCode::OK);
    headers::set(response.headers_mut(), header::ETAG, &etag);
    headers::caching(response.headers_mut(), served.cache, asked.freshness);
    if Condition::of(&asked.headers).is_met(&etag, None) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return Some(response);
    }
    // A range is for GET alone (RFC 9110 §14.2).
    let part = if method == Method::GET { Part::of(&asked.headers, file.length, &etag) } else { Part::Whole };
    let range = match part {
        Part::Whole => 0..file.length,
        Part::Bytes(range) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let Range { start, end } = range;
            content_range(response.headers_mut(), &format!("{start}-{}", end - 1), file.length);
            range
        }
        Part::Unsatisfiable => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            content_range(response.headers_mut(), "*", file.length);
            response.headers_mut().insert(header::CONTENT_LENGTH, 0.into());
            return Some(response);
        }
    };
    headers::file(response.headers_mut(), &file.media_type, range.end - range.start);
    match open(served, range).await {
        Ok(body) => *response.body_mut() = body,
        Err(error) => {
            tracing::error!(%error, path = %file.path.display(), "a file can't be read");
            return None;
        }
    }
    Some(response)
}

fn content_range(headers: &mut HeaderMap, range: &str, length: u64) {
    headers::set(headers, header::CONTENT_RANGE, &format!("bytes {range}/{length}"));
}

/// Opens a file and reads what is to be sent of it, bit by bit.
async fn open(served: &ServedFile, range: Range<u64>) -> io::Result<Body> {
    let mut file = File::open(&served.file.path).await?;
    if file.metadata().await?.len() != served.file.length {
        return Err(io::Error::other("it has another length than it had"));
    }
    file.seek(SeekFrom::Start(range.start)).await?;
    Ok(Body::from_stream(ReaderStream::with_capacity(file.take(range.end - range.start), CHUNK)))
}
