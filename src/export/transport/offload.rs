//! Work that blocks, off the thread that sends.

use std::io;

use tokio::sync::oneshot;
use tracing::dispatcher::with_default;

use crate::worker::{silent, spawn_beside};

/// Does `work` on a thread of its own that ends with it. Not on the runtime's threads for such work: where no thread
/// can be started, these panic.
///
/// # Errors
///
/// If there can be no thread, or `work` panicked.
pub(in crate::export) async fn offload<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    let (answer, done) = oneshot::channel();
    spawn_beside("sql-telemetry-b", move || {
        // What these clients say about telemetry's requests is not for the driver's subscriber.
        let done = with_default(silent(), work);
        let _ = answer.send(done);
    })?;
    done.await.map_err(|_| io::Error::other("a panic"))
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use crate::worker::Threads;
    use std::sync::{Arc, mpsc};
    use std::time::Duration;
    use tokio::runtime::Builder;

    #[tokio::test]
    async fn a_panic_is_an_error() {
        assert_eq!(offload(|| 1).await.ok(), Some(1));
        assert!(offload(|| std::panic::resume_unwind(Box::new(()))).await.is_err());
    }

    #[test]
    fn work_that_nobody_waits_for_any_more_is_waited_for_at_the_end() {
        let threads = Arc::new(Threads::default());
        let (release, hang) = mpsc::channel::<()>();
        let main = move || {
            let runtime = Builder::new_current_thread().build().expect("a runtime");
            runtime.block_on(async {
                tokio::select! {
                    biased;
                    _ = offload(move || assert!(hang.recv().is_err())) => unreachable!("it hangs"),
                    () = std::future::ready(()) => {}
                }
            });
        };
        threads.start("main", main).expect("a thread");
        assert!(!threads.join(Duration::from_millis(20)), "it is at work");
        drop(release);
        assert!(threads.join(Duration::MAX));
    }
}
