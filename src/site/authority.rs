//! Who coins the newsroom's ids.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use thiserror::Error;

/// The authority of a `tag:` URI (RFC 4151 §2.1): a domain and a date on which it was the newsroom's.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdAuthority(Arc<str>);

/// The authority is not one of RFC 4151.
#[derive(Debug, Error)]
#[error(
    "`{0}` must be a domain of yours in lower case, a comma, and a past date on which it was yours: `press.city.example,2026`"
)]
pub struct AuthorityError(String);

/// Everything but what RFC 4151 §2.1 lets stand in the specific part.
const SPECIFIC: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

impl IdAuthority {
    /// Reads `domain,date` or `mail-address,date`; the date is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    ///
    /// # Errors
    /// Where it is not an authority by RFC 4151, or not in lower case.
    pub fn parse(authority: &str) -> Result<Self, AuthorityError> {
        let refuse = || AuthorityError(authority.to_owned());
        let (name, date) = authority.trim().split_once(',').ok_or_else(refuse)?;
        if !is_authority_name(name) || day(date).is_none() {
            return Err(refuse());
        }
        Ok(Self(Arc::from(format!("{name},{date}"))))
    }

    /// Whether its date has come by that day: nobody can vouch for whose a domain will be.
    #[must_use]
    pub fn has_begun(&self, today: NaiveDate) -> bool {
        self.0.split_once(',').and_then(|(_, date)| day(date)).is_some_and(|day| day <= today)
    }

    /// The `tag:` URI of something that the newsroom names `specific`.
    #[must_use]
    pub fn tag(&self, specific: &str) -> String {
        format!("tag:{}:{}", self.0, utf8_percent_encode(specific, SPECIFIC))
    }
}

fn is_authority_name(name: &str) -> bool {
    let domain = match name.split_once('@') {
        Some((mailbox, domain)) if is_mailbox(mailbox) => domain,
        Some(_) => return false,
        None => name,
    };
    domain.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    })
}

fn is_mailbox(mailbox: &str) -> bool {
    !mailbox.is_empty()
        && mailbox
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte))
}

/// The day that a date means: the first of its year or month (RFC 4151 §2.1).
fn day(date: &str) -> Option<NaiveDate> {
    let whole = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        10 => date.to_owned(),
        _ => return None,
    };
    NaiveDate::parse_from_str(&whole, "%Y-%m-%d").ok()
}

impl fmt::Display for IdAuthority {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_uri_whatever_the_name() {
        let authority = IdAuthority::parse("pers.contoh.example,2026").unwrap();
        assert_eq!(authority.tag("2026/naïf file"), "tag:pers.contoh.example,2026:2026/na%C3%AFf%20file");
    }

    #[test]
    fn an_authority_has_a_lower_case_domain_and_a_date() {
        for good in ["a.example,2026", "a.example,2026-01", "press@a.example,2026-01-31"] {
            assert!(IdAuthority::parse(good).is_ok(), "{good}");
        }
        for bad in
            ["a.example", "A.example,2026", "a.example,26", "a.example,2026-13", "a..example,2026", ",2026"]
        {
            assert!(IdAuthority::parse(bad).is_err(), "{bad}");
        }
    }
}
