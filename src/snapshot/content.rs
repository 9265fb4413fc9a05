//! Bytes ready to send, in every coding, each made at most once; and pages that are rendered when first asked for.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use bytes::Bytes;

use super::{Coding, Shelf};
use crate::file::ContentHash;

/// The bytes of one document, rendered or to be rendered.
#[derive(Debug)]
pub struct Content(State);

/// Renders a document: always to the same bytes.
type Render = Box<dyn Fn() -> Bytes + Send + Sync>;

enum State {
    /// Rendered when the snapshot was built, and kept as long as it lives.
    Ready(Arc<Rendered>),
    /// Rendered when first asked for; what is then kept may be put away again to save memory.
    Lazy {
        /// What was rendered last.
        memo: Arc<Memo>,
        /// Renders it.
        render: Render,
        /// Decides how long renderings are kept.
        shelf: Arc<Shelf>,
    },
}

impl Content {
    /// Takes bytes that are there already.
    #[must_use]
    pub fn ready(bytes: Bytes) -> Self {
        Self(State::Ready(Arc::new(Rendered::new(bytes))))
    }

    /// A document that `render` makes; it must give the same bytes whenever it is called.
    #[must_use]
    pub fn lazy(shelf: &Arc<Shelf>, render: impl Fn() -> Bytes + Send + Sync + 'static) -> Self {
        Self(State::Lazy { memo: Arc::default(), render: Box::new(render), shelf: Arc::clone(shelf) })
    }

    /// As [`Content::lazy`], with what an earlier snapshot knows of the very same bytes.
    #[must_use]
    pub fn renewed(&self, shelf: &Arc<Shelf>, render: impl Fn() -> Bytes + Send + Sync + 'static) -> Self {
        Self(match &self.0 {
            State::Ready(rendered) => State::Ready(Arc::clone(rendered)),
            State::Lazy { memo, .. } => {
                State::Lazy { memo: Arc::clone(memo), render: Box::new(render), shelf: Arc::clone(shelf) }
            }
        })
    }

    /// The hash of the uncoded bytes; renders them where that was never done.
    #[must_use]
    pub fn hash(&self) -> ContentHash {
        match &self.0 {
            State::Ready(rendered) => rendered.hash,
            State::Lazy { memo, .. } => memo.hash.get().copied().unwrap_or_else(|| self.rendered().hash),
        }
    }

    /// Whether the bytes are the same; renders what was not made from the other.
    #[must_use]
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (State::Lazy { memo, .. }, State::Lazy { memo: known, .. }) if Arc::ptr_eq(memo, known) => true,
            _ => self.hash() == other.hash(),
        }
    }

    /// The bytes in a coding; makes them where that is still to do.
    #[must_use]
    pub fn bytes(&self, coding: Coding) -> Bytes {
        self.rendered().bytes(coding)
    }

    /// Whether [`Content::bytes`] would answer at once, without rendering or compressing.
    #[must_use]
    pub fn is_made(&self, coding: Coding) -> bool {
        match &self.0 {
            State::Ready(rendered) => rendered.is_made(coding),
            State::Lazy { memo, .. } => memo.lock().as_ref().is_some_and(|rendered| rendered.is_made(coding)),
        }
    }

    fn rendered(&self) -> Arc<Rendered> {
        match &self.0 {
            State::Ready(rendered) => Arc::clone(rendered),
            State::Lazy { memo, render, shelf } => memo.get_or_render(render, shelf),
        }
    }
}

impl fmt::Debug for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            State::Ready(rendered) => write!(formatter, "Ready({:?})", rendered.hash),
            State::Lazy { memo, .. } => write!(formatter, "Lazy({:?})", memo.hash.get()),
        }
    }
}

/// Rendered bytes and their codings.
#[derive(Debug)]
struct Rendered {
    bytes: Bytes,
    hash: ContentHash,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
    zstd: OnceLock<Bytes>,
}

impl Rendered {
    fn new(bytes: Bytes) -> Self {
        let hash = ContentHash::of(&bytes);
        Self { bytes, hash, gzip: OnceLock::new(), brotli: OnceLock::new(), zstd: OnceLock::new() }
    }

    fn slot(&self, coding: Coding) -> Option<&OnceLock<Bytes>> {
        match coding {
            Coding::Identity => None,
            Coding::Gzip => Some(&self.gzip),
            Coding::Brotli => Some(&self.brotli),
            Coding::Zstd => Some(&self.zstd),
        }
    }

    fn is_made(&self, coding: Coding) -> bool {
        self.slot(coding).is_none_or(|slot| slot.get().is_some())
    }

    #[expect(
        clippy::expect_used,
        reason = "compressors fail where writing does, and memory takes every write"
    )]
    fn bytes(&self, coding: Coding) -> Bytes {
        let Some(slot) = self.slot(coding) else { return self.bytes.clone() };
        slot.get_or_init(|| Bytes::from(coding.encode(&self.bytes).expect("memory takes every write")))
            .clone()
    }
}

/// What was last rendered of a lazy document. Its hash stays when the bytes are put away.
#[derive(Debug, Default)]
pub(super) struct Memo {
    rendered: Mutex<Option<Arc<Rendered>>>,
    hash: OnceLock<ContentHash>,
}

impl Memo {
    fn lock(&self) -> MutexGuard<'_, Option<Arc<Rendered>>> {
        self.rendered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Renders under the lock, so that of many who ask at once one renders.
    fn get_or_render(self: &Arc<Self>, render: &dyn Fn() -> Bytes, shelf: &Shelf) -> Arc<Rendered> {
        let mut slot = self.lock();
        if let Some(rendered) = &*slot {
            return Arc::clone(rendered);
        }
        let rendered = Arc::new(Rendered::new(render()));
        self.hash.get_or_init(|| rendered.hash);
        *slot = Some(Arc::clone(&rendered));
        drop(slot);
        shelf.put(self, rendered.bytes.len());
        rendered
    }

    /// Forgets the bytes; the next who asks renders them again.
    pub(super) fn clear(&self) {
        *self.lock() = None;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn counted(shelf: &Arc<Shelf>, bytes: &'static [u8]) -> (Content, Arc<AtomicUsize>) {
        let count = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&count);
        let content = Content::lazy(shelf, move || {
            counter.fetch_add(1, Ordering::Relaxed);
            Bytes::from_static(bytes)
        });
        (content, count)
    }

    #[test]
    fn a_lazy_page_is_rendered_once() {
        let (content, count) = counted(&Arc::new(Shelf::new(1_000)), b"page");
        assert!(!content.is_made(Coding::Identity));
        assert_eq!(content.hash(), ContentHash::of(b"page"));
        assert_eq!(content.bytes(Coding::Identity), &b"page"[..]);
        assert_eq!(content.bytes(Coding::Gzip), content.bytes(Coding::Gzip));
        assert!(content.is_made(Coding::Identity) && content.is_made(Coding::Gzip));
        assert_eq!(count.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn a_full_shelf_forgets_the_oldest_bytes_but_not_their_hash() {
        let shelf = Arc::new(Shelf::new(30));
        let (first, count) = counted(&shelf, b"0123456789");
        let (second, _) = counted(&shelf, b"9876543210");
        let (third, _) = counted(&shelf, b"abcdefghij");
        for content in [&first, &second, &third] {
            assert!(!content.bytes(Coding::Identity).is_empty());
        }
        assert!(!first.is_made(Coding::Identity) && third.is_made(Coding::Identity));
        assert_eq!(first.hash(), ContentHash::of(b"0123456789"));
        assert_eq!(count.load(Ordering::Relaxed), 1);
        assert_eq!(first.bytes(Coding::Identity), &b"0123456789"[..]);
        assert_eq!(count.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn a_renewed_page_keeps_what_was_rendered() {
        let shelf = Arc::new(Shelf::new(1_000));
        let (content, _) = counted(&shelf, b"page");
        assert_eq!(content.bytes(Coding::Identity), &b"page"[..]);
        let renewed = content.renewed(&shelf, || Bytes::from_static(b"not asked for"));
        assert_eq!(renewed.bytes(Coding::Identity), &b"page"[..]);
    }
}
