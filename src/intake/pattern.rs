//! Patterns that are part of the program.

use regex::Regex;

/// Compiles a pattern.
#[expect(clippy::expect_used, reason = "every pattern is made of constants and of the locale data")]
pub(super) fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of the program compiles")
}
