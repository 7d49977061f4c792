//! Deadlines for those who have no timer: a thread that exists while somebody waits.

use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::oneshot;

/// How long the thread stays when nobody waits, so that a storm of closes starts it once.
const LINGER: Duration = Duration::from_secs(1);

/// Resolves at `time`, or soon after. If there can be no thread, at once: a wait without bound would be worse.
pub(super) async fn at(time: Instant) {
    let (alarm, rings) = oneshot::channel();
    add(time, alarm);
    let _ = rings.await;
}

struct Clock {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// By time, and by the order of arrival for those of the same time.
    alarms: BTreeMap<(Instant, u64), oneshot::Sender<()>>,
    arrivals: u64,
    has_thread: bool,
}

static CLOCK: Clock = Clock {
    state: Mutex::new(State { alarms: BTreeMap::new(), arrivals: 0, has_thread: false }),
    changed: Condvar::new(),
};

fn add(time: Instant, alarm: oneshot::Sender<()>) {
    let mut state = lock();
    state.arrivals += 1;
    let key = (time, state.arrivals);
    if !state.has_thread {
        let spawned = std::thread::Builder::new().name("sql-telemetry-t".to_owned()).spawn(run);
        state.has_thread = spawned.is_ok();
        if spawned.is_err() {
            return;
        }
    }
    state.alarms.insert(key, alarm);
    drop(state);
    CLOCK.changed.notify_one();
}

fn run() {
    let mut state = lock();
    loop {
        // Whoever got his answer has dropped his end.
        state.alarms.retain(|_, alarm| !alarm.is_closed());
        let now = Instant::now();
        while let Some(entry) = state.alarms.first_entry().filter(|entry| entry.key().0 <= now) {
            let _ = entry.remove().send(());
        }
        let next = state.alarms.first_key_value().map(|((time, _), _)| time.saturating_duration_since(now));
        let waited = CLOCK.changed.wait_timeout(state, next.unwrap_or(LINGER)).unwrap_or_else(PoisonError::into_inner);
        state = waited.0;
        if next.is_none() && waited.1.timed_out() && state.alarms.is_empty() {
            state.has_thread = false;
            return;
        }
    }
}

fn lock() -> MutexGuard<'static, State> {
    CLOCK.state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::runtime::Builder;

    #[test]
    fn it_rings_on_an_executor_without_a_timer() {
        let start = Instant::now();
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let later = tokio::spawn(at(start + Duration::from_millis(40)));
            at(start + Duration::from_millis(10)).await;
            later.await.expect("no panic");
        });
        assert!(start.elapsed() >= Duration::from_millis(40));
    }
}
