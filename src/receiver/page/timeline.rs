//! A statement as a picture: when it was ready, its polls, its chunks, its consumption.

use std::fmt::Write;

use super::units;
use crate::contract::SqlDriverLog;

const WIDTH: f64 = 860.0;
/// Where the bars begin: to the left of it stand their names.
const LEFT: f64 = 150.0;
/// What stays free on the right for the numbers.
const RIGHT: f64 = 140.0;
const ROW: f64 = 26.0;

/// One bar: name, class of the style, from, to, and what stands behind it.
struct Bar {
    name: &'static str,
    class: &'static str,
    from: i64,
    to: i64,
    text: String,
}

/// Returns the picture of a statement, told by one log or by several; `None` if they tell no latency but the whole one.
/// Holds numbers and words of this file only, so there is nothing in it to escape.
pub(super) fn picture(logs: &[SqlDriverLog]) -> Option<String> {
    let bars = bars(logs);
    let end = end_of_scale(&bars);
    if bars.len() < 2 || end == 0 {
        return None;
    }
    let scale = (WIDTH - LEFT - RIGHT) / end as f64;
    let height = ROW * (bars.len() as f64 + 1.0);
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"Timeline of the statement\">"
    );
    // Writing to a String cannot fail.
    let step = step(end);
    for tick in 0..=end / step {
        let at = tick * step;
        let x = LEFT + at as f64 * scale;
        let _ = write!(
            svg,
            "<line class=\"axis\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"0\" y2=\"{:.1}\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            height - ROW,
            height - 8.0,
            units::millis(at)
        );
    }
    for (index, bar) in bars.iter().enumerate() {
        let y = index as f64 * ROW;
        let x = LEFT + bar.from.min(end) as f64 * scale;
        // A bar of no length is a line still.
        let width = ((bar.to.min(end) - bar.from.min(end)) as f64 * scale).max(1.5);
        let Bar { name, class, text, .. } = bar;
        let cut = if bar.to > end { " cut" } else { "" };
        let _ = write!(
            svg,
            "<text class=\"label\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{name}</text>\
             <rect class=\"{class}{cut}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"14\" rx=\"3\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\">{text}</text>",
            LEFT - 10.0,
            y + 15.0,
            y + 4.0,
            x + width + 6.0,
            y + 15.0
        );
    }
    svg.push_str("</svg>");
    Some(svg)
}

/// Returns where the scale ends: at the longest bar, unless that is absurd beside the others. Then it is cut, and its
/// number says how long it is.
fn end_of_scale(bars: &[Bar]) -> i64 {
    let mut ends: Vec<_> = bars.iter().map(|bar| bar.to).filter(|end| *end > 0).collect();
    ends.sort_unstable();
    while let [.., second, last] = ends[..]
        && last > ABSURD
        && last / second > OUT_OF_SCALE
    {
        ends.pop();
    }
    ends.last().copied().unwrap_or(0)
}

/// Nobody waits for a statement longer than an hour without knowing it.
const ABSURD: i64 = 3_600_000;

/// Beside a bar that is so many times as long the others are no bars any more.
const OUT_OF_SCALE: i64 = 50;

/// Returns the distance of the marks below: a round number of which at most five fit.
fn step(end: i64) -> i64 {
    let mut power = 1_i64;
    loop {
        if let Some(factor) =
            [1, 2, 5].into_iter().find(|factor| end / 5 <= factor * power && end <= (5 * factor).saturating_mul(power))
        {
            return factor * power;
        }
        power = power.saturating_mul(10);
    }
}

fn bars(logs: &[SqlDriverLog]) -> Vec<Bar> {
    let mut bars = Vec::new();
    let mut ready_at = 0;
    // Numbers are whatever a sender wrote: negative ones have no length.
    let length = |value: Option<i64>| value.map(|value| value.clamp(0, i64::MAX / 4));
    for log in logs {
        let Some(sql) = &log.sql_operation else { continue };
        let result = sql.result_latency.as_ref();
        if let Some(ready) = result.and_then(|result| length(result.result_set_ready_latency_millis)) {
            ready_at = ready_at.max(ready);
            bars.push(Bar { name: "until ready", class: "ready", from: 0, to: ready, text: units::millis(ready) });
        }
        if let Some(detail) = &sql.operation_detail
            && let Some(time) = length(detail.operation_status_latency_millis)
        {
            let calls = detail.n_operation_status_calls.map_or(String::new(), |calls| format!(" in {calls} polls"));
            bars.push(Bar {
                name: "status polls",
                class: "poll",
                from: 0,
                to: time,
                text: format!("{}{calls}", units::millis(time)),
            });
        }
        if let Some(chunks) = &sql.chunk_details {
            let counts = match (chunks.total_chunks_iterated, chunks.total_chunks_present) {
                (Some(iterated), Some(present)) => format!(", {iterated} of {present}"),
                _ => String::new(),
            };
            let times = [
                ("first chunk", length(chunks.initial_chunk_latency_millis), ""),
                ("slowest chunk", length(chunks.slowest_chunk_latency_millis), ""),
                ("all chunks, summed", length(chunks.sum_chunks_download_time_millis), counts.as_str()),
            ];
            for (name, time, more) in times {
                if let Some(time) = time {
                    bars.push(Bar {
                        name,
                        class: "chunk",
                        from: 0,
                        to: time,
                        text: format!("{}{more}", units::millis(time)),
                    });
                }
            }
        }
        if let Some(time) = result.and_then(|result| length(result.result_set_consumption_latency_millis)) {
            let (from, to) = (ready_at, ready_at + time);
            bars.push(Bar { name: "consumption", class: "consume", from, to, text: units::millis(time) });
        }
        if let Some(time) = length(log.operation_latency_ms) {
            bars.push(Bar { name: "operation latency", class: "whole", from: 0, to: time, text: units::millis(time) });
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_at_round_numbers() {
        for (end, expected) in [(1, 1), (5, 1), (6, 2), (11, 5), (1450, 500), (2 * i64::from(i32::MAX), 1_000_000_000)]
        {
            assert_eq!(step(end), expected, "{end}");
        }
    }

    #[test]
    fn one_absurd_value_leaves_the_others_their_bars() {
        let bar = |to| Bar { name: "x", class: "bar", from: 0, to, text: String::new() };
        let end = |ends: &[i64]| end_of_scale(&ends.iter().map(|end| bar(*end)).collect::<Vec<_>>());
        assert_eq!(end(&[10, 400, 9_007_199_254_740_992]), 400);
        assert_eq!(end(&[10, 400, 30_000]), 30_000, "slow, not absurd");
        assert_eq!(end(&[1 << 50, 1 << 51]), 1 << 51, "all are");
        assert_eq!(end(&[10, 1 << 40, 1 << 55]), 10);
        assert_eq!(end(&[0]), 0);
    }

    #[test]
    fn a_statement_that_took_no_time_has_no_picture() {
        let log = |latency| {
            let mut log = SqlDriverLog { operation_latency_ms: Some(latency), ..SqlDriverLog::default() };
            let sql = log.sql_operation.get_or_insert_default();
            sql.result_latency.get_or_insert_default().result_set_ready_latency_millis = Some(0);
            log
        };
        assert!(picture(&[log(0)]).is_none());
        assert!(picture(&[log(3)]).is_some_and(|svg| svg.contains(">3 ms<") && svg.contains(">1 ms<")));
    }
}
