//! A client that walks from a feed back to its beginning.

use std::collections::{BTreeMap, BTreeSet};

use dateline::snapshot::{Coding, Resource, Snapshot};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const BASE: &str = "https://press.city.example";

/// What a client learns of one document.
#[derive(Debug)]
pub(crate) struct Seen {
    /// The ids of entries and tombstones.
    pub(crate) ids: BTreeSet<String>,
    /// The ids of what is not withdrawn.
    pub(crate) live: BTreeSet<String>,
    pub(crate) is_archive: bool,
    /// Links by relation, as paths.
    pub(crate) links: BTreeMap<String, String>,
}

pub(crate) fn bytes(snapshot: &Snapshot, path: &str) -> String {
    match snapshot.get(path).as_deref() {
        Some(Resource::Feed(feed)) => String::from_utf8(feed.feed.bytes(Coding::Identity).to_vec()).unwrap(),
        other => panic!("{path} is {other:?}"),
    }
}

fn path(url: &str) -> String {
    url.strip_prefix(BASE).unwrap().to_owned()
}

pub(crate) fn see(snapshot: &Snapshot, at: &str) -> Seen {
    let text = bytes(snapshot, at);
    if at.ends_with(".json") { see_json(&text) } else { see_xml(&text) }
}

fn see_xml(text: &str) -> Seen {
    let document = roxmltree::Document::parse(text).unwrap();
    let nodes = || document.descendants().filter(roxmltree::Node::is_element);
    let named = |name: &'static str| nodes().filter(move |node| node.tag_name().name() == name);
    let child = |node: roxmltree::Node<'_, '_>, name: &str| {
        let child = node.children().find(|child| child.tag_name().name() == name);
        child.and_then(|child| child.text()).unwrap().to_owned()
    };
    let entries = named("entry").map(|entry| child(entry, "id"));
    let items = named("item").map(|item| child(item, "guid"));
    let live: BTreeSet<String> = entries.chain(items).collect();
    let deleted = named("deleted-entry").map(|node| node.attribute("ref").unwrap().to_owned());
    let root = named("feed").chain(named("channel")).next().unwrap();
    let links = root.children().filter(|node| node.has_tag_name((ATOM, "link")));
    Seen {
        ids: live.iter().cloned().chain(deleted).collect(),
        live,
        is_archive: root
            .children()
            .any(|node| node.has_tag_name(("http://purl.org/syndication/history/1.0", "archive"))),
        links: links
            .map(|link| [link.attribute("rel").unwrap(), link.attribute("href").unwrap()])
            .map(|[relation, url]| (relation.to_owned(), path(url)))
            .collect(),
    }
}

fn see_json(text: &str) -> Seen {
    let feed: serde_json::Value = serde_json::from_str(text).unwrap();
    let ids: BTreeSet<String> = feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect();
    let links = [("self", "feed_url"), ("prev-archive", "next_url")];
    let links = links
        .into_iter()
        .filter_map(|(relation, name)| Some((relation.to_owned(), path(feed[name].as_str()?))));
    Seen { live: ids.clone(), ids, is_archive: false, links: links.collect() }
}

/// Where a path leads.
pub(crate) fn standing(snapshot: &Snapshot, path: &str) -> String {
    match snapshot.get(path).as_deref() {
        Some(Resource::Found(location)) => location.clone(),
        _ => path.to_owned(),
    }
}

/// Walks from the feed at `start` back to its beginning; `next` gives the snapshot for each request.
pub(crate) fn walk<'a>(start: &str, next: impl FnMut() -> &'a Snapshot) -> Vec<(String, Seen)> {
    walk_to(start, &mut BTreeSet::new(), next)
}

/// As [`walk`], but ends before the first page of the archive that is `known`, and adds those that it visits to them.
pub(crate) fn walk_to<'a>(
    start: &str,
    known: &mut BTreeSet<String>,
    mut next: impl FnMut() -> &'a Snapshot,
) -> Vec<(String, Seen)> {
    let mut visited: Vec<(String, Seen)> = Vec::new();
    let mut at = Some(start.to_owned());
    while let Some(path) = at {
        let snapshot = next();
        let place = standing(snapshot, &path);
        if known.contains(&path) || known.contains(&place) {
            break;
        }
        if path != start {
            known.extend([path, place.clone()]);
        }
        let seen = see(snapshot, &place);
        assert_eq!(seen.links.get("self"), Some(&place));
        at = seen.links.get("prev-archive").cloned();
        visited.push((place, seen));
    }
    visited
}

pub(crate) fn ids(walk: &[(String, Seen)]) -> BTreeSet<String> {
    walk.iter().flat_map(|(_, seen)| seen.ids.iter().cloned()).collect()
}
