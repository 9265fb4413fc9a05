//! From front matter and body to an [`Article`].
//!
//! What would mislead readers or break an id is an error, and holds the release back; the rest is a warning, and the
//! field is left out: a release must not miss its hour for a field of somebody's theme.

use std::path::Path;

use url::Url;

use crate::article::{Article, ArticleId, Body, Facets, Markup, Term};
use crate::language::{Language, LanguageError};
use crate::site::Slug;
use crate::text::Text;

use super::date;
use super::fields::{Field, Fields, Report};
use super::front_matter::{Parts, Syntax};
use super::gates::Gates;
use super::path::ContentPath;
use super::references::References;
use super::{CONTENT, Settings};

mod lists;
mod media;

/// Every key that is read here, and keys of other generators that could be taken for a misspelt gate.
const KNOWN: &[&str] = &[
    "id",
    "title",
    "subtitle",
    "lastmod",
    "updated",
    "modified",
    "lastmodifiedat",
    "summary",
    "description",
    "slug",
    "aliases",
    "redirectfrom",
    "tags",
    "tag",
    "categories",
    "category",
    "byline",
    "author",
    "authors",
    "lang",
    "language",
    "locale",
    "place",
    "issuer",
    "contact",
    "kind",
    "number",
    "corrections",
    "image",
    "images",
    "imagealt",
    "imagecaption",
    "imagecredit",
    "attachments",
    "inreplyto",
    "translationkey",
    "link",
    "canonical",
    "canonicalurl",
    "privatenote",
    "publisher",
    "publishresources",
];

/// The keys that name the language.
const LANGUAGE: &[&str] = &["lang", "language", "locale"];

/// Whether a key is read, or known to be something else than a gate.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.contains(&name)
}

/// What an article is made of.
pub(super) struct Source<'a> {
    /// The text, parted.
    pub(super) parts: &'a Parts<'a>,
    /// The file's path.
    pub(super) path: &'a ContentPath,
    /// Whether other files share its name but for the language.
    pub(super) has_translations: bool,
    /// The front matter.
    pub(super) fields: &'a Fields,
    /// What the gates say.
    pub(super) gates: &'a Gates,
}

/// Reads an article; `None` where the report has an error for it.
pub(super) fn read(
    source: &Source<'_>,
    references: &mut References<'_>,
    settings: &Settings,
    report: &mut Report,
) -> Option<Article> {
    let Source { parts, path, fields, gates, .. } = source;
    let id = id(source, settings, report);
    let title = title(source, report);
    let published = published(source, report);
    let language = language(source, settings, report);
    let corrections = lists::corrections(fields, settings.time_zone, report);
    let (image, attachments) = media::read(fields, references, report);
    references.add_body(parts.body, path.markup, report);
    let (id, title, published, language) = (id?, title?, published?, language?);
    Some(Article {
        slug: slug(source, &title, &id, report),
        aliases: lists::aliases(fields, report),
        subtitle: report.line(fields.first(&["subtitle"])),
        facets: Facets {
            language,
            tags: lists::tags(fields, report),
            kind: term(fields.first(&["kind"]), report),
            issuer: term(fields.first(&["issuer"]), report)
                .or_else(|| settings.issuer.as_ref().and_then(|issuer| Term::parse(issuer))),
            place: term(fields.first(&["place"]), report),
        },
        published,
        expires: gates.expires,
        updated: updated(fields, settings, report),
        corrections,
        withdrawal: gates.withdrawal.clone(),
        summary: report.line(fields.first(&["summary", "description"])),
        body: Body::new(parts.body, path.markup),
        byline: lists::byline(fields, report),
        contact: lists::contact(fields, report),
        number: report.line(fields.first(&["number"])),
        image,
        attachments,
        files: references.named(),
        in_reply_to: in_reply_to(fields, report),
        translation_key: translation_key(source, report),
        canonical: canonical(fields, report),
        source: Path::new(CONTENT).join(&path.relative),
        id,
        title,
    })
}

fn id(source: &Source<'_>, settings: &Settings, report: &mut Report) -> Option<ArticleId> {
    let Some(field) = source.fields.first(&["id"]) else {
        return Some(ArticleId::of_path(&settings.id_authority, source.path.without_ending()));
    };
    let read = field.text().ok_or_else(|| format!("`{}` is not an id", field.node.value));
    read.and_then(|text| ArticleId::parse(text.trim()).map_err(|error| error.to_string()))
        .map_err(|reason| {
            report.field_error(
                field,
                reason,
                "write the id that the release has had before, or delete the line if it was never published",
            );
        })
        .ok()
}

fn title(source: &Source<'_>, report: &mut Report) -> Option<Text> {
    match source.fields.first(&["title"]) {
        Some(field) => {
            let title = field.text().and_then(Text::non_empty_line);
            if title.is_none() {
                report.field_error(field, "its title is not a text", "write one text, in quotes");
            }
            title
        }
        None => {
            let heading = leading_heading(source);
            if heading.is_none() {
                report_missing(source, "title", "a headline", report);
            }
            heading
        }
    }
}

/// The text of a first line `# Title`.
fn leading_heading(source: &Source<'_>) -> Option<Text> {
    let first = source.parts.body.lines().find(|line| !line.trim().is_empty())?;
    let heading = first.strip_prefix("# ").filter(|_| source.path.markup == Markup::Markdown)?;
    Text::non_empty_line(heading.trim_end_matches(['#', ' ']))
}

fn published(source: &Source<'_>, report: &mut Report) -> Option<chrono::DateTime<chrono::Utc>> {
    if source.gates.opens.is_none() {
        report_missing(source, "date", "2026-11-27 09:00", report);
    }
    source.gates.opens
}

fn report_missing(source: &Source<'_>, key: &str, example: &str, report: &mut Report) {
    let line = match source.parts.syntax {
        Some(Syntax::Toml) => format!("`{key} = \"{example}\"`"),
        Some(Syntax::Json) => format!("`\"{key}\": \"{example}\",`"),
        Some(Syntax::Yaml) => format!("`{key}: {example}`"),
        None => format!("`{key}: {example}` between two lines of `---` at the start of the file"),
    };
    report.error(format!("it has no {key}"), format!("add the line {line}"));
}

fn language(source: &Source<'_>, settings: &Settings, report: &mut Report) -> Option<Language> {
    let Some(field) = source.fields.first(LANGUAGE) else {
        return Some(source.path.language.as_ref().unwrap_or(&settings.language).clone());
    };
    let language = Language::parse(field.text().unwrap_or_default());
    language
        .map_err(|error| report.field_error(field, error.to_string(), "write the tag of its language"))
        .ok()
}

/// The language that front matter names, if it names any.
pub(super) fn written_language(fields: &Fields) -> Option<Result<Language, LanguageError>> {
    let field = fields.first(LANGUAGE)?;
    Some(Language::parse(field.text().unwrap_or_default()))
}

fn slug(source: &Source<'_>, title: &Text, id: &ArticleId, report: &mut Report) -> Slug {
    let asked = source.fields.first(&["slug"]).and_then(|field| {
        let text = report.text(field)?.trim();
        let derived = || Slug::derive(text).ok();
        let slug = Slug::parse(text).ok().or_else(derived);
        if slug.as_ref().is_none_or(|slug| slug.as_str() != text) {
            let instead = slug.as_ref().map_or("the file's name", Slug::as_str);
            report.field_warning(
                field,
                format!("`{text}` can't be part of an address; `{instead}` is used"),
                "use lower-case letters a–z, digits and single hyphens",
            );
        }
        slug
    });
    asked
        .or_else(|| Slug::derive(&source.path.name).ok())
        .or_else(|| Slug::derive(title).ok())
        .unwrap_or_else(|| slug_of_id(id))
}

/// The slug of a release of which nothing can be spelt in ASCII.
fn slug_of_id(id: &ArticleId) -> Slug {
    let hash = crate::file::ContentHash::of(id.as_str().as_bytes()).to_hex();
    #[expect(clippy::expect_used, reason = "hexadecimal digits are a slug")]
    Slug::parse(&hash[..16]).expect("hexadecimal digits")
}

fn term(field: Option<&Field>, report: &mut Report) -> Option<Term> {
    let field = field?;
    let term = Term::parse(report.text(field)?);
    if term.is_none() {
        report.field_warning(
            field,
            "no address can be made of it, and it is left out",
            "use letters or digits",
        );
    }
    term
}

fn updated(
    fields: &Fields,
    settings: &Settings,
    report: &mut Report,
) -> Option<chrono::DateTime<chrono::Utc>> {
    let field = fields.first(&["updated", "lastmod", "modified", "lastmodifiedat"])?;
    match date::parse(report.text(field)?, settings.time_zone) {
        Ok(instant) => Some(instant),
        Err(error) => {
            report.field_warning(field, format!("{error}; it is left out"), date::REMEDY);
            None
        }
    }
}

fn translation_key(source: &Source<'_>, report: &mut Report) -> Option<Text> {
    let written = report.line(source.fields.first(&["translationkey"]));
    written.or_else(|| source.has_translations.then(|| Text::line(source.path.base())))
}

fn in_reply_to(fields: &Fields, report: &mut Report) -> Option<ArticleId> {
    let field = fields.first(&["inreplyto"])?;
    let id = ArticleId::parse(report.text(field)?.trim());
    id.map_err(|error| {
        report.field_warning(
            field,
            format!("{error}; it is left out"),
            "write the id of the release that this one follows up",
        );
    })
    .ok()
}

fn canonical(fields: &Fields, report: &mut Report) -> Option<Url> {
    let field = fields.first(&["link", "canonical", "canonicalurl"])?;
    let url =
        Url::parse(report.text(field)?.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    if url.is_none() {
        report.field_warning(
            field,
            format!("`{}` is not the address of a page, and left out", field.node.value),
            "write it whole, with https://",
        );
    }
    url
}
