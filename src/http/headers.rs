//! The one place that writes headers. Must never decide what is sent, only say what it is.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use chrono::{DateTime, Utc};

use super::caching;
use crate::snapshot::{CachePolicy, Coding, Profile, Representation};

/// The methods that everything answers.
pub(super) const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// Feeds' own XML, shown by a browser: its style and nothing else; never part of our origin.
const FEED_CSP: &str = "default-src 'none'; style-src 'self'; sandbox";
/// Pages: our style, our one script, and images of any origin that is reached safely.
const PAGE_CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https:; \
                        media-src 'self' https:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
/// Files that a browser might run.
const FILE_CSP: &str = "sandbox; default-src 'none'";
/// What runs nothing and shows nothing.
const BARE_CSP: &str = "default-src 'none'";

/// How long public answers given now may be kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Freshness {
    max_age: u32,
}

impl Freshness {
    /// The freshness of everything at `now`, with the snapshot's next change.
    pub(super) fn at(now: DateTime<Utc>, next_change: Option<DateTime<Utc>>) -> Self {
        Self { max_age: caching::max_age(now, caching::LIMIT, next_change) }
    }

    /// The value of Cache-Control.
    fn cache_control(self, policy: CachePolicy) -> String {
        match policy {
            // Both are said outright: where the first is missing, Varnish serves stale feeds for ten seconds.
            CachePolicy::Minute => {
                format!("public, max-age={}, stale-while-revalidate=0, stale-if-error=3600", self.max_age)
            }
            CachePolicy::Private => "private, no-cache".to_owned(),
            CachePolicy::Revalidate => "public, no-cache".to_owned(),
            CachePolicy::Manipulated => "no-store, im".to_owned(),
        }
    }
}

/// Writes a header; a value that no header can have is left out.
pub(super) fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Writes Cache-Control.
pub(super) fn caching(headers: &mut HeaderMap, policy: CachePolicy, freshness: Freshness) {
    set(headers, header::CACHE_CONTROL, &freshness.cache_control(policy));
}

/// Writes what the client may repeat to learn whether anything changed.
pub(super) fn validators(headers: &mut HeaderMap, etag: &str, last_modified: Option<DateTime<Utc>>) {
    set(headers, header::ETAG, etag);
    if let Some(instant) = last_modified {
        set(headers, header::LAST_MODIFIED, &httpdate::fmt_http_date(instant.into()));
    }
}

/// Lets scripts of other origins read the answer.
pub(super) fn open_to_origins(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers
        .insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag, Last-Modified, Link"));
}

/// Answers the question that browsers ask ahead of a script's request.
pub(super) fn preflight(headers: &mut HeaderMap) {
    headers.insert(header::ALLOW, METHODS);
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("If-None-Match, If-Modified-Since, A-IM"),
    );
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
}

/// What a 200 and a 304 say alike of a document: how long it lasts, what it varies by, where else to look.
pub(super) fn standing(headers: &mut HeaderMap, representation: &Representation, freshness: Freshness) {
    caching(headers, representation.cache, freshness);
    headers.insert(header::VARY, HeaderValue::from_static(vary(representation.profile)));
    for link in representation.links.iter() {
        if let Ok(link) = HeaderValue::from_str(link) {
            headers.append(header::LINK, link);
        }
    }
    let keys = &representation.surrogate_keys;
    if !keys.is_empty() {
        set(headers, HeaderName::from_static("surrogate-key"), &keys.join(" "));
        set(headers, HeaderName::from_static("cache-tag"), &keys.join(","));
    }
    if is_open(representation.profile) {
        open_to_origins(headers);
    }
}

/// What is said of a document's bytes where they are sent, or would be but for HEAD.
pub(super) fn content(
    headers: &mut HeaderMap,
    representation: &Representation,
    coding: Coding,
    length: usize,
) {
    set(headers, header::CONTENT_TYPE, representation.media_type);
    headers.insert(header::CONTENT_LENGTH, length.into());
    if coding != Coding::Identity {
        set(headers, header::CONTENT_ENCODING, coding.token());
    }
    no_sniffing(headers);
    set(headers, header::CONTENT_SECURITY_POLICY, policy(representation.profile));
    if matches!(representation.profile, Profile::View | Profile::RawFeed) {
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    }
}

/// What is said of a file's bytes.
pub(super) fn file(headers: &mut HeaderMap, media_type: &str, length: u64) {
    set(headers, header::CONTENT_TYPE, media_type);
    headers.insert(header::CONTENT_LENGTH, length.into());
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    no_sniffing(headers);
    if may_run(media_type) {
        set(headers, header::CONTENT_SECURITY_POLICY, FILE_CSP);
    }
}

/// Forbids browsers to guess another type.
pub(super) fn no_sniffing(headers: &mut HeaderMap) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

/// Whether a browser might run something in a file of this type: SVG, HTML, any other XML.
fn may_run(media_type: &str) -> bool {
    ["html", "svg", "xml", "script"].iter().any(|mark| media_type.to_ascii_lowercase().contains(mark))
}

const fn vary(profile: Profile) -> &'static str {
    match profile {
        Profile::Feed | Profile::View => "Accept-Encoding, Sec-Fetch-Dest",
        Profile::Delta => "Accept-Encoding, Sec-Fetch-Dest, A-IM, If-None-Match",
        Profile::RawFeed | Profile::Page | Profile::Asset | Profile::List => "Accept-Encoding",
    }
}

const fn policy(profile: Profile) -> &'static str {
    match profile {
        Profile::Feed | Profile::Delta | Profile::RawFeed | Profile::List => FEED_CSP,
        Profile::View | Profile::Page => PAGE_CSP,
        Profile::Asset => BARE_CSP,
    }
}

const fn is_open(profile: Profile) -> bool {
    match profile {
        Profile::Feed | Profile::Delta | Profile::RawFeed | Profile::List => true,
        Profile::View | Profile::Page | Profile::Asset => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_might_run_is_sandboxed() {
        for media_type in [
            "image/svg+xml",
            "text/html",
            "application/xhtml+xml",
            "text/xml",
            "application/xml",
            "Text/HTML",
        ] {
            assert!(may_run(media_type), "{media_type}");
        }
        for media_type in ["image/png", "application/pdf", "text/plain", "video/mp4", "text/csv"] {
            assert!(!may_run(media_type), "{media_type}");
        }
    }
}
