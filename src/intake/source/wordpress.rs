//! What WordPress's export says of its items beside what any feed says.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

/// What an export of WordPress says of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Published,
    Draft,
    /// An attachment, a page of the site, a menu.
    Other,
}

/// The states of an export's items, in its order; `None` where it is a feed.
pub(super) fn states(bytes: &[u8]) -> Option<Vec<State>> {
    let export = String::from_utf8_lossy(bytes);
    if !export.split("<channel").next()?.contains("wordpress.org/export/") {
        return None;
    }
    let mut states = Vec::new();
    let mut reader = Reader::from_str(&export);
    let mut item: BTreeMap<String, String> = BTreeMap::new();
    let mut element = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(start) => {
                element = start.name().as_ref().to_owned();
                if element == "item" {
                    item.clear();
                }
            }
            Event::Empty(start) if start.name().as_ref() == "item" => states.push(State::Draft),
            Event::Text(text) => push(&mut item, &element, &text),
            Event::CData(text) => push(&mut item, &element, &text),
            Event::GeneralRef(name) => push(&mut item, &element, &name),
            Event::End(end) => {
                element.clear();
                if end.name().as_ref() == "item" {
                    states.push(state(&item));
                }
            }
            _ => {}
        }
    }
    Some(states)
}

fn push(item: &mut BTreeMap<String, String>, element: &str, text: &str) {
    if matches!(element, "wp:status" | "wp:post_type" | "wp:post_password") {
        item.entry(element.to_owned()).or_default().push_str(text);
    }
}

fn state(item: &BTreeMap<String, String>) -> State {
    let value = |name: &str| item.get(name).map_or("", |value| value.trim());
    match (value("wp:post_type"), value("wp:status")) {
        ("attachment" | "page" | "nav_menu_item" | "revision" | "custom_css", _) => State::Other,
        (_, "publish" | "future") if value("wp:post_password").is_empty() => State::Published,
        (_, "trash" | "auto-draft" | "inherit") => State::Other,
        _ => State::Draft,
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::super::feed::read;
    use crate::intake::source::Release;

    #[test]
    fn drafts_of_an_export_stay_drafts() {
        let item = |id: &str, guid: &str, kind: &str, status: &str| {
            let guid = if guid.is_empty() { String::new() } else { format!("<guid>{guid}{id}</guid>") };
            format!(
                "<item><title>{id}</title>{guid}<wp:post_type><![CDATA[{kind}]]></wp:post_type><wp:status>{status}</wp:status></item>"
            )
        };
        let custom = "https://a.example/?post_type=siaran&#038;p=";
        let items = [
            item("1", "https://a.example/?x&amp;p=", "post", "publish"),
            item("2", custom, "siaran", "private"),
            item("3", custom, "attachment", "inherit"),
            item("4", "", "siaran", "draft"),
            item("5", "", "siaran", "publish"),
            "<item><title>6</title></item>".to_owned(),
        ];
        let export = format!(
            "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>{}</channel></rss>",
            items.concat()
        );
        let releases = read(export.as_bytes(), Tz::UTC).unwrap();
        let read = |release: &Release| {
            (release.intake.fields.title.as_ref().unwrap().value.to_string(), release.given.draft.is_some())
        };
        let read: Vec<_> = releases.iter().map(read).collect();
        let expected = [("1", false), ("2", true), ("4", true), ("5", false), ("6", true)];
        assert_eq!(read, expected.map(|(title, is_draft)| (title.to_owned(), is_draft)));
    }
}
