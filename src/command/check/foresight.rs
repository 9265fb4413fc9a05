//! What is well written and yet will not do what its author expects.

use std::collections::BTreeSet;

use crate::article::ArticleId;
use crate::catalog::Catalog;
use crate::problem::Problem;

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
