//! What subscribers would wonder about, in words.

use serde::Serialize;

/// How bad a [`Finding`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Subscribers lose something, or see it twice.
    Error,
    /// They might stumble.
    Warning,
    /// All is well, if something is done elsewhere.
    Note,
}

/// What kind of surprise it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Everything moved to another base URL.
    BaseMoved,
    /// Pages moved, and their old addresses don't lead to the new ones.
    PageMoved,
    /// A feed moved, and its old address doesn't lead to the new one.
    FeedMoved,
    /// A feed is gone.
    FeedGone,
    /// A feed is no longer served in a format.
    FormatGone,
    /// A feed has another id.
    FeedIdChanged,
    /// Entries have other ids, so that readers take them for new ones.
    Reannounced,
    /// Entries are gone, and no notice says so.
    Vanished,
    /// What was withdrawn is back, and no date says that this is later.
    Reinstated,
    /// The date of publication is another.
    PublicationMoved,
    /// The date of the last change is an earlier one.
    UpdateWentBack,
}

impl Kind {
    /// How bad it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::PageMoved
            | Self::FeedMoved
            | Self::FeedGone
            | Self::FormatGone
            | Self::Reannounced
            | Self::Vanished => Severity::Error,
            Self::FeedIdChanged | Self::Reinstated | Self::PublicationMoved | Self::UpdateWentBack => {
                Severity::Warning
            }
            Self::BaseMoved => Severity::Note,
        }
    }
}

/// One surprise, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What it is.
    pub kind: Kind,
    /// The feed by its earlier address without the first slash; `None` where it is about the whole newsroom.
    pub feed: Option<String>,
    /// How many entries would come back as unread.
    pub unread: usize,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub remedy: String,
    /// The entries, addresses or dates that it is about.
    pub affected: Vec<Affected>,
}

/// Something that was one thing and would be another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Affected {
    /// The title of the entry or feed.
    pub title: String,
    /// What it was: an id, an address, a date.
    pub was: String,
    /// What it would be; `None` where it would be nothing.
    pub is: Option<String>,
}

impl Affected {
    pub(super) fn gone(title: &str, was: &str) -> Self {
        Self { title: title.to_owned(), was: was.to_owned(), is: None }
    }

    pub(super) fn changed(title: &str, was: impl Into<String>, is: impl Into<String>) -> Self {
        Self { title: title.to_owned(), was: was.into(), is: Some(is.into()) }
    }
}

impl Finding {
    pub(super) fn new(kind: Kind, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            severity: kind.severity(),
            kind,
            feed: None,
            unread: 0,
            reason: reason.into(),
            remedy: remedy.into(),
            affected: Vec::new(),
        }
    }
}

/// `1 entry has` or `3 entries have`, by the number.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
