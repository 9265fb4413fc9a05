//! Bounds the memory of rendered pages: a crawl of ten thousand of them must not stay in memory for ever.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::content::Memo;

/// Rendered pages in the order in which they were rendered; past its capacity the oldest are forgotten.
///
/// First in, first out is enough: a page that is still wanted is rendered again in about a millisecond.
#[derive(Debug)]
pub struct Shelf {
    capacity: usize,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    pages: VecDeque<(Weak<Memo>, usize)>,
    weight: usize,
}

impl Shelf {
    /// A shelf for about `capacity` bytes.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self { capacity, kept: Mutex::default() }
    }

    /// Keeps a page of `length` bytes, and forgets the oldest ones where there is too much.
    ///
    /// The page's codings, which are made later, are counted ahead as half of its length.
    pub(super) fn put(&self, page: &Arc<Memo>, length: usize) {
        let weight = length + length / 2;
        let forgotten: Vec<Weak<Memo>> = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.pages.push_back((Arc::downgrade(page), weight));
            kept.weight += weight;
            kept.shrink(self.capacity)
        };
        forgotten.iter().filter_map(Weak::upgrade).for_each(|page| page.clear());
    }
}

impl Kept {
    fn shrink(&mut self, capacity: usize) -> Vec<Weak<Memo>> {
        let mut forgotten = Vec::new();
        while self.weight > capacity {
            let Some((page, weight)) = self.pages.pop_front() else { break };
            self.weight -= weight;
            forgotten.push(page);
        }
        forgotten
    }
}
