//! A newsroom in a temporary folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use dateline::article::Article;
use dateline::language::Language;
use dateline::problem::{Problem, Severity};
use dateline::site::IdAuthority;
use dateline::store::{DirectoryStore, Loaded, Settings};

pub(crate) const NOW: &str = "2026-06-01T00:00:00Z";

pub(crate) struct Newsroom {
    folder: tempfile::TempDir,
    store: DirectoryStore,
    pub(crate) now: DateTime<Utc>,
    pub(crate) last: Option<Loaded>,
}

pub(crate) fn settings(root: &Path, follow: bool) -> Settings {
    Settings {
        root: root.to_owned(),
        id_authority: IdAuthority::parse("pers.example,2026").unwrap(),
        language: Language::parse("id").unwrap(),
        time_zone: chrono_tz::Asia::Jakarta,
        issuer: None,
        notice_time: TimeDelta::days(30),
        watched: vec![PathBuf::from("dateline.toml"), PathBuf::from("feeds")],
        follow,
        keep: true,
    }
}

impl Newsroom {
    /// An empty newsroom.
    pub(crate) fn new() -> Self {
        Self::of(&[])
    }

    /// A newsroom with these files below `content/`.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        let store = DirectoryStore::open(settings(folder.path(), false)).unwrap();
        let newsroom = Self { folder, store, now: NOW.parse().unwrap(), last: None };
        files.iter().for_each(|(path, text)| newsroom.write(path, text));
        newsroom
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn content(&self) -> PathBuf {
        self.folder.path().join("content")
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.content().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // As editors save: a new file takes the old one's place.
        let file = tempfile::NamedTempFile::new_in(self.folder.path()).unwrap();
        fs::write(file.path(), text).unwrap();
        file.persist(path).unwrap();
    }

    pub(crate) fn delete(&self, path: &str) {
        fs::remove_file(self.content().join(path)).unwrap();
    }

    /// What a restart of the program does.
    pub(crate) fn restart(&mut self) {
        self.store = DirectoryStore::open(settings(self.root(), false)).unwrap();
    }

    /// Reads, and keeps what is good, as the program does.
    pub(crate) fn load(&mut self) -> &Loaded {
        let loaded = self.last.insert(self.store.load(self.now));
        loaded.problems.extend(self.store.keep());
        loaded
    }

    pub(crate) fn load_after(&mut self, seconds: i64) -> &Loaded {
        self.now += TimeDelta::seconds(seconds);
        self.load()
    }

    /// Deletes kept files that nothing names, long after the last reading.
    pub(crate) fn tidy(&self) {
        let catalog = &self.last.as_ref().unwrap().catalog;
        self.store.delete_unnamed_files(catalog, &[], "2999-01-01T00:00:00Z".parse().unwrap());
    }

    /// The titles of all releases of the last reading, by id.
    pub(crate) fn titles(&self) -> Vec<String> {
        let catalog = &self.last.as_ref().unwrap().catalog;
        catalog.articles().map(|article| article.title.to_string()).collect()
    }

    /// The only release.
    pub(crate) fn article(&mut self) -> Arc<Article> {
        let loaded = self.load();
        assert_eq!(loaded.catalog.articles().count(), 1, "{:#?}", loaded.problems);
        Arc::clone(loaded.catalog.articles().next().unwrap())
    }

    pub(crate) fn problems(&self) -> &[Problem] {
        &self.last.as_ref().unwrap().problems
    }

    /// The errors of the last reading, as `file:line field`.
    pub(crate) fn errors(&self) -> Vec<String> {
        let errors = self.problems().iter().filter(|problem| problem.severity == Severity::Error);
        errors
            .map(|problem| {
                let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
                let field = problem.field.as_ref().map(|field| format!(" {field}")).unwrap_or_default();
                format!("{}{line}{field}", problem.file.display())
            })
            .collect()
    }

    /// The one problem of the last reading.
    pub(crate) fn problem(&self) -> &Problem {
        assert_eq!(self.problems().len(), 1, "{:#?}", self.problems());
        &self.problems()[0]
    }
}

/// A release with this front matter beside title and date.
pub(crate) fn release(title: &str, more: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-01-01\n{more}\n---\n\nBody.\n")
}
