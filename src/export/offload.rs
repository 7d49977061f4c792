//! Work that blocks, off the thread that sends.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::oneshot;

/// How many such threads are at work.
static THREADS: AtomicUsize = AtomicUsize::new(0);

/// Does `work` on a thread of its own that ends with it. Not on the runtime's threads for such work: where no thread
/// can be started, these panic.
///
/// # Errors
///
/// If there can be no thread, or `work` panicked.
pub(super) async fn offload<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    let (answer, done) = oneshot::channel();
    let running = Running::new();
    std::thread::Builder::new().name("sql-telemetry-b".to_owned()).spawn(move || {
        // What these clients say about telemetry's requests is not for the driver's subscriber.
        let done = tracing::dispatcher::with_default(&tracing::Dispatch::none(), work);
        drop(running);
        let _ = answer.send(done);
    })?;
    done.await.map_err(|_| io::Error::other("a panic"))
}

/// How many threads of this module still run.
#[allow(dead_code, reason = "for whoever has to know that all threads are gone")]
pub(crate) fn threads() -> usize {
    THREADS.load(Ordering::Acquire)
}

struct Running;

impl Running {
    fn new() -> Self {
        THREADS.fetch_add(1, Ordering::AcqRel);
        Self
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        THREADS.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_an_error_and_the_thread_is_counted_until_it_ends() {
        assert_eq!(offload(|| threads() > 0).await.ok(), Some(true));
        assert!(offload(|| std::panic::resume_unwind(Box::new(()))).await.is_err());
    }
}
