//! The pages of the feeds' archives. They are rendered when first asked for: ten thousand releases in many feeds must
//! not cost the latest one its second.

use std::sync::Arc;

use rayon::prelude::*;

use super::build::{Basis, Builder, path, raw_type};
use super::{CachePolicy, Content, FeedResource, Profile, Representation, Resource, Snapshot, link};
use crate::feed::Feed;
use crate::render::{self, html};
use crate::site::{Address, ArchivePage, FeedAddress, Format};

impl Basis {
    /// The page of the archive of the feed at a location that has what stood on a page of this name, or the feed itself
    /// where nothing is archived.
    fn archived(&self, location: &str, name: ArchivePage) -> Option<Address> {
        let is_there = |(feed, format): &(&FeedAddress, Format)| {
            self.location(&Address::Feed((*feed).clone(), *format)) == location
        };
        self.feeds.iter().zip(&self.archives).find_map(|(feed, archive)| {
            let formats = feed.links.formats.iter().map(|(format, _)| (&feed.address, *format));
            let (feed, format) = formats.into_iter().find(is_there)?;
            Some(match archive.holder(name) {
                Some(page) => Address::Archive(feed.clone(), page, format),
                None => Address::Feed(feed.clone(), format),
            })
        })
    }

    /// A page of an archive, as a feed.
    fn archive_page(&self, feed: usize, page: usize) -> Feed {
        self.archives[feed].page(page, &self.feeds[feed], &self.edition, &self.site)
    }
}

impl Builder<'_> {
    pub(super) fn add_archives(&mut self) {
        let archives: Vec<_> =
            (0..self.basis.feeds.len()).into_par_iter().map(|feed| self.archive(feed)).collect();
        self.resources.extend(archives.into_iter().flatten());
    }

    /// The archive of a feed.
    fn archive(&self, index: usize) -> Vec<(Box<str>, Arc<Resource>)> {
        let (basis, feed, archive) = (&*self.basis, &self.basis.feeds[index], &self.basis.archives[index]);
        let earlier = self.earlier.archive(feed, archive, basis);
        let known = |page| earlier.is_some_and(|earlier| earlier.has_page(archive, page, &self.unchanged));
        let is_known: Vec<bool> = (0..archive.names().count()).map(known).collect();
        let mut resources = Vec::new();
        for &(format, _) in &feed.links.formats {
            let headers = Headers::of(feed, format);
            let address = |name| Address::Archive(feed.address.clone(), name, format);
            for (page, name) in archive.names().enumerate() {
                let path = path(&address(name));
                let known = if is_known[page] { self.earlier.feed(&path) } else { None };
                let resource = self.archive_page(known, (index, page), &headers);
                resources.push((path, Arc::new(Resource::Feed(Box::new(resource)))));
            }
            for (name, page) in archive.standing_names() {
                let resource = Resource::Found(basis.location(&address(page)));
                resources.push((path(&address(name)), Arc::new(resource)));
            }
        }
        resources
    }

    /// A page of the archive of a feed; `known` is what an earlier snapshot has of the very same page.
    fn archive_page(
        &self,
        known: Option<&FeedResource>,
        (feed, page): (usize, usize),
        headers: &Headers,
    ) -> FeedResource {
        let format = headers.format;
        let content = self.lazy(known.map(|known| &known.feed), move |basis| {
            render::feed(&basis.archive_page(feed, page), format)
        });
        let view = self.page(known.filter(|_| self.has_frame).map(|known| &known.view), move |basis| {
            html::feed_page(&basis.newsroom(), &basis.archive_page(feed, page), Some(format), &[])
        });
        headers.faces(Arc::new(content), view)
    }
}

impl Snapshot {
    /// Where the archive of a feed goes on, for whoever asks for a page that it has not, or not any more: so a walk that
    /// began before a page was emptied or got another name, or before the feed moved, comes to its end.
    pub(super) fn once_archived(&self, path: &str) -> Option<Arc<Resource>> {
        let (address, file) = path.rsplit_once("/archive/")?;
        let (name, ending) = file.rsplit_once('.')?;
        let name = ArchivePage::parse(name)?;
        let format = Format::ALL.into_iter().find(|format| format.ending() == ending)?;
        let feed = format!("{address}.{}", format.ending());
        let now = match &**self.resources.get(feed.as_str())? {
            Resource::Redirect(location) => location.clone(),
            _ => self.basis.site.base_url.at_path(&feed).path().to_owned(),
        };
        let page = self.basis.archived(&now, name).map(|page| Resource::Found(self.basis.location(&page)));
        page.map(Arc::new).or_else(|| self.below_base(&now, |below| self.notice(below)))
    }
}

/// What the headers of all pages of one archive say, in one format.
struct Headers {
    format: Format,
    links: Arc<[String]>,
    view_links: Arc<[String]>,
    surrogate_keys: Arc<[String]>,
}

impl Headers {
    fn of(feed: &Feed, format: Format) -> Self {
        Self {
            format,
            links: link::of_archive(&feed.links, format),
            view_links: link::of_page(Some(feed)),
            surrogate_keys: link::surrogate_keys(&feed.address),
        }
    }

    /// The faces of a page.
    fn faces(&self, content: Arc<Content>, view: Representation) -> FeedResource {
        let face = |profile, media_type| Representation {
            media_type,
            profile,
            cache: CachePolicy::Minute,
            // Nobody polls an archive, and the ledger would have to render it to know since when it is served.
            last_modified: None,
            links: Arc::clone(&self.links),
            surrogate_keys: Arc::clone(&self.surrogate_keys),
            content: Arc::clone(&content),
        };
        FeedResource {
            deltas: Vec::new(),
            feed: face(Profile::Feed, render::media_type(self.format)),
            raw: face(Profile::RawFeed, raw_type(self.format)),
            view: Representation {
                profile: Profile::View,
                cache: CachePolicy::Private,
                links: Arc::clone(&self.view_links),
                ..view
            },
        }
    }
}
