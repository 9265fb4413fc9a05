//! Reads a text file whole, but never a huge one, a half-written one, or one that is not UTF-8.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::scan::Stamp;

/// The longest text of a release, in bytes; a longer file is not a press release.
pub(super) const LONGEST: u64 = 8 * 1024 * 1024;

/// A text can't be read.
#[derive(Debug)]
pub(super) enum ReadError {
    /// It is longer than [`LONGEST`].
    TooLong,
    /// The file system says no.
    Io(io::Error),
    /// It changed between being listed and having been read.
    Moving,
    /// It is in some other encoding.
    NotUtf8 {
        /// The file's bytes.
        bytes: Vec<u8>,
        /// The first byte that is not UTF-8, counted from 0.
        byte: usize,
        /// Its line, counted from 1.
        line: usize,
    },
}

/// Reads the file that was listed in that state.
pub(super) fn read(path: &Path, listed: &Stamp) -> Result<String, ReadError> {
    if listed.length > LONGEST {
        return Err(ReadError::TooLong);
    }
    let mut file = File::open(path).map_err(ReadError::Io)?;
    let stamp_of = |file: &File| file.metadata().map(|metadata| Stamp::of(&metadata)).map_err(ReadError::Io);
    if stamp_of(&file)? != *listed {
        return Err(ReadError::Moving);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(listed.length).unwrap_or_default());
    Read::by_ref(&mut file).take(LONGEST + 1).read_to_end(&mut bytes).map_err(ReadError::Io)?;
    if stamp_of(&file)? != *listed || bytes.len() as u64 != listed.length {
        return Err(ReadError::Moving);
    }
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..byte].iter().filter(|&&other| other == b'\n').count();
        ReadError::NotUtf8 { bytes: error.into_bytes(), byte, line }
    })
}
