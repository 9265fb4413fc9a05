//! The pages of the feeds' archives. They are rendered when first asked for: ten thousand releases in many feeds must
//! not cost the latest one its second.

use std::sync::Arc;

use super::build::{Basis, Builder, raw_type};
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
        let basis = Arc::clone(&self.basis);
        for (index, (feed, archive)) in basis.feeds.iter().zip(&basis.archives).enumerate() {
            let formats: Vec<_> = feed
                .links
                .formats
                .iter()
                .map(|&(format, _)| (format, link::of_archive(&feed.links, format)))
                .collect();
            let keys = link::surrogate_keys(&feed.address);
            for (page, name) in archive.names().enumerate() {
                let is_known = self.earlier.has_archive_page(feed, archive, page, &basis, &self.unchanged);
                for (format, links) in &formats {
                    let address = Address::Archive(feed.address.clone(), name, *format);
                    let known = if is_known { self.earlier.feed(&address.path()) } else { None };
                    let resource = self.archive_page(known, (index, page), *format, (links, &keys));
                    self.add(&address, Resource::Feed(Box::new(resource)));
                }
            }
            for (name, page) in archive.standing_names() {
                for (format, _) in &formats {
                    let [name, page] =
                        [name, page].map(|page| Address::Archive(feed.address.clone(), page, *format));
                    self.add(&name, Resource::Found(basis.location(&page)));
                }
            }
        }
    }

    /// A page of the archive of a feed; `known` is what an earlier snapshot has of the very same page.
    fn archive_page(
        &self,
        known: Option<&FeedResource>,
        (feed, page): (usize, usize),
        format: Format,
        (links, keys): (&Arc<[String]>, &Arc<[String]>),
    ) -> FeedResource {
        let content = Arc::new(self.lazy(known.map(|known| &known.feed), move |basis| {
            render::feed(&basis.archive_page(feed, page), format)
        }));
        let view = self.page(known.filter(|_| self.has_frame).map(|known| &known.view), move |basis| {
            html::feed_page(&basis.newsroom(), &basis.archive_page(feed, page), Some(format), &[])
        });
        faces(content, view, format, (links, keys), self.basis.feeds.get(feed))
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

/// The faces of a page of the archive of `feed`.
fn faces(
    content: Arc<Content>,
    view: Representation,
    format: Format,
    (links, keys): (&Arc<[String]>, &Arc<[String]>),
    feed: Option<&Feed>,
) -> FeedResource {
    let face = |profile, media_type| Representation {
        media_type,
        profile,
        cache: CachePolicy::Minute,
        // Nobody polls an archive, and the ledger would have to render it to know since when it is served.
        last_modified: None,
        links: Arc::clone(links),
        surrogate_keys: Arc::clone(keys),
        content: Arc::clone(&content),
    };
    FeedResource {
        deltas: Vec::new(),
        feed: face(Profile::Feed, render::media_type(format)),
        raw: face(Profile::RawFeed, raw_type(format)),
        view: Representation {
            profile: Profile::View,
            cache: CachePolicy::Private,
            links: link::of_page(feed),
            ..view
        },
    }
}
