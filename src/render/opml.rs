//! OPML 2.0: the list of all feeds, for feed readers to import.

use std::io;

use super::xml::{self, XmlWriter};
use super::{Document, rfc822};
use crate::feed::Feed;
use crate::site::{Format, Site};

/// The formats by what they can tell: Atom alone has tombstones, JSON Feed is what the fewest readers know.
const PREFERENCE: [Format; 3] = [Format::Atom, Format::Rss, Format::Json];

/// The list of all feeds, each once, in the format that tells the most.
#[must_use]
pub fn opml(site: &Site, feeds: &[Feed]) -> Document {
    let updated = feeds.iter().map(|feed| feed.updated).max();
    xml::document("text/x-opml; charset=utf-8", |writer| {
        let opml = writer.create_element("opml").with_attribute(("version", "2.0"));
        opml.write_inner_content(|writer| {
            writer.create_element("head").write_inner_content(|writer| {
                xml::text_element(writer, "title", &site.title)?;
                if let Some(updated) = updated {
                    xml::text_element(writer, "dateModified", &rfc822(updated, site.time_zone))?;
                }
                xml::text_element(writer, "ownerName", &site.author)?;
                xml::text_element(writer, "ownerId", site.base_url.as_url().as_str())?;
                xml::text_element(writer, "docs", "https://opml.org/spec2.opml")
            })?;
            let body = writer.create_element("body");
            body.write_inner_content(|writer| feeds.iter().try_for_each(|feed| outline(writer, feed)))?;
            Ok(())
        })?;
        Ok(())
    })
}

/// One feed. Its type is `rss` whatever its format: that is what readers look for (OPML 2.0, "Subscription lists").
fn outline(writer: &mut XmlWriter, feed: &Feed) -> io::Result<()> {
    let Some(url) = PREFERENCE.into_iter().find_map(|format| feed.links.of(format)) else { return Ok(()) };
    writer
        .create_element("outline")
        .with_attribute(("type", "rss"))
        .with_attribute(("text", feed.title.as_str()))
        .with_attribute(("title", feed.title.as_str()))
        .with_attributes(feed.description.as_ref().map(|text| ("description", text.as_str())))
        .with_attribute(("xmlUrl", url.as_str()))
        .with_attribute(("htmlUrl", feed.links.page.as_str()))
        .with_attribute(("language", feed.language.as_str()))
        .write_empty()
        .map(drop)
}
