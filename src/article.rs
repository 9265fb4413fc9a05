//! A valid press release.
//!
//! Whatever constructs an [`Article`] has checked its parts: they are newtypes whose only constructors parse. An
//! article knows nothing of "now": whether it is public is for [`crate::catalog`] to say.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use url::Url;

use crate::file::File;
use crate::language::Language;
use crate::site::Slug;
use crate::text::Text;

pub use body::{Body, Html, Links, Markup, Setting};
pub use dateline::Dateline;
pub use id::{ArticleId, ArticleIdError};

pub mod body;
mod dateline;
mod id;
pub mod summary;

/// A press release as the store holds it, public or not.
#[derive(Debug)]
pub struct Article {
    /// Its permanent id.
    pub id: ArticleId,
    /// The slug that it asks for; [`crate::catalog::Release`] has the one that it gets.
    pub slug: Slug,
    /// Old addresses of its page: paths that start with a slash.
    pub aliases: Vec<String>,
    /// The headline.
    pub title: Text,
    /// A second headline.
    pub subtitle: Option<Text>,
    /// What selections look at.
    pub facets: Facets,
    /// The instant from which it is public: the latest of its gates. Readers see it as the date of publication.
    pub published: DateTime<Utc>,
    /// The instant from which it is no longer listed (`expiryDate`); it leaves without a notice.
    pub expires: Option<DateTime<Utc>>,
    /// A change that readers should notice, as the author dated it.
    pub updated: Option<DateTime<Utc>>,
    /// Corrections, oldest first, no two within one second.
    pub corrections: Vec<Correction>,
    /// Its withdrawal.
    pub withdrawal: Option<Withdrawal>,
    /// The summary, where a human wrote one.
    pub summary: Option<Text>,
    /// The text.
    pub body: Body,
    /// Who wrote it.
    pub byline: Vec<Text>,
    /// Whom the press may ask.
    pub contact: Option<Text>,
    /// The release number.
    pub number: Option<Text>,
    /// The lead image.
    pub image: Option<Image>,
    /// Attachments, in the order given.
    pub attachments: Vec<Attachment>,
    /// Every file below `content/` that it names: in the body, as image, as attachment.
    pub files: Vec<NamedFile>,
    /// The sources of other releases that its text links to, each by the reference as written.
    pub links: BTreeMap<String, PathBuf>,
    /// The release that this one follows up, if any.
    pub in_reply_to: Option<ArticleId>,
    /// Joins the translations of one release.
    pub translation_key: Option<Text>,
    /// Its page elsewhere, where that is the canonical one.
    pub canonical: Option<Url>,
    /// The file that it was read from, relative to the newsroom's root; for the press office only.
    pub source: PathBuf,
}

impl Article {
    /// The clean HTML of its text, as it stands on its own page; `links` tells where [`Article::links`] lead.
    #[must_use]
    pub fn html(&self, page: &Url, links: &Links) -> Html {
        self.body.html(self.setting(page, links))
    }

    /// The office that issues it.
    #[must_use]
    pub fn issuer(&self) -> Option<&Text> {
        self.facets.issuer.as_ref().map(Term::label)
    }

    /// Makes that HTML and keeps it, for a release that stands in feeds: every edition needs it again.
    pub fn keep_html(&self, page: &Url, links: &Links) {
        self.body.keep_html(self.setting(page, links));
    }

    fn setting<'a>(&'a self, page: &'a Url, links: &'a Links) -> Setting<'a> {
        Setting { title: &self.title, page, files: &self.files, links, image: self.image.as_ref() }
    }
}

/// A word that releases are sorted by, compared by its slug: `Kesehatan` and `kesehatan` are one topic.
#[derive(Clone, Debug)]
pub struct Term {
    label: Text,
    slug: Slug,
}

impl Term {
    /// Takes a term as the author wrote it; `None` where no address can be made of it.
    #[must_use]
    pub fn parse(label: &str) -> Option<Self> {
        let label = Text::non_empty_line(label)?;
        let slug = Slug::derive(&label).ok()?;
        Some(Self { label, slug })
    }

    /// The tag of a language as a term.
    #[must_use]
    pub fn of_language(language: &Language) -> Option<Self> {
        let tag = language.as_str();
        let slug = Slug::parse(&tag.to_ascii_lowercase()).ok()?;
        Some(Self { label: Text::line(tag), slug })
    }

    /// The term as written.
    #[must_use]
    pub const fn label(&self) -> &Text {
        &self.label
    }

    /// Whether another term has the same words, whatever their case, spaces, hyphens and underscores; `C++` and `C` do
    /// not, though they are compared as one.
    #[must_use]
    pub fn has_words_of(&self, other: &Self) -> bool {
        let words = |term: &Self| -> String {
            let is_joint = |character: char| character.is_whitespace() || "-_".contains(character);
            term.label.to_lowercase().split(is_joint).collect()
        };
        words(self) == words(other)
    }

    /// The term in addresses and comparisons.
    #[must_use]
    pub const fn slug(&self) -> &Slug {
        &self.slug
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl Eq for Term {}

/// What feed definitions select by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facets {
    /// The language of the text.
    pub language: Language,
    /// Topics, in the order given, each once.
    pub tags: Vec<Term>,
    /// The kind of release (`statement`, `speech`).
    pub kind: Option<Term>,
    /// The office that issues it.
    pub issuer: Option<Term>,
    /// The place of its dateline.
    pub place: Option<Term>,
}

impl Facets {
    /// Those of a release of which only the language is known.
    #[must_use]
    pub const fn of(language: Language) -> Self {
        Self { language, tags: Vec::new(), kind: None, issuer: None, place: None }
    }
}

/// A correction that readers should notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// When it was made; ahead of that instant it does not show.
    pub at: DateTime<Utc>,
    /// What was corrected.
    pub note: Text,
}

/// What tells the correction of this second from the release's others, and stays when more are made.
#[must_use]
pub fn correction_name(at: DateTime<Utc>) -> String {
    format!("correction-{}", at.format("%Y%m%dT%H%M%SZ"))
}

/// A withdrawal: from its instant on the release is gone, and a notice stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// When; of a day, its first instant.
    pub at: DateTime<Utc>,
    /// The last instant that may be meant: the same, or that of the day where no time is given. What happened to the
    /// release by then happened before it was withdrawn.
    pub until: DateTime<Utc>,
    /// Why, for the public.
    pub reason: Option<Text>,
}

impl Withdrawal {
    /// A withdrawal of which the instant is known.
    #[must_use]
    pub const fn new(at: DateTime<Utc>, reason: Option<Text>) -> Self {
        Self { at, until: at, reason }
    }
}

impl Article {
    /// A release that has a text, and nothing more.
    #[must_use]
    pub fn new(
        id: ArticleId,
        slug: Slug,
        title: Text,
        language: Language,
        published: DateTime<Utc>,
        body: Body,
    ) -> Self {
        Self {
            id,
            slug,
            aliases: Vec::new(),
            title,
            subtitle: None,
            facets: Facets::of(language),
            published,
            expires: None,
            updated: None,
            corrections: Vec::new(),
            withdrawal: None,
            summary: None,
            body,
            byline: Vec::new(),
            contact: None,
            number: None,
            image: None,
            attachments: Vec::new(),
            files: Vec::new(),
            links: BTreeMap::new(),
            in_reply_to: None,
            translation_key: None,
            canonical: None,
            source: PathBuf::new(),
        }
    }
}

/// Where the bytes of an image or an attachment are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// On another server.
    Elsewhere(Url),
    /// Among [`Article::files`].
    Own(File),
}

impl Source {
    /// What it is called there, without folders.
    #[must_use]
    pub fn name(&self) -> &str {
        let path = match self {
            Self::Own(file) => file.name.as_str(),
            Self::Elsewhere(url) => url.path(),
        };
        path.rsplit('/').next().unwrap_or(path)
    }
}

/// The lead image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its bytes.
    pub source: Source,
    /// What it shows, for those who can't see it.
    pub alt: Option<Text>,
    /// The caption below it.
    pub caption: Option<Text>,
    /// Whose picture it is.
    pub credit: Option<Text>,
}

/// A file that goes with the release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its bytes.
    pub source: Source,
    /// What it is called; the file's name where absent.
    pub title: Option<Text>,
}

/// A file as the release's source names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// The reference as written in the source, such as `../foto.png`.
    pub written: String,
    /// The file; its name is its address below the release's page.
    pub file: File,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_compared_by_slug() {
        assert_eq!(Term::parse("Kesehatan Anak").unwrap(), Term::parse("kesehatan-anak").unwrap());
        assert!(Term::parse("  ").is_none());
    }
}
