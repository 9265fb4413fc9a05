//! Whether two snapshots serve the same.

use std::sync::Arc;

use super::{Representation, Resource, Snapshot};

impl Snapshot {
    /// Whether everything that is served is what an earlier snapshot served, at the same addresses. May render what
    /// was made anew, until something differs.
    #[must_use]
    pub fn serves_the_same_as(&self, earlier: &Self) -> bool {
        self.resources.len() == earlier.resources.len()
            && self
                .resources
                .iter()
                .zip(&earlier.resources)
                .all(|((path, resource), (old_path, old))| path == old_path && is_same(resource, old))
    }
}

fn is_same(one: &Arc<Resource>, other: &Arc<Resource>) -> bool {
    match (&**one, &**other) {
        (Resource::Document(one), Resource::Document(other))
        | (Resource::Gone(one), Resource::Gone(other)) => has_same_bytes(one, other),
        (Resource::Feed(one), Resource::Feed(other)) => {
            has_same_bytes(&one.feed, &other.feed) && has_same_bytes(&one.view, &other.view)
        }
        (Resource::File(one), Resource::File(other)) => one.file.hash == other.file.hash,
        (Resource::Redirect(one), Resource::Redirect(other))
        | (Resource::Found(one), Resource::Found(other)) => one == other,
        _ => false,
    }
}

fn has_same_bytes(one: &Representation, other: &Representation) -> bool {
    one.content.is_same(&other.content)
}
