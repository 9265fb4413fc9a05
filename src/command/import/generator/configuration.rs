//! What the configuration of a site tells of its addresses.

use std::fs;
use std::path::Path;

use anyhow::{Context, anyhow};

use super::Maker;
use crate::command::import::read::Says;
use crate::store::file;

/// Configuration files, and who reads them.
const CONFIGURATIONS: &[(&str, Maker)] = &[
    ("_config.yml", Maker::Jekyll),
    ("_config.yaml", Maker::Jekyll),
    ("_config.toml", Maker::Jekyll),
    ("hugo.toml", Maker::Hugo),
    ("hugo.yaml", Maker::Hugo),
    ("hugo.yml", Maker::Hugo),
    ("hugo.json", Maker::Hugo),
    ("config/_default/hugo.toml", Maker::Hugo),
    ("config/_default/hugo.yaml", Maker::Hugo),
    ("config/_default/config.toml", Maker::Hugo),
    ("config/_default/config.yaml", Maker::Hugo),
    ("zola.toml", Maker::Zola),
    ("config.toml", Maker::Zola),
    ("config.yaml", Maker::Hugo),
    ("config.yml", Maker::Hugo),
    ("config.json", Maker::Hugo),
];

/// Tables of Hugo's configuration that may have files of their own beside it.
const PARTS: &[&str] = &["permalinks", "languages"];

/// Who made the site in this folder, and what its configuration says, by names such as `permalinks.page.news`; `None`
/// where it is no such site.
pub(super) fn of(folder: &Path) -> anyhow::Result<Option<(Maker, Says)>> {
    let Some((name, maker)) = CONFIGURATIONS.iter().find(|(name, _)| folder.join(name).is_file()) else {
        return Ok(None);
    };
    let path = folder.join(name);
    let (text, mut says) = read(&path)?;
    for part in PARTS {
        let path = path.with_file_name(part).with_extension(path.extension().unwrap_or_default());
        if name.contains("_default/") && path.is_file() {
            let (_, inner) = read(&path)?;
            says.extend(inner.into_iter().map(|(key, values)| (format!("{part}.{key}"), values)));
        }
    }
    // Hugo's older name of its configuration is Zola's only one, which can't be without this key.
    let maker = if *maker == Maker::Zola && !text.contains("base_url") { Maker::Hugo } else { *maker };
    Ok(Some((maker, says)))
}

fn read(path: &Path) -> anyhow::Result<(String, Says)> {
    let unread = || format!("can't read {}", path.display());
    let text = fs::read_to_string(path).with_context(unread)?;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let says = file::settings(&text, ending).map_err(|error| anyhow!(error)).with_context(unread)?;
    Ok((text, says))
}
