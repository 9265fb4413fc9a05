//! Reads every feed of a newsroom, back to its first entry where archives lead there (RFC 5005).

use std::collections::BTreeSet;

use anyhow::{Context, bail};
use url::Url;

use super::source::{LIST, Source};
use crate::compare::{Entry, Feed, Newsroom, document, path_below};
use crate::site::Format;

/// More pages than this are no archive, but a server that makes them up.
const MOST_PAGES: usize = 10_000;

/// Reads the feeds that the list names.
pub(super) fn read(source: &Source<'_>) -> anyhow::Result<Newsroom> {
    let Some(list) = source.get(LIST)? else { bail!("there is no `{LIST}`") };
    let list = document::list(&list).with_context(|| format!("can't understand `{LIST}`"))?;
    let Some(base) = list.base else { bail!("`{LIST}` does not say whose feeds they are (`ownerId`)") };
    let feeds = list.feeds.iter().filter_map(|url| path_below(&base, url));
    let feeds = feeds.map(|path| feed(source, &base, &path)).collect::<anyhow::Result<_>>()?;
    Ok(Newsroom { base, feeds })
}

/// Reads one feed, without asking for others.
pub(super) fn read_one(source: &Source<'_>, base: Url, path: &str) -> anyhow::Result<Newsroom> {
    let feed = feed(source, &base, path)?;
    Ok(Newsroom { base, feeds: vec![feed] })
}

fn feed(source: &Source<'_>, base: &Url, path: &str) -> anyhow::Result<Feed> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut known = BTreeSet::new();
    let mut visited = BTreeSet::new();
    let mut head = None;
    let mut next = Some(path.to_owned());
    while let Some(path) = next.take().filter(|path| visited.insert(path.clone())) {
        if visited.len() > MOST_PAGES {
            bail!("`{path}` still leads to older entries after {MOST_PAGES} pages");
        }
        let Some(bytes) = source.get(&path)? else {
            bail!("nothing stands at `{path}`, which is named as a feed")
        };
        let page = document::feed(&bytes).with_context(|| format!("can't understand `{path}`"))?;
        let is_first = head.is_none();
        let fresh = page.entries.into_iter().filter(|entry| known.insert(entry.id.clone()));
        entries.extend(fresh.map(|entry| Entry { is_shown: is_first, ..entry }));
        next = page.older.and_then(|url| base.join(&url).ok()).and_then(|url| path_below(base, url.as_str()));
        head.get_or_insert((page.id, page.title));
    }
    let (id, title) = head.unwrap_or_default();
    // A feed without an archive may have been cut, by any other program.
    let is_whole = visited.len() > 1 || matches!(source, Source::Snapshot(_));
    Ok(Feed { paths: addresses(source, path)?, id, title, entries, is_whole })
}

/// The addresses of a feed in all its formats: no document but the list of all feeds tells them.
fn addresses(source: &Source<'_>, path: &str) -> anyhow::Result<Vec<String>> {
    let mut paths = vec![path.to_owned()];
    let stem = Format::ALL.iter().find_map(|format| path.strip_suffix(&format!(".{}", format.ending())));
    for other in
        stem.into_iter().flat_map(|stem| Format::ALL.map(|format| format!("{stem}.{}", format.ending())))
    {
        if other != path && source.get(&other)?.is_some() {
            paths.push(other);
        }
    }
    Ok(paths)
}
