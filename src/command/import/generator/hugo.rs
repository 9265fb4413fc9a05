//! Addresses as Hugo makes them.

use std::collections::BTreeSet;
use std::path::Path;

use super::files::normal;
use super::template::{expand, is_word};
use super::{day, first, join, page_of, split_language};
use crate::command::import::read::Says;

/// What stays in a path besides letters and digits.
const PATH: &str = "._#+~-@";

/// A page as Hugo sees it.
struct Page<'a> {
    content: &'a Path,
    /// The folder that it lies in, that of its bundle aside.
    folder: &'a str,
    /// Its name without ending and language.
    name: &'a str,
    says: &'a Says,
}

/// The path of a release's page.
pub(super) fn path(settings: &Says, content: &Path, relative: &str, says: &Says) -> Result<String, String> {
    // Rules in a list may hold for anything.
    let has_rules = settings.contains_key("permalinks.pattern");
    if has_rules || settings.keys().any(|key| is_of_one_language(key)) {
        return Err("the site’s configuration makes addresses in a way that is not followed".to_owned());
    }
    let (relative, prefix) = language(settings, relative);
    let (folder, name) = page_of(&relative);
    let page = Page { content, folder, name, says };
    if let Some(url) = first(says, "url") {
        let path = expand(url, |token| page.value(token))?;
        let has_ending = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let end = if has_ending || path.ends_with('/') { "" } else { "/" };
        let prefix = if path.starts_with('/') { "" } else { &prefix };
        return Ok(format!("{}{end}", join(&[prefix, path.trim_start_matches('/')])));
    }
    let keeps_case = is_on(settings, "disablepathtolower");
    // In lower case, each space of a file's name is a hyphen, whatever is beside it.
    let name = match first(says, "slug") {
        Some(slug) => slug.to_owned(),
        None if keeps_case => name.to_owned(),
        None => name.replace(' ', "-"),
    };
    let path = match permalink(settings, folder) {
        Some(template) => expand(template, |token| page.value(token))?,
        None => join(&[folder, &name]),
    };
    let path = join(&[prefix.as_str(), &sanitised(path.trim_matches('/'))]);
    let path = if keeps_case { path } else { path.to_lowercase() };
    Ok(path + if is_on(settings, "uglyurls") { ".html" } else { "/" })
}

/// The path of an alias: one without a slash before it lies beside the page.
pub(super) fn alias(settings: &Says, base_path: &str, page: Option<&str>, alias: &str) -> String {
    let page = page.unwrap_or_default().trim_end_matches('/');
    let (folder, _) = page.rsplit_once('/').unwrap_or((base_path, page));
    let end = if is_on(settings, "uglyurls") && !alias.ends_with(".html") { ".html" } else { "" };
    match normal(if alias.starts_with('/') { "" } else { folder }, alias) {
        Some(path) if end.is_empty() && alias.ends_with('/') => format!("/{path}/"),
        Some(path) => format!("/{path}{end}"),
        None => alias.to_owned(),
    }
}

/// Whether a setting is of one language only, and changes its addresses.
fn is_of_one_language(key: &str) -> bool {
    let setting = key.strip_prefix("languages.").and_then(|key| key.split_once('.'));
    setting.is_some_and(|(_, key)| key == "baseurl" || key == "contentdir" || key.starts_with("permalinks"))
}

fn is_on(settings: &Says, key: &str) -> bool {
    first(settings, key) == Some("true")
}

/// A path without the language in its name, and the folder of that language's addresses.
fn language(settings: &Says, relative: &str) -> (String, String) {
    let default = first(settings, "defaultcontentlanguage").unwrap_or("en").to_lowercase();
    let configured = settings.keys().filter_map(|key| key.strip_prefix("languages.")?.split('.').next());
    let known: BTreeSet<&str> = configured.chain([default.as_str()]).collect();
    let is_known = |language: &str| known.contains(language.replace(['-', '_'], "").as_str());
    let (relative, language) = split_language(relative, is_known);
    let language = language.unwrap_or(default.clone());
    let is_bare = language == default && !is_on(settings, "defaultcontentlanguageinsubdir");
    (relative, if is_bare { String::new() } else { language })
}

/// The template of a folder's pages: that of the nearest folder that has one.
fn permalink<'a>(settings: &'a Says, folder: &str) -> Option<&'a str> {
    let tables = ["permalinks.page.", "permalinks."];
    let of = |section: &str| {
        let section = section.replace(['-', '_'], "").to_lowercase();
        tables.iter().find_map(|table| first(settings, &format!("{table}{section}")))
    };
    if folder.is_empty() {
        return of("/").or_else(|| of(""));
    }
    let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
    ends.collect::<Vec<_>>().into_iter().rev().find_map(|end| of(&folder[..end]))
}

impl Page<'_> {
    /// What stands for a token of a template.
    fn value(&self, token: &str) -> Option<String> {
        let (slug, title) = (first(self.says, "slug"), first(self.says, "title"));
        let date = || {
            ["date", "publishdate", "pubdate", "published"]
                .iter()
                .find_map(|name| day(first(self.says, name)?))
        };
        let format = match token {
            "section" => return Some(sanitised(self.folder.split('/').next()?)),
            "sections" => return Some(sanitised(self.section())),
            "title" => return title.map(segment),
            "slug" => return slug.or(title).map(segment),
            "filename" | "contentbasename" => return Some(segment(self.name)),
            "slugorfilename" | "slugorcontentbasename" => return Some(segment(slug.unwrap_or(self.name))),
            "year" => "%Y",
            "month" => "%m",
            "monthname" => "%B",
            "day" => "%d",
            "weekday" => "%w",
            "weekdayname" => "%A",
            "yearday" => "%-j",
            _ => return None,
        };
        Some(date()?.format(format).to_string())
    }

    /// The nearest folder above that is a section: the first one is, a deeper one where it has a page of its own.
    fn section(&self) -> &str {
        let mut section = self.folder;
        while let Some((above, _)) = section.rsplit_once('/') {
            let folder = self.content.join(section);
            if ["_index.md", "_index.html"].iter().any(|name| folder.join(name).is_file()) {
                break;
            }
            section = above;
        }
        section
    }
}

/// A text as one part of a path. A plus sign is read as a space there.
fn segment(text: &str) -> String {
    sanitised(&text.replace('+', " ").replace('/', ""))
}

/// A path without what Hugo lets no path have: spaces become one hyphen, where none is beside them.
fn sanitised(path: &str) -> String {
    let mut sanitised = String::new();
    let mut is_parted = false;
    for character in path.chars() {
        if is_word(character) || character == '/' || PATH.contains(character) {
            if is_parted && character != '-' && !sanitised.is_empty() && !sanitised.ends_with('-') {
                sanitised.push('-');
            }
            is_parted = false;
            sanitised.push(character);
        } else {
            is_parted |= character.is_whitespace();
        }
    }
    sanitised
}
