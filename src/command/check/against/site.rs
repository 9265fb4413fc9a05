//! A live site: that of a newsroom, or a single feed of any program.

use std::io::Write;
use std::time::Duration;

use anyhow::{Context, bail};
use ureq::Agent;
use url::Url;

use super::source::{LIST, Source};
use super::walk;
use crate::command::stderr;
use crate::compare::{Newsroom, document};

/// How long one document may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// No feed is larger.
const LARGEST: u64 = 64 << 20;

/// A server, and the URL below which the newsroom lies on it.
pub(super) struct Server {
    agent: Agent,
    root: Url,
}

impl Server {
    fn new(root: Url) -> Self {
        let config = Agent::config_builder()
            .user_agent(concat!("dateline/", env!("CARGO_PKG_VERSION")))
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .build();
        Self { agent: config.into(), root }
    }

    /// The document at a path below the root; `None` where the server says that there is none.
    pub(super) fn get(&self, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let url = format!("{}{path}", self.root.as_str().trim_end_matches('/'));
        writeln!(stderr(), "reading {url}")?;
        let mut response = self.agent.get(&url).call().with_context(|| format!("can't read {url}"))?;
        match response.status().as_u16() {
            200 => {
                let body = response.body_mut().with_config().limit(LARGEST).read_to_vec();
                Ok(Some(body.with_context(|| format!("can't read {url}"))?))
            }
            404 | 410 => Ok(None),
            status => bail!("{url} answers with status {status}"),
        }
    }
}

/// Reads the site below a URL; where there is no list of feeds, the feed at that very URL.
pub(super) fn read(url: &Url) -> anyhow::Result<Newsroom> {
    let server = Server::new(url.clone());
    let list = server.get(LIST)?;
    if list.is_some_and(|list| document::list(&list).is_ok()) {
        return walk::read(&Source::Server(&server));
    }
    let root = url.join("/")?;
    let path = url.as_str().strip_prefix(root.as_str()).unwrap_or_default();
    walk::read_one(&Source::Server(&Server::new(root.clone())), root, &format!("/{path}"))
        .context("there is no list of feeds below it, and it is no feed itself")
}
