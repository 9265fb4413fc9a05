//! What became of whole feeds.

use std::collections::BTreeSet;

use super::finding::count;
use super::{Affected, Feed, Finding, Kind, Newsroom, Present, Severity, Standing, page};

/// The present feed that the subscribers of an earlier one get; adds what is wrong with that.
pub(super) fn successor<'a>(
    feed: &Feed,
    then: &Newsroom,
    present: &Present<'a>,
    findings: &mut Vec<Finding>,
) -> Option<&'a Feed> {
    let at = |path: &String| match (present.standing)(path) {
        Standing::At(path) => present.newsroom.feeds.iter().find(|now| now.paths.contains(&path)),
        Standing::Gone | Standing::Nothing => None,
    };
    let successor = feed.paths.iter().find_map(at);
    let about = |finding: Finding| Finding { feed: Some(feed.name().to_owned()), ..finding };
    let Some(now) = successor else {
        findings.extend(lost(feed, then, present).map(about));
        return None;
    };
    let dead: Vec<&String> = feed.paths.iter().filter(|path| at(path).is_none()).collect();
    findings.extend(format_gone(feed, now, &dead).into_iter().chain(id_changed(feed, now)).map(about));
    Some(now)
}

fn format_gone(feed: &Feed, now: &Feed, dead: &[&String]) -> Option<Finding> {
    if dead.is_empty() {
        return None;
    }
    let reason = format!("{} no longer: their subscribers get nothing", {
        count(dead.len(), "of its addresses leads to a feed", "of its addresses lead to a feed")
    });
    let remedy =
        format!("keep the format in the `formats` of the feed; its other formats stay at `{}`", now.name());
    let affected = dead.iter().map(|path| Affected::gone(&feed.title, path)).collect();
    Some(Finding { affected, ..Finding::new(Kind::FormatGone, reason, remedy) })
}

fn id_changed(feed: &Feed, now: &Feed) -> Option<Finding> {
    let (was, is) = (feed.id.as_ref()?, now.id.as_ref()?);
    let finding = Finding::new(
        Kind::FeedIdChanged,
        "the feed has another id: some readers take it for another feed",
        format!("write its former id into its definition: `id = \"{was}\"`"),
    );
    (was != is).then(|| Finding { affected: vec![Affected::changed(&feed.title, was, is)], ..finding })
}

/// A feed whose addresses lead to no feed any more. One that ended says so itself.
fn lost(feed: &Feed, then: &Newsroom, present: &Present<'_>) -> Option<Finding> {
    let is_gone = |path: &String| (present.standing)(path) == Standing::Gone;
    if feed.paths.iter().any(is_gone) {
        return None;
    }
    Some(match moved_to(feed, then, present) {
        Some(now) => moved(feed, now),
        None => gone(feed, then, present),
    })
}

fn moved(feed: &Feed, now: &Feed) -> Finding {
    let unread = now.shown();
    let reason = format!(
        "the feed moves to `{}` and its subscribers are left behind: who subscribes again gets {} as unread",
        now.name(),
        count(unread, "entry", "entries"),
    );
    let paths: Vec<String> = feed.paths.iter().map(|path| format!("\"{path}\"")).collect();
    let remedy =
        format!("write its former addresses into its definition: `aliases = [{}]`", paths.join(", "));
    let affected = vec![Affected::changed(&feed.title, feed.name(), now.name())];
    Finding { unread, affected, ..Finding::new(Kind::FeedMoved, reason, remedy) }
}

/// Where a feed has nothing left to carry, as that of a topic whose only release is over, nobody misses anything.
fn gone(feed: &Feed, then: &Newsroom, present: &Present<'_>) -> Finding {
    let is_over = |id: &str, url: &str| {
        let standing = page(then, url).map(|path| (present.standing)(&path));
        present.expired.contains(id) || standing == Some(Standing::Gone)
    };
    let is_empty = feed.entries.iter().all(|entry| entry.is_tombstone || is_over(&entry.id, &entry.url));
    let number = feed.entries.len();
    let reason = format!(
        "the feed is gone, and with it {} that its subscribers had",
        count(number, "entry", "entries")
    );
    let remedy = "keep its definition, with the date on which it `ended`; or list its address among the `aliases` of \
                  the feed that takes its place";
    let severity = if is_empty { Severity::Warning } else { Severity::Error };
    let affected = vec![Affected::gone(&feed.title, feed.name())];
    Finding { severity, affected, ..Finding::new(Kind::FeedGone, reason, remedy) }
}

/// The feed that is most like an earlier one, among those at addresses that had no feed.
fn moved_to<'a>(feed: &Feed, then: &Newsroom, present: &Present<'a>) -> Option<&'a Feed> {
    let was_there = |path: &String| then.feeds.iter().any(|earlier| earlier.paths.contains(path));
    let ids: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
    let likeness = |now: &Feed| {
        let shared = now.entries.iter().filter(|entry| ids.contains(entry.id.as_str())).count();
        (feed.id.is_some() && now.id == feed.id, now.title == feed.title, shared)
    };
    let unknown = present.newsroom.feeds.iter().filter(|now| !now.paths.iter().any(was_there));
    unknown.filter(|now| likeness(now) != (false, false, 0)).max_by_key(|now| likeness(now))
}
