//! From a plain text, or Markdown without front matter, to fields.

use super::date::{DateReader, DateReaders};
use super::field::{Fields, Found, PublicationDate, Repair, Source};
use super::markdown::unmarked;
use super::outline::{Part, outline};
use super::paragraph::{Paragraph, paragraphs};
use super::phrases::{PHRASES, is_one_of};
use super::title::Headlines;
use super::{
    Hints, credit, embargo, image, language, lead, letterhead, link_line, markdown, number, own_line,
    standfirst, title, when,
};
use crate::article::{Body, Dateline, Markup, summary};
use crate::language::Language;
use crate::text::Text;

/// How much of the text tells its language, in characters.
const LANGUAGE_SAMPLE: usize = 1000;

/// A text read: its fields but for the body, and what each of its paragraphs is.
pub(super) struct Reading {
    pub(super) fields: Fields,
    /// Those that are left, as they are left: a credit is cut off.
    pub(super) paragraphs: Vec<Paragraph>,
    /// The part of each paragraph.
    pub(super) parts: Vec<Part>,
}

/// The fields of a mended text.
pub(super) fn fields(
    text: &str,
    markup: Markup,
    hints: &Hints<'_>,
    readers: &DateReaders,
    repairs: &mut Vec<Repair>,
) -> Fields {
    let mut paragraphs = paragraphs(text);
    let bare = match markup {
        Markup::Markdown => |text: &str| unmarked(text).to_owned(),
        Markup::Plain | Markup::Html => markdown::without_emphasis,
    };
    paragraphs.iter_mut().for_each(|paragraph| paragraph.text = bare(&paragraph.text));
    link_line::rejoin(&mut paragraphs);
    own_line::rejoin(&mut paragraphs);
    let Reading { mut fields, paragraphs, parts } = read(paragraphs, markup, hints, readers, repairs);
    fields.body = match markup {
        Markup::Markdown => markdown::body(text, &paragraphs, &parts),
        Markup::Plain | Markup::Html => body(&paragraphs, &parts),
    };
    fields.summary = summary(&fields, hints.language);
    fields
}

/// Reads a text that is parted into paragraphs.
pub(super) fn read(
    mut paragraphs: Vec<Paragraph>,
    markup: Markup,
    hints: &Hints<'_>,
    readers: &DateReaders,
    repairs: &mut Vec<Repair>,
) -> Reading {
    let mut parts = outline(&paragraphs);
    report_junk(&paragraphs, &parts, repairs);
    if let Some(lead) = parts.iter().position(|part| *part == Part::Lead)
        && let Some(rest) = lead::without_label(&paragraphs[lead].text)
    {
        paragraphs[lead].text = rest.to_owned();
    }
    let language = language::language(&sample(&paragraphs, &parts));
    // The site's language says its region too: it tells whether a month comes before its day.
    let detected = language.as_ref().map(|found| &found.value);
    let spoken = detected
        .filter(|found| found.primary() != hints.language.primary())
        .unwrap_or(hints.language)
        .clone();
    let reader = readers.of(&spoken);
    let dateline = lead_of(&paragraphs, &parts)
        .and_then(|lead| lead::Start::of(lead).or_else(|| lead::Start::dated(lead, &reader)))
        .filter(|start| !start.is_heading(&paragraphs));
    let dates = when::Source {
        paragraphs: &paragraphs,
        parts: &parts,
        dateline: dateline.as_ref().map(|dateline| dateline.words.as_str()),
        file_name: hints.file_name,
        reader: &reader,
        zone: hints.time_zone,
        saved: hints.saved,
    }
    .dates();
    leave_out_closing_date(&paragraphs, &mut parts, dates.publication.as_ref());
    let above = lead::head_place(&paragraphs, &parts, &reader);
    let closing = lead::closing_place(&paragraphs, &mut parts, &reader);
    let published = dates.publication.as_ref().map(|date| date.value.day(hints.time_zone));
    let embargo = embargo::embargo(&paragraphs, &mut parts, &reader, hints.time_zone, published);
    let headlines = title::headlines(&paragraphs, &parts, &reader);
    // In a page, where a line stands tells whether it is of the text.
    if markup != Markup::Html {
        standfirst::keep(&paragraphs, &mut parts, &headlines, &reader);
    }
    let Headlines { title, subtitle } = headlines;
    report_left_out(&paragraphs, &parts, [title.as_ref(), subtitle.as_ref()], &reader, repairs);
    let mut fields = Fields {
        subtitle,
        place: dateline.as_ref().map(lead::Start::place).or(above).or(closing),
        date: dates.publication,
        event_date: dates.event,
        embargo: embargo.until,
        unread_embargo: embargo.unread,
        image: first(&paragraphs, &parts, Part::ImageName, "image name"),
        caption: first(&paragraphs, &parts, Part::Caption, "paragraph before the dateline"),
        credit: photographer(&paragraphs, &parts),
        number: number::number(&paragraphs, &parts),
        contacts: section(&paragraphs, &parts, Part::Contact, "contact section"),
        boilerplate: section(&paragraphs, &parts, Part::About, "section about the office"),
        notes: section(&paragraphs, &parts, Part::Notes, "section of notes"),
        ..Fields::default()
    };
    credits(&mut fields, &mut paragraphs, &mut parts, dateline.as_ref());
    fields.title = title.or_else(|| {
        let lead = lead_of(&paragraphs, &parts)?;
        let rest = Dateline::split(lead).map_or(lead, |dateline| dateline.rest);
        title::derived(rest, &spoken)
    });
    fields.language = language;
    Reading { fields, paragraphs, parts }
}

/// Ends the text before the line that only dates it. A line with a place too is left for [`lead::closing_place`].
fn leave_out_closing_date(
    paragraphs: &[Paragraph],
    parts: &mut [Part],
    date: Option<&Found<PublicationDate>>,
) {
    let Some(date) =
        date.filter(|date| date.rule == when::CLOSING && !date.evidence.contains([',', '،', '、', '，']))
    else {
        return;
    };
    let index = paragraphs.iter().rposition(|paragraph| paragraph.text == date.evidence);
    if let Some(index) = index.filter(|&index| matches!(parts[index], Part::Body | Part::Contact)) {
        parts[index] = Part::End;
    }
}

/// The sentences of the lead that lists and feeds show; the language is that of texts that don't tell theirs.
pub(super) fn summary(fields: &Fields, otherwise: &Language) -> Option<Found<Text>> {
    let language = fields.language.as_ref().map_or(otherwise, |found| &found.value);
    let source = &fields.body.as_ref()?.value;
    let value = |field: &Option<Found<Text>>| field.as_ref().map(|found| found.value.clone());
    let body = Body::new(&source.text, source.markup);
    let summary = summary::of_body(&body, &value(&fields.title)?, value(&fields.subtitle).as_ref(), language);
    let evidence = summary.to_string();
    Some(Found::new(summary, evidence, "sentences of the lead", 90))
}

fn report_junk(paragraphs: &[Paragraph], parts: &[Part], repairs: &mut Vec<Repair>) {
    let junk = paragraphs.iter().zip(parts).filter(|(_, part)| **part == Part::Junk);
    repairs.extend(junk.map(|(paragraph, _)| Repair::new("dropped", &paragraph.text, "")));
}

/// Tells of lines above the text that are neither of its headlines nor its day: an editor may want them.
fn report_left_out(
    paragraphs: &[Paragraph],
    parts: &[Part],
    headlines: [Option<&Found<Text>>; 2],
    reader: &DateReader,
    repairs: &mut Vec<Repair>,
) {
    let lines = paragraphs.iter().zip(parts).filter(|(_, part)| **part == Part::Head);
    let lines = lines.map(|(paragraph, _)| paragraph.text.as_str());
    let is_used = |line: &str| {
        headlines
            .into_iter()
            .flatten()
            .any(|headline| line.contains(headline.evidence.as_str()) || headline.evidence.contains(line))
            || when::is_date_line(line, reader)
            || credit::by_line(line).is_some()
    };
    repairs.extend(lines.filter(|line| !is_used(line)).map(|line| Repair::new("left out", line, "")));
}

/// What tells the language: the text from its lead on, or where that is hardly there, everything.
fn sample(paragraphs: &[Paragraph], parts: &[Part]) -> String {
    let joined = |keep: &dyn Fn(Part) -> bool| {
        let kept = paragraphs.iter().zip(parts).filter(|(_, part)| keep(**part));
        let text: Vec<&str> = kept.map(|(paragraph, _)| paragraph.text.as_str()).collect();
        text.join("\n").chars().take(LANGUAGE_SAMPLE).collect::<String>()
    };
    let prose = joined(&|part| matches!(part, Part::Lead | Part::Body));
    if prose.len() < LANGUAGE_SAMPLE / 10 { joined(&|part| part != Part::Junk) } else { prose }
}

fn lead_of<'a>(paragraphs: &'a [Paragraph], parts: &[Part]) -> Option<&'a str> {
    let index = parts.iter().position(|part| *part == Part::Lead)?;
    Some(&paragraphs[index].text)
}

fn first(paragraphs: &[Paragraph], parts: &[Part], part: Part, rule: &'static str) -> Option<Found<Text>> {
    let text = paragraphs.iter().zip(parts).find(|(_, other)| **other == part)?.0.text.as_str();
    Some(Found::new(Text::non_empty_line(text)?, text, rule, 85))
}

fn photographer(paragraphs: &[Paragraph], parts: &[Part]) -> Option<Found<Text>> {
    let line = &paragraphs.iter().zip(parts).find(|(_, part)| **part == Part::Credit)?.0.text;
    Some(Found::new(Text::non_empty_line(image::credit(line)?)?, line.as_str(), "picture credit", 90))
}

/// All paragraphs of one section after the text.
fn section(paragraphs: &[Paragraph], parts: &[Part], part: Part, rule: &'static str) -> Option<Found<Text>> {
    let lines = paragraphs.iter().zip(parts).filter(|(_, other)| **other == part);
    let text: Vec<&str> = lines.map(|(paragraph, _)| paragraph.text.as_str()).collect();
    if let [heading] = text.as_slice()
        && is_one_of(heading, &PHRASES.contact)
    {
        return None;
    }
    Some(Found::new(Text::non_empty_block(&text.join("\n"))?, *text.first()?, rule, 85))
}

/// Byline and issuer: of the credit that closes the text, of an author's line, of the dateline's wire.
fn credits(
    fields: &mut Fields,
    paragraphs: &mut Vec<Paragraph>,
    parts: &mut Vec<Part>,
    dateline: Option<&lead::Start>,
) {
    if let Some(last) = parts.iter().rposition(|part| matches!(part, Part::Body | Part::Lead))
        && let Some(credit) = credit::closing(&paragraphs[last].text)
    {
        fields.byline = credit.byline;
        fields.issuer = credit.issuer;
        let rest = credit.rest.to_owned();
        if rest.is_empty() {
            paragraphs.remove(last);
            parts.remove(last);
        } else {
            paragraphs[last].text = rest;
        }
    }
    if let Some(signature) = signature(paragraphs, parts) {
        parts[signature] = Part::End;
        let line = paragraphs[signature].text.as_str();
        let name = line.trim_matches(|sign: char| !sign.is_alphanumeric() && !").".contains(sign));
        let issuer = Text::non_empty_line(name)
            .filter(|_| !letterhead::is_role(name))
            .map(|name| Found::new(name, line, "signature", 75));
        fields.issuer = fields.issuer.take().or(issuer);
    }
    let lines = paragraphs.iter().zip(parts.iter_mut());
    for (paragraph, part) in lines.filter(|(_, part)| matches!(**part, Part::Head | Part::Body)) {
        if let Some(byline) = credit::by_line(&paragraph.text) {
            fields.byline.get_or_insert(byline);
            *part = Part::Junk;
        }
    }
    if fields.byline.is_none() {
        fields.byline = dateline.and_then(lead::Start::byline);
    }
}

/// The office that signs the text: its last line, where that is the name of one.
fn signature(paragraphs: &[Paragraph], parts: &[Part]) -> Option<usize> {
    let last = parts.iter().rposition(|part| *part == Part::Body)?;
    letterhead::is_office_name(&paragraphs[last].text).then_some(last)
}

fn body(paragraphs: &[Paragraph], parts: &[Part]) -> Option<Found<Source>> {
    let prose = paragraphs.iter().zip(parts).filter(|(_, part)| part.is_text());
    let text: Vec<&str> = prose.map(|(paragraph, _)| paragraph.text.as_str()).collect();
    let first = *text.first()?;
    let source = Source { text: text.join("\n\n"), markup: Markup::Plain };
    Some(Found::new(source, first, "from the lead on", 90))
}
