//! What is done without a word: what clients say about telemetry's own requests is not for the driver's subscriber. A
//! layer that exports would export its exports.

use tracing::level_filters::LevelFilter;
use tracing::subscriber::Interest;
use tracing::{Dispatch, Event, Metadata, Subscriber, span};

use crate::sync::Once;

/// Returns the dispatcher that everything is sent under, one for the process.
///
/// Each new one takes the lock of all dispatchers of the process, which in a forked child may be held for ever, and has
/// every place that logs ask anew who listens. [`Dispatch::none`] takes no lock, but a place that is met under it for the
/// first time is remembered as one that nobody listens to, on the driver's threads too.
pub(crate) fn silent() -> &'static Dispatch {
    static SILENT: Once<Dispatch> = Once::new();
    SILENT.get(|| Dispatch::new(Silent))
}

/// Listens to nothing, and says so. `NoSubscriber` gives no level: that of the process then becomes the finest, and every
/// place that logs, in all of the program, looks for a listener that is not there.
pub(super) struct Silent;

impl Subscriber for Silent {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::never()
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::OFF)
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        false
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        // Asked for by nobody who asks first; any number but 0 is an id.
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tracing::dispatcher::with_default;

    /// Counts how often it was asked whether it listens.
    struct Asked(Arc<AtomicUsize>);

    impl Subscriber for Asked {
        fn register_callsite(&self, place: &'static Metadata<'static>) -> Interest {
            if place.target() == "a place of this test" {
                self.0.fetch_add(1, Ordering::Relaxed);
            }
            Interest::always()
        }
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }
        fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
            span::Id::from_u64(1)
        }
        fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
        fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
        fn event(&self, event: &Event<'_>) {
            if event.metadata().target() == "a place of this test" {
                self.0.fetch_add(1_000, Ordering::Relaxed);
            }
        }
        fn enter(&self, _: &span::Id) {}
        fn exit(&self, _: &span::Id) {}
    }

    #[test]
    fn a_place_that_was_first_met_in_silence_is_heard_afterwards() {
        let asked = Arc::new(AtomicUsize::new(0));
        let driver = Dispatch::new(Asked(asked.clone()));
        let say = || tracing::debug!(target: "a place of this test", "something");
        with_default(&driver, || {
            with_default(silent(), || {
                say();
                assert!(!tracing::enabled!(tracing::Level::ERROR));
            });
            assert!(asked.load(Ordering::Relaxed) < 1_000, "it was heard");
            say();
            assert!(asked.load(Ordering::Relaxed) >= 1_000, "it was not");
        });
    }

    #[test]
    fn it_takes_no_part_in_how_much_the_process_says() {
        assert_eq!(Silent.max_level_hint(), Some(LevelFilter::OFF));
    }

    #[test]
    fn there_is_one() {
        assert!(std::ptr::eq(silent(), silent()));
    }
}
