//! Code of a site generator's templates, which nothing here runs.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Markup, markdown};

/// Shortcodes of Hugo and Zola, tags and values of Liquid and Jinja.
static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\{\{[^{}]+\}\}|\{%[^{}%]+%\}").ok());
/// Where markup begins to show or to hide code.
static OPENER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)<(?:(?:pre|code|script|style)\b|!--)").ok());
/// Where elements that show or hide code end.
static CLOSER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)</(?:pre|code|script|style)>").ok());

/// The first code of a template that stands in a text and would go out as it is: not where it is quoted as code.
#[must_use]
pub fn template_code(source: &str, markup: Markup) -> Option<&str> {
    if !source.contains("{{") && !source.contains("{%") {
        return None;
    }
    let mut quoted = if markup == Markup::Plain { Vec::new() } else { quoted_by_tags(source) };
    if markup == Markup::Markdown {
        quoted.extend(markdown::code(source));
    }
    quoted.sort_by_key(|range| range.start);
    let mut quoted = quoted.into_iter().peekable();
    let mut quoted_until = 0;
    let mut is_bare = |start: usize| {
        while let Some(range) = quoted.next_if(|range| range.start <= start) {
            quoted_until = quoted_until.max(range.end);
        }
        quoted_until <= start
    };
    CODE.as_ref()?.find_iter(source).find(|found| is_bare(found.start())).map(|found| found.as_str())
}

/// Where elements or comments show or hide code. What is never closed quotes nothing, and is looked for only once: so
/// the time that this takes grows no faster than the text.
fn quoted_by_tags(source: &str) -> Vec<Range<usize>> {
    let (Some(opener), Some(closer)) = (&*OPENER, &*CLOSER) else { return Vec::new() };
    let (mut are_elements_closed, mut are_comments_closed) = (true, true);
    let mut quoted = Vec::new();
    let mut from = 0;
    while let Some(opened) = opener.find_at(source, from) {
        let is_comment = opened.as_str().ends_with('-');
        let are_closed = if is_comment { &mut are_comments_closed } else { &mut are_elements_closed };
        let end = match &source[opened.end()..] {
            _ if !*are_closed => None,
            rest if is_comment => rest.find("-->").map(|at| opened.end() + at + 3),
            _ => closer.find_at(source, opened.end()).map(|closed| closed.end()),
        };
        *are_closed = end.is_some();
        quoted.extend(end.map(|end| opened.start()..end));
        from = end.unwrap_or(opened.end());
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_of_templates_is_known_unless_it_is_quoted() {
        for (source, code) in [
            ("a {{< figure src=\"b\" >}} c", Some("{{< figure src=\"b\" >}}")),
            ("{{% note\n%}}", Some("{{% note\n%}}")),
            ("a\n\n{%- include b.html -%}", Some("{%- include b.html -%}")),
            ("`{{ a }}` {{ site.title }}", Some("{{ site.title }}")),
            ("`{{ a }}`\n\n```\n{% b %}\n```\n\n    {{ c }}\n\n<code>{{ d }}</code>", None),
            ("{{}} {a} {% 50", None),
        ] {
            assert_eq!(template_code(source, Markup::Markdown), code, "{source}");
        }
        assert_eq!(template_code("<pre>{{ a }}</pre><p>`{{ b }}`", Markup::Html), Some("{{ b }}"));
    }

    #[test]
    fn time_grows_no_faster_than_the_text() {
        let begun = std::time::Instant::now();
        for source in [
            "`{{a}}` ".repeat(250_000),
            "<pre><!-- --> ".repeat(100_000) + "{{",
            "<!-- <pre> {{a}} </pre> ".repeat(80_000),
        ] {
            for markup in [Markup::Markdown, Markup::Html] {
                assert_eq!(
                    template_code(&source, markup).is_some(),
                    markup == Markup::Html && source.starts_with('`')
                );
            }
        }
        assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    }

    #[test]
    fn unclosed_tags_quote_nothing() {
        for source in ["<pre> {{ a }}", "<!-- <pre>b</pre> <code> {{ a }}", "<code>b</pre> {{ a }} <!-- -->"]
        {
            assert_eq!(template_code(source, Markup::Html), Some("{{ a }}"), "{source}");
        }
        assert_eq!(template_code("<!-- <pre> --> <PRE>{{ a }}</PRE> <!-- {{ b }} -->", Markup::Html), None);
    }
}
