//! From front matter and body to an [`Article`].
//!
//! What would mislead readers or break an id is an error, and holds the release back; the rest is a warning, and the
//! field is left out: a release must not miss its hour for a field of somebody's theme.

use std::path::Path;

use url::Url;

use crate::article::body::template_code;
use crate::article::{Article, ArticleId, Body, Facets, Markup, Term};
use crate::intake::{Intake, closing};
use crate::language::{Language, LanguageError};
use crate::site::Slug;
use crate::text::Text;

use super::fields::{Field, Fields, Report};
use super::front_matter::{Parts, Syntax};
use super::gates::Gates;
use super::path::ContentPath;
use super::references::References;
use super::{CONTENT, Settings, inferred};

pub(super) use media::files_of;

mod changes;
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
    "datemodified",
    "dateupdated",
    "datecreated",
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
    /// What its text tells, where the front matter lacks what no release can be without.
    pub(super) intake: Option<&'a Intake>,
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
    let Source { path, fields, intake, gates, .. } = source;
    let id = id(source, settings, report);
    let title = title(source, report);
    let language = language(source, settings, report);
    let (image, attachments) = media::read(fields, references, report);
    let image = image.or_else(|| inferred::image(&intake.as_ref()?.fields, references));
    let closing = if intake.is_none() { closing(source.parts.body, path.markup) } else { None };
    let text = closing.as_ref().map_or(source.parts.body, |closing| &closing.rest);
    let body = body(source, text, image.is_some());
    references.add_body(body.source(), path.markup, report);
    warn_of_template_code(&body, path.markup, references, report);
    let published = published(source, report);
    let changes = changes::read(fields, gates, settings.time_zone, report);
    let (id, title, published, language) = (id?, title?, published?, language?);
    if let Some(intake) = intake {
        inferred::tell(intake, report);
    }
    let number = report.line(fields.first(&["number"]));
    let inferred_term = |text: Option<Text>| text.and_then(|text| Term::parse(&text));
    Some(Article {
        slug: slug(source, &title, &id, report),
        aliases: lists::aliases(fields, report),
        subtitle: report
            .line(fields.first(&["subtitle"]))
            .or_else(|| inferred::value(*intake, |found| &found.subtitle)),
        facets: Facets {
            language,
            tags: lists::tags(fields, path, report),
            kind: term(fields.first(&["kind"]), report),
            issuer: term(fields.first(&["issuer"]), report)
                .or_else(|| inferred_term(inferred::value(*intake, |found| &found.issuer)))
                .or_else(|| settings.issuer.as_ref().and_then(|issuer| Term::parse(issuer))),
            place: term(fields.first(&["place"]), report)
                .or_else(|| inferred_term(inferred::value(*intake, |found| &found.place))),
        },
        published,
        expires: gates.expires,
        updated: changes.updated,
        corrections: changes.corrections,
        withdrawal: gates.withdrawal.clone(),
        summary: report.line(fields.first(&["summary", "description"])),
        body,
        byline: byline(source, report),
        contact: contact(
            lists::contact(fields, report),
            closing
                .map(|closing| closing.contacts)
                .or_else(|| inferred::value(*intake, |found| &found.contacts)),
        ),
        number: number.or_else(|| inferred::value(*intake, |found| &found.number)),
        image,
        attachments,
        files: references.named(),
        links: references.links(),
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
    let written = field.text().unwrap_or_default().trim();
    let id = ArticleId::parse(written);
    id.map_err(|error| {
        let former =
            "write the id that the release has had before, or delete the line if it was never published";
        let remedy = match ArticleId::of_guid(written) {
            Some(id) => format!("{former}; write `{id}` if readers know it as `{written}` from another feed"),
            None => former.to_owned(),
        };
        report.field_error(field, error.to_string(), remedy);
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
            let heading = leading_heading(source.parts.body, source.path);
            let title = heading.or_else(|| inferred::value(source.intake, |found| &found.title));
            if title.is_none() {
                report_missing(source, "it has no title", "title", "a headline", report);
            }
            title
        }
    }
}

/// Whether front matter or a first heading gives a title.
pub(super) fn has_title(fields: &Fields, body: &str, path: &ContentPath) -> bool {
    fields.first(&["title"]).is_some() || leading_heading(body, path).is_some()
}

/// The text of a first line `# Title`.
fn leading_heading(body: &str, path: &ContentPath) -> Option<Text> {
    let first = body.lines().find(|line| !line.trim().is_empty())?;
    let heading = first.strip_prefix("# ").filter(|_| path.markup == Markup::Markdown)?;
    Text::non_empty_line(heading.trim_end_matches(['#', ' ']))
}

/// The text, without what stands around it where it was read as it came.
fn body(source: &Source<'_>, written: &str, has_image: bool) -> Body {
    let inferred = source.intake.and_then(|intake| intake.fields.whole_text(has_image));
    match inferred {
        Some(inferred) => Body::new(&inferred.text, inferred.markup),
        None => Body::new(written, source.path.markup),
    }
}

/// Whom the press may ask: what the front matter says, and what the text did.
fn contact(written: Option<Text>, read: Option<Text>) -> Option<Text> {
    match (written, read) {
        (Some(written), Some(read)) if written.contains(read.as_str()) => Some(written),
        (Some(written), Some(read)) => Text::non_empty_block(&format!("{written}\n{read}")),
        (written, read) => written.or(read),
    }
}

fn warn_of_template_code(body: &Body, markup: Markup, references: &References<'_>, report: &mut Report) {
    let Some(first) = template_code(body.source(), markup).and_then(|code| code.lines().next()) else {
        return;
    };
    let reason = format!("`{first}` is code of a template, which nothing here runs: readers will see it");
    report.warning_at(references.line_of(first), reason, "write what it stands for, or mark it as code");
}

fn byline(source: &Source<'_>, report: &mut Report) -> Vec<Text> {
    let written = lists::byline(source.fields, report);
    if written.is_empty() {
        return inferred::value(source.intake, |found| &found.byline).into_iter().collect();
    }
    written
}

fn published(source: &Source<'_>, report: &mut Report) -> Option<chrono::DateTime<chrono::Utc>> {
    if source.gates.opens.is_none() {
        let reason = match source.path.impossible_date() {
            Some(day) => format!("it has no date: the `{day}` of its name is not in any calendar"),
            None => "it has no date".to_owned(),
        };
        report_missing(source, reason, "date", "2026-11-27 09:00", report);
    }
    source.gates.opens
}

fn report_missing(
    source: &Source<'_>,
    reason: impl Into<String>,
    key: &str,
    example: &str,
    report: &mut Report,
) {
    let line = line_to_add(source.parts.syntax, key, example);
    report.missing(key, source.parts.front_line, reason, format!("add the line {line}"));
}

/// A line of front matter, as an editor would write it into the file.
pub(super) fn line_to_add(syntax: Option<Syntax>, key: &str, example: &str) -> String {
    match syntax {
        Some(Syntax::Toml) => format!("`{key} = \"{example}\"`"),
        Some(Syntax::Json) => format!("`\"{key}\": \"{example}\",`"),
        Some(Syntax::Yaml) => format!("`{key}: {example}`"),
        None => format!("`{key}: {example}` between two lines of `---` at the start of the file"),
    }
}

fn language(source: &Source<'_>, settings: &Settings, report: &mut Report) -> Option<Language> {
    let Some(field) = source.fields.first(LANGUAGE) else {
        let inferred = || inferred::value(source.intake, |found| &found.language);
        let language = source.path.language.clone().or_else(inferred);
        return Some(language.unwrap_or_else(|| settings.language.clone()));
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
