//! Writes releases below `content/`, and keeps the originals: never over anything that is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{Datelike, NaiveDate};

use super::again;
use super::entry::{self, Around};
use super::input::Input;
use super::kept::Kept;
use super::read::Outcome;
use crate::article::{ArticleId, Markup};
use crate::file::ContentHash;
use crate::intake::HeldBack;
use crate::intake::source::Release;
use crate::site::{IdAuthority, Site};
use crate::store::file::{self, WriteIdError};

/// Where the originals are kept, below the newsroom's root, by the hash of their bytes.
const ORIGINALS: &str = ".dateline/originals";

/// Endings of the picture that an image name may be without.
const PICTURES: &[&str] = &["", ".jpg", ".jpeg", ".png", ".webp", ".JPG", ".PNG"];

/// How many names are tried for a release whose own is taken.
const MOST_NAMES: usize = 1000;

/// Writes into one newsroom.
pub(super) struct Writer<'a> {
    root: &'a Path,
    authority: &'a IdAuthority,
    /// The ids of the newsroom's releases, and the file of each, relative to its root.
    ids: BTreeMap<String, PathBuf>,
    /// The originals that were not there before this run.
    new: BTreeSet<PathBuf>,
    /// The files of this run's releases: no two entries of a feed are the same file.
    named: BTreeSet<PathBuf>,
}

/// What became of one input.
#[derive(Debug, Default)]
pub(super) struct Receipt {
    /// Its releases.
    pub(super) releases: Vec<Written>,
    /// The files that go with them.
    pub(super) files: Vec<Written>,
    /// Why there is no release.
    pub(super) refused: Option<String>,
    /// What an editor should see to.
    pub(super) notes: Vec<String>,
}

/// What was written for one release or file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// A file, named relative to the newsroom's root.
    New(PathBuf),
    /// The same was there already.
    Same(PathBuf),
    /// Something else was there; nothing was changed.
    InTheWay(PathBuf),
    /// Nothing, for the store would refuse it too.
    TooLong,
}

impl<'a> Writer<'a> {
    /// A writer into the newsroom at `root`, whose releases have these ids.
    pub(super) fn new(root: &'a Path, site: &'a Site, ids: BTreeMap<String, PathBuf>) -> Self {
        Self { root, authority: &site.id_authority, ids, new: BTreeSet::new(), named: BTreeSet::new() }
    }

    /// Whether an input was imported before.
    pub(super) fn has(&self, input: &Input) -> bool {
        self.root.join(ORIGINALS).is_dir()
            && input.bytes().is_ok_and(|bytes| self.has_original(input, &self.original(input, &bytes)))
    }

    /// Of a site's folder, files with the same words are releases of their own; else the second is the first again.
    fn has_original(&self, input: &Input, original: &Path) -> bool {
        original.exists() && !(input.origin.is_some() && self.new.contains(original))
    }

    /// Writes what an input is.
    pub(super) fn write(&mut self, input: &Input, outcome: &Outcome) -> anyhow::Result<Receipt> {
        let mut receipt = Receipt::default();
        if matches!(outcome, Outcome::Known | Outcome::Refused(_) | Outcome::Unread(_)) {
            return Ok(receipt);
        }
        let bytes = match input.bytes() {
            Ok(bytes) => bytes,
            Err(error) => return Ok(Receipt { refused: Some(error.to_string()), ..receipt }),
        };
        let original = self.original(input, &bytes);
        if self.has_original(input, &original) && !matches!(outcome, Outcome::Beside) {
            return Ok(receipt);
        }
        match outcome {
            Outcome::Releases(releases) => {
                let name = original.file_name().unwrap_or_default().to_string_lossy();
                for release in releases {
                    let written = self.release(input, release, &name, &mut receipt)?;
                    receipt.releases.push(written);
                }
            }
            Outcome::Kept(kept) => self.kept(input, kept, &mut receipt)?,
            Outcome::Beside => {
                receipt.files.push(self.beside(input, &bytes)?);
                return Ok(receipt);
            }
            Outcome::Known | Outcome::Refused(_) | Outcome::Unread(_) => {}
        }
        if receipt.refused.is_some() {
            return Ok(receipt);
        }
        // Last of all, so that an import that was interrupted is taken up again.
        create_or_same(&original, &bytes)
            .with_context(|| format!("can't keep the original of {}", input.shown))?;
        self.new.insert(original);
        Ok(receipt)
    }

    fn release(
        &mut self,
        input: &Input,
        release: &Release,
        original: &str,
        receipt: &mut Receipt,
    ) -> anyhow::Result<Written> {
        if HeldBack::of(&release.intake.fields) == Some(HeldBack::TooLong) {
            return Ok(Written::TooLong);
        }
        let wanted = entry::path(release, input.name());
        let given = release.given.id.clone();
        if let Some(there) = given.as_ref().and_then(|id| self.ids.get(id.as_str())).cloned() {
            return self.again(input, release, original, &there, receipt);
        }
        for number in 1..MOST_NAMES {
            let name = if number == 1 { wanted.clone() } else { format!("{wanted}-{number}") };
            let path = Path::new("content").join(format!("{name}.md"));
            let whole = self.root.join(&path);
            if whole.exists() {
                // After a run that was cut off, or where the originals were deleted, it was imported all the same.
                let is_made = |text: String| entry::is_made_of(&text, original);
                if fs::read_to_string(&whole).is_ok_and(is_made) && self.named.insert(path.clone()) {
                    return Ok(Written::Same(path));
                }
                continue;
            }
            let id = given.unwrap_or_else(|| ArticleId::of_path(self.authority, &name));
            let image = self.image(input, release, path.parent().unwrap_or(&path), receipt);
            let around = Around { id: &id, image: image.as_deref(), origin: &input.shown, original };
            let text = entry::text(release, &around);
            create(&whole, text.as_bytes()).with_context(|| format!("can't write {}", path.display()))?;
            self.shown(input, &format!("{name}.md"), &text, receipt)?;
            self.ids.insert(id.as_str().to_owned(), path.clone());
            self.named.insert(path.clone());
            return Ok(Written::New(path));
        }
        Ok(Written::InTheWay(Path::new("content").join(wanted + ".md")))
    }

    /// A release whose id another file has: what differs there is told. Another text that came in this same run becomes
    /// a draft, for nobody has seen either; one that comes later is kept with the originals.
    fn again(
        &mut self,
        input: &Input,
        release: &Release,
        original: &str,
        there: &Path,
        receipt: &mut Receipt,
    ) -> anyhow::Result<Written> {
        let same = Written::Same(there.to_owned());
        let Ok(text) = fs::read_to_string(self.root.join(there)) else { return Ok(same) };
        let shown = there.display();
        let mut tell = |words: String| receipt.notes.push(format!("{}: {words}", input.shown));
        if let Some(line) = again::withdrawal(release, &text) {
            tell(format!(
                "it is withdrawn in this version, and not in {shown}: add the line `{line}` to that file"
            ));
        }
        if again::is_same_text(release, &text) {
            return Ok(same);
        }
        if !self.named.contains(there) {
            tell(format!(
                "{shown} has its id and another text, and was not changed; this one is kept in {ORIGINALS}/{original}"
            ));
            return Ok(same);
        }
        let why = format!("{shown} has its id and another text: keep the right one, and delete the other");
        tell(why.clone());
        self.release(input, &again::draft(release, why), original, receipt)
    }

    /// The address of the lead picture, or the name of its copy beside the release.
    fn image(
        &self,
        input: &Input,
        release: &Release,
        folder: &Path,
        receipt: &mut Receipt,
    ) -> Option<String> {
        let name = release.intake.fields.image.as_ref()?.value.as_str();
        if name.contains("://") {
            return Some(name.to_owned());
        }
        let picture = PICTURES.iter().find_map(|ending| input.beside(&format!("{name}{ending}")))?;
        let file = picture.file_name()?;
        let copy = self.root.join(folder).join(file);
        let copied = fs::read(&picture).and_then(|bytes| create_or_same(&copy, &bytes));
        let is_there = copied.unwrap_or_else(|error| {
            receipt.notes.push(format!("{} was not copied: {error}", picture.display()));
            false
        });
        is_there.then(|| file.to_string_lossy().into_owned())
    }

    /// A text with front matter stays as it is, but for what it lacks, an id and its former address.
    fn kept(&self, input: &Input, kept: &Kept, receipt: &mut Receipt) -> anyhow::Result<()> {
        let relative = match &input.origin {
            Some((_, relative)) => relative.clone(),
            None => kept_path(input, kept.day()),
        };
        receipt.notes.extend_from_slice(&kept.notes);
        let written = match self.completed(kept, input, &relative, receipt) {
            Ok(written) => written,
            Err(error) => {
                receipt.refused = Some(error.to_string());
                return Ok(());
            }
        };
        self.shown(input, &relative, &written, receipt)?;
        receipt.releases.push(self.create(Path::new("content").join(&relative), written.as_bytes())?);
        Ok(())
    }

    /// The text as it is written.
    fn completed(
        &self,
        kept: &Kept,
        input: &Input,
        relative: &str,
        receipt: &mut Receipt,
    ) -> Result<String, WriteIdError> {
        let says = &kept.says;
        let mut text = kept.completed()?;
        let origin = input.origin.as_ref();
        let former = origin.map(|(generator, relative)| generator.former(relative, says));
        let known_by = match (says.get("guid").and_then(|guids| guids.first()), &former) {
            (Some(guid), _) => Some(guid),
            (None, Some(Ok(former))) => Some(&former.id),
            (None, _) => None,
        };
        let id = known_by.and_then(|id| ArticleId::parse(id).ok().or_else(|| ArticleId::of_guid(id)));
        if !says.contains_key("id") {
            if let (None, Some(Err(reason)), false) = (&id, &former, kept.is_draft(relative)) {
                receipt.notes.push(format!(
                    "readers will see it as new, because {reason}; write the id that they know into `id`"
                ));
            }
            let path = relative.rsplit_once('.').map_or(relative, |(path, _)| path);
            text = file::write_id(&text, &id.unwrap_or_else(|| ArticleId::of_path(self.authority, path)))?;
        }
        let old = origin.map(|(generator, relative)| generator.old_addresses(relative, says));
        Ok(with_aliases(text, &old.unwrap_or_default(), receipt))
    }

    /// Copies the files that a release shows: from where its site's generator has them, else from beside the document.
    /// One that can't be copied is told, and keeps nothing else from being imported.
    fn shown(
        &self,
        input: &Input,
        relative: &str,
        text: &str,
        receipt: &mut Receipt,
    ) -> Result<(), WriteIdError> {
        let markup = if matches!(relative.rsplit('.').next(), Some("html" | "htm")) {
            Markup::Html
        } else {
            Markup::Markdown
        };
        let folder = Path::new(relative).parent().unwrap_or(Path::new(""));
        for reference in file::references(text, markup)? {
            let found = match &input.origin {
                Some((generator, relative)) => generator
                    .shown(relative, &reference)
                    .map(|(source, target)| (source, PathBuf::from(target))),
                None => input.beside(&reference).map(|source| (source, folder.join(&reference))),
            };
            let Some((source, target)) = found else { continue };
            let copied = fs::read(&source).map_err(anyhow::Error::from);
            match copied.and_then(|bytes| self.create(Path::new("content").join(target), &bytes)) {
                Ok(written) => receipt.files.push(written),
                Err(error) => receipt.notes.push(format!("{} was not copied: {error:#}", source.display())),
            }
        }
        Ok(())
    }

    fn beside(&self, input: &Input, bytes: &[u8]) -> anyhow::Result<Written> {
        let relative = input.origin.as_ref().map_or(input.shown.as_str(), |(_, relative)| relative);
        self.create(Path::new("content").join(relative), bytes)
    }

    fn create(&self, path: PathBuf, bytes: &[u8]) -> anyhow::Result<Written> {
        let whole = self.root.join(&path);
        if whole.exists() {
            let is_same = fs::read(&whole).is_ok_and(|there| there == bytes);
            return Ok(if is_same { Written::Same(path) } else { Written::InTheWay(path) });
        }
        create(&whole, bytes).with_context(|| format!("can't write {}", path.display()))?;
        Ok(Written::New(path))
    }

    fn original(&self, input: &Input, bytes: &[u8]) -> PathBuf {
        let ending = input.ending();
        let ending = if ending.is_empty() { String::new() } else { format!(".{ending}") };
        self.root.join(ORIGINALS).join(format!("{}{ending}", ContentHash::of(bytes).to_hex()))
    }
}

/// The text with the addresses that led to it, wherever its front matter has a place for them; else they are told.
fn with_aliases(text: String, old: &[String], receipt: &mut Receipt) -> String {
    if old.is_empty() {
        return text;
    }
    // Where one list is written in a way that can't be added to, the other does the same.
    let written = ["aliases", "redirect_from"].iter().find_map(|key| file::add_to_list(&text, key, old).ok());
    written.unwrap_or_else(|| {
        receipt.notes.push(format!("add its old addresses to `aliases`: {}", old.join(", ")));
        text
    })
}

/// Where a single text with front matter goes.
fn kept_path(input: &Input, day: Option<NaiveDate>) -> String {
    let (name, ending) = (input.name(), input.ending());
    let ending = if ending.is_empty() { "md" } else { &ending };
    match day {
        Some(day) if name.starts_with(&day.to_string()) => format!("{}/{name}.{ending}", day.year()),
        Some(day) => format!("{}/{day}-{name}.{ending}", day.year()),
        None => format!("{name}.{ending}"),
    }
}

/// Writes a new file, and the folders that it lies in; aside at first, so that a run that is cut off leaves no half of it.
fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // With the permissions that any new file has: another account may serve it.
    let open = |aside: &Path| OpenOptions::new().write(true).create_new(true).open(aside);
    let mut aside = tempfile::Builder::new().make_in(folder, open)?;
    aside.write_all(bytes)?;
    aside.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes a new file; whether these bytes are there now.
fn create_or_same(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    match create(path, bytes) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(fs::read(path)? == bytes),
        created => created.map(|()| true),
    }
}
