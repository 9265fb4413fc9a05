//! The summary that is made of a release's lead where no human wrote one.

use crate::article::Article;
use crate::text::Text;

/// The release's summary, plain text: the human one, else whole sentences of its lead.
#[must_use]
pub fn of(article: &Article) -> Text {
    article
        .summary
        .clone()
        .unwrap_or_else(|| Text::line(article.body.paragraphs().first().map_or("", String::as_str)))
}
