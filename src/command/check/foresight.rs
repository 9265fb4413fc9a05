//! What is well written and yet will not do what its author expects.

use std::collections::BTreeSet;

use crate::article::ArticleId;
use crate::catalog::Catalog;
use crate::problem::Problem;
use crate::store::Renamed;

/// Follow-ups of what is not a release of this newsroom: nothing will be linked.
pub(super) fn unknown_followed(catalog: &Catalog) -> Vec<Problem> {
    let known: BTreeSet<&ArticleId> = catalog.articles().map(|article| &article.id).collect();
    let mut problems = Vec::new();
    for article in catalog.articles() {
        let Some(followed) = &article.in_reply_to else { continue };
        if *followed == article.id || !known.contains(followed) {
            let reason = format!("it follows up `{followed}`, which is no other release here");
            let remedy = "write the id of the release that it follows up: `check --fix-ids` writes every id \
                          into its file";
            problems.push(Problem::warning(&article.source, reason, remedy).of_field("in_reply_to"));
        }
    }
    problems
}

/// Files that were renamed and carry no id: one warning for all, since a folder's name is the name of all below it.
pub(super) fn renamed(renamed: &[Renamed]) -> Option<Problem> {
    let (first, others) = renamed.split_first()?;
    let others = match others.len() {
        0 => String::new(),
        1 => ", and one more file was renamed".to_owned(),
        number => format!(", and {number} more files were renamed"),
    };
    let reason = format!(
        "it was `{}`{others}: without an id in the file a release has another one by its new name, and comes back \
         as unread",
        first.former.display()
    );
    let remedy = format!(
        "run `check --fix-ids`, which writes the former id (`{}`) into it, before it is published",
        first.id
    );
    Some(Problem::warning(&first.file, reason, remedy).of_field("id"))
}
