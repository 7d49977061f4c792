//! When an event tells the service how many events it will never see.
//!
//! A report is the total so far of one pipeline, so that one that is lost, or arrives twice, changes nothing: the reader
//! takes the greatest of each pipeline. So it is enough to say when one is due. Pure: it is told the time.

use std::time::{Duration, Instant};

use crate::clock::later;

/// Between the ends of sessions, a report is due so long after the first request, and after the report before.
pub const REPORT_EVERY: Duration = Duration::from_secs(60 * 60);

/// The reports of one pipeline.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reports {
    since: Option<Instant>,
    taken: u64,
}

impl Reports {
    /// Returns one that has told nothing.
    pub const fn new() -> Self {
        Self { since: None, taken: 0 }
    }

    /// Returns which event of a request that is made at `now` tells of `lost` events, if one does.
    ///
    /// None does unless more was lost than the service is known to have been told.
    pub fn due(&mut self, now: Instant, lost: u64) -> Due {
        let since = *self.since.get_or_insert(now);
        if lost <= self.taken {
            Due::None
        } else if now >= later(since, REPORT_EVERY) {
            Due::Any
        } else {
            Due::LastOfSession
        }
    }

    /// Notes that a request was made at `now` in which there is a report.
    pub const fn sent(&mut self, now: Instant) {
        self.since = Some(now);
    }

    /// Notes that the service took a report of `lost` events, or, with 0, a request without one.
    pub fn taken(&mut self, lost: u64) {
        self.taken = self.taken.max(lost);
    }
}

/// Which event of a request carries a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// None.
    None,
    /// One that ends a session, if there is one.
    LastOfSession,
    /// One that ends a session, or else any.
    Any,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_told_before_something_was_lost_nor_twice_once_it_was_taken() {
        let now = Instant::now();
        let mut reports = Reports::new();
        assert_eq!(reports.due(now, 0), Due::None);
        assert_eq!(reports.due(now + REPORT_EVERY * 2, 0), Due::None);
        assert_eq!(reports.due(now, 3), Due::LastOfSession);
        reports.sent(now);
        assert_eq!(reports.due(now, 3), Due::LastOfSession, "nobody knows whether it arrived");
        reports.taken(3);
        assert_eq!(reports.due(now + REPORT_EVERY * 2, 3), Due::None);
        assert_eq!(reports.due(now, 4), Due::LastOfSession);
        reports.taken(0);
        assert_eq!(reports.due(now, 3), Due::None, "a request without a report takes nothing back");
    }

    #[test]
    fn between_the_ends_of_sessions_an_hour_passes() {
        let now = Instant::now();
        let mut reports = Reports::new();
        assert_eq!(reports.due(now, 1), Due::LastOfSession);
        assert_eq!(reports.due(now + REPORT_EVERY, 1), Due::Any);
        reports.sent(now + REPORT_EVERY);
        assert_eq!(reports.due(now + REPORT_EVERY, 2), Due::LastOfSession);
        assert_eq!(reports.due(now + REPORT_EVERY * 2, 2), Due::Any);
    }
}
