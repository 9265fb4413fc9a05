//! Where a feed, its kin and the pages of its archive are found.

use url::Url;

use crate::site::Format;

/// One document in each of its formats.
pub type Addresses = Vec<(Format, Url)>;

/// The links of a feed, or of a page of its archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedLinks {
    /// The newsroom's front page.
    pub home: Url,
    /// The feed's own page, always HTML.
    pub page: Url,
    /// The feed in each of its formats: what people subscribe to.
    pub formats: Addresses,
    /// This document, where it is a page of the feed's archive and not the feed itself.
    pub archived: Option<Addresses>,
    /// The page of the archive with what came before, if anything did.
    pub previous: Addresses,
    /// The page of the archive with what came after the page that this is.
    pub next: Addresses,
    /// WebSub hubs.
    pub hubs: Vec<Url>,
    /// The style of its raw XML.
    pub style: Url,
}

impl FeedLinks {
    /// The document's own URL in one format, if it is served in it: its `self`.
    #[must_use]
    pub fn of(&self, format: Format) -> Option<&Url> {
        find(self.archived.as_ref().unwrap_or(&self.formats), format)
    }

    /// The page of the archive with what came before, in one format.
    #[must_use]
    pub fn previous(&self, format: Format) -> Option<&Url> {
        find(&self.previous, format)
    }

    /// The pages of the archive next to this document, each with its relation (RFC 5005 §4).
    pub fn archive(&self, format: Format) -> impl Iterator<Item = (&'static str, &Url)> {
        let current = self.archived.as_ref().and_then(|_| find(&self.formats, format));
        let next = find(&self.next, format);
        [("current", current), ("prev-archive", self.previous(format)), ("next-archive", next)]
            .into_iter()
            .filter_map(|(relation, url)| Some((relation, url?)))
    }
}

fn find(addresses: &Addresses, format: Format) -> Option<&Url> {
    addresses.iter().find(|(other, _)| *other == format).map(|(_, url)| url)
}
