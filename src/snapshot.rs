//! The immutable map from public paths to resources that everyone is served from.
//!
//! It is pure: it reads no clock, file or socket, and equal inputs give equal bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use percent_encoding::percent_decode_str;

use crate::catalog::Edition;

use build::Basis;
pub use build::{Inputs, build};
pub use coding::Coding;
pub use content::Content;
pub use delta::Delta;
use delta::Memory;
pub use ledger::Ledger;
pub use resource::{CachePolicy, FeedResource, Profile, Representation, Resource, ServedFile};
pub use shelf::Shelf;

mod archive;
mod build;
mod coding;
mod content;
mod delta;
mod earlier;
/// The same site as files.
pub mod export;
mod ledger;
mod link;
mod moved;
mod resource;
mod same;
mod shelf;

/// By path below the base URL, decoded, with a slash first.
type Resources = BTreeMap<Box<str>, Arc<Resource>>;

/// Every resource that is public at one instant.
#[derive(Debug)]
pub struct Snapshot {
    resources: Resources,
    not_found: Representation,
    /// What pages are rendered from, and the next snapshot is compared with.
    basis: Arc<Basis>,
    /// What is remembered of earlier editions of the feeds.
    memory: Memory,
    shelf: Arc<Shelf>,
    next_change: Option<DateTime<Utc>>,
}

impl Snapshot {
    /// What stands at the path of a request, percent-encoded as it came and without its query.
    ///
    /// The site lies below the base URL's own path. A path without that is answered too, since some proxies take it
    /// off. Where only a slash at the end is wrong, the answer is a redirect. Everything below the page of a
    /// withdrawn release is as gone as the page, whether it was ever there or not. The address of a page that an archive
    /// has not, or no longer, leads to where it goes on, so that whoever walks back gets on.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<Arc<Resource>> {
        let path = percent_decode_str(path).decode_utf8().ok()?;
        self.below_base(&path, |below| self.find(below))
    }

    /// What a former address leads to that is told from others by its query (`/?p=12`), as both came.
    #[must_use]
    pub fn former(&self, path: &str, query: &str) -> Option<Arc<Resource>> {
        let address = format!("{path}?{query}");
        let address = percent_decode_str(&address).decode_utf8().ok()?;
        self.below_base(&address, |below| self.resources.get(below).cloned())
    }

    /// What is found below the base URL's own path, else without that.
    fn below_base(&self, path: &str, find: impl Fn(&str) -> Option<Arc<Resource>>) -> Option<Arc<Resource>> {
        let base = percent_decode_str(self.base_path()).decode_utf8().ok()?;
        let below = path.strip_prefix(&*base).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        below.and_then(&find).or_else(|| find(path))
    }

    fn find(&self, path: &str) -> Option<Arc<Resource>> {
        let found = self.resources.get(path).cloned();
        found
            .or_else(|| self.slash_redirect(path))
            .or_else(|| self.gone(path))
            .or_else(|| self.once_archived(path))
    }

    /// Pages' paths are made of slugs, so that what was decoded is still what the header needs.
    fn slash_redirect(&self, path: &str) -> Option<Arc<Resource>> {
        let other = other_slash(path);
        let found = self.resources.get(other.as_str())?;
        match &**found {
            Resource::Redirect(_) | Resource::Gone(_) => Some(Arc::clone(found)),
            Resource::Document(Representation { profile: Profile::Page, .. }) => {
                let location = format!("{}{other}", self.base_path());
                Some(Arc::new(Resource::Redirect(location)))
            }
            Resource::Document(_) | Resource::Feed(_) | Resource::File(_) | Resource::Found(_) => None,
        }
    }

    /// Whatever lay below the page of a withdrawn release, or was the archive of a feed that is no more.
    fn gone(&self, path: &str) -> Option<Arc<Resource>> {
        match path.strip_prefix("/releases/") {
            Some(below) => self.notice(&format!("/releases/{}/", below.split('/').next()?)),
            None => self.notice(path.rsplit_once("/archive/")?.0),
        }
    }

    /// The notice at a path that what stood there is gone, if it is.
    fn notice(&self, path: &str) -> Option<Arc<Resource>> {
        self.resources.get(path).filter(|resource| matches!(***resource, Resource::Gone(_))).cloned()
    }

    /// The base URL's own path without the slash at its end: empty for most sites.
    fn base_path(&self) -> &str {
        self.basis.site.base_url.path().trim_end_matches('/')
    }

    /// The page for paths where nothing stands.
    #[must_use]
    pub const fn not_found(&self) -> &Representation {
        &self.not_found
    }

    /// Every resource with its path below the base URL (decoded, a slash first), in the order of the paths.
    pub fn resources(&self) -> impl Iterator<Item = (&str, &Arc<Resource>)> {
        self.resources.iter().map(|(path, resource)| (&**path, resource))
    }

    /// The edition that it shows.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.basis.edition
    }

    /// The instant that it is of.
    #[must_use]
    pub fn instant(&self) -> DateTime<Utc> {
        self.basis.edition.instant()
    }

    /// Compresses the feeds in every coding, those that are not yet; without this each is compressed when it is first
    /// asked for. It takes one processor for a while and leaves the others to those who ask, and to the next edition.
    pub fn compress_feeds(&self) {
        let feeds = self.resources.values().filter_map(|resource| match &**resource {
            // A page of an archive that nobody has asked for is not worth it.
            Resource::Feed(feed) => Some(&feed.feed).filter(|feed| feed.is_made(Coding::Identity)),
            _ => None,
        });
        for feed in feeds {
            for coding in Coding::COMPRESSED {
                drop(feed.bytes(coding));
            }
        }
    }

    /// The same, where something that is held back from it is due at `instant`, too.
    #[must_use]
    pub fn with_due(self, instant: Option<DateTime<Utc>>) -> Self {
        Self { next_change: self.next_change.into_iter().chain(instant).min(), ..self }
    }

    /// When something that is served differs next, if ever. For the publisher and for cache lifetimes only: it may
    /// be the instant of an embargo.
    #[must_use]
    pub const fn next_change(&self) -> Option<DateTime<Utc>> {
        self.next_change
    }
}

/// The path with a slash at its end where it has none, and without where it has one.
fn other_slash(path: &str) -> String {
    path.strip_suffix('/').map_or_else(|| format!("{path}/"), ToOwned::to_owned)
}
