//! The site, and [`Address`]: the closed set of everything it serves.

use chrono_tz::Tz;
use thiserror::Error;
use url::{Host, Url};

use crate::file::File;
use crate::language::Language;
use crate::text::Text;

pub use address::{Address, FeedAddress, Format, encode_path};
pub use alias::{AliasError, parse_alias};
pub use archive_page::ArchivePage;
pub use authority::{AuthorityError, IdAuthority};
pub use name::{FeedName, NameError, Slug};

mod address;
mod alias;
mod archive_page;
mod authority;
mod name;

/// What the press office says of itself, validated. One site a newsroom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The newsroom's name.
    pub title: Text,
    /// A sentence about it.
    pub description: Option<Text>,
    /// Where it is reached.
    pub base_url: BaseUrl,
    /// Who coined its ids, and when: ids outlive domains.
    pub id_authority: IdAuthority,
    /// The language of what does not name one.
    pub language: Language,
    /// The zone of dates written without one, and of dates shown to people.
    pub time_zone: Tz,
    /// The author of feeds and of releases without a byline.
    pub author: Text,
    /// The office that issues releases which name none; the store gives it to them.
    pub issuer: Option<Text>,
    /// The rights statement of every feed.
    pub rights: Option<Text>,
    /// A small square image.
    pub icon: Option<SiteImage>,
    /// A wide image; RSS allows at most 144 pixels in width and 400 in height.
    pub logo: Option<SiteImage>,
    /// The main feed: the one that the usual guesses lead to.
    pub main: FeedName,
    /// How many minutes a reader may wait between two polls.
    pub ttl_minutes: u32,
    /// Whether feeds carry whom the press may ask; pages always do.
    pub contacts_in_feeds: bool,
    /// WebSub hubs that feeds name.
    pub hubs: Vec<Url>,
    /// Whether readers that ask for it may get only what is new in a feed (RFC 3229).
    pub delta: bool,
    /// What feeds that say nothing of it carry in place of a withdrawn release.
    pub withdrawn: Withdrawn,
}

impl Site {
    /// A site that says no more of itself, as it is where `dateline.toml` says nothing more.
    #[must_use]
    pub fn new(
        title: Text,
        base_url: BaseUrl,
        id_authority: IdAuthority,
        language: Language,
        main: FeedName,
    ) -> Self {
        Self {
            author: title.clone(),
            title,
            description: None,
            base_url,
            id_authority,
            language,
            time_zone: Tz::UTC,
            issuer: None,
            rights: None,
            icon: None,
            logo: None,
            main,
            ttl_minutes: 5,
            contacts_in_feeds: false,
            hubs: Vec::new(),
            delta: true,
            withdrawn: Withdrawn::Notice,
        }
    }
}

/// What stands in place of a withdrawn release in the formats that have no tombstones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Withdrawn {
    /// The notice, under the release's id: readers keep what merely vanishes.
    #[default]
    Notice,
    /// Nothing.
    Removed,
}

/// An image of the site's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteImage {
    /// It lies on another server.
    Elsewhere(Url),
    /// It is a file of the newsroom, served at [`Address::SiteFile`], with its size where that can be told.
    Own(File, Option<Size>),
}

/// The wide image of the site, as feeds bear it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Where it is.
    pub url: Url,
    /// Its size, where it is known.
    pub size: Option<Size>,
}

impl Logo {
    /// How large RSS 2.0 allows it to be.
    pub const MAX: Size = Size { width: 144, height: 400 };
}

/// The size of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl SiteImage {
    /// The file, where it is one.
    #[must_use]
    pub const fn file(&self) -> Option<&File> {
        match self {
            Self::Own(file, _) => Some(file),
            Self::Elsewhere(_) => None,
        }
    }

    /// Its size, where it is known.
    #[must_use]
    pub const fn size(&self) -> Option<Size> {
        match self {
            Self::Own(_, size) => *size,
            Self::Elsewhere(_) => None,
        }
    }
}

impl Site {
    /// Whether the main feed is there: the one that the usual guesses lead to. There is none where the main definition
    /// makes several feeds.
    #[must_use]
    pub fn is_main(&self, feed: &FeedAddress) -> bool {
        feed.name == self.main && feed.value.is_none()
    }

    /// The logo.
    #[must_use]
    pub fn logo(&self) -> Option<Logo> {
        self.logo.as_ref().map(|logo| Logo { url: self.image_url(logo), size: logo.size() })
    }

    /// The URL of an image of the site's own.
    #[must_use]
    pub fn image_url(&self, image: &SiteImage) -> Url {
        match image {
            SiteImage::Elsewhere(url) => url.clone(),
            SiteImage::Own(file, _) => self.base_url.at(&Address::SiteFile(file.name.clone())),
        }
    }
}

/// An absolute `http` or `https` URL that ends with a slash, without query and fragment; it may have a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl(Url);

/// The base URL can't be one.
#[derive(Debug, Error)]
pub enum BaseUrlError {
    /// It is no URL at all.
    #[error("`{url}` is not an absolute URL: {source}")]
    NotAUrl {
        /// What was written.
        url: String,
        /// Why it does not parse.
        source: url::ParseError,
    },
    /// Its scheme is something else than `http` or `https`, or it has a query, a fragment, a user or a password.
    #[error(
        "`{0}` must start with http:// or https:// and have neither `?` nor `#`, nor a user before the host"
    )]
    NotABase(String),
}

impl BaseUrl {
    /// Reads a base URL; a missing slash at its end is added.
    ///
    /// # Errors
    /// Where it is not an absolute web URL, or has a query or a fragment.
    pub fn parse(url: &str) -> Result<Self, BaseUrlError> {
        let mut parsed =
            Url::parse(url.trim()).map_err(|source| BaseUrlError::NotAUrl { url: url.to_owned(), source })?;
        let is_web = matches!(parsed.scheme(), "http" | "https") && parsed.has_host();
        let has_user = !parsed.username().is_empty() || parsed.password().is_some();
        if !is_web || has_user || parsed.query().is_some() || parsed.fragment().is_some() {
            return Err(BaseUrlError::NotABase(url.to_owned()));
        }
        if !parsed.path().ends_with('/') {
            parsed.set_path(&format!("{}/", parsed.path()));
        }
        Ok(Self(parsed))
    }

    /// Whether it leads to the machine that it is used on, and nobody else reaches it.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            None => false,
        }
    }

    /// The URL of an address of this site.
    #[must_use]
    pub fn at(&self, address: &Address) -> Url {
        self.at_path(&address.path())
    }

    /// The URL of a percent-encoded path that starts with a slash; the base's own path comes before it.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{}", self.0.path(), path.trim_start_matches('/')));
        url
    }

    /// The path below which the site lies, with a slash at both ends.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// The base as a URL.
    #[must_use]
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// Whether people far away reach it over an encrypted connection.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_may_have_a_path() {
        let base = BaseUrl::parse("https://www.contoh.example/pers").unwrap();
        assert_eq!(base.at(&Address::Home).as_str(), "https://www.contoh.example/pers/");
        assert_eq!(base.at(&Address::Opml).as_str(), "https://www.contoh.example/pers/feeds.opml");
    }

    #[test]
    fn what_is_no_base_is_refused() {
        for url in
            ["pers.example", "ftp://a.example/", "https://a.example/?q", "https://a.example/#f", "/pers"]
        {
            assert!(BaseUrl::parse(url).is_err(), "{url}");
        }
    }
}
