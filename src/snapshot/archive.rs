//! The pages of the feeds' archives. They are rendered when first asked for: ten thousand releases in many feeds must
//! not cost the latest one its second.

use std::sync::Arc;

use super::build::{Basis, Builder, raw_type};
use super::{CachePolicy, FeedResource, Profile, Representation, Resource, link};
use crate::feed::Feed;
use crate::render::{self, html};
use crate::site::{Address, Format};

impl Basis {
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
        let view = self.page(known.filter(|_| self.has_frame).map(|known| &known.view), move |basis| {
            html::feed_page(&basis.newsroom(), &basis.archive_page(feed, page), Some(format), &[])
        });
        FeedResource {
            deltas: Vec::new(),
            feed: face(Profile::Feed, render::media_type(format)),
            raw: face(Profile::RawFeed, raw_type(format)),
            view: Representation {
                profile: Profile::View,
                cache: CachePolicy::Private,
                links: link::of_page(self.basis.feeds.get(feed)),
                ..view
            },
        }
    }
}
