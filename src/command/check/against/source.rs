//! Where the documents of a newsroom come from.

use std::fs;
use std::io;
use std::path::PathBuf;

use anyhow::Context;
use percent_encoding::percent_decode_str;

use super::site::Server;
use crate::file::FileName;
use crate::snapshot::{Coding, Resource, Snapshot};

/// The path of the list of all feeds.
pub(super) const LIST: &str = "/feeds.opml";

/// A newsroom that can be asked for documents.
pub(super) enum Source<'a> {
    /// One that was just built.
    Snapshot(&'a Snapshot),
    /// An export.
    Folder(PathBuf),
    /// One that is served, by this program or another.
    Server(&'a Server),
}

impl Source<'_> {
    /// The document at a percent-encoded path below the base URL; `None` where there is none.
    pub(super) fn get(&self, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
        match self {
            Self::Snapshot(snapshot) => Ok(snapshot.get(path).and_then(|resource| match &*resource {
                Resource::Document(document) => Some(document.bytes(Coding::Identity).to_vec()),
                Resource::Feed(feed) => Some(feed.feed.bytes(Coding::Identity).to_vec()),
                Resource::File(_) | Resource::Redirect(_) | Resource::Found(_) | Resource::Gone(_) => None,
            })),
            Self::Folder(folder) => {
                let path = percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy();
                // Whatever leads out of the folder is no name of a file.
                let Ok(name) = FileName::parse(&path) else { return Ok(None) };
                match fs::read(folder.join(name.as_str())) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                    read => Ok(Some(read.with_context(|| format!("can't read {path}"))?)),
                }
            }
            Self::Server(server) => server.get(path),
        }
    }
}
