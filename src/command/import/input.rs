//! What is to be imported: files, everything below a folder, standard input.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use url::Url;

use super::generator::Generator;
use crate::intake::MOST_BYTES;

/// Endings of documents that are read below a folder.
const DOCUMENTS: &[&str] =
    &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "xml", "rss", "atom", "json"];

/// An export may be long: it holds many releases.
const MOST_OF_EXPORT: u64 = 512 * 1024 * 1024;

/// One document, or one file that goes with it.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// Its name as given on the command line, or found below a folder that was.
    pub(super) shown: String,
    /// Where it lies; `None` for standard input.
    pub(super) path: Option<PathBuf>,
    /// What is read of standard input.
    standard: Option<Arc<Vec<u8>>>,
    /// The folder of a site generator that it is from, and its path there.
    pub(super) origin: Option<(Arc<Generator>, String)>,
    /// Whether it is a link that leads out of the folder that was named.
    leads_out: bool,
}

/// What is to be read, and what of the folders is not.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// What is read, in order.
    pub(super) read: Vec<Input>,
    /// How many files of which endings are of kinds that are not read.
    passed_over: BTreeMap<String, usize>,
}

impl Inputs {
    /// Counts a file that is not read; a picture comes with the document that shows it.
    fn pass_over(&mut self, path: &Path) {
        if mime_guess::from_path(path).first().is_some_and(|kind| kind.type_() == mime_guess::mime::IMAGE) {
            return;
        }
        let ending = path.extension().and_then(|ending| ending.to_str());
        let ending = ending.map_or_else(|| "without ending".to_owned(), |ending| format!(".{ending}"));
        *self.passed_over.entry(ending).or_default() += 1;
    }

    /// What is told of the files that are not read; `None` where all are.
    pub(super) fn passed_over(&self) -> Option<String> {
        let count: usize = self.passed_over.values().sum();
        let kinds: Vec<String> =
            self.passed_over.iter().map(|(ending, count)| format!("{ending} {count}")).collect();
        (count > 0).then(|| {
            format!(
                "{count} files passed over ({}): save texts among them as text, HTML or Markdown",
                kinds.join(", ")
            )
        })
    }
}

impl Input {
    /// Its name without folder and ending.
    pub(super) fn name(&self) -> &str {
        let path = self.path.as_deref().unwrap_or_else(|| Path::new("-"));
        path.file_stem().and_then(|name| name.to_str()).unwrap_or_default()
    }

    /// Its ending in lower case.
    pub(super) fn ending(&self) -> String {
        let ending = self.path.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        ending.unwrap_or_default().to_lowercase()
    }

    /// A file that it names, where that lies in its folder or below, and is not hidden.
    pub(super) fn beside(&self, reference: &str) -> Option<PathBuf> {
        let folder = self.path.as_deref()?.parent()?;
        let path = folder.join(reference);
        // Where links lead: out of the folder is nothing that the document may show.
        let real = path.canonicalize().ok()?;
        let below = real.strip_prefix(folder.join(".").canonicalize().ok()?).ok()?;
        let may_come = [Path::new(reference), below].iter().all(|path| is_plain(path) && !is_document(path));
        (may_come && real.is_file()).then_some(path)
    }

    /// The day on which it was saved last, in this zone.
    pub(super) fn saved(&self, zone: Tz) -> Option<NaiveDate> {
        let saved = fs::metadata(self.path.as_deref()?).and_then(|metadata| metadata.modified()).ok()?;
        Some(DateTime::<Utc>::from(saved).with_timezone(&zone).date_naive())
    }

    /// How many bytes it has, as far as that is known.
    pub(super) fn length(&self) -> u64 {
        match (&self.path, &self.standard) {
            (Some(path), _) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
            (None, standard) => standard.as_ref().map_or(0, |bytes| bytes.len() as u64),
        }
    }

    /// Its bytes, but no more than tell that there are too many.
    pub(super) fn bytes(&self) -> io::Result<Vec<u8>> {
        let Some(path) = &self.path else {
            return Ok(self.standard.as_deref().cloned().unwrap_or_default());
        };
        if self.leads_out {
            return Err(io::Error::other("it is a link that leads out of the folder; name the file itself"));
        }
        let is_export = matches!(self.ending().as_str(), "xml" | "rss" | "atom" | "json");
        let most = if is_export { MOST_OF_EXPORT } else { MOST_BYTES as u64 + 1 };
        let mut bytes = Vec::new();
        File::open(path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// All inputs that the arguments name, files of a folder in the order of their names.
pub(super) fn of(arguments: &[PathBuf], old_url: Option<&Url>) -> anyhow::Result<Inputs> {
    let mut inputs = Inputs::default();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            let mut bytes = Vec::new();
            io::stdin().take(MOST_OF_EXPORT).read_to_end(&mut bytes).context("can't read standard input")?;
            let standard = Some(Arc::new(bytes));
            let shown = "-".to_owned();
            inputs.read.push(Input { shown, path: None, standard, origin: None, leads_out: false });
        } else if argument.is_dir() {
            of_folder(argument, old_url, &mut inputs)?;
        } else {
            // One that is not there is told where it is read, so that it keeps no other from being read.
            inputs.read.push(file(argument, None));
        }
    }
    Ok(inputs)
}

fn of_folder(folder: &Path, old_url: Option<&Url>, inputs: &mut Inputs) -> anyhow::Result<()> {
    let generator = Generator::of(folder, old_url)?.map(Arc::new);
    let mut paths = Vec::new();
    let content = generator.as_ref().map_or(folder, |generator| &generator.content);
    walk(content, &mut paths).with_context(|| format!("can't read {}", folder.display()))?;
    let inside = content.canonicalize().with_context(|| format!("can't read {}", folder.display()))?;
    for path in paths {
        let relative = path.strip_prefix(content).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let origin = match &generator {
            Some(generator) if generator.holds(&relative) => Some((Arc::clone(generator), relative)),
            None if is_document(&path) => None,
            Some(_) => continue,
            None => {
                inputs.pass_over(&path);
                continue;
            }
        };
        let leads_out = path.canonicalize().is_ok_and(|real| !real.starts_with(&inside));
        inputs.read.push(Input { leads_out, ..file(&path, origin) });
    }
    Ok(())
}

fn file(path: &Path, origin: Option<(Arc<Generator>, String)>) -> Input {
    Input {
        shown: path.display().to_string(),
        path: Some(path.to_owned()),
        standard: None,
        origin,
        leads_out: false,
    }
}

/// Whether a path leads downwards only, and no part of it is hidden.
fn is_plain(path: &Path) -> bool {
    path.components()
        .all(|part| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.')))
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    DOCUMENTS.contains(&ending.as_str())
}

/// Every file below a folder but hidden ones; links to folders are not followed.
fn walk(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type()?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            walk(&entry.path(), paths)?;
        } else if entry.path().is_file() {
            paths.push(entry.path());
        }
    }
    Ok(())
}
