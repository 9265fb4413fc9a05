//! Where pages, and the newsroom as a whole, have moved.

use super::entries::Pairs;
use super::finding::count;
use super::{Affected, Finding, Kind, Newsroom, Present, Standing, by_id, page};

/// The newsroom at another base URL: nothing comes back as unread, as long as the old one leads on.
pub(super) fn domain(then: &Newsroom, present: &Present<'_>) -> Option<Finding> {
    let now = present.newsroom;
    if then.base == now.base {
        return None;
    }
    let known = by_id(now);
    let kept = by_id(then).keys().filter(|id| known.contains_key(*id)).count();
    let reason = format!(
        "the newsroom moves from {} to {}: {} and would not come back as unread",
        then.base,
        now.base,
        count(kept, "entry keeps its id", "entries keep their ids"),
    );
    let remedy =
        "let every address below the old base redirect, for ever, to the same path below the new one (301)";
    let affected = vec![Affected::changed("base URL", then.base.as_str(), now.base.as_str())];
    Some(Finding { affected, ..Finding::new(Kind::BaseMoved, reason, remedy) })
}

/// The pages of entries whose old addresses don't lead to them any more.
pub(super) fn moved(then: &Newsroom, present: &Present<'_>, pairs: &Pairs<'_>) -> Option<Finding> {
    let mut affected: Vec<Affected> = Vec::new();
    for (id, entry) in by_id(then) {
        let Some(now) = pairs.same(id).or_else(|| pairs.renamed(id)) else { continue };
        let (Some(was), Some(is)) = (page(then, &entry.url), page(present.newsroom, &now.url)) else {
            continue;
        };
        // Of a release and its corrections the page is one.
        let is_known = affected.iter().any(|other| other.was == was);
        if !is_known && was != is && (present.standing)(&was) != Standing::At(is.clone()) {
            affected.push(Affected::changed(&entry.title, was, is));
        }
    }
    let number = affected.len();
    let reason = format!("{}, and old links don't lead there", count(number, "page moves", "pages move"));
    let remedy = "write the former address into the release: `aliases: [/releases/…/]`";
    (number > 0).then(|| Finding { affected, ..Finding::new(Kind::PageMoved, reason, remedy) })
}
