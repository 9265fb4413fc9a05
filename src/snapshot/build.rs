//! From catalog, definitions and instant to a snapshot. Feeds are rendered at once, pages when first asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, SubsecRound, Utc};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use super::delta::Memory;
use super::earlier::Earlier;
use super::{
    CachePolicy, Coding, Content, FeedResource, Ledger, Profile, Representation, Resource, Resources,
    ServedFile, Shelf, Snapshot, link, moved,
};
use crate::catalog::{Catalog, Edition};
use crate::feed::{self, Archive, Ended, Feed, FeedDefinition};
use crate::file::File;
use crate::render::{self, Document, html};
use crate::site::{Address, Format, Site};

/// How many bytes of rendered pages are kept: some thousand pages.
const SHELF_BYTES: usize = 64 << 20;

pub(super) const HTML: &str = "text/html; charset=utf-8";
const XML: &str = "application/xml; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";

/// What a snapshot is made of, beside the instant.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The site.
    pub site: &'a Site,
    /// The feeds to make.
    pub definitions: &'a [FeedDefinition],
    /// All releases.
    pub catalog: &'a Catalog,
}

/// What the pages of one snapshot are rendered from.
#[derive(Debug)]
pub(super) struct Basis {
    pub(super) site: Site,
    pub(super) edition: Edition,
    pub(super) feeds: Vec<Feed>,
    /// The archive of each feed.
    pub(super) archives: Vec<Archive>,
    /// The feeds that are no more.
    pub(super) ended: Vec<Ended>,
    /// For each feed the length of its documents.
    lengths: Vec<Vec<(Format, usize)>>,
}

impl Basis {
    pub(super) fn newsroom(&self) -> html::Newsroom<'_> {
        html::Newsroom { site: &self.site, edition: &self.edition, feeds: self.named_feeds() }
    }

    /// The feeds that lists name: those come first.
    pub(super) fn named_feeds(&self) -> &[Feed] {
        &self.feeds[..self.feeds.partition_point(|feed| feed.is_named)]
    }

    fn feed_page(&self, index: usize, view: Option<Format>) -> Document {
        html::feed_page(&self.newsroom(), &self.feeds[index], view, &self.lengths[index])
    }

    /// The value of a `Location` header that leads to an address.
    pub(super) fn location(&self, address: &Address) -> String {
        self.site.base_url.at(address).path().to_owned()
    }

    /// The feed that the usual guesses lead to; none where the main definition makes several.
    pub(super) fn main_feed(&self) -> Option<&Feed> {
        self.feeds.iter().find(|feed| self.site.is_main(&feed.address))
    }
}

/// Makes the snapshot of everything that is public at `instant`.
///
/// What has not changed since `previous` is taken from it: the result is the same as without, only sooner there.
/// `ledger` tells since when the feeds' bytes are served, and learns of those that are new.
#[must_use]
pub fn build(
    inputs: &Inputs<'_>,
    instant: DateTime<Utc>,
    previous: Option<&Snapshot>,
    ledger: &mut Ledger,
) -> Snapshot {
    let edition = inputs.catalog.at(instant);
    let next_change = next_change(inputs, &edition);
    let (feeds, archives) = feed::build_all(&edition, inputs.definitions, inputs.site);
    let earlier = Earlier::new(previous);
    let documents: Vec<_> = feeds.par_iter().map(|feed| documents(feed, &earlier)).collect();
    let length = |document: &FeedDocument| (document.format, document.content.bytes(Coding::Identity).len());
    let lengths = documents.iter().map(|documents| documents.iter().map(length).collect()).collect();
    let ended = feed::ended(&edition, inputs.definitions, inputs.site);
    let basis = Arc::new(Basis { site: inputs.site.clone(), edition, feeds, archives, ended, lengths });

    let memory = Memory::of(&earlier, &basis);
    let mut builder = Builder {
        memory,
        has_frame: earlier.has_frame(&basis),
        unchanged: earlier.unchanged_releases(&basis),
        links: link::of_page(basis.main_feed()),
        shelf: previous
            .map_or_else(|| Arc::new(Shelf::new(SHELF_BYTES)), |previous| Arc::clone(&previous.shelf)),
        basis: Arc::clone(&basis),
        earlier,
        resources: BTreeMap::new(),
    };
    builder.add_feeds(&documents, ledger);
    builder.add_archives();
    builder.add_ended();
    builder.add_pages();
    builder.add_lists();
    builder.add_site_files(inputs.definitions);
    moved::add(&mut builder.resources, &basis, inputs.definitions);
    let not_found = builder.page(None, |basis| html::not_found(&basis.newsroom()));
    let Builder { resources, shelf, memory, .. } = builder;
    ledger.retain(|path| resources.contains_key(path));
    Snapshot { resources, not_found, basis, memory, shelf, next_change }
}

/// The next instant at which an edition, a feed or a list differs, if any.
fn next_change(inputs: &Inputs<'_>, edition: &Edition) -> Option<DateTime<Utc>> {
    let leaves_news = edition
        .releases()
        .iter()
        .map(|release| release.published + render::NEWS_WINDOW)
        .take_while(|&end| end > edition.instant())
        .last();
    let edition_changes = inputs.catalog.next_change(edition.instant());
    let feed_ends = feed::next_end(inputs.definitions, edition.instant());
    edition_changes.into_iter().chain(feed_ends).chain(leaves_news).min()
}

/// A feed in one format, rendered.
struct FeedDocument {
    format: Format,
    media_type: &'static str,
    content: Arc<Content>,
}

/// A feed in each of its formats.
fn documents(feed: &Feed, earlier: &Earlier<'_>) -> Vec<FeedDocument> {
    let is_known = earlier.has_feed(feed);
    let document = |&(format, _): &(Format, _)| {
        let known = if is_known { earlier.feed(&feed_path(feed, format)) } else { None };
        if let Some(FeedResource { feed, .. }) = known {
            return FeedDocument { format, media_type: feed.media_type, content: Arc::clone(&feed.content) };
        }
        let Document { media_type, body, .. } = render::feed(feed, format);
        FeedDocument { format, media_type, content: Arc::new(Content::ready(Bytes::from_owner(body))) }
    };
    feed.links.formats.iter().map(document).collect()
}

/// The path of an address, as resources are found by it: decoded.
pub(super) fn path(address: &Address) -> Box<str> {
    let path = address.path();
    percent_decode_str(&path).decode_utf8_lossy().into()
}

fn feed_path(feed: &Feed, format: Format) -> String {
    Address::Feed(feed.address.clone(), format).path()
}

/// Collects the resources of one snapshot.
pub(super) struct Builder<'a> {
    pub(super) basis: Arc<Basis>,
    pub(super) earlier: Earlier<'a>,
    /// Whether everything that all pages show is what it was.
    pub(super) has_frame: bool,
    memory: Memory,
    /// Where each release stood in the earlier edition, if it is shown as it was.
    pub(super) unchanged: Vec<Option<usize>>,
    /// The `Link` values of pages.
    links: Arc<[String]>,
    shelf: Arc<Shelf>,
    pub(super) resources: Resources,
}

impl Builder<'_> {
    pub(super) fn add(&mut self, address: &Address, resource: Resource) {
        self.resources.insert(path(address), Arc::new(resource));
    }

    fn add_feeds(&mut self, documents: &[Vec<FeedDocument>], ledger: &mut Ledger) {
        let basis = Arc::clone(&self.basis);
        for (index, (feed, documents)) in basis.feeds.iter().zip(documents).enumerate() {
            let is_known = self.has_frame && self.earlier.has_feed(feed);
            for document in documents {
                let resource = self.feed(index, feed, document, is_known, ledger);
                self.add(
                    &Address::Feed(feed.address.clone(), document.format),
                    Resource::Feed(Box::new(resource)),
                );
            }
            let address = Address::FeedPage(feed.address.clone());
            let known = if is_known { self.earlier.page(&address.path()) } else { None };
            let page = self.page(known, move |basis| basis.feed_page(index, None));
            let links = link::of_page(Some(feed));
            let surrogate_keys = link::surrogate_keys(&feed.address);
            self.add(&address, Resource::Document(Representation { links, surrogate_keys, ..page }));
        }
    }

    fn feed(
        &self,
        index: usize,
        feed: &Feed,
        document: &FeedDocument,
        is_known: bool,
        ledger: &mut Ledger,
    ) -> FeedResource {
        let FeedDocument { format, media_type, ref content } = *document;
        let path = feed_path(feed, format);
        let since = ledger.since(&path, content.hash(), self.basis.edition.instant());
        let face = |profile, media_type, links| Representation {
            media_type,
            profile,
            cache: CachePolicy::Minute,
            last_modified: Some(since.max(feed.updated.trunc_subsecs(0))),
            links,
            surrogate_keys: link::surrogate_keys(&feed.address),
            content: Arc::clone(content),
        };
        let known = if is_known { self.earlier.feed(&path).map(|feed| &feed.view) } else { None };
        let view = self.page(known, move |basis| basis.feed_page(index, Some(format)));
        let whole = face(Profile::Feed, media_type, link::of_feed(&feed.links, format));
        let deltas = self.memory.deltas(feed, format, content.hash(), |edition| Representation {
            profile: Profile::Delta,
            cache: CachePolicy::Manipulated,
            content: Arc::new(
                self.lazy(None, move |basis| render::feed(&edition.since(&basis.feeds[index]), format)),
            ),
            ..whole.clone()
        });
        FeedResource {
            deltas,
            raw: face(Profile::RawFeed, raw_type(format), link::of_raw(&feed.links, format)),
            view: Representation {
                profile: Profile::View,
                cache: CachePolicy::Private,
                links: link::of_page(Some(feed)),
                ..view
            },
            feed: whole,
        }
    }

    /// Puts a notice at the addresses of feeds that are no more.
    fn add_ended(&mut self) {
        let basis = Arc::clone(&self.basis);
        let notice = self.page(None, |basis| html::gone_feed(&basis.newsroom()));
        for Ended { address, formats } in &basis.ended {
            let feeds = formats.iter().map(|format| Address::Feed(address.clone(), *format));
            for address in feeds.chain([Address::FeedPage(address.clone())]) {
                self.add(&address, Resource::Gone(notice.clone()));
            }
        }
    }

    fn add_pages(&mut self) {
        let home = self.page(None, |basis| html::home(&basis.newsroom()));
        self.add(&Address::Home, Resource::Document(home));
        let feeds = self.page(None, |basis| html::feeds(&basis.newsroom()));
        self.add(&Address::Feeds, Resource::Document(feeds));
        for (year, month) in html::months(&self.basis.newsroom()) {
            let page = self.page(None, move |basis| html::month(&basis.newsroom(), year, month));
            self.add(&Address::Month { year, month }, Resource::Document(page));
        }
        self.add_releases();
        let basis = Arc::clone(&self.basis);
        for (index, tombstone) in basis.edition.tombstones().iter().enumerate() {
            let notice = self.page(None, move |basis| {
                html::withdrawn(&basis.newsroom(), &basis.edition.tombstones()[index])
            });
            self.add(&Address::Release(tombstone.slug.clone()), Resource::Gone(notice));
        }
    }

    fn add_releases(&mut self) {
        let basis = Arc::clone(&self.basis);
        let pages: Vec<_> = (0..basis.edition.releases().len())
            .into_par_iter()
            .map(|index| self.release_page(index))
            .collect();
        self.resources.extend(pages);
        for release in basis.edition.releases() {
            for named in &release.files {
                let address = Address::ReleaseFile(release.slug.clone(), named.file.name.clone());
                self.add_file(&address, &named.file);
            }
        }
    }

    fn release_page(&self, index: usize) -> (Box<str>, Arc<Resource>) {
        let path = path(&Address::Release(self.basis.edition.releases()[index].slug.clone()));
        let is_known = self.has_frame && self.unchanged[index].is_some();
        let known = if is_known { self.earlier.page(&path) } else { None };
        let page =
            self.page(known, move |basis| html::release(&basis.newsroom(), &basis.edition.releases()[index]));
        (path, Arc::new(Resource::Document(page)))
    }

    /// What machines read beside the feeds, and what the pages are dressed with.
    fn add_lists(&mut self) {
        let basis = Arc::clone(&self.basis);
        let small = [
            (Address::Opml, Profile::List, render::opml(&basis.site, basis.named_feeds())),
            (Address::Robots, Profile::List, render::robots(&basis.site)),
            (Address::Style, Profile::Asset, html::style()),
            (Address::FeedStyle, Profile::Asset, html::feed_style(&basis.site)),
            (Address::Script, Profile::Asset, html::script()),
        ];
        for (address, profile, Document { media_type, body, .. }) in small {
            let content = Content::ready(Bytes::from_owner(body));
            self.add(&address, Resource::Document(document(profile, media_type, content)));
        }
        let sitemap =
            self.lazy(None, |basis| render::sitemap(&basis.site, &basis.edition, basis.named_feeds()));
        self.add(&Address::Sitemap, Resource::Document(document(Profile::List, XML, sitemap)));
        for part in 0..render::sitemap_parts(&basis.site, &basis.edition, basis.named_feeds()) {
            let content = self.lazy(None, move |basis| {
                render::sitemap_part(&basis.site, &basis.edition, basis.named_feeds(), part)
            });
            self.add(&Address::SitemapPart(part), Resource::Document(document(Profile::List, XML, content)));
        }
        let news = self.lazy(None, |basis| render::news_sitemap(&basis.site, &basis.edition));
        self.add(&Address::NewsSitemap, Resource::Document(document(Profile::List, XML, news)));
    }

    fn add_site_files(&mut self, definitions: &[FeedDefinition]) {
        let basis = Arc::clone(&self.basis);
        for file in feed::site_files(&basis.site, definitions) {
            self.add_file(&Address::SiteFile(file.name.clone()), file);
        }
    }

    fn add_file(&mut self, address: &Address, file: &File) {
        self.add(address, Resource::File(ServedFile { file: file.clone(), cache: CachePolicy::Revalidate }));
    }

    /// An HTML page; `known` is what an earlier snapshot has of the very same page.
    pub(super) fn page(
        &self,
        known: Option<&Representation>,
        render: impl Fn(&Basis) -> Document + Send + Sync + 'static,
    ) -> Representation {
        let content = self.lazy(known, render);
        Representation { links: Arc::clone(&self.links), ..document(Profile::Page, HTML, content) }
    }

    pub(super) fn lazy(
        &self,
        known: Option<&Representation>,
        render: impl Fn(&Basis) -> Document + Send + Sync + 'static,
    ) -> Content {
        let basis = Arc::clone(&self.basis);
        let render = move || Bytes::from_owner(render(&basis).body);
        match known {
            Some(known) => known.content.renewed(&self.shelf, render),
            None => Content::lazy(&self.shelf, render),
        }
    }
}

/// The media type of a feed's bytes for browsers.
pub(super) const fn raw_type(format: Format) -> &'static str {
    match format {
        Format::Rss | Format::Atom => XML,
        Format::Json => JSON,
    }
}

pub(super) fn document(profile: Profile, media_type: &'static str, content: Content) -> Representation {
    Representation {
        media_type,
        profile,
        cache: CachePolicy::Minute,
        last_modified: None,
        links: Arc::default(),
        surrogate_keys: Arc::default(),
        content: Arc::new(content),
    }
}
