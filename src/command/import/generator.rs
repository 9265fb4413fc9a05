//! The folder of a Jekyll, Hugo or Zola site: where its releases lie, and which ids and addresses they had.
//!
//! The feeds of all three name entries by their address, so an id is the address that the release had. Where the
//! configuration leaves that open, no id is made up.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use url::Url;

use super::read::Says;

mod configuration;
mod files;
mod hugo;
mod jekyll;
mod template;
mod time;
mod zola;

/// Who made the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Maker {
    Jekyll,
    Hugo,
    Zola,
}

/// A site's folder.
#[derive(Debug)]
pub(super) struct Generator {
    maker: Maker,
    /// Where its configuration lies.
    root: PathBuf,
    /// Where its content lies; paths of inputs are below it.
    pub(super) content: PathBuf,
    /// Where it was reached, with a slash at its end.
    base: Option<Url>,
    /// The path of that, without a slash at its end; known where the host is not.
    base_path: String,
    /// What its configuration says.
    settings: Says,
}

/// How subscribers know a release.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Former {
    /// The id that it had in the site's feed.
    pub(super) id: String,
    /// The path of its page.
    pub(super) page: String,
}

impl Generator {
    /// The site that a folder is, or is the content of; `None` where none made it.
    pub(super) fn of(folder: &Path, old_url: Option<&Url>) -> anyhow::Result<Option<Self>> {
        let parent = folder.canonicalize().ok().and_then(|folder| folder.parent().map(Path::to_owned));
        let places = [Some(folder.to_owned()), parent.filter(|_| is_content(folder))];
        for root in places.into_iter().flatten() {
            if let Some((maker, settings)) = configuration::of(&root)? {
                let is_whole = root == folder && maker != Maker::Jekyll && folder.join("content").is_dir();
                let content = if is_whole { folder.join("content") } else { folder.to_owned() };
                return Ok(Some(Self::configured(maker, settings, root, content, old_url)));
            }
        }
        Ok(None)
    }

    fn configured(
        maker: Maker,
        settings: Says,
        root: PathBuf,
        content: PathBuf,
        old_url: Option<&Url>,
    ) -> Self {
        let base_url = first(&settings, "baseurl").unwrap_or_default();
        let own = match maker {
            Maker::Jekyll => first(&settings, "url").map(|url| format!("{url}{base_url}")),
            Maker::Hugo | Maker::Zola => Some(base_url.to_owned()),
        };
        let base = old_url.cloned().or_else(|| Url::parse(&own?).ok()).map(with_slash);
        let path = base.as_ref().map_or(base_url, Url::path).trim_matches('/');
        let base_path = if path.is_empty() { String::new() } else { format!("/{path}") };
        Self { maker, root, content, base, base_path, settings }
    }

    /// Whether a file below the content is a release, or goes with one.
    pub(super) fn holds(&self, relative: &str) -> bool {
        let stem = relative.rsplit('/').next().unwrap_or(relative).split('.').next().unwrap_or_default();
        match self.maker {
            Maker::Jekyll => {
                let is_itself =
                    self.content.file_name().is_some_and(|name| name == "_posts" || name == "_drafts");
                is_itself || relative.split('/').any(|part| part == "_posts" || part == "_drafts")
            }
            Maker::Hugo | Maker::Zola => stem != "_index",
        }
    }

    /// How subscribers know a release; or why that can't be told.
    pub(super) fn former(&self, relative: &str, says: &Says) -> Result<Former, String> {
        let base =
            self.base.as_ref().ok_or("the site’s configuration names no address: give it in `--old-url`")?;
        let (id, _) = self.paths(relative, says)?;
        let id = match self.maker {
            // Its feeds spell addresses as they are.
            Maker::Zola => base.as_str().trim_end_matches('/').to_owned() + &id,
            Maker::Jekyll | Maker::Hugo => {
                let mut url = base.clone();
                url.set_path(&(base.path().to_owned() + id.trim_start_matches('/')));
                url.into()
            }
        };
        Ok(Former { id, page: self.page(relative, says)? })
    }

    /// The paths, below the site’s own, that an id and the address of a page are made of.
    fn paths(&self, relative: &str, says: &Says) -> Result<(String, String), String> {
        match self.maker {
            Maker::Jekyll => jekyll::paths(&self.settings, relative, says),
            Maker::Hugo => hugo::path(&self.settings, &self.content, relative, says).map(same),
            Maker::Zola => zola::path(&self.settings, relative, says).map(same),
        }
    }

    /// The path of a release's page.
    fn page(&self, relative: &str, says: &Says) -> Result<String, String> {
        let (_, page) = self.paths(relative, says)?;
        let path = format!("{}/{}", self.base_path, page.trim_start_matches('/'));
        // A path is written in the same way whatever its host.
        let written = Url::parse("http://localhost").map(|mut url| {
            url.set_path(&path);
            url.path().to_owned()
        });
        Ok(written.ok().filter(|_| self.maker != Maker::Zola).unwrap_or(path))
    }

    /// The addresses that led to a release and that its front matter doesn't have as they were: that of its page, and
    /// its aliases below the site's own path.
    pub(super) fn old_addresses(&self, relative: &str, says: &Says) -> Vec<String> {
        let page = self.page(relative, says).ok();
        let own = ["aliases", "redirectfrom"].iter().flat_map(|name| says.get(*name)).flatten();
        let own: Vec<&String> = own.collect();
        let former = own.iter().filter(|alias| !alias.contains("://")).map(|alias| {
            let path = match self.maker {
                Maker::Hugo => hugo::alias(&self.settings, &self.base_path, page.as_deref(), alias),
                Maker::Jekyll | Maker::Zola => format!("/{}", alias.trim_start_matches('/')),
            };
            let is_whole = path.starts_with(&format!("{}/", self.base_path));
            if is_whole { path } else { format!("{}{path}", self.base_path) }
        });
        let mut addresses: Vec<String> = Vec::new();
        for address in page.iter().cloned().chain(former) {
            if address != "/" && !own.contains(&&address) && !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        addresses
    }
}

fn same(path: String) -> (String, String) {
    (path.clone(), path)
}

fn first<'a>(says: &'a Says, name: &str) -> Option<&'a str> {
    says.get(name).and_then(|values| values.first()).map(String::as_str)
}

/// The folder and the name that a page's address is made of: a bundle has its folder's.
fn page_of(relative: &str) -> (&str, &str) {
    let (folder, _) = relative.rsplit_once('/').unwrap_or(("", relative));
    match stem(relative) {
        "index" => folder.rsplit_once('/').unwrap_or(("", folder)),
        name => (folder, name),
    }
}

/// A path without the language in its name, `name.id.md`, and that language.
fn split_language(relative: &str, is_known: impl Fn(&str) -> bool) -> (String, Option<String>) {
    let parts = relative.rsplit_once('.').and_then(|(path, ending)| Some((path.rsplit_once('.')?, ending)));
    match parts {
        Some(((path, language), ending)) if is_known(&language.to_lowercase()) => {
            (format!("{path}.{ending}"), Some(language.to_lowercase()))
        }
        _ => (relative.to_owned(), None),
    }
}

/// A path from its parts, each after a slash; empty ones are left out.
fn join(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).fold(String::new(), |path, part| path + "/" + part)
}

fn is_content(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    matches!(name, "content" | "_posts" | "_drafts")
}

fn stem(relative: &str) -> &str {
    let name = relative.rsplit('/').next().unwrap_or(relative);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Parts `2017-11-27-name`.
fn split_date(name: &str) -> (Option<NaiveDate>, &str) {
    match (name.get(..10).and_then(day), name.get(11..)) {
        (Some(date), Some(rest)) if !rest.is_empty() => (Some(date), rest),
        _ => (None, name),
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()
}

fn with_slash(mut url: Url) -> Url {
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    url
}

#[cfg(test)]
mod tests;
