//! From what stands at an address to the response for one request.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;

use super::conditional::{Condition, is_outdated};
use super::headers::{self, Freshness};
use super::{Makers, Newsroom, accept, file};
use crate::snapshot::{CachePolicy, Coding, FeedResource, Profile, Representation, Resource, Snapshot};

/// Answers any request but those about the server's own health.
pub(super) async fn answer(State(newsroom): State<Newsroom>, request: Request) -> Response {
    let (request, _) = request.into_parts();
    if request.method == Method::OPTIONS {
        return preflight();
    }
    let snapshot = newsroom.snapshot();
    let freshness = Freshness::at(newsroom.clock.now(), snapshot.next_change());
    let is_document = is_document(&request.headers);
    let asked = Asked { headers: request.headers, freshness, is_document, makers: newsroom.makers };
    let former = request.uri.query().and_then(|query| snapshot.former(request.uri.path(), query));
    let is_former = former.is_some();
    let Some(resource) = former.or_else(|| snapshot.get(request.uri.path())) else {
        return not_found(&snapshot, asked).await;
    };
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return not_allowed();
    }
    let response = match &*resource {
        Resource::Document(page) => document(StatusCode::OK, page, asked).await,
        Resource::Feed(feed) => {
            let face = face(feed, &asked, request.uri.query());
            match delta(feed, face, &asked) {
                Some((delta, base)) => manipulated(delta, base, face, asked).await,
                None => document(StatusCode::OK, face, asked).await,
            }
        }
        Resource::File(served) => match file::send(served, &request.method, &asked).await {
            Some(response) => response,
            None => not_found(&snapshot, asked).await,
        },
        Resource::Redirect(location) => redirect(StatusCode::MOVED_PERMANENTLY, location, freshness),
        Resource::Found(location) => redirect(StatusCode::FOUND, location, freshness),
        Resource::Gone(notice) => document(StatusCode::GONE, notice, asked).await,
    };
    if is_former { unstored(response) } else { response }
}

/// An answer for a query of its own: a cache that looks at the path alone would lead on everyone who asks for that.
fn unstored(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What matters of a request, whatever it asks for.
pub(super) struct Asked {
    pub(super) headers: HeaderMap,
    pub(super) freshness: Freshness,
    is_document: bool,
    makers: Makers,
}

/// Whether a person's browser is to show the answer as a page of its own.
///
/// This header alone tells: readers ask for `text/html`, and call themselves browsers.
fn is_document(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-dest").is_some_and(|destination| destination == "document")
}

/// Which face of a feed is asked for. Anything in the query but `raw` is there to get around caches.
fn face<'a>(feed: &'a FeedResource, asked: &Asked, query: Option<&str>) -> &'a Representation {
    let is_raw =
        query.is_some_and(|query| query.split('&').any(|part| part.split('=').next() == Some("raw")));
    if is_raw {
        &feed.raw
    } else if asked.is_document {
        &feed.view
    } else {
        &feed.feed
    }
}

/// What is new in a feed to a reader that asks for just that, and has an edition that is remembered but not the latest.
fn delta<'a>(
    feed: &'a FeedResource,
    face: &Representation,
    asked: &Asked,
) -> Option<(&'a Representation, String)> {
    if face.profile != Profile::Feed || feed.deltas.is_empty() || !accept::takes_delta(&asked.headers) {
        return None;
    }
    let condition = Condition::of(&asked.headers);
    let has_latest =
        accept::codings(&asked.headers).into_iter().any(|coding| condition.lists(&face.etag(coding)));
    if has_latest { None } else { feed.delta(|tag| condition.lists(tag)) }
}

/// Sends what is new in a feed since the edition with the tag `base`, under the tag of the whole feed (RFC 3229 §10.4.1,
/// §10.5.1).
async fn manipulated(delta: &Representation, base: String, whole: &Representation, asked: Asked) -> Response {
    let (delta, whole) = (delta.clone(), whole.clone());
    let makers = asked.makers.clone();
    let made = makers.make(move || {
        let coding = accept::codings(&asked.headers).first().copied().unwrap_or(Coding::Identity);
        let bytes = delta.bytes(coding);
        let mut response = empty(StatusCode::IM_USED);
        let headers = response.headers_mut();
        headers::standing(headers, &delta, asked.freshness);
        headers::validators(headers, &whole.etag(coding), whole.last_modified);
        headers::content(headers, &delta, coding, bytes.len());
        headers.insert("im", HeaderValue::from_static("feed"));
        headers::set(headers, HeaderName::from_static("delta-base"), &base);
        *response.body_mut() = Body::from(bytes);
        response
    });
    made.await.unwrap_or_else(failure)
}

/// Sends a document. What has to be rendered or compressed first is done aside, where it holds up nobody.
async fn document(status: StatusCode, representation: &Representation, asked: Asked) -> Response {
    let codings = accept::codings(&asked.headers);
    // Any other coding than the first is selected for a 304 only, which takes no bytes.
    if codings.first().is_some_and(|&coding| representation.is_made(coding)) {
        return represent(status, representation, &codings, &asked);
    }
    let (representation, makers) = (representation.clone(), asked.makers.clone());
    let made = makers.make(move || represent(status, &representation, &codings, &asked)).await;
    made.unwrap_or_else(failure)
}

/// The response with a document, or the word that the client has it already.
fn represent(
    status: StatusCode,
    representation: &Representation,
    codings: &[Coding],
    asked: &Asked,
) -> Response {
    let is_current =
        |tag: &[u8]| Coding::ALL.iter().any(|coding| representation.etag(*coding).as_bytes() == tag);
    if status == StatusCode::OK && is_outdated(&asked.headers, is_current, representation.last_modified) {
        return outdated();
    }
    // Preconditions are for what is there (RFC 9110 §13.2.1): an error is not something to have already.
    let condition = if status == StatusCode::OK { Condition::of(&asked.headers) } else { Condition::None };
    let has = |coding: &&Coding| condition.lists(&representation.etag(**coding));
    let coding = codings.iter().find(has).or(codings.first()).copied().unwrap_or(Coding::Identity);
    let etag = representation.etag(coding);

    let mut response = empty(status);
    headers::standing(response.headers_mut(), representation, asked.freshness);
    if status == StatusCode::OK {
        if condition.is_met(&etag, representation.last_modified) {
            headers::validators(response.headers_mut(), &etag, None);
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers::validators(response.headers_mut(), &etag, representation.last_modified);
    }
    let bytes = representation.bytes(coding);
    headers::content(response.headers_mut(), representation, coding, bytes.len());
    *response.body_mut() = Body::from(bytes);
    response
}

/// The same for every address where nothing stands, whatever may come to stand there.
async fn not_found(snapshot: &Arc<Snapshot>, asked: Asked) -> Response {
    let freshness = asked.freshness;
    let mut response = if asked.is_document {
        document(StatusCode::NOT_FOUND, snapshot.not_found(), asked).await
    } else {
        text(StatusCode::NOT_FOUND, "Nothing is published at this address.\n")
    };
    let headers = response.headers_mut();
    headers::caching(headers, CachePolicy::Minute, freshness);
    headers::open_to_origins(headers);
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding, Sec-Fetch-Dest"));
    response
}

fn redirect(status: StatusCode, location: &str, freshness: Freshness) -> Response {
    let mut response = text(status, "");
    let headers = response.headers_mut();
    headers::set(headers, header::LOCATION, location);
    headers::caching(headers, CachePolicy::Minute, freshness);
    headers::open_to_origins(headers);
    response
}

/// What is there is not what the client wants to go on with.
pub(super) fn outdated() -> Response {
    let mut response = text(StatusCode::PRECONDITION_FAILED, "This has changed since you fetched it.\n");
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn not_allowed() -> Response {
    let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "This address can only be read.\n");
    response.headers_mut().insert(header::ALLOW, headers::METHODS);
    response
}

fn preflight() -> Response {
    let mut response = empty(StatusCode::NO_CONTENT);
    headers::preflight(response.headers_mut());
    response
}

/// The last resort: something broke that should not, and nothing good is there to send.
pub(super) fn failure() -> Response {
    let mut response = text(StatusCode::INTERNAL_SERVER_ERROR, "Something broke here. Please ask again.\n");
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A short answer in plain text.
pub(super) fn text(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CONTENT_LENGTH, text.len().into());
    headers::no_sniffing(headers);
    response
}

/// A response without a body. Its body tells no length, lest axum writes `Content-Length: 0` into a 204 or 304.
pub(super) fn empty(status: StatusCode) -> Response {
    let nothing = futures_util::stream::empty::<Result<Bytes, std::convert::Infallible>>();
    let mut response = Response::new(Body::from_stream(nothing));
    *response.status_mut() = status;
    response
}
