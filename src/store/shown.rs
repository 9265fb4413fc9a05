//! Which version of each file is shown: its own, its last good one, or none; each id once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::article::{Article, ArticleId};
use crate::problem::{Problem, Severity};
use crate::site::Slug;

use super::Counts;
use super::document::{Outcome, Version, file_of};
use super::known::Known;

/// What is shown, and what becomes of the rest.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The releases, by path.
    pub(super) articles: BTreeMap<String, Arc<Article>>,
    /// What is wrong with the files.
    pub(super) problems: Vec<Problem>,
    /// How many files are what.
    pub(super) counts: Counts,
    /// Files whose own version is shown, or is a draft: it is the last good one now.
    pub(super) accepted: BTreeSet<String>,
    /// Files whose last good version must not be shown again.
    pub(super) distrusted: Vec<String>,
    /// When the first of the embargoes that only a body tells of is over.
    pub(super) embargo_ends: Option<DateTime<Utc>>,
}

/// Chooses. `kept_id` tells the id that a file's kept version has; it is asked for where two files have one id.
pub(super) fn choose(
    known: &BTreeMap<String, Known>,
    now: DateTime<Utc>,
    kept_id: impl Fn(&str) -> Option<ArticleId>,
) -> Shown {
    let mut choice = Choice { known, now, shown: Shown::default(), has_slug: BTreeMap::new() };
    let mut claims: BTreeMap<&ArticleId, Vec<&str>> = BTreeMap::new();
    for (path, file) in known {
        if let Some(version) = choice.version(path, file) {
            match &version.article {
                Some(article) => claims.entry(&article.id).or_default().push(path),
                None => choice.shown.counts.drafts += 1,
            }
        }
    }
    let mut losers = Vec::new();
    for (id, paths) in claims {
        let rank = |path: &str| {
            let file = &known[path];
            let had_it = || match &file.good {
                Some(good) => good.article.as_ref().is_some_and(|article| article.id == *id),
                None => kept_id(path).as_ref() == Some(id),
            };
            (file.missing_since.is_some(), paths.len() > 1 && !had_it())
        };
        // The first of equals is the first in the order of paths.
        let Some(winner) = paths.iter().copied().min_by_key(|path| rank(path)) else { continue };
        choice.show(winner);
        losers.extend(paths.iter().copied().filter(|&path| path != winner).map(|path| (path, winner)));
    }
    for (path, winner) in losers {
        choice.yield_to(path, winner);
    }
    choice.finish()
}

struct Choice<'a> {
    known: &'a BTreeMap<String, Known>,
    now: DateTime<Utc>,
    shown: Shown,
    /// Which of the shown files ask for their slug.
    has_slug: BTreeMap<String, bool>,
}

impl<'a> Choice<'a> {
    /// The version of a file that would be shown if no other had its id; tells of its faults.
    fn version(&mut self, path: &str, file: &'a Known) -> Option<&'a Version> {
        let is_hidden = matches!(file.reading.outcome, Outcome::Hidden);
        let is_embargoed = file.reading.embargo_line.is_some_and(|line| line.holds(self.now));
        if let Some(line) = file.reading.embargo_line.filter(|_| is_embargoed) {
            self.shown.embargo_ends = self.shown.embargo_ends.into_iter().chain(line.over).min();
            let problem = Problem::error(
                file_of(path),
                "its text says that it is under embargo, and its front matter has none",
                "add `embargo: 2026-11-27 09:00` to the front matter, or delete the line",
            );
            self.tell(problem.at_line(line.line), "it is held back until then");
        }
        if is_hidden || is_embargoed {
            self.shown.distrusted.push(path.to_owned());
        }
        let version = match file.own() {
            _ if is_hidden || is_embargoed => None,
            Some(own) => Some(own),
            None => file.fallback(),
        };
        let consequence = match version {
            Some(_) => "its last good version stays until then",
            None => "it is held back until then",
        };
        for problem in &file.reading.problems {
            self.tell(problem.clone(), consequence);
        }
        if version.is_none() && file.missing_since.is_none() {
            self.shown.counts.held_back += 1;
        }
        if version.is_some() && version.map(std::ptr::from_ref) == file.own().map(std::ptr::from_ref) {
            self.shown.accepted.insert(path.to_owned());
        }
        version
    }

    /// Adds a problem; an error's remedy says what happens meanwhile.
    fn tell(&mut self, problem: Problem, consequence: &str) {
        let remedy = match problem.severity {
            Severity::Error => format!("{}; {consequence}", problem.remedy),
            Severity::Warning => problem.remedy,
        };
        self.shown.problems.push(Problem { remedy, ..problem });
    }

    /// Shows the version of a file that [`Choice::version`] chose.
    fn show(&mut self, path: &str) {
        let file = &self.known[path];
        let own = self.shown.accepted.contains(path);
        let version = if own { file.own() } else { file.fallback() };
        self.insert(path, version, !own);
    }

    fn insert(&mut self, path: &str, version: Option<&Version>, is_last_good: bool) {
        let Some((article, has_slug)) =
            version.and_then(|version| Some((version.article.as_ref()?, version.has_slug)))
        else {
            return;
        };
        let counts = &mut self.shown.counts;
        counts.releases += 1;
        counts.embargoed += usize::from(article.published > self.now);
        counts.withdrawn +=
            usize::from(article.withdrawal.as_ref().is_some_and(|withdrawal| withdrawal.at <= self.now));
        counts.last_good += usize::from(is_last_good && self.known[path].missing_since.is_none());
        self.has_slug.insert(path.to_owned(), has_slug);
        self.shown.articles.insert(path.to_owned(), Arc::clone(article));
    }

    /// Another file has the id: what is left is the last good version, where it had an id of its own.
    fn yield_to(&mut self, path: &'a str, winner: &str) {
        let file = &self.known[path];
        self.shown.accepted.remove(path);
        if file.missing_since.is_some() {
            return;
        }
        let is_free = |version: &&Version| {
            let id = version.article.as_ref().map(|article| &article.id);
            !self.shown.articles.values().any(|article| Some(&article.id) == id)
        };
        let fallback = file.fallback().filter(is_free);
        let consequence = match fallback {
            Some(_) => "its last good version stays until then",
            None => "it is held back until then",
        };
        let problem = Problem::error(
            file_of(path),
            format!("its id is that of {} too", file_of(winner).display()),
            "give it an `id` of its own; a copied release needs another",
        );
        self.tell(problem.of_field("id"), consequence);
        match fallback {
            Some(_) => self.insert(path, fallback, true),
            None => self.shown.counts.held_back += 1,
        }
    }

    fn finish(mut self) -> Shown {
        self.warn_of_slugs();
        self.shown
    }

    /// Warns where a file asks for a slug that an earlier release has: the catalog gives it a longer one.
    fn warn_of_slugs(&mut self) {
        let mut by_slug: BTreeMap<&Slug, Vec<(&str, &Article)>> = BTreeMap::new();
        for (path, article) in &self.shown.articles {
            by_slug.entry(&article.slug).or_default().push((path, article));
        }
        let mut problems = Vec::new();
        for (slug, mut owners) in by_slug {
            owners.sort_by(|(_, a), (_, b)| a.published.cmp(&b.published).then_with(|| a.id.cmp(&b.id)));
            let Some(((first, _), later)) = owners.split_first() else { continue };
            for (path, _) in later.iter().filter(|(path, _)| self.has_slug.get(*path) == Some(&true)) {
                let problem = Problem::warning(
                    file_of(path),
                    format!(
                        "{} has the slug `{slug}` already; this one's address gets a longer one",
                        file_of(first).display()
                    ),
                    "choose another `slug`",
                );
                problems.push(problem.of_field("slug"));
            }
        }
        self.shown.problems.extend(problems);
    }
}
