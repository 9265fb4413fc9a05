//! The immutable map from public paths to resources that everyone is served from.
//!
//! It is pure: it reads no clock, file or socket, and equal inputs give equal bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use percent_encoding::percent_decode_str;

pub use coding::Coding;
pub use content::Content;
pub use resource::{CachePolicy, FeedResource, Profile, Representation, Resource, ServedFile};
pub use shelf::Shelf;

mod coding;
mod content;
mod resource;
mod shelf;

/// Every resource that is public at one instant.
#[derive(Debug)]
pub struct Snapshot {
    /// By path below the base URL, decoded, with a slash first.
    resources: BTreeMap<Box<str>, Arc<Resource>>,
    not_found: Representation,
    /// The base URL's own path, with a slash at both ends.
    base_path: String,
    instant: DateTime<Utc>,
    next_change: Option<DateTime<Utc>>,
}

impl Snapshot {
    /// What stands at the path of a request, percent-encoded as it came and without its query.
    ///
    /// The site lies below the base URL's own path. A path without that is answered too, since some proxies take it
    /// off. Where only a slash at the end is wrong, the answer is a redirect. Everything below the page of a
    /// withdrawn release is as gone as the page, whether it was ever there or not.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<Arc<Resource>> {
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let below =
            path.strip_prefix(self.base_path.trim_end_matches('/')).filter(|rest| rest.starts_with('/'));
        below.and_then(|below| self.find(below)).or_else(|| self.find(&path))
    }

    fn find(&self, path: &str) -> Option<Arc<Resource>> {
        self.resources.get(path).cloned().or_else(|| self.slash_redirect(path)).or_else(|| self.gone(path))
    }

    /// Pages' paths are made of slugs, so that what was decoded is still what the header needs.
    fn slash_redirect(&self, path: &str) -> Option<Arc<Resource>> {
        let other = path.strip_suffix('/').map_or_else(|| format!("{path}/"), ToOwned::to_owned);
        let found = self.resources.get(other.as_str())?;
        match &**found {
            Resource::Redirect(_) | Resource::Gone(_) => Some(Arc::clone(found)),
            Resource::Document(Representation { profile: Profile::Page, .. }) => {
                let location = format!("{}{other}", self.base_path.trim_end_matches('/'));
                Some(Arc::new(Resource::Redirect(location)))
            }
            Resource::Document(_) | Resource::Feed(_) | Resource::File(_) => None,
        }
    }

    fn gone(&self, path: &str) -> Option<Arc<Resource>> {
        let slug = path.strip_prefix("/releases/")?.split('/').next()?;
        let page = self.resources.get(format!("/releases/{slug}/").as_str())?;
        matches!(**page, Resource::Gone(_)).then(|| Arc::clone(page))
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

    /// The instant that it is of.
    #[must_use]
    pub const fn instant(&self) -> DateTime<Utc> {
        self.instant
    }

    /// When something that is served differs next, if ever. For the publisher and for cache lifetimes only: it may
    /// be the instant of an embargo.
    #[must_use]
    pub const fn next_change(&self) -> Option<DateTime<Utc>> {
        self.next_change
    }
}
