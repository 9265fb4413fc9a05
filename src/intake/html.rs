//! From a page as it was saved to fields: main content, and what metadata and readers' words agree on.
//!
//! Whatever the page says in its head is a claim, weighed against what readers see; what can't be reconciled is
//! missing. Cost is bounded ahead of everything: by bytes, by tags, by depth.

use super::date::DateReaders;
use super::field::{Fields, Found, Repair, Source};
use super::letterhead::is_office_name;
use super::outline::Part;
use super::paragraph::Paragraph;
use super::phrases::{PHRASES, after, leading};
use super::plain::{self, Reading};
use super::refusal::Refusal;
use super::shape::is_prose;
use super::{Hints, Intake};
use crate::article::Markup;
use crate::language::Language;
use crate::text::{Text, clean};
use block::blocks;
use content::Content;
use page::Page;
use structured::Structured;
use when::Places;

pub(super) use page::decoded;

mod above;
mod beside;
mod block;
mod content;
mod credit;
mod heading;
mod markup;
mod page;
mod parted;
mod picture;
mod site;
mod standfirst;
mod structured;
mod title;
mod when;
mod written;

/// Reads a page.
pub(super) fn read(bytes: &[u8], hints: &Hints<'_>, readers: &DateReaders) -> Result<Intake, Refusal> {
    Refusal::check(bytes)?;
    let mut repairs = Vec::new();
    let source = page::decoded(bytes, hints, &mut repairs);
    Refusal::check_letters(&source)?;
    let page = Page::parse(&source)?;
    let fields = fields(&page, hints, readers, &mut repairs);
    Ok(Intake { fields, repairs })
}

fn fields(page: &Page, hints: &Hints<'_>, readers: &DateReaders, repairs: &mut Vec<Repair>) -> Fields {
    if let Some(text) = page.preformatted() {
        let fields = plain::fields(&text, Markup::Plain, hints, readers, repairs);
        return Fields { language: language(page, fields.language.clone()), ..fields };
    }
    let structured = Structured::parse(&page.structured);
    let mut blocks = blocks(&page.document.root());
    site::unlink_own(page, &mut blocks);
    let (title, sites) = title::title(page, &structured, &blocks);
    let (unseen, title): (Option<_>, Option<_>) = match title {
        Some(title) if title.rule == title::UNSEEN => (Some(title), None),
        title => (None, title),
    };
    let content = Content::find(page, blocks, title.as_ref().map(|title| title.value.as_str()), &sites);
    let reading = plain::read(content.paragraphs(), Markup::Html, hints, readers, repairs);
    let language = language(page, reading.fields.language.clone());
    let spoken = language.as_ref().map_or(hints.language, |found| &found.value);
    let places = Places {
        page,
        structured: &structured,
        head: content.head(),
        words: reading.fields.date.clone(),
        reader: &readers.of(spoken),
        zone: hints.time_zone,
    };
    let date = places.date();
    let issuer = reading.fields.issuer.clone().or_else(|| credit::issuer(page, &structured));
    let offices = issuer.iter().map(|issuer| issuer.value.as_str()).chain(content.links());
    let others = credit::Others::new(page, offices);
    let byline = reading.fields.byline.clone().and_then(|byline| others.author(byline));
    let byline = byline.or_else(|| credit::byline(page, &structured, &others));
    beside::remove_pictures(&page.document.root());
    let picture = content.range().map(|range| picture::lead(page, &structured, &range)).unwrap_or_default();
    let subtitle = subtitle(&structured, &content, title.as_ref());
    let is_date = |line: &str| !readers.of(spoken).mentions(line).is_empty();
    let body = body(page, &content, &reading, is_date, picture.node);
    let mut fields = Fields {
        title: title.or_else(|| headline(reading.fields.title, unseen)),
        subtitle,
        date,
        language,
        issuer,
        byline,
        body,
        image: picture.image,
        caption: picture.caption,
        credit: picture.credit.or(reading.fields.credit),
        ..reading.fields
    };
    fields.summary = plain::summary(&fields, hints.language);
    fields
}

/// The headline that the words show, else the one that no reader sees, else the one made of the lead.
fn headline(words: Option<Found<Text>>, unseen: Option<Found<Text>>) -> Option<Found<Text>> {
    words.clone().filter(|title| !title.is_derived()).or(unseen).or(words)
}

/// The language of the root element, where the words do not speak against it.
fn language(page: &Page, detected: Option<Found<Language>>) -> Option<Found<Language>> {
    let declared = page.language.as_deref().and_then(|tag| Some((tag, Language::parse(tag).ok()?)));
    match (declared, detected) {
        (Some((tag, declared)), Some(detected)) if declared.primary() == detected.value.primary() => {
            Some(Found::new(declared, tag, "language of the page and of its words", 98))
        }
        (Some((tag, declared)), None) => Some(Found::new(declared, tag, "language of the page", 70)),
        (_, detected) => detected,
    }
}

fn subtitle(
    structured: &Structured,
    content: &Content<'_>,
    title: Option<&Found<Text>>,
) -> Option<Found<Text>> {
    let named =
        structured.subtitles.first().map(|text| (text.as_str(), "alternative headline of JSON-LD", 80));
    let below = || content.subtitle().map(|text| (text, "heading below the title", 75));
    let (text, rule, sure) = named.or_else(below)?;
    let is_new = title.is_none_or(|title| title::essence(&title.value) != title::essence(text));
    is_new.then(|| Some(Found::new(Text::non_empty_line(text)?, text, rule, sure)))?
}

fn body(
    page: &Page,
    content: &Content<'_>,
    reading: &Reading,
    is_date: impl Fn(&str) -> bool,
    picture: Option<dom_query::NodeId>,
) -> Option<Found<Source>> {
    let lead = reading.parts.iter().position(|part| *part == Part::Lead)?;
    let lead = reading.paragraphs[lead].line;
    // A short line before the lead is of the text where it stands among its paragraphs, and is no date.
    let title = reading.fields.title.as_ref().map(|title| title.evidence.as_str());
    let is_first = |index: usize, text: &str| {
        let is_headline = title == Some(text) && !content.is_item(index);
        content.is_within(index, lead) && !is_date(text) && !is_headline && !is_office_name(text)
    };
    let is_text = |paragraph: &Paragraph, part: Part| match part {
        Part::Lead | Part::Body => !(is_date(&paragraph.text) && tells_publication(&paragraph.text)),
        Part::Head | Part::Caption => is_prose(&paragraph.text) || is_first(paragraph.line, &paragraph.text),
        _ => false,
    };
    let kept: Vec<_> = reading
        .paragraphs
        .iter()
        .zip(&reading.parts)
        .filter(|(paragraph, part)| is_text(paragraph, **part))
        .map(|(paragraph, _)| paragraph)
        .collect();
    let first = kept.first()?.text.clone();
    for paragraph in &kept {
        content.cut(paragraph.line, &paragraph.text);
    }
    let html = content.html(page, |index| kept.iter().any(|paragraph| paragraph.line == index), picture);
    // References such as `&#xb;` stand for characters that no XML may hold.
    let html = clean(&html);
    (!html.is_empty()).then(|| {
        Found::new(Source { text: html, markup: Markup::Html }, first, "main content of the page", 85)
    })
}

/// Whether a line starts with what the page says of its publication.
fn tells_publication(line: &str) -> bool {
    let label = leading(line, &PHRASES.published);
    label.is_some_and(|label| after(line, label).starts_with([':', '：'])) && !is_prose(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::refusal::MOST_BYTES;

    fn read(html: &str) -> Fields {
        let language = Language::parse("en").unwrap();
        let hints = Hints {
            time_zone: chrono_tz::Asia::Jakarta,
            language: &language,
            file_name: "page",
            saved: None,
        };
        super::read(html.as_bytes(), &hints, &DateReaders::default()).unwrap().fields
    }

    const PAGE: &str = r##"<!doctype html><html lang="en"><head><title>City opens the bridge | City of X</title>
        <link rel=canonical href="https://x.example/news/bridge">
        <meta property="article:published_time" content="2017-11-27T09:00:00+07:00"></head><body>
        <header><a href="/">City of X</a><nav><ul><li><a href=/a>Home</a><li><a href=/b>News</a></ul></nav></header>
        <main><h1>City opens the bridge</h1><p class=meta>27 November 2017</p><div class=share><a href=#>Share</a></div>
        <figure><img src="/img/bridge.jpg" alt="The bridge"><figcaption>The bridge at dawn. (Photo: City)</figcaption></figure>
        <div class=text><p>JAKARTA – The city opened its new bridge on Monday, after three years of work by four hundred people.</p>
        <p>The mayor said that it would <a href="more">shorten the way</a> for thousands of commuters every day of the year.</p>
        <ul><li>Length: 300 metres, in three spans of steel</li><li>Cost: 12 million, paid by the city</li></ul>
        <p>It is open to everybody from tomorrow, and free of charge, said the mayor at the ceremony.</p></div>
        <div><h3>Contact</h3><p>Press office<br>press@x.example</p></div></main>
        <aside><h2>Related</h2><p>The city closed the old bridge last year because of rust in its steel, it said.</p></aside>
        <footer><p>Copyright 2024 City of X. All rights reserved, and nothing may be copied.</p></footer></body></html>"##;

    #[test]
    fn a_page_is_read_whole() {
        let fields = read(PAGE);
        assert_eq!(fields.title.unwrap().value.as_str(), "City opens the bridge");
        assert_eq!(fields.place.unwrap().value.as_str(), "Jakarta");
        assert_eq!(fields.date.unwrap().confidence.0, 98);
        assert_eq!(fields.image.unwrap().value.as_str(), "https://x.example/img/bridge.jpg");
        assert_eq!(fields.caption.unwrap().value.as_str(), "The bridge at dawn.");
        assert_eq!(fields.credit.unwrap().value.as_str(), "City");
        assert_eq!(fields.contacts.unwrap().value.as_str(), "Contact\nPress office\npress@x.example");
        let body = fields.body.unwrap().value.text;
        assert!(body.starts_with("<p>JAKARTA – The city opened"), "{body}");
        assert!(
            body.contains("<li>Length: 300 metres") && body.contains("https://x.example/news/more"),
            "{body}"
        );
        for junk in ["Share", "Home", "Related", "Copyright", "Press office", "27 November", "dawn", "class"]
        {
            assert!(!body.contains(junk), "{junk}: {body}");
        }
    }

    fn body(html: &str) -> String {
        read(html).body.unwrap().value.text
    }

    #[test]
    fn lines_stay_whole_and_lists_keep_their_items() {
        let page = include_str!("../../tests/fixtures/intake/page-25-de.html");
        let body = body(page);
        assert!(body.contains("Elf Haltestellen") && body.contains("Takt am Tag"), "{body}");
        assert!(body.contains("sonst halbstündlich"), "{body}");
        assert!(body.contains("</a> nehmen am ersten Juni die Linie 12 in Betrieb"), "{body}");
        assert!(body.contains("wie Geschäftsführerin Anna Muster am Montag"), "{body}");
        assert!(!body.contains("Fenster"), "{body}");
    }

    #[test]
    fn a_standfirst_is_text_wherever_it_stands() {
        let first = "Vier Brücken werden bis zum Herbst erneuert, eine fünfte wird ganz gesperrt.";
        let top = |standfirst: &str| {
            format!("<main><div class=header><h1>City opens the bridge</h1>{standfirst}</div>")
        };
        let page = |head: &str, standfirst: &str| {
            PAGE.replace("</head>", &format!("{head}</head>"))
                .replace("<main><h1>City opens the bridge</h1>", &top(standfirst))
        };
        let described = format!("<meta name=description content='{}…'>", &first[..50]);
        let plain = format!("<div class=top><p>{first}</p></div>");
        let named = format!("<div class='article__chapo'><p>{first}</p></div>");
        assert!(body(&page(&described, &plain)).starts_with(&format!("<p>{first}</p>")));
        assert!(body(&page("", &named)).starts_with(&format!("<p>{first}</p>")));
        let of_author = named.replace("article__chapo", "author-intro");
        assert!(body(&page("", &of_author)).starts_with("<p>JAKARTA"));
        assert_eq!(read(&page("", &named)).date.unwrap().confidence.0, 98);
    }

    #[test]
    fn the_words_speak_against_a_wrong_language() {
        let html = PAGE.replace("lang=\"en\"", "lang=\"de\"");
        assert_eq!(read(&html).language.unwrap().value.as_str(), "en");
        let html = PAGE.replace("lang=\"en\"", "lang=\"en-AU\"");
        assert_eq!(read(&html).language.unwrap().value.as_str(), "en-AU");
    }

    #[test]
    fn what_is_no_release_is_refused_in_bounded_time() {
        let language = Language::parse("en").unwrap();
        let hints = Hints { time_zone: chrono_tz::UTC, language: &language, file_name: "page", saved: None };
        let read = |bytes: &[u8]| super::read(bytes, &hints, &DateReaders::default());
        assert_eq!(read(&vec![b'a'; MOST_BYTES + 1]), Err(Refusal::TooLong));
        assert_eq!(read("<div>".repeat(100_000).as_bytes()), Err(Refusal::TooManyTags));
        assert!(read("<div>".repeat(50_000).as_bytes()).is_ok());
        assert!(read(b"").unwrap().fields.body.is_none());
    }
}
