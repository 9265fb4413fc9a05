//! Images and attachments: their bytes are hashed, and kept by their hash, so that what is served is always what was
//! hashed.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::file::{ContentHash, File, FileName};

use super::STATE;
use super::scan::Stamp;

mod media_type;

/// How much of a file is read at a time, and looked at for its type.
const CHUNK: usize = 64 * 1024;

/// For how long a copy stays that nothing names any more: another process may still serve it.
const KEPT_UNNAMED: TimeDelta = TimeDelta::days(1);

/// The files of a newsroom, and the folder where copies of them are kept; by default there is none.
#[derive(Debug, Default)]
pub struct Files {
    /// Where copies are kept; `None` where that folder can't be written: then files are served from where they lie.
    folder: Option<PathBuf>,
    known: Mutex<HashMap<PathBuf, (Stamp, File)>>,
}

impl Files {
    /// The files of the newsroom at `root`.
    #[must_use]
    pub fn open(root: &Path) -> Self {
        let folder = root.join(STATE).join("files");
        let can_write = fs::create_dir_all(&folder).is_ok() && tempfile::tempfile_in(&folder).is_ok();
        Self { folder: can_write.then_some(folder), known: Mutex::default() }
    }

    /// Hashes a file and keeps a copy of it, to be served under that name. A file that has not changed since it was
    /// last asked for is not read again.
    ///
    /// # Errors
    /// Where it can't be read, is no regular file, or changes while it is read.
    pub fn keep(&self, path: &Path, name: FileName) -> io::Result<File> {
        let metadata = fs::metadata(path)?;
        if !metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
        }
        let stamp = Stamp::of(&metadata);
        if let Some((_, file)) =
            self.lock().get(path).filter(|(known, file)| *known == stamp && file.path.exists())
        {
            return Ok(File { name, ..file.clone() });
        }
        let file = self.read(path, name)?;
        if fs::metadata(path).map(|metadata| Stamp::of(&metadata))? != stamp {
            return Err(io::Error::new(io::ErrorKind::Interrupted, "it changed while it was read"));
        }
        self.lock().insert(path.to_owned(), (stamp, file.clone()));
        Ok(file)
    }

    /// Whether copies can be kept.
    pub(super) fn can_keep(&self) -> bool {
        self.folder.is_some()
    }

    /// Deletes the copies that are neither among `named` nor were asked for since the start, but for those younger than
    /// a day. What is held back names files too, and may come out without being read again.
    pub(super) fn delete_unnamed(&self, named: &HashSet<&Path>, now: DateTime<Utc>) {
        let asked: HashSet<PathBuf> = self.lock().values().map(|(_, file)| file.path.clone()).collect();
        let is_named = |path: &Path| named.contains(path) || asked.contains(path);
        let entries = self.folder.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
        for entry in entries.filter(|entry| !is_named(&entry.path())) {
            let modified =
                entry.metadata().and_then(|metadata| metadata.modified()).map(DateTime::<Utc>::from);
            if modified.is_ok_and(|modified| now - modified > KEPT_UNNAMED) {
                // A copy that can't be deleted now will be the next time.
                drop(fs::remove_file(entry.path()));
            }
        }
    }

    fn read(&self, path: &Path, name: FileName) -> io::Result<File> {
        let facts = Facts::of(path)?;
        let Some(folder) = &self.folder else { return Ok(facts.file(name, path.to_owned())) };
        let kept = folder.join(facts.hash.to_hex());
        if fs::metadata(&kept).is_ok_and(|metadata| metadata.len() == facts.length) {
            return Ok(facts.file(name, kept));
        }
        let copy = tempfile::NamedTempFile::new_in(folder)?;
        fs::copy(path, copy.path())?;
        // The copy is named by its own bytes, should the file have changed meanwhile.
        let facts = Facts { name: facts.name, ..Facts::of(copy.path())? };
        let kept = folder.join(facts.hash.to_hex());
        copy.persist(&kept).map_err(|error| error.error)?;
        Ok(facts.file(name, kept))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, (Stamp, File)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What reading a file through tells.
struct Facts {
    name: String,
    start: Vec<u8>,
    length: u64,
    hash: ContentHash,
}

impl Facts {
    fn of(path: &Path) -> io::Result<Self> {
        let mut file = fs::File::open(path)?;
        let mut hasher = Sha256::new();
        let mut chunk = vec![0; CHUNK];
        let (mut start, mut length) = (Vec::new(), 0);
        loop {
            let count = file.read(&mut chunk)?;
            if count == 0 {
                break;
            }
            hasher.update(&chunk[..count]);
            start.extend(chunk[..count].iter().take(CHUNK.saturating_sub(start.len())));
            length += count as u64;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { name, start, length, hash: ContentHash::finish(hasher) })
    }

    fn file(&self, name: FileName, path: PathBuf) -> File {
        let media_type = Arc::from(media_type::of(&self.start, &self.name));
        File { name, media_type, length: self.length, hash: self.hash, path }
    }
}
