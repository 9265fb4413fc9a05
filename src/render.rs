//! From a neutral [`crate::feed::Feed`] or page to the bytes of one format. One format a file; renderers only spell.

use std::sync::Arc;

use chrono::{DateTime, Utc};

/// Pages for people.
pub mod html;

/// Rendered bytes, ready to be encoded and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The media type with its charset, as in the Content-Type header.
    pub media_type: &'static str,
    /// The bytes.
    pub body: Arc<[u8]>,
    /// The newest change that its readers can see, where the document has such an instant.
    pub last_modified: Option<DateTime<Utc>>,
}
