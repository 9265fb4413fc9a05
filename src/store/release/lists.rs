//! Fields that may hold several values, each spelt in several ways.

use url::{Position, Url};

use crate::article::Term;
use crate::site::parse_alias;
use crate::store::fields::{Field, Fields, Report, text_of};
use crate::store::front_matter::{Node, Value};
use crate::store::path::ContentPath;
use crate::text::Text;

/// Tags and categories, each once. A text is one tag, or several with commas between; Jekyll parts them by spaces too.
pub(super) fn tags(fields: &Fields, path: &ContentPath, report: &mut Report) -> Vec<Term> {
    let mut tags: Vec<Term> = Vec::new();
    for field in ["tags", "tag", "categories", "category"].iter().flat_map(|name| fields.all(name)) {
        let is_of_words = path.is_jekyll()
            && matches!(field.node.value, Value::Text(_))
            && ["tags", "categories"].contains(&field.name.as_str());
        let parts = |character: char| character == ',' || (is_of_words && character.is_whitespace());
        for text in texts(field, report) {
            for word in text.split(parts).filter(|word| !word.trim().is_empty()) {
                let tag = Term::parse(word);
                let known = tags.iter().find(|known| Some(*known) == tag.as_ref());
                match (tag, known) {
                    (Some(tag), None) => tags.push(tag),
                    (Some(tag), Some(known)) if known.has_words_of(&tag) => {}
                    (Some(tag), Some(known)) => report.field_warning(
                        field,
                        format!(
                            "`{}` and `{}` have one address, `{}`; the second is left out",
                            known.label(),
                            tag.label(),
                            tag.slug()
                        ),
                        "write in letters what tells them apart, such as `C Sharp`",
                    ),
                    (None, _) => report.field_warning(
                        field,
                        format!("no address can be made of `{word}`, and it is left out"),
                        "use letters or digits",
                    ),
                }
            }
        }
    }
    tags
}

/// Who wrote it.
pub(super) fn byline(fields: &Fields, report: &mut Report) -> Vec<Text> {
    let Some(field) = fields.first(&["byline", "authors", "author"]) else { return Vec::new() };
    texts(field, report).iter().filter_map(|name| Text::non_empty_line(name)).collect()
}

/// Whom the press may ask: a text, or lines of one.
pub(super) fn contact(fields: &Fields, report: &mut Report) -> Option<Text> {
    let field = fields.first(&["contact"])?;
    let lines = match field.fields() {
        Some(parts) => parts.iter().filter_map(|part| part.text().map(str::to_owned)).collect(),
        None => texts(field, report),
    };
    Text::non_empty_block(&lines.join("\n"))
}

/// Old addresses: paths that start with a slash. One that can't lead on is told, and left out.
pub(super) fn aliases(fields: &Fields, report: &mut Report) -> Vec<String> {
    let mut aliases = Vec::new();
    for field in ["aliases", "redirectfrom"].iter().flat_map(|name| fields.all(name)) {
        for text in texts(field, report) {
            aliases.extend(alias(&text, field, report).filter(|alias| !aliases.contains(alias)));
        }
    }
    aliases
}

fn alias(text: &str, field: &Field, report: &mut Report) -> Option<String> {
    let error = match parse_alias(text) {
        Ok(alias) => return Some(alias),
        Err(error) => error,
    };
    // Of a page's whole address, the path can lead on if its host is, or becomes, this site's.
    let page = Url::parse(text.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let path = page.and_then(|page| parse_alias(&page[Position::BeforePath..Position::AfterQuery]).ok());
    let remedy = match &path {
        Some(path) => format!("write `{path}`: that is what leads to the release here"),
        None => "write the path of a page that was there: `/2026/name/`".to_owned(),
    };
    report.field_warning(field, error.to_string(), remedy);
    path
}

/// The texts of a field: one, a list of them, or maps with a name.
fn texts(field: &Field, report: &mut Report) -> Vec<String> {
    let nodes: &[Node] = match &field.node.value {
        Value::Null => return Vec::new(),
        Value::List(items) => items,
        _ => std::slice::from_ref(&field.node),
    };
    let mut texts = Vec::new();
    for node in nodes {
        let named = Field { node: node.clone(), ..field.clone() }.fields();
        let name = named.as_ref().and_then(|parts| parts.first(&["name"])).and_then(Field::text);
        match text_of(node).or(name) {
            Some(text) => texts.push(text.to_owned()),
            None => report.field_warning(
                field,
                format!("`{}` is not a text, and left out", node.value),
                "write a text, or a list of texts",
            ),
        }
    }
    texts
}
