//! Addresses as Zola makes them.

use super::{first, join, page_of, split_date, split_language};
use crate::command::import::read::Says;

/// What no path has where `slugify` is `safe`.
const UNSAFE: &str = "<>:\"/\\|?*\n";

/// The path of a release's page.
pub(super) fn path(settings: &Says, relative: &str, says: &Says) -> Result<String, String> {
    if let Some(path) = first(says, "path") {
        return Ok(format!("/{}/", path.trim().trim_matches('/')));
    }
    let default = first(settings, "defaultlanguage").unwrap_or("en");
    let is_known = |language: &str| {
        language == default
            || settings.keys().any(|key| key.split('.').nth(1) == Some(&language.replace('-', "")))
    };
    let (relative, language) = split_language(relative, is_known);
    let (folder, name) = page_of(&relative);
    let keeps_dates = first(settings, "slugify.pathskeepdates") == Some("true");
    let name = if keeps_dates { name } else { split_date(name).1 };
    let slug = slugified(settings, first(says, "slug").unwrap_or(name))?;
    let prefix = language.filter(|language| language != default).unwrap_or_default();
    Ok(join(&[&prefix, folder, &slug]) + "/")
}

fn slugified(settings: &Says, name: &str) -> Result<String, String> {
    let written = first(settings, "slugify.paths").or_else(|| first(settings, "slugifypaths"));
    match written.unwrap_or("on") {
        "on" | "true" => Ok(slug::slugify(name)),
        "safe" | "false" => {
            Ok(name.trim_end_matches([' ', '.']).chars().filter(|it| !UNSAFE.contains(*it)).collect())
        }
        "off" => Ok(name.to_owned()),
        other => Err(format!("`slugify = \"{other}\"` of the site’s configuration is not known")),
    }
}
