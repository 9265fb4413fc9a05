//! How far the clock had come, kept across restarts. It is safe to delete: then the clock is believed.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::disk::{self, Durability};

/// Reads a record; one that is missing or damaged is none.
pub(super) fn read(path: &Path) -> Option<DateTime<Utc>> {
    let text = fs::read_to_string(path).ok()?;
    DateTime::parse_from_rfc3339(text.trim()).ok().map(|instant| instant.to_utc())
}

/// Writes a record.
pub(super) fn write(path: &Path, instant: DateTime<Utc>) -> io::Result<()> {
    let text = instant.to_rfc3339_opts(SecondsFormat::Millis, true);
    disk::replace(path, Durability::Power, |file| writeln!(file, "{text}"))
}
