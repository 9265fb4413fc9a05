//! Files that were renamed since they were last good, and with that changed the id that their release is known by.
//!
//! It is told while nobody has served the newsroom since: later the former versions are deleted.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::DirectoryStore;
use super::document::{Context, file_of};
use super::path::ContentPath;
use crate::article::{Article, ArticleId};

/// A file without an id of its own that bears another name than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The file, relative to the newsroom's root.
    pub file: PathBuf,
    /// What it was called.
    pub former: PathBuf,
    /// The id that its release had.
    pub id: ArticleId,
}

impl DirectoryStore {
    /// The files that were renamed since they were last good: releases that readers know under another id. To be asked
    /// after [`DirectoryStore::load`].
    #[must_use]
    pub fn renamed(&self, now: DateTime<Utc>) -> Vec<Renamed> {
        let Some(tree) = &self.tree else { return Vec::new() };
        let context = Context { settings: &self.settings, tree, files: &self.files, reader: &self.reader };
        let is_gone = |path: &String| !tree.documents.contains_key(path) && !tree.is_unreadable(path);
        let kept = self.last_good.paths();
        let mut renamed = Vec::new();
        for former in kept.iter().filter(|path| is_gone(path)) {
            let version =
                ContentPath::parse(former).and_then(|path| self.read_last_good(&path, false, &context));
            let Some(was) = version.and_then(|version| version.article) else { continue };
            // What nobody has seen can't come back.
            let is_known = was.published <= now;
            let present = self.known.iter().filter(|(path, _)| !kept.contains(path));
            let mut articles =
                present.filter_map(|(path, known)| Some((path, known.own()?.article.as_ref()?)));
            let found = articles.find(|(_, is)| is_known && is_same(&was, is) && was.id != is.id);
            renamed.extend(found.map(|(path, _)| Renamed {
                file: file_of(path),
                former: file_of(former),
                id: was.id.clone(),
            }));
        }
        renamed
    }
}

/// Whether two releases are one, whatever their files are called.
fn is_same(a: &Article, b: &Article) -> bool {
    a.title == b.title && a.published == b.published && a.facets.language == b.facets.language
}
