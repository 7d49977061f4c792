//! What a pipeline tells of its own losses.

use uuid::Uuid;

use crate::contract::{DriverTelemetryLoss, DroppedEvents};
use crate::stats::{DropReason, Stats};

/// Returns the books as a report of `reporter`. What is none is left out.
pub(super) fn report(stats: &Stats, reporter: Uuid) -> DriverTelemetryLoss {
    let mut dropped = DroppedEvents::default();
    for reason in DropReason::ALL {
        if let Some(place) = place(&mut dropped, reason) {
            *place = number(stats.dropped(reason));
        }
    }
    DriverTelemetryLoss {
        reporter_id: Some(reporter.to_string()),
        recorded: number(stats.recorded),
        dropped: Some(dropped),
        retried: number(stats.retried),
        breaker_openings: number(stats.breaker_openings),
        queue_high_water: number(stats.queue_high_water),
    }
}

/// Returns how many events a report can tell of.
pub(super) fn reportable(stats: &Stats) -> u64 {
    let told = |reason: &DropReason| place(&mut DroppedEvents::default(), *reason).is_some();
    DropReason::ALL.into_iter().filter(told).map(|reason| stats.dropped(reason)).sum()
}

/// Returns the field of a reason. Two have none: nothing is sent after the end of a pipeline, and a child sends nothing
/// of its parent's.
fn place(dropped: &mut DroppedEvents, reason: DropReason) -> Option<&mut Option<i64>> {
    Some(match reason {
        DropReason::QueueFull => &mut dropped.queue_full,
        DropReason::TooLarge => &mut dropped.too_large,
        DropReason::FlagOff => &mut dropped.flag_off,
        DropReason::NoCredential => &mut dropped.no_credential,
        DropReason::Rejected => &mut dropped.rejected,
        DropReason::NotTheService => &mut dropped.not_the_service,
        DropReason::Partial => &mut dropped.partial,
        DropReason::Exhausted => &mut dropped.exhausted,
        DropReason::Closed => &mut dropped.closed,
        DropReason::Panicked => &mut dropped.panicked,
        DropReason::Deadline | DropReason::Forked => return None,
    })
}

fn number(count: u64) -> Option<i64> {
    i64::try_from(count).ok().filter(|count| *count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Reflect, Value};
    use crate::stats::Ledger;

    /// Each reason has the field of its name, and each field a reason; a new one of either takes part by itself.
    #[test]
    fn every_reason_has_the_field_of_its_name() {
        let mut fields: Vec<_> = DroppedEvents::default().descriptor().fields.iter().map(|field| field.name).collect();
        for (index, reason) in (1..).zip(DropReason::ALL) {
            let ledger = Ledger::default();
            ledger.record(100);
            ledger.drop_events(reason, index);
            let stats = ledger.snapshot();
            let report = report(&stats, Uuid::nil());
            let dropped = report.dropped.expect("always there");
            let told: Vec<_> = dropped
                .descriptor()
                .fields
                .iter()
                .enumerate()
                .filter_map(|(place, field)| match dropped.get(place) {
                    Value::Integer(count) => Some((field.name, count)),
                    _ => None,
                })
                .collect();
            if matches!(reason, DropReason::Deadline | DropReason::Forked) {
                assert_eq!((told.as_slice(), reportable(&stats)), (&[][..], 0), "{reason:?}");
            } else {
                assert_eq!(told, [(reason.as_str(), i64::try_from(index).expect("few"))]);
                assert_eq!((report.recorded, reportable(&stats)), (Some(100), index));
                fields.retain(|name| *name != reason.as_str());
            }
        }
        assert_eq!(fields, [""; 0], "fields that no reason fills");
    }
}
