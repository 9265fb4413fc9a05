//! The folder of a Jekyll, Hugo or Zola site: where its releases lie, and which ids and addresses they had.
//!
//! The feeds of all three name entries by their address, so an id is the address that the release had. Where the
//! configuration leaves that open, no id is made up.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use url::Url;

use crate::store::file;

/// What front matter says, by name.
type Says = BTreeMap<String, Vec<String>>;

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
    /// Where its content lies; paths of inputs are below it.
    pub(super) content: PathBuf,
    /// Where it was reached, with a slash at its end.
    base: Option<Url>,
    /// How Jekyll makes addresses.
    permalink: String,
    /// Whether addresses follow the usual rules.
    is_usual: bool,
}

/// Configuration files, and who reads them.
const CONFIGURATIONS: &[(&str, Maker)] = &[
    ("_config.yml", Maker::Jekyll),
    ("_config.yaml", Maker::Jekyll),
    ("hugo.toml", Maker::Hugo),
    ("hugo.yaml", Maker::Hugo),
    ("hugo.yml", Maker::Hugo),
    ("hugo.json", Maker::Hugo),
    ("config/_default/hugo.toml", Maker::Hugo),
    ("config/_default/config.toml", Maker::Hugo),
    ("config.toml", Maker::Zola),
    ("zola.toml", Maker::Zola),
    ("config.yaml", Maker::Hugo),
];

impl Generator {
    /// The site that a folder is, or is the content of; `None` where none made it.
    pub(super) fn of(folder: &Path, old_url: Option<&Url>) -> anyhow::Result<Option<Self>> {
        let parent = folder.canonicalize().ok().and_then(|folder| folder.parent().map(Path::to_owned));
        let places = [Some(folder.to_owned()), parent.filter(|_| is_content(folder))];
        for place in places.into_iter().flatten() {
            for (name, maker) in CONFIGURATIONS {
                let path = place.join(name);
                if path.is_file() {
                    let text = fs::read_to_string(&path)
                        .with_context(|| format!("can't read {}", path.display()))?;
                    let inner = place == folder && folder.join("content").is_dir();
                    let content = if inner { folder.join("content") } else { folder.to_owned() };
                    return Ok(Some(Self::configured(*maker, &text, name, content, old_url)));
                }
            }
        }
        Ok(None)
    }

    fn configured(maker: Maker, text: &str, name: &str, content: PathBuf, old_url: Option<&Url>) -> Self {
        // Hugo's older name of its configuration is Zola's only one; their keys differ.
        let maker = if maker == Maker::Zola && text.contains("baseURL") { Maker::Hugo } else { maker };
        let fence = if name.ends_with("toml") { "+++" } else { "---" };
        let fenced =
            if name.ends_with("json") { text.to_owned() } else { format!("{fence}\n{text}\n{fence}\n") };
        let says = file::front_matter(&fenced).ok().flatten().unwrap_or_default();
        let first = |name: &str| says.get(name).and_then(|values| values.first()).map(String::as_str);
        let own = match maker {
            Maker::Jekyll => first("url").map(|url| format!("{url}{}", first("baseurl").unwrap_or_default())),
            Maker::Hugo | Maker::Zola => first("baseurl").map(str::to_owned),
        };
        let base = old_url.cloned().or_else(|| Url::parse(&own?).ok());
        let is_open =
            ["permalinks", "uglyurls", "slugify", "disablepathtolower", "defaultcontentlanguageinsubdir"];
        Self {
            maker,
            content,
            base: base.map(with_slash),
            permalink: first("permalink").unwrap_or("date").to_owned(),
            is_usual: maker == Maker::Jekyll || !is_open.iter().any(|key| says.contains_key(*key)),
        }
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

    /// The id that a release had in the site's feed, and the path of its page.
    pub(super) fn former(&self, relative: &str, says: &Says) -> Option<(String, String)> {
        let base = self.base.as_ref()?;
        let (id, page) = match self.maker {
            Maker::Jekyll => self.jekyll(relative, says)?,
            Maker::Hugo => same(self.hugo(relative, says)?),
            Maker::Zola => same(self.zola(relative, says)?),
        };
        let address = |path: &str| base.join(path.trim_start_matches('/')).ok();
        Some((address(&id)?.to_string(), address(&page)?.path().to_owned()))
    }

    /// jekyll-feed names entries by the folder of their address and their slug.
    fn jekyll(&self, relative: &str, says: &Says) -> Option<(String, String)> {
        let first = |name: &str| says.get(name).and_then(|values| values.first()).map(String::as_str);
        let stem = stem(relative);
        let (in_name, rest) = split_date(stem);
        let date = first("date").and_then(day).or(in_name)?;
        let slug = first("slug").unwrap_or(rest).to_owned();
        let own: Vec<String> =
            relative.split('/').take_while(|part| !part.starts_with('_')).map(str::to_owned).collect();
        let named = ["categories", "category"].iter().filter_map(|name| says.get(*name)).flatten();
        let categories: Vec<String> = own
            .into_iter()
            .chain(named.flat_map(|name| name.split_whitespace()).map(str::to_owned))
            .map(|name| name.to_lowercase())
            .collect();
        let page = match first("permalink").unwrap_or(&self.permalink) {
            "date" => "/:categories/:year/:month/:day/:title.html",
            "pretty" => "/:categories/:year/:month/:day/:title/",
            "ordinal" => "/:categories/:year/:y_day/:title.html",
            "none" => "/:categories/:title.html",
            own => own,
        };
        let page = [
            (":categories", categories.join("/")),
            (":year", date.format("%Y").to_string()),
            (":short_year", date.format("%y").to_string()),
            (":month", date.format("%m").to_string()),
            (":i_month", date.month().to_string()),
            (":day", date.format("%d").to_string()),
            (":i_day", date.day().to_string()),
            (":y_day", date.format("%j").to_string()),
            (":title", slug.clone()),
            (":slug", slug.to_lowercase()),
            (":output_ext", ".html".to_owned()),
        ]
        .iter()
        .fold(page.to_owned(), |page, (name, value)| page.replace(name, value));
        if page.contains(':') {
            return None;
        }
        let page = page
            .split('/')
            .filter(|part| !part.is_empty())
            .fold(String::new(), |path, part| path + "/" + part)
            + if page.ends_with('/') { "/" } else { "" };
        let folder = page.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder);
        Some((format!("{folder}/{slug}"), page))
    }

    /// Hugo's address is the path, in lower case, hyphens for spaces.
    fn hugo(&self, relative: &str, says: &Says) -> Option<String> {
        let first = |name: &str| says.get(name).and_then(|values| values.first()).map(String::as_str);
        if let Some(url) = first("url") {
            return Some(url.to_owned());
        }
        let (folder, name) = page_of(relative)?;
        let name = first("slug").unwrap_or(name);
        let path =
            [folder, name].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/");
        self.is_usual.then(|| format!("/{}/", path.to_lowercase().replace(' ', "-")))
    }

    /// Zola's address is the path, each part of it a slug, without the date that the name starts with.
    fn zola(&self, relative: &str, says: &Says) -> Option<String> {
        let first = |name: &str| says.get(name).and_then(|values| values.first()).map(String::as_str);
        if let Some(path) = first("path") {
            return Some(format!("/{}/", path.trim_matches('/')));
        }
        let (folder, name) = page_of(relative)?;
        let name = first("slug").unwrap_or_else(|| split_date(name).1);
        let parts = folder.split('/').chain([name]).filter(|part| !part.is_empty()).map(slug::slugify);
        self.is_usual.then(|| format!("/{}/", parts.collect::<Vec<_>>().join("/")))
    }
}

fn same(path: String) -> (String, String) {
    (path.clone(), path)
}

/// The folder and the name that a page's address is made of; `None` where a translation's rules are unknown.
fn page_of(relative: &str) -> Option<(&str, &str)> {
    let (folder, _) = relative.rsplit_once('/').unwrap_or(("", relative));
    let name = stem(relative);
    if name.contains('.') {
        return None;
    }
    if name == "index" { Some(folder.rsplit_once('/').unwrap_or(("", folder))) } else { Some((folder, name)) }
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
mod tests {
    use super::*;

    fn former(
        maker: Maker,
        name: &str,
        configuration: &str,
        relative: &str,
        says: &[(&str, &str)],
    ) -> Option<(String, String)> {
        let says = says.iter().map(|(key, value)| ((*key).to_owned(), vec![(*value).to_owned()])).collect();
        Generator::configured(maker, configuration, name, PathBuf::from("site"), None).former(relative, &says)
    }

    fn both(id: &str, page: &str) -> Option<(String, String)> {
        Some((id.to_owned(), page.to_owned()))
    }

    #[test]
    fn jekyll_names_entries_by_folder_and_slug() {
        let read = |configuration, relative, says| {
            former(Maker::Jekyll, "_config.yml", configuration, relative, says)
        };
        let site = "url: https://a.example\nbaseurl: /press";
        assert_eq!(
            read(site, "_posts/2017-11-27-gizi.md", &[]),
            both("https://a.example/press/2017/11/27/gizi", "/press/2017/11/27/gizi.html")
        );
        assert_eq!(
            read(site, "_posts/2017-11-27-gizi.md", &[("permalink", "pretty"), ("categories", "News")]),
            both("https://a.example/press/news/2017/11/27/gizi", "/press/news/2017/11/27/gizi/")
        );
        assert_eq!(
            read(site, "_posts/2017-11-27-gizi.md", &[("permalink", "/r/:title/")]),
            both("https://a.example/press/r/gizi", "/press/r/gizi/")
        );
        assert_eq!(read(site, "_posts/2017-11-27-gizi.md", &[("permalink", "/:what/")]), None);
        assert_eq!(read("title: A", "_posts/2017-11-27-gizi.md", &[]), None);
    }

    #[test]
    fn hugo_and_zola_name_entries_by_address() {
        let hugo = |relative, says| {
            former(Maker::Hugo, "hugo.toml", "baseURL = 'https://a.example'", relative, says)
        };
        assert_eq!(hugo("news/My Post.md", &[]), both("https://a.example/news/my-post/", "/news/my-post/"));
        assert_eq!(
            hugo("news/gizi/index.md", &[("slug", "g")]),
            both("https://a.example/news/g/", "/news/g/")
        );
        assert_eq!(hugo("news/gizi.id.md", &[]), None);
        assert_eq!(
            former(
                Maker::Hugo,
                "hugo.toml",
                "baseURL = 'https://a.example'\n[permalinks]\nnews = '/:year/'",
                "news/a.md",
                &[]
            ),
            None
        );
        let zola = |relative, says| {
            former(Maker::Zola, "config.toml", "base_url = 'https://a.example'", relative, says)
        };
        assert_eq!(zola("news/2017-11-27-gizi.md", &[]), both("https://a.example/news/gizi/", "/news/gizi/"));
        assert_eq!(zola("a.md", &[("path", "x/y")]), both("https://a.example/x/y/", "/x/y/"));
    }
}
