//! Whose a panic is: the work's own, or that of a thread which drops work as it unwinds.

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;

use super::thread::Job;

thread_local! {
    /// Whether work is being polled on this thread.
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// Work that can tell.
pub(super) struct Blamed(pub(super) Job);

impl Future for Blamed {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let _before = Before(AT_WORK.replace(true));
        self.0.as_mut().poll(context)
    }
}

/// Puts back what was there before, after what the work held was dropped.
struct Before(bool);

impl Drop for Before {
    fn drop(&mut self) {
        AT_WORK.set(self.0);
    }
}

/// Returns whether the work that is dropped here is dropped by a panic of its own.
pub(crate) fn has_panicked() -> bool {
    thread::panicking() && AT_WORK.try_with(Cell::get).unwrap_or(false)
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
    use std::task::Waker;

    #[test]
    fn a_panic_of_the_work_is_its_own_and_one_around_it_is_not() {
        thread_local! { static SAID: Cell<Option<bool>> = const { Cell::new(None) } }
        struct Held;
        impl Drop for Held {
            fn drop(&mut self) {
                SAID.set(Some(has_panicked()));
            }
        }
        let poll = |mut work: Blamed| {
            let _ = Pin::new(&mut work).poll(&mut Context::from_waker(Waker::noop()));
        };
        let panics = || {
            let held = Held;
            Blamed(Box::pin(async move {
                let _held = held;
                // Unlike `panic!`, it says nothing.
                resume_unwind(Box::new(()));
            }))
        };
        assert!(catch_unwind(AssertUnwindSafe(|| poll(panics()))).is_err());
        assert_eq!(SAID.take(), Some(true));

        let around = catch_unwind(AssertUnwindSafe(|| {
            let _work = panics();
            resume_unwind(Box::new(()));
        }));
        assert!(around.is_err());
        assert_eq!(SAID.take(), Some(false), "dropped by a thread that unwinds");
        poll(Blamed(Box::pin(async {
            let _held = Held;
        })));
        assert_eq!(SAID.take(), Some(false));
    }
}
