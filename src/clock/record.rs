//! How far the clock had come, kept across restarts. It is safe to delete: then the clock is believed.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use tempfile::NamedTempFile;

/// Reads a record; one that is missing or damaged is none.
pub(super) fn read(path: &Path) -> Option<DateTime<Utc>> {
    let text = fs::read_to_string(path).ok()?;
    DateTime::parse_from_rfc3339(text.trim()).ok().map(|instant| instant.to_utc())
}

/// Writes a record, all of it or nothing.
pub(super) fn write(path: &Path, instant: DateTime<Utc>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    writeln!(file, "{}", instant.to_rfc3339_opts(SecondsFormat::Millis, true))?;
    file.persist(path)?;
    Ok(())
}
