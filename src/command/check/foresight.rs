//! What is well written and yet will not do what its author expects.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::article::{Article, ArticleId};
use crate::catalog::{Catalog, Edition, Release};
use crate::feed::{self, Archive, Feed};
use crate::problem::Problem;
use crate::publisher;
use crate::site::{Address, Slug};
use crate::store::Renamed;

/// Follow-ups of what is not a release of this newsroom: nothing will be linked.
pub(super) fn unknown_followed(catalog: &Catalog) -> Vec<Problem> {
    let known: BTreeSet<&ArticleId> = catalog.articles().map(|article| &article.id).collect();
    let mut problems = Vec::new();
    for article in catalog.articles() {
        let Some(followed) = &article.in_reply_to else { continue };
        if *followed == article.id || !known.contains(followed) {
            let reason = format!("it follows up `{followed}`, which is no other release here");
            let remedy = "write the id of the release that it follows up: `check --fix-ids` writes every id \
                          into its file";
            problems.push(Problem::warning(&article.source, reason, remedy).of_field("in_reply_to"));
        }
    }
    problems
}

/// Files that were renamed and carry no id: one warning for all, since a folder's name is the name of all below it.
pub(super) fn renamed(renamed: &[Renamed]) -> Option<Problem> {
    let (first, others) = renamed.split_first()?;
    let others = match others.len() {
        0 => String::new(),
        1 => ", and one more file was renamed".to_owned(),
        number => format!(", and {number} more files were renamed"),
    };
    let reason = format!(
        "it was `{}`{others}: without an id in the file a release has another one by its new name, and comes back \
         as unread",
        first.former.display()
    );
    let remedy = format!(
        "run `check --fix-ids`, which writes the former id (`{}`) into it, before it is published",
        first.id
    );
    Some(Problem::warning(&first.file, reason, remedy).of_field("id"))
}

/// Releases that are withdrawn by day on the day on which they are still to be published: a notice would come out for
/// what nobody ever saw.
pub(super) fn withdrawn_early(catalog: &Catalog, now: DateTime<Utc>) -> Vec<Problem> {
    let is_open = |article: &&Arc<Article>| {
        let published = article.published;
        let withdrawal = article.withdrawal.as_ref();
        published > now && withdrawal.is_some_and(|day| day.at <= published && published < day.until)
    };
    let problem = |article: &Arc<Article>| {
        Problem::error(
            &article.source,
            "it is withdrawn before it is published, and yet a notice will come out for it: of the withdrawal only \
             the day is told",
            "write the time too, not after that of the publication: then it leaves no trace",
        )
        .of_field("withdrawn")
    };
    catalog.articles().filter(is_open).map(problem).collect()
}

/// Releases that no earlier run knew (`known` are those that one did) and that come too late for some feed: dated
/// back below its limit, so that no subscriber sees them. A newsroom that never ran has no subscribers.
pub(super) fn unseen(
    newsroom: &publisher::Newsroom,
    known: &BTreeSet<ArticleId>,
    now: DateTime<Utc>,
) -> Vec<Problem> {
    if known.is_empty() {
        return Vec::new();
    }
    let edition = newsroom.catalog.at(now);
    let (feeds, archives) = feed::build_all(&edition, &newsroom.definitions, &newsroom.site);
    let mut unseen: BTreeMap<&PathBuf, Vec<String>> = BTreeMap::new();
    for (feed, archive) in feeds.iter().zip(&archives) {
        for release in only_archived(feed, archive, &edition).filter(|release| !known.contains(&release.id)) {
            unseen.entry(&release.source).or_default().push(format!("`{}`", feed.address));
        }
    }
    let problem = |(source, feeds): (&PathBuf, Vec<String>)| {
        let feeds = feeds.join(", ");
        let reason =
            format!("it is new, and dated back below the limit of {feeds}: no subscriber will see it there");
        Problem::warning(source, reason, "date it when it really comes out, or raise the `limit` of the feed")
            .of_field("date")
    };
    unseen.into_iter().map(problem).collect()
}

/// Releases that no earlier run knew and that take the address of one that it did: of two that ask for one slug, the
/// one published first has it.
pub(super) fn displacing(catalog: &Catalog, known: &BTreeSet<ArticleId>) -> Vec<Problem> {
    let mut by_slug: BTreeMap<&Slug, Vec<&Article>> = BTreeMap::new();
    for article in catalog.articles() {
        by_slug.entry(&article.slug).or_default().push(article);
    }
    let mut problems = Vec::new();
    for namesakes in by_slug.values_mut() {
        namesakes.sort_by_key(|article| (article.published, &article.id));
        let displaced = namesakes.iter().find(|article| known.contains(&article.id));
        let (Some(first), Some(displaced)) = (namesakes.first(), displaced) else { continue };
        if first.id != displaced.id {
            let address = Address::Release(first.slug.clone()).path();
            let (of, remedy) = (
                displaced.source.display(),
                "give it a `slug` of its own, or date it when it really comes out",
            );
            let reason = format!(
                "it is new and dated back, and takes the address `{address}` of {of}: links to that will lead here"
            );
            problems.push(Problem::warning(&first.source, reason, remedy).of_field("slug"));
        }
    }
    problems
}

/// The releases that are in the archive of a feed and not in the feed.
fn only_archived<'a>(
    feed: &'a Feed,
    archive: &'a Archive,
    edition: &'a Edition,
) -> impl Iterator<Item = &'a Release> {
    let listed: BTreeSet<&ArticleId> = feed.entries.iter().map(|entry| entry.id()).collect();
    let places = (0..archive.names().count()).flat_map(|page| archive.places(page));
    places
        .filter(|place| !place.is_withdrawn && place.correction.is_none())
        .filter_map(|place| edition.releases().get(place.index))
        .filter(move |release| !listed.contains(&release.id))
}
