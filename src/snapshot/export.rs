//! The same site as a tree of files, for any web host: which files, with which bytes. It writes nothing.
//!
//! A host of plain files can't negotiate, redirect or say 410. So
//! - a page lies where hosts look for it: `…/index.html`; a page whose address has no slash at its end also as
//!   `….html`, since some hosts look for the one and some for the other;
//! - a feed lies at its address; its page is the `.html` beside it;
//! - an old address of a page is a page that leads on; one of a feed that has an ending (`/rss.xml`) is a copy of the
//!   feed, since no reader follows a page; `_redirects` tells all of them to the hosts that read it. So does a page of
//!   an archive whose name is not yet its own. One with a query leads nowhere;
//! - the notice of a withdrawn release is a page like any other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bytes::Bytes;

use super::{Coding, Profile, Representation, Resource, Snapshot};
use crate::file::{File, FileName};

/// The file that says that a folder is an export, and names the files of it: what else is there is somebody else's.
pub const MARKER: &str = ".dateline-export";

const MARKER_TEXT: &str = "Written by `dateline build`, which replaces these files:\n";

/// One file of an export.
#[derive(Debug)]
pub enum Output {
    /// Bytes that Dateline makes.
    Made(Made),
    /// A copy of a file.
    File(File),
}

/// Bytes that are made when they are written.
#[derive(Debug)]
pub enum Made {
    /// A document in a coding: what is served at its address.
    Document(Representation, Coding),
    /// A text that only hosts of plain files need.
    Text(String),
}

impl Made {
    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        match self {
            Self::Document(document, coding) => document.bytes(*coding),
            Self::Text(text) => Bytes::copy_from_slice(text.as_bytes()),
        }
    }
}

/// The files of an export by their paths, relative and not percent-encoded.
///
/// Beside feeds lie their compressed forms; with `compress_all` beside every other document too, archives included:
/// those are most of the bytes, and nobody polls them.
#[must_use]
pub fn plan(snapshot: &Snapshot, compress_all: bool) -> BTreeMap<String, Output> {
    let mut plan = Plan::default();
    for (path, resource) in resources(snapshot) {
        match &**resource {
            Resource::Document(page) | Resource::Gone(page) => plan.put_page(path, page),
            Resource::Feed(feed) => plan.put_document(path, &feed.feed),
            Resource::File(served) => plan.put(path, || Output::File(served.file.clone())),
            Resource::Redirect(_) | Resource::Found(_) => {}
        }
    }
    plan.put_document("/404.html", snapshot.not_found());
    plan.put_moved(snapshot);
    plan.put_compressed(compress_all);
    plan.put_text(".nojekyll", String::new());
    plan.put_text("_redirects", redirects(snapshot));
    let names = plan.0.keys().fold(MARKER_TEXT.to_owned(), |names, name| format!("{names}{name}\n"));
    plan.put_text(MARKER, names);
    plan.0
}

/// The files of an export, as its marker names them; the marker itself is one.
#[must_use]
pub fn files_of(marker: &str) -> BTreeSet<&str> {
    marker.lines().skip(1).chain([MARKER]).collect()
}

#[derive(Default)]
struct Plan(BTreeMap<String, Output>);

impl Plan {
    /// Adds a file, unless its name can't be one, or is taken as a file or as a folder.
    fn put(&mut self, path: &str, output: impl FnOnce() -> Output) {
        let Ok(name) = FileName::parse(path.trim_start_matches('/')) else { return };
        let name = name.as_str();
        let folder = format!("{name}/");
        let is_folder =
            self.0.range(folder.clone()..).next().is_some_and(|(other, _)| other.starts_with(&folder));
        let is_below_a_file = name.match_indices('/').any(|(end, _)| self.0.contains_key(&name[..end]));
        if !is_folder && !is_below_a_file {
            self.0.entry(name.to_owned()).or_insert_with(output);
        }
    }

    /// Adds a text at the root, whatever is there.
    fn put_text(&mut self, name: &str, text: String) {
        self.0.insert(name.to_owned(), Output::Made(Made::Text(text)));
    }

    fn put_document(&mut self, path: &str, document: &Representation) {
        self.put(path, || document_in(document, Coding::Identity));
    }

    fn put_page(&mut self, path: &str, page: &Representation) {
        for file in files_of_page(path) {
            self.put_document(&file, page);
        }
    }

    /// Adds what stands at old addresses.
    fn put_moved(&mut self, snapshot: &Snapshot) {
        for (path, location, _) in moved(snapshot) {
            match snapshot.get(location).as_deref() {
                Some(Resource::Feed(feed)) if has_ending(path) => self.put_document(path, &feed.feed),
                Some(Resource::Feed(feed)) => {
                    let page = location.rsplit_once('.').map_or(location, |(page, _)| page);
                    let media_type = feed.feed.media_type.split(';').next().unwrap_or_default();
                    self.put_pointer(path, snapshot, page, Some((media_type, location)));
                }
                Some(_) => self.put_pointer(path, snapshot, location, None),
                None => {}
            }
        }
    }

    fn put_pointer(&mut self, path: &str, snapshot: &Snapshot, page: &str, feed: Option<(&str, &str)>) {
        for file in files_of_page(path) {
            self.put(&file, || Output::Made(Made::Text(pointer(snapshot, page, feed))));
        }
    }

    fn put_compressed(&mut self, compress_all: bool) {
        let mut compressed = Vec::new();
        for (path, output) in &self.0 {
            let Output::Made(Made::Document(document, _)) = output else { continue };
            if compress_all || is_polled(document) {
                compressed.extend(
                    [(Coding::Gzip, "gz"), (Coding::Brotli, "br")]
                        .map(|(coding, ending)| (format!("{path}.{ending}"), document_in(document, coding))),
                );
            }
        }
        for (path, output) in compressed {
            self.0.entry(path).or_insert(output);
        }
    }
}

/// Whether readers poll it: a feed, and not a page of an archive, which bears no date.
fn is_polled(document: &Representation) -> bool {
    document.profile == Profile::Feed && document.last_modified.is_some()
}

fn document_in(document: &Representation, coding: Coding) -> Output {
    Output::Made(Made::Document(document.clone(), coding))
}

/// What has an address that hosts of plain files know: they look at no query. Only in the name of a file a question
/// mark is not one.
fn resources(snapshot: &Snapshot) -> impl Iterator<Item = (&str, &Arc<Resource>)> {
    let is_file = |resource: &Resource| matches!(resource, Resource::File(_));
    snapshot.resources().filter(move |(path, resource)| !path.contains('?') || is_file(resource))
}

/// Old addresses, the `Location` of what they lead to, and the status with which they do.
fn moved(snapshot: &Snapshot) -> impl Iterator<Item = (&str, &str, u16)> {
    resources(snapshot).filter_map(|(path, resource)| match &**resource {
        Resource::Redirect(location) => Some((path, location.as_str(), 301)),
        Resource::Found(location) => Some((path, location.as_str(), 302)),
        _ => None,
    })
}

/// Where hosts of plain files look for the page at a path.
fn files_of_page(path: &str) -> Vec<String> {
    if path.ends_with('/') {
        vec![format!("{path}index.html")]
    } else if has_ending(path) {
        vec![path.to_owned()]
    } else {
        vec![format!("{path}.html"), format!("{path}/index.html")]
    }
}

fn has_ending(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// A page that leads on to another one, and names the feed where it stands for one.
fn pointer(snapshot: &Snapshot, page: &str, feed: Option<(&str, &str)>) -> String {
    let site = &snapshot.basis.site;
    let language = &site.language;
    // Of all that a URL may hold, only this means something in an attribute.
    let page = page.replace('&', "&amp;");
    let canonical = site.base_url.as_url().join(&page).map_or_else(|_| page.clone(), String::from);
    let feed = feed
        .map(|(media_type, path)| format!("<link rel=\"alternate\" type=\"{media_type}\" href=\"{path}\">\n"))
        .unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<title>{page}</title>\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n{feed}\
         <meta http-equiv=\"refresh\" content=\"0; url={page}\">\n<p><a href=\"{page}\">{page}</a></p>\n</html>\n"
    )
}

/// Old addresses in the form that Netlify, Cloudflare Pages and others read. A colon or an asterisk has a meaning of
/// its own there.
fn redirects(snapshot: &Snapshot) -> String {
    let base = &snapshot.basis.site.base_url;
    moved(snapshot)
        .map(|(path, location, status)| (base.at_path(path).path().to_owned(), location, status))
        .filter(|(path, ..)| !path.contains([':', '*']))
        .map(|(path, location, status)| format!("{path} {location} {status}\n"))
        .collect()
}
