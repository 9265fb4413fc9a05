//! Writes files whole: whoever reads one meets all of what it was or all of what it is now, never half of either.
//! Must never decide what is written, or where.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// What a file that was written must outlast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The end of the process. Where power fails within seconds, the file may be what it was, or empty.
    Process,
    /// A loss of power. This waits for the disk: milliseconds, too long for thousands of files.
    Power,
}

/// Replaces a file by what `write` writes, or makes it, and the folders that it lies in. Only the account that runs
/// this may read it, unless `write` sets other permissions.
///
/// # Errors
/// Where that can't be written, or `write` fails: then the file is what it was.
pub fn replace(
    path: &Path,
    durability: Durability,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut aside = match NamedTempFile::new_in(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            NamedTempFile::new_in(folder)?
        }
        made => made?,
    };
    write(aside.as_file_mut())?;
    match durability {
        Durability::Process => {
            aside.persist(path)?;
        }
        Durability::Power => {
            aside.as_file().sync_all()?;
            aside.persist(path)?;
            sync_names(folder)?;
        }
    }
    Ok(())
}

/// Makes the names of a folder's files outlast a loss of power.
#[cfg(unix)]
fn sync_names(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Other systems open no folders.
#[cfg(not(unix))]
fn sync_names(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_file_is_made_with_its_folders_and_replaced_as_a_whole() {
        let root = tempfile::tempdir().unwrap();
        for durability in [Durability::Process, Durability::Power] {
            let path = root.path().join(format!("{durability:?}/below/it"));
            for text in ["a long text", "short"] {
                replace(&path, durability, |file| file.write_all(text.as_bytes())).unwrap();
                assert_eq!(fs::read_to_string(&path).unwrap(), text);
            }
        }
    }

    #[test]
    fn where_writing_fails_the_file_is_what_it_was_and_nothing_else_is_left() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("it");
        replace(&path, Durability::Process, |file| file.write_all(b"good")).unwrap();
        let failed = replace(&path, Durability::Power, |file| {
            file.write_all(b"half of")?;
            Err(io::Error::other("the disk is full"))
        });
        assert_eq!(failed.unwrap_err().to_string(), "the disk is full");
        assert_eq!(fs::read_to_string(&path).unwrap(), "good");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }
}
