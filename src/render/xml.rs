//! What every XML document here begins with, and what the feed crates can't write.
//!
//! Text is escaped by quick-xml on its way out; that none holds a character which XML forbids is the promise of
//! [`crate::text::Text`] and [`crate::article::Html`].

use std::error::Error;
use std::io;
use std::sync::Arc;

use quick_xml::events::{BytesDecl, BytesPI, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use url::Url;

use super::Document;
use crate::language::Language;

/// A writer into memory.
pub(super) type XmlWriter = Writer<Vec<u8>>;

/// Spaces per level of nesting.
pub(super) const INDENT: usize = 2;

/// A document that `write` writes below the XML declaration, indented.
pub(super) fn document(
    media_type: &'static str,
    write: impl FnOnce(&mut XmlWriter) -> io::Result<()>,
) -> Document {
    let body = in_memory(|| {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', INDENT);
        writer.write_event(declaration())?;
        write(&mut writer)?;
        writer.get_mut().push(b'\n');
        Ok(writer.into_inner())
    });
    Document { media_type, body: Arc::from(body) }
}

/// Writes the element `name` with nothing but text in it.
pub(super) fn text_element(writer: &mut XmlWriter, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text)).map(drop)
}

/// What goes into memory can't fail to be written, and what we wrote can't fail to be read.
#[expect(clippy::expect_used, reason = "there is no file or socket here that could fail")]
pub(super) fn in_memory<T>(write: impl FnOnce() -> Result<T, Box<dyn Error + Send + Sync>>) -> T {
    write().expect("XML is written into memory")
}

/// What a feed needs and the crate that writes its format has no place for.
pub(super) struct Additions<'a> {
    /// The style of the raw XML, named in an instruction ahead of the root element.
    pub(super) style: &'a Url,
    /// What the format calls an entry.
    pub(super) entry: &'static str,
    /// For each entry its `xml:lang`, where that is not the feed's.
    pub(super) languages: Vec<Option<&'a Language>>,
    /// Whole elements, already written, that stand ahead of the entries.
    pub(super) ahead: Vec<String>,
}

/// Completes a feed that a feed crate wrote, indented by [`INDENT`].
pub(super) fn complete(media_type: &'static str, written: Vec<u8>, additions: Additions<'_>) -> Document {
    let body = in_memory(|| {
        let source = String::from_utf8(written)?;
        let mut writer = Writer::new(Vec::with_capacity(source.len() + 1024));
        copy_with(&mut writer, &source, additions)?;
        writer.get_mut().push(b'\n');
        Ok(writer.into_inner())
    });
    Document { media_type, body: Arc::from(body) }
}

fn copy_with(writer: &mut XmlWriter, source: &str, additions: Additions<'_>) -> Result<(), quick_xml::Error> {
    let Additions { style, entry, languages, mut ahead } = additions;
    let mut languages = languages.into_iter();
    let mut reader = Reader::from_str(source);
    let mut depth = 0_usize;
    writer.write_event(declaration())?;
    write_raw(writer, "\n")?;
    writer.write_event(style_instruction(style))?;
    write_raw(writer, "\n")?;
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(()),
            Event::Decl(_) | Event::Text(_) if depth == 0 => {}
            Event::Start(mut start) => {
                depth += 1;
                if start.name().as_ref() == entry {
                    write_ahead(writer, &mut ahead)?;
                    set_language(&mut start, languages.next().flatten());
                }
                writer.write_event(Event::Start(start))?;
            }
            Event::End(end) => {
                depth -= 1;
                if depth == 0 {
                    write_ahead(writer, &mut ahead)?;
                }
                writer.write_event(Event::End(end))?;
            }
            event => writer.write_event(event)?,
        }
    }
}

fn declaration() -> Event<'static> {
    Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None))
}

fn style_instruction(style: &Url) -> Event<'static> {
    let href = quick_xml::escape::escape(style.as_str());
    Event::PI(BytesPI::new(format!("xml-stylesheet type=\"text/css\" href=\"{href}\"")))
}

fn set_language(start: &mut BytesStart<'_>, language: Option<&Language>) {
    if let Some(language) = language {
        start.push_attribute(("xml:lang", language.as_str()));
    }
}

/// Writes what stands ahead of the entries, once.
fn write_ahead(writer: &mut XmlWriter, ahead: &mut Vec<String>) -> io::Result<()> {
    for element in ahead.drain(..) {
        write_raw(writer, &element)?;
        write_raw(writer, "\n  ")?;
    }
    Ok(())
}

fn write_raw(writer: &mut XmlWriter, markup: &str) -> io::Result<()> {
    writer.write_event(Event::Text(BytesText::from_escaped(markup)))
}
