//! Code of a site generator's templates, which nothing here runs.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Markup, markdown};

/// Shortcodes of Hugo and Zola, tags and values of Liquid and Jinja.
static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\{\{[^{}]+\}\}|\{%[^{}%]+%\}").ok());
/// Where markup shows or hides code.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?is)<(?:pre|code|script|style)\b.*?</(?:pre|code|script|style)>|<!--.*?-->").ok()
});

/// The first code of a template that stands in a text and would go out as it is: not where it is quoted as code.
#[must_use]
pub fn template_code(source: &str, markup: Markup) -> Option<&str> {
    if !source.contains("{{") && !source.contains("{%") {
        return None;
    }
    let mut quoted: Vec<Range<usize>> = match &*QUOTED {
        Some(expression) if markup != Markup::Plain => {
            expression.find_iter(source).map(|found| found.range()).collect()
        }
        _ => Vec::new(),
    };
    if markup == Markup::Markdown {
        quoted.extend(markdown::code(source));
    }
    let is_bare = |start: usize| !quoted.iter().any(|range| range.contains(&start));
    CODE.as_ref()?.find_iter(source).find(|found| is_bare(found.start())).map(|found| found.as_str())
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
}
