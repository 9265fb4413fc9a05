//! Renders and compresses what nobody has asked for before: aside, where it holds up nobody, and only so much at once
//! that a crawl of every page neither fills the memory nor takes the processors from the next edition.

use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// The turns to make something: one a processor.
#[derive(Clone)]
pub(super) struct Makers(Arc<Semaphore>);

impl Default for Makers {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(available_parallelism().map_or(1, usize::from))))
    }
}

impl Makers {
    /// What `make` makes, once it is its turn; `None` where that breaks.
    pub(super) async fn make<T: Send + 'static>(
        &self,
        make: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let turn = Arc::clone(&self.0).acquire_owned().await.ok()?;
        // Whoever asked may go away meanwhile; the turn is over only when the work is.
        let made = spawn_blocking(move || {
            let made = make();
            drop(turn);
            made
        });
        made.await.ok()
    }
}
