//! Waiting on whatever runs the work: the worker has a timer, a runtime of the driver's may have none.

use std::cell::RefCell;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{self, Instant};

use super::alarm::{Alarm, Stay};
use super::thread::Job;
use crate::clock::later;

thread_local! {
    /// The alarm of the work that is polled on this thread, if that is a driver's.
    static HERE: RefCell<Option<Alarm>> = const { RefCell::new(None) };
}

/// What tells the time to the work in which it was made, wherever it is asked.
#[derive(Clone)]
pub(crate) struct Timer(Option<Alarm>);

impl Timer {
    pub(crate) fn here() -> Self {
        Self(HERE.with_borrow(Clone::clone).filter(|_| !is_still()))
    }

    /// Resolves at `time`.
    pub(crate) async fn sleep_until(self, time: Instant) {
        match self.0 {
            Some(alarm) => alarm.at(time.into_std()).0.await,
            None => time::sleep_until(time).await,
        }
    }

    /// Returns what `work` comes to, or `None` if that takes longer than `limit`.
    pub(crate) async fn timeout<T>(self, limit: Duration, work: impl Future<Output = T> + Send) -> Option<T> {
        let until = later(Instant::now(), limit);
        tokio::select! {
            biased;
            done = work => Some(done),
            () = self.sleep_until(until) => None,
        }
    }
}

/// Resolves at `time`. To be called by the work itself.
pub(crate) fn sleep_until(time: Instant) -> impl Future<Output = ()> + Send {
    Timer::here().sleep_until(time)
}

/// Resolves after `wait`. To be called by the work itself.
pub(crate) fn sleep(wait: Duration) -> impl Future<Output = ()> + Send {
    sleep_until(later(Instant::now(), wait))
}

/// Returns what `work` comes to, or `None` if that takes longer than `limit`. To be called by the work itself.
pub(crate) fn timeout<T>(
    limit: Duration,
    work: impl Future<Output = T> + Send,
) -> impl Future<Output = Option<T>> + Send {
    Timer::here().timeout(limit, work)
}

/// Returns whether the runtime's clock stands still, as it does in tests that move it. Then its timer is there, and to
/// be used.
fn is_still() -> bool {
    let (time, start) = (Instant::now(), std::time::Instant::now());
    while std::time::Instant::now() == start {
        std::hint::spin_loop();
    }
    Instant::now() == time
}

/// Work on a runtime of the driver's, which need have neither a timer nor an IO driver: there is no way to ask it, and
/// its answer to whoever tries is a panic.
pub(super) struct Guest {
    job: Job,
    stay: Stay,
}

impl Guest {
    pub(super) fn new(job: Job, alarm: &Alarm) -> Self {
        Self { job, stay: alarm.stay() }
    }
}

impl Future for Guest {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let _here = Here(HERE.replace(Some(self.stay.alarm().clone())));
        self.job.as_mut().poll(context)
    }
}

/// Puts back what was there before, whether the work goes on or panics.
struct Here(Option<Alarm>);

impl Drop for Here {
    fn drop(&mut self) {
        HERE.set(self.0.take());
    }
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use std::sync::Arc;
    use tokio::runtime::Builder;

    #[test]
    fn work_of_telemetrys_brings_its_timer_and_takes_it_away() {
        let alarm = Alarm::new(Arc::default());
        let runtime = Builder::new_current_thread().build().expect("a runtime without a timer");
        runtime.block_on(async {
            let start = Instant::now();
            let wait = Duration::from_millis(10);
            let work = async move {
                sleep(wait).await;
                assert_eq!(timeout(wait, std::future::pending::<()>()).await, None);
                assert!(Timer::here().0.is_some());
            };
            Guest::new(Box::pin(work), &alarm).await;
            assert!(start.elapsed() >= 2 * wait);
            assert!(Timer::here().0.is_none(), "what else runs on this thread has its own");
        });
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_that_stands_still_is_the_one_that_counts() {
        let alarm = Alarm::new(Arc::default());
        let start = Instant::now();
        let hour = Duration::from_secs(3_600);
        Guest::new(Box::pin(sleep_in_work(hour)), &alarm).await;
        assert_eq!(start.elapsed(), hour);
    }

    async fn sleep_in_work(wait: Duration) {
        sleep(wait).await;
    }
}
