//! `dateline check --against`: what subscribers will see of the newsroom, who know an earlier one.
//!
//! Both are read as feed readers read them, from the very documents that are served.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use url::Url;

use crate::command::newsroom::{Newsroom, Purpose};
use crate::compare::{self, Comparison, Present, Standing};
use crate::config::{Overrides, SITE_FILE};
use crate::publisher;
use crate::site::{BaseUrl, Site};
use crate::snapshot::{self, Inputs, Ledger, Resource, Snapshot, export};

use source::Source;

pub(super) mod report;

mod revision;
mod site;
mod source;
mod walk;

/// The present newsroom, and whether somebody chose its base URL.
pub(super) struct Now<'a> {
    pub(super) newsroom: &'a publisher::Newsroom,
    pub(super) has_base_url: bool,
    pub(super) instant: DateTime<Utc>,
}

/// Compares the newsroom at `root` with an earlier one: a folder, a URL, or a revision of the repository.
pub(super) fn compare(root: &Path, earlier: &str, now: &Now<'_>) -> anyhow::Result<Comparison> {
    let then = then(root, earlier, now.instant)
        .with_context(|| format!("can't compare the newsroom with `{earlier}`"))?;
    let base = BaseUrl::parse(then.base.as_str()).ok().filter(|_| !now.has_base_url);
    let site = &now.newsroom.site;
    // Without one of its own the newsroom is taken to stay where it is.
    let site = Site { base_url: base.unwrap_or_else(|| site.base_url.clone()), ..site.clone() };
    let (newsroom, snapshot) = seen(&site, now.newsroom, now.instant)?;
    let expired = expired(now);
    let standing = |path: &str| standing(&snapshot, site.base_url.path(), path);
    Ok(compare::compare(&then, &Present { newsroom: &newsroom, standing: &standing, expired: &expired }))
}

/// The earlier newsroom, as its subscribers see it.
fn then(root: &Path, earlier: &str, instant: DateTime<Utc>) -> anyhow::Result<compare::Newsroom> {
    if earlier.starts_with("http://") || earlier.starts_with("https://") {
        let url = Url::parse(earlier)?;
        return site::read(&url);
    }
    let folder = Path::new(earlier);
    if folder.join(SITE_FILE).is_file() {
        return of_folder(folder, instant);
    }
    if folder.join(export::MARKER).is_file() || folder.join(source::LIST.trim_start_matches('/')).is_file() {
        return walk::read(&Source::Folder(folder.to_owned()));
    }
    if folder.is_dir() {
        bail!("the folder is neither a newsroom, which has `{SITE_FILE}`, nor what `dateline build` wrote");
    }
    let checkout = revision::checkout(root, earlier)?;
    of_folder(checkout.path(), instant)
}

/// The newsroom in a folder, as it would be at `instant`.
fn of_folder(root: &Path, instant: DateTime<Utc>) -> anyhow::Result<compare::Newsroom> {
    let mut newsroom = match Newsroom::open(root, Overrides::default(), Purpose::Look) {
        Ok(newsroom) => newsroom,
        Err(problems) => {
            let reason = problems.into_iter().next().map(|problem| problem.reason);
            bail!("there is no newsroom in it: {}", reason.unwrap_or_default())
        }
    };
    let newsroom = newsroom.read(instant).newsroom;
    Ok(seen(&newsroom.site, &newsroom, instant)?.0)
}

/// A newsroom as its subscribers see it, and what is served of it.
fn seen(
    site: &Site,
    newsroom: &publisher::Newsroom,
    instant: DateTime<Utc>,
) -> anyhow::Result<(compare::Newsroom, Snapshot)> {
    let publisher::Newsroom { definitions, catalog, .. } = newsroom;
    let inputs = Inputs { site, definitions, catalog };
    let snapshot = snapshot::build(&inputs, instant, None, &mut Ledger::default());
    Ok((walk::read(&Source::Snapshot(&snapshot))?, snapshot))
}

/// What stands at a path below the base URL, after all redirects.
fn standing(snapshot: &Snapshot, base_path: &str, path: &str) -> Standing {
    let mut path = path.split('?').next().unwrap_or_default().to_owned();
    // Two redirects at most: to the right slash, and to the present address.
    for _ in 0..3 {
        match snapshot.get(&path).as_deref() {
            None => return Standing::Nothing,
            Some(Resource::Gone(_)) => return Standing::Gone,
            Some(Resource::Redirect(location) | Resource::Found(location)) => {
                let below = location.strip_prefix(base_path).unwrap_or(location);
                path = format!("/{}", below.trim_start_matches('/'));
            }
            Some(Resource::Document(_) | Resource::Feed(_) | Resource::File(_)) => return Standing::At(path),
        }
    }
    Standing::Nothing
}

/// The ids of the releases whose time is over, as RSS spells them.
fn expired(now: &Now<'_>) -> BTreeSet<String> {
    let articles = now.newsroom.catalog.articles();
    let is_over = |end: Option<DateTime<Utc>>| end.is_some_and(|end| end <= now.instant);
    articles
        .filter(|article| is_over(article.expires))
        .map(|article| article.id.as_guid().into_owned())
        .collect()
}
