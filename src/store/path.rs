//! What the path of a file below `content/` says of its release.

use chrono::NaiveDate;
use strsim::osa_distance;

use crate::article::Markup;
use crate::language::Language;

/// The folder of drafts.
const DRAFTS: &str = "_drafts";

/// The path of a release's file, read by the conventions of Jekyll (`_drafts`, `2017-11-27-name.md`), Hugo
/// (`name/index.md`, `name.en.md`) and Zola.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentPath {
    /// The path below `content/`, with slashes.
    pub(super) relative: String,
    /// How the text is written.
    pub(super) markup: Markup,
    /// The date in the file's or the bundle's name.
    pub(super) date: Option<NaiveDate>,
    /// The language in the file's name.
    pub(super) language: Option<Language>,
    /// Whether it lies in a folder of drafts.
    pub(super) is_draft: bool,
    /// What its slug is made of where it asks for none.
    pub(super) name: String,
}

impl ContentPath {
    /// Reads a path below `content/`; `None` where its ending is not a release's, or it is Hugo's and Zola's
    /// `_index`, which describes a folder.
    pub(super) fn parse(relative: &str) -> Option<Self> {
        let (folder, file) = relative.rsplit_once('/').unwrap_or(("", relative));
        let (stem, ending) = file.rsplit_once('.')?;
        let markup = markup_of(ending)?;
        let (base, language) = split_language(stem);
        if stem.is_empty() || base == "_index" {
            return None;
        }
        let bundle = Some(folder.rsplit('/').next().unwrap_or(folder))
            .filter(|name| base == "index" && !name.is_empty());
        let (date, name) = split_date(bundle.unwrap_or(base));
        let name = match &language {
            Some(language) => format!("{name}-{language}"),
            None => name.to_owned(),
        };
        let is_draft = folder.split('/').any(|part| part.eq_ignore_ascii_case(DRAFTS));
        Some(Self { relative: relative.to_owned(), markup, date, language, is_draft, name })
    }

    /// The path without its ending: what the id of a release without one is made of, letter by letter.
    pub(super) fn without_ending(&self) -> &str {
        self.relative.rsplit_once('.').map_or(&self.relative, |(path, _)| path)
    }

    /// The path without ending and language: translations of one release share it.
    pub(super) fn base(&self) -> &str {
        let path = self.without_ending();
        match (&self.language, path.rsplit_once('.')) {
            (Some(_), Some((base, _))) => base,
            _ => path,
        }
    }

    /// What is written like a date in the name and is none, such as `2018-02-30`.
    pub(super) fn impossible_date(&self) -> Option<&str> {
        let start = self.name.get(..10).filter(|_| self.date.is_none())?;
        let form =
            |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
        start.bytes().enumerate().all(form).then_some(start)
    }

    /// The folder above it that is meant for drafts and misspelt.
    pub(super) fn misspelt_drafts(&self) -> Option<&str> {
        self.folder().split('/').find(|part| {
            let name = part.to_lowercase();
            let is_near = name.starts_with('_') && osa_distance(&name, DRAFTS) <= 2;
            name == "drafts" || (is_near && name != DRAFTS)
        })
    }

    /// Whether it lies where Jekyll has its posts: then it is read by Jekyll's rules where those of others differ.
    pub(super) fn is_jekyll(&self) -> bool {
        self.folder().split('/').any(|part| matches!(part, "_posts" | "_drafts"))
    }

    /// The folder that the file lies in, without a slash at its end; empty for `content/` itself.
    pub(super) fn folder(&self) -> &str {
        self.relative.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

fn markup_of(ending: &str) -> Option<Markup> {
    match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" => Some(Markup::Markdown),
        "html" | "htm" => Some(Markup::Html),
        "txt" => Some(Markup::Plain),
        _ => None,
    }
}

/// Parts `name.en` and `name.pt-br`. Three letters alone are too often a word (`notes.new.md`) to be a language:
/// those releases say `lang` in their front matter.
fn split_language(stem: &str) -> (&str, Option<Language>) {
    let parted = stem.rsplit_once('.').filter(|(base, suffix)| {
        let primary = suffix.split(['-', '_']).next().unwrap_or(suffix);
        !base.is_empty() && (primary.len() == 2 || (primary.len() == 3 && primary.len() < suffix.len()))
    });
    match parted.and_then(|(base, suffix)| Some((base, Language::parse(suffix).ok()?))) {
        Some((base, language)) => (base, Some(language)),
        None => (stem, None),
    }
}

/// Parts `2017-11-27-name`.
fn split_date(name: &str) -> (Option<NaiveDate>, &str) {
    let date = name.get(..10).and_then(|start| NaiveDate::parse_from_str(start, "%Y-%m-%d").ok());
    match (date, name.get(10..)) {
        (Some(_), Some("")) => (date, name),
        (Some(_), Some(rest)) if rest.len() > 1 && rest.starts_with(['-', '_', ' ']) => (date, &rest[1..]),
        _ => (None, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conventions_of_three_generators() {
        for (path, date, language, name, id, base) in [
            ("a/gizi.md", None, None, "gizi", "a/gizi", "a/gizi"),
            (
                "_posts/2017-11-27-gizi.md",
                Some("2017-11-27"),
                None,
                "gizi",
                "_posts/2017-11-27-gizi",
                "_posts/2017-11-27-gizi",
            ),
            ("a/gizi/index.md", None, None, "gizi", "a/gizi/index", "a/gizi/index"),
            (
                "2017-11-27-gizi/index.en.md",
                Some("2017-11-27"),
                Some("en"),
                "gizi-en",
                "2017-11-27-gizi/index.en",
                "2017-11-27-gizi/index",
            ),
            ("gizi.pt-br.html", None, Some("pt-BR"), "gizi-pt-BR", "gizi.pt-br", "gizi"),
            ("notes.new.txt", None, None, "notes.new", "notes.new", "notes.new"),
            ("index.md", None, None, "index", "index", "index"),
            ("2017-13-27-gizi.md", None, None, "2017-13-27-gizi", "2017-13-27-gizi", "2017-13-27-gizi"),
        ] {
            let read = ContentPath::parse(path).unwrap();
            assert_eq!(read.date.map(|date| date.to_string()).as_deref(), date, "{path}");
            assert_eq!(read.language.as_ref().map(Language::as_str), language, "{path}");
            assert_eq!((read.name.as_str(), read.without_ending(), read.base()), (name, id, base));
        }
    }

    #[test]
    fn other_files_are_no_releases() {
        for path in ["a.pdf", "a/_index.md", "_index.en.md", "md", ".md"] {
            assert_eq!(ContentPath::parse(path), None, "{path}");
        }
    }

    #[test]
    fn drafts_lie_in_their_folder() {
        assert!(ContentPath::parse("_drafts/gizi.md").unwrap().is_draft);
        assert!(!ContentPath::parse("drafts/gizi.md").unwrap().is_draft);
    }

    #[test]
    fn misspelt_folders_of_drafts() {
        let misspelt = |path: &str| ContentPath::parse(path).unwrap().misspelt_drafts().map(str::to_owned);
        for folder in ["_draft", "_Draft", "_darfts", "_drafs", "drafts", "Drafts"] {
            assert_eq!(misspelt(&format!("2026/{folder}/gizi.md")).as_deref(), Some(folder));
        }
        for folder in ["_drafts", "_Drafts", "_posts", "_charts", "crafts", "2026"] {
            assert_eq!(misspelt(&format!("{folder}/gizi.md")), None, "{folder}");
        }
    }
}
