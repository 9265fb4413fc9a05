//! The entries of one feed, then and now.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::finding::count;
use super::{
    Affected, Comparison, Entry, Feed, Finding, Kind, Newsroom, Outlook, Present, Standing, by_id, page,
};

/// Which present entry each earlier one has become.
pub(super) struct Pairs<'a> {
    /// All present entries.
    now: BTreeMap<&'a str, &'a Entry>,
    /// By the earlier id: those that are there under another one.
    renamed: BTreeMap<&'a str, &'a Entry>,
}

impl<'a> Pairs<'a> {
    /// Pairs entries by id; what is left by page, else by title.
    pub(super) fn new(then: &'a Newsroom, present: &Present<'a>) -> Self {
        let now = by_id(present.newsroom);
        let earlier = by_id(then);
        let unknown = now.values().copied().filter(|entry| !earlier.contains_key(entry.id.as_str()));
        let mut candidates = Candidates::new(present.newsroom, unknown);
        let missing = earlier
            .values()
            .copied()
            .filter(|entry| !now.contains_key(entry.id.as_str()) && !entry.is_tombstone);
        let mut renamed = BTreeMap::new();
        for entry in missing.filter(|entry| !present.expired.contains(&entry.id)) {
            if let Some(found) = candidates.take(entry, then, present) {
                renamed.insert(entry.id.as_str(), found);
            }
        }
        Self { now, renamed }
    }

    /// The present entry with this id.
    pub(super) fn same(&self, id: &str) -> Option<&'a Entry> {
        self.now.get(id).copied()
    }

    /// The present entry that had this id and has another one.
    pub(super) fn renamed(&self, id: &str) -> Option<&'a Entry> {
        self.renamed.get(id).copied()
    }
}

/// Present entries with ids that nobody knew.
struct Candidates<'a> {
    by_path: BTreeMap<String, Vec<&'a Entry>>,
    by_title: BTreeMap<&'a str, Vec<&'a Entry>>,
    taken: BTreeSet<&'a str>,
}

impl<'a> Candidates<'a> {
    fn new(newsroom: &Newsroom, entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut candidates =
            Self { by_path: BTreeMap::new(), by_title: BTreeMap::new(), taken: BTreeSet::new() };
        for entry in entries.filter(|entry| !entry.is_tombstone) {
            if let Some(path) = page(newsroom, &entry.url) {
                candidates.by_path.entry(path).or_default().push(entry);
            }
            candidates.by_title.entry(entry.title.as_str()).or_default().push(entry);
        }
        candidates
    }

    /// What the earlier entry has become: what its page has led to, else what bears its title. One that was
    /// published at the same time comes first.
    fn take(&mut self, entry: &Entry, then: &Newsroom, present: &Present<'_>) -> Option<&'a Entry> {
        let page = page(then, &entry.url).and_then(|path| match (present.standing)(&path) {
            Standing::At(path) => self.by_path.get(&path),
            Standing::Gone | Standing::Nothing => None,
        });
        let likeness = |other: &&&Entry| {
            (other.part() == entry.part(), other.title == entry.title, other.published == entry.published)
        };
        // A release is none of its corrections, and of two of these that differ in date and text neither is the other.
        let may_be = |other: &&&Entry| match (other.part(), entry.part()) {
            (None, None) => true,
            (Some(is), Some(was)) => is == was || other.text == entry.text,
            _ => other.title == entry.title,
        };
        let free = |found: Option<&Vec<&'a Entry>>| {
            let free = found.into_iter().flatten().filter(|other| !self.taken.contains(other.id.as_str()));
            free.filter(may_be).max_by_key(likeness).copied()
        };
        let found = free(page).or_else(|| free(self.by_title.get(entry.title.as_str())))?;
        self.taken.insert(&found.id);
        Some(found)
    }
}

/// What became of an earlier entry, for the subscribers of its feed.
enum Fate<'a> {
    /// It is there.
    Kept(&'a Entry),
    /// It is there under another id.
    Reannounced(&'a Entry),
    /// It is there, or its notice is, in other feeds only.
    Left,
    Withdrawn,
    Expired,
    /// It was but a notice, whose time is over.
    Forgotten,
    Vanished,
}

fn fate<'a>(
    entry: &Entry,
    now: &BTreeMap<&str, &'a Entry>,
    then: &Newsroom,
    present: &Present<'_>,
    pairs: &Pairs<'a>,
) -> Fate<'a> {
    if let Some(&same) = now.get(entry.id.as_str()) {
        return if same.is_tombstone && !entry.is_tombstone { Fate::Withdrawn } else { Fate::Kept(same) };
    }
    if entry.is_tombstone {
        return Fate::Forgotten;
    }
    if let Some(renamed) = pairs.renamed(&entry.id) {
        return now.get(renamed.id.as_str()).map_or(Fate::Left, |entry| Fate::Reannounced(entry));
    }
    if pairs.same(&entry.id).is_some() {
        return Fate::Left;
    }
    if present.expired.contains(&entry.id) {
        return Fate::Expired;
    }
    match page(then, &entry.url).map(|path| (present.standing)(&path)) {
        Some(Standing::Gone) => Fate::Withdrawn,
        _ => Fate::Vanished,
    }
}

/// Adds what the subscribers of `feed` will see of its entries, where `now` has become of it.
pub(super) fn compare<'a>(
    feed: &Feed,
    now: &'a Feed,
    then: &Newsroom,
    present: &Present<'_>,
    pairs: &Pairs<'a>,
    comparison: &mut Comparison,
) {
    let mut outlook = Outlook { feed: now.name().to_owned(), ..Outlook::default() };
    let mut surprises = Surprises::default();
    let entries = now.entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    for entry in &feed.entries {
        match fate(entry, &entries, then, present, pairs) {
            Fate::Kept(same) => {
                if is_later(same.updated, entry.updated) {
                    outlook.updated += 1;
                } else if same.title != entry.title || same.text != text_at(entry, then, present.newsroom) {
                    outlook.silently_changed += 1;
                }
                surprises.compare_dates(entry, same);
            }
            Fate::Reannounced(renamed) => surprises.reannounced.push((entry, renamed)),
            Fate::Left => outlook.left += 1,
            Fate::Withdrawn => outlook.withdrawn += 1,
            Fate::Expired => outlook.expired += 1,
            Fate::Forgotten => {}
            Fate::Vanished => surprises.vanished.push(Affected::gone(&entry.title, &entry.id)),
        }
    }
    outlook.new = new(feed, now, &surprises).count();
    outlook.reannounced = shown(&surprises.reannounced);
    outlook.vanished = surprises.vanished.len();
    comparison.findings.extend(
        surprises.findings().map(|finding| Finding { feed: Some(feed.name().to_owned()), ..finding }),
    );
    comparison.feeds.push(outlook);
}

fn is_later(now: Option<DateTime<Utc>>, then: Option<DateTime<Utc>>) -> bool {
    now.zip(then).is_some_and(|(now, then)| now > then)
}

/// The text of an earlier entry as it would be at the present base URL.
fn text_at(entry: &Entry, then: &Newsroom, now: &Newsroom) -> String {
    entry.text.replace(then.base.as_str(), now.base.as_str())
}

/// The entries that are new to subscribers. Where not all that they had is known, what is older than what is known
/// of may be new or not.
fn new<'a>(feed: &Feed, now: &'a Feed, surprises: &Surprises<'_>) -> impl Iterator<Item = &'a Entry> {
    let known: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
    let renamed: BTreeSet<&str> = surprises.reannounced.iter().map(|(_, now)| now.id.as_str()).collect();
    let oldest = feed.entries.iter().filter_map(|entry| entry.published).min().filter(|_| !feed.is_whole);
    now.entries
        .iter()
        .filter(|entry| entry.is_shown && !entry.is_tombstone)
        .filter(move |entry| !known.contains(entry.id.as_str()) && !renamed.contains(entry.id.as_str()))
        .filter(move |entry| {
            oldest.is_none_or(|oldest| entry.published.is_none_or(|published| published >= oldest))
        })
}

/// What the subscribers of one feed would wonder about.
#[derive(Default)]
struct Surprises<'a> {
    reannounced: Vec<(&'a Entry, &'a Entry)>,
    vanished: Vec<Affected>,
    reinstated: Vec<Affected>,
    published: Vec<Affected>,
    updated: Vec<Affected>,
}

impl<'a> Surprises<'a> {
    fn compare_dates(&mut self, then: &Entry, now: &Entry) {
        if let (Some(was), Some(is)) = (then.published, now.published)
            && was != is
        {
            self.published.push(Affected::changed(&then.title, was.to_rfc3339(), is.to_rfc3339()));
        }
        let Some((was, is)) = then.updated.zip(now.updated) else { return };
        if then.is_tombstone && !now.is_tombstone && is <= was {
            self.reinstated.push(Affected::changed(&now.title, was.to_rfc3339(), is.to_rfc3339()));
        } else if !then.is_tombstone && is < was {
            self.updated.push(Affected::changed(&then.title, was.to_rfc3339(), is.to_rfc3339()));
        }
    }

    fn findings(self) -> impl Iterator<Item = Finding> {
        let is_redated =
            |(then, now): &(&Entry, &Entry)| then.whole().is_some_and(|id| now.whole() == Some(id));
        let (redated, renamed): (Vec<_>, Vec<_>) = self.reannounced.into_iter().partition(is_redated);
        [
            reannounced(&renamed, "write the former id into the front matter of the release: `id: \"…\"`"),
            reannounced(&redated, "give the correction its former date: its id is made of that"),
            vanished(self.vanished),
            reinstated(self.reinstated),
            publication_moved(self.published),
            update_went_back(self.updated),
        ]
        .into_iter()
        .filter(|finding| !finding.affected.is_empty())
    }
}

fn reannounced(pairs: &[(&Entry, &Entry)], remedy: &str) -> Finding {
    let affected: Vec<Affected> =
        pairs.iter().map(|(then, now)| Affected::changed(&then.title, &then.id, &now.id)).collect();
    let unread = shown(pairs);
    let entries = count(affected.len(), "entry has", "entries have");
    let outcome = match unread {
        0 => "only the archive shows that".to_owned(),
        unread => count(unread, "comes back as unread", "come back as unread"),
    };
    let reason = format!("{entries} another id: {outcome}");
    Finding { unread, affected, ..Finding::new(Kind::Reannounced, reason, remedy) }
}

/// How many of them whoever polls gets, without reading the archive.
fn shown(pairs: &[(&Entry, &Entry)]) -> usize {
    pairs.iter().filter(|(_, now)| now.is_shown).count()
}

fn reinstated(affected: Vec<Affected>) -> Finding {
    let entries = count(affected.len(), "entry is", "entries are");
    let reason = format!(
        "{entries} no longer withdrawn, and dated as if that were older than the withdrawal: Atom readers that \
         heeded that go on ignoring it"
    );
    let remedy = "give the release an `updated` that is later than its withdrawal was";
    Finding { affected, ..Finding::new(Kind::Reinstated, reason, remedy) }
}

fn vanished(affected: Vec<Affected>) -> Finding {
    let entries = count(affected.len(), "entry vanishes", "entries vanish");
    let reason = format!("{entries} without a notice: readers keep what they have");
    let remedy =
        "bring the file back; to take a release back, give it `withdrawn`, to end its time, `expiryDate`";
    Finding { affected, ..Finding::new(Kind::Vanished, reason, remedy) }
}

fn publication_moved(affected: Vec<Affected>) -> Finding {
    let reason = format!("{} published at another time", count(affected.len(), "entry was", "entries were"));
    let remedy = "give the release its former date; what changed since belongs to `updated` or `corrections`";
    Finding { affected, ..Finding::new(Kind::PublicationMoved, reason, remedy) }
}

fn update_went_back(affected: Vec<Affected>) -> Finding {
    let reason =
        format!("the last change of {} went back in time", count(affected.len(), "entry", "entries"));
    let remedy = "keep `updated` and `corrections` as they were, and add to them";
    Finding { affected, ..Finding::new(Kind::UpdateWentBack, reason, remedy) }
}
