//! Patterns that are part of the program.

use regex::{Regex, RegexSet};

/// Compiles a pattern.
#[expect(clippy::expect_used, reason = "every pattern is made of constants and of the locale data")]
pub(super) fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of the program compiles")
}

/// Compiles patterns of which one search tells those that match.
#[expect(clippy::expect_used, reason = "every pattern is made of constants and of the locale data")]
pub(super) fn any_of(sources: impl IntoIterator<Item = String>) -> RegexSet {
    RegexSet::new(sources).expect("patterns of the program compile")
}
