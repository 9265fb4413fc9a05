//! Which version of each file is shown: its own, its last good one, or none; each id once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::article::{Article, ArticleId};
use crate::problem::{Problem, Severity};

use super::Counts;
use super::document::{Outcome, Version, file_of};
use super::known::Known;

/// What happens with a file that has an error, and has a good version.
const STAYS: &str = "its last good version stays until then";

/// What happens with a file that has an error, and has none.
const HELD_BACK: &str = "it is held back until then";

/// What is shown, and what becomes of the rest.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The releases.
    pub(super) articles: Vec<Arc<Article>>,
    /// What is wrong with the files.
    pub(super) problems: Vec<Problem>,
    /// How many files are what.
    pub(super) counts: Counts,
    /// Newly read files whose own version is shown, or is a draft: it is the last good one now.
    pub(super) accepted: Vec<String>,
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
    let mut choice = Choice { now, shown: Shown::default(), claims: Vec::new() };
    let mut claims: Vec<Claim<'_>> =
        known.iter().filter_map(|(path, file)| choice.claim(path, file)).collect();
    // Equal ids stay in the order of paths.
    claims.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let mut losers = Vec::new();
    for rivals in claims.chunk_by(|a, b| a.article.id == b.article.id) {
        let first_in_rank = rivals.iter().min_by_key(|claim| claim.rank(now, rivals.len() > 1, &kept_id));
        let Some(winner) = first_in_rank else { continue };
        choice.show(winner.clone());
        let others = rivals.iter().filter(|claim| claim.path != winner.path);
        losers.extend(others.map(|loser| (loser, winner.path)));
    }
    for (loser, winner) in losers {
        choice.yield_to(loser, winner);
    }
    choice.finish()
}

/// A file that asks for a release to be shown.
#[derive(Clone)]
struct Claim<'a> {
    path: &'a str,
    file: &'a Known,
    version: &'a Version,
    article: &'a Arc<Article>,
    /// Whether it is the version of the file's present text.
    is_own: bool,
}

impl Claim<'_> {
    /// Files that are there come before those just gone, those that are out before those that are not (a release that
    /// is not public never hides one that is), those that had the id before come before others.
    fn rank(
        &self,
        now: DateTime<Utc>,
        has_rivals: bool,
        kept_id: impl Fn(&str) -> Option<ArticleId>,
    ) -> (bool, bool, bool) {
        let had_id = || match &self.file.good {
            Some(good) => good.article.as_ref().is_some_and(|article| article.id == self.article.id),
            None => kept_id(self.path).as_ref() == Some(&self.article.id),
        };
        (self.file.missing_since.is_some(), self.article.published > now, has_rivals && !had_id())
    }
}

struct Choice<'a> {
    now: DateTime<Utc>,
    shown: Shown,
    /// The claims that are granted.
    claims: Vec<Claim<'a>>,
}

impl<'a> Choice<'a> {
    /// The version of a file that is shown if no other has its id; tells of its faults, and counts what has none.
    fn claim(&mut self, path: &'a str, file: &'a Known) -> Option<Claim<'a>> {
        let is_distrusted = self.is_embargoed(path, file) || matches!(file.reading.outcome, Outcome::Hidden);
        let (version, is_own) = match file.own() {
            _ if is_distrusted => (None, false),
            Some(own) => (Some(own), true),
            None => (file.fallback(), false),
        };
        if is_distrusted {
            self.shown.distrusted.push(path.to_owned());
        }
        for problem in &file.reading.problems {
            self.tell(problem.clone(), if version.is_some() { STAYS } else { HELD_BACK });
        }
        let counts = &mut self.shown.counts;
        let Some(version) = version else {
            counts.held_back += usize::from(file.missing_since.is_none());
            return None;
        };
        let Some(article) = &version.article else {
            counts.drafts += 1;
            self.accept(path, file, is_own);
            return None;
        };
        Some(Claim { path, file, version, article, is_own })
    }

    /// Whether the text says that it is under embargo where the front matter does not.
    fn is_embargoed(&mut self, path: &str, file: &Known) -> bool {
        let Some(line) = file.reading.embargo_line.filter(|line| line.holds(self.now)) else { return false };
        self.shown.embargo_ends = self.shown.embargo_ends.into_iter().chain(line.over).min();
        let problem = Problem::error(
            file_of(path),
            "its text says that it is under embargo, and its front matter has none",
            "add `embargo: 2026-11-27 09:00` to the front matter, or delete the line",
        );
        self.tell(problem.at_line(line.line), HELD_BACK);
        true
    }

    /// Adds a problem; an error's remedy says what happens meanwhile.
    fn tell(&mut self, problem: Problem, meanwhile: &str) {
        let remedy = match problem.severity {
            Severity::Error => format!("{}; {meanwhile}", problem.remedy),
            Severity::Warning => problem.remedy,
        };
        self.shown.problems.push(Problem { remedy, ..problem });
    }

    fn accept(&mut self, path: &str, file: &Known, is_own: bool) {
        if is_own && file.text.is_some() {
            self.shown.accepted.push(path.to_owned());
        }
    }

    fn show(&mut self, claim: Claim<'a>) {
        let counts = &mut self.shown.counts;
        let withdrawn = claim.article.withdrawal.as_ref().is_some_and(|withdrawal| withdrawal.at <= self.now);
        counts.releases += 1;
        counts.embargoed += usize::from(claim.article.published > self.now);
        counts.withdrawn += usize::from(withdrawn);
        counts.last_good += usize::from(!claim.is_own && claim.file.missing_since.is_none());
        self.accept(claim.path, claim.file, claim.is_own);
        self.claims.push(claim);
    }

    /// Another file has the id: what is left is the last good version, where it had an id of its own.
    fn yield_to(&mut self, loser: &Claim<'a>, winner: &str) {
        if loser.file.missing_since.is_some() {
            return;
        }
        let is_free =
            |article: &&Arc<Article>| !self.claims.iter().any(|claim| claim.article.id == article.id);
        let fallback = loser
            .file
            .fallback()
            .and_then(|version| Some((version, version.article.as_ref().filter(is_free)?)));
        let problem = Problem::error(
            file_of(loser.path),
            format!("its id is that of {} too", file_of(winner).display()),
            "give it an `id` of its own; a copied release needs another",
        );
        let line = loser.is_own.then_some(loser.version.id_line);
        let problem = Problem { line, ..problem.of_field("id") };
        self.tell(problem, if fallback.is_some() { STAYS } else { HELD_BACK });
        match fallback {
            Some((version, article)) => self.show(Claim { version, article, is_own: false, ..loser.clone() }),
            None => self.shown.counts.held_back += 1,
        }
    }

    fn finish(mut self) -> Shown {
        let (slugs, copies) =
            rayon::join(|| warnings_of_slugs(&self.claims), || warnings_of_copies(&self.claims));
        self.shown.problems.extend(slugs.into_iter().chain(copies));
        self.shown.articles = self.claims.iter().map(|claim| Arc::clone(claim.article)).collect();
        self.shown
    }
}

/// Warns where a file asks for a slug that an earlier release has: the catalog gives it a longer one.
fn warnings_of_slugs(claims: &[Claim<'_>]) -> Vec<Problem> {
    let mut claims: Vec<&Claim<'_>> = claims.iter().collect();
    claims.sort_by(|a, b| {
        let (a, b) = (a.article, b.article);
        (&a.slug, a.published, &a.id).cmp(&(&b.slug, b.published, &b.id))
    });
    let mut problems = Vec::new();
    for namesakes in claims.chunk_by(|a, b| a.article.slug == b.article.slug) {
        for later in namesakes.iter().skip(1).filter(|claim| claim.version.slug_line.is_some()) {
            let first = file_of(namesakes[0].path);
            let slug = &later.article.slug;
            let problem = Problem::warning(
                file_of(later.path),
                format!(
                    "{} has the slug `{slug}` already; this one's address gets a longer one",
                    first.display()
                ),
                "choose another `slug`",
            );
            let line = later.version.slug_line.filter(|_| later.is_own);
            problems.push(Problem { line, ..problem.of_field("slug") });
        }
    }
    problems
}

/// Warns where a release is another one's text, headline and date again, under an id of its own.
fn warnings_of_copies(claims: &[Claim<'_>]) -> Vec<Problem> {
    let mut firsts = HashMap::new();
    let mut problems = Vec::new();
    for claim in claims.iter().filter(|claim| claim.article.withdrawal.is_none()) {
        let article = claim.article;
        if article.body.source().trim().is_empty() {
            continue;
        }
        let said = (article.body.hash(), &article.title, article.published);
        let first = *firsts.entry(said).or_insert(claim.path);
        if first != claim.path {
            problems.push(Problem::warning(
                file_of(claim.path),
                format!(
                    "its headline, date and text are those of {}, under another id: readers get it twice",
                    file_of(first).display()
                ),
                "delete one of the two, or give it a headline of its own",
            ));
        }
    }
    problems
}
