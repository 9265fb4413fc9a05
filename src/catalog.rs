//! What is public when.
//!
//! A [`Catalog`] holds every release, those under embargo and those withdrawn too. [`Catalog::at`] is the only gate:
//! it alone makes an [`Edition`], and everything that renders takes nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

use crate::article::{Article, ArticleId, Correction, Html, Links};
use crate::language::Language;
use crate::site::Slug;
use crate::text::Text;

use gone::withdrawn_at;
pub use gone::{Expired, Tombstone};
pub use shown::Shown;

mod between;
mod gone;
mod shown;

/// All releases, public or not, each id once.
#[derive(Debug, Default, Clone)]
pub struct Catalog {
    articles: BTreeMap<ArticleId, Arc<Article>>,
    notice_time: TimeDelta,
    /// Corrections that are held back whatever the instant: the release, and when it was corrected.
    held: BTreeSet<(ArticleId, DateTime<Utc>)>,
}

impl Catalog {
    /// Collects releases; of two with the same id the later one replaces the earlier (the store tells of them).
    ///
    /// `notice_time` is how long feeds tell of a release that was withdrawn or changed, however old it is.
    #[must_use]
    pub fn new(articles: impl IntoIterator<Item = Arc<Article>>, notice_time: TimeDelta) -> Self {
        let articles = articles.into_iter().map(|article| (article.id.clone(), article)).collect();
        Self { articles, notice_time, held: BTreeSet::new() }
    }

    /// Every release, by id; for the press office only.
    pub fn articles(&self) -> impl Iterator<Item = &Arc<Article>> {
        self.articles.values()
    }

    /// What is public at `instant`.
    #[must_use]
    pub fn at(&self, instant: DateTime<Utc>) -> Edition {
        let mut known: Vec<&Arc<Article>> =
            self.articles.values().filter(|article| was_published(article, instant)).collect();
        known.sort_by(|a, b| a.published.cmp(&b.published).then_with(|| a.id.cmp(&b.id)));
        let mut taken = BTreeSet::new();
        let mut edition = Edition::new(instant);
        for article in known {
            let slug = free_slug(article, &taken);
            taken.insert(slug.clone());
            let withdrawal = article.withdrawal.as_ref().filter(|withdrawal| withdrawal.at <= instant);
            match (withdrawal, article.expires.filter(|expiry| *expiry <= instant)) {
                (Some(withdrawal), _) => {
                    edition.tombstones.push(self.tombstone(article, slug, withdrawal, instant));
                }
                (None, Some(expiry)) => edition.expired.push(self.expired(article, expiry, instant)),
                (None, None) => edition.releases.push(self.release(article, slug, instant)),
            }
        }
        link(&mut edition.releases);
        edition.releases.reverse();
        edition.kin = Kin::of(&edition.releases);
        edition.tombstones.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.id.cmp(&a.id)));
        edition
    }

    /// The catalog without the releases and corrections that are not due by `now`, except those that were `shown`
    /// already; and when the first of what is left out is due.
    ///
    /// For a clock that was put back: what was public stays public, and nothing else comes out before its second.
    #[must_use]
    pub fn without_undue(&self, now: DateTime<Utc>, shown: &Shown) -> (Self, Option<DateTime<Utc>>) {
        let is_out = |id: &ArticleId, at: DateTime<Utc>| at <= now || shown.has(id, at);
        let (articles, undue): (BTreeMap<_, _>, BTreeMap<_, _>) = self
            .articles
            .iter()
            .map(|(id, article)| (id.clone(), Arc::clone(article)))
            .partition(|(id, article)| is_out(id, article.published));
        let corrections = articles.iter().flat_map(|(id, article)| {
            article.corrections.iter().map(|correction| (id.clone(), correction.at))
        });
        let held: BTreeSet<_> = corrections.filter(|(id, at)| !is_out(id, *at)).collect();
        let due = undue.values().filter(|article| is_ever_public(article)).map(|article| article.published);
        let is_noticed = |(id, at): &&(ArticleId, DateTime<Utc>)| {
            articles.get(id).is_some_and(|article| is_ever_public(article) && is_noticed(article, *at))
        };
        let due = due.chain(held.iter().filter(is_noticed).map(|(_, at)| *at)).min();
        (Self { articles, held, ..*self }, due)
    }

    /// The next instant after `instant` at which another edition is due, if any.
    #[must_use]
    pub fn next_change(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.articles
            .values()
            .flat_map(|article| changes(article, self.notice_time))
            .filter(|&change| change > instant)
            .min()
    }

    /// The corrections of a release that are out at `instant`.
    fn corrections<'a>(
        &'a self,
        article: &'a Article,
        instant: DateTime<Utc>,
    ) -> impl Iterator<Item = &'a Correction> {
        let is_held =
            |at: DateTime<Utc>| !self.held.is_empty() && self.held.contains(&(article.id.clone(), at));
        let corrections = article.corrections.iter();
        corrections.filter(move |correction| correction.at <= instant && !is_held(correction.at))
    }

    fn release(&self, article: &Arc<Article>, slug: Slug, instant: DateTime<Utc>) -> Release {
        let corrections: Vec<Correction> = self.corrections(article, instant).cloned().collect();
        let updated = corrections
            .iter()
            .map(|correction| correction.at)
            .chain(article.updated.filter(|&updated| updated <= instant))
            .fold(article.published, DateTime::max);
        let told_until = updated + self.notice_time;
        Release { article: Arc::clone(article), slug, updated, told_until, corrections, links: Links::new() }
    }
}

/// Whether the release has ever been public by `instant`.
fn was_published(article: &Article, instant: DateTime<Utc>) -> bool {
    article.published <= instant && is_ever_public(article)
}

/// Whether the release is public at any time: it is neither withdrawn nor expired before it comes out.
fn is_ever_public(article: &Article) -> bool {
    let is_later = |end: DateTime<Utc>| end > article.published;
    article.expires.is_none_or(is_later)
        && article.withdrawal.as_ref().is_none_or(|withdrawal| is_later(withdrawal.until))
}

/// Every instant at which something that is served of this release changes. What comes to nothing has none: it would
/// show in how long answers last.
fn changes(article: &Article, notice_time: TimeDelta) -> impl Iterator<Item = DateTime<Utc>> {
    let withdrawn = article.withdrawal.as_ref().map(|withdrawal| withdrawn_at(article, withdrawal));
    let expired = article.expires.filter(|expiry| withdrawn.is_none_or(|withdrawn| *expiry < withdrawn));
    let corrected = article.corrections.iter().map(|correction| correction.at);
    let changed = article.updated.into_iter().chain(corrected).filter(|at| *at > article.published);
    let changed = changed.filter(|at| is_noticed(article, *at));
    let told = withdrawn.into_iter().chain(changed).flat_map(move |at| [at, at + notice_time]);
    let changes = [Some(article.published), expired].into_iter().flatten().chain(told);
    changes.filter(|_| is_ever_public(article))
}

/// Whether a correction or an update of that instant changes what is served: the release is not gone by then, or is
/// taken back in the very day.
fn is_noticed(article: &Article, at: DateTime<Utc>) -> bool {
    match article.withdrawal.as_ref().filter(|withdrawal| withdrawal.at <= at) {
        Some(withdrawal) => at <= withdrawal.until,
        None => article.expires.is_none_or(|expiry| at < expiry),
    }
}

/// The slug that the release asks for, or, where an earlier one has it, that slug and part of its id's hash.
fn free_slug(article: &Article, taken: &BTreeSet<Slug>) -> Slug {
    if !taken.contains(&article.slug) {
        return article.slug.clone();
    }
    let hash = crate::file::ContentHash::of(article.id.as_str().as_bytes()).to_hex();
    (8..=hash.len())
        .filter_map(|length| Slug::parse(&format!("{}-{}", article.slug, &hash[..length])).ok())
        .find(|slug| !taken.contains(slug))
        .unwrap_or_else(|| article.slug.clone())
}

/// Leads the links between releases to those that are public.
fn link(releases: &mut [Release]) {
    let named: BTreeSet<PathBuf> =
        releases.iter().flat_map(|release| release.article.links.values().cloned()).collect();
    let slugs: BTreeMap<PathBuf, Slug> = releases
        .iter()
        .filter(|release| named.contains(&release.source))
        .map(|release| (release.source.clone(), release.slug.clone()))
        .collect();
    for release in releases {
        let slug_of = |(written, source): (&String, &PathBuf)| (written.clone(), slugs.get(source).cloned());
        release.links = release.article.links.iter().map(slug_of).collect();
    }
}

/// What is public at one instant.
#[derive(Debug)]
pub struct Edition {
    instant: DateTime<Utc>,
    releases: Vec<Release>,
    tombstones: Vec<Tombstone>,
    expired: Vec<Expired>,
    kin: Kin,
}

/// Where the releases stand that belong together: their places among those of the edition.
#[derive(Debug, Default)]
struct Kin {
    translated: BTreeMap<Text, Vec<usize>>,
    /// By the id of the release that they follow up, which may not be public itself.
    following: BTreeMap<ArticleId, Vec<usize>>,
    /// Those that others follow up.
    followed: BTreeMap<ArticleId, usize>,
}

impl Kin {
    fn of(releases: &[Release]) -> Self {
        let mut kin = Self::default();
        for (index, release) in releases.iter().enumerate() {
            if let Some(key) = &release.translation_key {
                kin.translated.entry(key.clone()).or_default().push(index);
            }
            if let Some(id) = &release.in_reply_to {
                kin.following.entry(id.clone()).or_default().push(index);
            }
        }
        let is_followed = |(_, release): &(usize, &Release)| kin.following.contains_key(&release.id);
        let followed = releases.iter().enumerate().filter(is_followed);
        kin.followed = followed.map(|(index, release)| (release.id.clone(), index)).collect();
        kin
    }
}

impl Edition {
    fn new(instant: DateTime<Utc>) -> Self {
        let (releases, tombstones, expired) = (Vec::new(), Vec::new(), Vec::new());
        Self { instant, releases, tombstones, expired, kin: Kin::default() }
    }

    /// The instant that it is of.
    #[must_use]
    pub const fn instant(&self) -> DateTime<Utc> {
        self.instant
    }

    /// The public releases, newest first, then by id in reverse.
    #[must_use]
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// The withdrawn releases, the latest withdrawal first.
    #[must_use]
    pub fn tombstones(&self) -> &[Tombstone] {
        &self.tombstones
    }

    /// What is left of the releases that expired, the earliest first.
    #[must_use]
    pub fn expired(&self) -> &[Expired] {
        &self.expired
    }

    /// The other languages of a release: those that are public, by language.
    #[must_use]
    pub fn translations(&self, release: &Release) -> Vec<(Language, &Release)> {
        let kin = release.translation_key.as_ref().and_then(|key| self.kin.translated.get(key));
        let mut found: Vec<_> = self
            .all(kin)
            .filter(|other| other.id != release.id)
            .map(|other| (other.facets.language.clone(), other))
            .collect();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found
    }

    /// The release that this one follows up, if that is public.
    #[must_use]
    pub fn followed(&self, release: &Release) -> Option<&Release> {
        let index = self.kin.followed.get(release.in_reply_to.as_ref()?)?;
        self.releases.get(*index).filter(|followed| followed.id != release.id)
    }

    /// The releases that follow this one up: those that are public, oldest first.
    #[must_use]
    pub fn following(&self, release: &Release) -> Vec<&Release> {
        let mut found: Vec<_> =
            self.all(self.kin.following.get(&release.id)).filter(|other| other.id != release.id).collect();
        found.reverse();
        found
    }

    fn all<'a>(&'a self, places: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Release> {
        places.into_iter().flatten().filter_map(|&index| self.releases.get(index))
    }
}

/// A release that is public at the edition's instant, as it is at that instant.
#[derive(Clone, Debug)]
pub struct Release {
    article: Arc<Article>,
    /// The slug of its address: no other release of the edition has it.
    pub slug: Slug,
    /// When readers last had something new to notice: publication, an announced update, a correction.
    pub updated: DateTime<Utc>,
    /// Until when feeds tell those who keep it that it changed, where it is no longer among the newest.
    pub told_until: DateTime<Utc>,
    /// The corrections made by now, oldest first.
    pub corrections: Vec<Correction>,
    /// Where its links to the files of other releases lead: to those that are public.
    links: Links,
}

impl Release {
    /// The clean HTML of its text, as it stands on its own page.
    #[must_use]
    pub fn html(&self, page: &Url) -> Html {
        self.article.html(page, &self.links)
    }

    /// Makes that HTML and keeps it, for a release that stands in feeds: every edition needs it again.
    pub fn keep_html(&self, page: &Url) {
        self.article.keep_html(page, &self.links);
    }

    /// Whether it is what it was in an earlier edition: not read anew, at the same address, nothing more of it due.
    #[must_use]
    pub fn is_as_in(&self, earlier: &Self) -> bool {
        Arc::ptr_eq(&self.article, &earlier.article)
            && self.slug == earlier.slug
            && self.updated == earlier.updated
            && self.corrections == earlier.corrections
            && self.links == earlier.links
    }
}

/// Everything of the article but what is not due yet.
impl Deref for Release {
    type Target = Article;

    fn deref(&self) -> &Article {
        &self.article
    }
}
