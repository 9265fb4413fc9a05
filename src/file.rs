//! Files that are served as they are: images, attachments.
//!
//! Their bytes stay on disk; what is known of them here is enough to link, enclose and send them.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use thiserror::Error;

/// The SHA-256 of some bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash of bytes that were fed to a hasher one by one.
    #[must_use]
    pub fn finish(hasher: Sha256) -> Self {
        Self(hasher.finalize().into())
    }

    /// The hash in hexadecimal.
    #[must_use]
    pub fn to_hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_hex())
    }
}

/// The name of a served file: a relative path with plain segments only, none of them hidden.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(Arc<str>);

/// The name could lead out of its folder, or is hidden.
#[derive(Debug, Error)]
#[error("`{0}` can't be served under that name")]
pub struct FileNameError(String);

impl FileName {
    /// Takes a relative path of one or more segments, joined by slashes.
    ///
    /// # Errors
    /// Where a segment is empty, starts with a dot, or has a control character or a backslash.
    pub fn parse(name: &str) -> Result<Self, FileNameError> {
        let is_plain = |segment: &str| {
            !segment.is_empty()
                && !segment.starts_with('.')
                && !segment.chars().any(|character| character.is_control() || character == '\\')
        };
        if name.split('/').all(is_plain) {
            Ok(Self(Arc::from(name)))
        } else {
            Err(FileNameError(name.to_owned()))
        }
    }

    /// The name, not yet percent-encoded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A file that a public release, or the site, names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The name in its address.
    pub name: FileName,
    /// The media type without parameters (`application/pdf`), told by content and name.
    pub media_type: Arc<str>,
    /// How many bytes it has.
    pub length: u64,
    /// The hash of its bytes.
    pub hash: ContentHash,
    /// Where these very bytes lie on disk, never to be changed: a copy that the store keeps by its hash.
    pub path: PathBuf,
}
