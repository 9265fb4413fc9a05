//! Former addresses: what people's links and bookmarks still name.

use thiserror::Error;
use url::Url;

/// Why something is no former address that this site can lead on from.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AliasError {
    /// It does not start with a slash.
    #[error("`{0}` is not a path: it does not start with a slash")]
    NoPath(String),
    /// It names a host, perhaps another one, or is no page's address at all.
    #[error("`{0}` is more than a path of this site")]
    Elsewhere(String),
    /// The front page is always there.
    #[error("`{0}` is the front page, which leads nowhere else")]
    FrontPage(String),
    /// No browser sends what comes after `#`.
    #[error("`{0}` has a `#`, and what comes after it is never sent")]
    Fragment(String),
    /// It has characters that no address has.
    #[error("`{}` has characters that no address has", .0.escape_debug())]
    Characters(String),
}

/// Takes a former address: a path of this site as it is written, with its query where that told pages apart
/// (`/?p=12`).
///
/// # Errors
/// Where no request for it ever comes to this site, or it always has something else to show.
pub fn parse_alias(written: &str) -> Result<String, AliasError> {
    let alias = written.trim();
    let refuse = |error: fn(String) -> AliasError| Err(error(alias.to_owned()));
    if alias.contains(char::is_control) {
        refuse(AliasError::Characters)
    } else if alias.starts_with("//") || Url::parse(alias).is_ok() {
        refuse(AliasError::Elsewhere)
    } else if !alias.starts_with('/') {
        refuse(AliasError::NoPath)
    } else if alias.contains('#') {
        refuse(AliasError::Fragment)
    } else if alias == "/" {
        refuse(AliasError::FrontPage)
    } else {
        Ok(alias.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_asked_of_this_site_is_a_former_address() {
        for alias in ["/2019/gizi", "/lama/", "/?p=12", "/index.php?id=3&lang=id", "/naïve page", "/a:b"] {
            assert_eq!(parse_alias(alias).as_deref(), Ok(alias));
        }
        for (alias, error) in [
            ("old", AliasError::NoPath as fn(String) -> AliasError),
            ("", AliasError::NoPath),
            ("?p=12", AliasError::NoPath),
            ("news:2019", AliasError::Elsewhere),
            ("https://old.example/2019/gizi", AliasError::Elsewhere),
            ("//old.example/2019/gizi", AliasError::Elsewhere),
            ("/", AliasError::FrontPage),
            ("/a#b", AliasError::Fragment),
            ("/a\u{7}b", AliasError::Characters),
        ] {
            assert_eq!(parse_alias(alias), Err(error(alias.to_owned())));
        }
    }
}
