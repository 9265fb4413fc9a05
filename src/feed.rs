//! Feed definitions, and the neutral feeds made from them.
//!
//! A [`Feed`] is complete: renderers only spell it. A new capability adds data here, not conditions there.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

use crate::article::{ArticleId, Facets, Html, Term};
use crate::file::File;
use crate::language::Language;
use crate::site::{FeedAddress, FeedName, Format, Logo, Site, SiteImage, Withdrawn};
use crate::text::Text;

pub use archive::Archive;
pub use build::{build, build_all, clashes, id_of};
pub use end::{END_NOTICE, Ended, ended, next_end};
pub use item::Place;
pub use links::{Addresses, FeedLinks};

mod archive;
mod build;
mod end;
mod entry;
mod item;
mod links;
mod phrase;
mod plan;
mod select;

/// What one file of `feeds/` defines: one feed, or one for each value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedDefinition {
    /// Its name, and so its address.
    pub name: FeedName,
    /// Its permanent id, where the file gives one; else it is coined from the site's authority and the name.
    pub id: Option<ArticleId>,
    /// The title; `{value}` in it stands for the facet's value.
    pub title: Text,
    /// A sentence about the feed; `{value}` as in the title.
    pub description: Option<Text>,
    /// The feed's language, where it is not the site's.
    pub language: Option<Language>,
    /// The formats that it is served in, at least one.
    pub formats: Vec<Format>,
    /// What its entries are.
    pub subject: Subject,
    /// How many entries it has.
    pub limit: usize,
    /// How much of each release it carries.
    pub content: Content,
    /// What comes first.
    pub order: Order,
    /// Its icon, where it is not the site's.
    pub icon: Option<SiteImage>,
    /// Which releases.
    pub selection: Selection,
    /// The facet that has a feed for each of its values.
    pub each: Option<Facet>,
    /// Former addresses: paths that start with a slash, redirected for ever.
    pub aliases: Vec<String>,
    /// From when on it has nothing new: it says so for [`END_NOTICE`], and then is gone.
    pub ended: Option<DateTime<Utc>>,
    /// What it carries in place of a withdrawn release, where that is not as for the whole site.
    pub withdrawn: Option<Withdrawn>,
}

impl FeedDefinition {
    /// A feed of everything, as it is where its file says nothing more.
    #[must_use]
    pub fn new(name: FeedName, title: Text) -> Self {
        Self {
            name,
            id: None,
            title,
            description: None,
            language: None,
            formats: Format::ALL.to_vec(),
            subject: Subject::Releases,
            limit: 30,
            content: Content::Full,
            order: Order::Published,
            icon: None,
            selection: Selection::default(),
            each: None,
            aliases: Vec::new(),
            ended: None,
            withdrawn: None,
        }
    }
}

/// The files of the site's own images, and of those of its feeds.
pub fn site_files<'a>(site: &'a Site, definitions: &'a [FeedDefinition]) -> impl Iterator<Item = &'a File> {
    let icons = definitions.iter().map(|definition| &definition.icon);
    [&site.icon, &site.logo].into_iter().chain(icons).flatten().filter_map(SiteImage::file)
}

/// What a feed's entries are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// Releases.
    #[default]
    Releases,
    /// Corrections of releases: each correction is an entry, once, with an id of its own.
    Corrections,
}

/// How much of each release a feed carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Summary and full text.
    Full,
    /// The summary alone.
    Summary,
}

/// The order of a feed's entries; the release's id breaks ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Latest publication first.
    Published,
    /// Latest noticeable change first.
    Updated,
}

/// A property that releases are selected by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// The topics.
    Tag,
    /// The kind of release.
    Kind,
    /// The issuing office.
    Issuer,
    /// The place of the dateline.
    Place,
    /// The language.
    Language,
}

/// Which releases a feed has: those that satisfy every condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The conditions.
    pub conditions: Vec<Condition>,
}

/// A condition on one facet. Values are compared by slug; languages by tag, `pt` also meeting `pt-BR`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The facet looked at.
    pub facet: Facet,
    /// How many of the values it must have.
    pub quantifier: Quantifier,
    /// The values, as slugs; for languages as tags in lower case.
    pub values: Vec<String>,
}

/// How many of a condition's values a release must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// Every one.
    All,
    /// Not one.
    None,
}

/// A feed, complete, in no format yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its address without the format.
    pub address: FeedAddress,
    /// The facet that its address has a value of, where its definition makes one feed each.
    pub facet: Option<Facet>,
    /// Its permanent id, an IRI.
    pub id: ArticleId,
    /// Its title.
    pub title: Text,
    /// A sentence about it.
    pub description: Option<Text>,
    /// Its language.
    pub language: Language,
    /// The newest change that readers can see in it; where it is empty, the Unix epoch.
    pub updated: DateTime<Utc>,
    /// Its links.
    pub links: FeedLinks,
    /// Who is responsible for it.
    pub author: Text,
    /// The rights statement.
    pub rights: Option<Text>,
    /// A small square image.
    pub icon: Option<Url>,
    /// A wide image.
    pub logo: Option<Logo>,
    /// How many minutes a reader may wait between two polls.
    pub ttl_minutes: u32,
    /// The zone in which dates with an offset are written.
    pub time_zone: Tz,
    /// How much of each release it carries.
    pub content: Content,
    /// What stands in place of withdrawn releases in the formats that have no tombstones.
    pub withdrawn: Withdrawn,
    /// Whether lists of feeds name it: not where it is for a value that nothing has but what is gone and forgotten.
    pub is_named: bool,
    /// The entries, first comes first.
    pub entries: Vec<Arc<Entry>>,
}

impl Feed {
    /// The entries for formats that have no tombstones: notices in place of withdrawn releases, or nothing.
    pub fn entries_with_notices(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.entries.iter().filter(|entry| match &***entry {
            Entry::Release(_) => true,
            Entry::Withdrawn(_) => self.withdrawn == Withdrawn::Notice,
        })
    }
}

/// A release in a feed, or the notice in its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A public release.
    Release(Box<ReleaseEntry>),
    /// The notice of a withdrawn one.
    Withdrawn(WithdrawnEntry),
}

impl Entry {
    /// The id of the release.
    #[must_use]
    pub fn id(&self) -> &ArticleId {
        match self {
            Self::Release(release) => &release.id,
            Self::Withdrawn(withdrawn) => &withdrawn.id,
        }
    }

    /// The same entry with the summary alone.
    #[must_use]
    pub fn without_content(&self) -> Self {
        match self {
            Self::Release(release) => {
                Self::Release(Box::new(ReleaseEntry { content: None, ..(**release).clone() }))
            }
            Self::Withdrawn(withdrawn) => Self::Withdrawn(withdrawn.clone()),
        }
    }
}

/// A public release in a feed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReleaseEntry {
    /// The release's permanent id.
    pub id: ArticleId,
    /// The headline.
    pub title: Text,
    /// Its page on this site.
    pub url: Url,
    /// Its canonical page, where that is elsewhere.
    pub external_url: Option<Url>,
    /// The summary, plain text.
    pub summary: Text,
    /// The full text in reading order, where the feed carries it: subtitle, lead, body, image caption, notes.
    pub content: Option<Html>,
    /// When it was first public.
    pub published: DateTime<Utc>,
    /// When readers last had something to notice.
    pub updated: DateTime<Utc>,
    /// Who wrote it; the site's author where the release names nobody.
    pub authors: Vec<Text>,
    /// The issuing office.
    pub issuer: Option<Text>,
    /// Topics, kind, number.
    pub categories: Vec<Category>,
    /// The lead image.
    pub image: Option<EntryImage>,
    /// Attachments.
    pub enclosures: Vec<Enclosure>,
    /// Its language.
    pub language: Language,
    /// The same release in other languages.
    pub translations: Vec<(Language, Url)>,
    /// The place of its dateline.
    pub place: Option<Text>,
    /// What it follows up, if that is public too.
    pub in_reply_to: Option<InReplyTo>,
}

/// What an entry follows up (RFC 4685).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InReplyTo {
    /// The id of the release.
    pub id: ArticleId,
    /// Its page.
    pub url: Url,
}

/// The notice that a release was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WithdrawnEntry {
    /// The id that the release had.
    pub id: ArticleId,
    /// The address that its page had, and where the notice now is.
    pub url: Url,
    /// When the release was first public.
    pub published: DateTime<Utc>,
    /// When it was withdrawn.
    pub at: DateTime<Utc>,
    /// What stands in place of the title.
    pub title: Text,
    /// What stands in place of summary and text: that it was withdrawn, when, and why.
    pub notice: Text,
    /// Its language.
    pub language: Language,
}

/// A category of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Category {
    /// Which kind of category: RSS's domain, Atom's scheme.
    pub scheme: Scheme,
    /// The value.
    pub term: Text,
}

/// The kinds of categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// A topic.
    Topic,
    /// The kind of release.
    Kind,
    /// The release number.
    Number,
}

/// The lead image of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntryImage {
    /// Its bytes.
    pub file: Enclosure,
    /// What it shows.
    pub alt: Option<Text>,
    /// Its caption.
    pub caption: Option<Text>,
    /// Whose picture it is.
    pub credit: Option<Text>,
}

/// A file that goes with an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Enclosure {
    /// Where it is.
    pub url: Url,
    /// Its media type without parameters.
    pub media_type: Arc<str>,
    /// Its length in bytes, where it is known: that of a file on another server is not.
    pub length: Option<u64>,
    /// What it is called.
    pub title: Option<Text>,
}

impl EntryImage {
    /// The image in words: its caption, else what it shows.
    #[must_use]
    pub fn description(&self) -> Option<&Text> {
        self.caption.as_ref().or(self.alt.as_ref())
    }
}

impl Facet {
    /// The values that a release has of this facet.
    #[must_use]
    pub fn values(self, facets: &Facets) -> Cow<'_, [Term]> {
        match self {
            Self::Tag => Cow::Borrowed(&facets.tags),
            Self::Kind => Cow::Borrowed(facets.kind.as_slice()),
            Self::Issuer => Cow::Borrowed(facets.issuer.as_slice()),
            Self::Place => Cow::Borrowed(facets.place.as_slice()),
            Self::Language => Cow::Owned(Term::of_language(&facets.language).into_iter().collect()),
        }
    }
}

#[cfg(test)]
mod tests;
