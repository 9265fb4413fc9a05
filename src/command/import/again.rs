//! Two versions of one release: what the second has that the first doesn't.

use super::entry;
use crate::intake::source::{Given, Release};
use crate::store::file;

/// The line that withdraws a release, where this version of it is withdrawn and the file is not.
pub(super) fn withdrawal(release: &Release, there: &str) -> Option<String> {
    let line = entry::withdrawn(release)?;
    file::line_of(there, "withdrawn").is_none().then(|| format!("withdrawn: {line}"))
}

/// Whether a file has the title and the text of a release.
pub(super) fn is_same_text(release: &Release, there: &str) -> bool {
    let says = file::front_matter(there).ok().flatten().unwrap_or_default();
    let titles = says.get("title").and_then(|titles| titles.first());
    let title = release.intake.fields.title.as_ref().map(|title| title.value.as_str());
    let is_same_title = titles.map(String::as_str) == title;
    let body = file::body(there).unwrap_or_default();
    is_same_title
        && [true, false].iter().any(|has_image| body.trim() == entry::body(release, *has_image).trim())
}

/// The same as a draft with an id of its own.
pub(super) fn draft(release: &Release, why: String) -> Release {
    let given = Given {
        id: None,
        aliases: Vec::new(),
        translation_key: None,
        draft: Some(why),
        ..release.given.clone()
    };
    Release { intake: release.intake.clone(), given }
}
