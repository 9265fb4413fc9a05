//! Old addresses that lead nowhere, because others have them.

use std::path::Path;

use crate::config::FEEDS_FOLDER;
use crate::problem::Problem;
use crate::publisher;
use crate::site::{Address, BaseUrl};
use crate::snapshot::{Resource, Snapshot};

/// The aliases of releases, and those of feeds where a release has them, that lead to something else in a snapshot of
/// everything that is ever out.
pub(super) fn taken(newsroom: &publisher::Newsroom, snapshot: &Snapshot) -> Vec<Problem> {
    let holders = Holders { newsroom, snapshot };
    let mut problems = Vec::new();
    for release in snapshot.edition().releases() {
        let own = holders.path(&Address::Release(release.slug.clone()));
        for alias in &release.aliases {
            let held = holders.held(alias).filter(|held| trimmed(held) != trimmed(&own));
            problems.extend(held.map(|held| problem(&release.source, alias, &holders.name(&held))));
        }
    }
    for definition in newsroom.definitions.iter().filter(|definition| definition.each.is_none()) {
        let file = Path::new(FEEDS_FOLDER).join(format!("{}.toml", definition.name));
        for alias in &definition.aliases {
            let holder = holders.held(alias).and_then(|held| holders.release(&held));
            problems.extend(holder.map(|holder| problem(&file, alias, &holder)));
        }
    }
    problems
}

fn problem(file: &Path, alias: &str, holder: &str) -> Problem {
    let reason = format!("`{alias}` is an address of {holder} already, and does not lead here");
    Problem::warning(file, reason, "remove it from one of the two").of_field("aliases")
}

/// Who has which address.
struct Holders<'a> {
    newsroom: &'a publisher::Newsroom,
    snapshot: &'a Snapshot,
}

impl Holders<'_> {
    fn base(&self) -> &BaseUrl {
        &self.newsroom.site.base_url
    }

    fn path(&self, address: &Address) -> String {
        self.base().at(address).path().to_owned()
    }

    /// The path of what an alias leads to.
    fn held(&self, alias: &str) -> Option<String> {
        Some(match &*self.snapshot.get(alias)? {
            Resource::Redirect(location) => location.clone(),
            _ => format!("{}{alias}", self.base().path().trim_end_matches('/')),
        })
    }

    /// The file of the release at that path.
    fn release(&self, path: &str) -> Option<String> {
        let mut releases = self.snapshot.edition().releases().iter();
        let is_there = |slug| trimmed(&self.path(&Address::Release(slug))) == trimmed(path);
        releases
            .find(|release| is_there(release.slug.clone()))
            .map(|release| release.source.display().to_string())
    }

    /// The file of what is at that path, as people call it.
    fn name(&self, path: &str) -> String {
        let feeds = self.path(&Address::Feeds);
        let feed = || {
            let name = path.strip_prefix(&feeds)?.split(['.', '/']).next()?;
            let definition = self.newsroom.definitions.iter().find(|feed| feed.name.as_str() == name)?;
            Some(format!("{FEEDS_FOLDER}/{}.toml", definition.name))
        };
        self.release(path).or_else(feed).unwrap_or_else(|| "the newsroom itself".to_owned())
    }
}

/// Pages are found with and without a slash at their end.
fn trimmed(path: &str) -> &str {
    path.trim_end_matches('/')
}
