//! The text of a release: from Markdown, HTML or plain text to clean HTML with absolute URLs.
//!
//! One way for all three: to markup, bounded in depth, with real pictures in place of those that a script would
//! load, sanitised. Nothing else makes [`Html`] of what people wrote.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use url::Url;

use crate::article::{Image, NamedFile};
use crate::file::ContentHash;
use crate::site::Slug;
use crate::text::Text;

pub(super) use block::is_same_line;
pub use block::{Block, BlockKind};
pub use html::Html;
pub use reference::local_references;
pub use template::template_code;

mod block;
mod bound;
mod caption;
mod html;
mod lazy;
mod markdown;
mod plain;
mod reference;
mod sanitise;
mod srcset;
mod template;

/// How a body's source is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Markup {
    /// CommonMark with tables, footnotes and strike-through.
    Markdown,
    /// HTML, a whole page's or a fragment.
    Html,
    /// Plain text, paragraphs parted by blank lines.
    Plain,
}

/// Where the links of a text lead that name the files of other releases, each as it is written: to the page of the
/// release with this slug, or nowhere.
pub type Links = BTreeMap<String, Option<Slug>>;

/// What a text is shown with.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Its title; a first heading or paragraph that repeats it is left out.
    pub title: &'a Text,
    /// The page that it stands on.
    pub page: &'a Url,
    /// The release's own files, beside it.
    pub files: &'a [NamedFile],
    /// The releases that it links to by their files.
    pub links: &'a Links,
    /// The lead image; where the text shows it, the image's words stand there.
    pub image: Option<&'a Image>,
}

/// The text of a release, in its source form; clean HTML is made of it when it is first asked for.
#[derive(Debug)]
pub struct Body {
    source: Arc<str>,
    markup: Markup,
    hash: ContentHash,
    /// The HTML that is kept, with the page and the links that it was made for: they seldom change.
    kept: Mutex<Option<(Url, Links, Html)>>,
    /// The summary that was made of the lead; it depends on nothing but the release.
    summary: OnceLock<Text>,
}

impl Body {
    /// Takes a body as it is written.
    #[must_use]
    pub fn new(source: &str, markup: Markup) -> Self {
        Self {
            source: Arc::from(source),
            markup,
            hash: ContentHash::of(source.as_bytes()),
            kept: Mutex::new(None),
            summary: OnceLock::new(),
        }
    }

    /// The source.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The hash of the source.
    #[must_use]
    pub const fn hash(&self) -> ContentHash {
        self.hash
    }

    /// The clean HTML of the text as it stands there.
    #[must_use]
    pub fn html(&self, setting: Setting<'_>) -> Html {
        let Setting { title, page, files, links, image } = setting;
        match &*self.kept() {
            Some((of, with, html)) if of == page && with == links => return html.clone(),
            _ => {}
        }
        let is_there = |reference: &str| reference::may_be_there(reference, files);
        let raw = lazy::resolve(&unresolved_html(&self.source, self.markup), is_there);
        let mut sanitised = sanitise::sanitise(&raw, page, files, links);
        if let Some(image) = image {
            sanitised = caption::with_words(sanitised, image, page);
        }
        Html::trusted(block::without_title(&sanitised, title))
    }

    /// Makes that HTML and keeps it, for a text that is wanted again and again.
    pub(super) fn keep_html(&self, setting: Setting<'_>) {
        let html = self.html(setting);
        *self.kept() = Some((setting.page.clone(), setting.links.clone(), html));
    }

    fn kept(&self) -> MutexGuard<'_, Option<(Url, Links, Html)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The blocks of text, in order.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        block::of(&raw_html(&self.source, self.markup))
    }

    /// The text's paragraphs, headings, list items and so on, in order, as plain text of one line each.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<String> {
        self.blocks().into_iter().map(|block| block.text.replace('\n', " ")).collect()
    }

    /// The summary, made at the first call and then kept.
    pub(super) fn summary(&self, make: impl FnOnce(&[Block]) -> Text) -> &Text {
        self.summary.get_or_init(|| make(&self.blocks()))
    }
}

/// A page's or a fragment's markup as a browser would show it, bounded in depth; not sanitised.
#[must_use]
pub fn visible_html(source: &str) -> String {
    raw_html(source, Markup::Html)
}

/// Markup that is bounded in depth and shows what a browser would show, but is not sanitised.
fn raw_html(source: &str, markup: Markup) -> String {
    lazy::resolve(&unresolved_html(source, markup), |_| true)
}

/// Such markup, in which pictures that a script would load are not there yet.
fn unresolved_html(source: &str, markup: Markup) -> String {
    let html = match markup {
        Markup::Markdown => Cow::Owned(markdown::to_html(source)),
        Markup::Html => Cow::Borrowed(source),
        Markup::Plain => Cow::Owned(plain::to_html(source)),
    };
    bound::bound(&html)
}

#[cfg(test)]
mod tests;
