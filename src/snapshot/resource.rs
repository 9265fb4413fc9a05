//! What stands at an address, ready to be sent: HTTP adds only what depends on the request and the time.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};

use super::{Coding, Content, Delta};
use crate::file::{ContentHash, File};

/// What stands at one address.
#[derive(Debug)]
pub enum Resource {
    /// One document, the same for everyone: pages, styles, lists of feeds, sitemaps.
    Document(Representation),
    /// A feed in one format, and its two other faces.
    Feed(Box<FeedResource>),
    /// A file on disk.
    File(ServedFile),
    /// It is elsewhere for ever: the value of the `Location` header, a path on this host (the base URL's own path
    /// included).
    Redirect(String),
    /// It is elsewhere for now: as above.
    Found(String),
    /// It was withdrawn: the notice, to be sent with status 410.
    Gone(Representation),
}

/// A feed at its address: what is sent depends on who asks, and how.
#[derive(Debug)]
pub struct FeedResource {
    /// For readers: the feed as what it is.
    pub feed: Representation,
    /// For `?raw`: the same bytes, as XML or JSON that a browser shows.
    pub raw: Representation,
    /// For people: an HTML view of the same feed.
    pub view: Representation,
    /// For readers that have an earlier edition and ask for what is new, the latest edition first.
    pub deltas: Vec<Delta>,
}

/// A file as it is served: by its hash, never to be changed at its path.
#[derive(Debug)]
pub struct ServedFile {
    /// The file.
    pub file: File,
    /// How it may be cached.
    pub cache: CachePolicy,
}

/// One document in every coding, with everything that its headers say.
#[derive(Clone, Debug)]
pub struct Representation {
    /// The value of `Content-Type`.
    pub media_type: &'static str,
    /// Which headers it is sent with.
    pub profile: Profile,
    /// How it may be cached.
    pub cache: CachePolicy,
    /// The value of `Last-Modified`, in whole seconds. Only feeds have one: their readers may know nothing else.
    pub last_modified: Option<DateTime<Utc>>,
    /// The values of `Link` (RFC 8288).
    pub links: Arc<[String]>,
    /// The names by which caches may be told to forget it.
    pub surrogate_keys: Arc<[String]>,
    /// The bytes.
    pub content: Arc<Content>,
}

impl Representation {
    /// Its strong entity tag in a coding, quotation marks and all.
    ///
    /// It is made of the hash of the uncoded bytes and the coding's name: so a page that was put away needs no
    /// rendering for a 304, and replicas whose compressors differ agree. May render; see
    /// [`Representation::is_made`].
    #[must_use]
    pub fn etag(&self, coding: Coding) -> String {
        tag(self.content.hash(), coding)
    }

    /// Its bytes in a coding. May render and compress; see [`Representation::is_made`].
    #[must_use]
    pub fn bytes(&self, coding: Coding) -> Bytes {
        self.content.bytes(coding)
    }

    /// Whether the bytes are there in this coding; if not, making them takes milliseconds, too long for an
    /// asynchronous task.
    #[must_use]
    pub fn is_made(&self, coding: Coding) -> bool {
        self.content.is_made(coding)
    }
}

/// The strong entity tag of bytes in a coding.
pub(super) fn tag(hash: ContentHash, coding: Coding) -> String {
    let hash = hash.to_hex();
    let hash = &hash[..32];
    match coding {
        Coding::Identity => format!("\"{hash}\""),
        coding => format!("\"{hash}.{}\"", coding.token()),
    }
}

/// What a document is to those who ask for it: the closed set that HTTP derives security and variation headers from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    /// A feed for readers: varies by `Sec-Fetch-Dest`, open to other origins, sandboxed.
    Feed,
    /// What of a feed is new to a reader: as a feed, and it varies by what the reader has.
    Delta,
    /// A feed's bytes as XML or JSON for `?raw`: sandboxed, not for search engines.
    RawFeed,
    /// The HTML view at a feed's address: private, not for search engines.
    View,
    /// An HTML page.
    Page,
    /// A style or a script of the pages.
    Asset,
    /// A list for machines: OPML, sitemaps, robots.txt; open to other origins.
    List,
}

/// How long caches may keep something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CachePolicy {
    /// Public until the minute ends, or until the snapshot's next change where that comes earlier.
    Minute,
    /// Only for whoever asked, and to be asked for again each time.
    Private,
    /// Public, and to be asked for again each time.
    Revalidate,
    /// Kept by nobody but those who know instance manipulations (RFC 3229 §10.4).
    Manipulated,
}
