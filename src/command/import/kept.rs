//! A text with front matter: what that says stays as it is, and what it says nothing of is read from the text.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::entry;
use super::read::Says;
use crate::article::{Html, Markup};
use crate::intake::{Fields, Found, Intake, Source};
use crate::language::Language;
use crate::store::file::{self, WriteIdError, quoted};
use crate::text::Text;

/// The rules of fields that need not be written: they are.
const FRONT_MATTER: &str = "front matter";
const FILE_NAME: &str = "file name";

/// A text with front matter.
pub(super) struct Kept {
    /// The text.
    pub(super) text: String,
    /// What its front matter says.
    pub(super) says: Says,
    /// The same as fields, and those that the text tells.
    pub(super) intake: Intake,
    /// What an editor should see to.
    pub(super) notes: Vec<String>,
    /// Whether the front matter lacks what no release can be without: then the text is one as it comes, and contacts
    /// and what stands around it are no part of the body.
    is_bare: bool,
}

/// A line that front matter lacks.
pub(super) struct Line {
    /// Its key.
    pub(super) key: &'static str,
    /// Its value in JSON, which YAML and TOML share.
    value: String,
    /// From what it was read.
    evidence: String,
}

impl Kept {
    /// What front matter says, and what `found` tells besides, which was read from the text below it.
    pub(super) fn new(name: &str, text: String, says: Says, found: Option<Intake>, zone: Tz) -> Self {
        let stated = stated(name, &text, &says, zone);
        let body = file::body(&text).unwrap_or(&text);
        let has_title = says.contains_key("title") || body.trim_start().starts_with("# ");
        let is_dated = stated.date.is_some()
            || ["date", "publishdate", "pubdate"].iter().any(|key| says.contains_key(*key));
        let is_bare = !(has_title && is_dated);
        let Intake { fields, repairs } = found.unwrap_or_default();
        let repairs = if is_bare { repairs } else { Vec::new() };
        let intake = Intake { fields: completed(stated, fields, &says, is_bare, is_dated), repairs };
        Self { text, says, intake, notes: Vec::new(), is_bare }
    }

    /// The day that its path tells: that of its name, or its own.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.intake.fields.date.as_ref().map(|date| entry::day(date.value))
    }

    /// Whether the public has never seen it.
    pub(super) fn is_draft(&self, relative: &str) -> bool {
        self.states("draft", "true")
            || self.states("published", "false")
            || relative.split('/').any(|part| part == "_drafts")
    }

    /// Why it must be looked over before it can be public, where its front matter doesn't keep it back by itself.
    pub(super) fn held_back(&self) -> Option<String> {
        let is_read = self.is_bare || self.intake.fields.unread_embargo.is_some();
        super::read::held_back(&self.intake.fields).filter(|_| is_read && !self.states("draft", "true"))
    }

    fn states(&self, key: &str, value: &str) -> bool {
        self.says.get(key).is_some_and(|values| values.iter().any(|it| it == value))
    }

    /// The text with the lines that were read from it, each with its evidence where comments are possible.
    pub(super) fn completed(&self) -> Result<String, WriteIdError> {
        let body = file::body(&self.text)?;
        let front = &self.text[..self.text.len() - body.len()];
        let text = match self.read_body() {
            Some(read) => format!("{front}\n{}\n", read.text.trim()),
            None => self.text.clone(),
        };
        let is_json = front.trim_start_matches('\u{FEFF}').trim_start().starts_with('{');
        self.lines().iter().rev().try_fold(text, |text, Line { key, value, evidence }| {
            let comment =
                if is_json || evidence.is_empty() { String::new() } else { format!(" # {evidence}") };
            file::write_field(&text, key, &format!("{value}{comment}"))
        })
    }

    /// The text without what belongs to other fields, as readers get it; `None` where it stays as it is.
    fn read_body(&self) -> Option<Source> {
        let Fields { body, image, caption, .. } = &self.intake.fields;
        body.as_ref().filter(|body| body.rule != FRONT_MATTER)?;
        let is_told = caption.as_ref().is_some_and(|caption| caption.rule == FRONT_MATTER);
        self.intake.fields.whole_text(image.is_some() || is_told)
    }

    /// The lines that its front matter lacks.
    pub(super) fn lines(&self) -> Vec<Line> {
        let fields = &self.intake.fields;
        let mut lines = vec![
            line("title", fields.title.as_ref()),
            line("subtitle", fields.subtitle.as_ref()),
            line("date", fields.date.as_ref()),
            embargo(fields),
            line("lang", fields.language.as_ref()),
            line("place", fields.place.as_ref()),
            line("issuer", fields.issuer.as_ref()),
            line("byline", fields.byline.as_ref()),
            line("number", fields.number.as_ref()),
            line("image_caption", fields.caption.as_ref().filter(|_| fields.image.is_some())),
            line("image_credit", fields.credit.as_ref()),
            line("contact", fields.contacts.as_ref()),
        ];
        if let Some(why) = self.held_back().filter(|_| !self.says.contains_key("draft")) {
            lines.push(Some(Line { key: "draft", value: "true".to_owned(), evidence: entry::comment(&why) }));
        }
        lines.into_iter().flatten().collect()
    }
}

fn line<T: ToString>(key: &'static str, found: Option<&Found<T>>) -> Option<Line> {
    let found = found.filter(|found| found.rule != FRONT_MATTER && found.rule != FILE_NAME)?;
    let evidence = entry::comment(&entry::told(found));
    Some(Line { key, value: quoted(&found.value.to_string()), evidence })
}

/// The end of an embargo; words that don't tell it stay a gate, whatever else is said.
fn embargo(fields: &Fields) -> Option<Line> {
    let Some(words) = &fields.unread_embargo else { return line("embargo", fields.embargo.as_ref()) };
    let evidence = entry::comment(entry::UNTIL_WHEN);
    Some(Line { key: "embargo", value: quoted(&Text::line(words)), evidence })
}

/// What front matter says, as fields; a gate is for the store to read.
fn stated(name: &str, text: &str, says: &Says, zone: Tz) -> Fields {
    let first = |names: &[&str]| names.iter().find_map(|name| says.get(*name)?.first()).map(String::as_str);
    let line = |names: &[&str]| {
        let words = first(names)?;
        Some(Found::new(Text::non_empty_line(words)?, words, FRONT_MATTER, 100))
    };
    let date = |names: &[&str]| {
        let words = first(names)?;
        Some(Found::new(file::date(words, zone)?, words, FRONT_MATTER, 100))
    };
    let in_name = || {
        let day = name.get(..10)?;
        Some(Found::new(file::date(day, zone)?, day, FILE_NAME, 100))
    };
    let body = file::body(text).unwrap_or(text).trim().to_owned();
    Fields {
        title: line(&["title"]),
        subtitle: line(&["subtitle"]),
        place: line(&["place"]),
        date: date(&["date", "publishdate", "pubdate", "published"]).or_else(in_name),
        embargo: date(&["embargo"]),
        language: first(&["lang", "language", "locale"])
            .and_then(|tag| Some(Found::new(Language::parse(tag).ok()?, tag, FRONT_MATTER, 100))),
        summary: line(&["summary", "description"]),
        body: Some(Found::new(Source { text: body, markup: Markup::Markdown }, "", FRONT_MATTER, 100)),
        image: line(&["image", "images", "image.file", "image.src", "image.path", "image.url"]),
        caption: line(&["caption", "imagecaption", "image.caption"]),
        credit: line(&["credit", "imagecredit", "image.credit"]),
        byline: line(&["byline", "author", "authors", "author.name", "authors.name"]),
        issuer: line(&["issuer"]),
        number: line(&["number"]),
        contacts: line(&["contact"]),
        ..Fields::default()
    }
}

/// What is stated, and what was found besides. What a key says that can't be read is for its author to mend.
fn completed(stated: Fields, found: Fields, says: &Says, is_bare: bool, is_dated: bool) -> Fields {
    let lacks = |names: &[&str]| !names.iter().any(|name| says.contains_key(*name));
    let is_embargoed = !lacks(&["embargo"]);
    let headlines = [
        unstated(stated.title.as_ref(), found.title.as_ref()).map(|title| (title, "## ")),
        unstated(stated.subtitle.as_ref(), found.subtitle.as_ref()).map(|subtitle| (subtitle, "")),
    ];
    Fields {
        title: stated.title.or(found.title.filter(|_| is_bare && lacks(&["title"]))),
        subtitle: stated.subtitle.or(found.subtitle.filter(|_| is_bare && lacks(&["subtitle"]))),
        place: stated.place.or(found.place.filter(|_| lacks(&["place"]))),
        date: stated.date.or(found.date.filter(|_| !is_dated)),
        embargo: stated.embargo.or(found.embargo.filter(|_| !is_embargoed)),
        unread_embargo: found.unread_embargo.filter(|_| !is_embargoed),
        language: stated.language.or(found.language.filter(|_| lacks(&["lang", "language", "locale"]))),
        summary: stated.summary,
        body: found.body.filter(|_| is_bare).map(|body| with_headlines(body, &headlines)).or(stated.body),
        image: stated.image,
        caption: stated.caption.or(found.caption.filter(|_| is_bare && lacks(&["imagecaption"]))),
        credit: stated.credit.or(found.credit.filter(|_| is_bare && lacks(&["imagecredit"]))),
        byline: stated.byline.or(found.byline.filter(|_| lacks(&["byline", "author", "authors"]))),
        issuer: stated.issuer.or(found.issuer.filter(|_| lacks(&["issuer"]))),
        number: stated.number.or(found.number.filter(|_| lacks(&["number"]))),
        contacts: stated.contacts.or(found.contacts.filter(|_| is_bare && lacks(&["contact"]))),
        boilerplate: found.boilerplate.filter(|_| is_bare),
        notes: found.notes.filter(|_| is_bare),
        event_date: found.event_date.filter(|_| !is_dated),
    }
}

/// A headline of the text where front matter has another: it stays in the text.
fn unstated(stated: Option<&Found<Text>>, found: Option<&Found<Text>>) -> Option<Text> {
    let (stated, found) = (stated?, found?);
    let is_same = stated.value.to_lowercase() == found.value.to_lowercase();
    (!is_same && !found.is_derived()).then(|| found.value.clone())
}

/// The text below headlines, each with its mark in Markdown.
fn with_headlines(mut body: Found<Source>, headlines: &[Option<(Text, &str)>]) -> Found<Source> {
    let Source { text, markup } = &mut body.value;
    for (headline, mark) in headlines.iter().flatten().rev() {
        let headline = match markup {
            Markup::Markdown => format!("{mark}{headline}"),
            Markup::Html => Html::paragraph(headline).as_str().to_owned(),
            Markup::Plain => headline.to_string(),
        };
        *text = format!("{headline}\n\n{text}");
    }
    body
}
