//! What the press office wrote in `dateline.toml` and `feeds/*.toml`, made into a validated [`Site`] and its
//! [`FeedDefinition`]s.
//!
//! Everything is parsed twice: first into a table that knows the place of each value, then into values that no later
//! code checks again. Every fault of a file is told at once, with its place. Configuration goes no further inward
//! than `command`: this module must never hand out anything that is half checked, nor a bag of options.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

use crate::feed::FeedDefinition;
use crate::file::{File, FileName};
use crate::problem::Problem;
use crate::site::{BaseUrl, Site};

use images::Images;

mod feeds;
mod images;
mod input;
mod selection;
mod site;
mod table;

/// The file that makes a folder a newsroom, relative to the newsroom's root.
pub const SITE_FILE: &str = "dateline.toml";

/// The folder of the feed definitions, relative to the newsroom's root.
pub const FEEDS_FOLDER: &str = "feeds";

/// Where `serve` listens when nobody says otherwise.
pub const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// What the command line says over `dateline.toml`.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Where the newsroom is reached.
    pub base_url: Option<BaseUrl>,
    /// The address that the server really listens on; the base URL of a newsroom without one is made of it.
    pub listen: Option<SocketAddr>,
}

/// All that `dateline.toml` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// The site.
    pub site: Site,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// How long feeds carry the notice of a withdrawn release.
    pub notice_time: TimeDelta,
    /// Whether somebody chose the base URL; else it is the listen address, good for this machine only.
    pub has_base_url: bool,
}

impl Configuration {
    /// What to know at the instant `now`, before people are let in who reach the server at `listen`: nothing that
    /// stops it.
    #[must_use]
    pub fn cautions(&self, listen: SocketAddr, now: DateTime<Utc>) -> Vec<Problem> {
        let base = &self.site.base_url;
        let mut cautions = Vec::new();
        if !self.has_base_url && !listen.ip().is_loopback() {
            cautions.push((
                "base_url",
                format!("every link leads to {}, which nobody else reaches", base.as_url()),
                "give the public address as `base_url`, or with --base-url",
            ));
        }
        if !base.is_https() && !base.is_loopback() {
            cautions.push((
                "base_url",
                format!(
                    "over plain http, browsers show people the XML of {} in place of a page",
                    base.as_url()
                ),
                "serve it over https, most simply behind a proxy that has the certificate",
            ));
        }
        let authority = &self.site.id_authority;
        if !authority.has_begun(now.with_timezone(&self.site.time_zone).date_naive()) {
            cautions.push((
                "id_authority",
                format!("the date of `{authority}` is yet to come: who owns the domain then may coin the same ids"),
                "write a date on which the domain was yours, and do it before you publish: every id is made of it",
            ));
        }
        let problem = |(field, reason, remedy)| Problem::warning(SITE_FILE, reason, remedy).of_field(field);
        cautions.into_iter().map(problem).collect()
    }
}

/// Turns a file of the newsroom into one that can be served under a name: reads, hashes and keeps its bytes.
pub type KeepFile<'a> = &'a dyn Fn(&Path, FileName) -> io::Result<File>;

/// Reads `dateline.toml` of the newsroom at `root`.
///
/// There is no configuration where a problem is an error.
pub fn load_site(
    root: &Path,
    overrides: &Overrides,
    keep: KeepFile<'_>,
) -> (Option<Configuration>, Vec<Problem>) {
    match input::read(root, Path::new(SITE_FILE)) {
        Ok(text) => site::read(Images { root, keep }, &text, overrides),
        Err(problem) => (None, vec![*problem]),
    }
}

/// Reads every definition in `feeds/` of the newsroom at `root`, sorted by name.
///
/// In place of a definition that is broken stands the one of the same name in `last_good`, if there is one.
#[must_use]
pub fn load_feeds(
    root: &Path,
    site: &Site,
    last_good: &[FeedDefinition],
    keep: KeepFile<'_>,
) -> (Vec<FeedDefinition>, Vec<Problem>) {
    feeds::load(Images { root, keep }, Path::new(FEEDS_FOLDER), site, last_good)
}

/// What a `dateline.toml` says that was kept as `file`, a path below `root`, when it was last good.
#[must_use]
pub fn kept_site(
    root: &Path,
    file: &Path,
    overrides: &Overrides,
    keep: KeepFile<'_>,
) -> Option<Configuration> {
    let text = input::read(root, file).ok()?;
    site::read(Images { root, keep }, &text, overrides).0
}

/// The definitions that were kept in `folder`, a path below `root`, when they were last good.
#[must_use]
pub fn kept_feeds(root: &Path, folder: &Path, site: &Site, keep: KeepFile<'_>) -> Vec<FeedDefinition> {
    feeds::load(Images { root, keep }, folder, site, &[]).0
}

/// The line, counted from 1, of a setting at the top of a file's text.
#[must_use]
pub fn line_of(text: &str, name: &str) -> Option<usize> {
    table::line_of(text, name)
}

/// The base URL of a newsroom that is reached where it listens.
fn base_url_of(listen: SocketAddr) -> Option<BaseUrl> {
    let mut reached = listen;
    if listen.ip().is_unspecified() {
        reached.set_ip(match listen.ip() {
            IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        });
    }
    BaseUrl::parse(&format!("http://{reached}/")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newsroom_without_base_url_is_reached_where_it_listens() {
        for (listen, base) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080/"),
            ("0.0.0.0:80", "http://127.0.0.1/"),
            ("[::]:81", "http://[::1]:81/"),
        ] {
            let url = base_url_of(listen.parse().unwrap()).unwrap();
            assert_eq!(url.as_url().as_str(), base);
        }
    }
}
